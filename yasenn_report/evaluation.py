"""The evaluation rows, run through the network a chunk at a time, and all that they are held against."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from yasenn_report.errors import AuditError
from yasenn_report.inputs.holdout import Holdout
from yasenn_report.inputs.network import Network
from yasenn_report.inputs.task import Task
from yasenn_report.options import SMALLEST_SUPPORT, AuditOptions
from yasenn_report.split import Split
from yasenn_report.yasenn.activations import capture
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.codebook import CodeBook
from yasenn_report.yasenn.contrasts import Contrast
from yasenn_report.yasenn.describe import Descriptions
from yasenn_report.yasenn.fidelity import Fidelity
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.grouping import Grouping
from yasenn_report.yasenn.measure.baseline import Baseline, make_baseline
from yasenn_report.yasenn.measure.chunks import cut_rows, draw_half
from yasenn_report.yasenn.measure.distributions import output_edges
from yasenn_report.yasenn.measure.erring import grow_error_trees
from yasenn_report.yasenn.measure.explanation import NO_FIT_DATA, Chunk, Explanation, Rival
from yasenn_report.yasenn.measure.flagging import FlaggedTree, grow_flagged_tree, low_fidelity, measure_flagged_tree
from yasenn_report.yasenn.measure.margins import margin_edges
from yasenn_report.yasenn.measure.scale import scale_of
from yasenn_report.yasenn.shortcuts import Shortcut


def labels(task: Task, holdout: Holdout) -> NDArray[np.float64] | None:
    """The target as class indices or as values, (rows,); None without a target."""
    if holdout.target is None:
        return None
    if not task.classes:
        return holdout.target.numbers
    return task.indices(holdout.target.labels).astype(np.float64)


def explain(
    rows: FitRows,
    book: CodeBook,
    refits: tuple[CodeBook, ...],
    descriptions: Descriptions,
    rivals: Mapping[str, Rival | NotRun],
    fit_truth: NDArray[np.float64] | None,
    *,
    options: AuditOptions,
    contrasts: tuple[Contrast, ...] = (),
    shortcuts: tuple[Shortcut, ...] | NotRun = (),
    baseline: Baseline | NotRun = NO_FIT_DATA,
    groupings: tuple[Grouping, ...] = (),
) -> Explanation:
    """Put together what the evaluation rows are held against; units, usual label and error trees are of the fit rows.

    Args:
        rows: the fit rows.
        book: the code book of the report.
        refits: those of resampled fit rows.
        descriptions: what is said of the partitions.
        rivals: what the partitions are compared with.
        fit_truth: labels of the fit rows, (fit rows,); None without labels.
        options: settled: for values, standard deviations beyond which a row is a miss; and what a leaf of an error
            tree must hold.
        contrasts: pairs of partitions and what tells them apart.
        shortcuts: columns that tell partitions by themselves.
        baseline: rows that fitted the network, by their codes.
        groupings: of the sensitive columns.
    """
    task, error_limit = rows.task, options.error_limit
    explanation = Explanation(
        task=task,
        book=book,
        refits=refits,
        descriptions=descriptions,
        contrasts=contrasts,
        shortcuts=shortcuts,
        baseline=baseline,
        groupings=groupings,
        rivals=rivals,
        scale=scale_of(rows.outputs, error_limit),
        label_scale=scale_of(fit_truth[:, None], error_limit) if fit_truth is not None and not task.classes else None,
        usual_label=int(np.bincount(fit_truth.astype(np.intp)).argmax())
        if fit_truth is not None and task.classes
        else None,
        margin_edges=margin_edges(task, rows.outputs),
        output_edges=output_edges(task, rows.outputs),
    )
    trees = grow_error_trees(
        explanation,
        rows,
        fit_truth,
        smallest_leaf=smallest_leaf(options),
        seed=options.seed,
    )
    return replace(explanation, error_trees=trees)


def fit_baseline(
    network: Network, holdout: Holdout, fit_data: Holdout | None, book: CodeBook, options: AuditOptions
) -> Baseline | NotRun:
    """The rows that fitted the network, run through it and given their codes; or why they are not.

    Args:
        network: what is audited.
        holdout: the table, which they are to be held against.
        fit_data: these rows; None if they were not given.
        book: the code book, which none of them had a part in.
        options: how many rows are held in memory at a time.
    """
    if fit_data is None:
        return NO_FIT_DATA
    if holdout.focus is not None:
        return NotRun(reason="the audit is of a region (--focus), and the fit data is of all")
    if not fit_data.rows:
        return NotRun(reason=f"{fit_data.name} has no rows")
    codes = []
    try:
        for rows in cut_rows(np.arange(fit_data.rows), None, chunk_rows=options.chunk_rows):
            activations = capture(network, fit_data.features[rows], rows=fit_data.places[rows])
            codes.append(book.distillation.codes(activations))
    except AuditError as refusal:
        return NotRun(reason=f"the network does not run on {fit_data.name}: {refusal}")
    every = np.concatenate(codes)
    member, _ = book.partitioning.assign(every)
    inside = member[:, None] == np.arange(len(book.partitioning.partitions))
    return make_baseline(every, inside, fit_data.weights, fit_data.groups)


def smallest_leaf(options: AuditOptions) -> int:
    """Fewest fit rows in a leaf of a tree that says where errors gather."""
    return max(SMALLEST_SUPPORT, options.min_support or 0)


def evaluation_chunks(
    network: Network,
    holdout: Holdout,
    truth: NDArray[np.float64] | None,
    split: Split,
    options: AuditOptions,
) -> Iterator[Chunk]:
    """The evaluation rows, a chunk at a time, run through the network.

    Args:
        network: what is audited.
        holdout: the table.
        truth: labels of all its rows, (rows,).
        split: which of them measure.
        options: seed of the two halves, and the size of a chunk; neither a chunk nor a half splits a group.
    """
    groups, weights = holdout.groups, holdout.weights
    half = draw_half(split.evaluation, groups, len(holdout.features), options.seed)
    for rows in cut_rows(split.evaluation, groups, chunk_rows=options.chunk_rows):
        features = holdout.features[rows]
        yield Chunk(
            rows=rows,
            features=features,
            readable=holdout.readable.values[rows],
            activations=capture(network, features, rows=holdout.places[rows]),
            truth=None if truth is None else truth[rows],
            half=half[rows],
            weights=None if weights is None else weights[rows],
            groups=None if groups is None else groups[rows],
            sensitive=tuple(one.labels[rows] for one in holdout.sensitive),
        )


def tell_flagged(
    network: Network,
    holdout: Holdout,
    split: Split,
    options: AuditOptions,
    rows: FitRows,
    explanation: Explanation,
    fidelity: Fidelity,
) -> FlaggedTree | NotRun:
    """Where the low-fidelity partitions lie, in a few rules; or why there are none.

    Only after the evaluation rows were measured is it known which partitions these are, and they are not kept: where
    there is a tree, they run through network and code book once more, and through nothing else.

    Args:
        network: what is audited.
        holdout: the table.
        split: which rows fit and which measure.
        options: settled.
        rows: the fit rows.
        explanation: what was measured.
        fidelity: says which partitions are low fidelity.
    """
    low = low_fidelity(fidelity)
    tree = grow_flagged_tree(
        rows, explanation.partitioning.membership, low, smallest_leaf=smallest_leaf(options), seed=options.seed
    )
    if isinstance(tree, NotRun):
        return tree
    chunks = evaluation_chunks(network, holdout, None, split, options)
    return measure_flagged_tree(explanation, tree, low, chunks, confidence=options.confidence)
