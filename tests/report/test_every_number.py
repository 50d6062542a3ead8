"""The JSON holds every number that the page shows."""

import json
import re
from html import unescape
from typing import Any

import pytest
from yasenn_report.report.record import write_record

from yasenn_report.audit import Audit
from yasenn_report.numbers import count, exact, number, percent, setting
from yasenn_report.report.figures import draw_figures
from yasenn_report.report.provenance import trace
from yasenn_report.report.render import render_html
from yasenn_report.report.view import build_view

pytestmark = pytest.mark.slow

# Numbers in the fixed wording of the method section, not results.
WORDING = {"0", "1", "1811.02783", "3", "A", "11"}


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


def printed_forms(record: dict[str, Any]) -> set[str]:
    forms = set(WORDING)
    for value in numbers_in(record):
        forms |= {
            number(value),
            number(value, "down"),
            number(value, "up"),
            number(abs(value)),
            "+" + number(value),
            exact(value),
            str(value),
            setting(value),
        }
        forms |= {count(int(value)), f"{value:.2f}"} | (
            {percent(value), percent(value, "down"), percent(value, "up")} if 0 <= value <= 1 else set()
        )
    words = {word for form in forms for word in re.findall(r"[+-]?\d[\d.,]*(?:e[+-]?\d+)?", form)}
    return words | {word for text in texts_in(record) for word in re.findall(r"[\d.,]*\d", text)}


@pytest.mark.parametrize("fixture", ["xor_audit", "digits_audit", "diabetes_audit", "foreign_audit"])
def test_every_number_of_the_page_is_in_the_record(fixture: str, request: pytest.FixtureRequest) -> None:
    audit: Audit = request.getfixturevalue(fixture)
    provenance = trace("yasenn-report model.pt data.csv")
    page = render_html(build_view(audit, draw_figures(audit), provenance))
    record = json.loads(write_record(audit, provenance))
    body = page[page.index("<body>") :]
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
    allowed = {f"{provenance.created:%d}", f"{provenance.created:%Y}", *f"{provenance.created:%H:%M:%S}".split(":")}
    assert [word for word in unknown if word.strip(".,") not in allowed] == []
