"""Names as pages show them: visible, bounded, distinct, and without power over what stands beside them."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yasenn_report.report.characters import hidden, walled
from yasenn_report.report.shown import LONGEST, shown, shown_names

FSI, PDI = "\u2068", "\u2069"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mean radius", "mean radius"),
        ("<b>&amp; {{ 7*7 }} ]]> &#x202e;", "<b>&amp; {{ 7*7 }} ]]> &#x202e;"),
        ("", "[empty]"),
        ("   ", "␣␣␣"),
        (" a  b ", "␣a ␣b␣"),
        ("a\u00a0b\u3000c", "a b c"),
        ("new\nline\ttab\x00\x85", "new[U+000A]line[U+0009]tab[U+0000][U+0085]"),
        ("\u202egood\u202c", "[U+202E]good[U+202C]"),
        ("\u2066a\u2069\u200e\u061c", "[U+2066]a[U+2069][U+200E][U+061C]"),
        ("zero\u200bwidth\u200d\ufeff", "zero[U+200B]width[U+200D][U+FEFF]"),
        ("soft\u00adhyphen", "soft[U+00AD]hyphen"),
        ("a\U000e0041\ufe0f", "a[U+E0041][U+FE0F]"),
        ("\u2028\u2029", "[U+2028][U+2029]"),
        ("\ue000 \ud800 \ufffe \U0010ffff", "[U+E000] [U+D800] [U+FFFE] [U+10FFFF]"),
        ("\u3164\u2800\u115f", "[U+3164][U+2800][U+115F]"),
        ("e\u0301", "é"),
        ("\u0301a", "[U+0301]a"),
        ("x" + "\u0323" * 6, "x" + "\u0323" * 4 + "[U+0323]" * 2),
        ("❤\ufe0f 1\ufe0f", "❤\ufe0f 1\ufe0f"),
        ("\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb"),
        ("\U0001f469\u200d", "\U0001f469[U+200D]"),
        ("中文", "中文"),
        ("\u05e9\u05dc\u05d5\u05dd (1)", f"{FSI}\u05e9\u05dc\u05d5\u05dd (1){PDI}"),
        ("\u0639\u0631\u0628\u064a", f"{FSI}\u0639\u0631\u0628\u064a{PDI}"),
    ],
)
def test_shown(name: str, expected: str) -> None:
    assert shown(name) == expected


def test_of_a_long_name_beginning_and_end_stay() -> None:
    assert shown("begin" + "x" * 300 + "end1", limit=20) == "beginxxxxx…xxxxxend1"
    assert shown("x" * LONGEST) == "x" * LONGEST
    assert len(shown("x" * (LONGEST + 1))) == LONGEST


def test_nothing_is_cut_in_half() -> None:
    assert shown("\u202e" * 30, limit=20) == "[U+202E]…[U+202E]"
    assert shown("x\u0323\u0302" * 30, limit=5) == "x\u0323\u0302" * 2 + "…" + "x\u0323\u0302" * 2
    assert shown("\u202e" * 30, limit=5) == "…"


def test_names_that_differ_are_shown_as_different() -> None:
    first, second = "a" * 150 + "1" + "a" * 150, "a" * 150 + "2" + "a" * 150
    line = "a" * 30 + "…" + "a" * 29
    assert shown_names([first, "b", second]) == {first: f"{line} [1]", "b": "b", second: f"{line} [2]"}


def test_numbers_behind_names_are_no_names_themselves() -> None:
    names = ["a b", "a\u00a0b", "a b [1]", "❤", "❤\ufe0f", "[U+202E]", "\u202e"]
    lines = shown_names(names)
    assert lines["a b"] == "a b [2]"
    assert lines["a\u00a0b"] == "a b [3]"
    assert lines["a b [1]"] == "a b [1]"
    assert lines["❤"] == "❤ [1]"
    assert lines["\u202e"] == "[U+202E] [2]"
    assert len(set(lines.values())) == len(names)


def test_the_same_name_twice_is_one() -> None:
    assert shown_names(["a", "a"]) == {"a": "a"}


ODD = st.text(
    st.one_of(
        st.characters(), st.sampled_from("ab \u00a0\u05e9\u0639\u202e\u2067\u2069\u200d\ufe0f\u0301\U0001f469❤…")
    ),
    max_size=90,
)


@given(ODD, st.integers(1, 70))
@settings(max_examples=300, deadline=None)
def test_no_name_hides_or_turns_anything(name: str, limit: int) -> None:
    line = shown(name, limit=limit)
    inner = line[1:-1] if line.startswith(FSI) else line
    seen = inner.replace("\u200d", "").replace("\ufe0f", "").replace("\ufe0e", "")
    assert not any(hidden(character) for character in seen)
    assert seen.strip()
    assert line == walled(line)
    assert not unicodedata.category(inner[0]).startswith("M")


@given(st.lists(ODD, max_size=12), st.integers(1, 30))
@settings(max_examples=200, deadline=None)
def test_any_set_of_names_stays_apart(names: list[str], limit: int) -> None:
    lines = shown_names(names, limit=limit)
    assert list(lines) == list(dict.fromkeys(names))
    seen = {re.sub("[\u2068\u2069\u200d\ufe0e\ufe0f]", "", line) for line in lines.values()}
    assert len(seen) == len(lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two\nlines\tand é 中 \U0001f469\u200d\U0001f4bb", "two\nlines\tand é 中 \U0001f469\u200d\U0001f4bb"),
        ("\x00\x1b\x7f\x9f\r", "[U+0000][U+001B][U+007F][U+009F][U+000D]"),
        ("\u202a\u202e\u202c\u200e\u200f\u061c", "[U+202A][U+202E][U+202C][U+200E][U+200F][U+061C]"),
        ("\ud800\udfff\ufffe\U0002ffff\ufdd0", "[U+D800][U+DFFF][U+FFFE][U+2FFFF][U+FDD0]"),
        ("\U000e0041\u2028", "[U+E0041][U+2028]"),
        (f"{FSI}a{PDI}, \u2067{FSI}b{PDI}{PDI}", f"{FSI}a{PDI}, \u2067{FSI}b{PDI}{PDI}"),
        (f"{PDI}a{FSI}", "[U+2069]a[U+2068]"),
        ("\u2067a", "[U+2067]a"),
    ],
)
def test_walled(text: str, expected: str) -> None:
    assert walled(text) == expected
