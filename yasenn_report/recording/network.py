"""The network and its task, as the record tells them."""

from yasenn_report.audit import Audit
from yasenn_report.record.measured import NotRun
from yasenn_report.record.network import Layer, Network, Task
from yasenn_report.recording.columns import Words


def record_network(audit: Audit) -> Network:
    """The network's layers from input to output; only hidden ones can become part of a code."""
    units = iter(audit.units)
    not_counted = NotRun(reason="only hidden layers are part of a code")
    return Network(
        kind=audit.network.file.kind,
        parameters=audit.network.parameters,
        layers=tuple(
            Layer(
                name=layer.name,
                path=layer.path,
                operations=layer.operations,
                hidden=layer.hidden,
                units=next(units) if layer.hidden else not_counted,
            )
            for layer in audit.network.layers
        ),
        notes=audit.network.notes,
    )


def record_task(audit: Audit, words: Words) -> Task:
    """What the network decides."""
    task = audit.task
    return Task(
        name=task.name,
        output_kind=task.output_kind,
        evidence=task.evidence,
        class_names=class_names(audit, words),
        class_labels=task.class_labels if audit.holdout.target else (),
        class_evidence=task.class_evidence,
        threshold=task.threshold
        if task.name == "binary"
        else NotRun(reason="only decisions between two classes have a threshold"),
        output_spread=NotRun(reason="only values have a spread")
        if task.classes
        else tuple(audit.scale.spread.tolist()),
    )


def class_names(audit: Audit, words: Words) -> tuple[str, ...]:
    """What the report calls the classes: the dictionary's meanings of the target's labels go before all else.

    Two classes that would bear one name keep those that they have, all of them.
    """
    task, target = audit.task, audit.holdout.target
    said = None if target is None else words.get(target.name)
    if said is None or not task.classes:
        return task.class_names
    meanings = {one.value: one.meaning for one in said.meanings}
    named = tuple(meanings.get(label, name) for label, name in zip(task.class_labels, task.class_names, strict=True))
    return named if len(set(named)) == len(named) else task.class_names
