"""The rule of a verdict and the reason for it, in words that are true of any policy."""

from collections.abc import Sequence

from yasenn_report.numbers import count, plural
from yasenn_report.policy.words import said_of
from yasenn_report.record.decision import Meanings, Outcome, PolicyCondition, Severity, outcome_of

SEVERITIES: Sequence[Severity] = ("high", "medium", "low")
MOST_NAMED = 2
"""Conditions named in a reason; the others are counted."""


def rule_of(meanings: Meanings) -> str:
    """What makes FAIL, REVIEW and PASS, without a full stop."""
    outcomes: Sequence[Outcome] = ("FAIL", "REVIEW")
    parts = [f"{one} if {' or '.join(found)}" for one in outcomes if (found := causes(meanings, one))]
    silent = [severity for severity in SEVERITIES if meanings.of(severity, "FAIL") == "PASS"]
    printed = f"; a condition of {joined(silent)} severity that fails is printed only" if silent else ""
    return f"{'; '.join(parts)}; else PASS{printed}"


def causes(meanings: Meanings, outcome: Outcome) -> list[str]:
    """What gives an outcome, if nothing graver does."""
    failing = [severity for severity in SEVERITIES if meanings.of(severity, "FAIL") == outcome]
    found = [f"a condition of {joined(failing)} severity fails"] if failing else []
    if meanings.not_run == outcome:
        found.append(f"{'one' if found else 'a condition'} of high or medium severity could not be computed")
    return found


def joined(words: Sequence[str]) -> str:
    """Words with ``or`` before the last."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def reason_of(conditions: Sequence[PolicyCondition], meanings: Meanings) -> str:
    """Why the verdict is what it is: the conditions that make it so, without a full stop."""
    outcome = outcome_of(conditions, meanings)
    if outcome == "PASS":
        return met_words(conditions)
    made = [one for one in conditions if meanings.of(one.severity, one.result) == outcome]
    named = "; ".join(said_of(condition) for condition in made[:MOST_NAMED])
    more = len(made) - MOST_NAMED
    return named + (f"; and {plural(more, 'more condition')}" if more > 0 else "")


def met_words(conditions: Sequence[PolicyCondition]) -> str:
    """How many conditions are met, where nothing that counts is missed."""
    met = sum(condition.result == "PASS" for condition in conditions)
    verb = "is" if 1 in (met, len(conditions)) else "are"
    said = f"{count(met)} of {plural(len(conditions), 'condition')} {verb} met"
    others = len(conditions) - met
    if not others:
        return said
    return f"{said}, and the {'other does' if others == 1 else 'others do'} not count for the verdict"
