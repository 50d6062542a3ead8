"""Records are read strictly: what is missing, unknown or of another type is refused in one line with its place."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import records

from yasenn_report.inputs.records import read_record
from yasenn_report.record.text import write_record

Refusal = Callable[[object], str]
NOT_AS = ": it is not as an audit writes it"
MADE = [records.binary(), records.with_dictionary(), records.regression(), records.nothing_run()]


@pytest.mark.parametrize("record", MADE)
def test_what_was_written_is_read(record: records.Record, tmp_path: Path) -> None:
    (tmp_path / "audit.json").write_text(write_record(record), encoding="utf-8")
    assert read_record(tmp_path / "audit.json") == record


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"nothing", "this is not JSON: Expecting value (at line 1, column 1): name the JSON of an audit"),
        (b"[]", "it holds an array of 0, so it is not the JSON of an audit: name the file that -o wrote"),
        (b"{}", "it holds an object without 'schema_version', so it is not the JSON of an audit: name the file that -o "
                "wrote"),
        (
            b'{"schema_version": "3.1"}',
            "its schema version is 3.1: it was made by an earlier version of yasenn-report, and this one reads 4.x: "
            "make the audit again",
        ),
        (
            b'{"schema_version": "5.0"}',
            "its schema version is 5.0: it was made by a later version of yasenn-report, and this one reads up to 4.0: "
            "use the version that made it",
        ),
        (
            b'{"schema_version": "4.1"}',
            "its schema version is 4.1: it was made by a later version of yasenn-report, and this one reads up to 4.0: "
            "use the version that made it",
        ),
        (
            b'{"schema_version": 4.0}',
            "its schema version is 4.0; a text like '4.0' was expected: it is not as an audit writes it",
        ),
        (
            b'{"schema_version": "4.0\\n"}',
            "its schema version is the text '4.0\\n'; a text like '4.0' was expected: it is not as an audit writes it",
        ),
        (b'{"schema_version": "4.0"}', "created is missing: it is not as an audit writes it"),
        (b'{"schema_version": "4.0", "command": "\\ud800"}', "it holds half of a character" + NOT_AS),
        (
            b'{"schema_version": "4.0", "a": ' + b"[" * 500 + b"]" * 500 + b"}",
            "its values are nested too deeply" + NOT_AS,
        ),
    ],
)  # fmt: skip
def test_another_file_is_refused(content: bytes, message: str, refusal: Refusal) -> None:
    assert refusal(content) == message


GONE = object()


def spoil(content: Any, place: tuple[Any, ...], value: object) -> Any:
    """Put a value at a place, or take away what is there."""
    found = content
    for part in place[:-1]:
        found = found[part]
    if value is GONE:
        del found[place[-1]]
    else:
        found[place[-1]] = value
    return content


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("partitions", 1, "value"), "x", "partitions[1].value is the text 'x'; a valid array was expected"),
        (("partitions", 1, "value", 0), "x", "partitions[1].value[0] is the text 'x'; a valid number was expected"),
        (("partitions", 2, "value", 0), None, "partitions[2].value[0] is null; a valid number was expected"),
        (("partitions", 1, "fit_rows"), 7.0, "partitions[1].fit_rows is 7.0; a valid integer was expected"),
        (("partitions", 1, "fit_rows"), True, "partitions[1].fit_rows is true; a valid integer was expected"),
        (("network",), None, "network is null; an object was expected"),
        (("network", "kind"), GONE, "network.kind is missing"),
        (("network", "kind"), 1, "network.kind is 1; a valid string was expected"),
        (("\x1b[2J",), 1, "\\x1b[2J is no field of a record"),
        (("network", "x" * 99), 1, f"network.{'x' * 57}... is no field of a record"),
        (("fidelity", "primary", "value"), GONE, "fidelity.primary.value is missing"),
        (("fidelity", "primary", "value"), "1", "fidelity.primary.value is the text '1'; a valid number was expected"),
        (("fidelity", "primary", "valeu"), 1, "fidelity.primary.valeu is no field of a record"),
        (
            ("fidelity", "primary"),
            {"status": "not_run", "reason": 7},
            "fidelity.primary.reason is 7; a valid string was expected",
        ),
        (
            ("fidelity", "primary"),
            {"status": "ran", "reason": ""},
            "fidelity.primary.status is the text 'ran'; 'not_run' was expected",
        ),
        (("stability",), 3, "stability is 3; an object was expected"),
        (
            ("fidelity", "order"),
            "sideways",
            "fidelity.order is the text 'sideways'; 'forward' or 'backward' was expected",
        ),
        (("partitions", 0, "stability"), "high", "partitions[0].stability is the text 'high'; a valid number was "
                                                 "expected"),
        (
            ("partitions", 0, "descriptions", 0, "rules", 0, "conditions", 0, "above"),
            "low",
            "partitions[0].descriptions[0].rules[0].conditions[0].above is the text 'low'; a valid number was expected",
        ),
        (("context",), ["a"], "context is an array of 1; an object was expected"),
        (
            ("configuration", "seed"),
            {"value": {"a": 1}, "source": "default"},
            "configuration.seed.value is a table; a valid string was expected",
        ),
        (("created",), 1795392000, "created is 1795392000; a time in UTC like 2026-11-24T00:00:00Z was expected"),
        (
            ("created",),
            "yesterday",
            "created is the text 'yesterday'; a time in UTC like 2026-11-24T00:00:00Z was expected",
        ),
        (("map", "drawing", "nodes", 0, "left"), "1", "map.drawing.nodes[0].left is the text '1'; a valid integer was "
                                                      "expected"),
    ],
)  # fmt: skip
def test_a_field_that_is_not_of_its_type_is_named(
    place: tuple[Any, ...], value: object, message: str, content: dict[str, Any], refusal: Refusal
) -> None:
    assert refusal(spoil(content, place, value)) == message + NOT_AS


def test_a_number_beyond_all_numbers_is_refused(content: dict[str, Any], refusal: Refusal) -> None:
    text = json.dumps(content).replace('"target_fidelity": ', '"target_fidelity": 1e999, "was": ', 1).encode()
    assert refusal(text).startswith("options.target_fidelity is inf; a finite number was expected")
