"""A record as JSON text."""

import json
from dataclasses import asdict
from datetime import date

from yasenn_report.record import Record


def write_record(record: Record) -> str:
    """The record as text, in the order of its fields; equal records give the same text.

    Raises:
        ValueError: it holds NaN or an infinity, which is a bug of whoever made it.
    """
    return json.dumps(asdict(record), indent=1, ensure_ascii=False, allow_nan=False, default=written) + "\n"


def written(value: object) -> str:
    """A time in UTC, or a day, as JSON holds it."""
    if not isinstance(value, date):  # a time is one too
        raise TypeError(f"a record holds no {type(value).__name__}")
    return value.isoformat().replace("+00:00", "Z")
