"""One audit from network and holdout to Audit: the stages in order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from yasenn_report.errors import AuditError
from yasenn_report.findings import Finding, find, reasons_not_describable
from yasenn_report.inputs.holdout import Holdout
from yasenn_report.inputs.network import Network
from yasenn_report.inputs.task import OutputKind, Task, tell_task
from yasenn_report.verdict import Verdict, decide
from yasenn_report.yasenn.activations import capture, probe
from yasenn_report.yasenn.bounds import rows_needed
from yasenn_report.yasenn.codebook import CodeBook, make_code_book
from yasenn_report.yasenn.describe import Descriptions, describe
from yasenn_report.yasenn.distil import Distillation, LayerOrder
from yasenn_report.yasenn.fidelity import Fidelity
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.grid import Choices, make_grid
from yasenn_report.yasenn.measure.chunks import cut_rows, draw_half
from yasenn_report.yasenn.measure.distributions import output_edges
from yasenn_report.yasenn.measure.explanation import Chunk, Explanation
from yasenn_report.yasenn.measure.margins import margin_edges
from yasenn_report.yasenn.measure.read import measure
from yasenn_report.yasenn.measure.scale import Scale, scale_of
from yasenn_report.yasenn.partition import Partitioning
from yasenn_report.yasenn.search import Search, search
from yasenn_report.yasenn.stability import refit

FEWEST_ROWS = 40  # with fewer, a half is too small to fit or to judge anything on
SMALLEST_SUPPORT = 20
TARGET_AGREEMENT, TARGET_R2 = 0.95, 0.90


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditOptions:
    """What the user can choose. None means that the audit chooses; ``Audit.options`` holds what it chose."""

    output_kind: OutputKind | None = None
    """What the network's outputs are."""
    threshold: float = 0.5
    """Binary: probability of class 1 from which on class 1 is decided, 0 to 1."""
    evaluation_share: float = 0.5
    """Share of the rows that fit nothing and measure everything, 0 to 1."""
    layer_order: LayerOrder | Literal["auto"] = "auto"
    """Which hidden layer is distilled first."""
    leaves: int | None = None
    """Most leaves per tree; None to search."""
    trees: int | None = None
    """Trees per layer; None to search."""
    smallest_leaf: float | None = None
    """Smallest share of the fit rows in a leaf, 0 to 0.5."""
    max_partitions: int = 16
    target_fidelity: float | None = None
    """Fidelity beyond which the search wants no more: agreement or R2, 0 to 1."""
    refits: int = 5
    """How often the search is run again on resampled fit rows to measure stability; below 2, it is not measured."""
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
class Split:
    """Which rows fit and which measure; counted from 0, sorted, read-only."""

    fit: NDArray[np.intp]
    evaluation: NDArray[np.intp]


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
    search: Search
    """What was tried inside the fit part."""
    book: CodeBook
    """What the search chose, fitted on all fit rows."""
    refits: tuple[CodeBook, ...]
    """What searches on resampled fit rows chose."""
    descriptions: Descriptions
    fidelity: Fidelity
    findings: tuple[Finding, ...]
    verdict: Verdict

    @property
    def distillation(self) -> Distillation:
        """The trees."""
        return self.book.distillation

    @property
    def partitioning(self) -> Partitioning:
        """The partitions."""
        return self.book.partitioning

    @property
    def fit_features(self) -> NDArray[np.float64]:
        """Columns of the fit rows, (fit rows, features): what the descriptions were fitted to."""
        return self.holdout.features[self.split.fit]

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
        holdout: the table; no row is dropped.
        options: the user's choices.
        progress: told what is being done, a line at a time.

    Raises:
        YasennReportError: the network and the table cannot be audited together; the message says why and what to do.
    """
    options = options or AuditOptions()
    progress("running the network on the fit rows")
    probe(network, holdout.features)
    split = split_rows(len(holdout.features), options, holdout.name)
    activations = capture(network, holdout.features[split.fit], rows=split.fit)
    task = tell_task(
        network, activations.outputs, holdout.target, output_kind=options.output_kind, threshold=options.threshold
    )
    options = settle(options, task, split)
    outputs = task.outputs(activations.outputs)
    rows = FitRows(
        task=task,
        activations=activations,
        outputs=outputs,
        decisions=task.decisions(outputs) if task.classes else None,
        columns=holdout.features[split.fit],
    )
    grid = make_grid(choices(options), len(task.class_names))
    progress(f"distilling {len(activations.layers)} hidden layers: trying {len(grid)} code books")
    found = search(rows, grid, target_fidelity=target_fidelity(options, task))
    book = make_code_book(rows, found.chosen.settings)
    refits = refit(
        rows, grid, target_fidelity=found.target_fidelity, count=options.refits, seed=options.seed, progress=progress
    )
    progress(f"describing {len(book.partitioning.partitions)} partitions")
    descriptions = describe(rows, book.partitioning, min_quality=options.min_description_quality, seed=options.seed)
    progress(f"measuring on {len(split.evaluation)} evaluation rows")
    truth = labels(task, holdout)
    explanation = explain(task, book, refits, descriptions, outputs, truth, split, options)
    chunks = evaluation_chunks(network, holdout, truth, split, options, groups=None, weights=None)
    fidelity = measure(explanation, chunks, tolerance=options.tolerance, confidence=options.confidence)
    return Audit(
        network=network,
        holdout=holdout,
        options=options,
        task=task,
        units=tuple(layer.shape[1] for layer in activations.layers),
        scale=explanation.scale,
        split=split,
        search=found,
        book=book,
        refits=refits,
        descriptions=descriptions,
        fidelity=fidelity,
        findings=look_for_findings(fidelity, book.partitioning, descriptions, options),
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


def split_rows(rows: int, options: AuditOptions, name: str) -> Split:
    """Draw the evaluation rows at random, by the seed."""
    if rows < FEWEST_ROWS:
        raise AuditError(
            f"{name}: it has {rows} rows; an audit fits on some and measures on the others, and needs at least "
            f"{FEWEST_ROWS} rows in all: give a larger holdout"
        )
    order = np.random.default_rng(options.seed).permutation(rows)
    cut = min(max(round(rows * options.evaluation_share), 1), rows - 1)
    evaluation, fit = np.sort(order[:cut]), np.sort(order[cut:])
    for part in (evaluation, fit):
        part.flags.writeable = False
    return Split(fit=fit, evaluation=evaluation)


def settle(options: AuditOptions, task: Task, split: Split) -> AuditOptions:
    """Replace every None by what this audit chooses."""
    return replace(
        options,
        output_kind=task.output_kind,
        target_fidelity=target_fidelity(options, task),
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


def target_fidelity(options: AuditOptions, task: Task) -> float:
    """The fidelity that the search aims at: agreement of decisions, or R2."""
    return options.target_fidelity or (TARGET_AGREEMENT if task.classes else TARGET_R2)


def choices(options: AuditOptions) -> Choices:
    """What the user fixed of the code book, from settled options."""
    return Choices(
        order=options.layer_order,
        leaves=options.leaves,
        trees=options.trees,
        smallest_leaf=options.smallest_leaf,
        max_partitions=options.max_partitions,
        min_support=options.min_support or SMALLEST_SUPPORT,
        seed=options.seed,
    )


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
    book: CodeBook,
    refits: tuple[CodeBook, ...],
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
        book=book,
        refits=refits,
        descriptions=descriptions,
        scale=scale_of(outputs, options.error_limit),
        label_scale=scale_of(fit_truth[:, None], options.error_limit)
        if fit_truth is not None and not task.classes
        else None,
        usual_label=int(np.bincount(fit_truth.astype(np.intp)).argmax())
        if fit_truth is not None and task.classes
        else None,
        margin_edges=margin_edges(task, outputs),
        output_edges=output_edges(task, outputs),
    )


def evaluation_chunks(
    network: Network,
    holdout: Holdout,
    truth: NDArray[np.float64] | None,
    split: Split,
    options: AuditOptions,
    *,
    groups: NDArray[np.int64] | None,
    weights: NDArray[np.float64] | None,
) -> Iterator[Chunk]:
    """The evaluation rows, a chunk at a time, run through the network.

    Args:
        network: what is audited.
        holdout: the table.
        truth: labels of all its rows, (rows,).
        split: which of them measure.
        options: seed of the two halves, and the size of a chunk.
        groups: group of every row of the table, (rows,); no chunk and no half splits one. None without groups.
        weights: what every row weighs, (rows,). None without weights.
    """
    half = draw_half(split.evaluation, groups, len(holdout.features), options.seed)
    for rows in cut_rows(split.evaluation, groups, chunk_rows=options.chunk_rows):
        features = holdout.features[rows]
        yield Chunk(
            features=features,
            activations=capture(network, features, rows=rows),
            truth=None if truth is None else truth[rows],
            half=half[rows],
            weights=None if weights is None else weights[rows],
            groups=None if groups is None else groups[rows],
        )
