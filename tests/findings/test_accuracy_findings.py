"""Weak partitions, and decisions that are less often right along one path, on counts written by hand."""

from dataclasses import replace

from fidelities import fidelity

from yasenn_report.findings.accuracy import FEWEST, uneven_paths, weak
from yasenn_report.findings.finding import Finding
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.fidelity import Fidelity
from yasenn_report.yasenn.gaps import Gap, gap
from yasenn_report.yasenn.samples import part_of, sample_of

Counts = tuple[int, int]
FEW = NotRun(reason="shares are compared from 20 evaluation rows on; here are 12")
NO_LABELS = NotRun(reason="no --target was given")
LABELS = ("P1", "P2", "P3")


def held(here: Counts, elsewhere: Counts, family: int = 3) -> Gap:
    sides = [(part_of(wrong), sample_of(rows)) for wrong, rows in (here, elsewhere)]
    return gap("error rate", *sides, confidence=0.95, family=family, of="partitions")


def with_mistakes(*found: Gap | NotRun) -> Fidelity:
    """A fidelity whose partitions are wrong so often."""
    measured = fidelity(*((0, one.here.rows if isinstance(one, Gap) else 12) for one in found))  # type: ignore[union-attr]
    partitions = zip(measured.partitions, found, strict=True)
    return replace(measured, partitions=tuple(replace(part, mistakes=one) for part, one in partitions))


def find_weak(*found: Gap | NotRun, classes: int = 2) -> list[Finding]:
    result = weak(with_mistakes(*found), LABELS[: len(found)], classes=classes, error_limit=0.5)
    assert not isinstance(result, NotRun)
    return result


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_weak_partition_is_told_with_both_rates_and_the_nearest_bound() -> None:
    (finding,) = find_weak(held((63, 210), (60, 600)), held((30, 300), (93, 510)), held((30, 300), (93, 510)))
    assert (finding.code, finding.severity, finding.partition, finding.rows) == ("YR030", "medium", 0, 210)
    assert finding.title == "The network is weak in P1"
    assert plain(finding.sentence) == (
        "In P1 the network is wrong on 30.0 % of 210 rows; in the other partitions on 10.0 %. By a strict count, the "
        "gap is at least 8.2 percentage points. Have such cases checked by a person, or do not use the network for "
        "them: -o rows.csv lists which rows these are."
    )
    assert (finding.value, finding.threshold) == (0.3, 0.1)
    assert finding.low is not None
    assert 0.2 < finding.low < 0.3


def test_the_same_rates_on_fewer_rows_may_be_chance() -> None:
    assert find_weak(held((9, 30), (60, 600)), held((30, 300), (39, 330))) == []


def test_a_clean_twin_has_no_weak_partition() -> None:
    assert find_weak(held((21, 210), (60, 600)), held((30, 300), (51, 510)), held((30, 300), (51, 510))) == []


def test_a_better_partition_is_no_finding() -> None:
    assert find_weak(held((2, 210), (180, 600)), held((90, 300), (92, 510), family=30)) == []


def test_a_large_gap_is_high() -> None:
    (finding,) = find_weak(held((105, 300), (30, 600)), FEW)
    assert finding.severity == "high"
    assert "guessing" not in finding.sentence


def test_no_better_than_guessing_is_high_and_said() -> None:
    (finding,) = find_weak(held((100, 210), (220, 700)), held((220, 700), (100, 210)))
    assert finding.severity == "high"
    assert "On these rows nothing shows that it does better than guessing between 2 classes." in finding.sentence
    (finding,) = find_weak(held((100, 210), (220, 700)), held((220, 700), (100, 210)), classes=4)
    assert finding.severity == "medium"
    assert "guessing" not in finding.sentence


def test_values_are_off_the_label_and_nothing_is_guessed() -> None:
    (finding,) = find_weak(held((100, 210), (220, 700)), FEW, classes=0)
    assert finding.severity == "medium"
    assert plain(finding.sentence).startswith(
        "In P1 the network is off the label by more than 0.5 standard deviations of the output on 47.6 % of 210 rows; "
    )


def test_where_nothing_was_compared_there_is_the_reason() -> None:
    for found, reason in (((NO_LABELS, NO_LABELS), NO_LABELS), ((FEW, NO_LABELS), NotRun(reason=FEWEST))):
        assert weak(with_mistakes(*found), LABELS, classes=2, error_limit=0.5) == reason


DECIDED = (1, 1, 0, 1)


def paths(*found: Gap | NotRun) -> list[Finding] | NotRun:
    measured = fidelity(*((0, 100) for _ in found))
    partitions = zip(measured.partitions, found, strict=True)
    measured = replace(measured, partitions=tuple(replace(part, same_decision=one) for part, one in partitions))
    return uneven_paths(measured, ("P1", "P2", "P3", "P4"), DECIDED, ("no", "yes"))


ALONE = NotRun(reason="no other partition decides the same class")


def test_one_decision_along_paths_of_different_accuracy_is_one_finding() -> None:
    found = paths(held((60, 200), (20, 400)), held((10, 200), (70, 400)), ALONE, held((10, 200), (70, 400)))
    assert not isinstance(found, NotRun)
    (finding,) = found
    assert (finding.code, finding.severity, finding.partition, finding.rows) == ("YR032", "high", 0, 200)
    assert finding.title == "The decision for class yes is less often right along one path than along others"
    assert plain(finding.sentence) == (
        "The network decides class yes in 3 partitions, that is along different paths through its layers, and is not "
        "equally often right in all of them: in P1 it is wrong on 30.0 % of 200 rows; in the others on 5.0 % (by a "
        "strict count, a gap of at least 12.9 percentage points). Who sees only the decision cannot tell which it is: "
        "ask for the partition before you rely on it."
    )


def test_several_worse_paths_are_named_together_the_worst_first() -> None:
    found = paths(held((60, 200), (80, 500)), held((75, 200), (65, 500)), ALONE, held((5, 300), (135, 400)))
    assert not isinstance(found, NotRun)
    (finding,) = found
    assert (finding.partition, finding.rows, finding.value) == (None, 400, 0.375)
    assert finding.sentence.index("in P2 it") < finding.sentence.index("in P1 it")


def test_paths_that_are_alike_are_no_finding_and_lone_ones_are_not_run() -> None:
    assert paths(held((20, 200), (40, 400)), held((20, 200), (40, 400)), ALONE, held((20, 200), (40, 400))) == []
    assert paths(ALONE, ALONE, ALONE, ALONE) == ALONE
    assert paths(ALONE, FEW, ALONE, FEW) == NotRun(reason=FEWEST)
