"""Read off the sums what holds of each group of one sensitive column."""

from dataclasses import dataclass

import numpy as np

from yasenn_report.yasenn.bounds import Measured, NotRun, rate
from yasenn_report.yasenn.group_rates import GroupRates, MeasuredGroup
from yasenn_report.yasenn.measure.explanation import Explanation
from yasenn_report.yasenn.measure.groups import BINARY, GroupErrors, GroupSums
from yasenn_report.yasenn.measure.mistaken import NO_LABELS
from yasenn_report.yasenn.measure.partitions import mean_error
from yasenn_report.yasenn.measure.withholding import Cells, withhold

WITHHELD = NotRun(reason="withheld: it could be worked out of whom it speaks")
NOT_BINARY = NotRun(reason="the two kinds of wrong decisions are those of networks with two classes")
AGAINST_LABELS = frozenset({"labelled second", "error rate", "wrongly second", "wrongly first"})
BY_LABEL = ("wrongly second", "wrongly first")
"""Shares of the rows with one of the two labels."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reader:
    """Reads the rates of one column's groups."""

    explanation: Explanation
    sums: GroupSums
    errors: GroupErrors
    column: int
    confidence: float
    withheld: Cells
    """Where no rate is given."""
    withheld_labels: Cells
    """Where none is given that depends on labels."""

    @classmethod
    def of(
        cls, explanation: Explanation, sums: GroupSums, errors: GroupErrors, column: int, confidence: float
    ) -> "Reader":
        """The reader of a column, which first finds out what is to be withheld."""
        labelled = [sums[column, metric].rows for metric in BY_LABEL if (column, metric) in sums]
        groups = len(explanation.groupings[column].groups)
        rows = sums[column, "disagreement"].rows
        bases = np.stack([rows, *labelled]).reshape(1 + len(labelled), -1, 2, groups)[:, :, 0]
        return cls(
            explanation=explanation,
            sums=sums,
            errors=errors,
            column=column,
            confidence=confidence,
            withheld=withhold(bases[:1]),
            withheld_labels=withhold(bases),
        )

    @property
    def groups(self) -> int:
        """How many the column has."""
        return len(self.explanation.groupings[self.column].groups)

    def group(self, group: int) -> MeasuredGroup:
        """All that was measured of a group."""
        return MeasuredGroup(
            everywhere=self.rates(0, group),
            labelled_second=self.rate("labelled second", 0, group),
            decided_second=self.rate("decided second", 0, group),
            partitions=tuple(
                self.rates(place, group) for place in range(1, 1 + len(self.explanation.partitioning.partitions))
            ),
        )

    def rates(self, place: int, group: int) -> GroupRates:
        """Its rates at one place."""
        return GroupRates(
            evaluation_rows=self.rows(place, group),
            share=self.rate("share", place, group),
            error_rate=self.rate("error rate", place, group),
            wrongly_second=self.rate("wrongly second", place, group),
            wrongly_first=self.rate("wrongly first", place, group),
            disagreement=self.rate("disagreement", place, group),
            distillation_error=self.error(place, group),
        )

    def rate(self, metric: str, place: int, group: int) -> Measured:
        """One share."""
        sums = self.sums.get((self.column, metric))
        if sums is None:
            return self.missing(metric)
        if self.hides(metric, place, group):
            return WITHHELD
        at = self.at(place, group)
        return rate(metric, sums.missed(at), sums.sample(at), confidence=self.confidence)

    def hides(self, metric: str, place: int, group: int) -> bool:
        """Whether a rate is withheld; the share of the group among the place's rows is no more than a count."""
        hidden = self.withheld_labels if metric in AGAINST_LABELS else self.withheld
        return metric != "share" and bool(hidden[place, group])

    def missing(self, metric: str) -> NotRun:
        """Why a share was not counted."""
        binary = self.explanation.task.classes and len(self.explanation.task.class_names) == BINARY
        return NO_LABELS if binary or metric == "error rate" else NOT_BINARY

    def rows(self, place: int, group: int) -> int:
        """How many rows of the group are there."""
        return int(self.sums[self.column, "disagreement"].rows[self.at(place, group)])

    def error(self, place: int, group: int) -> Measured:
        """The mean distillation error."""
        if self.withheld[place, group]:
            return WITHHELD
        sums = self.errors[self.column].at(place * self.groups + group)
        return mean_error(sums, classes=self.explanation.task.classes, confidence=self.confidence)

    def at(self, place: int, group: int) -> int:
        """Where the sums of shares have a group at a place."""
        return place * 2 * self.groups + group
