"""What torch.export.save wrote: a graph of PyTorch's operators in JSON, with its weights beside it as raw bytes."""

import math
import re
from collections.abc import Mapping

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.archive import Archive, check_stored
from yasenn_report.inputs.model_files.exported.nesting import Nest, read_nesting
from yasenn_report.inputs.model_files.exported.payloads import Payloads
from yasenn_report.inputs.model_files.exported.plain import known, part, read_json
from yasenn_report.inputs.model_files.exported.precision import widened
from yasenn_report.inputs.model_files.exported.program import Program, check_outputs, last_reads
from yasenn_report.inputs.model_files.exported.rows import read_rows
from yasenn_report.inputs.model_files.exported.signature import Signature, changed, read_signature
from yasenn_report.inputs.model_files.exported.steps import Step, read_steps, refs_in
from yasenn_report.inputs.model_files.kinds import Kind
from yasenn_report.inputs.model_files.opened import Opened
from yasenn_report.inputs.model_files.wording import HOW_TO_EXPORT, counted, shown

_WRITER = "torch.export.save"
_MODEL = re.compile(r"models/(.{1,200})\.json")
_MOST_NAMED = 3
_SCHEMA = 8  # its minor numbers only add to it


def open_exported(archive: Archive, size: int) -> Opened:
    """Open a program that torch.export.save wrote, without torch.export.

    Args:
        archive: its members.
        size: of the file, in bytes.

    Raises:
        ModelFileError: the file is damaged, or its program calls more than PyTorch's operators on one tensor of rows.
    """
    model = _the_model(archive)
    check_stored(archive, size, writer=_WRITER)
    described = read_json(archive, f"models/{model}.json")
    _check_schema(described)
    program, weights, parameters = _program(described, Payloads(archive, model, size))
    program, weights, notes = widened(program, weights)
    rows = program.rows
    return Opened(
        run=program,
        weights=weights,
        parameters=sum(tensor.numel() for tensor in {id(weights[name]): weights[name] for name in parameters}.values()),
        kind=Kind.EXPORTED.words,
        dtype=rows.dtype,
        inputs=math.prod(rows.shape),
        input_shape=rows.shape,
        fewest_rows=rows.fewest,
        most_rows=rows.most,
        notes=(*notes, *_notes(described, program)),
    )


def _the_model(archive: Archive) -> str:
    if "serialized_exported_program.json" in archive.names:
        raise ModelFileError(
            "is laid out as torch.export.save of PyTorch 2.7 and older did, which is not read. Use the newest PyTorch. "
            + HOW_TO_EXPORT
        )
    models = sorted(found[1] for name in archive.names if (found := _MODEL.fullmatch(name)))
    if len(models) > 1:
        named = ", ".join(map(shown, models[:_MOST_NAMED])) + (", ..." if len(models) > _MOST_NAMED else "")
        raise ModelFileError(
            f"holds {len(models)} programs ({named}); one was expected. Export each into a file of its own."
        )
    if not models:
        raise ModelFileError(f"holds no program under models/. {HOW_TO_EXPORT}")
    return models[0]


def _check_schema(described: object) -> None:
    version = part(described, "schema_version", dict, "its program")
    major, minor = (part(version, key, int, "its schema version") for key in ("major", "minor"))
    if major != _SCHEMA:
        raise ModelFileError(
            f"its program is written in version {shown(major)}.{shown(minor)} of torch.export's schema; version "
            f"{_SCHEMA} was expected, which PyTorch 2.13 writes. {HOW_TO_EXPORT}"
        )


def _program(described: object, payloads: Payloads) -> tuple[Program, Mapping[str, torch.Tensor], frozenset[str]]:
    module = part(described, "graph_module", dict, "its program")
    graph = part(module, "graph", dict, "its program")
    signature = read_signature(part(module, "signature", dict, "its program"), graph)
    rows = read_rows(
        signature.rows,
        part(graph, "tensor_values", dict, "its graph"),
        part(described, "range_constraints", dict, "its program"),
    )
    steps = read_steps(part(graph, "nodes", list, "its graph"), frozenset([*signature.tensors, *signature.rows]))
    _refuse_changes(steps, signature)
    computed = frozenset().union(signature.tensors, signature.rows, *(step.writes for step in steps))
    check_outputs(signature.outputs, computed)
    weights = {name: payloads.tensor(name) for name in signature.tensors.values()}
    program = Program(
        rows=rows,
        given={value: weights[name] for value, name in signature.tensors.items()},
        steps=steps,
        outputs=signature.outputs,
        nest=_nesting(module, signature),
        last_read=last_reads(steps, signature.outputs),
    )
    return program, weights, signature.parameters


def _refuse_changes(steps: tuple[Step, ...], signature: Signature) -> None:
    """What is changed through a view of it, only a run can tell."""
    written = (step.arguments.get(name) for step in steps for name in step.target.written)
    found = next((ref.name for value in written for ref in refs_in(value) if ref.name in signature.tensors), None)
    if found is not None:
        raise changed(signature.tensors[found])


def _nesting(module: object, signature: Signature) -> Nest | None:
    """The nesting that the program's own, first entry states; those of its inner modules are of no consequence."""
    entries = part(module, "module_call_graph", list, "its program")
    own = next((entry for entry in entries if known(entry, dict, "its call graph").get("fqn") == ""), None)
    if own is None or own.get("signature") is None:
        return None
    text = part(own["signature"], "out_spec", str, "its call graph")
    named_tuples = known(module, dict, "its program").get("treespec_namedtuple_fields")
    return read_nesting(text, named_tuples if isinstance(named_tuples, dict) else {}, len(signature.outputs))


def _notes(described: object, program: Program) -> tuple[str, ...]:
    guards = known(described, dict, "its program").get("guards_code")
    notes = []
    if guards:
        held = counted(len(guards), "condition") if isinstance(guards, list) else "conditions"
        notes.append(f"The file has {held} on its inputs as Python text, which was not run.")
    if program.nest is None:
        notes.append("The outputs are nested in containers that are not rebuilt here; they are taken in their order.")
    if program.rows.device != "cpu":
        notes.append(f"The program was exported for the device {shown(program.rows.device)}; it is run on the CPU.")
    return tuple(notes)
