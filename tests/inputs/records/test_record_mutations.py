"""Whatever is done to a record, it is refused in one line, or read: nothing else comes out."""

import json
from pathlib import Path
from typing import Any

import pytest
import records
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yasenn_report.errors import RecordError
from yasenn_report.inputs.record_file import parse_record
from yasenn_report.inputs.records import understand
from yasenn_report.inputs.small_files import SmallFile
from yasenn_report.record import Record
from yasenn_report.record.text import write_record

TEXTS = [write_record(record) for record in (records.binary(), records.regression(), records.nothing_run())]
WHATEVER = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.integers(),
    st.floats(allow_nan=False),
    st.sampled_from(["", "P1", "P9", "hidden layer 1", "age_z", "not_run", "tree", "\ud800", "\u202e\x00"]),
    st.sampled_from([[], {}, [[]], [0], [0.5, 0.5], {"status": "not_run", "reason": ""}, {"status": "not_run"}]),
)


def outcome(data: bytes) -> Record | str:
    """The record, or what is said where it is refused."""
    try:
        return understand(parse_record(SmallFile(name="a.json", folder=Path(), data=data, error=RecordError)))
    except RecordError as refusal:
        return str(refusal)


def assert_refused_or_read(data: bytes) -> None:
    """One printable line of bounded length, or a record that can be written again."""
    found = outcome(data)
    if isinstance(found, Record):
        assert outcome(write_record(found).encode()) == found
    else:
        assert found.startswith("a.json: ")
        assert found.isprintable()
        assert len(found) < 600


def places_in(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place below the top."""
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [found for key in keys for found in ((*place, key), *places_in(value[key], (*place, key)))]


PLACES = [places_in(json.loads(text)) for text in TEXTS]


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
@pytest.mark.slow
def test_values_put_anywhere(data: st.DataObject) -> None:
    which = data.draw(st.integers(0, len(TEXTS) - 1))
    content = json.loads(TEXTS[which])
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(PLACES[which]))
        found = content
        try:
            for part in place[:-1]:
                found = found[part]
            kind = data.draw(st.sampled_from(["replace", "remove", "double"]))
            if kind == "remove":
                del found[place[-1]]
            elif kind == "double" and isinstance(found, list):
                found.append(found[place[-1]])
            else:
                found[place[-1]] = data.draw(WHATEVER)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    assert_refused_or_read(json.dumps(content).encode())


@settings(max_examples=100, deadline=None, derandomize=True)
@given(start=st.integers(0, 30_000), length=st.integers(0, 50), put=st.binary(max_size=8))
@pytest.mark.slow
def test_bytes_put_anywhere(start: int, length: int, put: bytes) -> None:
    data = TEXTS[0].encode()
    start %= len(data)
    assert_refused_or_read(data[:start] + put + data[start + length :])


@pytest.mark.parametrize("text", TEXTS)
def test_a_record_that_nobody_touched_is_read(text: str) -> None:
    assert isinstance(outcome(text.encode()), Record)
