"""Which of a network's outputs is audited."""

from difflib import get_close_matches

import torch

from yasenn_report.errors import AuditError
from yasenn_report.inputs.capture.passing import Passage
from yasenn_report.inputs.model_files import ModelFile
from yasenn_report.inputs.model_files.wording import printable

MOST_NAMED = 12


def choose_output(file: ModelFile, passage: Passage, key: str | None, rows: int) -> str:
    """The name of the output that the user asks for, or of the only one that there is.

    Raises:
        AuditError: there is no such output, or several and nobody chose, or it holds decisions only.
    """
    outputs = passage.outputs
    if not outputs:
        raise AuditError(f"{file.name}: it returns no tensor; an output of numbers per row was expected")
    if key is not None and set(outputs) == {""}:
        raise AuditError(f"{file.name}: it returns one output, which has no key; leave --output-key out")
    if key is not None and key not in outputs:
        near = get_close_matches(key, outputs, n=1)
        hint = f"did you mean {near[0]!r}? It" if near else "it"
        raise AuditError(
            f"{file.name}: it has no output {printable(key)!r}, which --output-key names; {hint} {_returns(passage)}"
        )
    candidates = [name for name, value in outputs.items() if _usable(passage, value, rows)]
    name = key if key is not None else candidates[0] if candidates else next(iter(outputs))
    if key is None and len(candidates) > 1:
        raise AuditError(f"{file.name}: it {_returns(passage)}; say which one is to be audited with --output-key")
    if not outputs[name].is_floating_point():
        raise AuditError(
            f"{file.name}: its output holds {str(outputs[name].dtype).removeprefix('torch.')} numbers, so that only "
            "the decision is left of what the network says; export it with logits or probabilities"
        )
    return name


def _usable(passage: Passage, value: torch.Tensor, rows: int) -> bool:
    return value.is_floating_point() and passage.flow.depends(value) and value.numel() >= rows


def _returns(passage: Passage) -> str:
    listed = [
        f"{printable(name)!r} of shape {tuple(value.shape)}"
        for name, value in list(passage.outputs.items())[:MOST_NAMED]
    ]
    more = len(passage.outputs) - MOST_NAMED
    return f"returns {', '.join(listed)}" + (f" and {more} more" if more > 0 else "")
