"""What a network decides and what its outputs mean, in words; for the page and for the screen."""

from typing import Protocol

from yasenn_report.numbers import exact
from yasenn_report.record.measured import NotRun


class DecidedTask(Protocol):
    """A task as a model file and a table tell it, or as a record holds it."""

    @property
    def name(self) -> str:
        """``binary``, ``multiclass`` or ``regression``."""

    @property
    def output_kind(self) -> str:
        """What the outputs are."""

    @property
    def evidence(self) -> str:
        """A clause: how that is known."""

    @property
    def class_names(self) -> tuple[str, ...]:
        """By class index; empty for regression."""

    @property
    def threshold(self) -> float | NotRun:
        """Of two classes, the second is decided from this probability on."""

    @property
    def classes(self) -> bool:
        """Whether the network decides between classes."""


def class_name(task: DecidedTask, index: int) -> str:
    """A class as printed: labels that are bare indices get the word in front."""
    name = task.class_names[index]
    return f"class {name}" if name.isdecimal() else name


def task_sentence(task: DecidedTask) -> str:
    """What the network decides."""
    if not task.classes:
        return "it predicts values (regression)"
    if task.name == "binary" and not isinstance(task.threshold, NotRun):
        first, second = (class_name(task, index) for index in (0, 1))
        return f"it decides between {first} and {second}; {second} from a probability of {exact(task.threshold)} on"
    return f"it decides between {len(task.class_names)} classes, for the one with the largest probability"


def meaning_of(task: DecidedTask) -> str:
    """What the outputs are, and who says so."""
    given = task.evidence.startswith("as --")
    return f"{task.output_kind}, {task.evidence}" + ("" if given else " (inferred: for the owner to confirm)")
