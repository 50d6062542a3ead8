"""Error trees of a record: in their order, and leaves that every row is in one of."""

from collections.abc import Iterator

from yasenn_report.inputs.records.amounts import ROUNDING
from yasenn_report.inputs.records.places import Parts
from yasenn_report.inputs.records.shapes import entries
from yasenn_report.numbers import count
from yasenn_report.record.errors import ErrorTree
from yasenn_report.record.measured import NotRun
from yasenn_report.record.partitions import Partition

KINDS = ("network", "distillation", "flagged")
FEWEST_LEAVES, MOST_LEAVES = 2, 8


def kinds(parts: Parts) -> Iterator[str]:
    """The network's tree comes first and needs labels; that of flagged rows is last and needs flagged partitions."""
    record = parts.record
    for index, (kind, found) in enumerate(zip(KINDS, record.error_trees, strict=True)):
        if isinstance(found, ErrorTree) and found.kind != kind:
            yield f"error_trees[{index}].kind is '{found.kind}'; '{kind}' was expected"
    if isinstance(record.error_trees[0], ErrorTree) and isinstance(record.table.target, NotRun):
        yield "error_trees[0] is of errors against labels, and table.target is not run"
    low = any(partition.status == "low_fidelity" for partition in record.partitions)
    if isinstance(record.error_trees[2], ErrorTree) and not low:
        yield "error_trees[2] is of rows in low-fidelity partitions, and no partition is of low fidelity"


def sums(parts: Parts) -> Iterator[str]:
    """The leaves of a tree share all rows out among them, and all errors."""
    table = parts.record.table
    for place, tree in parts.of(ErrorTree):
        if not FEWEST_LEAVES <= len(tree.leaves) <= MOST_LEAVES:
            yield f"{place}.leaves has {count(len(tree.leaves))} entries; 2 to 8 were expected"
        for name, expected in (("fit_rows", table.fit_rows), ("evaluation_rows", table.evaluation_rows)):
            found = sum(getattr(leaf, name) for leaf in tree.leaves)
            if found != expected:
                yield f"{place}.leaves have {found} {name} together; {expected} were expected"
        errors = [leaf.errors_share for leaf in tree.leaves]
        known = [share for share in errors if not isinstance(share, NotRun)]
        for name, shares in (("share", [leaf.share for leaf in tree.leaves]), ("errors_share", known)):
            if shares and abs(sum(shares) - 1) > ROUNDING:
                yield f"{place}.leaves have {name} {sum(shares)!r} together; 1 was expected"
        if 0 < len(known) < len(errors):
            yield f"{place}.leaves have errors_share in part; in all or in none was expected"


def drawings(parts: Parts) -> Iterator[str]:
    """A drawing is of right and wrong rows, and of the same leaves."""
    for place, tree in parts.of(ErrorTree):
        if not isinstance(tree.drawing, NotRun):
            yield from entries(f"{place}.drawing.class_names", tree.drawing.class_names, 2)
            if tree.drawing.leaves != len(tree.leaves):
                yield f"{place}.drawing has {tree.drawing.leaves} leaves, and the tree has {len(tree.leaves)}"


def labelled(parts: Parts) -> Iterator[str]:
    """What labels say of a partition needs labels, and decisions where it is about these."""
    record = parts.record
    for place, partition in parts.of(Partition):
        for name in ("mistakes", "same_decision", "calibration"):
            if isinstance(getattr(partition, name), NotRun):
                continue
            if isinstance(record.table.target, NotRun):
                yield f"{place}.{name} is of errors against labels, and table.target is not run"
            elif name != "mistakes" and not record.task.classes:
                yield f"{place}.{name} is of decisions between classes, and the network puts out values"


ERRORS = (kinds, sums, drawings, labelled)
