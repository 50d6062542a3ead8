"""Round places along an axis of numbers."""

from math import ceil, floor, log10

from yasenn_report.numbers import number

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def ticks(low: float, high: float, *, at_most: int = 6) -> tuple[float, ...]:
    """Return at most `at_most` round numbers from `low` to `high`, ascending; one where there is no range."""
    if not high > low:
        return (low,)
    power = 10.0 ** floor(log10((high - low) / at_most))
    for step in (power * factor * ten for ten in (1.0, 10.0, 100.0) for factor in STEPS):
        first, last = ceil(round(low / step, 9)), floor(round(high / step, 9))
        if last - first < at_most:
            return tuple(place * step for place in range(first, last + 1))
    return (low, high)


def tick_words(value: float) -> str:
    """A tick as printed: with a minus sign, without zeros at its end."""
    text = number(value).replace("-", "\N{MINUS SIGN}")
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
