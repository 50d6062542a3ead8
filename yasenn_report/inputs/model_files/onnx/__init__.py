"""What an exporter wrote as ONNX: a graph of operators with its weights, run here by PyTorch's own operators.

The package ``onnx`` parses the file and says what each operator takes; nothing of the file is run by it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.kinds import Kind
from yasenn_report.inputs.model_files.onnx.operators import FAMILIES
from yasenn_report.inputs.model_files.onnx.parsing import FEWEST_OPSET, MOST_OPSET, opset_of, parse
from yasenn_report.inputs.model_files.onnx.precision import notes_on_precision
from yasenn_report.inputs.model_files.onnx.program import Program, last_reads
from yasenn_report.inputs.model_files.onnx.rows import read_rows
from yasenn_report.inputs.model_files.onnx.steps import read_steps
from yasenn_report.inputs.model_files.onnx.weights import read_initialisers, trained_numbers, weights_of
from yasenn_report.inputs.model_files.onnx.wording import FORGED
from yasenn_report.inputs.model_files.opened import Opened
from yasenn_report.inputs.model_files.wording import shown

if TYPE_CHECKING:
    from onnx import ModelProto, ValueInfoProto

__all__ = ["FAMILIES", "FEWEST_OPSET", "MOST_OPSET", "open_onnx"]


def open_onnx(data: bytes) -> Opened:
    """Open an ONNX model; no other file is opened, and nothing of it runs but the operators in ``FAMILIES``.

    Args:
        data: all of the file.

    Raises:
        ModelFileError: the package ``onnx`` is absent, or the file is damaged, or needs more than is run here.
    """
    try:
        return _opened(parse(data))
    except UnicodeDecodeError as error:  # an attribute's, which may be raw bytes as well
        raise ModelFileError(f"has an attribute that is no text in UTF-8. {FORGED}") from error


def _opened(model: "ModelProto") -> Opened:
    opset, graph = opset_of(model), model.graph
    given = read_initialisers(graph.initializer)
    rows = read_rows(graph.input, given.keys())
    read = read_steps(graph.node, opset, given, rows.name)
    known = {rows.name, *given, *read.constants, *(name for step in read.steps for name in step.outputs)}
    outputs = _outputs(graph.output, known)
    weights = weights_of(given, read.constants)
    return Opened(
        run=Program(
            rows=rows.name,
            opset=opset,
            given={**given, **read.constants},
            steps=read.steps,
            outputs=outputs,
            last_read=last_reads(read.steps, outputs),
        ),
        weights=weights,
        parameters=trained_numbers(weights, read.steps),
        kind=Kind.ONNX.words,
        dtype=rows.dtype,
        inputs=rows.inputs,
        input_shape=rows.shape,
        fewest_rows=rows.count or 1,
        most_rows=rows.count,
        notes=notes_on_precision(graph, rows.elem_type),
    )


def _outputs(declared: Sequence["ValueInfoProto"], known: set[str]) -> tuple[str, ...]:
    names = tuple(value.name for value in declared)
    if not names:
        raise ModelFileError(f"has no output. {FORGED}")
    unknown = next((name for name in names if name not in known), None)
    if unknown is not None:
        raise ModelFileError(f"its output {shown(unknown)} is computed by no node. {FORGED}")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ModelFileError(f"has the output {shown(twice)} twice. {FORGED}")
    return names
