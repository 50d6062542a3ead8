"""Groups of a record: those of the sensitive columns, each row in one of them, and gaps that speak of them."""

from collections.abc import Iterator, Mapping

from yasenn_report.inputs.records.places import Parts
from yasenn_report.inputs.records.shapes import entries
from yasenn_report.inputs.table_files.wording import listed, quoted
from yasenn_report.record.groups import GroupGap, GroupMetric, Groups, SensitiveColumn, SensitiveGroup
from yasenn_report.record.measured import NotRun

CODES: Mapping[GroupMetric, str] = {
    "share": "YR040",
    "error rate": "YR041",
    "wrongly second": "YR041",
    "wrongly first": "YR041",
    "disagreement": "YR042",
}


def columns(parts: Parts) -> Iterator[str]:
    """There are groups of every sensitive column, and of no other."""
    groups, sensitive = parts.record.groups, parts.record.table.sensitive
    found = () if isinstance(groups, NotRun) else tuple(one.column for one in groups.columns)
    if found != sensitive:
        yield f"groups.columns are {listed(found) or 'none'}; {listed(sensitive) or 'none'} were expected"
    for place, column in parts.of(SensitiveColumn):
        if not column.groups:
            yield f"{place}.groups has no entry"


def sums(parts: Parts) -> Iterator[str]:
    """Every row is in one group of a column, in the whole and in each partition."""
    record = parts.record
    for place, group in parts.of(SensitiveGroup):
        yield from entries(f"{place}.partitions", group.partitions, len(record.partitions))
    for place, column in parts.of(SensitiveColumn):
        counted = [
            ("fit_rows", record.table.fit_rows, sum(one.fit_rows for one in column.groups)),
            (
                "everywhere.evaluation_rows",
                record.table.evaluation_rows,
                sum(one.everywhere.evaluation_rows for one in column.groups),
            ),
            *(
                (
                    f"partitions[{at}].evaluation_rows",
                    partition.evaluation_rows,
                    sum(one.partitions[at].evaluation_rows for one in column.groups),
                )
                for at, partition in enumerate(record.partitions)
            ),
        ]
        for name, expected, found in counted:
            if found != expected:
                yield f"{place}.groups have {found} {name} together; {expected} were expected"


def gaps(parts: Parts) -> Iterator[str]:
    """A gap is of a group and of a place that there are, and belongs to the code of its metric."""
    groups = parts.record.groups
    known = {} if isinstance(groups, NotRun) else {one.column: len(one.groups) for one in groups.columns}
    labels = {partition.label for partition in parts.record.partitions}
    for place, gap in parts.of(GroupGap):
        if gap.column not in known:
            yield f"{place}.column is {quoted(gap.column)}, which is not in groups.columns"
        elif gap.group >= known[gap.column]:
            yield f"{place}.group is {gap.group}, and the column has {known[gap.column]} groups"
        if gap.partition is not None and gap.partition not in labels:
            yield f"{place}.partition is {quoted(gap.partition)}, which is no partition"
        if gap.code != CODES[gap.metric]:
            yield f"{place}.code is {quoted(gap.code)}; '{CODES[gap.metric]}' was expected"
        if gap.metric == "share" and gap.partition is None:
            yield f"{place} is of a share, and of no partition"


def compared(parts: Parts) -> Iterator[str]:
    """It is said of each code how many comparisons were made."""
    groups = parts.record.groups
    if isinstance(groups, Groups):
        codes = [one.code for one in groups.compared]
        if codes != sorted(set(CODES.values())):
            yield f"groups.compared are of {listed(codes) or 'none'}; YR040, YR041 and YR042 were expected"


GROUPS = (columns, sums, gaps, compared)
"""In this order: each may rely on those before it."""
