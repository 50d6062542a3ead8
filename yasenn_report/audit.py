"""One audit from network and holdout to Audit: the stages in order."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.evaluation import evaluation_chunks, explain, fit_baseline, labels, tell_flagged
from yasenn_report.expectation import Comparisons, Expectation
from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding
from yasenn_report.findings.look import CheckResult, findings_of, look
from yasenn_report.findings.partitions import reasons_not_describable
from yasenn_report.inputs.holdout import Holdout
from yasenn_report.inputs.network import Network
from yasenn_report.inputs.task import Task, tell_task
from yasenn_report.options import AuditOptions, choices, settle, target_fidelity
from yasenn_report.split import Split, split_rows
from yasenn_report.yasenn.activations import capture
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.codebook import CodeBook, make_code_book
from yasenn_report.yasenn.contrasts import Contrasts, make_contrasts
from yasenn_report.yasenn.describe import Descriptions, describe
from yasenn_report.yasenn.distil import Distillation
from yasenn_report.yasenn.fidelity import Fidelity
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.flow import Flow, find_flow
from yasenn_report.yasenn.grid import make_grid
from yasenn_report.yasenn.grouping import make_groupings
from yasenn_report.yasenn.measure.explanation import Explanation
from yasenn_report.yasenn.measure.flagging import FlaggedTree
from yasenn_report.yasenn.measure.read import measure
from yasenn_report.yasenn.measure.scale import Scale
from yasenn_report.yasenn.partition import Partitioning
from yasenn_report.yasenn.rivals import fit_rivals
from yasenn_report.yasenn.search import Search, search
from yasenn_report.yasenn.shortcuts import find_shortcuts
from yasenn_report.yasenn.stability import refit
from yasenn_report.yasenn.typical import TypicalRow, typical_rows


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Audit:
    """A finished audit: everything the report says comes from here."""

    network: Network
    holdout: Holdout
    options: AuditOptions
    """As settled; what is still None was left to the search, and ``book.settings`` holds what it chose."""
    units: tuple[int, ...]
    """Activations per row of each hidden layer, from the input."""
    split: Split
    search: Search
    """What was tried inside the fit part."""
    explanation: Explanation
    """All that was fitted, as it was held against the evaluation rows."""
    contrasts: Contrasts
    """Pairs of partitions held against each other."""
    typical: tuple[tuple[TypicalRow, ...], ...]
    """By partition: its most typical fit rows."""
    flow: Flow
    """How the fit rows stream through the leaves of each layer into the partitions."""
    fidelity: Fidelity
    flagged: FlaggedTree | NotRun
    """Where the low-fidelity partitions lie, in a few rules; or why there are none."""
    checks: tuple[CheckResult, ...]
    """What came of everything that was looked for."""
    fit_data: Holdout | None = None
    """Rows that fitted the network, compared with the holdout; they take no other part."""
    expectation: Expectation | None = None
    """How far the network does what was recorded of it, if anything was."""

    @property
    def task(self) -> Task:
        """What the network decides."""
        return self.explanation.task

    @property
    def scale(self) -> Scale:
        """Unit of the network's values, from the fit rows."""
        return self.explanation.scale

    @property
    def book(self) -> CodeBook:
        """What the search chose, fitted on all fit rows."""
        return self.explanation.book

    @property
    def descriptions(self) -> Descriptions:
        """What is said of the partitions."""
        return self.explanation.descriptions

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
        """Explanation columns of the fit rows, (fit rows, columns): what the descriptions were fitted to."""
        return self.holdout.readable.values[self.split.fit]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that was found, gravest first."""
        return findings_of(self.checks)

    @property
    def not_describable(self) -> tuple[str | None, ...]:
        """By partition: why it has no description to rely on; None if it has one."""
        return reasons_not_describable(self.fidelity, self.descriptions, self.options.min_description_quality)


Progress = Callable[[str], None]


def run_audit(
    network: Network,
    holdout: Holdout,
    options: AuditOptions | None = None,
    *,
    fit_data: Holdout | None = None,
    progress: Progress = lambda _: None,
) -> Audit:
    """Audit a network on a holdout that it was not trained on.

    Args:
        network: the network.
        holdout: the table, or the region of it in focus; no row is dropped.
        options: the user's choices.
        fit_data: rows that fitted the network, with the columns of the holdout: only compared with it.
        progress: told what is being done, a line at a time.

    Raises:
        YasennReportError: the network and the table cannot be audited together; the message says why and what to do.
    """
    options = options or AuditOptions()
    split = split_rows(holdout, evaluation_share=options.evaluation_share, seed=options.seed)
    progress("running the network on the fit rows")
    rows = run_fit_rows(network, holdout, split, options)
    task, activations = rows.task, rows.activations
    options = settle(options, task, split)
    grid = make_grid(choices(options), len(task.class_names))
    progress(f"distilling {len(activations.layers)} hidden layers: trying {len(grid)} code books")
    found = search(rows, grid, target_fidelity=target_fidelity(options, task))
    book = make_code_book(rows, found.chosen.settings)
    contrasts = make_contrasts(
        rows,
        book,
        asked=options.contrasts,
        error_limit=options.error_limit,
        min_quality=options.min_description_quality,
        seed=options.seed,
    )
    refits = refit(
        rows, grid, target_fidelity=found.target_fidelity, count=options.refits, seed=options.seed, progress=progress
    )
    progress(f"describing {len(book.partitioning.partitions)} partitions")
    descriptions = describe(rows, book.partitioning, min_quality=options.min_description_quality, seed=options.seed)
    progress("looking for columns that tell partitions by themselves")
    names = [column.column for column in holdout.readable.columns]
    shortcuts = find_shortcuts(rows, book.partitioning, names, seed=options.seed)
    progress("fitting what the partitions are compared with")
    rivals = fit_rivals(rows, holdout.features[split.fit], book)
    if fit_data is not None:
        progress("running the network on the fit data")
    baseline = fit_baseline(network, holdout, fit_data, book, options)
    progress("growing the trees of errors")
    truth = labels(task, holdout)
    explanation = explain(
        rows,
        book,
        refits,
        descriptions,
        rivals,
        None if truth is None else truth[split.fit],
        options=options,
        contrasts=contrasts.pairs,
        shortcuts=shortcuts,
        baseline=baseline,
        groupings=make_groupings(holdout.sensitive, split.fit),
    )
    progress(f"measuring on {len(split.evaluation)} evaluation rows")
    chunks = evaluation_chunks(network, holdout, truth, split, options)
    compared = compare_expected(task, holdout, split.fit, activations.outputs)
    if compared is not None:
        chunks = compared.watch(chunks)
    fidelity = measure(explanation, chunks, tolerance=options.tolerance, confidence=options.confidence)
    flagged = tell_flagged(network, holdout, split, options, rows, explanation, fidelity)
    expectation = None if compared is None else compared.result(holdout.places)
    evidence = Evidence(
        network=network,
        holdout=holdout,
        fit_data=fit_data,
        split=split,
        options=options,
        rows=rows,
        explanation=explanation,
        fidelity=fidelity,
        expectation=expectation,
    )
    return Audit(
        network=network,
        holdout=holdout,
        options=options,
        units=tuple(layer.shape[1] for layer in activations.layers),
        split=split,
        search=found,
        explanation=explanation,
        contrasts=contrasts,
        typical=typical_rows(rows, book.partitioning.membership, len(book.partitioning.partitions), seed=options.seed),
        flow=find_flow(
            book.distillation.codes(activations),
            book.partitioning.membership,
            book.distillation.layers,
            book.distillation.trees_per_layer,
        ),
        fidelity=fidelity,
        flagged=flagged,
        checks=look(evidence),
        fit_data=fit_data,
        expectation=expectation,
    )


def run_fit_rows(network: Network, holdout: Holdout, split: Split, options: AuditOptions) -> FitRows:
    """The fit rows as the network sees them, and what its outputs mean."""
    activations = capture(network, holdout.features[split.fit], rows=holdout.places[split.fit])
    task = tell_task(
        network,
        activations.outputs,
        holdout.file_target,
        output_kind=options.output_kind,
        threshold=options.threshold,
        classes=options.classes,
    )
    outputs = task.outputs(activations.outputs)
    return FitRows(
        task=task,
        activations=activations,
        outputs=outputs,
        decisions=task.decisions(outputs) if task.classes else None,
        columns=holdout.readable.values[split.fit],
        groups=None if holdout.groups is None else holdout.groups[split.fit],
    )


def compare_expected(
    task: Task, holdout: Holdout, rows: NDArray[np.intp], raw: NDArray[np.float64]
) -> Comparisons | None:
    """Start to hold recorded predictions against the raw outputs of some rows; None where nothing was recorded."""
    return None if holdout.expected is None else Comparisons(task, holdout.expected, rows, raw)
