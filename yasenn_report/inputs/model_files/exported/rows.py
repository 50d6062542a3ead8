"""The rows that a program takes: their shape, their type, and how many of them at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.exported.payloads import dtype_of
from yasenn_report.inputs.model_files.exported.plain import known, part, single, whole
from yasenn_report.inputs.model_files.wording import FORGED, counted, shown

_SYMBOL = re.compile(r"Symbol\('([A-Za-z]\w{0,30})'(?:, \w{1,20}=(?:True|False)){0,8}\)|([A-Za-z]\w{0,30})", re.ASCII)
_UNLIMITED: Final = 2**31  # torch.export writes various large numbers where there is no limit
_MOST_NAMED = 4
_MOST_DIMENSIONS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What one call takes."""

    name: str
    """The input's name in the graph."""
    dtype: torch.dtype
    shape: tuple[int, ...]
    """Of one row."""
    fewest: int
    most: int | None
    device: str
    """Where the program was exported."""


def read_rows(inputs: tuple[str, ...], metas: Mapping[str, object], ranges: Mapping[str, object]) -> Rows:
    """Read what the program says of its one input.

    Args:
        inputs: the names of all inputs that a caller gives.
        metas: what the graph says of its tensors, by their names.
        ranges: the lowest and highest value of each symbol that stands for a size.

    Raises:
        ModelFileError: there are several inputs or none, or one row has no fixed shape.
    """
    if len(inputs) != 1:
        raise ModelFileError(_several(inputs, metas))
    (name,) = inputs
    where = f"its input {shown(name)}"
    meta = part(metas, name, dict, "what it says of its tensors")
    sizes = part(meta, "sizes", list, where)
    if not 1 <= len(sizes) <= _MOST_DIMENSIONS:
        raise ModelFileError(
            f"{where} has {counted(len(sizes), 'dimension')}; rows in the first dimension were expected."
        )
    first, *rest = [_size(size, where) for size in sizes]
    if not all(isinstance(size, int) for size in rest):
        raise ModelFileError(
            f"{where} has the shape {_shape_shown(sizes)}; only the number of rows, its first dimension, may vary."
        )
    fewest, most = (first, first) if isinstance(first, int) else _range(first, ranges, where)
    return Rows(
        name=name,
        dtype=dtype_of(meta, where),
        shape=tuple(size for size in rest if isinstance(size, int)),
        fewest=fewest,
        most=most,
        device=part(part(meta, "device", dict, where), "type", str, where),
    )


def _size(size: object, where: str) -> int | str:
    """A fixed size, or the text of the formula for one that varies."""
    kind, held = single(size, where)
    if kind == "as_int":
        return whole(held, where, lowest=0)
    return part(held, "expr_str", str, where)


def _range(formula: str, ranges: Mapping[str, object], where: str) -> tuple[int, int | None]:
    """Look the symbol up; the formula's text is compared, never evaluated."""
    named = _SYMBOL.fullmatch(formula)
    if named is None:
        raise ModelFileError(
            f"{where} takes a number of rows that follows a formula, {shown(formula)}, which is not evaluated here. "
            "Export it again with one plain torch.export.Dim for the rows."
        )
    stated = ranges.get(named[1] or named[2])
    if stated is None:
        return 1, None
    low, high = (_bound(known(stated, dict, where).get(key), where) for key in ("min_val", "max_val"))
    fewest, most = max(low or 0, 1), high if high is not None and high < _UNLIMITED else None
    if most is not None and most < fewest:
        raise ModelFileError(f"{where} takes at least {fewest} and at most {most} rows at once. {FORGED}.")
    return fewest, most


def _bound(held: object, where: str) -> int | None:
    return None if held is None else whole(held, f"{where}: a limit of its rows")


def _several(inputs: tuple[str, ...], metas: Mapping[str, object]) -> str:
    if not inputs:
        return "takes no input; one tensor of rows was expected."
    named = ", ".join(f"{shown(name)} {_meta_shown(metas.get(name))}" for name in inputs[:_MOST_NAMED])
    more = ", ..." if len(inputs) > _MOST_NAMED else ""
    return (
        f"takes {len(inputs)} inputs ({named}{more}); one tensor of rows is given here. Export it again behind a "
        "forward that takes one tensor and splits it."
    )


def _meta_shown(meta: object) -> str:
    sizes = meta.get("sizes") if isinstance(meta, dict) else None
    return _shape_shown(sizes) if isinstance(sizes, list) else "of unknown shape"


def _shape_shown(sizes: list[object]) -> str:
    return (
        "(" + ", ".join(_size_shown(size) for size in sizes[:_MOST_DIMENSIONS]) + ("," if len(sizes) == 1 else "") + ")"
    )


def _size_shown(size: object) -> str:
    fixed = size.get("as_int") if isinstance(size, dict) else None
    return shown(fixed) if isinstance(fixed, int) else "any"
