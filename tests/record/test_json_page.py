"""docs/json.md tells of every part of the record, and of the version that is written."""

import re
from dataclasses import fields
from pathlib import Path

from yasenn_report.record import SCHEMA_VERSION, Record
from yasenn_report.record.schema import NAME, schema_text

PAGE = (Path(__file__).parents[2] / "docs/json.md").read_text(encoding="utf-8")


def test_every_top_level_field_is_in_the_table_once() -> None:
    told = [name for cell in re.findall(r"^\| (`.*?) \|", PAGE, flags=re.MULTILINE) for name in cell.split(", ")]
    assert sorted(told) == sorted(f"`{field.name}`" for field in fields(Record))


def test_it_is_of_this_version_and_names_the_schema() -> None:
    assert PAGE.startswith(f"# The JSON record, schema version {SCHEMA_VERSION}\n")
    assert f"`yasenn_report/record/{NAME}`" in PAGE


def test_fields_that_the_page_speaks_of_exist() -> None:
    """Words in code that look like fields stand in the schema, under `properties` or among the values."""
    schema = schema_text()
    words = {
        part.removesuffix("[]")
        for word in re.findall(r"`([a-z_0-9\[\].]+)`", PAGE)
        if "_" in word or "[]." in word
        for part in word.split(".")
        if "/" not in word
    }
    assert len(words) > 10
    assert sorted(word for word in words if f'"{word}"' not in schema) == []
