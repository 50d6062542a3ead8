"""Numbers as the report prints them: each kind of number has one form, everywhere."""

from math import ceil, floor, log10
from typing import Literal

PERCENT = "\N{NO-BREAK SPACE}%"


Rounding = Literal["nearest", "down", "up"]
"""Lower bounds are rounded down and upper bounds up, so that what is printed still holds."""


def percent(share: float, rounding: Rounding = "nearest") -> str:
    """A share as percent with one decimal; a small one is never rounded to 0, nor a large one to 100."""
    if 0 < share < 0.001 and rounding == "down":
        return percent(0.0)
    if 0.999 < share < 1 and rounding == "up":
        return percent(1.0)
    if 0 < share < 0.0005:
        return "<\N{NO-BREAK SPACE}0.1" + PERCENT
    if 0.9995 <= share < 1:
        return ">\N{NO-BREAK SPACE}99.9" + PERCENT
    return (f"{rounded(share * 100, 1, rounding):.1f}" if 0 < share < 1 else f"{share * 100:.0f}") + PERCENT


def rounded(value: float, decimals: int, rounding: Rounding) -> float:
    """A number cut to so many decimals; what only floating point adds does not count."""
    scaled = round(value * 10**decimals, 6)
    whole = floor(scaled) if rounding == "down" else ceil(scaled) if rounding == "up" else round(scaled)
    return float(whole / 10**decimals)


def setting(share: float) -> str:
    """A share that somebody chose, as percent with the digits it was given."""
    return f"{share * 100:.10g}" + PERCENT


def count(number: int) -> str:
    """A whole number with thousands set apart."""
    return f"{number:,}"


def number(value: float, rounding: Rounding = "nearest") -> str:
    """A number with three significant digits, without an exponent where it can be read without one."""
    if value == 0:
        return "0"
    decimals = max(0, 2 - floor(log10(abs(value))))
    cut = rounded(value, decimals, rounding)
    if not 1e-6 <= abs(value) < 1e7:
        return f"{cut:.3g}"
    decimals = max(0, 2 - floor(log10(abs(cut)))) if cut else 0
    return f"{cut:,.{decimals}f}"


def exact(value: float) -> str:
    """A number with all digits that tell it from its neighbours: for thresholds that somebody will type in."""
    return f"{value:.15g}"


def plural(amount: int, one: str, many: str | None = None) -> str:
    """A count with its noun: ``1 row``, ``2 rows``."""
    return f"{count(amount)} {one if amount == 1 else many or one + 's'}"


def points(share: float, rounding: Rounding = "nearest") -> str:
    """A difference of shares in percentage points, with one decimal; what is at least so much is rounded down."""
    return f"{rounded(share * 100, 1, rounding):.1f} percentage points"


def band(above: float | None, at_most: float | None) -> str:
    """A range of numbers in words; a bound that is None does not bind."""
    words = (
        *(() if above is None else (f"above {exact(above)}",)),
        *(() if at_most is None else (f"at most {exact(at_most)}",)),
    )
    return ", ".join(words)
