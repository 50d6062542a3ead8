"""The picture of the columns in which partitions differ, with its message in words."""

from collections.abc import Sequence

from yasenn_report.numbers import number
from yasenn_report.record import Record
from yasenn_report.record.measured import NotRun
from yasenn_report.report.decisions import decision_clause
from yasenn_report.report.differences import shown_differences
from yasenn_report.report.view.columns import columns_of
from yasenn_report.report.view.pictures import Picture, embed
from yasenn_report.report.view.pictures.alternative import told


def profiles_picture(record: Record, svg: str | NotRun, names: Sequence[str]) -> Picture | NotRun:
    """The picture of profiles, or why there is none.

    Args:
        record: of an audit.
        svg: the drawing, made with the same names.
        names: what the page calls the columns of `record.profiles.columns`.
    """
    if isinstance(svg, NotRun):
        return svg
    found = strongest(record)
    label, decision, column, value = found[0]
    things = [f"{label} ({decision}): {names[column]} {apart(value)}" for label, decision, column, value in found]
    return Picture(
        source=embed(svg),
        title=f"{label} ({decision}) differs most: {names[column]} is {apart(value)} the other rows' mean",
        alt=told(
            "Table of partitions and columns: how far the mean of a partition's fit rows lies from the mean of the "
            "other fit rows. The strongest of each partition:",
            things,
            noun="partition",
        ),
        caption=(
            "Numbers: mean of the partition's fit rows less the mean of the other fit rows, in standard deviations of "
            "the column. Plus and blue: above the others; minus and brown: below them; the darker, the further. "
            f"Columns: the {len(names)} with the largest differences. They say what partitions look like, not what "
            "the network's output depends on."
        ),
    )


def profile_names(record: Record) -> list[str]:
    """What the page calls the columns of `record.profiles.columns`."""
    columns = columns_of(record.explanation)
    return [columns.find(column, entry).name for column, entry in record.profiles.columns]


def strongest(record: Record) -> list[tuple[str, str, int, float]]:
    """By partition, the most different first: its label, its decision, the column that differs most, and how far."""
    found = []
    for partition, values in zip(record.partitions, shown_differences(record), strict=True):
        sizes = [abs(value) for value in values]
        column = sizes.index(max(sizes))
        found.append((partition.label, decision_clause(partition), column, values[column]))
    return sorted(found, key=lambda one: -abs(one[3]))


def apart(value: float) -> str:
    """A difference in words."""
    return f"{number(abs(value))} standard deviations {'above' if value >= 0 else 'below'}"
