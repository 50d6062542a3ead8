"""Tasks without a network: what outputs mean, for tests of the statistics."""

from dataclasses import replace

from yasenn_report.inputs.task import Task

BINARY = Task(
    name="binary",
    output_kind="probabilities",
    evidence="",
    class_names=("no", "yes"),
    class_evidence="",
    class_labels=("no", "yes"),
    threshold=0.5,
    network="model.pt",
)
THREE = replace(BINARY, name="multiclass", class_names=("a", "b", "c"), class_labels=("a", "b", "c"))
VALUES = replace(BINARY, name="regression", output_kind="values", class_names=(), class_labels=())
