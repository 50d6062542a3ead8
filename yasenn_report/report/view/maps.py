"""The section on the map: the tree that names partitions from columns, and what is lost on the way."""

from dataclasses import dataclass

from yasenn_report.numbers import count, percent
from yasenn_report.record import Record
from yasenn_report.record.measured import Estimate, NotRun
from yasenn_report.report.view.chosen import anchor_of
from yasenn_report.report.view.columns import columns_of
from yasenn_report.report.view.lists import Top, most_of, top
from yasenn_report.report.view.trust import FidelityRow
from yasenn_report.report.view.words import conditions_of, fidelity_name, read

RULES_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """One leaf of the map."""

    label: str
    anchor: str
    words: str
    fit_rows: str
    share: str


def map_rows(record: Record) -> tuple[FidelityRow, ...]:
    """How far the map can replace the activations, beside a direct tree of its size."""
    fidelity = record.fidelity
    return (
        FidelityRow(name="the map names the right partition (naming accuracy)", reading=read(fidelity.naming)),
        FidelityRow(
            name=f"fidelity when the map names the partition (described fidelity): {fidelity_name(record.task)}",
            reading=read(fidelity.described),
            strong=True,
        ),
        FidelityRow(
            name="fidelity of a direct tree of the same size, fitted to the network without any codes",
            reading=read(fidelity.direct_tree),
        ),
    )


def map_sentence(record: Record) -> str:
    """What to take from the map, by a comparison with the direct tree on the same rows."""
    gain = record.fidelity.map_gain
    if not isinstance(gain, Estimate):
        return f"There is no map: {gain.reason}."
    if gain.low == gain.high == 0:
        return (
            "In columns alone, the map decides on every row as a direct tree of the same size does: knowing the "
            "partitions "
            "did not help to predict the network."
        )
    if gain.low <= 0 <= gain.high:
        return (
            "In columns alone, this map follows the network about as closely as a direct tree of the same size: on so "
            "many rows no difference can be told."
        )
    if gain.value > 0:
        return "In columns alone, this map follows the network better than a direct tree of the same size."
    return (
        "In columns alone, a direct tree of the same size follows the network better than this map: do not use the map "
        "to predict the network."
    )


def map_leaves(record: Record) -> Top[MapRow]:
    """The leaves of the map with exact thresholds; in a summary those with most fit rows."""
    rules = () if isinstance(record.map, NotRun) else record.map.rules
    largest = sorted(range(len(rules)), key=lambda place: -rules[place].rule.fit_rows)
    found = top(largest, most_of(record, RULES_SHOWN), "leaf of the map", "leaves of the map")
    columns = columns_of(record.explanation)
    return Top(
        shown=tuple(
            MapRow(
                label=rules[place].partition,
                anchor=anchor_of(record, rules[place].partition),
                words=conditions_of(rules[place].rule, columns),
                fit_rows=count(rules[place].rule.fit_rows),
                share=percent(rules[place].rule.share),
            )
            for place in sorted(found.shown)
        ),
        more=found.more,
    )


def unmapped(record: Record) -> str:
    """Which partitions no leaf of the map names; empty where there are none."""
    if isinstance(record.map, NotRun):
        return ""
    named = {rule.partition for rule in record.map.rules}
    missing = [partition.label for partition in record.partitions if partition.label not in named]
    return f"No leaf of the map names {' or '.join(missing)}." if missing else ""
