"""What a partition says, short enough for a drawing."""

from yasenn_report.numbers import number
from yasenn_report.record.measured import NotRun
from yasenn_report.record.partitions import Partition

MINUS = "\N{MINUS SIGN}"


def decision_words(partition: Partition) -> str:
    """The class that the partition's value decides for, or its mean values."""
    if isinstance(partition.decision, NotRun):
        return ", ".join(signed(value) for value in partition.value)
    return f"class {partition.decision}" if partition.decision.isdecimal() else partition.decision


def signed(value: float) -> str:
    """A number with a minus sign that is as wide as a plus sign."""
    return number(value).replace("-", MINUS)
