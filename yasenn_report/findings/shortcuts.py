"""Findings on columns that by themselves tell a partition, and what the network decides in it."""

from collections.abc import Sequence
from itertools import groupby

from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding, about
from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.inputs.table_files.wording import printable, quoted
from yasenn_report.numbers import exact, percent
from yasenn_report.preflight.alert import listed
from yasenn_report.yasenn.bounds import Estimate, NotRun, required_f1
from yasenn_report.yasenn.fidelity import Fidelity, ShortcutFidelity
from yasenn_report.yasenn.rules import Condition
from yasenn_report.yasenn.shortcuts import QUALITY, Shortcut

TELLS = 0.9
"""Of the rows of the partition, of those that the column names, and of those that the network answers alike."""
ELSEWHERE = 0.5
"""Of the other rows: where the network answers more of them like the partition, the column does not tell its answer."""


def find_shortcut_columns(seen: Evidence) -> list[Finding] | NotRun:
    """YR036."""
    fitted, measured = seen.explanation.shortcuts, seen.fidelity.shortcuts
    if isinstance(fitted, NotRun) or isinstance(measured, NotRun):
        return measured if isinstance(measured, NotRun) else NotRun(reason="shortcuts were not looked for")
    return shortcut_columns(seen.fidelity, fitted, measured, seen.labels, seen.holdout.readable.columns)


def shortcut_columns(
    fidelity: Fidelity,
    fitted: Sequence[Shortcut],
    measured: Sequence[ShortcutFidelity],
    labels: Sequence[str],
    columns: Sequence[ReadableColumn],
) -> list[Finding]:
    """YR036: one finding by column; of several partitions that it tells, in the words of the largest."""
    called = [
        (one, found)
        for one, found in zip(fitted, measured, strict=True)
        if tells(found, fidelity.partitions[one.partition].evaluation_rows / fidelity.evaluation_rows)
    ]
    called.sort(key=lambda pair: (pair[0].features, -fidelity.partitions[pair[0].partition].evaluation_rows))
    return [
        shortcut_column(fidelity, [*same], labels, columns)
        for _, same in groupby(called, key=lambda pair: pair[0].features)
    ]


def tells(found: ShortcutFidelity, share: float) -> bool:
    """Whether, by its bounds, the column alone tells a partition with such a share of the rows, and its answer."""
    precision, recall = found.precision, found.recall
    here, elsewhere = found.answered, found.answered_elsewhere
    if not (isinstance(precision, Estimate) and isinstance(recall, Estimate) and isinstance(here, Estimate)):
        return False
    if not isinstance(elsewhere, Estimate) or elsewhere.high > ELSEWHERE:
        return False
    if min(precision.low, recall.low, here.low) < TELLS:
        return False
    f1 = 2 * precision.value * recall.value / (precision.value + recall.value)
    return f1 >= required_f1(QUALITY, share)


def shortcut_column(
    fidelity: Fidelity,
    called: Sequence[tuple[Shortcut, ShortcutFidelity]],
    labels: Sequence[str],
    columns: Sequence[ReadableColumn],
) -> Finding:
    """One column."""
    first, found = called[0]
    label, alone = labels[first.partition], len(called) == 1
    others = listed([labels[one.partition] for one, _ in called[1:]])
    rows = sum(fidelity.partitions[one.partition].evaluation_rows for one, _ in called)
    return about(
        fidelity,
        first.partition if alone else None,
        code="YR036",
        severity="medium",
        title=f"One column tells {label}" if alone else "One column tells several partitions",
        sentence=(
            f"Column {quoted(first.column)} alone tells whether a row is in {label}: it {where(first, columns)} in "
            f"{value(found.recall)} of the rows of {label}, and {value(found.precision)} of all rows for which that "
            f"is so are in {label}. The network answers {value(found.answered)} of these like {label}, and "
            f"{value(found.answered_elsewhere)} of the others. "
            + ("" if alone else f"It likewise tells {others}. ")
            + "Ask whether the network may decide by this column alone."
        ),
        rows=rows,
        value=found.precision if isinstance(found.precision, Estimate) else None,
        threshold=TELLS,
    )


def value(measured: object) -> str:
    """A share as printed; only measured ones are called."""
    return percent(measured.value) if isinstance(measured, Estimate) else "an unknown share"


def where(found: Shortcut, columns: Sequence[ReadableColumn]) -> str:
    """The values for which a row belongs: ``is above 3 and at most 7``, ``is Male``."""
    return " or ".join(
        " and ".join(condition(one, columns[one.feature]) for one in rule.conditions) for rule in found.rules
    )


def condition(found: Condition, column: ReadableColumn) -> str:
    """Bounds on the column, or which entry it has."""
    if column.entry is not None:
        return f"is {'not ' if found.low is None else ''}{printable(column.entry)}"
    bounds = [
        *(() if found.low is None else (f"above {exact(found.low)}",)),
        *(() if found.high is None else (f"at most {exact(found.high)}",)),
    ]
    return f"is {' and '.join(bounds)}"
