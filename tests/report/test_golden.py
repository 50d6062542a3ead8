"""Whole pages of records written by hand are the golden ones, line by line.

After a wanted change: `make golden`, or `python -m pytest tests/report/test_golden.py --update-golden`; then read the
difference that git shows, as a reviewer would read the page.
"""

import re
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

import pytest
from pages import page_of
from records import binary, nothing_run, regression

from yasenn_report.record import Record

FOLDER = Path(__file__).parent / "golden"
LINES_SHOWN = 200

PAGES: dict[str, Callable[[], Record]] = {
    "binary_with_labels": binary,
    "regression_without_labels": regression,
    "nothing_run": nothing_run,
}


def without_style(page: str) -> str:
    """The page without its style sheets and their hashes: these change without any word changing."""
    bare = re.sub(r"(<style[^>]*>).*?</style>", r"\1</style>", page, flags=re.DOTALL)
    return re.sub(r"'sha256-[^']*'", "'sha256'", bare)


def compare(golden: str, made: str, name: str) -> None:
    """Fails with the difference, if there is one."""
    lines = list(unified_diff(golden.splitlines(), made.splitlines(), f"golden/{name}", "made now", lineterm="", n=2))
    if lines:
        more = f"\n... and {len(lines) - LINES_SHOWN} more lines" if len(lines) > LINES_SHOWN else ""
        shown = "\n".join(lines[:LINES_SHOWN])
        pytest.fail(f"The page is not the golden one; `make golden` writes it anew.\n{shown}{more}", pytrace=False)


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_the_golden_one(name: str, request: pytest.FixtureRequest) -> None:
    page = without_style(page_of(PAGES[name]()))
    path = FOLDER / f"{name}.html"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(page, encoding="utf-8", newline="\n")
    compare(path.read_text(encoding="utf-8"), page, path.name)


def test_there_is_no_golden_page_that_nobody_makes() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(PAGES)


def test_a_changed_word_is_shown_with_what_stood_there() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"(?s)make golden.*\n-<p>one</p>\n\+<p>two</p>"):
        compare("<p>one</p>\n", "<p>two</p>\n", "a.html")
    compare("<p>one</p>\n", "<p>one</p>\n", "a.html")


def test_style_sheets_are_left_out_of_it() -> None:
    page = "'sha256-AbC=' <style media=\"all\">p {\n}</style><p>word</p>"
    assert without_style(page) == "'sha256' <style media=\"all\"></style><p>word</p>"
