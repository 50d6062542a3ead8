"""What torch.jit.save wrote: a traced or scripted network, run by an interpreter of our own over known operators."""

import ast
import warnings
from typing import Any

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.archive import Archive, check_stored
from yasenn_report.inputs.model_files.kinds import Kind
from yasenn_report.inputs.model_files.opened import Opened, Run
from yasenn_report.inputs.model_files.script.checking import check_program
from yasenn_report.inputs.model_files.script.loading import Loader
from yasenn_report.inputs.model_files.script.machine import Machine
from yasenn_report.inputs.model_files.script.operators import ScriptOperators
from yasenn_report.inputs.model_files.script.outputs import checked_outputs
from yasenn_report.inputs.model_files.script.program import Program
from yasenn_report.inputs.model_files.script.sources import read_sources
from yasenn_report.inputs.model_files.script.values import Module, dotted, modules
from yasenn_report.inputs.model_files.script.widths import input_width
from yasenn_report.inputs.model_files.wording import counted, printable


def open_script(archive: Archive, size: int) -> Opened:
    """Open a network that torch.jit.save wrote, traced or scripted, perhaps frozen.

    Its program is checked whole before any of it runs; nothing in the file is compiled, imported or unpickled.

    Args:
        archive: its members.
        size: of the file, in bytes.

    Raises:
        ModelFileError: the file is damaged, or its program is not one of layers on one tensor of rows.
    """
    check_stored(archive, size, writer="torch.jit.save", packed_folder="code")
    sources = read_sources(archive)
    loader = Loader(archive, size, sources)
    root = loader.network()
    constants = loader.constants()
    _check_forward(root)
    program = Program(sources=sources, root=root, constants=constants)
    check_program(sources, program.forward, len(constants))
    operators = ScriptOperators(loader.weights.values(), widened=bool(loader.halves))
    return Opened(
        run=_runner(program, operators),
        weights=loader.weights,
        parameters=_trained_numbers(root, constants),
        kind=Kind.TORCHSCRIPT.words,
        dtype=_row_type(loader.weights),
        inputs=input_width(program, operators),
        notes=_notes(loader),
    )


def _check_forward(root: Module) -> None:
    """One tensor of rows goes in; what has a value of its own may stay out."""
    forward = root.cls.methods.get("forward")
    if forward is None:
        raise ModelFileError(f"its class {printable(root.cls.name)} has no forward, by which a network is run.")
    arguments = forward.tree.args
    if arguments.posonlyargs or arguments.kwonlyargs or arguments.vararg or arguments.kwarg or not arguments.args:
        raise ModelFileError("its forward takes arguments in a way that TorchScript never writes; it was not run.")
    required = arguments.args[1 : len(arguments.args) - len(arguments.defaults)] or arguments.args[1:2]
    if len(required) != 1:
        names = ", ".join(printable(argument.arg) for argument in required[:6]) or "none"
        raise ModelFileError(
            f"its forward takes {counted(len(required), 'input')} ({names}); one tensor with a row per line of the "
            "table was expected. Export a network that takes one."
        )
    if not _is_tensor(required[0].annotation):
        raise ModelFileError(
            f"its forward takes {printable(required[0].arg)}, which is no tensor; one tensor with a row per line of "
            "the table was expected. Export a network that takes one."
        )


def _is_tensor(annotation: ast.expr | None) -> bool:
    match annotation:
        case ast.Subscript(value=ast.Name(id="Optional"), slice=inner):
            return _is_tensor(inner)
    return annotation is None or dotted(annotation) in ("Tensor", "Any")


def _runner(program: Program, operators: ScriptOperators) -> Run:
    def run(rows: torch.Tensor) -> object:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what PyTorch says of the program's operators
                return checked_outputs(Machine(program, operators).run(rows))
        except (AttributeError, ArithmeticError, KeyError, MemoryError, AssertionError, UnicodeError) as failure:
            raise ModelFileError(
                f"its program fails on these rows ({type(failure).__name__}). Check that it runs where it was made."
            ) from failure

    return run


def _trained_numbers(root: Module, constants: tuple[torch.Tensor, ...]) -> int:
    """How many numbers were trained; a frozen program says no longer which of its constants were."""
    named = [
        module.attributes.get(str(name))
        for module in modules(root)
        for name in module.cls.lists.get("__parameters__", ())
    ]
    trained = {_place(tensor): tensor.numel() for tensor in named if isinstance(tensor, torch.Tensor)}
    frozen = [tensor.numel() for tensor in constants if tensor.is_floating_point() and tensor.dim()]
    return sum(trained.values()) or sum(frozen)


def _place(tensor: torch.Tensor) -> tuple[Any, ...]:
    """Tied weights are two tensors in one place."""
    return tensor.data_ptr(), tuple(tensor.shape), tensor.dtype


def _row_type(weights: dict[str, torch.Tensor]) -> torch.dtype:
    """The type of the first weights; a constant of no dimension is a number in the code, and says nothing."""
    floating = (tensor for tensor in weights.values() if tensor.is_floating_point() and tensor.dim())
    first = next(floating, None)
    return torch.float32 if first is None else first.dtype


def _notes(loader: Loader) -> tuple[str, ...]:
    notes = []
    if loader.halves:
        stored = " and ".join(sorted(str(dtype).removeprefix("torch.") for dtype in loader.halves))
        notes.append(f"The weights are stored as {stored} and are run as float32.")
    if loader.any_training:
        notes.append("The file was saved in training mode; it is run in evaluation mode.")
    return tuple(notes)
