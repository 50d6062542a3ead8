"""Findings on where errors gather: the worst leaf of an error tree, in words, where it stands out from all others."""

from collections.abc import Sequence
from dataclasses import dataclass

from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding, Severity, about
from yasenn_report.findings.phrases import LARGE, distance, known, larger, where, whole_columns
from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.numbers import count, percent, plural
from yasenn_report.yasenn.bounds import Estimate, NotRun
from yasenn_report.yasenn.error_trees import ErrorTree, gather_nowhere
from yasenn_report.yasenn.fidelity import ErrorLeaf, ErrorRates, Fidelity
from yasenn_report.yasenn.rules import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The worst leaf that stands out from the others of its tree."""

    rule: Rule
    leaf: ErrorLeaf
    rate: Estimate
    """Of the leaf."""
    others: int
    """Leaves of the same tree that stand out too."""


def find_network_regions(seen: Evidence) -> list[Finding] | NotRun:
    """YR033."""
    tree, rates = seen.explanation.error_trees[0], seen.fidelity.error_trees[0]
    if isinstance(tree, NotRun) or isinstance(rates, NotRun):
        return no_tree(tree, rates)
    limit = f"off the label by more than {seen.options.error_limit:g} standard deviations of the output"
    wrong = "wrong" if seen.rows.classes else limit
    whole = whole_columns(seen.holdout.readable.values)
    return network_region(seen.fidelity, worst(tree, rates), seen.holdout.readable.columns, wrong=wrong, whole=whole)


def find_distillation_regions(seen: Evidence) -> list[Finding] | NotRun:
    """YR034."""
    tree, rates = seen.explanation.error_trees[1], seen.fidelity.error_trees[1]
    if isinstance(tree, NotRun) or isinstance(rates, NotRun):
        return no_tree(tree, rates)
    limit = f"off the network's by more than {seen.options.error_limit:g} standard deviations of the output"
    differ = "partitions answer otherwise than the network" if seen.rows.classes else f"partitions' values are {limit}"
    return distillation_region(
        seen.fidelity,
        worst(tree, rates),
        seen.holdout.readable.columns,
        differ=differ,
        whole=whole_columns(seen.holdout.readable.values),
        tolerance=seen.options.tolerance,
    )


def no_tree(*found: ErrorTree | ErrorRates | NotRun) -> list[Finding] | NotRun:
    """Without a tree or its rates: that errors gather nowhere is a result; else there was nothing to look at."""
    missing = next(one for one in found if isinstance(one, NotRun))
    return [] if gather_nowhere(missing) else missing


def worst(tree: ErrorTree, rates: ErrorRates) -> Region | None:
    """The leaf with the highest rate of those that stand out from all others of the tree together, if one does."""
    found = [
        (rule, leaf, leaf.rate)
        for (_, rule), leaf in zip(tree.leaves, rates.leaves, strict=True)
        if larger(leaf.gap) and isinstance(leaf.rate, Estimate)
    ]
    if not found:
        return None
    rule, leaf, rate = max(found, key=lambda one: (one[2].value, one[1].evaluation_rows))
    return Region(rule=rule, leaf=leaf, rate=rate, others=len(found) - 1)


def network_region(
    fidelity: Fidelity,
    region: Region | None,
    columns: Sequence[ReadableColumn],
    *,
    wrong: str,
    whole: frozenset[int] = frozenset(),
) -> list[Finding]:
    """YR033: a region, in words, where the network is wrong more often than elsewhere."""
    if region is None:
        return []
    gap = region.leaf.gap
    place = where(region.rule, columns, whole)
    return [
        about(
            fidelity,
            code="YR033",
            severity="high" if known(gap.difference).low >= LARGE else "medium",
            title="A region where the network is often wrong",
            sentence=(
                f"Where {place}, the network is {wrong} on {rate_words(region)}; elsewhere on "
                f"{percent(known(gap.elsewhere).value)}. {distance(gap)}{part_of_all(fidelity, region, 'errors')}"
                f"{others(region)} Have such cases checked by a person, or do not use the network for them."
            ),
            rows=region.leaf.evaluation_rows,
            value=region.rate,
            threshold=known(gap.elsewhere).value,
        )
    ]


def distillation_region(
    fidelity: Fidelity,
    region: Region | None,
    columns: Sequence[ReadableColumn],
    *,
    differ: str,
    tolerance: float,
    whole: frozenset[int] = frozenset(),
) -> list[Finding]:
    """YR034: a region, in words, where the partitions answer otherwise than the network more often than elsewhere."""
    if region is None:
        return []
    gap, place = region.leaf.gap, where(region.rule, columns, whole)
    elsewhere = known(gap.elsewhere)
    severity: Severity = "medium" if region.rate.low > tolerance else "low"
    return [
        about(
            fidelity,
            code="YR034",
            severity=severity,
            title="A region where this report often differs from the network",
            sentence=(
                f"Where {place}, the {differ} on {rate_words(region)}; elsewhere on {percent(elsewhere.value)}. "
                f"{distance(gap)}{part_of_all(fidelity, region, 'differences')}"
                f"{others(region)} Do not rely on what this report says of partitions for such rows."
            ),
            rows=region.leaf.evaluation_rows,
            value=region.rate,
            threshold=elsewhere.value,
        )
    ]


def rate_words(region: Region) -> str:
    """The rate in the region with its interval."""
    rate = region.rate
    interval = f"{percent(rate.low, 'down')} to {percent(rate.high, 'up')}"
    return f"{percent(rate.value)} of {plural(rate.rows, 'row')} ({interval})"


def part_of_all(fidelity: Fidelity, region: Region, errors: str) -> str:
    """Which part of all errors stands in which part of the rows."""
    if region.leaf.errors_share is None:
        return ""
    rows = region.leaf.evaluation_rows / fidelity.evaluation_rows
    return f" With {percent(rows)} of the rows, this region has {percent(region.leaf.errors_share)} of all {errors}."


def others(region: Region) -> str:
    """How many more there are."""
    if not region.others:
        return ""
    return f" {count(region.others)} more {'leaf' if region.others == 1 else 'leaves'} of the same tree stand out too."
