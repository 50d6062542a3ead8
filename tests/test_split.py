"""Which rows fit and which measure."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tables import holdout_of

from yasenn_report.errors import AuditError
from yasenn_report.inputs.holdout import Holdout
from yasenn_report.split import Split, draw_groups, split_rows


def rows_of(folder: Path, groups: list[Any], **options: Any) -> Holdout:
    text = "x,who\n" + "".join(f"{n},{group}\n" for n, group in enumerate(groups))
    return holdout_of(folder, text, features=["x"], **options)


def split(holdout: Holdout, share: float = 0.5, seed: int = 0) -> Split:
    return split_rows(holdout, evaluation_share=share, seed=seed)


def test_fit_and_evaluation_rows_are_apart_and_all_there(tmp_path: Path) -> None:
    made = split(rows_of(tmp_path, [0] * 101), 0.3)
    assert (len(made.evaluation), len(made.fit)) == (30, 71)
    assert sorted([*made.evaluation, *made.fit]) == list(range(101))


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.9])
def test_whole_groups_fit_or_measure(tmp_path: Path, share: float) -> None:
    rng = np.random.default_rng(0)
    groups = rng.integers(0, 60, 500)
    holdout = rows_of(tmp_path, [f"g{group}" for group in groups], group="who")
    made = split(holdout, share)
    assert sorted([*made.evaluation, *made.fit]) == list(range(500))
    assert not set(groups[made.evaluation]) & set(groups[made.fit])
    assert len(made.evaluation) == pytest.approx(500 * share, abs=5)
    assert not made.fit.flags.writeable
    assert not made.evaluation.flags.writeable


def test_groups_are_drawn_by_the_seed(tmp_path: Path) -> None:
    holdout = rows_of(tmp_path, [n % 20 for n in range(100)], group="who")
    one, same, other = split(holdout), split(holdout), split(holdout, seed=1)
    assert one.evaluation.tolist() == same.evaluation.tolist() != other.evaluation.tolist()


def test_each_group_is_as_likely_to_measure(tmp_path: Path) -> None:
    groups = np.repeat(np.arange(10), 6)
    drawn = sum(draw_groups(groups, 30, np.random.default_rng(seed)).astype(int) for seed in range(400))
    assert drawn.min() > 150
    assert drawn.max() < 250


@pytest.mark.parametrize(
    ("sizes", "wanted", "measure"), [([60, *[1] * 40], 50, 40), ([55, 45], 50, 45), ([30, 30], 20, 30), ([9, 9], 4, 0)]
)
def test_groups_come_as_near_to_the_share_as_they_can(sizes: list[int], wanted: int, measure: int) -> None:
    groups = np.repeat(np.arange(len(sizes)), sizes)
    for seed in range(5):
        assert int(draw_groups(groups, wanted, np.random.default_rng(seed))[groups].sum()) == measure


NEEDS = "an audit fits on some and measures on the others, and needs at least 40 rows in all"


@pytest.mark.parametrize(
    ("groups", "options", "message"),
    [
        ([0] * 39, {}, f"it has 39 rows; {NEEDS}: give a larger holdout"),
        (
            [0] * 1000 + [1] * 39,
            {"focus": "who>0"},
            f"the focus who > 0 holds for 39 of 1,039 rows; {NEEDS}: widen the focus, or give a larger holdout",
        ),
        (
            [0] * 100,
            {"focus": "who>0"},
            f"the focus who > 0 holds for 0 of 100 rows; {NEEDS}: widen the focus, or give a larger holdout",
        ),
        (
            ["A"] * 50,
            {"group": "who"},
            "column 'who' has 1 group; some groups fit and others measure, so at least 2 are needed: give rows of more "
            "groups",
        ),
        (
            ["A"] * 50 + ["B"] * 50,
            {"group": "who", "focus": "who == 'A'"},
            "column 'who' has 1 group in focus; some groups fit and others measure, so at least 2 are needed: give "
            "rows "
            "of more groups",
        ),
        (
            ["A"] * 80 + ["B"] * 20,
            {"group": "who"},
            "column 'who' has 2 groups, the largest with 80 of 100 rows; whole groups fit or measure, which leaves 20 "
            "to "
            "measure and 80 to fit where 50\N{NO-BREAK SPACE}% should measure: give rows of more groups, or another "
            "--evaluation-share",
        ),
    ],
)
def test_refuses(tmp_path: Path, groups: list[Any], options: dict[str, Any], message: str) -> None:
    with pytest.raises(AuditError) as caught:
        split(rows_of(tmp_path, groups, **options))
    assert str(caught.value) == f"data.csv: {message}"


def test_two_groups_are_enough_where_their_sizes_allow(tmp_path: Path) -> None:
    made = split(rows_of(tmp_path, ["A"] * 60 + ["B"] * 40, group="who"))
    assert (len(made.evaluation), len(made.fit)) == (40, 60)


def test_every_row_a_group_of_its_own_is_no_matter(tmp_path: Path) -> None:
    made = split(rows_of(tmp_path, list(range(100)), group="who"), 0.25)
    assert (len(made.evaluation), len(made.fit)) == (25, 75)


def test_a_hundred_thousand_groups_are_fast() -> None:
    groups = np.repeat(np.arange(100_000), 2)
    assert int(draw_groups(groups, 100_000, np.random.default_rng(0))[groups].sum()) == 100_000
