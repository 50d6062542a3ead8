"""Records as plain values that tests may spoil, and what is said of them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import records

from yasenn_report.errors import RecordError
from yasenn_report.inputs.records import read_record
from yasenn_report.record.text import write_record

Content = dict[str, Any]


@pytest.fixture
def content() -> Content:
    """The record by hand, as its JSON says it."""
    found: Content = json.loads(write_record(records.binary()))
    return found


@pytest.fixture
def refusal(tmp_path: Path) -> Callable[[object], str]:
    """What is said of a file of this content (bytes, or values to write), without the file's name."""

    def refusal(content: object) -> str:
        path = tmp_path / "audit.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        with pytest.raises(RecordError) as caught:
            read_record(path)
        message = str(caught.value)
        assert message.startswith("audit.json: ")
        assert message.isprintable(), message
        return message.removeprefix("audit.json: ")

    return refusal
