"""The files that a command names into the network and the tables, for every command in the same way."""

from dataclasses import dataclass, replace
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yasenn_report.errors import TableError

if TYPE_CHECKING:  # heavy: loaded by the commands that need them
    from yasenn_report.inputs.holdout import Holdout
    from yasenn_report.inputs.network import Network
    from yasenn_report.inputs.request import TableRequest


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Files:
    """What a command was given to work on."""

    network: "Network"
    holdout: "Holdout"
    fit_data: "Holdout | None"
    """Rows that fitted the network, read with the input columns of the holdout."""


def read_files(
    *,
    model: Path,
    data: Path,
    arch: Path | None,
    input_shape: tuple[int, ...] | None,
    output_key: str | None,
    fit_data: Path | None,
    **columns: Any,
) -> Files:
    """Read the files in the order in which they are named.

    Args:
        model: the model file.
        data: the holdout table.
        arch: the user's own code that builds the network, as ``network.py:build``.
        input_shape: the shape of one row as the network takes it.
        output_key: which of several outputs is audited.
        fit_data: a table of rows that fitted the network, if there is one.
        columns: fields of ``TableRequest``: which column is what, and the files beside the table.

    Raises:
        YasennReportError: a file is refused.
    """
    from yasenn_report.inputs.holdout import read_holdout
    from yasenn_report.inputs.model_files import open_model, parse_architecture
    from yasenn_report.inputs.network import take_file
    from yasenn_report.inputs.request import TableRequest
    from yasenn_report.split import refuse_too_few

    file = open_model(model, arch=None if arch is None else parse_architecture(str(arch)))
    inputs = file.inputs if input_shape is None else prod(input_shape)
    request = TableRequest(**columns)
    holdout = read_holdout(data, request, inputs=inputs)
    refuse_too_few(holdout)
    network = take_file(file, holdout.features, input_shape=input_shape, output_key=output_key)
    fitted = None
    if fit_data is not None:
        try:
            fitted = read_holdout(fit_data, of_fit_data(request, holdout), inputs=inputs)
        except TableError as refusal:
            raise TableError(f"--fit-data needs the input columns of {holdout.name}: {refusal}") from refusal
    return Files(network=network, holdout=holdout, fit_data=fitted)


def of_fit_data(request: "TableRequest", holdout: "Holdout") -> "TableRequest":
    """What is asked of rows that fitted the network: the holdout's input columns, or what its preprocessor takes."""
    if request.preprocessor is not None:
        return replace(request, expect=None, focus=None, sensitive=None, explain_with=None, explain_columns=None)
    return replace(request.of_nothing(), features=holdout.feature_names)


def files_read(ctx: click.Context) -> list[Path]:
    """Every file that the command reads: none of them may be written over."""
    return [value for value in ctx.params.values() if isinstance(value, Path)]
