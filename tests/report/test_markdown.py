"""Names in the Markdown summary, looked at as a code host shows them: by GitHub's own reader of Markdown."""

import re
from dataclasses import replace
from html import unescape

import cmarkgfm
import pytest
import records
from cmarkgfm.cmark import Options

from yasenn_report.record import Record
from yasenn_report.record.measured import NotRun
from yasenn_report.report.figures import Figures
from yasenn_report.report.markdown import JOINER, escaped
from yasenn_report.report.render import render_summary
from yasenn_report.report.view import build_view

NONE = NotRun(reason="not drawn here")
NOT_DRAWN = Figures(
    rates=None,
    by_layer=None,
    sizes="<svg/>",
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

HOSTILE = (
    "a|b",
    "a\\|b\\",
    "`x` ``y``",
    "*a* __b__ ~~c~~ _d_",
    "[x](https://evil.example)",
    "![x](https://evil.example/i.png)",
    "[x]: https://evil.example",
    "[^1]",
    "- [x] done",
    "# title",
    "> said",
    "<img src=x onerror=alert(1)>",
    "<https://evil.example>",
    "<!-- gone -->",
    "&lt;b&gt; &#64;team",
    "https://evil.example",
    "HTTP://evil.example",
    "ftp://evil.example",
    "www.evil.example",
    "_www.evil.example",
    "(WWW.evil.example)",
    "mail@evil.example",
    "mail@-evil.example",
    "mailto:mail@evil.example",
    "xmpp:mail@evil.example",
    "@team",
    "@org/team",
    "owner/name#12",
    "#12",
    "GH-12",
    "gh-12",
    "!12 $12 %12 &12 ~bug",
    ":tada:",
    "$x^2$",
    "one\n\ntwo\r\nthree\tfour",
    "1\n---\n2",
)

REFERENCES = re.compile(r"@|[#!$%&](?=\w)|GH-(?=\d)|:[\w+-]+:", re.IGNORECASE)
"""What code hosts look for in the text of the page, after Markdown: people, issues, pictographs."""


def page_of(markdown: str) -> str:
    """As GitHub shows it, with every extension, and without the filter that takes dangerous HTML out."""
    return cmarkgfm.markdown_to_html_with_extensions(
        markdown, Options.CMARK_OPT_UNSAFE, extensions=["table", "strikethrough", "autolink", "tasklist"]
    )


def cell_of(name: str) -> str:
    """What a name is in the cell of a table, as HTML."""
    page = page_of(f"| a | b |\n|---|---|\n| {escaped(name)} | end |\n")
    cells = re.findall(r"<td>(.*?)</td>", page, flags=re.DOTALL)
    assert len(cells) == 2, page
    assert cells[1] == "end"
    return str(cells[0])


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_in_a_cell_is_shown_letter_by_letter(name: str) -> None:
    found = cell_of(name)
    assert "<" not in found
    assert unescape(found).replace(JOINER, "") == re.sub(r"[\r\n\t]+", " ", name)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_in_a_sentence_is_shown_letter_by_letter(name: str) -> None:
    found = page_of(f"It is **{escaped(name)}** here.").strip()
    inside = found.removeprefix("<p>It is <strong>").removesuffix("</strong> here.</p>")
    assert "<" not in inside
    assert unescape(inside).replace(JOINER, "") == re.sub(r"[\r\n\t]+", " ", name)


@pytest.mark.parametrize("name", HOSTILE)
def test_code_hosts_find_nobody_and_nothing_in_a_name(name: str) -> None:
    text = unescape(cell_of(name))
    assert not [found for found in REFERENCES.finditer(text) if not text[: found.end() + 1].endswith(JOINER)]


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("a | b", "<td>a</td>"),
        ("![x](https://evil.example/i.png)", "<img"),
        ("_www.evil.example", "<a "),
        ("mail@-evil.example", "<a "),
        ("<img src=x>", "<img"),
        ("$x$ `y`", "<code>"),
    ],
)
def test_these_tests_can_fail(text: str, page: str) -> None:
    """Without the escapes the reader does act on such names."""
    assert page in page_of(f"| a | b |\n|---|---|\n| {text} | end |\n")


@pytest.mark.parametrize("text", ["", "Fidelity: 98.1 % (95 % to 99.5 %)", "mean_radius", "P2", "5 # of 7: at 16:30"])
def test_plain_words_are_left_alone(text: str) -> None:
    assert escaped(text) == text.replace("_", "\\_")


def summary_of(record: Record) -> str:
    return render_summary(build_view(record, NOT_DRAWN, record_sha256="0" * 64))


def hostile(name: str) -> Record:
    """A record in which files, classes, partitions' answers and findings bear the name."""
    record = records.binary()
    model, data = record.inputs
    findings = tuple(replace(one, sentence=f"Column {name} says so.") for one in record.findings)
    return replace(
        record,
        inputs=(replace(model, name=name), replace(data, name=name)),
        task=replace(record.task, class_names=(name, "no"), class_labels=(name, "no")),
        partitions=tuple(replace(one, decision=name) for one in record.partitions),
        findings=findings,
        context={**record.context, "model_name": name},
    )


def shape_of(page: str) -> list[str]:
    """The elements of a page in their order."""
    return re.findall(r"<(/?\w+)", page)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_summary_full_of_such_names_has_the_shape_of_any_other(name: str) -> None:
    plain, page = page_of(summary_of(hostile("plain"))), page_of(summary_of(hostile(name)))
    assert shape_of(page) == shape_of(plain)
    assert not {"a", "img", "input", "script"}.intersection(shape_of(page))
    assert page.count("<table>") == 5


def test_the_summary_says_what_the_page_says_first() -> None:
    text = summary_of(records.binary())
    assert text.startswith(
        "# Audit of model.pt: FAIL\n\n**▲ FAIL**: Open findings of high severity: 1, and none is allowed."
    )
    tables = re.findall(r"^\| (\w[^|]*) \|", text, flags=re.MULTILINE)
    assert [one for one in tables if re.fullmatch(r"P\d", one)] == ["P2", "P3", "P1"]
    assert "| YR001 | high | **Low-fidelity region.** P2 differs from the network on" in text
    assert "This report shows single rows of the table" in text


def test_without_findings_and_rows_the_summary_says_so() -> None:
    text = summary_of(records.nothing_run())
    assert "No findings. 5 of 5 checks could not be made.\n\n5 things were looked for: 0 found, " in text
    assert "None of the conditions that could be looked for was met at the stated thresholds." in text
    assert "This report was made with --no-rows: no single row of the table is in it or its attachments." in text


def test_a_summary_keeps_to_a_page_and_says_what_it_leaves_out() -> None:
    record = records.binary()
    many = replace(record, findings=record.findings * 9)
    text = summary_of(many)
    assert text.count("| YR0") == 10
    assert text.count("The others stand in the report.") == 1
