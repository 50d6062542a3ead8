"""Contrast of the palette, by the formula of WCAG 2.2."""

import pytest

from yasenn_report.report.figures import palette


def test_contrast_agrees_with_the_known_ends() -> None:
    assert palette.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert palette.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("color", palette.TEXT_COLORS)
def test_text_can_be_read_on_white(color: str) -> None:
    assert palette.contrast(color, palette.WHITE) >= 4.5


@pytest.mark.parametrize("color", palette.GRAPHIC_COLORS)
def test_graphics_stand_out_from_white(color: str) -> None:
    assert palette.contrast(color, palette.WHITE) >= 3


def test_neighbouring_classes_differ_in_grey_print() -> None:
    for first, second in zip(palette.CLASS_FILLS, palette.CLASS_FILLS[1:], strict=False):
        assert palette.contrast(first, second) >= 1.8, (first, second)
    assert palette.contrast(*palette.REST_AND_MEMBERS) >= 3


def test_there_are_sixteen_different_fills_and_more_on_demand() -> None:
    assert len(set(palette.class_fills(16))) == 16
    assert len(palette.class_fills(20)) == 20
