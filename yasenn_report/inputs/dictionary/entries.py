"""What a dictionary's file says of one column into checked words; the same checks for every kind of file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from yasenn_report.errors import YasennReportError
from yasenn_report.inputs.dictionary.words import ColumnWords, Meaning
from yasenn_report.inputs.free_text import FREE_TEXT, tidied, writable
from yasenn_report.inputs.table_files.wording import listed, quoted
from yasenn_report.numbers import count, exact

LONGEST = {"label": 200, "unit": 40, "note": 500, "value": 200, "meaning": 200}
"""Characters; longer ones would break tables and drawings."""
TEXTS = ("label", "unit", "note")
SCALES = (("mean", "sd"), ("min", "max"), ("factor", "offset"))
"""A column that was standardised, one that was brought to 0..1, and any other; a scale has the names of one group."""
ABOVE_0 = ("sd", "factor")

Refuse = Callable[[str], YasennReportError]
"""Makes the refusal of one column, which its message begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands in the file, unchecked but for its types."""

    column: str
    texts: Mapping[str, str]
    """By the names in ``TEXTS``; those that are given."""
    scale: Mapping[str, float] | None
    """By the names in ``SCALES``; None where there is none."""
    meanings: Sequence[tuple[str, str]]
    """(value, meaning)."""


def checked(entry: Entry, refuse: Refuse) -> ColumnWords:
    """The words of one column.

    Raises:
        YasennReportError: a text is empty, too long or none for a page, or the scale is none.
    """
    texts = {name: one_line(text, name, refuse) for name, text in entry.texts.items()}
    if entry.scale is not None and entry.meanings:
        raise refuse("it has both a scale and values: codes are not scaled, so give one of the two")
    factor, offset = (1.0, 0.0) if entry.scale is None else _line(entry.scale, refuse)
    pairs = [(one_line(value, "value", refuse), one_line(said, "meaning", refuse)) for value, said in entry.meanings]
    _refuse_doubles([value for value, _ in pairs], refuse)
    return ColumnWords(
        column=entry.column,
        label=texts.get("label"),
        unit=texts.get("unit"),
        note=texts.get("note"),
        factor=factor,
        offset=offset,
        meanings=tuple(Meaning(value=value, meaning=said) for value, said in pairs),
    )


def one_line(text: str, what: str, refuse: Refuse) -> str:
    """A text that fits in one line of a page."""
    line = tidied(text)
    if not line:
        raise refuse(f"it has an empty {what}: write one, or leave it out")
    if len(line) > LONGEST[what]:
        raise refuse(f"its {what} has {count(len(line))} characters; at most {LONGEST[what]} fit: shorten it")
    if "\n" in line or "\t" in line or not writable(line):
        raise refuse(f"its {what} is the text {quoted(line)}; one line of {FREE_TEXT} was expected: correct it")
    return line


def _refuse_doubles(values: Sequence[str], refuse: Refuse) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise refuse(f"the meaning of {quoted(value)} is given twice: give it once")
        seen.add(value)


def _line(scale: Mapping[str, float], refuse: Refuse) -> tuple[float, float]:
    """Factor and offset, by which a number of the file becomes one in the unit."""
    _refuse_mixed(scale, refuse)
    for name, value in scale.items():
        if not isfinite(value) or (name in ABOVE_0 and value <= 0):
            expected = "a finite number above 0" if name in ABOVE_0 else "a finite number"
            raise refuse(f"{quoted(name)} of its scale is {exact(value)}; {expected} was expected: correct it")
    if "sd" in scale:
        return scale["sd"], scale["mean"]
    if "max" in scale:
        if scale["max"] <= scale["min"]:
            raise refuse(
                f"its scale has max {exact(scale['max'])}, which is not above min {exact(scale['min'])}: correct them"
            )
        if not isfinite(scale["max"] - scale["min"]):
            raise refuse("its scale is wider than a number can say: correct min and max")
        return scale["max"] - scale["min"], scale["min"]
    return scale.get("factor", 1.0), scale.get("offset", 0.0)


def _refuse_mixed(scale: Mapping[str, float], refuse: Refuse) -> None:
    either = "give 'mean' and 'sd', or 'min' and 'max', or 'factor' and 'offset'"
    used = [group for group in SCALES if any(name in scale for name in group)]
    if len(used) != 1:
        found = f"has {listed(list(scale))}, which are of two kinds" if used else "says nothing"
        raise refuse(f"its scale {found}: {either}")
    lacking = [name for name in used[0] if name not in scale]
    if lacking and used[0] != ("factor", "offset"):
        raise refuse(f"its scale lacks {quoted(lacking[0])}: {either}")


def refuse_same_labels(columns: Sequence[ColumnWords], refuse: Refuse) -> None:
    """Two columns of one name could not be told apart on a page.

    Args:
        columns: those of the file.
        refuse: makes the refusal of the file.
    """
    owners: dict[str, str] = {}
    for one in columns:
        if one.label is not None and owners.setdefault(one.label, one.column) != one.column:
            raise refuse(
                f"columns {quoted(owners[one.label])} and {quoted(one.column)} have the same label "
                f"{quoted(one.label)}: give each its own"
            )
