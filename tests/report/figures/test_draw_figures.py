"""Which figures a record gets."""

from dataclasses import replace

import pytest
import records

from yasenn_report.record import Record
from yasenn_report.record.document import Presentation
from yasenn_report.record.measured import NotRun
from yasenn_report.report import figures
from yasenn_report.report.figures import draw_figures, draw_map, partitions_to_draw
from yasenn_report.report.figures.layers import draw_layers, other_order


def many_partitions(detail: str = "summary") -> Record:
    """Six partitions with trees: the fifth is low fidelity and the smallest."""
    whole = records.binary()
    partition = replace(whole.partitions[0], status="within_tolerance")
    rows = (10, 60, 30, 50, 5, 40)
    made = tuple(
        replace(
            partition,
            label=f"P{place}",
            evaluation_rows=count,
            status="low_fidelity" if place == 5 else "within_tolerance",
        )
        for place, count in enumerate(rows, start=1)
    )
    return replace(whole, partitions=made, presentation=Presentation(rows=True, detail=detail))  # type: ignore[arg-type]


def test_low_fidelity_is_drawn_first_then_the_largest() -> None:
    assert partitions_to_draw(many_partitions()) == ("P5",)
    sound = replace(many_partitions(), partitions=many_partitions().partitions[:4])
    assert partitions_to_draw(sound) == ("P2",)


def test_full_detail_draws_every_partition() -> None:
    assert partitions_to_draw(many_partitions("full")) == ("P1", "P2", "P3", "P4", "P5", "P6")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave dtreeviz out."""
    monkeypatch.setattr(figures, "draw_tree", lambda tree, *_, **__: f"drawn {tree.class_names[1]}")


def test_the_others_get_a_light_drawing(quick: None) -> None:
    said: list[str] = []
    drawn = draw_figures(many_partitions(), progress=said.append)
    assert sorted(drawn.partitions) == ["P5"]
    assert sorted(drawn.light) == ["P1", "P2", "P3", "P4", "P6"]
    assert all(svg.startswith("<svg ") for svg in drawn.light.values())
    assert drawn.map == "drawn P2"
    assert said[-1] == "drawing partition P5 (1 of 1)"


def test_partitions_without_a_tree_get_none(quick: None) -> None:
    drawn = draw_figures(records.binary())
    assert (list(drawn.partitions), list(drawn.light)) == (["P2"], ["P1"])


def test_nothing_run_leaves_little_to_draw() -> None:
    drawn = draw_figures(records.nothing_run())
    assert (drawn.rates, drawn.by_layer, drawn.map) == (None, None, None)
    assert (dict(drawn.partitions), dict(drawn.light)) == ({}, {})
    assert drawn.sizes.startswith("<svg ")


def test_a_map_of_too_many_classes_is_drawn_light(quick: None) -> None:
    whole = records.binary()
    assert not isinstance(whole.map, NotRun)
    names = tuple(f"P{place}" for place in range(1, 42))
    nodes = tuple(
        replace(node, counts=(node.counts[0],) * 41)  # type: ignore[arg-type]
        for node in records.MAP_TREE.nodes
    )
    drawing = replace(records.MAP_TREE, class_names=names, nodes=nodes)
    drawn = draw_map(replace(whole, map=replace(whole.map, drawing=drawing)))
    assert drawn is not None
    assert drawn.startswith("<svg ")


def test_the_other_order_of_layers_runs_the_other_way() -> None:
    assert [layer for layer, _ in other_order(records.binary())] == [
        "other order: hidden layer 2",
        "other order: + hidden layer 1",
    ]


def test_layers_are_drawn_for_values_too() -> None:
    drawn = draw_layers(records.regression())
    assert drawn is not None
    assert drawn.count("<circle ") == 3
    assert "merged partitions" in drawn
