"""Which numbers belong to which row is found by changing rows, wherever the rows are."""

import pytest
import torch

from yasenn_report.inputs.capture.layout import Layout, find_layout

ROWS = 7


def changed(layout: Layout, shape: tuple[int, ...], rows: int = ROWS) -> list[torch.Tensor]:
    """For each row: which numbers move when it alone is changed."""
    marks = []
    for row in range(rows):
        mark = torch.zeros(shape, dtype=torch.bool)
        layout.by_row(mark, rows)[row] = True
        marks.append(mark)
    return marks


@pytest.mark.parametrize(
    ("layout", "shape", "by_row"),
    [
        (Layout(dimension=0), (7, 3), (7, 1, 1, 3)),
        (Layout(dimension=1), (9, 7, 16), (7, 9, 1, 1, 16)),
        (Layout(dimension=1), (7, 7, 2), (7, 7, 1, 1, 2)),
        (Layout(dimension=0, after=5), (35, 4), (7, 1, 5, 4)),
        (Layout(dimension=0, before=5), (35, 4), (7, 5, 1, 4)),
        (Layout(dimension=0, before=2, after=3), (42, 4), (7, 2, 3, 4)),
        (Layout(dimension=0), (7,), (7, 1, 1)),
    ],
)
def test_rows_are_found_alone_or_folded(layout: Layout, shape: tuple[int, ...], by_row: tuple[int, ...]) -> None:
    value = torch.arange(torch.Size(shape).numel()).reshape(shape)
    assert find_layout(value, changed(layout, shape), ROWS) == layout
    assert layout.by_row(value, ROWS).shape == by_row
    assert layout.fits(value, ROWS)


def test_a_layout_fits_other_counts_of_rows() -> None:
    layout = Layout(dimension=0, before=2, after=3)
    assert layout.fits(torch.zeros(600, 4), 100)
    assert not layout.fits(torch.zeros(601, 4), 100)
    assert layout.by_row(torch.zeros(600, 4), 100).shape == (100, 2, 3, 4)


def test_rows_that_move_each_other_have_no_layout() -> None:
    marks = changed(Layout(dimension=0), (7, 3))
    marks[2][4, 1] = True
    assert find_layout(torch.zeros(7, 3), marks, ROWS) is None


def test_a_value_without_rows_has_no_layout() -> None:
    marks = [torch.ones(5, dtype=torch.bool) for _ in range(ROWS)]
    assert find_layout(torch.zeros(5), marks, ROWS) is None


def test_a_value_that_never_moves_has_its_rows_first() -> None:
    marks = [torch.zeros(7, 7, dtype=torch.bool) for _ in range(ROWS)]
    assert find_layout(torch.zeros(7, 7), marks, ROWS) == Layout(dimension=0)
