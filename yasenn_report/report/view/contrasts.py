"""The section on contrasts: pairs of partitions that run together and part, and what tells them apart."""

from dataclasses import dataclass

from yasenn_report.audit import Audit
from yasenn_report.numbers import count, number, percent, plural
from yasenn_report.report.view.sheets import logistic_lines
from yasenn_report.report.view.trust import FidelityRow
from yasenn_report.report.view.words import Columns, conditions_of, decision_of, read
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.contrasts import Contrast, Contrasts
from yasenn_report.yasenn.describe import LogisticDescription, TreeDescription
from yasenn_report.yasenn.fidelity import ContrastFidelity
from yasenn_report.yasenn.parting import Parting


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
    second: str
    second_decision: str
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
    told: tuple[FidelityRow, ...]


def contrasts_sentence(audit: Audit) -> str:
    """What to take from the section, or why there is nothing in it."""
    found, layers = audit.contrasts, audit.network.hidden_layers
    if len(audit.partitioning.partitions) == 1:
        return "There is one partition only, and nothing to hold it against."
    if found.different == 0:
        return f"There is no pair to show by itself: {what_is_alike(audit)}.{asked_for(found)}"
    if found.running_together == 0:
        return (
            "There is no pair to show by itself: no two partitions with different answers share even the first leaf "
            f"index of a code. The first tree of {layers[audit.distillation.layers[0]].name} tells all of them "
            f"apart.{asked_for(found)}"
        )
    leading = found.pairs[0]
    first, second = (audit.partitioning.partitions[index].label for index in (leading.first, leading.second))
    return (
        f"The network leads rows of {first} and of {second} along the same beginning of the path most often before it "
        "answers them differently: the models below say in which columns such rows differ, and how well that tells "
        "them apart."
    )


def what_is_alike(audit: Audit) -> str:
    """Why no two partitions count as different."""
    if audit.task.classes:
        return "all partitions lead to the same decision"
    return "the values of no two partitions are further apart than the error limit"


def asked_for(found: Contrasts) -> str:
    """A sentence that leads over to pairs that the user asked for, if there are any."""
    return " What follows was asked for." if found.pairs else ""


def contrasts_rule(audit: Audit) -> str:
    """By which rule pairs are shown, and how to read where they part."""
    found, layers = audit.contrasts, audit.network.hidden_layers
    order = ", then ".join(layers[layer].name for layer in audit.distillation.layers)
    different = "different decisions" if audit.task.classes else "values further apart than the error limit"
    return (
        "Rule: fit rows of two partitions are matched one to one, those whose codes share the longest beginnings "
        "first; two matched rows run together until the first leaf index that they do not share. "
        f"Pairs of partitions with {different}: {count(found.different)}, of which {count(found.running_together)} "
        "with rows that run together; at most 3 are shown, those with most such rows, beside those that --contrast "
        f"asks for. Codes are read in the order of distillation: {order}."
    )


def make_contrast_sheets(audit: Audit) -> tuple[ContrastSheet, ...]:
    """One per pair, the most consequential first."""
    return tuple(
        contrast_sheet(audit, pair, told)
        for pair, told in zip(audit.contrasts.pairs, audit.fidelity.contrasts, strict=True)
    )


def contrast_sheet(audit: Audit, pair: Contrast, told: ContrastFidelity | NotRun) -> ContrastSheet:
    """One pair."""
    first, second = (audit.partitioning.partitions[index] for index in (pair.first, pair.second))
    opening, lines = model_words(pair.model, audit.holdout.readable.columns, first.label, second.label)
    return ContrastSheet(
        first=first.label,
        first_decision=decision_of(audit.task, first),
        second=second.label,
        second_decision=decision_of(audit.task, second),
        anchor=f"contrast-{first.label}-{second.label}",
        asked="This pair was asked for." if pair.asked else "",
        parting=parting_sentence(audit, pair.parting),
        rows=parting_rows(audit, pair.parting),
        opening=opening,
        lines=lines,
        warning="" if pair.missing is None else pair.missing.reason,
        told=() if isinstance(told, NotRun) else told_rows(told, first.label, second.label),
    )


def parting_sentence(audit: Audit, found: Parting) -> str:
    """Where most rows part."""
    layer = audit.network.hidden_layers[found.layer].name
    if found.together == 0:
        return (
            f"The two never run together: all matched fit rows ({count(found.matched)} of each) part at once, by the "
            f"first leaf index of the code, which is of {layer}."
        )
    here = next(one.matched for one in found.by_layer if one.layer == found.layer)
    return (
        f"Of the matched fit rows ({count(found.matched)} of each), {count(found.together)} run together at first; "
        f"most of these part at {layer} ({count(here)}), by leaf index {found.place + 1} of the code more often than "
        "by any other of that layer."
    )


def parting_rows(audit: Audit, found: Parting) -> tuple[PartingRow, ...]:
    """The lines of the table: at once, then layer by layer."""
    layers = audit.network.hidden_layers
    steps = [("at once, by the first leaf index", found.at_once)]
    steps += [(f"later, at {layers[one.layer].name}", one.matched) for one in found.by_layer]
    return tuple(
        PartingRow(where=where, rows=count(rows), share=percent(rows / found.matched)) for where, rows in steps
    )


def model_words(
    model: TreeDescription | LogisticDescription | None, columns: Columns, first: str, second: str
) -> tuple[str, tuple[str, ...]]:
    """The model in words: an opening, and lines."""
    if model is None:
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


def told_rows(told: ContrastFidelity, first: str, second: str) -> tuple[FidelityRow, ...]:
    """How well it tells the two apart on the evaluation rows."""
    return (
        FidelityRow(name=f"rows of {first}", reading=read(told.first)),
        FidelityRow(name=f"rows of {second}", reading=read(told.second)),
        FidelityRow(name="mean of the two (balanced accuracy)", reading=read(told.balanced), strong=True),
    )
