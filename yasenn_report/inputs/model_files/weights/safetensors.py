"""The bytes of a .safetensors file into named weights: a JSON header with offsets, and raw numbers behind it."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.weights.opening import NamedWeights
from yasenn_report.inputs.model_files.wording import printable, shown

_MOST_HEADER: Final = 100_000_000  # bytes: the limit that the format itself sets
_MOST_DIMENSIONS: Final = 8
_COPY_AGAIN: Final = "The file is damaged or forged; copy it again."
_DTYPES: Final = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "I64": torch.int64,
    "I32": torch.int32,
    "I16": torch.int16,
    "I8": torch.int8,
    "U8": torch.uint8,
    "BOOL": torch.bool,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One tensor of the header, checked against the file."""

    dtype: torch.dtype
    shape: tuple[int, ...]
    start: int
    """In the file, in bytes."""
    end: int


def read_safetensors(data: bytes) -> NamedWeights:
    """Read the header; weights are made when they are asked for.

    Raises:
        ModelFileError: the header is no JSON of the format, or tensors overlap, leave gaps or reach outside the file.
    """
    length = int.from_bytes(data[:8], "little")
    if length > min(_MOST_HEADER, len(data) - 8):
        raise ModelFileError(f"its header claims {shown(length)} bytes; the file has {len(data)}. {_COPY_AGAIN}")
    header = _parsed(data[8 : 8 + length])
    header.pop("__metadata__", None)
    entries = {name: _entry(name, value, 8 + length) for name, value in header.items()}
    _check_cover(entries, 8 + length, len(data))

    def read(name: str) -> torch.Tensor:
        entry = entries[name]
        content = bytearray(data[entry.start : entry.end])
        made = torch.frombuffer(content, dtype=entry.dtype).clone() if content else torch.empty(0, dtype=entry.dtype)
        return made.reshape(entry.shape)

    return NamedWeights(place="", shapes={name: entry.shape for name, entry in entries.items()}, read=read)


def _parsed(header: bytes) -> dict[str, object]:
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            raise ModelFileError(f"its header has a name twice, so that it can be read in two ways. {_COPY_AGAIN}")
        return made

    try:
        found = json.loads(header.decode("utf-8"), object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise ModelFileError(f"its header is no JSON ({shown(str(error))}). {_COPY_AGAIN}") from error
    if not isinstance(found, dict):
        raise ModelFileError(f"its header is {shown(found)}, where a dictionary was expected. {_COPY_AGAIN}")
    return found


def _entry(name: str, value: object, base: int) -> _Entry:
    match value:
        case {"dtype": str(dtype), "shape": list(shape), "data_offsets": [int(start), int(end)]} if dtype in _DTYPES:
            sound = len(shape) <= _MOST_DIMENSIONS and all(type(size) is int and 0 <= size < 2**40 for size in shape)
            if sound and 0 <= start <= end and end - start == math.prod(shape) * _DTYPES[dtype].itemsize:
                return _Entry(dtype=_DTYPES[dtype], shape=tuple(shape), start=base + start, end=base + end)
        case {"dtype": str(dtype)} if dtype not in _DTYPES:
            raise ModelFileError(f"{printable(name)} is stored as {printable(dtype)}, a type that is not read here.")
    raise ModelFileError(f"{printable(name)} has a type, shape and place that do not fit each other. {_COPY_AGAIN}")


def _check_cover(entries: dict[str, _Entry], start: int, end: int) -> None:
    """Every byte behind the header belongs to exactly one tensor."""
    at = start
    for name, entry in _in_order(entries):
        if entry.start != at:
            how = "overlaps the tensor before it" if entry.start < at else "leaves a gap before it"
            raise ModelFileError(f"{printable(name)} {how}. {_COPY_AGAIN}")
        at = entry.end
    if at != end:
        raise ModelFileError(f"its tensors end at byte {at} of {end}. {_COPY_AGAIN}")


def _in_order(entries: dict[str, _Entry]) -> Iterator[tuple[str, _Entry]]:
    yield from sorted(entries.items(), key=lambda item: (item[1].start, item[1].end))
