"""A condition of a policy as it is printed: what was measured, what was required, and both in one clause."""

from yasenn_report.numbers import Rounding, count, number, percent, rounded, setting
from yasenn_report.record.decision import PolicyCondition, held_against
from yasenn_report.record.measured import NotRun


def said_of(condition: PolicyCondition) -> str:
    """What was measured and what is required, or why it could not be computed, as a clause."""
    name = condition.words[0].lower() + condition.words[1:]
    where = "" if condition.partition is None else f" ({condition.partition})"
    if isinstance(condition.measured, NotRun):
        return f"{name}{where} could not be computed, because {condition.measured.reason}"
    held = held_against(condition.measured, condition.comparison, condition.by)
    chance = "" if condition.by == "value" or isinstance(condition.measured, int | float) else ", allowing for chance"
    rounding: Rounding = "down" if condition.comparison == ">=" else "up"
    asked = "required" if condition.comparison == ">=" else "allowed"
    unit = " percentage points" if condition.kind == "points" else ""
    return f"{name}{where}: {amount(condition, held, rounding)}{unit}{chance}, and {required(condition)} is {asked}"


def required(condition: PolicyCondition) -> str:
    """What is required, as ``at least 80 %``."""
    if condition.comparison == "<=" and condition.threshold == 0:
        return "none"
    return f"{'at least' if condition.comparison == '>=' else 'at most'} {threshold(condition)}"


def threshold(condition: PolicyCondition) -> str:
    """The number that somebody chose, with the digits it was given."""
    value = condition.threshold
    match condition.kind:
        case "share":
            return setting(value)
        case "points":
            return f"{value * 100:.10g} percentage points"
        case "count":
            return count(int(value))
        case _:
            return f"{value:.15g}"


def amount(condition: PolicyCondition, value: float, rounding: Rounding = "nearest") -> str:
    """A measured number of the condition's kind; bounds are rounded away from the value."""
    match condition.kind:
        case "share":
            return percent(value, rounding)
        case "points":
            return f"{rounded(value * 100, 1, rounding) + 0.0:.1f}"  # the unit stands with the threshold
        case "count":
            return count(int(value))
        case _:
            return number(value, rounding)
