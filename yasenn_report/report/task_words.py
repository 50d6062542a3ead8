"""What a network decides and what its outputs mean, in words; for the page and for the screen."""

from yasenn_report.inputs.task import Task
from yasenn_report.numbers import exact


def class_name(task: Task, index: int) -> str:
    """A class as printed: labels that are bare indices get the word in front."""
    name = task.class_names[index]
    return f"class {name}" if name.isdecimal() else name


def task_sentence(task: Task) -> str:
    """What the network decides."""
    if not task.classes:
        return "it predicts values (regression)"
    if task.name == "binary":
        first, second = (class_name(task, index) for index in (0, 1))
        return f"it decides between {first} and {second}; {second} from a probability of {exact(task.threshold)} on"
    return f"it decides between {len(task.class_names)} classes, for the one with the largest probability"


def meaning_of(task: Task) -> str:
    """What the outputs are, and who says so."""
    given = task.evidence.startswith("as --")
    return f"{task.output_kind}, {task.evidence}" + ("" if given else " (inferred: for the owner to confirm)")
