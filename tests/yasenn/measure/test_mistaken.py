"""How often the network is wrong by partition, and along paths to the same decision, on rows written by hand."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tallies import units
from tasks import BINARY, VALUES

from yasenn_report.yasenn.bounds import Estimate, NotRun
from yasenn_report.yasenn.gaps import Gap
from yasenn_report.yasenn.measure.mistaken import (
    ALONE,
    NO_DECISIONS,
    NO_LABELS,
    ONE_PARTITION,
    compare_partitions,
    compare_paths,
    sum_mistakes,
)

NO, YES = [0.8, 0.2], [0.1, 0.9]
VALUES_OF = np.array([NO, YES, YES, NO])
"""Partitions 0 and 3 decide no, 1 and 2 decide yes."""
MEMBER = np.repeat([0, 1, 2, 3], [40, 30, 25, 10])


def explained(values: np.ndarray = VALUES_OF, **changed: Any) -> Any:
    """What is fitted, as far as these measures look at it."""
    partitioning = SimpleNamespace(values=values, partitions=(None,) * len(values))
    known = {"task": BINARY, "partitioning": partitioning, "usual_label": 0, "label_scale": None}
    return SimpleNamespace(**known | changed)


def outputs() -> np.ndarray:
    """The network decides as the partitions do, but on the first 5 rows of each."""
    found = VALUES_OF[MEMBER]
    otherwise = np.concatenate([np.flatnonzero(place == MEMBER)[:5] for place in range(4)])
    found[otherwise] = found[otherwise][:, ::-1]
    return found


def wrong() -> np.ndarray:
    """The first 8 rows of partition 0, 15 of 1, 6 of 2 and 5 of 3: the network decides the same class on most."""
    found = np.zeros(len(MEMBER), dtype=bool)
    for place, number in enumerate((8, 15, 6, 5)):
        found[np.flatnonzero(place == MEMBER)[:number]] = True
    return found


def sums(explanation: Any) -> Any:
    return sum_mistakes(explanation, units(len(MEMBER)), outputs(), MEMBER, wrong())


def counted(gap: Gap | NotRun) -> tuple[float, int, float, int]:
    """Shares and rows, here and elsewhere."""
    assert isinstance(gap, Gap)
    assert isinstance(gap.here, Estimate)
    assert isinstance(gap.elsewhere, Estimate)
    return gap.here.value, gap.here.rows, gap.elsewhere.value, gap.elsewhere.rows


def test_each_partition_is_held_against_all_others_and_small_ones_are_not_compared() -> None:
    first, second, third, small = compare_partitions(explained(), sums(explained()), confidence=0.95)
    assert counted(first) == pytest.approx((8 / 40, 40, 26 / 65, 65))
    assert counted(second) == pytest.approx((15 / 30, 30, 19 / 75, 75))
    assert counted(third) == pytest.approx((6 / 25, 25, 28 / 80, 80))
    assert small == NotRun(reason="shares are compared from 20 evaluation rows on; here are 10")
    assert isinstance(first, Gap)
    assert isinstance(first.difference, Estimate)
    assert first.difference.method.endswith("Bonferroni over 3 partitions")


def test_paths_are_compared_on_rows_that_the_network_decides_so_too() -> None:
    """The first 5 rows of each partition, all wrong, are decided otherwise and count nowhere."""
    found = compare_paths(explained(), sums(explained()), confidence=0.95)
    assert found[0] == NotRun(reason="shares are compared from 20 evaluation rows on; here are 5")  # elsewhere
    assert counted(found[1]) == pytest.approx((10 / 25, 25, 1 / 20, 20))
    assert counted(found[2]) == pytest.approx((1 / 20, 20, 10 / 25, 25))
    assert found[3] == NotRun(reason="shares are compared from 20 evaluation rows on; here are 5")


def test_a_class_with_one_partition_has_no_other_path() -> None:
    lone = explained(np.array([NO, YES, YES, YES]))
    found = compare_paths(lone, sum_mistakes(lone, units(len(MEMBER)), outputs(), MEMBER, wrong()), confidence=0.95)
    assert found[0] == ALONE
    assert isinstance(found[1], Gap)


def test_without_labels_or_other_partitions_there_is_a_reason() -> None:
    unlabelled = explained(usual_label=None)
    assert compare_partitions(unlabelled, sums(unlabelled), confidence=0.95) == (NO_LABELS,) * 4
    assert compare_paths(unlabelled, sums(unlabelled), confidence=0.95) == (NO_LABELS,) * 4
    lone, nowhere = explained(np.array([NO])), np.zeros(len(MEMBER), dtype=np.intp)
    counted_alone = sum_mistakes(lone, units(len(MEMBER)), outputs(), nowhere, wrong())
    assert compare_partitions(lone, counted_alone, confidence=0.95) == (ONE_PARTITION,)


def test_values_have_errors_and_no_decisions() -> None:
    values = np.array([[1.0], [2.0], [3.0], [4.0]])
    of = explained(values, task=VALUES, usual_label=None, label_scale="known")
    found = sum_mistakes(of, units(len(MEMBER)), values[MEMBER], MEMBER, wrong())
    assert isinstance(compare_partitions(of, found, confidence=0.95)[0], Gap)
    assert compare_paths(of, found, confidence=0.95) == (NO_DECISIONS,) * 4


def test_chunks_add_up() -> None:
    of, half = explained(), np.arange(len(MEMBER)) % 2 == 0
    parts = [
        sum_mistakes(of, units(int(rows.sum())), outputs()[rows], MEMBER[rows], wrong()[rows]) for rows in (half, ~half)
    ]
    together = parts[0] + parts[1]
    for name in ("everywhere", "alike"):
        assert getattr(together, name).misses.tolist() == getattr(sums(of), name).misses.tolist()
        assert getattr(together, name).rows.tolist() == getattr(sums(of), name).rows.tolist()
