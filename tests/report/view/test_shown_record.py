"""Names out of strangers' files are shown the same everywhere, and still find what belongs to them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from drawn import drawn_of
from pages import page_of, view_of
from records import WORDS, binary, nothing_run, regression, with_dictionary

from yasenn_report.record import Record
from yasenn_report.record.columns import Meaning
from yasenn_report.record.document import Setting
from yasenn_report.report.characters import walled
from yasenn_report.report.render import render_html, render_summary
from yasenn_report.report.view import build_view
from yasenn_report.report.view.columns import columns_of
from yasenn_report.report.view.shown_record import with_shown_names

OVERRIDE, ISOLATE = "\N{RIGHT-TO-LEFT OVERRIDE}", "\N{RIGHT-TO-LEFT ISOLATE}"
THEIRS = {
    *("age_z", "income", "smoker", "sex", "Male", "Female", "sex_f", "sex_m", "person", "outcome", "remark", "town"),
    *("no", "yes", "model.pt", "data.csv", "readable.csv", "inputs.npy", "training.csv", "audit.toml", "net.py"),
    *("household", "weight", "prediction", "p012", "p877", "p003", "p044", "words.toml", "build"),
    *("age at screening", "yearly income", "years", "kEUR", "woman", "man"),
}
"""Everything that comes from the user in the records written by hand, wherever in them it stands."""
OURS = re.compile(
    r"hidden layer \d|fit data|command line|config file|NOT RUN|in force|error rate|wrongly (first|second)"
)
"""Words with spaces that the audit chooses among."""


def hostile(name: str) -> str:
    """A long name that turns what stands around it, and tells itself apart from others in its middle only."""
    return f"{OVERRIDE}{'W' * 70}\x00{name}\u200b<b>{ISOLATE}{'V' * 70}"


def mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The same with every text changed, keys too."""
    if isinstance(value, str):
        return change(value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: mapped(getattr(value, one.name), change) for one in fields(value)})
    if isinstance(value, Mapping):
        return {mapped(key, change): mapped(one, change) for key, one in value.items()}
    return tuple(mapped(one, change) for one in value) if isinstance(value, tuple) else value


def spoilt(record: Record) -> Record:
    """A record whose names and free texts are all hostile."""

    def change(text: str) -> str:
        if text in THEIRS:
            return hostile(text)
        return f"{text}{OVERRIDE}\x07{ISOLATE}" if " " in text and not OURS.match(text) else text

    kept = {"versions": record.versions, "schema_version": record.schema_version, "fidelity": record.fidelity}
    return replace(mapped(record, change), **kept)


@pytest.mark.parametrize("record", [binary, with_dictionary, regression, nothing_run])
def test_no_text_of_a_record_gets_through_raw(record: Callable[[], Record]) -> None:
    made = spoilt(record())
    view = build_view(made, drawn_of(record()), record_sha256="f" * 64)
    page, summary = render_html(view), render_summary(view)
    assert walled(page) == page
    assert walled(summary) == summary
    assert not {OVERRIDE, ISOLATE, "\x00", "\x07", "\u200b"}.intersection(page + summary)
    assert "<b>" not in page
    assert page.count("[U+202E]WW") > 30
    assert "[U+0007]" in page


@pytest.mark.parametrize("record", [binary, with_dictionary, regression])
def test_names_are_short_wherever_they_stand_and_those_that_differ_still_do(record: Callable[[], Record]) -> None:
    made = with_shown_names(spoilt(record()))
    names = {column.column for column in made.explanation.columns}
    names |= {column.entry for column in made.explanation.columns if column.entry is not None}
    names |= {*made.table.features, *made.table.unused_columns, *made.table.ids, *made.task.class_names}
    names |= {file.name for file in made.inputs}
    before = {hostile(name) for name in THEIRS}
    plain = {*record().table.features, *record().table.unused_columns, *record().table.ids, *record().task.class_names}
    plain |= {file.name for file in record().inputs}
    plain |= {name for column in record().explanation.columns for name in (column.column, column.entry) if name}
    assert len(names) == len(plain)
    assert not names & before
    assert all(re.fullmatch(r"\[U\+202E\]W+….*V+ \[\d+\]", name) for name in names)
    assert max(map(len, names)) < 80


def test_names_that_differ_at_their_ends_only_show_those() -> None:
    record, start = binary(), "concentration of " * 20
    features = tuple(f"{start}{end}" for end in ("iron", "zinc", "lead", "tin", "gold"))
    found = with_shown_names(replace(record, table=replace(record.table, features=features))).table.features
    assert [name[-5:] for name in found] == [" iron", " zinc", " lead", "f tin", " gold"]
    assert all(len(name) == 60 for name in found)


def test_columns_are_found_by_what_they_are_called_now() -> None:
    shown, plain = with_shown_names(spoilt(with_dictionary())), with_dictionary()
    columns, before = columns_of(shown.explanation), columns_of(plain.explanation)
    for partition, raw in zip(shown.partitions, plain.partitions, strict=True):
        for one, other in zip(partition.profile, raw.profile, strict=True):
            place = before.all.index(before.find(other.column, other.entry))
            assert columns.all.index(columns.find(one.column, one.entry)) == place
    assert [row.output.partition(",")[0] for row in view_of(spoilt(plain)).partitions] == [
        shown.task.class_names[1],
        shown.task.class_names[1],
        shown.task.class_names[0],
    ]


def test_an_entry_too_long_for_a_page_keeps_its_meaning() -> None:
    record, entry = with_dictionary(), f"male {'x' * 100}"
    changed = mapped(record, lambda text: entry if text == "Male" else text)
    assert page_of(changed).count("sex is man") == page_of(record).count("sex is man") > 3


def test_an_id_that_runs_from_right_to_left_is_kept_to_itself() -> None:
    record = mapped(binary(), lambda text: "\u05e9\u05dc\u05d5\u05dd" if text == "p012" else text)
    assert "row 12, person \u2068\u05e9\u05dc\u05d5\u05dd\u2069<" in page_of(record)


def test_settings_are_seen_too() -> None:
    record = replace(binary(), configuration={"id": Setting(value=("a\u200bb", "x" * 600), source="config file")})
    (setting,) = view_of(record).provenance.configuration
    assert setting.value == f"a[U+200B]b, {'x' * 250}…{'x' * 249}"


def test_codes_keep_their_meanings_however_they_are_written() -> None:
    record = with_dictionary()
    meanings = (Meaning(value=" 0", meaning="no"), Meaning(value="1.0 ", meaning="yes"))
    columns = tuple(
        replace(one, meanings=meanings) if one.column == "smoker" else one for one in record.explanation.columns
    )
    table = replace(record.table, unused_columns=("1\ufe0f", "1"))
    shown = with_shown_names(replace(record, explanation=replace(record.explanation, columns=columns), table=table))
    assert columns_of(shown.explanation).find("smoker", None).codes == ((0.0, "no"), (1.0, "yes"))
    assert shown.table.unused_columns == ("1\ufe0f [1]", "1")


def test_a_column_that_looks_like_a_label_takes_nothing_from_the_partition() -> None:
    record = binary()
    view = view_of(replace(record, table=replace(record.table, unused_columns=("P1\ufe0f", "P2", "P3\u200d"))))
    assert [row.label for row in view.partitions] == ["P2", "P3", "P1"]
    assert view.data.table[-1].value == "P1\ufe0f [1], P2, P3[U+200D]"


def test_the_words_of_the_audit_are_left_alone() -> None:
    """Layers, labels, reasons and numbers; and names that can be shown as they are."""
    for record in (binary(), with_dictionary(), regression(), nothing_run()):
        assert with_shown_names(record) == record
    assert all(word in page_of(with_dictionary()) for word in (WORDS[0]["label"], WORDS[1]["unit"]))
