"""Groups of a record that do not fit the rest, or themselves."""

from collections.abc import Callable
from typing import Any

import pytest

Refusal = Callable[[object], str]
NOT_AS = ": it is not as an audit writes it"


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("columns", 0, "column"), "race", "groups.columns are 'race'; 'sex' were expected"),
        (("columns",), [], "groups.columns are none; 'sex' were expected"),
        (("columns", 0, "groups"), [], "groups.columns[0].groups has no entry"),
        (("columns", 0, "groups", 0, "fit_rows"), 171, "groups.columns[0].groups have 301 fit_rows together; 300 were "
                                                       "expected"),
        (
            ("columns", 0, "groups", 1, "everywhere", "evaluation_rows"),
            91,
            "groups.columns[0].groups have 201 everywhere.evaluation_rows together; 200 were expected",
        ),
        (
            ("columns", 0, "groups", 1, "partitions", 2, "evaluation_rows"),
            9,
            "groups.columns[0].groups have 41 partitions[2].evaluation_rows together; 40 were expected",
        ),
        (
            ("columns", 0, "groups", 1, "partitions"),
            [],
            "groups.columns[0].groups[1].partitions has 0 entries; 3 were expected",
        ),
        (("gaps", 0, "column"), "race", "groups.gaps[0].column is 'race', which is not in groups.columns"),
        (("gaps", 0, "group"), 2, "groups.gaps[0].group is 2, and the column has 2 groups"),
        (("gaps", 0, "partition"), "P9", "groups.gaps[0].partition is 'P9', which is no partition"),
        (("gaps", 0, "code"), "YR041", "groups.gaps[0].code is 'YR041'; 'YR040' was expected"),
        (("gaps", 0, "partition"), None, "groups.gaps[0] is of a share, and of no partition"),
        (
            ("compared",),
            [],
            "groups.compared are of none; YR040, YR041 and YR042 were expected",
        ),
        (
            ("columns", 0, "groups", 0, "everywhere", "share", "value"),
            2.5,
            "groups.columns[0].groups[0].everywhere.share.value is 2.5, which does not lie between its bounds",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(
    content: dict[str, Any], refusal: Refusal, place: tuple[Any, ...], value: object, message: str
) -> None:
    *way, last = place
    at = content["groups"]
    for key in way:
        at = at[key]
    at[last] = value
    assert refusal(content) == message + NOT_AS


def test_there_are_none_without_sensitive_columns(content: dict[str, Any], refusal: Refusal) -> None:
    content["table"]["sensitive"] = []
    assert refusal(content) == "groups.columns are 'sex'; none were expected" + NOT_AS
    content["table"]["sensitive"] = ["sex"]
    content["groups"] = {"status": "not_run", "reason": "r"}
    assert refusal(content) == "groups.columns are none; 'sex' were expected" + NOT_AS
