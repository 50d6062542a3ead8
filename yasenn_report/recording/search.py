"""What was tried inside the fit part, and all options in effect, as the record holds them."""

from dataclasses import asdict

from yasenn_report.audit import Audit
from yasenn_report.record.search import Candidate, Options, Search, TreeOfSize
from yasenn_report.yasenn import search
from yasenn_report.yasenn.describe import FOLDS
from yasenn_report.yasenn.wide import MOST_UNITS


def record_search(found: search.Search) -> Search:
    """Every candidate with its scores inside the fit part, and the rule that chose."""
    return Search(
        rule=found.rule,
        target_fidelity=found.target_fidelity,
        candidates=tuple(record_candidate(candidate) for candidate in found.candidates),
        trees_in_columns=tuple(TreeOfSize(leaves=tree.leaves, fidelity=tree.fidelity) for tree in found.trees),
        description_folds=FOLDS,
        most_units=MOST_UNITS,
    )


def record_candidate(candidate: search.Candidate) -> Candidate:
    """One code book that was tried."""
    settings, score = candidate.settings, candidate.score
    return Candidate(
        order=settings.order,
        leaves=settings.leaves,
        trees=settings.trees,
        smallest_leaf=settings.smallest_leaf,
        nearness=settings.nearness,
        max_partitions=settings.max_partitions,
        min_support=settings.min_support,
        fidelity=score.fidelity,
        described=score.described,
        stability=score.stability,
        partitions=score.partitions,
        on_front=candidate.on_front,
        chosen=candidate.chosen,
    )


def record_options(audit: Audit) -> Options:
    """As settled."""
    return Options(**asdict(audit.options))
