"""What a node of the graph calls, found in our own tables by its text; nothing else can be reached."""

import re
from typing import Any

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.exported.sizes import ON_SIZES
from yasenn_report.inputs.model_files.exported.target import Target
from yasenn_report.inputs.model_files.operators import operator
from yasenn_report.inputs.model_files.wording import shown

_ATEN = re.compile(r"torch\.ops\.aten\.([A-Za-z_]\w*)\.([A-Za-z_]\w*)", re.ASCII)
_HIGHER = "torch.ops.higher_order."
_MOST_LETTERS = 200


def find_target(text: str, where: str) -> Target:
    """Find the call that a text such as ``torch.ops.aten.linear.default`` names.

    Args:
        text: from the file.
        where: the node, for messages.

    Raises:
        ModelFileError: it is none of PyTorch's operators that are run here.
    """
    if text in ON_SIZES:
        return ON_SIZES[text]
    names = _ATEN.fullmatch(text[:_MOST_LETTERS])
    if text.startswith(_HIGHER):
        raise ModelFileError(
            f"{where} runs a part of the program through {shown(text)}, as torch.no_grad inside forward or a branch on "
            "values makes it; it was not run. Leave that out of forward, or export the program after "
            "program = program.run_decompositions()."
        )
    if names is None:
        raise ModelFileError(
            f"{where} asks Python to call {shown(text)}; it was not run. Only operators of torch.ops.aten are run here."
        )
    name, overload = names.groups()
    try:
        packet = operator(name)
    except ModelFileError as refusal:
        raise ModelFileError(f"{where} {refusal}") from refusal
    if overload not in packet.overloads():
        raise ModelFileError(
            f"{where} uses {shown(text)}, an overload that this PyTorch ({torch.__version__}) does not have."
        )
    return _of_schema(name, getattr(packet, overload), where)


def _of_schema(name: str, overload: Any, where: str) -> Target:
    arguments = overload._schema.arguments
    written = tuple(one.name for one in arguments if one.alias_info is not None and one.alias_info.is_write)
    if any(one.kwarg_only and one.name in written for one in arguments):
        raise ModelFileError(
            f"{where} uses {overload.name()}, which writes into a tensor that it is given; no program needs it."
        )
    return Target(
        name=name,
        call=overload,
        arguments=frozenset(one.name for one in arguments),
        required=frozenset(one.name for one in arguments if not one.has_default_value()),
        written=written,
        returns=len(overload._schema.returns),
    )
