"""The window that a convolution or a pooling moves over its maps: sizes, steps, and what is added at the edges."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch.nn import functional

from yasenn_report.inputs.model_files.onnx.calls import Call, bounded

_MOST = 1024  # beyond some ten thousand the convolutions of a processor end the process


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """By dimension of the maps."""

    kernel: list[int]
    strides: list[int]
    dilations: list[int]
    begins: list[int]
    """Places added before the first."""
    ends: list[int]
    """Places added behind the last."""

    @property
    def symmetric(self) -> bool:
        """Whether as many places are added before as behind."""
        return self.begins == self.ends

    @property
    def flat_pads(self) -> list[int]:
        """As ``functional.pad`` takes them: the last dimension first."""
        pairs = zip(reversed(self.begins), reversed(self.ends), strict=True)
        return [number for pair in pairs for number in pair]


def read_window(call: Call, kernel: list[int], sizes: Sequence[int]) -> Window:
    """Read the attributes that convolutions and poolings have in common.

    Args:
        call: with them.
        kernel: the window's own sizes.
        sizes: of the maps.
    """
    count = len(kernel)
    strides = _numbers(call, "strides", [1] * count, 1)
    dilations = _numbers(call, "dilations", [1] * count, 1)
    pads = _numbers(call, "pads", [0] * 2 * count, 0)
    if not all(1 <= size <= _MOST for size in kernel) or len(sizes) != count:
        raise ValueError(f"it moves a window of sizes {kernel[:8]} over maps of sizes {list(sizes)}")
    window = Window(kernel=kernel, strides=strides, dilations=dilations, begins=pads[:count], ends=pads[count:])
    match call.text("auto_pad"):
        case "" | "NOTSET":
            return window
        case "VALID":
            return replace(window, begins=[0] * count, ends=[0] * count)
        case "SAME_UPPER" | "SAME_LOWER" as rule:
            return _same(window, sizes, lower=rule == "SAME_LOWER")
        case _:
            raise ValueError("its auto_pad is none that ONNX knows")


def padded(values: torch.Tensor, window: Window, with_what: float) -> tuple[torch.Tensor, Window]:
    """Add the places at the edges to maps (rows, channels, places...); the window then adds none."""
    added = zip(values.shape[2:], window.begins, window.ends, strict=True)
    bounded([*values.shape[:2], *(size + begin + end for size, begin, end in added)])
    none = [0] * len(window.kernel)
    return functional.pad(values, window.flat_pads, value=with_what), replace(window, begins=none, ends=none)


def check_convolved(values: torch.Tensor, window: Window, channels: int) -> None:
    """Bound what a convolution makes of maps, before it asks for the memory."""
    sizes = []
    for place, size in enumerate(values.shape[2:]):
        reach = window.dilations[place] * (window.kernel[place] - 1) + 1
        added = size + window.begins[place] + window.ends[place]
        sizes.append(max(0, (added - reach) // window.strides[place] + 1))
    bounded([len(values), channels, *sizes])


def check_spread(values: torch.Tensor, window: Window, channels: int) -> None:
    """Bound what a transposed convolution makes of maps, before it asks for the memory."""
    sizes = []
    for place, size in enumerate(values.shape[2:]):
        reach = window.dilations[place] * (window.kernel[place] - 1) + 1
        sizes.append(max(0, (size - 1) * window.strides[place] + reach))
    bounded([len(values), channels, *sizes])


def cropped(values: torch.Tensor, window: Window) -> torch.Tensor:
    """Take the places at the edges away from maps that a transposed convolution made."""
    for dimension, (begin, end) in enumerate(zip(window.begins, window.ends, strict=True), start=2):
        values = values.narrow(dimension, begin, values.shape[dimension] - begin - end)
    return values


def _same(window: Window, sizes: Sequence[int], *, lower: bool) -> Window:
    """As many places as it takes to make ceil(size / stride) of each size; an odd one goes to the end, or the start."""
    begins, ends = [], []
    for size, kernel, stride, dilation in zip(sizes, window.kernel, window.strides, window.dilations, strict=True):
        total = max(0, (-(-size // stride) - 1) * stride + (kernel - 1) * dilation + 1 - size)
        less, more = total // 2, total - total // 2
        begins.append(more if lower else less)
        ends.append(less if lower else more)
    return replace(window, begins=begins, ends=ends)


def _numbers(call: Call, name: str, otherwise: list[int], least: int) -> list[int]:
    found = call.integers(name)
    if found is None:
        return otherwise
    if len(found) != len(otherwise) or not all(least <= number <= _MOST for number in found):
        raise ValueError(f"its {name} are {found[:8]}; {len(otherwise)} numbers from {least} to {_MOST} were expected")
    return found
