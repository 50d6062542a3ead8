"""What a partition says, in few words; for drawings and for what is told of them."""

from yasenn_report.numbers import number
from yasenn_report.record.measured import NotRun
from yasenn_report.record.partitions import Partition

MINUS = "\N{MINUS SIGN}"


def decision_words(partition: Partition) -> str:
    """The class that the partition's value decides for, or its mean values."""
    if isinstance(partition.decision, NotRun):
        return ", ".join(signed(value) for value in partition.value)
    return class_words(partition.decision)


def decision_clause(partition: Partition) -> str:
    """The same for sentences: values say that they are some."""
    words = decision_words(partition)
    return f"value {words}" if isinstance(partition.decision, NotRun) else words


def class_words(name: str) -> str:
    """A class; names that are bare numbers get the word in front."""
    return f"class {name}" if name.isdecimal() else name


def signed(value: float) -> str:
    """A number with a minus sign that is as wide as a plus sign."""
    return number(value).replace("-", MINUS)
