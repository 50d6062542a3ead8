"""A record as JSON text."""

import json
from dataclasses import replace

import pytest
import records

from yasenn_report.record.text import write_record

MADE = [records.binary(), records.with_dictionary(), records.regression(), records.nothing_run()]


@pytest.mark.parametrize("record", MADE)
def test_text_keeps_the_order_of_fields_and_ends_with_a_line(record: records.Record) -> None:
    text = write_record(record)
    assert text == write_record(replace(record))
    assert text.startswith('{\n "schema_version": "4.0",\n "created": "20')
    assert text.endswith("\n}\n")
    content = json.loads(text)
    assert list(content)[:5] == ["schema_version", "created", "command", "configuration", "presentation"]
    assert content["created"].endswith("Z")


def test_text_is_written_as_it_is() -> None:
    record = replace(records.binary(), command='yasenn-report "b\N{LATIN SMALL LETTER O WITH DIAERESIS}s" \u202e')
    assert 'b\N{LATIN SMALL LETTER O WITH DIAERESIS}s\\" \u202e' in write_record(record)


def test_no_text_holds_what_is_no_number() -> None:
    search = replace(records.binary().search, target_fidelity=float("nan"))
    with pytest.raises(ValueError, match="Out of range float values"):
        write_record(replace(records.binary(), search=search))


def test_what_no_record_holds_is_refused() -> None:
    with pytest.raises(TypeError, match="a record holds no set"):
        write_record(replace(records.binary(), codes={1}))
