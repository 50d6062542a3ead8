"""How many numbers an operator is about to read and make, told from its arguments before it is called.

A small file must not fill the memory, and PyTorch itself believes some sizes that it is told.
"""

import math
from collections.abc import Callable, Mapping
from typing import Final

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.wording import FORGED, shown

_MOST_NUMBERS = 2**30


def check_arguments(name: str, arguments: Mapping[str, object]) -> None:
    """Check what an operator that makes tensors out of sizes would make, and that stated sizes are the tensor's own.

    Raises:
        ModelFileError: more numbers than any layer needs, or sizes of another tensor.
    """
    rule = _RULES.get(name)
    if rule is not None and (made := rule(arguments)) > _MOST_NUMBERS:
        raise _too_many("would make", made)
    if name == "native_group_norm":
        _check_group_norm(arguments)


def check_made(made: object) -> None:
    """Check what an operator has made: expanding costs no memory, but the next operator would copy it all.

    Raises:
        ModelFileError: a tensor of more numbers than any layer needs.
    """
    if isinstance(made, torch.Tensor) and made.numel() > _MOST_NUMBERS:
        raise _too_many("makes", made.numel())


def _too_many(makes: str, number: float) -> ModelFileError:
    figure = str(int(number)) if number < 10**18 else "more than 10^18"
    return ModelFileError(f"it {makes} {figure} numbers at once; at most {_MOST_NUMBERS} are made.")


def _check_group_norm(arguments: Mapping[str, object]) -> None:
    """PyTorch compares the product of these sizes only, which overflows, and then reads where they lead."""
    shape = _shape(arguments)
    stated = tuple(arguments.get(name) for name in ("N", "C", "HxW"))
    if len(shape) < 2 or stated != (shape[0], shape[1], math.prod(shape[2:])):
        raise ModelFileError(f"it states the sizes {shown(stated)} for a tensor of the shape {shown(shape)}. {FORGED}.")


def _numbers(value: object) -> list[float]:
    return [abs(one) for one in (value if isinstance(value, list) else [value]) if isinstance(one, (int, float))]


def _product(value: object) -> float:
    return math.prod(_numbers(value))


def _shape(arguments: Mapping[str, object]) -> tuple[int, ...]:
    found = arguments.get("self", arguments.get("input"))
    return tuple(found.shape) if isinstance(found, torch.Tensor) else ()


def _of_size(arguments: Mapping[str, object]) -> float:
    return _product(arguments.get("size"))


def _repeated(arguments: Mapping[str, object]) -> float:
    return math.prod(_shape(arguments)) * _product(arguments.get("repeats", arguments.get("dims")))


def _range(arguments: Mapping[str, object]) -> float:
    start, end, step = (_numbers(arguments.get(key, other)) for key, other in (("start", 0), ("end", 0), ("step", 1)))
    length = sum(end) + sum(start)
    return length / sum(step) if sum(step) else math.inf


def _resized(arguments: Mapping[str, object]) -> float:
    """Pooling and resizing keep the first two dimensions; the others become what is asked for."""
    shape = _shape(arguments)
    asked = _numbers(arguments.get("output_size"))
    if asked:
        return math.prod(shape[: -len(asked)]) * math.prod(asked)
    factors = [one for key, value in arguments.items() if key.startswith("scale") for one in _numbers(value)]
    return math.prod(shape) * math.prod(max(factor, 1) for factor in factors)


def _padded(arguments: Mapping[str, object]) -> float:
    shape, pads = _shape(arguments), _numbers(arguments.get("pad"))
    around = [sum(pads[at : at + 2]) for at in range(0, len(pads), 2)]
    grown = [size + more for size, more in zip(reversed(shape), [*around, *[0] * len(shape)], strict=False)]
    return math.prod(grown)


_RULES: Final[dict[str, Callable[[Mapping[str, object]], float]]] = {
    **dict.fromkeys(["full", "zeros", "ones", "new_full", "new_zeros", "new_ones"], _of_size),
    **dict.fromkeys(["repeat", "tile"], _repeated),
    "arange": _range,
    "linspace": lambda arguments: _product(arguments.get("steps")),
    "eye": lambda arguments: _product(arguments.get("n")) * _product(arguments.get("m", arguments.get("n"))),
    "one_hot": lambda arguments: math.prod(_shape(arguments)) * _product(arguments.get("num_classes")),
    **dict.fromkeys([f"adaptive_{kind}_pool{n}d" for kind in ("avg", "max") for n in (1, 2, 3)], _resized),
    **dict.fromkeys([f"_adaptive_avg_pool{n}d" for n in (2, 3)], _resized),
    **dict.fromkeys([f"upsample_nearest{n}d" for n in (1, 2, 3)], _resized),
    **dict.fromkeys(
        ["upsample_linear1d", "upsample_bilinear2d", "upsample_bicubic2d", "upsample_trilinear3d"], _resized
    ),
    **dict.fromkeys(["pad", "constant_pad_nd"], _padded),
}
