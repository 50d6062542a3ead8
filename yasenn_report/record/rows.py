"""Single evaluation rows in partitions that may not be relied on."""

from dataclasses import dataclass

from yasenn_report.record.partitions import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class FlaggedRow:
    """One evaluation row in a partition that is low fidelity or inconclusive."""

    row: int
    """Its number in the data, counted from 1 below the header."""
    ids: tuple[str, ...]
    """What it has in `table.ids`."""
    partition: str
    status: Status
    code: tuple[int, ...]
    code_seen: bool
    """Whether its code was seen in fitting."""
    network: tuple[float, ...]
    """The network's output: probability per class, or values."""
    distillation_error: float
    disagrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FlaggedRows:
    """The evaluation rows in partitions that are low fidelity or inconclusive."""

    total: int
    disagreeing: int
    """How many of them disagree."""
    rows: tuple[FlaggedRow, ...]
    """All, or where there are too many those with the largest distillation errors; in the order of the file."""
