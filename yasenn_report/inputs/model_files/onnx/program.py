"""A graph, ready to run: its steps in order, each by PyTorch's own operators."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch

from yasenn_report.inputs.model_files.onnx.calls import MOST_MADE, Call
from yasenn_report.inputs.model_files.onnx.steps import Step

# What PyTorch and our functions raise at arguments that do not fit; a shortage of memory is said by whoever runs us.
_FAILURES = (*(RuntimeError, ValueError, TypeError, LookupError, ArithmeticError, AssertionError, AttributeError),)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Program:
    """Called with rows, gives what the network gives: a tensor, or several by their names."""

    rows: str
    """The name of the input."""
    opset: int
    given: Mapping[str, torch.Tensor]
    """Weights and constants by their names."""
    steps: tuple[Step, ...]
    outputs: tuple[str, ...]
    last_read: tuple[tuple[str, ...], ...]
    """By step: the values that no later step reads and that are no outputs."""

    def __call__(self, rows: torch.Tensor) -> torch.Tensor | dict[str, torch.Tensor]:
        """Run the steps.

        Args:
            rows: of the shape and type that the graph states.

        Raises:
            RuntimeError: a step cannot be run on what it is given; one line that begins with the node.
            MemoryError: there is too little of it.
        """
        values: dict[str, torch.Tensor] = {**self.given, self.rows: rows}
        for step, dropped in zip(self.steps, self.last_read, strict=True):
            try:
                self._take(step, values)
            except _FAILURES as failure:
                reason = str(failure).partition("\n")[0] or type(failure).__name__
                raise RuntimeError(f"{step.where}: {reason}") from failure
            for name in dropped:  # as soon as it is no longer needed: activations are what fills the memory
                values.pop(name, None)
        found = {name: values[name] for name in self.outputs}
        return found if len(found) > 1 else found[self.outputs[0]]

    def _take(self, step: Step, values: dict[str, torch.Tensor]) -> None:
        given = tuple(values[name] if name else None for name in step.inputs)
        made = step.run(Call(opset=self.opset, attributes=step.attributes, given=given, results=len(step.outputs)))
        results = (made,) if isinstance(made, torch.Tensor) else made
        if len(results) != len(step.outputs):
            raise ValueError(f"it makes {len(results)} results, where the file names {len(step.outputs)}")
        for name, result in zip(step.outputs, results, strict=True):
            if result.numel() > MOST_MADE:
                raise ValueError(f"it makes {result.numel()} numbers at once; at most {MOST_MADE} are made")
            if name:
                values[name] = result


def last_reads(steps: tuple[Step, ...], outputs: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """For each step, the values that can be dropped after it."""
    kept = set(outputs)
    dropped: list[tuple[str, ...]] = []
    for step in reversed(steps):
        last = {*step.inputs, *step.outputs} - kept
        dropped.append(tuple(sorted(last)))
        kept |= last
    return tuple(reversed(dropped))
