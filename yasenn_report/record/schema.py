"""The JSON Schema of the record, from its types; ``python -m yasenn_report.record.schema`` writes the shipped file."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from yasenn_report.record import SCHEMA_VERSION
from yasenn_report.record.adapter import adapter

NAME = "audit.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Plain(GenerateJsonSchema):
    """As pydantic makes it, without titles that only repeat the names of fields; a written record has all of them."""

    def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: ARG002 - every field
        """Every field is."""
        return True

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - every field
        """No field gets one."""
        return False


def schema() -> dict[str, Any]:
    """What every record of this schema version is valid against, JSON Schema of Draft 2020-12."""
    made = adapter().json_schema(mode="serialization", schema_generator=Plain)
    made["properties"]["schema_version"]["const"] = SCHEMA_VERSION
    return {
        "$schema": DIALECT,
        "$id": f"urn:yasenn-report:audit:{SCHEMA_VERSION}",
        **made,
        "title": f"Record of an audit by yasenn-report, schema version {SCHEMA_VERSION}",
    }


def schema_text() -> str:
    """The same as text."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def shipped_schema() -> str:
    """The text of the file in the package, for which pydantic is not needed."""
    return (files("yasenn_report.record") / NAME).read_text(encoding="utf-8")


if __name__ == "__main__":
    (Path(__file__).parent / NAME).write_text(schema_text(), encoding="utf-8")
