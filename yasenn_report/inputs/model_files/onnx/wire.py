"""The bytes of an ONNX file before they are parsed: how many parts they announce, and whether these fit the file.

An ONNX file is a message of Protocol Buffers. Parsing one makes objects of a hundred bytes and more out of parts of
two bytes, so that the parts are counted first.
"""

from typing import Final

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.onnx.wording import FORGED

MOST_BYTES: Final = 2**31 - 1
"""The limit that Protocol Buffers set themselves."""
_MOST_PARTS: Final = 1_000_000
_LONGEST_VARINT = 10
_GRAPH = 7

_DEEPEST: Final = 64
_TEXT: Final = "text"
# By message: the numbers of its fields that hold messages, with their kind, those that hold text which is looked at,
# and those that hold other text or raw numbers, with an empty kind. A part of any other number is taken for the worst
# that it may hold: parts of two bytes.
_FIELDS: Final[dict[str, dict[int, str]]] = {
    "model": {2: "", 3: "", 4: "", 6: "", 7: "graph", 8: "version", 14: "pair"},
    "graph": {1: "node", 2: "", 5: "tensor", 10: "", 11: "value", 12: "value", 13: "value", 16: "pair"},
    "node": {1: _TEXT, 2: _TEXT, 3: _TEXT, 4: _TEXT, 5: "attribute", 6: "", 7: _TEXT, 8: "", 9: "pair"},
    "attribute": {1: _TEXT, 4: "", 5: "tensor", 6: "graph", 7: "", 8: "", 9: "", 10: "tensor", 13: "", 21: _TEXT},
    "tensor": {1: "", 4: "", 5: "", 6: "", 7: "", 8: _TEXT, 9: "", 10: "", 11: "", 12: "", 13: "pair", 16: "pair"},
    "value": {1: _TEXT, 2: "type", 3: "", 4: "pair"},
    "type": {1: "type of tensor", 6: ""},
    "type of tensor": {2: "shape"},
    "shape": {1: "dimension"},
    "dimension": {2: "", 3: ""},
    "version": {1: _TEXT},
    "pair": {1: _TEXT, 2: _TEXT},
}


def check_wire(data: bytes) -> None:
    """Walk over the parts of a model without making anything of them.

    Args:
        data: all of the file.

    Raises:
        ModelFileError: a part reaches beyond the one that holds it, or there are more parts than any network needs.
    """
    if len(data) > MOST_BYTES:
        raise ModelFileError(f"has {len(data)} bytes; an ONNX model has at most {MOST_BYTES}.")
    graphs, parts = 0, 0
    waiting = [("model", 0, len(data), 0)]
    while waiting:
        message, at, end, depth = waiting.pop()
        while at < end:
            parts += 1
            field, start, at = _part(data, at, end)
            kind = _FIELDS[message].get(field)
            if kind is None:
                parts += (at - start) // 2
            elif kind == _TEXT:
                _check_text(data[start:at])
            elif kind:
                waiting.append((kind, start, at, depth + 1))
            graphs += message == "model" and field == _GRAPH
            if parts > _MOST_PARTS or depth > _DEEPEST:
                raise ModelFileError(f"{_too_much(depth)}, which no network needs. {FORGED}")
    if graphs != 1:
        raise ModelFileError(f"holds {graphs or 'no'} graph{'s' if graphs > 1 else ''}; one was expected. {FORGED}")


def _too_much(depth: int) -> str:
    if depth > _DEEPEST:
        return f"has parts within parts to more than {_DEEPEST} levels"
    return f"consists of more than {_MOST_PARTS} parts"


def _check_text(text: bytes) -> None:
    try:
        text.decode()
    except UnicodeDecodeError as error:
        raise ModelFileError(f"has a name that is no text in UTF-8. {FORGED}") from error


def _part(data: bytes, at: int, end: int) -> tuple[int, int, int]:
    """The number of a field, and where what it holds begins and ends."""
    key, start = _varint(data, at, end)
    match key & 7:
        case 0:
            stop = _varint(data, start, end)[1]
        case 1:
            stop = start + 8
        case 2:
            length, start = _varint(data, start, end)
            stop = start + length
        case 5:
            stop = start + 4
        case _:
            raise ModelFileError(f"is no sound message of Protocol Buffers (byte {at}). {FORGED}")
    if stop > end:
        raise ModelFileError(f"announces {stop - start} bytes at byte {start}, where {end - start} are left. {FORGED}")
    return key >> 3, start, stop


def _varint(data: bytes, at: int, end: int) -> tuple[int, int]:
    value = 0
    for place in range(min(_LONGEST_VARINT, end - at)):
        byte = data[at + place]
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return value, at + place + 1
    raise ModelFileError(f"is no sound message of Protocol Buffers (byte {at}). {FORGED}")
