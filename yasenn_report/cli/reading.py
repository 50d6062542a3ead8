"""The files that a command names into the network and the tables, for every command in the same way."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:  # heavy: loaded by the commands that need them
    from yasenn_report.inputs.holdout import Holdout
    from yasenn_report.inputs.network import Network


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Files:
    """What a command was given to work on."""

    network: "Network"
    holdout: "Holdout"


def read_files(*, model: Path, data: Path, **columns: Any) -> Files:
    """Read the files in the order in which they are named.

    Args:
        model: the model file.
        data: the holdout table.
        columns: options of ``read_holdout``: which column is what.

    Raises:
        YasennReportError: a file is refused.
    """
    from yasenn_report.inputs.holdout import read_holdout
    from yasenn_report.inputs.network import load_network

    network = load_network(model)
    return Files(network=network, holdout=read_holdout(data, inputs=network.inputs, **columns))


def files_read(ctx: click.Context) -> list[Path]:
    """Every file that the command reads: none of them may be written over."""
    return [value for value in ctx.params.values() if isinstance(value, Path)]
