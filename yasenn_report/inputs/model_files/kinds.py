"""The bytes of a file into the kind of file that they are, before any of it is read further."""

import re
from collections.abc import Callable, Collection
from enum import Enum

from yasenn_report.inputs.model_files.wording import HOW_TO_EXPORT, HOW_TO_SAVE

_MOST_TEXT = 4096  # bytes looked at when a file may be text
_LONGEST_HEADER = 100_000_000  # bytes: the limit that safetensors itself sets

_RESAVE_NEWER = (
    "Open it where it was made and save it again with torch.save(network, 'model.pt') of PyTorch 1.6 or newer."
)


class Kind(Enum):
    """What a file is, in plain words, and what to do when it is not a network that opens here."""

    WHOLE_MODULE = ("a whole torch.nn.Module saved by torch.save", "")
    ZIP = ("a zip archive", "")
    EMPTY = ("an empty file", "Copy the model file again.")
    LFS_POINTER = ("a Git LFS pointer, not the file it points to", "Fetch the file itself with: git lfs pull.")
    WEB_PAGE = ("a web page or XML, not a model", "Download the model file itself, not the page that shows it.")
    TEXT = ("text, such as a CSV table, not a model", "Check the order of the arguments: the model file comes first.")
    LEGACY_TORCH = ("a file in the format of torch.save before PyTorch 1.6", _RESAVE_NEWER)
    TORCHSCRIPT = ("a TorchScript program saved by torch.jit.save", "")
    LITE = (
        "a TorchScript program with a second program for the lite interpreter of phones beside it (bytecode.pkl)",
        "Ask its owner for the file that torch.jit.save writes.",
    )
    EXPORTED = ("a program exported by torch.export", HOW_TO_EXPORT)
    COMPILED = ("an AOTInductor package, which is machine code", HOW_TO_SAVE)
    SAFETENSORS = ("a safetensors file of weights", "")
    ONNX = ("an ONNX model", "")
    PICKLE = ("a Python pickle that was not made by torch.save; none of it was run", HOW_TO_SAVE)
    COMPRESSED = ("a compressed file", "Unpack it and name the model file inside.")
    TAR = ("a tar archive", "Unpack it and name the model file inside.")
    OTHER_ZIP = ("a zip archive without a network of torch.save in it", "Unpack it and name the model file inside.")
    NUMPY = ("a NumPy array file", HOW_TO_SAVE)
    HDF5 = ("an HDF5 file, perhaps a Keras model", "Only networks of PyTorch are audited.")
    TFLITE = ("a TensorFlow Lite model", "Only networks of PyTorch are audited.")
    GGUF = ("a GGUF language model", "Only networks of PyTorch are audited.")
    PROGRAM = ("a compiled program", "Name the model file instead.")
    UNKNOWN = ("no kind of model file that is known here", HOW_TO_SAVE)

    def __init__(self, words: str, advice: str) -> None:
        self.words = words
        self.advice = advice

    @property
    def refusal(self) -> str:
        """What is said of a file of this kind when it is refused."""
        return f"this is {self.words}, which cannot be opened as a network. {self.advice}"


_MAGIC: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"version https://git-lfs", Kind.LFS_POINTER),
    (0, b"PK\x03\x04", Kind.ZIP),
    (0, b"PK\x05\x06", Kind.ZIP),
    (0, b"\x93NUMPY", Kind.NUMPY),
    (0, b"\x89HDF\r\n", Kind.HDF5),
    (0, b"\x1f\x8b", Kind.COMPRESSED),
    (0, b"BZh", Kind.COMPRESSED),
    (0, b"\xfd7zXZ\x00", Kind.COMPRESSED),
    (0, b"\x28\xb5\x2f\xfd", Kind.COMPRESSED),
    (0, b"7z\xbc\xaf\x27\x1c", Kind.COMPRESSED),
    (0, b"\x7fELF", Kind.PROGRAM),
    (0, b"MZ\x90", Kind.PROGRAM),
    (0, b"GGUF", Kind.GGUF),
    (4, b"TFL3", Kind.TFLITE),
    (257, b"ustar", Kind.TAR),
)
_LEGACY_TORCH = bytes.fromhex("80028a0a6cfc9c46f9206aa850192e")  # a first pickle of torch's magic integer
_PICKLE_TEXT = re.compile(rb"\((?:[dlctip]|S'|V)|c[\w.]+\r?\n[\w.]+\r?\n|[\]})](?:q|\.|p\d)")
_ONNX_TAGS = b"\x12\x1a\x22\x28\x32\x3a\x42\x72"


def kind_of_bytes(data: bytes) -> Kind:
    """Recognise a file from its bytes; a zip archive is told further by `kind_of_members`.

    Returns:
        The first kind whose sign the bytes bear, `Kind.UNKNOWN` where they bear none.
    """
    if not data:
        return Kind.EMPTY
    by_magic = (kind for offset, magic, kind in _MAGIC if data.startswith(magic, offset))
    by_shape = (kind for sign, kind in _SHAPES if sign(data))
    return next(by_magic, None) or next(by_shape, Kind.UNKNOWN)


def kind_of_members(names: Collection[str]) -> Kind:
    """Tell the members of the zip family apart by the names under the archive's root folder."""
    if any("data/aotinductor/" in name for name in names):
        return Kind.COMPILED
    if "bytecode.pkl" in names:
        return Kind.LITE
    if "constants.pkl" in names:
        return Kind.TORCHSCRIPT
    if "archive_format" in names or "serialized_exported_program.json" in names:
        return Kind.EXPORTED
    if "data.pkl" in names:
        return Kind.WHOLE_MODULE
    return Kind.NUMPY if names and all(name.endswith(".npy") for name in names) else Kind.OTHER_ZIP


def _is_safetensors(data: bytes) -> bool:
    length = int.from_bytes(data[:8], "little")
    return data[8:9] == b"{" and length <= min(len(data) - 8, _LONGEST_HEADER)


def _is_pickle(data: bytes) -> bool:
    marked = data[0] == 0x80 and data[1:2] <= b"\x05"
    return marked or (_PICKLE_TEXT.match(data) is not None and data.rstrip(b"\r\n").endswith(b"."))


def _is_onnx(data: bytes) -> bool:
    return len(data) > 2 and data[0] == 0x08 and data[1] < 0x20 and data[2] in _ONNX_TAGS


def _is_web_page(data: bytes) -> bool:
    return data[:_MOST_TEXT].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype", b"<html", b"<?xml"))


def _is_text(data: bytes) -> bool:
    text = data[:_MOST_TEXT].decode("utf-8", errors="ignore")
    return len(text.encode()) > len(data[:_MOST_TEXT]) - 4 and all(c.isprintable() or c in "\ufeff\t\r\n" for c in text)


# Safetensors stand before pickle: a header of 896 bytes begins with `80 03`, which is also how pickle 3 begins.
_SHAPES: tuple[tuple[Callable[[bytes], bool], Kind], ...] = (
    (_is_safetensors, Kind.SAFETENSORS),
    (lambda data: data.startswith(_LEGACY_TORCH), Kind.LEGACY_TORCH),
    (_is_pickle, Kind.PICKLE),
    (_is_onnx, Kind.ONNX),
    (_is_web_page, Kind.WEB_PAGE),
    (_is_text, Kind.TEXT),
)
