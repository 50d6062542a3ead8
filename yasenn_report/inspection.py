"""Look at a network and a table before the audit: what they are taken for, and what looks wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.expectation import Comparisons, Expectation, check_expectation
from yasenn_report.inputs.capture.probe import BLOCK_ROWS
from yasenn_report.inputs.holdout import Holdout
from yasenn_report.inputs.network import Network
from yasenn_report.inputs.task import OutputKind, Task, tell_task
from yasenn_report.preflight import (
    Alert,
    Stored,
    Units,
    check_accuracy,
    check_columns,
    check_decisions,
    check_fit_rows,
    check_layers,
    check_outputs,
    check_ranges,
    check_repeats,
    join,
    summarise,
)
from yasenn_report.split import refuse_too_few
from yasenn_report.yasenn.activations import Activations, capture


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inspection:
    """What an audit would take network and table for."""

    network: Network
    holdout: Holdout
    fit_data: Holdout | None
    """Rows that fitted the network, with the same input columns, where they were given."""
    units: tuple[int, ...]
    """Activations per row of each hidden layer, from the input."""
    task: Task
    outputs: NDArray[np.float64]
    """Probabilities (rows, classes) or values (rows, outputs), of every row."""
    decisions: NDArray[np.intp] | None
    """Class indices, (rows,); None for values."""
    alerts: tuple[Alert, ...]
    """Gravest first."""
    expectation: Expectation | None
    """How far the network does what was recorded of it, if anything was."""


def inspect(
    network: Network,
    holdout: Holdout,
    *,
    output_kind: OutputKind | None = None,
    threshold: float = 0.5,
    classes: Sequence[str] | None = None,
    fit_data: Holdout | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Inspection:
    """Run all rows through the network once and check what comes out; nothing is fitted.

    Args:
        network: the network.
        holdout: the table, or the region of it in focus.
        output_kind: what the user says the outputs are; None to find out.
        threshold: probability from which on class 1 is decided, for two classes.
        classes: the classes' names in the order of the outputs, if the user gives them.
        fit_data: rows that fitted the network, read with the columns of the holdout.
        progress: told what is being done, a line at a time.

    Raises:
        YasennReportError: an audit of the two would be refused.
    """
    refuse_too_few(holdout)
    progress("running the network on all rows")
    raw, units, folded = run_all(network, holdout)
    task = tell_task(network, raw, holdout.file_target, output_kind=output_kind, threshold=threshold, classes=classes)
    outputs = task.outputs(raw)
    decisions = task.decisions(outputs) if task.classes else None
    progress("checking")
    alerts = [
        *table_alerts(network, holdout, fit_data),
        *check_layers(folded, [layer.name for layer in network.hidden_layers], "row of the table"),
        *check_outputs(outputs),
    ]
    if decisions is not None:
        alerts += check_decisions(decisions, task.class_names)
        if holdout.target is not None:
            alerts += check_accuracy(decisions, label_indices(task, holdout), task.class_names)
    expectation = None
    if holdout.expected is not None:
        expectation = Comparisons(task, holdout.expected, np.arange(holdout.rows), raw).result(holdout.places)
    alerts += check_expectation(expectation)
    return Inspection(
        network=network,
        holdout=holdout,
        fit_data=fit_data,
        units=units,
        task=task,
        outputs=outputs,
        decisions=decisions,
        alerts=tuple(sorted(alerts, key=lambda alert: (("high", "medium", "low").index(alert.severity), alert.code))),
        expectation=expectation,
    )


def run_all(network: Network, holdout: Holdout) -> tuple[NDArray[np.float64], tuple[int, ...], list[Units]]:
    """Raw outputs of every row, (rows, outputs), and of each hidden layer its width and its units, folded."""
    outputs, blocks = [], []
    for at in range(0, holdout.rows, BLOCK_ROWS):
        rows = slice(at, at + BLOCK_ROWS)
        block = capture(network, holdout.features[rows], rows=holdout.places[rows])
        outputs.append(block.outputs)
        blocks.append(summarise_layers(block, network))
    folded = [join(parts) for parts in zip(*blocks, strict=True)]
    return np.concatenate(outputs), tuple(len(units.low) for units in folded), folded


def summarise_layers(activations: Activations, network: Network) -> list[Units]:
    """The units of each hidden layer over some rows, of which there is at least one."""
    return [
        summarise(values, layer.operations)
        for values, layer in zip(activations.layers, network.hidden_layers, strict=True)
    ]


def table_alerts(network: Network, holdout: Holdout, fit_data: Holdout | None) -> list[Alert]:
    """The checks that look at the table only, on all of its rows."""
    alerts = [
        *check_columns(holdout.features, holdout.feature_names, stored_statistics(network)),
        *check_repeats(holdout.features),
    ]
    if fit_data is not None:
        alerts += check_fit_rows(holdout.features, fit_data.features, holdout.places, fit_data.name)
        alerts += check_ranges(holdout.features, fit_data.features, holdout.feature_names, fit_data.name)
    return alerts


def stored_statistics(network: Network) -> Stored | None:
    """Mean and variance of the inputs, where the very first layer is a batch normalisation that stored them."""
    first = network.layers[0]
    if not first.operations.startswith("BatchNorm"):
        return None
    mean, variance = (network.file.weights.get(f"{first.path}.running_{name}") for name in ("mean", "var"))
    if mean is None or variance is None:
        return None
    return mean.detach().double().numpy(), variance.detach().double().numpy()


def label_indices(task: Task, holdout: Holdout) -> NDArray[np.intp]:
    """The target as class indices, (rows,)."""
    return np.array([], dtype=np.intp) if holdout.target is None else task.indices(holdout.target.labels)
