"""Where blocks and bands of the flow stand: no row is lost, nothing lies on anything else."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
import records

from yasenn_report.record.flow import Flow, Path, Stage
from yasenn_report.record.partitions import Status
from yasenn_report.report.figures.drawing import PAGE_WIDTH, WIDE_WIDTH
from yasenn_report.report.figures.flow_layout import MOST_BANDS, Layout, laid_out

LABELS = ("P1", "P2", "P3")
STATUSES: tuple[Status, ...] = ("within_tolerance", "low_fidelity", "inconclusive")


def wide_flow(stages: int, leaves: int, partitions: int) -> Flow:
    """Rows that go everywhere, few on each way."""
    return Flow(
        stages=tuple(
            Stage(layer=f"hidden layer {place}", leaves=tuple((leaf,) for leaf in range(leaves)))
            for place in range(stages)
        ),
        paths=tuple(
            Path(
                stops=tuple((row * (place + 3) + row // 7) % leaves for place in range(stages)),
                partition=f"P{row % partitions + 1}",
                fit_rows=1 + row % 5,
            )
            for row in range(600)
        ),
    )


@pytest.fixture
def layout() -> Layout:
    return laid_out(records.FLOW, LABELS, STATUSES)


def test_every_column_holds_all_rows(layout: Layout) -> None:
    assert [sum(block.rows for block in column) for column in layout.columns] == [300, 300, 300]
    assert {block.index: block.rows for block in layout.columns[0]} == {0: 150, 1: 100, 2: 50}
    assert {block.index: block.rows for block in layout.columns[-1]} == {0: 150, 1: 100, 2: 50}


def test_heights_are_in_proportion_to_rows(layout: Layout) -> None:
    scales = {round(block.height / block.rows, 9) for column in layout.columns for block in column}
    scales |= {round(band.thickness / band.rows, 9) for band in layout.bands}
    assert len(scales) == 1


def test_bands_conserve_rows_and_status(layout: Layout) -> None:
    for column in range(2):
        rows: Counter[str] = Counter()
        for band in layout.bands:
            rows[band.status] += band.rows if band.column == column else 0
        assert rows == {"within_tolerance": 150, "low_fidelity": 100, "inconclusive": 50}


@pytest.mark.parametrize("flow", [records.FLOW, wide_flow(4, 8, 3)], ids=["small", "many ways"])
def test_bands_fill_both_sides_of_their_blocks_without_overlap(flow: Flow) -> None:
    layout = laid_out(flow, LABELS, STATUSES)
    for column, blocks in enumerate(layout.columns):
        sides = []
        if column < len(layout.columns) - 1:
            sides.append(sorted((b.start[1], b.thickness) for b in layout.bands if b.column == column))
        if column:
            sides.append(sorted((b.end[1], b.thickness) for b in layout.bands if b.column == column - 1))
        for side in sides:
            edges = [(top, top + thickness) for top, thickness in side]
            for block in blocks:
                inside = [edge for edge in edges if block.top - 1e-6 <= edge[0] < block.top + block.height - 1e-6]
                assert inside[0][0] == pytest.approx(block.top)
                assert inside[-1][1] == pytest.approx(block.top + block.height)
                assert all(above[1] == pytest.approx(below[0]) for above, below in pairwise(inside))


def test_blocks_stand_apart_within_the_picture() -> None:
    layout = laid_out(wide_flow(8, 8, 40), tuple(f"P{n + 1}" for n in range(40)), STATUSES[:1] * 40)
    for blocks in layout.columns:
        assert blocks[0].top >= 0
        assert blocks[-1].top + blocks[-1].height <= layout.height + 1e-6
        assert all(above.top + above.height < below.top for above, below in pairwise(blocks))


def test_many_layers_take_a_page_on_its_side() -> None:
    assert laid_out(wide_flow(4, 2, 3), LABELS, STATUSES).width == PAGE_WIDTH
    assert laid_out(wide_flow(5, 2, 3), LABELS, STATUSES).width == WIDE_WIDTH


def test_thin_bands_become_one_where_they_go_the_same_way_with_the_same_status() -> None:
    paths = (
        Path(stops=(0,), partition="P1", fit_rows=998),
        *(Path(stops=(0,), partition=f"P{n}", fit_rows=1) for n in (2, 3)),
    )
    flow = Flow(stages=(Stage(layer="a", leaves=((0,),)), Stage(layer="b", leaves=((0,),))), paths=paths)
    flow = replace(flow, paths=tuple(replace(path, stops=(0, 0)) for path in paths))
    alike = laid_out(flow, LABELS, ("low_fidelity",) * 3)
    assert sorted(band.rows for band in alike.bands if band.column == 0) == [2, 998]
    different = laid_out(flow, LABELS, STATUSES)
    assert sorted(band.rows for band in different.bands if band.column == 0) == [1, 1, 998]


def test_the_number_of_bands_is_bounded() -> None:
    layout = laid_out(wide_flow(3, 8, 40), tuple(f"P{n + 1}" for n in range(40)), STATUSES[:1] * 40)
    assert len(layout.bands) <= max(MOST_BANDS, 2 * 8 * 8 + 8 * 40)
    assert sum(band.rows for band in layout.bands if band.column == 0) == sum(range(1, 6)) * 120


def test_the_order_of_paths_does_not_matter(layout: Layout) -> None:
    turned = replace(records.FLOW, paths=records.FLOW.paths[::-1])
    again = laid_out(turned, LABELS, STATUSES)
    assert (again.columns, again.bands) == (layout.columns, layout.bands)
