"""The partitions, as the record tells them: what they are, what is said of them, and how far that holds."""

from yasenn_report.audit import Audit
from yasenn_report.record.measured import NotRun
from yasenn_report.record.partitions import (
    Calibration,
    Difference,
    Histogram,
    Map,
    NamingRule,
    Outputs,
    Partition,
    TypicalRow,
)
from yasenn_report.recording.descriptions import record_description, record_rule
from yasenn_report.recording.measured import NO_ROWS, gap, known, measured
from yasenn_report.recording.trees import map_drawing, partition_drawing
from yasenn_report.yasenn import bounds, fidelity, typical
from yasenn_report.yasenn.fidelity import OutputDistribution


def record_partitions(audit: Audit, class_names: tuple[str, ...], *, rows: bool) -> tuple[Partition, ...]:
    """All partitions; single rows stand in them only where `rows` says that they may."""
    return tuple(
        record_partition(audit, index, class_names, rows=rows) for index in range(len(audit.partitioning.partitions))
    )


def record_partition(audit: Audit, index: int, class_names: tuple[str, ...], *, rows: bool) -> Partition:
    """The partition at an index."""
    found, described = audit.partitioning.partitions[index], audit.descriptions.partitions[index]
    trusted, columns = audit.fidelity.partitions[index], audit.holdout.readable.columns
    return Partition(
        id=found.id,
        label=found.label,
        codes=found.codes,
        fit_rows=found.fit_rows,
        evaluation_rows=trusted.evaluation_rows,
        evaluation_share=trusted.evaluation_rows / audit.fidelity.evaluation_rows,
        value=tuple(found.value.tolist()),
        decision=class_names[audit.task.decision(found.value)]
        if audit.task.classes
        else NotRun(reason="values are not decided between"),
        distillation_error=measured(trusted.distillation_error),
        disagreement=measured(trusted.disagreement),
        status=trusted.status,
        accuracy=measured(trusted.accuracy),
        mistakes=gap(trusted.mistakes),
        same_decision=gap(trusted.same_decision),
        calibration=calibration(trusted.calibration),
        stability=stability(audit, index),
        outputs=outputs(trusted.outputs),
        not_describable=audit.not_describable[index],
        descriptions=tuple(
            record_description(candidate, columns, held)
            for candidate, held in zip(described.candidates, trusted.descriptions, strict=True)
        ),
        drawing=partition_drawing(audit, index),
        profile=tuple(
            Difference(
                column=columns[difference.feature].column,
                entry=columns[difference.feature].entry,
                inside=difference.inside,
                outside=difference.outside,
                standardised=difference.standardised,
            )
            for difference in described.profile
        ),
        typical_rows=tuple(record_typical(audit, one) for one in audit.typical[index]) if rows else NO_ROWS,
    )


def stability(audit: Audit, index: int) -> float | NotRun:
    """How well a partition was found again over refits."""
    found = audit.fidelity.stability
    if isinstance(found, bounds.NotRun):
        return NotRun(reason=found.reason)
    return known(found.partitions[index], "no evaluation row falls into the partition")


def calibration(found: fidelity.Calibration | bounds.NotRun) -> Calibration | NotRun:
    """What the network's probabilities say, and what came true."""
    if isinstance(found, bounds.NotRun):
        return NotRun(reason=found.reason)
    return Calibration(said=found.said, came_true=measured(found.came_true), bounds=measured(found.bounds))


def outputs(found: OutputDistribution | bounds.NotRun) -> Outputs | NotRun:
    """What the network puts out for a partition's evaluation rows."""
    if isinstance(found, bounds.NotRun):
        return NotRun(reason=found.reason)
    return Outputs(
        decided=found.decided,
        histograms=tuple(Histogram(edges=one.edges, shares=one.shares) for one in found.histograms),
    )


def record_typical(audit: Audit, found: typical.TypicalRow) -> TypicalRow:
    """One of the most typical fit rows; rows of the file are counted from 1 on, below the header."""
    holdout, row = audit.holdout, audit.split.fit[found.row]
    return TypicalRow(
        row=int(holdout.places[row]) + 1,
        ids=dict(zip(holdout.ids, holdout.id_entries[row].tolist(), strict=True)),
        share=found.share,
        outputs=found.output,
        values=tuple(holdout.readable.values[row].tolist()),
    )


def record_map(audit: Audit) -> Map | NotRun:
    """The tree over all partitions, leaf by leaf."""
    found = audit.descriptions.map
    if found is None:
        return NotRun(reason="there is one partition only, and nothing to name")
    labels = [one.label for one in audit.partitioning.partitions]
    return Map(
        leaves=found.leaves,
        depth=int(found.tree.get_depth()),
        rules=tuple(
            NamingRule(partition=labels[index], rule=record_rule(rule, audit.holdout.readable.columns))
            for index, rule in found.rules
        ),
        drawing=map_drawing(audit),
    )
