"""An exported program, ready to run: its steps in order, each a call of one of PyTorch's own operators."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.exported.arguments import Ref
from yasenn_report.inputs.model_files.exported.bounds import check_arguments, check_made
from yasenn_report.inputs.model_files.exported.nesting import Nest
from yasenn_report.inputs.model_files.exported.rows import Rows
from yasenn_report.inputs.model_files.exported.steps import Step
from yasenn_report.inputs.model_files.wording import FORGED, counted, shown

# What PyTorch raises at arguments that do not fit together; its own types are all among these.
_FAILURES: Final = (
    RuntimeError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    MemoryError,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Program:
    """Called with rows, gives what the network gives."""

    rows: Rows
    given: Mapping[str, object]
    """Weights and constants by their names in the graph."""
    steps: tuple[Step, ...]
    outputs: tuple[object, ...]
    nest: Nest | None
    """None if the outputs are to come as a tuple, one after the other."""
    last_read: tuple[tuple[str, ...], ...]
    """By step: the values that no later step reads and that are no outputs."""

    def __call__(self, rows: torch.Tensor) -> object:
        """Run the steps.

        Args:
            rows: of the shape and type that the program states.

        Raises:
            ModelFileError: the rows are others than the program takes, or a step cannot be run on them.
        """
        self._check(rows)
        values = {**self.given, self.rows.name: self._own(rows)}
        for step, dropped in zip(self.steps, self.last_read, strict=True):
            try:
                self._take(step, values)
            except ModelFileError as refusal:
                raise ModelFileError(f"{step.where}: {refusal}") from refusal
            except _FAILURES as failure:
                reason = shown(str(failure).partition("\n")[0])
                raise ModelFileError(f"{step.where} cannot be run on these rows ({reason}).") from failure
            for name in dropped:  # as soon as it is no longer needed: activations are what fills the memory
                values.pop(name, None)
        found = [_resolved(output, values) for output in self.outputs]
        return tuple(found) if self.nest is None else self.nest.filled(iter(found))

    def _take(self, step: Step, values: dict[str, object]) -> None:
        arguments = {name: _resolved(value, values) for name, value in step.arguments.items()}
        check_arguments(step.target.name, arguments)
        for name in step.target.written:
            self._check_written(arguments.get(name))
        result = step.target.call(**arguments)
        results = (result,) if step.target.returns == 1 else tuple(result or ())
        for output, made in zip(step.outputs, results, strict=True):
            if isinstance(output, tuple):
                values.update(zip(output, made, strict=True))
            elif output is not None:
                check_made(made)
                values[output] = made

    def _check(self, rows: torch.Tensor) -> None:
        asked = self.rows
        if tuple(rows.shape[1:]) != asked.shape or rows.dim() == 0 or rows.dtype != asked.dtype:
            raise ModelFileError(
                f"takes rows of the shape {shown(asked.shape)} and the type {asked.dtype}; rows of the shape "
                f"{shown(tuple(rows.shape[1:]))} and the type {rows.dtype} were given."
            )
        if len(rows) < asked.fewest or (asked.most is not None and len(rows) > asked.most):
            limits = f"{asked.fewest} to {'any number of' if asked.most is None else asked.most}"
            raise ModelFileError(f"takes {limits} rows at once; {len(rows)} were given.")

    def _own(self, rows: torch.Tensor) -> torch.Tensor:
        """The caller's rows stay as they are, even if the program writes into its input."""
        return rows.clone() if any(step.target.written for step in self.steps) else rows

    def _check_written(self, tensor: object) -> None:
        """Whatever views lead to it, a weight is known by its memory; a changed one would change the next batch."""
        if not isinstance(tensor, torch.Tensor):
            return
        place = tensor.untyped_storage().data_ptr()
        for held in self.given.values():
            if isinstance(held, torch.Tensor) and held.untyped_storage().data_ptr() == place:
                raise ModelFileError(
                    "it writes into a weight, so that one batch would depend on the batches before it."
                )


def last_reads(steps: tuple[Step, ...], outputs: tuple[object, ...]) -> tuple[tuple[str, ...], ...]:
    """For each step, the values that can be dropped after it."""
    kept = {output.name for output in outputs if isinstance(output, Ref)}
    dropped: list[tuple[str, ...]] = []
    for step in reversed(steps):
        last = (step.reads | step.writes) - kept
        dropped.append(tuple(sorted(last)))
        kept |= last
    return tuple(reversed(dropped))


def check_outputs(outputs: tuple[object, ...], computed: frozenset[str]) -> None:
    """Check that there are outputs and that each is computed.

    Raises:
        ModelFileError: an output is not computed, or there is none.
    """
    unknown = next((one.name for one in outputs if isinstance(one, Ref) and one.name not in computed), None)
    if unknown is not None:
        raise ModelFileError(f"its output {shown(unknown)} is computed by no node. {FORGED}.")
    if not any(isinstance(one, Ref) for one in outputs):
        raise ModelFileError(
            f"gives {counted(len(outputs), 'output')} and no tensor among them; a network was expected."
        )


def _resolved(value: object, values: Mapping[str, object]) -> object:
    if isinstance(value, Ref):
        return values[value.name]
    if isinstance(value, list):
        return [_resolved(one, values) for one in value]
    return value
