"""What the command line and its configuration say about the verdict: the policy, and what it does to the exit code."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import click

from yasenn_report.inputs.config_file import ConfigFile
from yasenn_report.policy.policy import Policy
from yasenn_report.policy.reading import default_policy, read_policy, take_policy
from yasenn_report.record.decision import Outcome

VERDICT = 3
"""Exit code of an audit whose verdict --fail-on does not let pass; its outputs are in their places."""

FailOn = Literal["fail", "review", "never"]
FAILING: Mapping[FailOn, frozenset[Outcome]] = {
    "fail": frozenset({"FAIL"}),
    "review": frozenset({"FAIL", "REVIEW"}),
    "never": frozenset(),
}


def choose_policy(config: ConfigFile | None, path: Path | None) -> Policy:
    """The policy in effect: the file of --policy, the table of the configuration, or the one that is shipped.

    Args:
        config: the file of --config, which may hold the table ``[policy]``.
        path: the file of --policy. It goes before the table in the JSON of an audit that is repeated.

    Raises:
        YasennReportError: the file or the table is refused.
        click.UsageError: both are given.
    """
    table = config_policy(config)
    if path is None:
        return table or default_policy()
    if config is not None and table is not None and not config.repeats:
        raise click.UsageError(f"--policy {path.name}, and {config.name} holds the table [policy]: give one of the two")
    return read_policy(path)


def config_policy(config: ConfigFile | None) -> Policy | None:
    """The policy that a table of a configuration says; None where there is no such table.

    Raises:
        YasennReportError: the table is refused.
    """
    table = None if config is None else config.values.get("policy")
    if config is None or not isinstance(table, dict):
        return None
    return take_policy(config.file, table, source="configuration")
