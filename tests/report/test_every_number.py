"""The record holds every number that the page shows, and the pages show every key figure of the record."""

import io
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from pages import page_of
from pypdf import PdfReader
from records import binary, nothing_run, regression, with_dictionary

from yasenn_report.audit import Audit
from yasenn_report.inputs.context import TITLES
from yasenn_report.numbers import count, exact, number, percent, setting
from yasenn_report.record import Record
from yasenn_report.record.measured import Estimate, Measured, NotRun
from yasenn_report.record.text import write_record
from yasenn_report.recording import make_record
from yasenn_report.report.documents import attachments
from yasenn_report.report.pdf import render_pdf
from yasenn_report.report.provenance import trace
from yasenn_report.report.view.words import read

AUDITS = ["xor_audit", "digits_audit", "diabetes_audit", "foreign_audit"]
BY_HAND = [binary, regression, nothing_run]


def numbers_in(value: Any) -> list[float]:
    """Every number in a record, and the length of every list."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return []
    if isinstance(value, int | float):
        return [value]
    items = list(value.values()) if isinstance(value, dict) else value
    return [*([] if isinstance(value, dict) else [len(value)]), *(n for item in items for n in numbers_in(item))]


def texts_in(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict | list):
        return [text for item in (value.values() if isinstance(value, dict) else value) for text in texts_in(item)]
    return []


def forms_of(value: float) -> set[str]:
    """All ways in which the page may print a number."""
    shares = {percent(value), percent(value, "down"), percent(value, "up")} if 0 <= value <= 1 else set()
    rounded = {number(value), number(value, "down"), number(value, "up"), number(abs(value)), "+" + number(value)}
    return shares | rounded | {exact(value), str(value), setting(value), count(int(value)), f"{value:.2f}"}


def counted_here(record: Record) -> list[float]:
    """What the page counts by itself.

    Partitions and their fit rows by status, findings by severity, gaps by code and in how many audits there is a false
    one, checks, matched rows, and what nobody said of the release.
    """
    statuses = [partition.status for partition in record.partitions]
    severities = [finding.severity for finding in record.findings]
    fit_rows = [sum(one.fit_rows for one in record.partitions if one.status == status) for status in set(statuses)]
    partings = [pair.parting for pair in record.contrasts.pairs]
    gaps = () if isinstance(record.groups, NotRun) else record.groups.gaps
    codes = [gap.code for gap in gaps]
    return [
        1000,  # of so many audits, one may have a false gap between groups: test_groups_section.py
        *map(statuses.count, statuses),
        *map(severities.count, severities),
        *map(codes.count, codes),
        *(round(1 / (1 - gap.difference.confidence)) for gap in gaps),
        *(len(record.checks), sum(isinstance(check.findings, NotRun) for check in record.checks)),
        *(rows / sum(fit_rows) for rows in fit_rows),
        *(len(TITLES), sum(not record.context.get(field) for field, _ in TITLES)),
        *(parting.together for parting in partings),
        *(parting.at_once / parting.matched_fit_rows for parting in partings),
        *(layer.fit_rows / parting.matched_fit_rows for parting in partings for layer in parting.by_layer),
    ]


def printed_forms(record: Record) -> set[str]:
    plain = json.loads(write_record(record))
    numbers = [*numbers_in(plain), *counted_here(record)]
    forms = {form for value in numbers for form in forms_of(value)}
    words = {word for form in forms for word in re.findall(r"[+-]?\d[\d.,]*(?:e[+-]?\d+)?", form)}
    return words | {word for text in texts_in(plain) for word in re.findall(r"[\d.,]*\d", text)}


APPENDIX = ("requirements", "notes", "glossary")
"""Sections that no audit changes: their numbers are years, clauses and pages of books."""
CLAUSES = re.compile(r'<p class="evidence">Evidence for: .*?</p>')


def without_appendix(page: str) -> str:
    """The body without those sections, and without the lines that name clauses of the requirement map."""
    body = page[page.index("<body>") :]
    for name in APPENDIX:
        before, found, after = body.partition(f'<section id="{name}"')
        assert found
        body = before + after[after.index("</section>") :]
    return CLAUSES.sub("", body)


def unknown_numbers(record: Record) -> list[str]:
    """Numbers of the page that are not in the record."""
    body = without_appendix(page_of(record))
    text = re.sub(r'src="[^"]*"', "", body)
    text = re.sub(r'alt="([^"]*)"', r"> \1 <", text)
    text = re.sub(r'<(span class="code"|td class="code[^"]*")>.*?</(span|td)>', " ", text, flags=re.DOTALL)
    text = unescape(re.sub(r"<[^>]+>", " ", text))
    known = printed_forms(record)
    labels = {label for n in range(100) for label in (f"P{n}", f"YR{n:03}")}
    unknown = [
        word
        for token in re.findall(r"\S+", text)
        if token.strip(".,;:()") not in labels and not re.fullmatch(r"\d+(-\d+)+[;.]?", token)  # codes: 0-1-2-3
        for word in re.findall(r"(?<![A-Za-z\d_-])[+-]?\d[\d.,]*(?:e[+-]?\d+)?", token)
        if not {word.strip("+-.,"), word.strip("."), word.rstrip(".,")} & known
    ]
    created = record.created
    allowed = {f"{created:%d}", f"{created:%Y}", *f"{created:%H:%M:%S}".split(":")}
    return [word for word in unknown if word.strip(".,") not in allowed]


def key_figures(record: Record) -> Iterator[tuple[str, str]]:
    """The numbers that a decision rests on, as printed, each with its place in the record; those of findings apart."""
    fidelity, accuracy = record.fidelity, record.accuracy
    measured: dict[str, Measured] = {
        "fidelity.primary": fidelity.primary,
        "fidelity.disagreement": fidelity.disagreement,
        "fidelity.distillation_error": fidelity.distillation_error,
        "accuracy.network": accuracy.network,
        "accuracy.partitions": accuracy.partitions,
    }
    if record.task.classes:
        measured["accuracy.most_frequent_label"] = accuracy.most_frequent_label
    for place, partition in enumerate(record.partitions):
        yield f"partitions[{place}].evaluation_rows", count(partition.evaluation_rows)
        yield f"partitions[{place}].evaluation_share", percent(partition.evaluation_share)
        measured[f"partitions[{place}].disagreement"] = partition.disagreement
        measured[f"partitions[{place}].distillation_error"] = partition.distillation_error
    for where, found in measured.items():
        if isinstance(found, NotRun):
            yield where, found.reason
        else:
            yield f"{where}.value", read(found).value
            yield f"{where}.low and high", read(found).interval


def text_of_page(page: str) -> str:
    body = re.sub(r'(src|alt)="[^"]*"', "", page[page.index("<body>") :])
    return unescape(re.sub(r"<[^>]+>", " ", body))


def missing(record: Record, text: str) -> list[tuple[str, str]]:
    """Key figures that do not stand in the text as printed, wherever lines are broken: 5.0 does not stand in 15.0."""
    figures = [(where, form) for where, form in key_figures(record) if not stands_in(form, text)]
    values = [(f"findings[{place}]", found.value) for place, found in enumerate(record.findings)]
    return figures + [
        (where, number(value))
        for where, value in values
        if value is not None and not any(stands_in(form, text) for form in value_forms(value))
    ]


def value_forms(value: float) -> set[str]:
    """What a finding was measured at, as its sentence may print it."""
    whole = {count(int(value))} if value == int(value) else set()
    return whole | {percent(value), number(value), exact(value)}


def stands_in(form: str, text: str) -> bool:
    words = r"\s+".join(map(re.escape, form.split()))
    return re.search(rf"(?<![\d.,]){words}(?!\d|[.,]\d)", text) is not None


@pytest.mark.parametrize("record", BY_HAND)
def test_every_number_of_a_page_is_in_the_record(record: Callable[[], Record]) -> None:
    assert unknown_numbers(record()) == []


@pytest.mark.slow
@pytest.mark.parametrize("fixture", AUDITS)
def test_the_page_of_an_audit_and_its_record_hold_the_same_numbers(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    audit: Audit = request.getfixturevalue(fixture)
    record = make_record(audit, trace("yasenn-report model.pt data.csv"))
    assert unknown_numbers(record) == []
    assert missing(record, text_of_page(page_of(record))) == []


@pytest.mark.parametrize("record", [*BY_HAND, with_dictionary])
def test_every_key_figure_is_on_the_page(record: Callable[[], Record]) -> None:
    made = record()
    assert missing(made, text_of_page(page_of(made))) == []


@pytest.mark.parametrize("record", BY_HAND)
def test_a_key_figure_that_is_not_there_is_found_out(record: Callable[[], Record]) -> None:
    made = record()
    assert len(missing(made, "")) == len(list(key_figures(made))) + len(made.findings) > 10


@pytest.mark.slow
@pytest.mark.parametrize("record", BY_HAND)
def test_every_key_figure_is_in_the_pdf(record: Callable[[], Record]) -> None:
    made = record()
    pdf = render_pdf(page_of(made), attachments=attachments(made, write_record(made)), created=made.created)
    reader = PdfReader(io.BytesIO(pdf.content))
    assert missing(made, " ".join(sheet.extract_text() for sheet in reader.pages)) == []


def test_a_number_does_not_stand_in_a_longer_one() -> None:
    assert stands_in("1.0 % to 5.0 %", "from 1.0\N{NO-BREAK SPACE}% to\n5.0 %.")
    assert not stands_in("5.0 %", "15.0 %")
    assert not stands_in("0.5", "0.55")
    assert not stands_in("60", "60,000")


def test_figures_are_printed_by_the_one_formatter() -> None:
    figures = dict(key_figures(binary()))
    primary = binary().fidelity.primary
    assert isinstance(primary, Estimate)
    assert figures["fidelity.primary.value"] == percent(primary.value)
    assert figures["fidelity.primary.low and high"] == (
        f"{percent(primary.low, 'down')} to {percent(primary.high, 'up')}"
    )
    assert figures["fidelity.distillation_error.value"] == number(0.0848)
    assert figures["partitions[1].evaluation_rows"] == "60"
