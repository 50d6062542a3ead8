"""Every section of a page opens with what to take from it, and where there is nothing to show it says why."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from pages import page_of, page_view
from records import CONTRASTS, binary, nothing_run, regression, with_dictionary

from yasenn_report.record import Record
from yasenn_report.record.document import Setting
from yasenn_report.record.measured import NotRun
from yasenn_report.report.render import render_html

OPENING = re.compile(r'<section id="([^"]+)"[^>]*>\n<h2[^>]*>[^<]*</h2>\n(.*)')
TAKEAWAY = re.compile(r'<p class="takeaway">([^<]+)</p>')
TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
SENTENCE_END = re.compile(r"[.!?] ")


def two_contrasts_asked_for() -> Record:
    """No pair to show but those that were asked for."""
    return replace(binary(), contrasts=replace(CONTRASTS, running_together=0, pairs=CONTRASTS.pairs[1:]))


BY_HAND = [binary, with_dictionary, regression, nothing_run, two_contrasts_asked_for]


def bodies(table: str) -> str:
    """The rows of a table that are not its head."""
    return "".join(re.findall(r"<tbody>(.*?)</tbody>", table, flags=re.DOTALL)).strip()


@pytest.mark.parametrize("record", BY_HAND)
def test_every_section_opens_with_one_sentence(record: Callable[[], Record]) -> None:
    """But for the first page, which opens with the verdict and its reason. Groups are one where they were counted."""
    page = page_of(record())
    expected = 15 if isinstance(record().groups, NotRun) else 16
    openings = dict(OPENING.findall(page))
    assert len(openings) == page.count("<h2") - 2 == expected
    for name, line in openings.items():
        found = TAKEAWAY.fullmatch(line)
        assert found, f"{name} opens with {line}"
        assert found[1].endswith(".")
        assert not SENTENCE_END.search(found[1]), f"{name}: {found[1]}"
    assert re.search(r'<h2 id="verdict-title">.*</h2>\n<p class="reason">\w.*\.</p>', page)


@pytest.mark.parametrize("record", BY_HAND)
def test_no_table_and_no_list_is_empty(record: Callable[[], Record]) -> None:
    page = page_of(record())
    tables = TABLE.findall(page)
    assert len(tables) > 15
    assert [table for table in tables if not bodies(table)] == []
    assert re.findall(r"<(ul|ol|dl|figure|article)\b[^>]*>\s*</\1>", page) == []
    assert re.findall(r"<(?:p|h\d|li|caption|figcaption|dt|dd)>\s*</", page) == []


def test_an_empty_table_would_be_found() -> None:
    assert bodies("<table><thead><tr><th>a</th></tr></thead>\n<tbody>\n</tbody>\n</table>") == ""
    assert bodies("<table><tbody>\n<tr><td>1</td></tr>\n</tbody></table>") != ""


@pytest.mark.parametrize(
    ("caption", "why"),
    [
        ("All findings, gravest first", "None of the conditions that could be looked for was met"),
        ("The leaves of the map", "There is no map: not needed here."),
        (
            "Columns in which P1 differs most",
            "No column is listed in which P1 differs: there are no means of other rows",
        ),
        ("Typical rows of P1", "No typical rows are shown: single rows were left out: --no-rows was given."),
        ("Options, and where their values come from", "Not made from a command line, so no list of options"),
        ("Low-fidelity regions", "Of 3 partitions, rely on none: 3 were not shown to agree with the network"),
    ],
)
def test_where_a_table_would_be_empty_the_section_says_why(caption: str, why: str) -> None:
    page, full = page_of(nothing_run()), page_of(binary())
    assert f"<caption>{caption}" in full
    assert f"<caption>{caption}" not in page
    assert why in page
    assert why not in full


@pytest.mark.parametrize(
    ("what", "title"),
    [
        ("fidelity by layer", "With 2 hidden layers, codes reach"),
        ("disagreement by partition", "Of 3 partitions at a tolerance of"),
        ("the network&#39;s outputs by partition", "The partitions&#39; values lie from"),
        ("errors by partition", "The network is furthest from P2"),
        ("the rows&#39; ways through the layers", "300 fit rows stream through"),
        ("the columns in which partitions differ", "differs most: "),
    ],
)
def test_where_a_drawing_is_missing_the_section_says_why(what: str, title: str) -> None:
    page, full = page_of(nothing_run()), page_of(binary())
    assert re.search(rf"<p>There is no drawing of {what}: .+\.</p>", page)
    assert not re.search(rf"There is no drawing of {what}:", full)
    assert title in full
    assert title not in page


def test_options_that_nobody_set_are_counted_and_not_denied() -> None:
    settings = {"seed": Setting(value=0, source="default"), "trees": Setting(value=None, source="default")}
    page = page_of(replace(binary(), configuration=settings))
    assert "<p>Every option was left at its default.</p>" in page
    assert '<p class="more">2 more options left at their defaults can be read in audit.json' in page
    assert "Not made from a command line" not in page


def test_the_summary_of_all_sections_is_filled_on_the_page_that_tests_render() -> None:
    """What renderers are tested on has something everywhere."""
    page = render_html(page_view())
    for words in ("Code that was run:", "Focus:", "No leaf of the map names P2", "Not describable in these columns:"):
        assert words in page
    for name in ("findings", "leaves", "profile", "typical", "regions", "rivals", "candidates", "configuration"):
        assert f'<table class="{name}">' in page
