"""A policy out of its file, or out of the table [policy] of a configuration."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, cast

from yasenn_report.errors import PolicyError
from yasenn_report.findings.catalogue import BY_CODE
from yasenn_report.inputs.small_files import SmallFile, read_small_file, shown_value
from yasenn_report.inputs.table_files.wording import near, printable, quoted
from yasenn_report.inputs.toml_file import parse_toml
from yasenn_report.policy.metrics import METRICS, NUMBERS, RANGES, Metric
from yasenn_report.policy.policy import Condition, Policy, Waiver
from yasenn_report.policy.rule import SEVERITIES
from yasenn_report.policy.tables import Table, table_of, tables_of
from yasenn_report.record.decision import GRAVEST, By, Comparison, Meanings, Outcome, Severity

MOST_BYTES = 64 * 1024
MOST_CONDITIONS, MOST_WAIVERS = 50, 100
LONGEST_NAME, LONGEST_REASON = 200, 2000

KEYS = ("name", "verdict", "condition", "waiver")
MEANING_KEYS = (*SEVERITIES, "not_run")
CONDITION_KEYS = ("metric", "comparison", "threshold", "severity", "by")
WAIVER_KEYS = ("finding", "partition", "owner", "reason", "expires")

COMPARISONS: Mapping[str, Comparison] = {">=": ">=", "<=": "<=", "at least": ">=", "at most": "<="}
PARTITION = re.compile("P[1-9][0-9]{0,5}|[0-9a-f]{12}")

Source = Literal["default", "file", "configuration"]


def read_policy(path: Path) -> Policy:
    """Read the file of --policy.

    Raises:
        PolicyError: it cannot be read, or is no policy.
    """
    file = read_small_file(path, expected="a policy in TOML", most_bytes=MOST_BYTES, error=PolicyError)
    return take_policy(file, parsed(file), source="file")


@cache
def default_policy() -> Policy:
    """The policy that is shipped."""
    data = (files("yasenn_report.policy") / "default.toml").read_bytes()
    file = SmallFile(name="default.toml", folder=Path(), data=data, error=PolicyError)
    return take_policy(file, parsed(file), source="default")


def parsed(file: SmallFile) -> Mapping[str, object]:
    """The values of a policy file."""
    return parse_toml(file, expected="a policy", most_bytes=MOST_BYTES, advice="write it as docs/policy.md shows")


def take_policy(file: SmallFile, found: object, *, source: Source) -> Policy:
    """The policy that a table says; conditions and meanings that it does not speak of are those of the default.

    Args:
        file: where the table stands, for messages and as what the record names.
        found: what stands there.
        source: what kind of file that is.

    Raises:
        YasennReportError: of the file's own class: it is no table, a key means nothing, or a value is not sound.
    """
    top = table_of(file, "the policy", found, KEYS)
    conditions = (
        take_conditions(tables_of(file, "condition", top.values["condition"], CONDITION_KEYS, MOST_CONDITIONS))
        if "condition" in top.values
        else default_policy().conditions
    )
    waivers = (
        take_waivers(tables_of(file, "waiver", top.values["waiver"], WAIVER_KEYS, MOST_WAIVERS))
        if "waiver" in top.values
        else ()
    )
    return Policy(
        title=top.text("name", LONGEST_NAME) if "name" in top.values else None,
        source=source,
        file=None if source == "default" else file,
        meanings=take_meanings(table_of(file, "'verdict' of the policy", top.values.get("verdict", {}), MEANING_KEYS)),
        conditions=conditions,
        waivers=waivers,
    )


def take_meanings(table: Table) -> Meanings:
    """What failing means by severity.

    Raises:
        YasennReportError: a word is none of the three, what was not run would pass, or a graver severity means less.
    """
    defaults = {"high": "FAIL", "medium": "REVIEW", "low": "PASS"}
    found = {key: cast(Outcome, table.choice(key, GRAVEST, default)) for key, default in defaults.items()}
    for graver, lighter in (("high", "medium"), ("medium", "low")):
        if GRAVEST.index(found[graver]) > GRAVEST.index(found[lighter]):
            raise table.file.refusal(
                f"{table.where} has {found[graver]} for {graver} and {found[lighter]} for {lighter} severity; the "
                "graver one must not mean less: correct one of them"
            )
    not_run = cast(Outcome, table.choice("not_run", ("REVIEW", "FAIL"), "REVIEW"))
    return Meanings(high=found["high"], medium=found["medium"], low=found["low"], not_run=not_run)


def take_conditions(tables: Sequence[Table]) -> tuple[Condition, ...]:
    """All conditions.

    Raises:
        YasennReportError: one is not sound, or says the same as another but for its threshold.
    """
    conditions = tuple(map(take_condition, tables))
    same = [(one.metric, one.comparison, one.by, one.severity) for one in conditions]
    refuse_double(tables, same, "metric, comparison, 'by' and severity")
    return conditions


def take_condition(table: Table) -> Condition:
    """One of them."""
    metric = take_metric(table)
    comparison = COMPARISONS[table.choice("comparison", tuple(COMPARISONS))]
    wanted: Comparison = "<=" if metric.better == "lower" else ">="
    if metric.better != "either" and comparison != wanted:
        raise table.refusal(
            "comparison",
            f"is {quoted(comparison)}, and {quoted(metric.name)} is better the {metric.better} it is; {quoted(wanted)} "
            "was expected: correct the value",
        )
    by = table.choice("by", ("bound", "value"), "bound" if metric.interval else "value")
    if by == "bound" and not metric.interval:
        raise table.refusal("by", f"is 'bound', and {quoted(metric.name)} has no bounds: remove it")
    return Condition(
        metric=metric.name,
        comparison=comparison,
        threshold=table.number("threshold", *RANGES[metric.kind], whole=metric.kind == "count"),
        severity=cast(Severity, table.choice("severity", SEVERITIES)),
        by=cast(By, by),
    )


def take_metric(table: Table) -> Metric:
    """What a condition is about."""
    found = table.values.get("metric")
    if not isinstance(found, str):
        raise table.wrong("metric", "the name of a metric, as 'fidelity',")
    if found not in METRICS:
        said = f"is {shown_value(found)}, which is no metric"
        start, _, code = found.partition(".")
        if start == "findings" and code.upper().startswith("YR"):
            raise table.refusal("metric", f"{said}; {near(printable(code), tuple(BY_CODE), 'codes')}")
        names = tuple(metric.name for metric in NUMBERS)
        raise table.refusal(
            "metric", f"{said}; {near(printable(found), names, 'metrics')}, and 'findings.' with a code behind it"
        )
    return METRICS[found]


def take_waivers(tables: Sequence[Table]) -> tuple[Waiver, ...]:
    """All waivers.

    Raises:
        YasennReportError: one is not sound, or is about the same as another.
    """
    waivers = tuple(map(take_waiver, tables))
    refuse_double(tables, [(one.finding, one.partition) for one in waivers], "finding and partition")
    return waivers


def take_waiver(table: Table) -> Waiver:
    """One of them."""
    code = table.values.get("finding")
    if not isinstance(code, str):
        raise table.wrong("finding", "the code of a finding, as 'YR002',")
    if code not in BY_CODE:
        codes = near(printable(code), tuple(BY_CODE), "codes")
        raise table.refusal("finding", f"is {shown_value(code)}, which is no code of a finding; {codes}")
    partition = table.values.get("partition")
    if partition is not None and (not isinstance(partition, str) or not PARTITION.fullmatch(partition)):
        raise table.wrong("partition", "the label of a partition, as 'P4', or its id of 12 hex digits")
    return Waiver(
        finding=code,
        partition=partition,
        owner=table.text("owner", LONGEST_NAME),
        reason=table.text("reason", LONGEST_REASON),
        expires=table.day("expires"),
    )


def refuse_double(tables: Sequence[Table], same: Sequence[tuple[object, ...]], what: str) -> None:
    """Refuse a table that is about what an earlier one is about.

    Raises:
        YasennReportError: there is one.
    """
    for place, one in enumerate(same):
        if one in same[:place]:
            earlier = tables[same.index(one)]
            raise earlier.file.refusal(
                f"{tables[place].where} has the same {what} as {earlier.where.removesuffix(' of the policy')}: keep "
                "one of the two"
            )
