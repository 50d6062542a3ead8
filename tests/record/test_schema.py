"""The JSON Schema that is published: of the types, in the package, and what records are valid against."""

import json
from typing import Any

import pytest
import records
from jsonschema import Draft202012Validator

from yasenn_report.record import SCHEMA_VERSION
from yasenn_report.record.schema import schema, schema_text, shipped_schema
from yasenn_report.record.text import write_record

MADE = [records.binary(), records.with_dictionary(), records.regression(), records.nothing_run()]


def test_the_shipped_file_is_what_the_types_give() -> None:
    assert shipped_schema() == schema_text(), "the types changed: run python -m yasenn_report.record.schema"


def test_it_is_a_schema_of_its_version() -> None:
    made = schema()
    Draft202012Validator.check_schema(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["$id"] == f"urn:yasenn-report:audit:{SCHEMA_VERSION}"
    assert made["title"] == f"Record of an audit by yasenn-report, schema version {SCHEMA_VERSION}"


def objects(value: Any) -> list[dict[str, Any]]:
    """Every object with named fields in a schema."""
    if isinstance(value, dict):
        found = [one for below in value.values() for one in objects(below)]
        return [value, *found] if isinstance(value.get("properties"), dict) and "required" in value else found
    return [one for below in value for one in objects(below)] if isinstance(value, list) else []


def test_every_field_is_required_and_no_other_is_let_in() -> None:
    found = objects(schema())
    assert len(found) > 40
    for one in found:
        assert one["additionalProperties"] is False
        assert sorted(one["required"]) == sorted(one["properties"])


@pytest.mark.parametrize("record", MADE)
def test_records_are_valid(record: records.Record) -> None:
    Draft202012Validator(schema()).validate(json.loads(write_record(record)))


@pytest.mark.parametrize(
    ("field", "value"),
    [("schema_version", "2.1"), ("codes", "3"), ("findings", [{}]), ("map", {"status": "run"}), ("other", 1)],
)
def test_other_contents_are_not(field: str, value: object) -> None:
    content = json.loads(write_record(records.binary())) | {field: value}
    assert not Draft202012Validator(schema()).is_valid(content)
