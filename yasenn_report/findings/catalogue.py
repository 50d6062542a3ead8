"""Everything that is looked for, by code: what it is called, and the rule that gives its severity.

Codes are stable: a code is never given to something else, and one that is no longer looked for is not used again.
"""

from dataclasses import dataclass
from typing import Literal

Subject = Literal["network", "report", "data"]
"""What a finding is about: what the network does, what this report can say of it, or the rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Something that is looked for in every audit, if it can be."""

    code: str
    name: str
    """In a few words."""
    about: Subject
    rule: str
    """What gives a finding its severity, in words."""
    compares: bool = False
    """Whether it compares rates with each other, so that a false finding has the chance that
    ``yasenn.gaps.LEVEL`` gives; the others are facts, or hold rates against a threshold at the confidence of the
    audit."""
    only: Literal["classes", "values", "either"] = "either"
    """For which networks it means something; with the others it is no check at all."""


CHECKS = (
    Check(
        code="YR001",
        name="Low fidelity",
        about="report",
        rule="high: even the lower bound of the disagreement is above tolerance",
    ),
    Check(
        code="YR002",
        name="Inconclusive",
        about="report",
        rule="medium: the tolerance is between the bounds of the disagreement",
    ),
    Check(
        code="YR003",
        name="Not describable",
        about="report",
        rule="medium: no description reaches the quality that was asked for",
    ),
    Check(
        code="YR004",
        name="Worse than a constant answer",
        about="network",
        rule="high: the bounds of the network's accuracy are below those of always giving the most frequent label",
    ),
    Check(
        code="YR005", name="One partition only", about="report", rule="medium: no kinds of decisions were told apart"
    ),
    Check(
        code="YR006", name="Codes not seen in fitting", about="report", rule="low: such rows are counted in all rates"
    ),
    Check(
        code="YR007",
        name="One class for all rows",
        about="network",
        rule="medium: the network never decides otherwise",
        only="classes",
    ),
    Check(
        code="YR008",
        name="Classes never decided",
        about="network",
        rule="low: nothing is said about these classes",
        only="classes",
    ),
    Check(
        code="YR009",
        name="Output does not change",
        about="network",
        rule="medium: an output is the same for all fit rows",
    ),
    Check(
        code="YR010",
        name="Partitions no better than a constant",
        about="report",
        rule="medium: all partitions answer one class, or the lower bound of R² is not above 0",
    ),
    Check(
        code="YR011",
        name="Nothing passes a layer",
        about="network",
        rule="medium: a layer puts out the same for all fit rows",
    ),
    Check(
        code="YR012",
        name="Columns that do not change",
        about="data",
        rule="medium if no column changes, low if some do",
    ),
    Check(code="YR013", name="One hidden layer", about="report", rule="low: the codes are those of the last layer"),
    Check(
        code="YR014",
        name="One row sets the unit of errors",
        about="report",
        rule="high: one fit row has more than half of the variance of the network's values",
        only="values",
    ),
    Check(
        code="YR015",
        name="Recorded predictions differ",
        about="network",
        rule="high; low if every difference is as small as rounding of the record makes it",
    ),
    Check(
        code="YR016",
        name="Drift from the fit data",
        about="data",
        rule="high if the share of a partition, or of new codes, differs by at least 10 percentage points allowing for "
        "chance, else medium",
        compares=True,
    ),
    Check(
        code="YR017",
        name="Fidelity below its target",
        about="report",
        rule="medium: the upper bound of the partitions' fidelity is below the target",
    ),
    Check(
        code="YR020",
        name="Inputs of another scale",
        about="data",
        rule="high: columns are off what the network stored of its inputs by more than drift is",
    ),
    Check(
        code="YR021",
        name="Inputs in another order",
        about="data",
        rule="high: in another order, columns are as the network stored them",
    ),
    Check(
        code="YR022",
        name="Much of a layer says nothing",
        about="network",
        rule="medium: at least half of its units do not change, or stay at the ends of their range",
    ),
    Check(
        code="YR023",
        name="Rows of the fit data in the holdout",
        about="data",
        rule="high if chance does not explain them, low if it can, medium if the fit data cannot tell",
    ),
    Check(code="YR024", name="Rows that repeat others", about="data", rule="low: at least 1 % of the rows"),
    Check(
        code="YR025",
        name="Rows out of the range of the fit data",
        about="data",
        rule="medium: more than chance explains, and at least 1 % of the rows",
    ),
    Check(
        code="YR026",
        name="Evaluation rows that repeat fit rows",
        about="data",
        rule="low: at least 1 % of the evaluation rows",
    ),
    Check(
        code="YR030",
        name="Weak partition",
        about="network",
        rule=(
            "high if even the nearest bound of the gap to the other partitions is at least 10 percentage points, or "
            "if the network is not shown to do better than guessing, else medium; partitions of fewer than 20 "
            "evaluation rows are not compared"
        ),
        compares=True,
    ),
    Check(
        code="YR031",
        name="Badly calibrated partition",
        about="network",
        rule=(
            "high if the mean probability is at least 10 percentage points beyond the nearest bound of what came "
            "true, else medium; partitions of fewer than 20 evaluation rows are not compared"
        ),
        compares=True,
        only="classes",
    ),
    Check(
        code="YR032",
        name="Same decision, different reliability",
        about="network",
        rule=(
            "high if even the nearest bound of the gap between paths to the same class is at least 10 percentage "
            "points, else medium; partitions of fewer than 20 such rows are not compared"
        ),
        compares=True,
        only="classes",
    ),
    Check(
        code="YR033",
        name="Region where the network errs",
        about="network",
        rule=(
            "high if even the nearest bound of the gap to all other rows is at least 10 percentage points, else medium"
        ),
        compares=True,
    ),
    Check(
        code="YR034",
        name="Region where the partitions err",
        about="report",
        rule=(
            "medium if even the lower bound of the region's disagreement is above tolerance, else low: more than "
            "elsewhere, and not shown to be more than is tolerated"
        ),
        compares=True,
    ),
    Check(
        code="YR035",
        name="Layers that add no fidelity",
        about="network",
        rule="low: the upper bound of what a layer adds to those distilled before it is below 1 % of agreement, or "
        "0.01 of R²",
        compares=True,
    ),
    Check(
        code="YR036",
        name="One column tells a partition",
        about="network",
        rule="medium: by its bounds, one column alone names at least 90 % of a partition's rows, at least 90 % of the "
        "rows it names are in it, and the network answers at least 90 % of these as it does, of the others at most "
        "half; and naming every row would do far worse",
        compares=True,
    ),
    Check(
        code="YR037",
        name="Partitions that are not found again",
        about="report",
        rule="medium: an adjusted Rand index over repetitions below 0.65; low: a Jaccard index of a partition below "
        "0.5",
    ),
    Check(
        code="YR040",
        name="Shares of groups differ between partitions",
        about="network",
        rule="low: a group's share in a partition is not that in the others, by more than chance explains",
        compares=True,
    ),
    Check(
        code="YR041",
        name="Error rates differ between groups",
        about="network",
        rule="high if the gap is at least 10 percentage points, allowing for chance, else medium",
        compares=True,
    ),
    Check(
        code="YR042",
        name="Distillation error differs between groups",
        about="report",
        rule="high if the gap is at least 10 percentage points, allowing for chance, else medium",
        compares=True,
    ),
)

BY_CODE = {check.code: check for check in CHECKS}
