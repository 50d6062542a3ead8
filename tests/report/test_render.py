"""The page is self-contained, and names from the user's files are inert in it."""

import re
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from jinja2 import UndefinedError
from pages import page_view

from yasenn_report.report.render import render_html
from yasenn_report.report.substitution import PLACE
from yasenn_report.report.view.sheets import ShortSheet

HOSTILE = "<script>alert(1)</script>\"' onload=x {{ 7*7 }} \N{RIGHT-TO-LEFT OVERRIDE}\N{GRINNING FACE}"


def spoil(value: Any) -> Any:
    """Replace every text in a view by a hostile one, as if column and class names were such."""
    if isinstance(value, str):
        return HOSTILE
    if isinstance(value, tuple):
        return tuple(spoil(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: spoil(getattr(value, field.name)) for field in fields(value)})
    return value


class Tags(HTMLParser):
    """Collects tags, attributes and whether they nest."""

    VOID = frozenset({"meta", "link", "img", "br", "wbr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parse(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    return tags


def test_nothing_is_fetched_and_nothing_runs() -> None:
    tags = parse(render_html(page_view()))
    names = {tag for tag, _ in tags.tags}
    assert not names & {"script", "iframe", "object", "embed", "form"}
    for _, attributes in tags.tags:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        for name in ("src", "href"):
            assert (attributes.get(name) or "#").startswith(("#", "data:"))


def test_the_policy_names_the_style_sheets() -> None:
    import base64
    import hashlib

    page = render_html(page_view())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    styles = re.findall(r"<style[^>]*>(.*?)</style>", page, flags=re.DOTALL)
    assert len(styles) == 2
    for style in styles:
        assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in policy[1]


def test_hostile_names_are_text() -> None:
    whole = page_view()
    page = render_html(replace(spoil(whole), notes=whole.notes, requirements=whole.requirements))
    tags = parse(page)
    assert "script" not in {tag for tag, _ in tags.tags}
    assert "{{ 7*7 }}" in page
    assert not any("onload" in attributes for _, attributes in tags.tags)
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in page
    assert "[U+202E]\N{GRINNING FACE}" in page


def test_there_is_one_place_for_what_the_pdf_has_to_say_of_its_fonts() -> None:
    assert render_html(page_view()).count(PLACE) == 1


def test_a_misspelt_field_is_an_error_and_not_a_blank() -> None:
    with pytest.raises((UndefinedError, AttributeError)):
        render_html(replace(page_view(), cover=None))  # type: ignore[arg-type]


def test_every_link_has_its_place() -> None:
    tags = parse(render_html(page_view()))
    ids = [attributes["id"] for _, attributes in tags.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in tags.tags:
        target = attributes.get("href") or ""
        assert not target.startswith("#") or target[1:] in ids


def test_headings_do_not_skip_a_level() -> None:
    levels = [int(tag[1]) for tag, _ in parse(render_html(page_view())).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_section_speaks_even_if_there_is_nothing_to_show() -> None:
    view = replace(page_view(), findings=(), layers_picture=None, map_picture=None, low_fidelity=(), inconclusive=())
    view = replace(view, contrasts=(), contrasts_sentence="There is no pair to show by itself: Reason.")
    bare = replace(view.sheets[0], typical=None, no_typical="No typical rows are shown: Reason.")
    view = replace(view, rates_picture=None, sheets=(bare, *view.sheets[1:]))
    page = render_html(view)
    assert "None of the conditions that could be looked for was met" in page
    assert "There is no drawing of fidelity by layer" in page
    assert "There is no map to draw" in page
    assert "There is no pair to show by itself: Reason." in page
    assert "There is no drawing of disagreement by partition" in page
    assert "No typical rows are shown: Reason." in page


LISTS = (
    "findings_more",
    "partitions_more",
    "map_leaves_more",
    "short_sheets_more",
    "low_fidelity_more",
    "inconclusive_more",
)


def test_a_list_that_was_cut_says_so_and_a_whole_one_says_nothing() -> None:
    whole = replace(page_view(), provenance=replace(page_view().provenance, configuration_more=""))
    assert 'class="more"' not in render_html(whole)
    cut = {name: f"2 more in {name}." for name in LISTS}
    data = replace(whole.data, columns_more="2 more in data.")
    provenance = replace(whole.provenance, layers_more="2 more layers.", configuration_more="2 more options.")
    row = whole.sheets[0].row
    short = ShortSheet(label="P9", decision="no", badge=row.badge, words="x", precision=row.error, recall=row.error)
    page = render_html(replace(whole, data=data, provenance=provenance, short_sheets=(short,), **cut))
    found = re.findall(r'<p class="more">([^<]+)</p>', page)
    assert sorted(found) == sorted([*cut.values(), "2 more in data.", "2 more layers.", "2 more options."])


def test_what_has_no_sheet_has_no_link_to_one() -> None:
    view = page_view()
    lone = replace(view.partitions[0], label="P7", anchor="")
    view = replace(view, partitions=(lone,), sheets=())
    for name in ("low_fidelity", "inconclusive", "map_leaves"):
        view = replace(view, **{name: tuple(replace(one, label="P7", anchor="") for one in getattr(view, name))})
    assert view.mistakes is not None
    view = replace(view, mistakes=replace(view.mistakes, rows=(replace(view.mistakes.rows[0], label="P7", anchor=""),)))
    pair = replace(view.contrasts[0], first="P7", second="P8", first_anchor="", second_anchor="")
    page = render_html(replace(view, contrasts=(pair,), findings=view.findings[2:]))
    assert "P7" in page
    assert "P8" in page
    assert 'href="#sheet-' not in page
