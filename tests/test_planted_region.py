"""A planted region of wrong labels is named by the error tree and the findings; its clean twin has none of them."""

from pathlib import Path

import pandas as pd
import pytest
from planted import EAST, FLIPPED, NOISE, NORTH, planted

from yasenn_report.audit import Audit
from yasenn_report.findings.finding import Finding
from yasenn_report.record.errors import ErrorTree
from yasenn_report.record.measured import Estimate, Gap
from yasenn_report.recording.errors import record_error_trees
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.gaps import Gap as Compared

pytestmark = pytest.mark.slow

CODES = {"YR030", "YR031", "YR032", "YR033", "YR034"}


@pytest.fixture(scope="module")
def flipped(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """With most labels of the region flipped."""
    return planted(tmp_path_factory.mktemp("flipped"), flipped=True).audit()


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """The same network on the same rows, with their own labels."""
    return planted(tmp_path_factory.mktemp("clean"), flipped=False).audit()


def found(audit: Audit, code: str) -> Finding:
    """The one finding of a code."""
    (finding,) = [one for one in audit.findings if one.code == code]
    return finding


def quadrant(audit: Audit) -> int:
    """The partition that most evaluation rows of the region fall into."""
    table = pd.DataFrame(audit.fit_features, columns=["east", "north", "n1", "n2", "n3", "n4"])
    region = (table["east"] > EAST) & (table["north"] <= NORTH)
    return int(pd.Series(audit.partitioning.membership[region.to_numpy()]).mode()[0])


def test_the_region_is_about_seven_per_cent_of_the_rows(tmp_path: Path) -> None:
    example = planted(tmp_path, flipped=True)
    table = pd.read_csv(example.data)
    region = (table["east"] > EAST) & (table["north"] <= NORTH)
    assert region.mean() == pytest.approx(0.07, abs=0.01)


def test_the_worst_leaf_of_the_error_tree_is_the_region(flipped: Audit) -> None:
    tree, *_ = record_error_trees(flipped)
    assert isinstance(tree, ErrorTree)
    worst = tree.leaves[0]
    bounds = {one.column: (one.above, one.at_most) for one in worst.conditions}
    assert bounds == {"east": (pytest.approx(EAST, abs=0.03), None), "north": (None, pytest.approx(NORTH, abs=0.03))}
    assert isinstance(worst.rate, Estimate)
    assert worst.rate.low <= FLIPPED * (1 - NOISE) + (1 - FLIPPED) * NOISE <= worst.rate.high
    assert isinstance(worst.gap, Gap)
    assert isinstance(worst.gap.difference, Estimate)
    assert worst.gap.difference.low > 0.5
    assert isinstance(worst.errors_share, float)
    assert worst.errors_share > 0.35


def test_the_region_is_a_finding_in_words(flipped: Audit) -> None:
    finding = found(flipped, "YR033")
    assert finding.severity == "high"
    assert "east is above 0." in finding.sentence
    assert "north is at most -0." in finding.sentence
    assert finding.low is not None
    assert finding.threshold == pytest.approx(NOISE, abs=0.02)
    assert finding.low > 0.6
    assert finding.share == pytest.approx(0.065, abs=0.01)


def test_the_partition_that_holds_the_region_is_found_weak_and_badly_calibrated(flipped: Audit) -> None:
    weak, calibrated = found(flipped, "YR030"), found(flipped, "YR031")
    assert weak.partition == calibrated.partition == quadrant(flipped)
    assert (weak.severity, weak.threshold) == ("high", pytest.approx(NOISE, abs=0.02))
    assert weak.low is not None
    assert weak.high is not None
    assert weak.low < weak.value < weak.high  # type: ignore[operator]
    assert calibrated.threshold == pytest.approx(1 - NOISE, abs=0.01)


def test_the_same_decision_along_the_other_path_is_more_often_right(flipped: Audit) -> None:
    finding = found(flipped, "YR032")
    assert finding.partition == quadrant(flipped)
    assert finding.sentence.startswith("The network decides class 1 in 2 partitions, that is along different paths")


def test_the_clean_twin_has_none_of_these_findings(clean: Audit) -> None:
    assert not {one.code for one in clean.findings} & CODES
    looked = {result.check.code: result.found for result in clean.checks}
    assert {code: looked[code] for code in CODES} == dict.fromkeys(CODES, ())


def test_the_clean_twin_was_looked_at(clean: Audit) -> None:
    """Same partitions, same intervals: it is silent because nothing is amiss."""
    for partition in clean.fidelity.partitions:
        assert isinstance(partition.mistakes, Compared)
        assert not isinstance(partition.same_decision, NotRun)
        assert not isinstance(partition.calibration, NotRun)


def test_partitions_that_do_not_part_the_region_are_found_too_but_say_less(tmp_path: Path) -> None:
    """With two partitions the region is a tenth of one of them: the tree still names it, the partition only hints."""
    audit = planted(tmp_path, flipped=True).audit(max_partitions=2)
    assert len(audit.partitioning.partitions) == 2
    assert found(audit, "YR033").severity == "high"
    assert found(audit, "YR030").severity == "medium"
    assert {result.check.code for result in audit.checks if isinstance(result.found, NotRun)} >= {"YR032"}
