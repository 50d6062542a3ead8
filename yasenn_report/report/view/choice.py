"""The section on how the code book was chosen, and how far the choice would be found again."""

from dataclasses import dataclass

from yasenn_report.audit import Audit
from yasenn_report.numbers import number, percent, plural, setting
from yasenn_report.report.figures import Figures
from yasenn_report.report.view.pictures import Picture, embed
from yasenn_report.report.view.words import fidelity_name
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.search import Candidate
from yasenn_report.yasenn.stability import Stability

CANDIDATES_SHOWN = 8
UNSTABLE = 0.6
"""Jaccard index below which a partition should not be taken for a real pattern (Hennig 2007, clusterboot)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRow:
    """One code book that was tried."""

    name: str
    partitions: str
    fidelity: str
    described: str
    stability: str
    note: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The section."""

    sentence: str
    rule: str
    candidates: tuple[CandidateRow, ...]
    more: str
    """How many candidates are in the JSON only; empty where all are shown."""
    picture: Picture
    stability: str
    """How stable the partitions are, or why it was not measured."""


def make_choice(audit: Audit, figures: Figures) -> Choice:
    """What was tried, what was chosen, how stable it is."""
    candidates = audit.search.candidates
    ranked = sorted(candidates, key=lambda one: (not one.chosen, not one.on_front, -one.score.described))
    shown = ranked[:CANDIDATES_SHOWN]
    more = len(candidates) - len(shown)
    return Choice(
        sentence=sentence(audit),
        rule=audit.search.rule,
        candidates=tuple(candidate_row(audit, one) for one in shown),
        more=f"The other {plural(more, 'candidate')} can be read in the JSON." if more else "",
        picture=size_picture(audit, figures),
        stability=stability_sentence(audit),
    )


def sentence(audit: Audit) -> str:
    """What was chosen, in one sentence."""
    chosen = audit.search.chosen
    return (
        f"Of {plural(len(audit.search.candidates), 'way')} to make partitions, all scored inside the fit part, the "
        f"printed rule chose {name_of(chosen)}."
    )


def name_of(candidate: Candidate) -> str:
    """A candidate in words."""
    settings = candidate.settings
    near = ", near in the columns" if settings.nearness else ""
    return (
        f"{settings.order}, {plural(settings.trees, 'tree')} per layer of at most {settings.leaves} leaves, "
        f"at most {plural(settings.max_partitions, 'partition')}{near}"
    )


def shown(value: float, audit: Audit) -> str:
    """A fidelity: agreement as percent, R2 as it is."""
    return percent(value) if audit.task.classes and value >= 0 else number(value)


def candidate_row(audit: Audit, candidate: Candidate) -> CandidateRow:
    """One line of the table."""
    score = candidate.score
    note = "chosen" if candidate.chosen else "not beaten" if candidate.on_front else ""
    return CandidateRow(
        name=name_of(candidate),
        partitions=number(score.partitions),
        fidelity=shown(score.fidelity, audit),
        described=shown(score.described, audit),
        stability=number(score.stability),
        note=note,
        chosen=candidate.chosen,
    )


def size_picture(audit: Audit, figures: Figures) -> Picture:
    """Fidelity against number of partitions."""
    chosen = audit.search.chosen
    trees = "; ".join(f"{tree.leaves} leaves {shown(tree.fidelity, audit)}" for tree in audit.search.trees)
    at = plural(round(chosen.score.partitions), "partition")
    return Picture(
        source=embed(figures.sizes),
        title=f"The choice: {shown(chosen.score.fidelity, audit)} {fidelity_name(audit.task)} with {at}, "
        f"{shown(chosen.score.described, audit)} when described",
        alt=(
            f"Fidelity of {plural(len(audit.search.candidates), 'candidate')} against their number of partitions. The "
            f"chosen one has {at} and {shown(chosen.score.fidelity, audit)}, described "
            f"{shown(chosen.score.described, audit)}. Trees in the columns: {trees}."
        ),
        caption=(
            "Cross-validated inside the fit part, to choose by; the sections on fidelity and on the map have what was "
            "measured on evaluation rows. Filled: fidelity of a candidate. Hollow: the same when its map gives rows "
            "their partition. Line: a plain tree in the columns with as many leaves as partitions. The ring marks the "
            f"choice; the dashed line is the target fidelity of {setting_of(audit)}."
        ),
    )


def setting_of(audit: Audit) -> str:
    """The target fidelity as it was set."""
    target = audit.search.target_fidelity
    return setting(target) if audit.task.classes else number(target)


def stability_sentence(audit: Audit) -> str:
    """What refits say."""
    stability = audit.fidelity.stability
    if isinstance(stability, NotRun):
        return f"Not run: {stability.reason}."
    labels = [partition.label for partition in audit.partitioning.partitions]
    weak = [
        label
        for label, value in zip(labels, stability.partitions, strict=True)
        if value is not None and value < UNSTABLE
    ]
    said = (
        f"The whole search was run again on {plural(stability.refits, 'resample')} of the fit rows. On the evaluation "
        f"rows, the partitions of two refits agree with an adjusted Rand index of {number(stability.index)} on average "
        f"({number(stability.lowest)} to {number(stability.highest)} over pairs; 1 is the same partitions, 0 is what "
        f"chance gives), and with those of this report with {number(stability.with_report)}."
    )
    if not weak:
        return f"{said} Every partition is found again by most of them."
    return (
        f"{said} Refits do not find {' and '.join(weak)} again (Jaccard index below {UNSTABLE:g}): another sample of "
        "rows would give other borders there."
    )


def stability_of(audit: Audit, index: int) -> str:
    """How stable one partition is, for its row; empty where it was not measured."""
    stability = audit.fidelity.stability
    value = stability.partitions[index] if isinstance(stability, Stability) else None
    if value is None:
        return ""
    return f"{'unstable' if value < UNSTABLE else 'stable'} over refits ({number(value)})"
