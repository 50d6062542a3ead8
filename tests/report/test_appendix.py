"""The partials that do not depend on an audit, rendered by themselves."""

import re

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, UndefinedError
from markupsafe import escape
from pages import RECORD_SHA256, page_view

from yasenn_report.report.glossary import read_glossary
from yasenn_report.report.render import template_folder
from yasenn_report.report.requirements import read_requirements
from yasenn_report.report.sections import SECTIONS
from yasenn_report.report.view.notes import NOTES

APPENDIX = ("limitations", "requirements", "signoff", "notes", "glossary")
ENVIRONMENT = Environment(
    loader=FileSystemLoader(template_folder()),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(name: str) -> str:
    return ENVIRONMENT.get_template(f"sections/{name}.html.j2").render(view=page_view())


@pytest.mark.parametrize("name", APPENDIX)
def test_a_section_opens_with_its_heading_and_what_to_take_from_it(name: str) -> None:
    text = render(name)
    assert re.match(
        rf'<section id="{name}"[^>]* aria-labelledby="{name}-title">\n<h2 id="{name}-title">.*?</h2>\n'
        r'<p class="takeaway">[^<]+\.</p>',
        text,
    )


@pytest.mark.parametrize("name", APPENDIX)
def test_links_lead_to_sections(name: str) -> None:
    places = {place.anchor for place in SECTIONS}
    assert set(re.findall(r'href="#([^"]*)"', render(name))) <= places


def test_every_word_of_the_map_is_on_the_page() -> None:
    page = render("requirements")
    assert "Status of the frameworks checked on 22 November 2026." in page
    assert "have the clause checked by counsel before quoting it" in page
    for framework in read_requirements().frameworks:
        assert f"{escape(framework.status)} ({framework.source})" in page
        for requirement in framework.requirements:
            assert f"{escape(requirement.asks)} ({requirement.source})" in page
            assert f"<td>{escape(requirement.covers)}</td><td>{escape(requirement.not_covered)}</td>" in page


def test_every_note_and_every_word_reaches_the_page() -> None:
    notes, words = render("notes"), render("glossary")
    assert re.findall(r'<li id="([^"]+)"', notes) == [note.anchor for note in NOTES]
    assert re.findall(r"<dt>(.*?)</dt>", words) == [term.word for term in read_glossary()]


def test_a_note_is_cited_by_its_number() -> None:
    cite = ENVIRONMENT.from_string('{% from "macros.html.j2" import note %}{{ note(notes, key) }}')
    assert cite.render(notes=NOTES, key="ward") == '<sup class="note-mark"><a href="#note-ward">Note 4</a></sup>'
    with pytest.raises(UndefinedError):
        cite.render(notes=NOTES, key="wart")


def test_a_section_says_what_it_is_evidence_for() -> None:
    line = ENVIRONMENT.from_string('{% from "macros.html.j2" import evidence %}{{ evidence(requirements, anchor) }}')
    found = line.render(requirements=read_requirements(), anchor="regions")
    assert found.startswith('<p class="evidence">Evidence for: SR 26-2 limitations, ongoing monitoring')
    assert line.render(requirements=read_requirements(), anchor="contents") == ""


def test_the_sign_off_names_what_was_signed() -> None:
    page, files = render("signoff"), page_view().files
    assert [file.role for file in files] == ["Model", "Architecture", "Data", "Prepared", "Explanation"]
    for file in files:
        assert f'<th scope="row">{file.role}</th><td>{file.name}</td><td class="code">{file.sha256}</td>' in page
    assert f'<th scope="row">Record</th><td>audit.json</td><td class="code">{RECORD_SHA256}</td>' in page


def test_the_sign_off_has_room_for_every_part_and_no_form() -> None:
    page = render("signoff")
    for part in ("Prepared by", "Independent reviewer", "Owner of the network", "Approver"):
        assert f'<th scope="row">{part}</th><td></td><td></td><td></td><td></td>' in page
    assert page.count("☐") == 3
    assert not re.search(r"<(form|input|select|textarea|button)\b", page)
