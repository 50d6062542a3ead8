"""The chart of fidelity against number of partitions."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from yasenn_report.report.figures.sizes import SizePoint, draw_sizes

POINTS = [
    SizePoint(partitions=4.0, fidelity=0.96, described=0.93, chosen=True),
    SizePoint(partitions=7.7, fidelity=0.97, described=0.91, chosen=False),
]


def drawn(points: list[SizePoint] = POINTS) -> str:
    return draw_sizes(points, [(4, 0.87), (8, 0.92)], target=0.95, axis_label="agreement")


def test_every_candidate_is_drawn_and_the_choice_is_ringed() -> None:
    marks = [element.get("id", "") for element in ET.fromstring(drawn()).iter()]
    assert {"mark-size-0", "mark-size-1", "mark-chosen", "mark-target", "mark-trees"} <= set(marks)


def test_the_same_values_give_the_same_bytes() -> None:
    assert drawn() == drawn()


@pytest.mark.parametrize("chosen", [(False, False), (True, True)])
def test_exactly_one_is_chosen(chosen: tuple[bool, bool]) -> None:
    points = [replace(point, chosen=is_it) for point, is_it in zip(POINTS, chosen, strict=True)]
    with pytest.raises(ValueError, match="exactly one candidate must be chosen"):
        drawn(points)


def test_values_must_fit_the_axis() -> None:
    with pytest.raises(ValueError, match="expected 0 <= fidelity"):
        drawn([replace(POINTS[0], described=-0.1)])
