"""Groups of the sensitive columns, as the record tells them."""

from collections.abc import Mapping

from yasenn_report.audit import Audit
from yasenn_report.findings.groups import CODES
from yasenn_report.record.groups import (
    GapsCompared,
    GroupGap,
    GroupRates,
    Groups,
    SensitiveColumn,
    SensitiveGroup,
)
from yasenn_report.record.measured import Estimate, NotRun
from yasenn_report.recording.columns import ColumnWords, Words
from yasenn_report.recording.measured import measured
from yasenn_report.yasenn import bounds, group_rates
from yasenn_report.yasenn.group_rates import KINDS
from yasenn_report.yasenn.grouping import Group, Grouping

CODE_OF = {metric: CODES[kind] for kind, metrics in KINDS.items() for metric in metrics}


def record_groups(audit: Audit, words: Words) -> Groups | NotRun:
    """All groups, and the gaps between them, with the dictionary's words; or why there are none."""
    found, groupings = audit.fidelity.groups, audit.explanation.groupings
    if isinstance(found, bounds.NotRun):
        return NotRun(reason=found.reason)
    return Groups(
        columns=tuple(
            record_column(grouping, groups, words.get(grouping.column))
            for grouping, groups in zip(groupings, found.columns, strict=True)
        ),
        compared=tuple(
            GapsCompared(code=CODES[kind], compared=one.compared, too_few=one.too_few)
            for kind, one in found.compared.items()
        ),
        gaps=tuple(gap for one in found.gaps if (gap := record_gap(audit, one)) is not None),
    )


def record_column(
    grouping: Grouping, groups: tuple[group_rates.MeasuredGroup, ...], words: ColumnWords | None
) -> SensitiveColumn:
    """One column."""
    meanings = {} if words is None else {one.value: one.meaning for one in words.meanings}
    return SensitiveColumn(
        column=grouping.column,
        label=None if words is None else words.label,
        unit=None if words is None else words.unit,
        factor=1.0 if words is None else words.factor,
        offset=0.0 if words is None else words.offset,
        groups=tuple(
            record_group(group, found, meanings) for group, found in zip(grouping.groups, groups, strict=True)
        ),
    )


def record_group(group: Group, found: group_rates.MeasuredGroup, meanings: Mapping[str, str]) -> SensitiveGroup:
    """One group."""
    return SensitiveGroup(
        entry=group.entry,
        meaning=None if group.entry is None else meanings.get(group.entry),
        above=group.above,
        up_to=group.at_most,
        fit_rows=group.fit_rows,
        everywhere=record_rates(found.everywhere),
        labelled_second=measured(found.labelled_second),
        decided_second=measured(found.decided_second),
        partitions=tuple(map(record_rates, found.partitions)),
    )


def record_rates(found: group_rates.GroupRates) -> GroupRates:
    """Its rates at one place."""
    return GroupRates(
        evaluation_rows=found.evaluation_rows,
        share=measured(found.share),
        error_rate=measured(found.error_rate),
        wrongly_second=measured(found.wrongly_second),
        wrongly_first=measured(found.wrongly_first),
        disagreement=measured(found.disagreement),
        distillation_error=measured(found.distillation_error),
    )


def record_gap(audit: Audit, found: group_rates.GroupGap) -> GroupGap | None:
    """One gap; None where a side was not measured, which no gap is found of."""
    sides = [measured(side) for side in (found.gap.here, found.gap.elsewhere, found.gap.difference)]
    here, elsewhere, difference = sides
    if not (isinstance(here, Estimate) and isinstance(elsewhere, Estimate) and isinstance(difference, Estimate)):
        return None
    return GroupGap(
        code=CODE_OF[found.metric],
        metric=found.metric,
        column=audit.explanation.groupings[found.column].column,
        group=found.group,
        partition=None if found.partition is None else audit.partitioning.partitions[found.partition].label,
        here=here,
        elsewhere=elsewhere,
        difference=difference,
    )
