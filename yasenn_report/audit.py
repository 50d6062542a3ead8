"""One audit from network and holdout to Audit: the stages in order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from yasenn_report.findings import Finding, find, reasons_not_describable
from yasenn_report.inputs.holdout import Holdout
from yasenn_report.inputs.network import Network
from yasenn_report.inputs.task import OutputKind, Task, tell_task
from yasenn_report.split import Split, split_rows
from yasenn_report.verdict import Verdict, decide
from yasenn_report.yasenn.activations import capture, probe
from yasenn_report.yasenn.bounds import rows_needed
from yasenn_report.yasenn.describe import Descriptions, describe
from yasenn_report.yasenn.distil import Distillation, LayerOrder, TreeSettings, distil
from yasenn_report.yasenn.evaluation import Chunk, Explanation
from yasenn_report.yasenn.fidelity import Fidelity, measure
from yasenn_report.yasenn.partition import Partitioning, make_partitions
from yasenn_report.yasenn.tally import Scale, scale_of

SMALLEST_SUPPORT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditOptions:
    """What the user can choose. None means that the audit chooses; ``Audit.options`` holds what it chose."""

    output_kind: OutputKind | None = None
    """What the network's outputs are."""
    threshold: float = 0.5
    """Binary: probability of class 1 from which on class 1 is decided, 0 to 1."""
    evaluation_share: float = 0.5
    """Share of the rows that fit nothing and measure everything, 0 to 1."""
    layer_order: LayerOrder = "backward"
    """Which hidden layer is distilled first."""
    leaves: int | None = None
    """Most leaves per tree."""
    trees: int = 2
    """Trees per layer."""
    max_partitions: int = 16
    min_support: int | None = None
    """Fewest fit rows in a partition."""
    tolerance: float = 0.05
    """Rate of disagreement that is tolerated in a partition, 0 to 1."""
    confidence: float = 0.95
    """Of all intervals and of the statuses together, 0 to 1."""
    error_limit: float = 0.5
    """Regression: a row disagrees if the partition's value is off by more than so many standard deviations."""
    min_description_quality: float = 0.5
    """How much of the way from naming every row to naming the right ones a description must go, 0 to 1."""
    seed: int = 0
    chunk_rows: int = 8192
    """Evaluation rows held in memory at a time; it changes no more than rounding."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Audit:
    """A finished audit: everything the report says comes from here."""

    network: Network
    holdout: Holdout
    options: AuditOptions
    """With every None replaced by what was chosen."""
    task: Task
    units: tuple[int, ...]
    """Activations per row of each hidden layer, from the input."""
    scale: Scale
    """Unit of the network's values, from the fit rows."""
    split: Split
    distillation: Distillation
    partitioning: Partitioning
    descriptions: Descriptions
    fidelity: Fidelity
    findings: tuple[Finding, ...]
    verdict: Verdict

    @property
    def fit_features(self) -> NDArray[np.float64]:
        """Explanation columns of the fit rows, (fit rows, columns): what the descriptions were fitted to."""
        return self.holdout.readable.values[self.split.fit]

    @property
    def not_describable(self) -> tuple[str | None, ...]:
        """By partition: why it has no description to rely on; None if it has one."""
        return reasons_not_describable(self.fidelity, self.descriptions, self.options.min_description_quality)


Progress = Callable[[str], None]


def run_audit(
    network: Network, holdout: Holdout, options: AuditOptions | None = None, *, progress: Progress = lambda _: None
) -> Audit:
    """Audit a network on a holdout that it was not trained on.

    Args:
        network: the network.
        holdout: the table, or the region of it in focus; no row is dropped.
        options: the user's choices.
        progress: told what is being done, a line at a time.

    Raises:
        YasennReportError: the network and the table cannot be audited together; the message says why and what to do.
    """
    options = options or AuditOptions()
    split = split_rows(holdout, evaluation_share=options.evaluation_share, seed=options.seed)
    progress("running the network on the fit rows")
    probe(network, holdout.features, rows=holdout.places)
    activations = capture(network, holdout.features[split.fit], rows=holdout.places[split.fit])
    task = tell_task(
        network, activations.outputs, holdout.file_target, output_kind=options.output_kind, threshold=options.threshold
    )
    options = settle(options, task, split)
    outputs = task.outputs(activations.outputs)
    decisions = task.decisions(outputs) if task.classes else None

    progress(f"distilling {len(activations.layers)} hidden layers, {options.layer_order}")
    distillation = distil(
        activations, outputs, classes=task.classes, order=options.layer_order, settings=tree_settings(options)
    )
    partitioning = make_partitions(
        distillation.codes(activations),
        outputs,
        decisions,
        max_partitions=options.max_partitions,
        min_support=options.min_support or SMALLEST_SUPPORT,
    )
    progress(f"describing {len(partitioning.partitions)} partitions")
    descriptions = describe(
        holdout.readable.values[split.fit],
        partitioning,
        outputs,
        decisions,
        min_quality=options.min_description_quality,
        seed=options.seed,
    )
    progress(f"measuring on {len(split.evaluation)} evaluation rows")
    truth = labels(task, holdout)
    explanation = explain(task, distillation, partitioning, descriptions, outputs, truth, split, options)
    chunks = evaluation_chunks(network, holdout, truth, split, options.chunk_rows)
    fidelity = measure(explanation, chunks, tolerance=options.tolerance, confidence=options.confidence)
    return Audit(
        network=network,
        holdout=holdout,
        options=options,
        task=task,
        units=tuple(layer.shape[1] for layer in activations.layers),
        scale=explanation.scale,
        split=split,
        distillation=distillation,
        partitioning=partitioning,
        descriptions=descriptions,
        fidelity=fidelity,
        findings=look_for_findings(fidelity, partitioning, descriptions, options),
        verdict=decide(fidelity),
    )


def look_for_findings(
    fidelity: Fidelity, partitioning: Partitioning, descriptions: Descriptions, options: AuditOptions
) -> tuple[Finding, ...]:
    """All findings at the thresholds of the options."""
    return find(
        fidelity,
        partitioning,
        descriptions,
        tolerance=options.tolerance,
        confidence=options.confidence,
        min_quality=options.min_description_quality,
    )


def settle(options: AuditOptions, task: Task, split: Split) -> AuditOptions:
    """Replace every None by what this audit chooses."""
    return replace(
        options,
        output_kind=task.output_kind,
        leaves=options.leaves or (6 if len(task.class_names) > 2 else 4),
        min_support=options.min_support or choose_support(options, task, split),
    )


def choose_support(options: AuditOptions, task: Task, split: Split) -> int:
    """Fit rows that a partition needs so that its evaluation rows can suffice for a status, where the table allows it.

    A partition without error needs ``rows_needed`` evaluation rows to be called within tolerance. Small tables cannot
    give that many to each and still tell partitions apart: they keep room for 8 partitions, or for 2 per class.
    """
    needed = rows_needed(options.tolerance, options.confidence, options.max_partitions)
    wanted = needed * len(split.fit) / len(split.evaluation)
    room = len(split.fit) // max(8, 2 * len(task.class_names))
    return max(SMALLEST_SUPPORT, round(min(wanted, room)))


def tree_settings(options: AuditOptions) -> TreeSettings:
    """The settings of the trees, from settled options."""
    return TreeSettings(leaves=options.leaves or 4, trees=options.trees, seed=options.seed)


def labels(task: Task, holdout: Holdout) -> NDArray[np.float64] | None:
    """The target as class indices or as values, (rows,); None without a target."""
    if holdout.target is None:
        return None
    if not task.classes:
        return holdout.target.numbers
    index = {name: place for place, name in enumerate(task.class_names)}
    return np.array([index[label] for label in holdout.target.labels.tolist()], dtype=np.float64)


def explain(
    task: Task,
    distillation: Distillation,
    partitioning: Partitioning,
    descriptions: Descriptions,
    outputs: NDArray[np.float64],
    truth: NDArray[np.float64] | None,
    split: Split,
    options: AuditOptions,
) -> Explanation:
    """Put together what the evaluation rows are held against; units and the usual label come from the fit rows."""
    fit_truth = None if truth is None else truth[split.fit]
    return Explanation(
        task=task,
        distillation=distillation,
        partitioning=partitioning,
        descriptions=descriptions,
        scale=scale_of(outputs, options.error_limit),
        label_scale=scale_of(fit_truth[:, None], options.error_limit)
        if fit_truth is not None and not task.classes
        else None,
        usual_label=int(np.bincount(fit_truth.astype(np.intp)).argmax())
        if fit_truth is not None and task.classes
        else None,
    )


def evaluation_chunks(
    network: Network, holdout: Holdout, truth: NDArray[np.float64] | None, split: Split, chunk_rows: int
) -> Iterator[Chunk]:
    """The evaluation rows, a chunk at a time, run through the network."""
    for start in range(0, len(split.evaluation), chunk_rows):
        rows = split.evaluation[start : start + chunk_rows]
        features = holdout.features[rows]
        yield Chunk(
            features=features,
            readable=holdout.readable.values[rows],
            activations=capture(network, features, rows=holdout.places[rows]),
            truth=None if truth is None else truth[rows],
        )
