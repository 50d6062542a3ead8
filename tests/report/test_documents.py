"""Documents from a record alone: which are made, what the PDF carries, what is told on the way."""

import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
import records
from pypdf import PdfReader

from yasenn_report.record import Record
from yasenn_report.record.measured import NotRun
from yasenn_report.record.text import write_record
from yasenn_report.report.documents import attachments, make_documents, render_outputs
from yasenn_report.report.figures import Figures
from yasenn_report.report.flagged import write_flagged
from yasenn_report.report.pdf import Pdf

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><rect width="4" height="2"/></svg>'
NONE = NotRun(reason="not drawn here")
NOT_DRAWN = Figures(
    rates=None,
    by_layer=None,
    sizes=SVG,
    map=None,
    flow=NONE,
    outputs=NONE,
    errors=NONE,
    error_tree=None,
    profiles=NONE,
    images=NONE,
    partitions={},
    light={},
)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    """Figures take seconds and are tested elsewhere; the records that were to be drawn."""
    found: list[Record] = []

    def draw(record: Record, *, progress: object) -> Figures:
        found.append(record)
        return NOT_DRAWN

    monkeypatch.setattr("yasenn_report.report.documents.draw_figures", draw)
    return found


def made(record: Record, *formats: str) -> tuple[dict[str, bytes], list[str], list[str]]:
    """Documents, steps, warnings."""
    steps: list[str] = []
    warnings: list[str] = []
    return make_documents(record, formats, progress=steps.append, warn=warnings.append), steps, warnings


def test_the_json_alone_draws_nothing(drawn: list[Record]) -> None:
    record = records.binary()
    documents, steps, warnings = made(record, ".json")
    assert documents == {".json": write_record(record).encode()}
    assert (drawn, steps, warnings) == ([], [], [])


def test_page_and_summary_name_the_record_they_were_made_from(drawn: list[Record]) -> None:
    record = records.binary()
    documents, steps, _ = made(record, ".html", ".md")
    digest = hashlib.sha256(write_record(record).encode()).hexdigest()
    assert documents[".html"].startswith(b"<!DOCTYPE html>")
    assert documents[".html"].decode().count(digest) == 1
    assert f"| Record | audit.json | `{digest}` |" in documents[".md"].decode()
    assert ".pdf" not in documents
    assert (drawn, steps) == ([record], ["writing the page"])


def test_outputs_are_made_by_their_endings_whatever_their_case(drawn: list[Record]) -> None:
    record = records.binary()
    outputs = [Path("one/A.HTML"), Path("b.html"), Path("c.Md"), Path("d.json")]
    contents = render_outputs(record, outputs, progress=print, warn=print)
    assert list(contents) == outputs
    assert contents[outputs[0]] == contents[outputs[1]]
    assert contents[outputs[2]].startswith(b"# Audit of model.pt: FAIL")
    assert json.loads(contents[outputs[3]])["schema_version"] == record.schema_version


def test_what_the_maker_of_the_pdf_has_to_say_is_passed_on(
    drawn: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    def laid_out(html: str, **_: object) -> Pdf:
        return Pdf(content=html.encode(), warnings=("one", "two"), substituted=())

    monkeypatch.setattr("yasenn_report.report.documents.render_pdf", laid_out)
    documents, steps, warnings = made(records.binary(), ".pdf")
    assert documents[".pdf"] == documents[".html"]
    assert steps == ["writing the page", "laying out the PDF"]
    assert warnings == ["PDF: one", "PDF: two"]


def test_the_record_and_the_flagged_rows_are_attached() -> None:
    record = records.binary()
    text = write_record(record)
    assert [(one.name, one.content) for one in attachments(record, text)] == [
        ("audit.json", text),
        ("flagged_rows.csv", write_flagged(record, record.flagged_rows)),  # type: ignore[arg-type]  # it has rows
    ]


def test_without_rows_the_record_alone_is_attached() -> None:
    record = records.nothing_run()
    assert not record.presentation.rows
    assert [one.name for one in attachments(record, write_record(record))] == ["audit.json"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "names"),
    [(records.binary, ["audit.json", "flagged_rows.csv"]), (records.nothing_run, ["audit.json"])],
)
def test_the_pdf_has_what_its_page_says_is_attached(make, names: list[str], drawn: list[Record]) -> None:
    record = make()
    documents, _, warnings = made(record, ".pdf", ".html")
    assert warnings == []
    reader = PdfReader(io.BytesIO(documents[".pdf"]))
    assert sorted(reader.attachments) == names
    assert reader.attachments["audit.json"] == [documents[".json"]]
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert hashlib.sha256(documents[".json"]).hexdigest() in text.replace(" ", "")
    assert ("not attached: single rows were left out: --no-rows was given" in text) == (len(names) == 1)
    if len(names) > 1:
        assert len(reader.attachments["flagged_rows.csv"][0].splitlines()) == 101


def test_the_record_is_the_only_thing_that_counts(drawn: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the environment's date nor its time zone is on a page."""
    first, _, _ = made(records.binary(), ".html", ".md")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    second, _, _ = made(records.binary(), ".html", ".md")
    assert first == second
    other = replace(records.binary(), created=records.binary().created.replace(year=2027))
    assert made(other, ".html")[0][".html"] != first[".html"]
