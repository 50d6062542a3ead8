"""Groups of records written by hand: women and men among 200 evaluation rows, by three partitions of 100, 60 and 40."""

from dataclasses import replace
from math import sqrt

from yasenn_report.record.groups import (
    GapsCompared,
    GroupGap,
    GroupRates,
    Groups,
    SensitiveColumn,
    SensitiveGroup,
)
from yasenn_report.record.measured import Estimate, Measured, NotRun

NO_LABELS = NotRun(reason="no --target was given: there are no labels to compare with")
NOT_BINARY = NotRun(reason="the two kinds of wrong decisions are those of networks with two classes")
WITHHELD = NotRun(reason="withheld: it could be worked out of whom it speaks")


def share(metric: str, of: int, rows: int) -> Estimate:
    """A share of rows, with bounds that are roughly those of its rows."""
    value = of / rows
    half = 2 * sqrt(value * (1 - value) / rows) + 1 / rows
    return Estimate(
        metric=metric,
        value=value,
        low=max(0.0, value - half),
        high=min(1.0, value + half),
        confidence=0.95,
        method="Clopper-Pearson, two-sided",
        scope="marginal",
        rows=rows,
        effective_rows=float(rows),
    )


def error(value: float, rows: int) -> Estimate:
    """A mean distillation error."""
    found = share("total variation", 1, rows)
    return replace(found, value=value, low=value * 0.7, high=value * 1.3, method="Student's t")


def rates(rows: int, of: int, wrong: int, second: tuple[int, int], first: tuple[int, int], disagree: int) -> GroupRates:
    """A group of so many rows at a place of so many; pairs are wrong ones and rows of the label."""
    return GroupRates(
        evaluation_rows=rows,
        share=share("share", rows, of),
        error_rate=share("error rate", wrong, rows),
        wrongly_second=share("wrongly second", *second),
        wrongly_first=share("wrongly first", *first),
        disagreement=share("disagreement", disagree, rows),
        distillation_error=error(0.05, rows),
    )


def withheld(found: GroupRates) -> GroupRates:
    """The same without what depends on labels."""
    return replace(found, error_rate=WITHHELD, wrongly_second=WITHHELD, wrongly_first=WITHHELD)


WOMEN = SensitiveGroup(
    entry="Female",
    meaning=None,
    above=None,
    up_to=None,
    fit_rows=170,
    everywhere=rates(110, 200, 7, (2, 80), (5, 30), 6),
    labelled_second=share("labelled second", 30, 110),
    decided_second=share("decided second", 27, 110),
    partitions=(
        rates(70, 100, 3, (0, 60), (3, 10), 1),
        withheld(rates(8, 60, 2, (1, 3), (1, 5), 2)),
        withheld(rates(32, 40, 2, (1, 17), (1, 15), 3)),
    ),
)
MEN = SensitiveGroup(
    entry="Male",
    meaning=None,
    above=None,
    up_to=None,
    fit_rows=130,
    everywhere=rates(90, 200, 16, (8, 40), (8, 50), 17),
    labelled_second=share("labelled second", 50, 90),
    decided_second=share("decided second", 50, 90),
    partitions=(
        rates(30, 100, 2, (0, 25), (2, 5), 0),
        withheld(rates(52, 60, 7, (3, 10), (4, 42), 16)),
        withheld(rates(8, 40, 7, (5, 5), (2, 3), 1)),
    ),
)


def gap(
    code: str, metric: str, partition: str | None, here: Estimate, elsewhere: Estimate, low: float, high: float
) -> GroupGap:
    """One of the men."""
    difference = replace(
        here,
        metric=f"difference of {metric}",
        value=here.value - elsewhere.value,
        low=low,
        high=high,
        confidence=0.999,
        method="Newcombe's combination of Clopper-Pearson bounds, two-sided, Bonferroni over 9 gaps between groups",
        scope="simultaneous",
        rows=here.rows + elsewhere.rows,
        effective_rows=float(here.rows + elsewhere.rows),
    )
    return GroupGap(
        code=code,
        metric=metric,  # type: ignore[arg-type]
        column="sex",
        group=1,
        partition=partition,
        here=here,
        elsewhere=elsewhere,
        difference=difference,
    )


def column(*groups: SensitiveGroup) -> SensitiveColumn:
    """Of the column sex."""
    return SensitiveColumn(column="sex", label=None, unit=None, factor=1.0, offset=0.0, groups=groups)


SHARES_APART = gap("YR040", "share", "P2", share("share", 52, 60), share("share", 38, 140), 0.3525, 0.8)
ERRORS_APART = gap("YR041", "error rate", None, share("error rate", 16, 90), share("error rate", 7, 110), 0.0123, 0.31)
GROUPS = Groups(
    columns=(column(WOMEN, MEN),),
    compared=(
        GapsCompared(code="YR040", compared=3, too_few=0),
        GapsCompared(code="YR041", compared=5, too_few=7),
        GapsCompared(code="YR042", compared=2, too_few=2),
    ),
    gaps=(SHARES_APART, ERRORS_APART),
)


def of_values(found: GroupRates) -> GroupRates:
    """The same for a network of values without labels."""
    return replace(found, error_rate=NO_LABELS, wrongly_second=NOT_BINARY, wrongly_first=NOT_BINARY)


def group_of_values(group: SensitiveGroup, above: float | None, up_to: float | None) -> SensitiveGroup:
    """A band of numbers, likewise."""
    undecided: Measured = NOT_BINARY
    return replace(
        group,
        entry=None,
        above=above,
        up_to=up_to,
        everywhere=of_values(group.everywhere),
        labelled_second=undecided,
        decided_second=undecided,
        partitions=tuple(map(of_values, group.partitions)),
    )


IN_WORDS = replace(
    GROUPS,
    columns=(
        replace(
            column(replace(WOMEN, meaning="woman"), replace(MEN, meaning="man")),
            label="sex in the register",
        ),
    ),
)
"""As a dictionary has it."""
GROUPS_OF_VALUES = Groups(
    columns=(column(group_of_values(WOMEN, None, 40.5), group_of_values(MEN, 40.5, None)),),
    compared=(
        GapsCompared(code="YR040", compared=3, too_few=0),
        GapsCompared(code="YR041", compared=0, too_few=0),
        GapsCompared(code="YR042", compared=2, too_few=2),
    ),
    gaps=(SHARES_APART,),
)
