"""Weights and constants of an exported program: raw bytes in the archive, read within the bounds of their members."""

import re
from dataclasses import dataclass
from typing import Final

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.archive import Archive
from yasenn_report.inputs.model_files.exported.plain import known, part, read_json, single, whole
from yasenn_report.inputs.model_files.views import View
from yasenn_report.inputs.model_files.wording import FORGED, HOW_TO_EXPORT, shown

DTYPES: Final[dict[int, torch.dtype]] = {
    1: torch.uint8,
    2: torch.int8,
    3: torch.int16,
    4: torch.int32,
    5: torch.int64,
    6: torch.float16,
    7: torch.float32,
    8: torch.float64,
    12: torch.bool,
    13: torch.bfloat16,
}
"""By the number that torch.export writes for them."""
STRIDED: Final = 7

_MOST_DIMENSIONS = 8
_MOST_UNFOLDED = 4  # tied weights unfold a file a little; many views of one large storage would fill the memory
_FOLDERS: Final = {
    "weights": re.compile(r"weight_\d{1,9}", re.ASCII),
    "constants": re.compile(r"tensor_\d{1,9}", re.ASCII),
}


@dataclass(frozen=True, slots=True)
class _View(View):
    """Which numbers of which member a tensor consists of."""

    member: str
    dtype: torch.dtype


class Payloads:
    """The tensors of one program by their names; the same numbers are always the same tensor, as with tied weights."""

    def __init__(self, archive: Archive, model: str, size: int) -> None:
        """See ``Payloads.tensor``.

        Args:
            archive: the members.
            model: the program's name in the archive.
            size: of the file, in bytes.

        Raises:
            ModelFileError: an entry is a pickle, or is described as no tensor can be.
        """
        self._archive = archive
        self._views: dict[str, _View] = {}
        self._storages: dict[str, torch.Tensor] = {}
        self._made: dict[_View, torch.Tensor] = {}
        self._bytes_left = _MOST_UNFOLDED * size
        for folder in _FOLDERS:
            _refuse_whole_pickle(archive, folder, model)
            self._list(folder, f"data/{folder}/{model}_{folder}_config.json")

    def tensor(self, name: str) -> torch.Tensor:
        """The weight or constant of that name, for example ``body.0.weight``.

        Raises:
            ModelFileError: there is none, or it reaches outside its member.
        """
        if name not in self._views:
            raise ModelFileError(f"the program reads {shown(name)}, which is not among its weights. {FORGED}.")
        view = self._views[name]
        if view not in self._made:
            self._made[view] = self._cut(self._storage(view, shown(name)), view, shown(name))
        return self._made[view]

    def _list(self, folder: str, config: str) -> None:
        entries = part(read_json(self._archive, config), "config", dict, f"member {shown(config)}")
        for name, entry in entries.items():
            if name in self._views:
                raise ModelFileError(
                    f"{shown(name)} is among the weights and the constants, so it can be read in two ways."
                )
            self._views[name] = _view(folder, name, entry)

    def _cut(self, storage: torch.Tensor, view: _View, where: str) -> torch.Tensor:
        if view.end > storage.numel():
            raise ModelFileError(
                f"{where} reaches to number {view.end} of member {shown(view.member)}, which has "
                f"{storage.numel()}. {FORGED}."
            )
        if view.count > storage.numel():
            raise ModelFileError(f"{where} unfolds {storage.numel()} numbers into {view.count}, which no layer needs.")
        self._bytes_left -= view.count * storage.element_size()
        if self._bytes_left < 0:
            raise ModelFileError(f"{where}: the tensors unfold to more than {_MOST_UNFOLDED} times the file's size.")
        return storage.as_strided(view.size, view.stride, view.offset)

    def _storage(self, view: _View, where: str) -> torch.Tensor:
        if view.member not in self._storages:
            self._storages[view.member] = self._read(view, where)
        storage = self._storages[view.member]
        if storage.dtype != view.dtype:
            raise ModelFileError(
                f"{where} reads member {shown(view.member)} as {view.dtype}, other tensors read it otherwise."
            )
        return storage

    def _read(self, view: _View, where: str) -> torch.Tensor:
        size = self._archive.size(view.member)
        if size % view.dtype.itemsize:
            raise ModelFileError(
                f"{where} needs numbers of {view.dtype.itemsize} bytes from member {shown(view.member)}, which has "
                f"{size} bytes. {FORGED}."
            )
        data = bytearray(self._archive.read(view.member))
        # The clone lies where torch aligns its own memory, so that the outputs are the original's to the last bit.
        return torch.frombuffer(data, dtype=view.dtype).clone() if data else torch.empty(0, dtype=view.dtype)


def integers(held: object, where: str, lowest: int = 0) -> tuple[int, ...]:
    """Sizes or strides as plain numbers.

    Raises:
        ModelFileError: one of them depends on something, or is none.
    """
    numbers = []
    for entry in known(held, list, where):
        kind, value = single(entry, where)
        if kind != "as_int":
            raise ModelFileError(
                f"{where} has an entry of the kind {shown(kind)}; plain numbers were expected. {FORGED}."
            )
        numbers.append(whole(value, where, lowest))
    return tuple(numbers)


def dtype_of(meta: object, where: str) -> torch.dtype:
    """The type of a tensor's numbers.

    Raises:
        ModelFileError: it is unknown, or the tensor is stored in another way than number beside number.
    """
    layout, number = part(meta, "layout", int, where), part(meta, "dtype", int, where)
    if layout != STRIDED:
        raise ModelFileError(
            f"{where} has the memory layout {shown(layout)}; only dense tensors ({STRIDED}) are read here."
        )
    if number not in DTYPES:
        raise ModelFileError(f"{where} has the number type {shown(number)} of torch.export, which is not read here.")
    return DTYPES[number]


def _view(folder: str, name: str, entry: object) -> _View:
    where = shown(name)
    path = part(entry, "path_name", str, where)
    if path.startswith(("custom_obj_", "opaque_obj_")) or part(entry, "use_pickle", bool, where):
        raise ModelFileError(
            f"{where} is stored as a Python pickle ({shown(path)}), which can ask Python to call anything; it was not "
            "read. Only plain tensors are audited."
        )
    if not _FOLDERS[folder].fullmatch(path):
        expected = "weight_0" if folder == "weights" else "tensor_0"
        raise ModelFileError(f"{where} lies in {shown(path)}; a name like {expected} was expected. {FORGED}.")
    meta = part(entry, "tensor_meta", dict, where)
    dtype = dtype_of(meta, where)
    size = integers(meta.get("sizes"), f"{where}: its size")
    stride = integers(meta.get("strides"), f"{where}: its stride")
    offset = integers([meta.get("storage_offset")], f"{where}: its offset")[0]
    if len(size) != len(stride) or len(size) > _MOST_DIMENSIONS:
        raise ModelFileError(
            f"{where} has {len(size)} sizes and {len(stride)} strides; as many of each were expected, at most "
            f"{_MOST_DIMENSIONS}. {FORGED}."
        )
    return _View(offset, size, stride, f"data/{folder}/{path}", dtype)


def _refuse_whole_pickle(archive: Archive, folder: str, model: str) -> None:
    old = f"data/{folder}/{model}.pt"
    if old in archive.names:
        raise ModelFileError(
            f"stores its {folder} as a Python pickle ({shown(old)}), as older PyTorch did; it was not read. Use "
            f"the newest PyTorch. {HOW_TO_EXPORT}"
        )
