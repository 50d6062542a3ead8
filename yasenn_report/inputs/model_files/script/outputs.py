"""What a program returns, checked to be tensors in plain collections that end."""

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.wording import shown

_DEEPEST = 8
_MOST = 1_000


def checked_outputs(value: object) -> object:
    """The outputs as they are.

    Raises:
        ModelFileError: something among them is neither a tensor nor a plain value, or they nest without end.
    """
    waiting, seen = [(value, 0)], 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if seen > _MOST or depth > _DEEPEST:
            raise ModelFileError("its program returns collections within collections without end.")
        if isinstance(part, list | tuple):
            waiting.extend((one, depth + 1) for one in part)
        elif isinstance(part, dict):
            waiting.extend((one, depth + 1) for one in part.values())
        elif not (part is None or isinstance(part, torch.Tensor | int | float | str)):
            raise ModelFileError(f"its program returns {shown(part)}, where tensors were expected.")
    return value
