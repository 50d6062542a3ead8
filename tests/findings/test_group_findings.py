"""Findings on groups, in words: what was counted, by how much at least, and no judgement."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from grouped import Rows, like
from tasks import BINARY, THREE, VALUES

from yasenn_report.findings.finding import Finding
from yasenn_report.findings.group_sentences import Words, choose, counted, told
from yasenn_report.findings.groups import ONE_GROUP, TOO_FEW, group_gaps, severity
from yasenn_report.inputs.task import Task
from yasenn_report.yasenn.bounds import Estimate, NotRun, rate
from yasenn_report.yasenn.gaps import Gap
from yasenn_report.yasenn.group_rates import GapKind, GroupGap, GroupMetric
from yasenn_report.yasenn.grouping import Group, Grouping

SEX = Grouping(column="sex", groups=(Group(entry="Male", fit_rows=3), Group(entry="Female", fit_rows=2)))
P = "\N{NO-BREAK SPACE}"


def words(task: Task = BINARY, grouping: Grouping = SEX) -> Words:
    return Words(task=task, groupings=(grouping,), labels=("P1", "P2"), error_limit=0.5)


def found(rows: Rows, kind: GapKind) -> Sequence[Finding]:
    said = Words(task=rows.task, groupings=rows.groupings, labels=("P1", "P2"), error_limit=0.5)
    findings = group_gaps(kind, rows.fidelity(), said)
    assert not isinstance(findings, NotRun)
    return findings


def gap(metric: GroupMetric = "error rate", partition: int | None = 1, group: int = 1, low: float = 0.09) -> GroupGap:
    """41 % of 210 rows against 18 % of 400."""
    here, elsewhere = rate(metric, 86, 210, confidence=0.95), rate(metric, 72, 400, confidence=0.95)
    assert isinstance(here, Estimate)
    difference = replace(here, value=0.23, low=low, high=0.37)
    return GroupGap(
        metric=metric,
        column=0,
        group=group,
        partition=partition,
        gap=Gap(here=here, elsewhere=elsewhere, difference=difference),
    )


@pytest.mark.parametrize(
    ("kind", "code", "title"),
    [
        ("errors", "YR041", "Error rates differ between groups of sex"),
        ("distillation", "YR042", "The partitions follow the network less well for a group of sex"),
    ],
)
def test_planted_errors_are_one_finding_on_the_column(kind: GapKind, code: str, title: str) -> None:
    rows = like(2000, error={("Female", 1): 0.45})
    (one,) = found(rows, kind)
    assert (one.code, one.title, one.severity, one.partition) == (code, title, "high", None)
    assert one.rows == ((rows.member == 1) & (rows.columns["sex"] == "Female")).sum()
    assert one.value is not None
    assert one.low is not None
    assert 0.1 < one.low < one.value
    assert one.threshold == 0
    assert one.sentence.startswith("Over all evaluation rows, ")
    assert one.sentence.count("By a strict count, the gap is at least ") in (2, 3)


def test_a_gap_of_errors_is_for_someone_to_decide_on() -> None:
    (one,) = found(like(2000, error={("Female", 1): 0.45}), "errors")
    assert one.sentence.endswith(
        "Have someone who answers for equal treatment decide on this before release. Different label rates, missing "
        "columns or the network itself can make such a gap; this report cannot tell which."
    )


def test_three_gaps_are_told_and_the_others_counted() -> None:
    sentence = told([gap()] * 5, words()).replace(P, " ")
    one = (
        "In P2, the network is wrong on 41.0 % of 210 rows where sex is Female, and 18.0 % of 400 other rows. By a "
        "strict count, the gap is at least 9.0 percentage points."
    )
    assert sentence == f"{one} {one} {one} And 2 more gaps of this kind."
    assert told([gap()] * 4, words()).endswith(" And 1 more gap of this kind.")
    assert told([gap()] * 3, words()).replace(P, " ") == f"{one} {one} {one}"


def test_gaps_over_all_rows_are_told_first_and_the_widest_always() -> None:
    widest, second, third, whole = gap(low=0.4), gap(low=0.3), gap(low=0.2), gap(partition=None, low=0.1)
    assert choose([widest, second, third, whole]) == [whole, widest, second]
    wholes = [gap(partition=None, low=low) for low in (0.1, 0.09, 0.08)]
    assert choose([widest, *wholes]) == [*wholes[:2], widest]


@pytest.mark.parametrize("kind", ["share", "errors", "distillation"])
def test_a_clean_twin_has_no_finding(kind: GapKind) -> None:
    assert list(found(like(2000), kind)) == []


def test_a_planted_share_is_found() -> None:
    rows = like(2000)
    sex = np.where((rows.member == 0) & (np.arange(2000) % 3 == 0), "Female", rows.columns["sex"])
    (one,) = found(replace(rows, columns={"sex": sex}), "share")
    assert (one.code, one.severity) == ("YR040", "low")
    assert one.title == "Partitions hold groups of sex in unequal shares"
    assert "evaluation rows are rows where sex is " in one.sentence
    assert one.sentence.endswith("whether they should be is for people to judge.")


def test_every_column_has_its_own_finding() -> None:
    rows = like(2000, error={("Female", 1): 0.45})
    twice = replace(rows, columns={"sex": rows.columns["sex"], "sex too": rows.columns["sex"]})
    assert [one.title[-7:] for one in found(twice, "errors")] == [" of sex", "sex too"]


@pytest.mark.parametrize(
    ("metric", "partition", "task", "sentence"),
    [
        (
            "error rate",
            1,
            BINARY,
            "In P2, the network is wrong on 41.0 % of 210 rows where sex is Female, and 18.0 % of 400 other rows.",
        ),
        (
            "error rate",
            None,
            VALUES,
            "Over all evaluation rows, the network is off the label by more than 0.5 standard deviations of the output "
            "on 41.0 % of 210 rows where sex is Female, and 18.0 % of 400 other rows.",
        ),
        (
            "wrongly second",
            1,
            BINARY,
            "In P2, among rows whose label is 'no', the network wrongly decides 'yes' for 41.0 % of 210 rows where sex "
            "is Female, and 18.0 % of 400 other rows.",
        ),
        (
            "wrongly first",
            None,
            BINARY,
            "Over all evaluation rows, among rows whose label is 'yes', the network wrongly decides 'no' for 41.0 % of "
            "210 rows where sex is Female, and 18.0 % of 400 other rows.",
        ),
        (
            "disagreement",
            1,
            THREE,
            "In P2, the partition's answer disagrees with the network on 41.0 % of 210 rows where sex is Female, and "
            "18.0 % of 400 other rows.",
        ),
        (
            "disagreement",
            None,
            VALUES,
            "Over all evaluation rows, the partitions' answers are off the network's by more than 0.5 standard "
            "deviations of the output on 41.0 % of 210 rows where sex is Female, and 18.0 % of 400 other rows.",
        ),
        (
            "share",
            1,
            BINARY,
            "In P2, 41.0 % of 210 evaluation rows are rows where sex is Female; in the other partitions 18.0 % of 400 "
            "rows are.",
        ),
    ],
)
def test_sentences(metric: GroupMetric, partition: int | None, task: Task, sentence: str) -> None:
    assert counted(gap(metric, partition), words(task)).replace(P, " ") == sentence


@pytest.mark.parametrize(
    ("group", "said"),
    [
        (Group(entry="F\N{ZERO WIDTH SPACE}", fit_rows=1), "where sex is F\\u200b, and"),
        (Group(entry="x" * 200, fit_rows=1), f"where sex is {'x' * 57}..., and"),
        (Group(entry="<b>F</b>", fit_rows=1), "where sex is <b>F</b>, and"),
        (Group(above=25.0, at_most=40.0, fit_rows=1), "where sex is above 25, at most 40, and"),
        (Group(at_most=25.0, fit_rows=1), "where sex is at most 25, and"),
        (Group(above=40.5, fit_rows=1), "where sex is above 40.5, and"),
        (Group(fit_rows=1), "where sex is any other entry, and"),
    ],
)
def test_groups_in_words(group: Group, said: str) -> None:
    assert said in counted(gap(group=0), words(grouping=Grouping(column="sex", groups=(group,))))


def test_names_of_columns_and_classes_are_printable() -> None:
    odd = words(replace(BINARY, class_names=("no", "y\nes")), replace(SEX, column="s\tex"))
    sentence = counted(gap("wrongly second"), odd)
    assert sentence.isprintable() or P in sentence
    assert "decides 'y\\nes' for" in sentence
    assert "where s\\tex is Female" in sentence


@pytest.mark.parametrize(
    ("kind", "low", "expected"),
    [
        ("errors", 0.1, "high"),
        ("errors", 0.0999, "medium"),
        ("distillation", 0.2, "high"),
        ("distillation", 0.01, "medium"),
        ("share", 0.6, "low"),
    ],
)
def test_severity_follows_the_printed_rule(kind: GapKind, low: float, expected: str) -> None:
    assert severity(kind, gap(low=low)) == expected


def test_what_cannot_be_compared_is_not_run() -> None:
    rows = like(2000)
    one = replace(rows, columns={"sex": np.repeat("Female", 2000)})
    said = replace(words(), groupings=one.groupings)
    assert group_gaps("errors", one.fidelity(), said) == ONE_GROUP
    assert group_gaps("errors", like(40, share=0.2).fidelity(), words()) == TOO_FEW
    none = NotRun(reason="no --sensitive was given")
    assert group_gaps("share", replace(rows.fidelity(), groups=none), words()) == none
