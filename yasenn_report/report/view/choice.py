"""The section on how the code book was chosen, and how far the choice would be found again."""

from dataclasses import dataclass

from yasenn_report.numbers import number, percent, plural, setting
from yasenn_report.record import Record
from yasenn_report.record.measured import NotRun
from yasenn_report.record.partitions import Partition
from yasenn_report.record.search import Candidate
from yasenn_report.report.view.lists import most_of, top
from yasenn_report.report.view.pictures import Figures, Picture, embed
from yasenn_report.report.view.words import fidelity_name

CANDIDATES_SHOWN = 4
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
    """How many candidates are not shown; empty where all are."""
    picture: Picture
    stability: str
    """How stable the partitions are, or why it was not measured."""
    unstable: str
    """Jaccard index below which a partition counts as unstable."""


def make_choice(record: Record, figures: Figures) -> Choice:
    """What was tried, what was chosen, how stable it is."""
    ranked = sorted(record.search.candidates, key=lambda one: (not one.chosen, not one.on_front, -one.described))
    candidates = top(ranked, most_of(record, CANDIDATES_SHOWN), "candidate")
    return Choice(
        sentence=sentence(record),
        rule=record.search.rule,
        candidates=tuple(candidate_row(record, one) for one in candidates.shown),
        more=candidates.more,
        picture=size_picture(record, figures),
        stability=stability_sentence(record),
        unstable=f"{UNSTABLE:g}",
    )


def sentence(record: Record) -> str:
    """What was chosen, in one sentence."""
    chosen = record.search.chosen
    return (
        f"Of {plural(len(record.search.candidates), 'way')} to make partitions, all scored inside the fit part, the "
        f"printed rule chose {name_of(chosen)}."
    )


def name_of(candidate: Candidate) -> str:
    """A candidate in words."""
    near = ", near in the columns" if candidate.nearness else ""
    return (
        f"{candidate.order}, {plural(candidate.trees, 'tree')} per layer of at most {candidate.leaves} leaves, "
        f"at most {plural(candidate.max_partitions, 'partition')}{near}"
    )


def shown(value: float, record: Record) -> str:
    """A fidelity: agreement as percent, R2 as it is."""
    return percent(value) if record.task.classes and value >= 0 else number(value)


def candidate_row(record: Record, candidate: Candidate) -> CandidateRow:
    """One line of the table."""
    note = "chosen" if candidate.chosen else "not beaten" if candidate.on_front else ""
    return CandidateRow(
        name=name_of(candidate),
        partitions=number(candidate.partitions),
        fidelity=shown(candidate.fidelity, record),
        described=shown(candidate.described, record),
        stability=number(candidate.stability),
        note=note,
        chosen=candidate.chosen,
    )


def size_picture(record: Record, figures: Figures) -> Picture:
    """Fidelity against number of partitions."""
    chosen = record.search.chosen
    trees = "; ".join(f"{tree.leaves} leaves {shown(tree.fidelity, record)}" for tree in record.search.trees_in_columns)
    at = plural(round(chosen.partitions), "partition")
    return Picture(
        source=embed(figures.sizes),
        title=f"The choice: {shown(chosen.fidelity, record)} {fidelity_name(record.task)} with {at}, "
        f"{shown(chosen.described, record)} when described",
        alt=(
            f"Fidelity of {plural(len(record.search.candidates), 'candidate')} against their number of partitions. The "
            f"chosen one has {at} and {shown(chosen.fidelity, record)}, described "
            f"{shown(chosen.described, record)}. Trees in the columns: {trees}."
        ),
        caption=(
            "Cross-validated inside the fit part, to choose by; the sections on fidelity and on the map have what was "
            "measured on evaluation rows. Filled: fidelity of a candidate. Hollow: the same when its map gives rows "
            "their partition. Line: a plain tree in the columns with as many leaves as partitions. The ring marks the "
            f"choice; the dashed line is the target fidelity of {setting_of(record)}."
        ),
    )


def setting_of(record: Record) -> str:
    """The target fidelity as it was set."""
    target = record.search.target_fidelity
    return setting(target) if record.task.classes else number(target)


def stability_sentence(record: Record) -> str:
    """What refits say."""
    stability = record.stability
    if isinstance(stability, NotRun):
        return f"Not run: {stability.reason}."
    weak = [
        one.label for one in record.partitions if not isinstance(one.stability, NotRun) and one.stability < UNSTABLE
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


def stability_of(partition: Partition) -> str:
    """How stable one partition is, for its row; empty where it was not measured."""
    value = partition.stability
    if isinstance(value, NotRun):
        return ""
    return f"{'unstable' if value < UNSTABLE else 'stable'} over refits ({number(value)})"
