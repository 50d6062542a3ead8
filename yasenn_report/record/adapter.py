"""The record's types as pydantic knows them: what reads JSON into them, and what writes their JSON Schema."""

from functools import cache

from pydantic import TypeAdapter

from yasenn_report.record import Record


@cache
def adapter() -> TypeAdapter[Record]:
    """Made on first use, which takes a third of a second."""
    return TypeAdapter(Record)
