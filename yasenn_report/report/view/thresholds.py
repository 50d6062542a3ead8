"""Print thresholds so that they part the same rows as printed as they do exactly."""

from collections.abc import Sequence
from math import floor, log10

from yasenn_report.numbers import exact

FEWEST_DIGITS, MOST_DIGITS = 6, 15


def thresholds(values: Sequence[float], ends: tuple[float, float], *, scaled: bool) -> tuple[str, ...]:
    """Thresholds on one column as printed.

    Numbers of the file have all their digits. Numbers that the page has scaled are no less precise than the file's,
    but their last digits come from scaling: six significant digits stay, and more where two thresholds, or a threshold
    and an end of what the column holds, could not be told apart otherwise.

    Args:
        values: the thresholds, in shown units.
        ends: two values between which all values of the column lie, in shown units.
        scaled: whether shown units are others than the file's.
    """
    if not scaled:
        return tuple(map(exact, values))
    span = abs(ends[1] - ends[0])
    found = values
    for digits in range(FEWEST_DIGITS, MOST_DIGITS + 1):
        found = tuple(cut(value, digits, span) for value in values)
        if order_of(found, ends) == order_of(values, ends):
            break
    return tuple(map(exact, found))


def cut(value: float, digits: int, span: float) -> float:
    """A value with so many significant digits; where it is small beside the span, what scaling adds is left out."""
    if abs(value) < span * 10.0 ** -(digits + 3) or value == 0:
        return 0.0
    size = min(abs(value), span) if span > 0 else abs(value)
    decimals = digits - 1 - floor(log10(size))
    return round(value, max(0, decimals)) + 0.0  # no negative zero


def order_of(values: Sequence[float], ends: tuple[float, float]) -> list[int]:
    """How each number compares with each other one: -1, 0 or 1."""
    together = [*values, *ends]
    return [(one > other) - (one < other) for one in values for other in together]
