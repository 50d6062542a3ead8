"""Half precision: stored as such, run as float32 where the program itself never speaks of a type of numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

import torch

from yasenn_report.inputs.model_files.exported.program import Program

_HALF: Final = (torch.float16, torch.bfloat16)


def widened(
    program: Program, weights: Mapping[str, torch.Tensor]
) -> tuple[Program, Mapping[str, torch.Tensor], tuple[str, ...]]:
    """Turn half precision into float32, which a CPU computes faster and without overflow.

    A program that converts numbers on its way, or makes numbers of a stated type, is left as it is.

    Returns:
        The program, its weights, and what was done in sentences for the report. Equal weights stay one tensor.
    """
    stored = {tensor.dtype for tensor in weights.values()} | {program.rows.dtype}
    halves = [str(dtype).removeprefix("torch.") for dtype in _HALF if dtype in stored]
    if not halves:
        return program, weights, ()
    named = " and ".join(halves)
    if any(isinstance(value, torch.dtype) for value in _arguments(program)):
        return program, weights, (f"The program computes in {named}, as it was exported.",)
    wide = {id(tensor): tensor.float() if tensor.dtype in _HALF else tensor for tensor in weights.values()}
    converted = replace(
        program,
        rows=replace(program.rows, dtype=torch.float32 if program.rows.dtype in _HALF else program.rows.dtype),
        given={name: wide[id(value)] for name, value in program.given.items()},
    )
    note = f"The weights are stored as {named} and are run as float32."
    return converted, {name: wide[id(tensor)] for name, tensor in weights.items()}, (note,)


def _arguments(program: Program) -> Iterator[object]:
    for step in program.steps:
        yield from step.arguments.values()
