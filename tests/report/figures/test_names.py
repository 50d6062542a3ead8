"""Names as figures show them."""

import pytest

from yasenn_report.report.figures.names import drawable


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("mean radius", "mean radius"),
        ("$x_1$ & <b>", "$x_1$ & <b>"),
        ("two\nlines", "two[U+000A]lines"),
        ("left\u202eright\u200d\x00\x1b[0m", "leftright[0m"),
        ("l\u202er", "l[U+202E]r"),
        ("a \u2068\u05e9\u05dc\u2069", "a \u05e9\u05dc"),
        ("x" * 300, "x" * 10 + "…" + "x" * 9),
        ("温度 t", "[U+6E29][U+5EA6] t"),
        ("温度計 t", "□□□ t"),
        ("温度計", "feature 7"),
        (" \n", "feature 7"),
        ("", "feature 7"),
        ("\ud800lone", "[U+D800]lone"),
        ("\ud800\ud800 lone", "lone"),
    ],
)
def test_drawable(name: str, shown: str) -> None:
    assert drawable(name, limit=20, otherwise="feature 7") == shown
