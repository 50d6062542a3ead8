"""Say what the network's outputs mean: logits, probabilities or values, and of which classes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, softmax

from yasenn_report.errors import TaskError
from yasenn_report.inputs.classes import Classes, fits_classes, kinds, name_classes
from yasenn_report.inputs.network import Network
from yasenn_report.inputs.table_files.target import Target
from yasenn_report.numbers import plural

OutputKind = Literal["logits", "probabilities", "log-probabilities", "values"]
TaskName = Literal["binary", "multiclass", "regression"]

HALF = 0.5  # the threshold between two classes where nobody says otherwise
NO_CLASSES = Classes(names=(), labels=(), evidence="")
SUM_LIMIT = 1e-4  # of probabilities in 32 bits

LAST_LAYERS: dict[str, OutputKind] = {
    "Sigmoid": "probabilities",
    "Softmax": "probabilities",
    "LogSoftmax": "log-probabilities",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Task:
    """What the network decides, how its outputs say so, and how that is known."""

    name: TaskName
    output_kind: OutputKind
    evidence: str
    """A clause: how the meaning of the outputs is known."""
    class_names: tuple[str, ...]
    """By class index; empty for regression."""
    class_evidence: str
    """A clause: how the order of the classes is known."""
    class_labels: tuple[str, ...] = ()
    """By class index: how the target column writes the class; empty for regression."""
    threshold: float
    """Binary: class 1 is decided from this probability on."""
    network: str
    """Name of the network's file, for messages."""

    @property
    def classes(self) -> bool:
        """Whether the network decides between classes."""
        return self.name != "regression"

    def outputs(self, raw: NDArray[np.float64]) -> NDArray[np.float64]:
        """Raw outputs (rows, outputs) as probabilities of every class, (rows, classes), or as they are for values.

        Raises:
            TaskError: the outputs are not what ``output_kind`` says.
        """
        if not self.classes:
            return raw
        with np.errstate(over="ignore"):
            probabilities = PROBABILITIES[self.output_kind](raw)
        sums = probabilities.sum(axis=1, keepdims=True)
        if not (probabilities.min() >= -1e-4 and np.abs(sums - 1).max() <= 1e-3):
            raise TaskError(
                f"{self.network}: its outputs, between {raw.min():.6g} and {raw.max():.6g}, are no {self.output_kind} "
                "of classes; say what they are with --output-kind logits, probabilities, log-probabilities or values"
            )
        return np.asarray(np.clip(probabilities / sums, 0.0, 1.0), dtype=np.float64)

    def decisions(self, outputs: NDArray[np.float64]) -> NDArray[np.intp]:
        """The decided class of each row of probabilities (rows, classes): threshold on class 1, or the largest."""
        if self.name == "binary":
            return (outputs[:, 1] >= self.threshold).astype(np.intp)
        return np.asarray(outputs.argmax(axis=1), dtype=np.intp)

    def indices(self, labels: NDArray[np.str_]) -> NDArray[np.intp]:
        """Class indices of labels as the target column writes them, (rows,) to (rows,)."""
        index = {label: place for place, label in enumerate(self.class_labels)}
        return np.array([index[label] for label in labels.tolist()], dtype=np.intp)

    def decision(self, output: NDArray[np.float64]) -> int:
        """The decided class of one row of probabilities, (classes,)."""
        return int(self.decisions(output[None])[0])


def two_columns(one: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of class 0 and 1 from that of class 1, (rows, 1) to (rows, 2)."""
    return np.hstack([1 - one, one])


PROBABILITIES: dict[OutputKind, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
    "logits": lambda raw: two_columns(expit(raw)) if raw.shape[1] == 1 else softmax(raw, axis=1),
    "probabilities": lambda raw: two_columns(raw) if raw.shape[1] == 1 else raw,
    "log-probabilities": lambda raw: two_columns(np.exp(raw)) if raw.shape[1] == 1 else np.exp(raw),
}


def tell_task(
    network: Network,
    raw: NDArray[np.float64],
    target: Target | None,
    *,
    output_kind: OutputKind | None,
    threshold: float,
    classes: Sequence[str] | None = None,
) -> Task:
    """Tell the meaning of the outputs from the last layer, the target and the user's word.

    Args:
        network: the network.
        raw: its outputs on some rows, (rows, outputs).
        target: the column of labels, if there is one.
        output_kind: what the user says the outputs are; None to find out.
        threshold: probability from which on class 1 is decided, for two classes.
        classes: the classes' names in the order of the outputs, if the user gives them.

    Raises:
        TaskError: the outputs could mean several things and nobody said which, or they do not fit the target.
    """
    kind, evidence = (
        find_kind(network, raw, target, classes) if output_kind is None else (output_kind, "as --output-kind says")
    )
    count = 0 if kind == "values" else max(2, raw.shape[1])
    if count != 2 and threshold != HALF:
        raise TaskError(
            f"{network.file.name}: --threshold decides between two classes, but this network "
            + (f"has {count}; leave it out" if count else "puts out values; leave it out")
        )
    if count == 0:
        refuse_labels(network, raw, target)
    if count == 0 and classes is not None:
        raise TaskError(f"{network.file.name}: --classes names classes, but this network puts out values; leave it out")
    named = name_classes(network.file.name, count, target, classes) if count else NO_CLASSES
    return Task(
        name="regression" if count == 0 else "binary" if count == 2 else "multiclass",
        output_kind=kind,
        evidence=evidence,
        class_names=named.names,
        class_evidence=named.evidence,
        class_labels=named.labels,
        threshold=threshold,
        network=network.file.name,
    )


def find_kind(
    network: Network, raw: NDArray[np.float64], target: Target | None, classes: Sequence[str] | None
) -> tuple[OutputKind, str]:
    """The meaning of the outputs and a clause that says how it is known."""
    last = network.last_operation.partition("(")[0]
    width = raw.shape[1]
    if last in LAST_LAYERS and (width == 1) == (last == "Sigmoid"):
        return LAST_LAYERS[last], f"because the last layer is {last}"
    seen = kind_by_sums(raw)
    if seen:
        return seen
    ask = "say --output-kind logits for decisions between classes, or --output-kind values for numbers"
    found = f"{network.file.name}: the last layer is {last} with {plural(width, 'output')}"
    if classes is not None and len(classes) == max(2, width) and not _between(raw):
        return "logits", f"because the last layer is {last} and --classes names its classes"
    if target is None:
        raise TaskError(
            f"{found}, which can be logits of classes or plain values; {ask}, or name the labels with --target"
        )
    if fits_classes(target, width):
        if _between(raw):
            raise TaskError(
                f"{found}, all between {raw.min():.6g} and {raw.max():.6g}: probabilities, their logarithms, values or "
                "logits; say which with --output-kind"
            )
        return "logits", f"because the last layer is {last} and column {target.name!r} holds {kinds(target, 'class')}"
    if width == 1 and target.numbers is not None:
        return "values", f"because the last layer is {last} and column {target.name!r} holds {kinds(target, 'number')}"
    raise TaskError(f"{found}, and column {target.name!r} holds {kinds(target, 'label')}, which fits neither; {ask}")


def _between(raw: NDArray[np.float64]) -> bool:
    """Whether the outputs could as well be probabilities or their logarithms."""
    return bool((raw.min() >= 0 and raw.max() <= 1) or raw.max() <= 0)


def kind_by_sums(raw: NDArray[np.float64]) -> tuple[OutputKind, str] | None:
    """Probabilities of several classes give themselves away: in every row they sum to 1."""
    if raw.shape[1] > 1 and raw.min() >= 0 and np.abs(raw.sum(axis=1) - 1).max() < SUM_LIMIT:
        return "probabilities", "because in every row they lie between 0 and 1 and sum to 1"
    if raw.shape[1] > 1 and raw.max() <= 0 and np.abs(np.exp(raw).sum(axis=1) - 1).max() < SUM_LIMIT:
        return "log-probabilities", "because in every row their exponentials sum to 1"
    return None


def refuse_labels(network: Network, raw: NDArray[np.float64], target: Target | None) -> None:
    """A network of values needs a target of numbers, and one output to compare it with."""
    if target is None:
        return
    if target.numbers is None:
        raise TaskError(
            f"{network.file.name}: its outputs are values, but column {target.name!r} holds text; give a column of "
            "numbers, or say --output-kind logits or probabilities if they are classes"
        )
    if raw.shape[1] > 1:
        raise TaskError(
            f"{network.file.name}: it puts out {raw.shape[1]} values per row, but --target names the one column "
            f"{target.name!r}; leave --target out: fidelity needs no labels"
        )
