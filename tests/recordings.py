"""Audits as their JSON says them, as plain values."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from yasenn_report.audit import Audit
from yasenn_report.inputs.dictionary import Dictionary
from yasenn_report.record.text import write_record
from yasenn_report.recording import make_record
from yasenn_report.report.document_options import DocumentOptions
from yasenn_report.report.provenance import trace

CREATED = datetime(2026, 11, 23, tzinfo=UTC)


def recorded(audit: Audit, *, rows: bool = True, dictionary: Dictionary | None = None) -> dict[str, Any]:
    """The record of an audit, written and read again."""
    provenance = replace(trace("yasenn-report"), created=CREATED)
    record = make_record(audit, provenance, DocumentOptions(rows=rows, dictionary=dictionary))
    found: dict[str, Any] = json.loads(write_record(record))
    return found
