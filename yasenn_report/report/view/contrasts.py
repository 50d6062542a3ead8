"""The section on contrasts: pairs of partitions that run together and part, and what tells them apart."""

from dataclasses import dataclass

from yasenn_report.numbers import count, number, percent, plural
from yasenn_report.record import Record
from yasenn_report.record.contrasts import Contrast, Contrasts, Parting
from yasenn_report.record.descriptions import Description, TreeDescription
from yasenn_report.record.measured import NotRun
from yasenn_report.report.view.chosen import anchor_of
from yasenn_report.report.view.columns import Columns, columns_of
from yasenn_report.report.view.sheets import logistic_lines
from yasenn_report.report.view.words import conditions_of, decision_of, read


@dataclass(frozen=True, slots=True, kw_only=True)
class PartingRow:
    """How many matched fit rows part at one layer."""

    where: str
    rows: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastSheet:
    """All about one pair."""

    first: str
    first_decision: str
    first_anchor: str
    """Where its sheet stands; empty if it has none, as is the next but two."""
    second: str
    second_decision: str
    second_anchor: str
    anchor: str
    asked: str
    """A sentence where the user asked for the pair; else empty."""
    parting: str
    rows: tuple[PartingRow, ...]
    opening: str
    """What comes before the lines; empty where there is no model."""
    lines: tuple[str, ...]
    warning: str
    """Why there is nothing to tell the two apart by that can be relied on; empty where there is."""
    told: str
    """How well that tells evaluation rows of the two apart, or why it was not measured; empty without a model."""


def contrasts_sentence(record: Record) -> str:
    """What to take from the section, or why there is nothing in it."""
    found = record.contrasts
    if len(record.partitions) == 1:
        return "There is one partition only, and nothing to hold it against."
    if found.different_pairs == 0:
        return f"There is no pair to show by itself: {what_is_alike(record)}{asked_for(found)}."
    if found.running_together == 0:
        return (
            "There is no pair to show by itself: no two partitions with different answers share even the first leaf "
            f"index of a code, since the first tree of {record.fidelity.by_layer[0].layer} tells all of them "
            f"apart{asked_for(found)}."
        )
    leading, parting = found.pairs[0], found.pairs[0].parting
    return (
        f"Of all pairs with different answers, codes of rows of {leading.first} and {leading.second} share beginnings "
        f"most often ({count(parting.together)} of {count(parting.matched_fit_rows)} matched fit rows); "
        "the models below say in which columns the rows of a pair differ, and how well that tells them apart."
    )


def what_is_alike(record: Record) -> str:
    """Why no two partitions count as different."""
    if record.task.classes:
        return "all partitions lead to the same decision"
    return "the values of no two partitions are further apart than the error limit"


def asked_for(found: Contrasts) -> str:
    """What leads over to pairs that the user asked for, if there are any."""
    return "; what follows was asked for" if found.pairs else ""


def contrasts_rule(record: Record) -> str:
    """By which rule pairs are shown, and how to read where they part."""
    found = record.contrasts
    order = ", then ".join(one.layer for one in record.fidelity.by_layer)
    different = "different decisions" if record.task.classes else "values further apart than the error limit"
    return (
        "Rule: fit rows of two partitions are matched one to one, those whose codes share the longest beginnings "
        "first; two matched rows run together until the first leaf index that they do not share. "
        f"Pairs of partitions with {different}: {count(found.different_pairs)}, of which "
        f"{count(found.running_together)} with rows that run together; at most 3 are shown, those with most such "
        f"rows, beside those that --contrast asks for. Codes are read in the order of distillation: {order}."
    )


def make_contrast_sheets(record: Record) -> tuple[ContrastSheet, ...]:
    """One per pair, the most consequential first."""
    return tuple(contrast_sheet(record, pair) for pair in record.contrasts.pairs)


def contrast_sheet(record: Record, pair: Contrast) -> ContrastSheet:
    """One pair."""
    by_label = {partition.label: partition for partition in record.partitions}
    opening, lines = model_words(pair.model, columns_of(record.explanation), pair.first, pair.second)
    return ContrastSheet(
        first=pair.first,
        first_decision=decision_of(record.task, by_label[pair.first]),
        first_anchor=anchor_of(record, pair.first),
        second=pair.second,
        second_decision=decision_of(record.task, by_label[pair.second]),
        second_anchor=anchor_of(record, pair.second),
        anchor=f"contrast-{pair.first}-{pair.second}",
        asked="This pair was asked for." if pair.asked else "",
        parting=parting_sentence(pair.parting),
        rows=parting_rows(pair.parting),
        opening=opening,
        lines=lines,
        warning=pair.not_told_apart or "",
        told=told_sentence(pair) if lines else "",
    )


def parting_sentence(found: Parting) -> str:
    """Where most rows part."""
    if found.together == 0:
        return (
            f"The two never run together: all matched fit rows ({count(found.matched_fit_rows)} of each) part at "
            f"once, by the first leaf index of the code, which is of {found.layer}."
        )
    here = next(one.fit_rows for one in found.by_layer if one.layer == found.layer)
    return (
        f"Of the matched fit rows ({count(found.matched_fit_rows)} of each), {count(found.together)} run together at "
        f"first; most of these part at {found.layer} ({count(here)}), by leaf index {found.leaf_index} of the code "
        "more often than by any other of that layer."
    )


def parting_rows(found: Parting) -> tuple[PartingRow, ...]:
    """The lines of the table: at once, then layer by layer."""
    steps = [("at once, by the first leaf index", found.at_once)]
    steps += [(f"later, at {one.layer}", one.fit_rows) for one in found.by_layer]
    return tuple(
        PartingRow(where=where, rows=count(rows), share=percent(rows / found.matched_fit_rows)) for where, rows in steps
    )


def model_words(model: Description | NotRun, columns: Columns, first: str, second: str) -> tuple[str, tuple[str, ...]]:
    """The model in words: an opening, and lines."""
    if isinstance(model, NotRun):
        return "", ()
    if isinstance(model, TreeDescription):
        rules = "these rules hold" if len(model.rules) > 1 else "this rule holds"
        return f"Among rows of the two, {rules} for {second} rather than for {first}:", tuple(
            f"{conditions_of(rule, columns)} ({plural(rule.fit_rows, 'fit row')}, {percent(rule.share)} of them in "
            f"{second})"
            for rule in model.rules
        )
    return (
        f"Among rows of the two, a weighted sum of {plural(len(model.terms), 'column')} (logistic regression) says "
        f"{second} rather than {first} where it gives a probability of at least {number(model.cut)}. Which way each "
        f"column pulls towards {second}, and the weight of one standard deviation:"
    ), logistic_lines(model, columns)


def told_sentence(pair: Contrast) -> str:
    """How well the model tells the two apart on the evaluation rows."""
    if isinstance(pair.told, NotRun):
        return f"How well this tells evaluation rows of the two apart was not measured: {pair.told.reason}."
    first, second, balanced = map(read, (pair.told.first, pair.told.second, pair.told.balanced_accuracy))
    return (
        f"On evaluation rows this tells rightly {first.value} of those of {pair.first} ({first.interval}) and "
        f"{second.value} of those of {pair.second} ({second.interval}); the mean of the two, the balanced accuracy, is "
        f"{balanced.value} ({balanced.interval})."
    )
