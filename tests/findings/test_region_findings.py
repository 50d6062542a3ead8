"""Regions where errors gather, from rows to the sentence: a tree grown on fit rows, counted on others."""

import numpy as np
from fidelities import fidelity
from tallies import units

from yasenn_report.findings.finding import Finding
from yasenn_report.findings.regions import distillation_region, network_region, no_tree, worst
from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.error_trees import NOWHERE, ErrorTree, grow_error_tree
from yasenn_report.yasenn.fidelity import ErrorRates
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.measure.erring import read_error_trees, sum_error_trees

COLUMNS = (ReadableColumn(column="age"), ReadableColumn(column="sex", entry="Male"), ReadableColumn(column="priors"))
NONE = NotRun(reason="no --target was given: there are no labels to compare with")
ROWS = 1000


def rows_of(seed: int, *, elsewhere: float, inside: float) -> tuple[np.ndarray, np.ndarray]:
    """Columns, and which rows are wrong: more often where age is at most 25 and sex is Male."""
    rng = np.random.default_rng(seed)
    columns = np.column_stack([rng.integers(18, 60, ROWS), rng.integers(0, 2, ROWS), rng.integers(0, 9, ROWS)]).astype(
        float
    )
    region = (columns[:, 0] <= 25) & (columns[:, 1] == 1)
    return columns, rng.random(ROWS) < np.where(region, inside, elsewhere)


def grown(columns: np.ndarray, wrong: np.ndarray) -> ErrorTree | NotRun:
    rows = FitRows(task=None, activations=None, outputs=columns, decisions=None, columns=columns)  # type: ignore[arg-type]
    return grow_error_tree(rows, wrong, smallest_leaf=30, seed=0)


def measured(tree: ErrorTree, columns: np.ndarray, wrong: np.ndarray) -> ErrorRates:
    sums = sum_error_trees(units(ROWS), (tree, NONE), columns, np.column_stack([wrong, wrong]))
    rates, _ = read_error_trees((tree, NONE), sums, confidence=0.95)
    assert isinstance(rates, ErrorRates)
    return rates


def planted(elsewhere: float, inside: float, then: float | None = None) -> tuple[ErrorTree, ErrorRates]:
    """A tree grown where the region is planted, and its rates on rows where it may be as often wrong as elsewhere."""
    tree = grown(*rows_of(0, elsewhere=elsewhere, inside=inside))
    assert isinstance(tree, ErrorTree)
    return tree, measured(tree, *rows_of(1, elsewhere=elsewhere, inside=inside if then is None else then))


def plain(finding: Finding) -> str:
    return finding.sentence.replace("\N{NO-BREAK SPACE}", " ")


EVERY_ROW = fidelity((0, ROWS))


def test_a_region_where_the_network_errs_is_told_in_words() -> None:
    region = worst(*planted(0.05, 0.6))
    assert region is not None
    (finding,) = network_region(EVERY_ROW, region, COLUMNS, wrong="wrong")
    assert (finding.code, finding.severity, finding.partition) == ("YR033", "high", None)
    assert finding.rows == region.leaf.evaluation_rows
    said = plain(finding)
    assert said.startswith("Where age is at most 25.5 and sex is Male, the network is wrong on ")
    assert f"of {finding.rows} rows (" in said
    assert "By a strict count, the gap is at least" in said
    assert "of the rows, this region has" in said
    assert "of all errors." in said
    assert said.endswith("Have such cases checked by a person, or do not use the network for them.")
    assert finding.low is not None
    assert finding.threshold is not None
    assert finding.low > finding.threshold


def test_a_small_gap_is_medium() -> None:
    (finding,) = network_region(EVERY_ROW, worst(*planted(0.05, 0.3)), COLUMNS, wrong="wrong")
    assert finding.severity == "medium"


def test_a_region_that_new_rows_do_not_confirm_is_no_finding() -> None:
    region = worst(*planted(0.05, 0.6, then=0.05))
    assert region is None
    assert network_region(EVERY_ROW, region, COLUMNS, wrong="wrong") == []
    assert distillation_region(EVERY_ROW, region, COLUMNS, differ="differ", tolerance=0.05) == []


def test_where_errors_gather_nowhere_nothing_is_found_and_without_labels_nothing_was_looked_at() -> None:
    assert grown(*rows_of(0, elsewhere=0.2, inside=0.2)) == NOWHERE
    assert no_tree(NOWHERE) == []
    none_wrong = grown(rows_of(0, elsewhere=0.0, inside=0.0)[0], np.zeros(ROWS, dtype=bool))
    assert isinstance(none_wrong, NotRun)
    assert no_tree(none_wrong, none_wrong) == []
    assert no_tree(NONE, NONE) == NONE
    few = NotRun(reason="a leaf needs 600 fit rows, and there are 1,000: too few for two")
    assert no_tree(few) == few


def test_a_region_where_partitions_differ_is_low_within_tolerance_and_medium_beyond() -> None:
    region = worst(*planted(0.01, 0.4))
    differ = "partitions answer otherwise than the network"
    (beyond,) = distillation_region(EVERY_ROW, region, COLUMNS, differ=differ, tolerance=0.05)
    (within,) = distillation_region(EVERY_ROW, region, COLUMNS, differ=differ, tolerance=0.9)
    assert (beyond.code, beyond.severity, within.severity) == ("YR034", "medium", "low")
    assert plain(beyond).startswith(
        "Where age is at most 25.5 and sex is Male, the partitions answer otherwise than the network on "
    )
    assert "of all differences." in plain(beyond)


def test_other_leaves_that_stand_out_are_counted() -> None:
    columns = rows_of(0, elsewhere=0.0, inside=0.0)[0]
    share = np.where(columns[:, 0] <= 25, 0.7, np.where(columns[:, 2] >= 6, 0.5, 0.02))
    tree = grown(columns, np.random.default_rng(1).random(ROWS) < share)
    assert isinstance(tree, ErrorTree)
    rates = measured(tree, columns, np.random.default_rng(2).random(ROWS) < share)
    region = worst(tree, rates)
    assert region is not None
    assert region.others >= 1
    (finding,) = network_region(EVERY_ROW, region, COLUMNS, wrong="wrong")
    assert " of the same tree stand" in plain(finding)
    assert region.rate.value == max(leaf.rate.value for leaf in rates.leaves)  # type: ignore[union-attr]
