"""The PDF is laid out from the page, with the record inside and nothing fetched."""

import io
import os
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pages import page_view, view_of
from pypdf import PdfReader
from records import binary

from yasenn_report.report.pdf import Attached, Pdf, render_pdf
from yasenn_report.report.render import render_html

pytestmark = pytest.mark.slow

CREATED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
VIEW = replace(page_view(), created="2026-01-02T03:04:05Z")


ATTACHED = (
    Attached(name="audit.json", description="The audit as data", content='{"a": 1}'),
    Attached(name="flagged_rows.csv", description="Flagged rows", content="row\n7\n"),
)


def laid_out(page: str) -> Pdf:
    return render_pdf(page, attachments=ATTACHED, created=CREATED)


@pytest.fixture(scope="module")
def made() -> Pdf:
    return laid_out(render_html(VIEW))


def test_nothing_is_amiss_in_the_layout(made: Pdf) -> None:
    assert made.warnings == ()


def test_title_date_bookmarks_and_page_numbers(made: Pdf) -> None:
    reader = PdfReader(io.BytesIO(made.content))
    assert reader.metadata is not None
    assert reader.metadata.title == "Audit of model.pt"
    assert reader.metadata.creation_date == CREATED
    assert len(reader.outline) > 0
    pages = len(reader.pages)
    for index, page in enumerate(reader.pages, start=1):
        assert f"Page {index} of {pages}" in page.extract_text()


def test_what_is_attached_is_in_it_letter_by_letter(made: Pdf) -> None:
    reader = PdfReader(io.BytesIO(made.content))
    assert dict(reader.attachments) == {"audit.json": [b'{"a": 1}'], "flagged_rows.csv": [b"row\n7\n"]}
    bare = render_pdf(render_html(VIEW), attachments=ATTACHED[:1], created=CREATED)
    assert list(PdfReader(io.BytesIO(bare.content)).attachments) == ["audit.json"]


def test_every_file_in_it_is_listed_once_as_data(made: Pdf) -> None:
    """Archival: all files that belong to the document are named by its catalogue, and say what they are to it."""
    files = [one.get_object() for one in PdfReader(io.BytesIO(made.content)).trailer["/Root"]["/AF"]]
    assert [(one["/UF"], one["/AFRelationship"]) for one in files] == [(one.name, "/Data") for one in ATTACHED]


def test_the_document_says_that_it_is_archival_and_accessible(made: Pdf) -> None:
    reader = PdfReader(io.BytesIO(made.content))
    metadata = reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert re.search(rb'pdfaid:part(="|>)3', metadata)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert bool(reader.trailer["/Root"]["/MarkInfo"]["/Marked"])


def test_neither_files_nor_the_network_can_be_reached(tmp_path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>secret</text></svg>')
    page = render_html(VIEW).replace("</main>", f'<img src="file://{secret}" alt="x"></main>')
    made = laid_out(page)
    assert len(made.warnings) == 1
    assert "file" in made.warnings[0]
    assert "secret" not in "".join(page.extract_text() for page in PdfReader(io.BytesIO(made.content)).pages)


def test_a_page_of_many_scripts_is_laid_out_and_what_the_fonts_lack_is_said() -> None:
    name = "Жё λ čő שלום عربي ไทย हिन्दी 🚀 👩\u200d💻 ❤\ufe0f 中"
    view = view_of(binary())
    made = laid_out(render_html(replace(view, title=f"Audit of {name}")))
    assert made.warnings == ()
    assert [(one.character, one.times) for one in made.substituted] == [("中", 1)]
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made.content)).pages)
    assert "[U+4E2D]" in text
    assert "In this PDF, 1 character that its fonts lack is written as its code point: [U+4E2D] 1 time." in text


def test_no_font_of_the_machine_is_used(made: Pdf, tmp_path, monkeypatch) -> None:
    bare = tmp_path / "fonts.conf"
    bare.write_text("<fontconfig><cachedir>/tmp/none</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(bare))
    again = laid_out(render_html(VIEW))
    assert again.content == made.content
    assert os.environ["FONTCONFIG_FILE"] == str(bare)
    fonts = {
        font.get_object()["/BaseFont"].partition("+")[2]
        for page in PdfReader(io.BytesIO(made.content)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert "Report-Latin" in fonts
    assert all(font.startswith("Report-") for font in fonts)


def test_the_same_page_gives_the_same_bytes(made: Pdf) -> None:
    assert laid_out(render_html(VIEW)).content == made.content
