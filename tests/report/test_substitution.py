"""What the PDF's fonts lack is written as code points, and said."""

from yasenn_report.report.fonts import pdf_letters
from yasenn_report.report.substitution import PLACE, Substitution, substitute


def test_only_what_is_drawn_is_substituted() -> None:
    page = f'<title>中</title><p title="中">a 中 ≤ 文 中</p>{PLACE}'
    made = substitute(page, frozenset(map(ord, "a ≤")))
    assert made.html == (
        '<title>中</title><p title="中">a [U+4E2D] ≤ [U+6587] [U+4E2D]</p>'
        '<p class="substituted">In this PDF, 2 characters that its fonts lack are written as code points: '
        "[U+4E2D] 2 times, [U+6587] 1 time. The HTML file and the attached JSON hold the characters themselves; "
        "pictures write what their font lacks in the same way, or as a square where there is no room.</p>"
    )
    assert made.substitutions == (
        Substitution(character="中", code="[U+4E2D]", times=2),
        Substitution(character="文", code="[U+6587]", times=1),
    )


def test_where_nothing_is_lacking_nothing_is_said() -> None:
    made = substitute(f"<p>a\u00adb \u2068c\u2069</p>{PLACE}", frozenset(map(ord, "abc")))
    assert made.html == "<p>a\u00adb \u2068c\u2069</p>"
    assert made.substitutions == ()


def test_one_is_said_in_the_singular_and_many_are_not_all_listed() -> None:
    one = substitute(f"<p>中</p>{PLACE}", frozenset())
    assert "1 character that its fonts lack is written as its code point: [U+4E2D] 1 time." in one.html
    many = "".join(map(chr, range(0x4E00, 0x4E00 + 25)))
    assert "[U+4E13] 1 time, and 5 further characters. The" in substitute(f"<p>{many}</p>{PLACE}", frozenset()).html


def test_the_fonts_have_what_reports_are_written_in() -> None:
    letters = pdf_letters()
    for text in ("Az 09 ≤ ≥ ² ● □ ▲ ◆ ☐ ␣ …", "čőßø", "Ωλ", "Жя", "שלום", "عربي", "Հայ", "ქართ", "ไทย", "हिन्दी", "🚀❤"):
        assert {ord(character) for character in text} <= letters, text
    assert not {ord(character) for character in "中日本한\ue000"} & letters
