"""The columns that descriptions speak in, with the words that the user's dictionary has for them."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from yasenn_report.audit import Audit
from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.record.columns import Column, Explanation, LeftOut, Meaning


class MeaningLike(Protocol):
    """What one value of a column stands for."""

    @property
    def value(self) -> str:
        """As the file writes it."""

    @property
    def meaning(self) -> str:
        """In words."""


class ColumnWords(Protocol):
    """What a dictionary says of one column of a file."""

    @property
    def label(self) -> str | None:
        """What people call it."""

    @property
    def unit(self) -> str | None:
        """Of the shown value."""

    @property
    def note(self) -> str | None:
        """A sentence on it."""

    @property
    def factor(self) -> float:
        """The shown value is ``value * factor + offset``."""

    @property
    def offset(self) -> float:
        """See ``factor``."""

    @property
    def meanings(self) -> Sequence[MeaningLike]:
        """Of its values, if they are codes."""


Words = Mapping[str, ColumnWords]
"""A dictionary: by name of the column in the file."""


def record_explanation(audit: Audit, words: Words) -> Explanation:
    """All explanation columns, in their order."""
    readable = audit.holdout.readable
    lowest, highest = readable.values.min(axis=0).tolist(), readable.values.max(axis=0).tolist()
    return Explanation(
        given=readable.given,
        columns=tuple(
            record_column(column, words.get(column.column), low, high)
            for column, low, high in zip(readable.columns, lowest, highest, strict=True)
        ),
        left_out=tuple(LeftOut(column=one.column, entries=one.entries) for one in readable.left_out),
    )


def record_column(column: ReadableColumn, words: ColumnWords | None, lowest: float, highest: float) -> Column:
    """One column, from its smallest to its largest value in the rows that were audited."""
    if words is None:
        return Column(column=column.column, entry=column.entry, lowest=lowest, highest=highest)
    return Column(
        column=column.column,
        entry=column.entry,
        label=words.label,
        unit=words.unit,
        note=words.note,
        factor=words.factor,
        offset=words.offset,
        meanings=tuple(Meaning(value=one.value, meaning=one.meaning) for one in words.meanings),
        lowest=lowest,
        highest=highest,
    )
