"""Endnotes are numbered in order, and templates cite only those that exist."""

import re

from yasenn_report.report.render import template_folder
from yasenn_report.report.view.notes import NOTES


def cited(template: str) -> list[str]:
    """Keys that a template cites by the macro ``note``."""
    return re.findall(r'\bnote\(view\.notes, "([^"]+)"\)', template)


def test_notes_are_numbered_from_one() -> None:
    assert [note.number for note in NOTES] == list(range(1, len(NOTES) + 1))
    assert len({note.anchor for note in NOTES}) == len(NOTES)


def test_every_note_leads_back() -> None:
    assert all(note.cited_in and note.text.endswith(".") and note.source.endswith(".") for note in NOTES)


def test_templates_cite_only_what_exists() -> None:
    assert cited('{{ note(view.notes, "ward") }}') == ["ward"]
    keys = {note.key for note in NOTES}
    for path in template_folder().rglob("*.j2"):
        assert set(cited(path.read_text(encoding="utf-8"))) <= keys
