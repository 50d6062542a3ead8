"""The requirement map names places that exist, says how it was checked, and cites nothing dead as current."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

import yasenn_report.report.requirements as module
from yasenn_report.report.render import template_folder
from yasenn_report.report.requirements import parse_requirements, read_requirements
from yasenn_report.report.sections import SECTIONS, section

TEXT = (Path(module.__file__).parent / "requirements.toml").read_text(encoding="utf-8")
ENTRIES = [entry for kind in ("framework", "requirement") for entry in tomllib.loads(TEXT)[kind]]
DEAD = {"SR 11-7": "superseded", "OCC 2011-12": "superseded", "2022-03": "withdrawn"}
SMALL = """
checked_on = 2026-01-02
[[framework]]
id = "f"
name = "Framework"
short = "F"
status = "In force."
basis = "seen"
[[requirement]]
id = "r"
framework = "f"
clause = "1"
asks = "Ask."
evidence = ["map", "findings"]
covers = "This."
not_covered = "That."
basis = "memory"
"""


def test_the_map_is_read() -> None:
    found = parse_requirements(SMALL)
    (framework,) = found.frameworks
    (requirement,) = framework.requirements
    assert found.checked == "02 January 2026"
    assert framework.source == "text read"
    assert requirement.source == "from memory"
    assert [place.name for place in requirement.evidence] == ["Map", "Findings"]


def test_a_section_knows_what_it_is_evidence_for() -> None:
    found = parse_requirements(SMALL)
    assert found.evidence_for("map") == ("F 1",)
    assert found.evidence_for("glossary") == ()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"map"', '"mop"', "no section has the anchor 'mop'"),
        ('framework = "f"', 'framework = "g"', "'g'"),
    ],
)
def test_a_place_that_does_not_exist_is_an_error(before: str, after: str, said: str) -> None:
    with pytest.raises(KeyError, match=said):
        parse_requirements(SMALL.replace(before, after))


def test_an_entry_with_a_key_too_many_is_an_error() -> None:
    with pytest.raises(TypeError):
        parse_requirements(SMALL + 'owner = "x"\n')


def test_what_is_shipped_is_dated_and_complete() -> None:
    found = read_requirements()
    assert type(found.checked_on) is date
    assert all(framework.requirements for framework in found.frameworks)
    assert 14 <= sum(len(framework.requirements) for framework in found.frameworks) <= 20


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_no_field_is_empty(entry: dict[str, object]) -> None:
    assert all(value for value in entry.values())
    assert entry["basis"] in module.BASES
    assert all(value.strip() == value for value in entry.values() if isinstance(value, str))


def test_ids_are_unique() -> None:
    ids = [entry["id"] for entry in ENTRIES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("citation", "word"), DEAD.items())
def test_a_dead_citation_is_called_dead(citation: str, word: str) -> None:
    saying = [value for entry in ENTRIES for value in entry.values() if isinstance(value, str) and citation in value]
    assert saying
    assert all(word in value for value in saying)
    elsewhere = [path for path in template_folder().rglob("*.j2") if citation in path.read_text(encoding="utf-8")]
    assert elsewhere == []


def test_sections_have_unique_anchors_and_names() -> None:
    assert len({place.anchor for place in SECTIONS}) == len({place.name for place in SECTIONS}) == len(SECTIONS)
    assert section("signoff").name == "Sign-off"


INCLUDED = re.compile(r'{% include "([^"]+)" %}')


def whole(template: str) -> str:
    """A template with those that it includes."""
    text = (template_folder() / template).read_text(encoding="utf-8")
    return INCLUDED.sub(lambda found: whole(found[1]), text)


def test_every_section_is_in_the_templates_in_the_order_of_the_page() -> None:
    """Only the part on how partitions were chosen is no place that a link from elsewhere leads to."""
    page = whole("report.html.j2")
    ids = re.findall(r'<(?:section|nav) id="([^"{]+)"', page)
    assert [place for place in ids if place != "choice"] == [place.anchor for place in SECTIONS]


def test_parts_of_a_section_have_a_smaller_heading() -> None:
    headings = dict(re.findall(r'<section id="([^"]+)"[^>]*>\n<h(\d)', whole("report.html.j2")))
    assert {place for place, level in headings.items() if level == "3"} == {
        "partitions",
        "regions",
        "errors",
        "choice",
        "comparisons",
    }
    assert {place.anchor for place in SECTIONS} - {*headings} == {"verdict", "contents"}
