"""What the page calls columns, and how it shows their values: in a dictionary's words where it has some."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from yasenn_report.numbers import number, percent
from yasenn_report.record.columns import Column, Explanation
from yasenn_report.report.view.thresholds import thresholds

MEANINGS_LISTED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainColumn:
    """A column of numbers, of codes with meanings, or an indicator: 1 where its name holds, else 0."""

    found: Column

    @property
    def indicator(self) -> bool:
        """Whether it stands for one entry of a column of text."""
        return self.found.entry is not None

    @property
    def called(self) -> str:
        """What its column in the file is called."""
        return self.found.label or self.found.column

    @property
    def name(self) -> str:
        """What the page calls it: ``age at screening``, or ``sex is Male``."""
        return self.called if self.found.entry is None else f"{self.called} is {self.entry}"

    @property
    def negation(self) -> str:
        """What the page says where an indicator is 0: ``sex is not Male``."""
        return f"{self.called} is not {self.entry}"

    @property
    def entry(self) -> str:
        """The entry of an indicator, by its meaning where it has one; empty for other columns."""
        entry = self.found.entry or ""
        return next((one.meaning for one in self.found.meanings if one.value == entry), entry)

    @property
    def unit(self) -> str:
        """Of the shown values; empty where it is not known, and for indicators and codes, which have none."""
        return "" if self.indicator or self.codes else self.found.unit or ""

    @property
    def heading(self) -> str:
        """Its name over or beside shown values, with their unit: ``age at screening (years)``."""
        return f"{self.name} ({self.unit})" if self.unit else self.name

    @property
    def codes(self) -> tuple[tuple[float, str], ...]:
        """The values that have meanings, ascending; empty for indicators."""
        if self.indicator:
            return ()
        return tuple(
            sorted((code, one.meaning) for one in self.found.meanings if (code := number_of(one.value)) is not None)
        )

    @property
    def factor(self) -> float:
        """The page shows ``value * factor + offset``."""
        return 1.0 if self.indicator else self.found.factor

    @property
    def offset(self) -> float:
        """See ``factor``."""
        return 0.0 if self.indicator else self.found.offset

    @property
    def scaled(self) -> bool:
        """Whether the page shows other numbers than the file."""
        return (self.factor, self.offset) != (1.0, 0.0)

    def scale(self, value: float) -> float:
        """A value of the file as the page shows it."""
        return value * self.factor + self.offset if self.scaled else value

    def shown(self, value: float) -> str:
        """A value of the file as printed, without its unit: yes or no, a meaning, or a number."""
        if self.indicator:
            return "yes" if value > 0 else "no"
        return dict(self.codes).get(value) or number(self.scale(value))

    def with_unit(self, value: float) -> str:
        """The same with its unit, for sentences."""
        return f"{self.shown(value)} {self.unit}".rstrip()

    def condition(self, above: float | None, at_most: float | None) -> str:
        """Bounds ``above < value <= at_most`` as a phrase, with thresholds that can be typed in."""
        if above is None and at_most is None:
            return f"any {self.name}"
        if self.indicator and (above is None) != (at_most is None):
            return self.negation if above is None else self.name
        inside = [meaning for code, meaning in self.codes if is_inside(code, above, at_most)]
        phrase = self.bounds(above, at_most)
        if not inside or len(inside) == len(self.codes):
            return phrase
        if len(inside) > MEANINGS_LISTED:
            return f"{phrase} ({', '.join(inside[:MEANINGS_LISTED])} and {len(inside) - MEANINGS_LISTED} more)"
        return f"{self.name}: {either(inside)}"

    def bounds(self, above: float | None, at_most: float | None) -> str:
        """The same in numbers; a negative factor turns the bounds round."""
        exact = {bound: self.scale(bound) for bound in (above, at_most) if bound is not None}
        ends = (self.scale(self.found.lowest), self.scale(self.found.highest))
        printed = dict(zip(exact, thresholds(tuple(exact.values()), ends, scaled=self.scaled), strict=True))
        unit = f" {self.unit}" if self.unit else ""
        turned = self.factor < 0
        if above is None and at_most is not None:
            return f"{self.name} {'≥' if turned else '≤'} {printed[at_most]}{unit}"
        if above is not None and at_most is None:
            return f"{self.name} {'<' if turned else '>'} {printed[above]}{unit}"
        low, high = (printed[bound] for bound in (above, at_most) if bound is not None)
        return f"{high} ≤ {self.name} < {low}{unit}" if turned else f"{low} < {self.name} ≤ {high}{unit}"

    @property
    def two_codes(self) -> tuple[float, float] | None:
        """The two values of a column that has no others, both with meanings: its mean is a share of rows."""
        known = {code for code, _ in self.codes}
        ends = (self.found.lowest, self.found.highest)
        return ends if len(known) == 2 and known == set(ends) else None

    def mean_name(self) -> str:
        """What a mean of the column is called in a table: with its unit, or with what the share of rows has."""
        if self.two_codes:
            return f"{self.name}: {self.codes[1][1]}"
        return f"{self.name} (mean of its codes)" if self.codes else self.heading

    def mean(self, value: float) -> str:
        """A mean as printed; that of an indicator, or of two codes, is a share of the rows."""
        if self.two_codes:
            low, high = self.two_codes
            return percent((value - low) / (high - low))
        return percent(value) if self.indicator else number(self.scale(value))

    def direction(self, change: float) -> float:
        """A change of the file's values as a change of the shown ones: turned round by a negative factor."""
        return -change if self.factor < 0 else change

    def pull(self, weight: float) -> str:
        """Which way a weight pulls: ``higher age``, or ``sex is Male`` and ``sex is not Male``."""
        if self.indicator:
            return self.name if weight > 0 else self.negation
        if self.two_codes:
            return f"{self.name}: {self.codes[weight > 0][1]}"
        what = f"code of {self.name}" if self.codes else self.name
        return f"{'higher' if self.direction(weight) > 0 else 'lower'} {what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The explanation columns, in their order, and by what the record calls them."""

    all: tuple[PlainColumn, ...]
    by_name: Mapping[tuple[str, str | None], PlainColumn]

    def find(self, column: str, entry: str | None) -> PlainColumn:
        """The column of that name; where ``entry`` is not None, the indicator of that entry."""
        return self.by_name[column, entry]


def columns_of(explanation: Explanation) -> Columns:
    """All columns that descriptions speak in."""
    found = tuple(PlainColumn(found=column) for column in explanation.columns)
    return Columns(all=found, by_name={(one.found.column, one.found.entry): one for one in found})


def number_of(text: str) -> float | None:
    """The number that a text writes; None if it writes none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def is_inside(value: float, above: float | None, at_most: float | None) -> bool:
    """Whether ``above < value <= at_most``, where None does not bind."""
    return (above is None or value > above) and (at_most is None or value <= at_most)


def either(words: list[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last
