"""Records of tensors into torch tensors, over the archive's storages and within their bounds."""

from typing import Final

import torch
from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.archive import Archive
from yasenn_report.inputs.model_files.pickles.records import Call, Global, Persist, is_empty
from yasenn_report.inputs.model_files.views import View
from yasenn_report.inputs.model_files.wording import shown

REBUILD_TENSOR: Final = Global("torch._utils", "_rebuild_tensor_v2")
REBUILD_PARAMETER: Final = Global("torch._utils", "_rebuild_parameter")

_DTYPES: dict[Global, torch.dtype] = {
    Global("torch", "DoubleStorage"): torch.float64,
    Global("torch", "FloatStorage"): torch.float32,
    Global("torch", "HalfStorage"): torch.float16,
    Global("torch", "BFloat16Storage"): torch.bfloat16,
    Global("torch", "LongStorage"): torch.int64,
    Global("torch", "IntStorage"): torch.int32,
    Global("torch", "ShortStorage"): torch.int16,
    Global("torch", "CharStorage"): torch.int8,
    Global("torch", "ByteStorage"): torch.uint8,
    Global("torch", "BoolStorage"): torch.bool,
}
_MOST_DIMENSIONS = 8
_MOST_UNFOLDED = 4  # tied weights unfold a file a little; many views of one large storage would fill the memory


class Tensors:
    """The tensors of one archive; the same record always gives the same tensor, so that tied weights stay tied."""

    def __init__(self, archive: Archive, size: int, folder: str = "data") -> None:
        """Args: the archive, the file's size in bytes, and the folder of the storages' members."""
        self._archive = archive
        self._folder = folder
        self._storages: dict[str, torch.Tensor] = {}
        self._made: dict[Call, torch.Tensor] = {}
        self._bytes_left = _MOST_UNFOLDED * size

    def tensor(self, record: object, where: str) -> torch.Tensor:
        """Make the tensor or parameter that a record describes, in memory of its own.

        Raises:
            ModelFileError: the record is no tensor, of an unknown type, or reaches outside its storage.
        """
        if not isinstance(record, Call):
            raise _no_tensor(record, where)
        if record not in self._made:
            self._made[record] = self._new(record, where)
        return self._made[record]

    def _new(self, record: Call, where: str) -> torch.Tensor:
        match record:
            case Call(func=func, args=(Call() as data, bool(), hooks), states=[]) if (
                func == REBUILD_PARAMETER and data.func == REBUILD_TENSOR
            ):
                _check_hooks(hooks, where)
                return _parameter(self.tensor(data, where), where)
            case Call(
                func=func, args=(Persist() as storage, offset, size, stride, bool(), hooks, *more), states=[]
            ) if func == REBUILD_TENSOR and is_empty(hooks) and all(map(is_empty, more)):
                return self._view(self._storage(storage, where), _view(offset, size, stride, where), where)
        raise _no_tensor(record, where)

    def _view(self, storage: torch.Tensor, view: View, where: str) -> torch.Tensor:
        if view.end > storage.numel():
            raise ModelFileError(
                f"{where} reaches to number {view.end} of a storage of {storage.numel()}; the file is "
                "damaged or forged."
            )
        if view.count > storage.numel():
            raise ModelFileError(f"{where} unfolds {storage.numel()} numbers into {view.count}, which no layer needs.")
        self._bytes_left -= view.count * storage.element_size()
        if self._bytes_left < 0:
            raise ModelFileError(f"{where}: the tensors unfold to more than {_MOST_UNFOLDED} times the file's size.")
        return storage.as_strided(view.size, view.stride, view.offset)

    def _storage(self, record: Persist, where: str) -> torch.Tensor:
        match record.pid:
            case ("storage", Global() as storage_type, str(key), str(), int(count)) if storage_type in _DTYPES:
                dtype = _DTYPES[storage_type]
            case (_, Global() as storage_type, *_):
                raise ModelFileError(f"{where} is stored as {storage_type.dotted}, a type that is not read here.")
            case _:
                raise ModelFileError(f"{where} refers to no storage of this file.")
        if key not in self._storages:
            self._storages[key] = self._read(key, dtype, count, where)
        if self._storages[key].dtype != dtype:
            raise ModelFileError(f"{where} reads storage {shown(key)} as {dtype}, other tensors read it otherwise.")
        return self._storages[key]

    def _read(self, key: str, dtype: torch.dtype, count: int, where: str) -> torch.Tensor:
        expected, found = count * dtype.itemsize, self._archive.size(f"{self._folder}/{key}")
        if expected != found:
            raise ModelFileError(
                f"{where} needs {shown(expected)} bytes from storage {shown(key)}, which has {found}; the file is "
                "damaged or forged."
            )
        data = bytearray(self._archive.read(f"{self._folder}/{key}"))
        # The clone lies where torch aligns its own memory, so that the outputs are the original's to the last bit.
        return torch.frombuffer(data, dtype=dtype).clone() if data else torch.empty(0, dtype=dtype)


def recorded_shape(record: object) -> tuple[object, ...] | None:
    """The shape that a record of a tensor or parameter states, unchecked; None if it is neither."""
    match record:
        case Call(func=func, args=(Call() as data, *_)) if func == REBUILD_PARAMETER:
            tensor: object = data
        case _:
            tensor = record
    match tensor:
        case Call(func=func, args=(_, _, tuple(size), *_)) if func == REBUILD_TENSOR:
            return size
    return None


def _view(offset: object, size: object, stride: object, where: str) -> View:
    match offset, size, stride:
        case int(), tuple(), tuple() if len(size) == len(stride) <= _MOST_DIMENSIONS:
            numbers = (offset, *size, *stride)
            if all(type(number) is int and 0 <= number < 2**63 for number in numbers):
                return View(offset, size, stride)
    raise ModelFileError(
        f"{where} has offset {shown(offset)}, size {shown(size)}, stride {shown(stride)}; whole numbers from 0 were "
        "expected, as many strides as sizes."
    )


def _parameter(data: torch.Tensor, where: str) -> nn.Parameter:
    if not data.is_floating_point():
        raise ModelFileError(f"{where} holds {data.dtype} numbers; weights of float type were expected.")
    return nn.Parameter(data, requires_grad=False)


def _check_hooks(hooks: object, where: str) -> None:
    if not is_empty(hooks):
        raise ModelFileError(
            f"{where} carries hooks, which are code; none of it was run. Save the network without them."
        )


def _no_tensor(record: object, where: str) -> ModelFileError:
    match record:
        case Call(func=Global() as func):
            found = f"made by {func.dotted}"
        case _:
            found = shown(record)
    return ModelFileError(f"{where} is {found}, where a plain tensor was expected.")
