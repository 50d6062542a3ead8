"""Which class each of the network's outputs stands for: by the user's word, by indices, or by sorted labels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yasenn_report.errors import TaskError
from yasenn_report.inputs.table_files.target import Target
from yasenn_report.inputs.table_files.wording import listed, quoted
from yasenn_report.numbers import plural


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """The classes by index."""

    names: tuple[str, ...]
    """What the report calls them."""
    labels: tuple[str, ...]
    """How the target column writes them."""
    evidence: str
    """A clause: how their order is known."""


def name_classes(network: str, count: int, target: Target | None, asked: Sequence[str] | None) -> Classes:
    """Tell which class is which.

    Args:
        network: name of its file, for messages.
        count: how many classes the network decides between.
        target: the labels, if there are any.
        asked: the names that the user gives, in the order of the outputs.

    Raises:
        TaskError: the names or the labels are not as many as the classes, or do not fit each other.
    """
    indices = tuple(str(index) for index in range(count))
    if asked is not None:
        return _as_asked(network, indices, target, tuple(asked))
    if target is None:
        return Classes(names=indices, labels=indices, evidence="no --target was given, so classes carry their index")
    if are_indices(target, count) and "0" not in target.labels:
        raise TaskError(
            f"{network}: column {target.name!r} holds {listed(sorted(set(target.labels.tolist())))}, which can be "
            f"class indices counted from 0 without a row of class 0, or labels of which some are missing; name "
            f"the {count} classes in the network's order with --classes"
        )
    if are_indices(target, count):
        return Classes(names=indices, labels=indices, evidence="the labels are class indices")
    if distinct(target) != count:
        raise TaskError(
            f"{network}: the network decides between {count} classes, but column {target.name!r} holds "
            f"{kinds(target, 'label')}; give the column of its {count} classes, leave --target out, name the classes "
            "in the network's order with --classes, or say --output-kind values if they are no classes"
        )
    order: dict[str, float | str] = {label: label for label in target.labels.tolist()}
    if target.numbers is not None:
        order = dict(zip(target.labels.tolist(), target.numbers.tolist(), strict=True))
    names = tuple(sorted(order, key=order.__getitem__))
    return Classes(
        names=names, labels=names, evidence="the labels in sorted order, which nothing in the files confirms"
    )


def _as_asked(network: str, indices: tuple[str, ...], target: Target | None, asked: tuple[str, ...]) -> Classes:
    twice = next((name for place, name in enumerate(asked) if name in asked[:place]), None)
    if twice is not None:
        raise TaskError(f"{network}: --classes names {quoted(twice)} twice; every class needs a name of its own")
    if len(asked) != len(indices):
        raise TaskError(
            f"{network}: --classes names {plural(len(asked), 'class', 'classes')}, but the network decides between "
            f"{len(indices)}; name as many, in the order of its outputs"
        )
    labels = asked
    if target is not None and not set(target.labels.tolist()) <= set(asked):
        if not are_indices(target, len(indices)):
            strange = sorted(set(target.labels.tolist()) - set(asked))
            raise TaskError(
                f"{network}: column {target.name!r} holds {listed(strange)}, which --classes does not name; name every "
                "label as the column writes it, in the order of the network's outputs"
            )
        labels = indices
    return Classes(names=asked, labels=labels, evidence="as --classes says")


def kinds(target: Target, noun: str) -> str:
    """How many different labels there are, with a noun."""
    return plural(distinct(target), f"different {noun}", f"different {noun}{'es' if noun == 'class' else 's'}")


def distinct(target: Target) -> int:
    """Number of different labels."""
    return len(np.unique(target.labels))


def fits_classes(target: Target, width: int) -> bool:
    """Whether the target's labels can be the classes of a network with so many outputs."""
    if width == 1:
        return distinct(target) == 2 or set(target.labels.tolist()) <= {"0", "1"}
    return distinct(target) == width or are_indices(target, width)


def are_indices(target: Target, classes: int) -> bool:
    """Whether all labels are class indices 0 to classes - 1."""
    return set(target.labels.tolist()) <= {str(index) for index in range(classes)}
