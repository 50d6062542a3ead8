"""Names as figures show them."""

import pytest

from yasenn_report.report.figures.names import drawable


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("mean radius", "mean radius"),
        ("$x_1$ & <b>", "$x_1$ & <b>"),
        ("two\nlines\tand  spaces", "two lines and spaces"),
        ("left\u202eright\u200d\x00\x1b[0m", "leftright[0m"),
        ("x" * 300, "x" * 19 + "…"),
        ("温度 t", "□□ t"),
        ("温度", "feature 7"),
        (" \n", "feature 7"),
        ("", "feature 7"),
        ("\ud800lone", "lone"),
    ],
)
def test_drawable(name: str, shown: str) -> None:
    assert drawable(name, limit=20, otherwise="feature 7") == shown
