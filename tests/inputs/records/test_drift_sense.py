"""Drift of a record that does not fit the rest."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import records

from yasenn_report.record.text import write_record

Refusal = Callable[[object], str]
OTHERS = "drift.partitions has other partitions than the record, or another order"
NOT_AS = ": it is not as an audit writes it"


@pytest.fixture
def drifted() -> dict[str, Any]:
    """A record with fit data."""
    found: dict[str, Any] = json.loads(write_record(records.regression()))
    return found


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (
            ("partitions", 0, "partition"),
            "P2",
            OTHERS,
        ),
        (("partitions",), [], OTHERS),
        (("fit_data_rows",), 0, "drift.fit_data_rows is 0; at least one row was expected"),
        (
            ("new_codes", "difference", "low"),
            0.5,
            "drift.new_codes.difference.value is 0.003, which does not lie between its bounds",
        ),
    ],
)
def test_what_does_not_fit_is_named(
    drifted: dict[str, Any], refusal: Refusal, place: tuple[Any, ...], value: object, message: str
) -> None:
    *way, last = place
    at = drifted["drift"]
    for key in way:
        at = at[key]
    at[last] = value
    assert refusal(drifted) == message + NOT_AS


def test_drift_needs_a_file_of_fit_data(drifted: dict[str, Any], refusal: Refusal) -> None:
    drifted["inputs"] = [file for file in drifted["inputs"] if file["role"] != "fit data"]
    assert refusal(drifted) == f"drift is against fit data, and inputs has no such file{NOT_AS}"
