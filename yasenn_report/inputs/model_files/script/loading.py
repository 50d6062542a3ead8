"""The records of data.pkl and constants.pkl into modules and tensors."""

from typing import Final

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.archive import Archive
from yasenn_report.inputs.model_files.pickles.reader import Pickle, read_pickle
from yasenn_report.inputs.model_files.pickles.records import ORDERED_DICT, Call, Global, Obj
from yasenn_report.inputs.model_files.script.literals import checked_constant
from yasenn_report.inputs.model_files.script.sources import Class, Sources
from yasenn_report.inputs.model_files.script.values import Module
from yasenn_report.inputs.model_files.tensors import REBUILD_TENSOR, Tensors
from yasenn_report.inputs.model_files.wording import counted, printable, shown

CPU: Final = torch.device("cpu")

_LISTS: Final = frozenset(
    Global("torch.jit._pickle", name)
    for name in ("build_intlist", "build_doublelist", "build_boollist", "build_tensorlist")
)
_TAGGED: Final = Global("torch.jit._pickle", "restore_type_tag")
_DEVICE: Final = Global("torch", "device")
_KNOWN_CALLS: Final = _LISTS | {_TAGGED, _DEVICE, ORDERED_DICT, REBUILD_TENSOR}
_HALVES: Final = (torch.float16, torch.bfloat16)
_DEEPEST = 50
_MOST_VALUES = 100_000


class Loader:
    """One pass over the records of a file; what stands in two places is made once, as it was."""

    def __init__(self, archive: Archive, size: int, sources: Sources) -> None:
        self._archive = archive
        self._size = size
        self._sources = sources
        self._modules: dict[Obj, Module] = {}
        self._widened: dict[torch.Tensor, torch.Tensor] = {}
        self._values_left = _MOST_VALUES
        self.weights: dict[str, torch.Tensor] = {}
        """Every tensor by its path, constants as ``CONSTANTS.c0``."""
        self.halves: set[torch.dtype] = set()
        """The types of half precision that were found; their numbers are float32 now."""
        self.any_training = False

    def network(self) -> Module:
        """The module that data.pkl describes.

        Raises:
            ModelFileError: it asks for calls, or holds what no TorchScript module has.
        """
        pickle = self._pickle("data.pkl")
        tensors = Tensors(self._archive, self._size)
        root = self._value(pickle.root, (), tensors)
        if not isinstance(root, Module):
            raise ModelFileError(f"holds {_kind(pickle.root)}, where a network was expected.")
        return root

    def constants(self) -> tuple[torch.Tensor, ...]:
        """The tensors that the code calls ``CONSTANTS.c0`` and so on.

        Raises:
            ModelFileError: constants.pkl holds anything but tensors.
        """
        root = self._pickle("constants.pkl").root
        if not isinstance(root, tuple):
            raise ModelFileError(f"its constants are {shown(root)}, where a tuple of tensors was expected.")
        tensors = Tensors(self._archive, self._size, "constants")
        return tuple(
            self._tensor(record, f"CONSTANTS.c{number}", tensors) for number, record in enumerate(root[:_MOST_VALUES])
        )

    def _pickle(self, member: str) -> Pickle:
        pickle = read_pickle(self._archive.read(member))
        strange = next((call.func for call in pickle.calls if not _is_one(call.func, _KNOWN_CALLS)), None)
        if strange is not None:
            name = strange.dotted if isinstance(strange, Global) else "something that it made itself"
            raise ModelFileError(f"asks Python to call {name}; it was not run. No network of TorchScript needs it.")
        return pickle

    def _value(self, record: object, path: tuple[str, ...], tensors: Tensors) -> object:
        self._values_left -= 1
        if self._values_left < 0 or len(path) > _DEEPEST:
            raise ModelFileError(
                f"its attributes nest more than {_DEEPEST} deep or count more than {_MOST_VALUES}, or contain "
                "themselves; a network that ends was expected."
            )
        match record:
            case Obj():
                return self._module(record, path, tensors)
            case Call(func=func, args=(inner, *_)) if _is_one(func, _LISTS | {_TAGGED}):
                return self._value(inner, path, tensors)
            case Call(func=func) if func == _DEVICE:
                return CPU
            case Call():
                return self._tensor(record, ".".join(path), tensors)
            case list() | tuple():
                parts = [self._value(part, (*path, str(index)), tensors) for index, part in enumerate(record)]
                return tuple(parts) if isinstance(record, tuple) else parts
            case dict():
                return {key: self._value(part, (*path, shown(key)), tensors) for key, part in record.items()}
        return checked_constant(record)

    def _module(self, record: Obj, path: tuple[str, ...], tensors: Tensors) -> Module:
        if record in self._modules:
            return self._modules[record]
        cls = self._class(record, path)
        match record:
            case Obj(args=(), items=[], elements=[], states=[dict() as state]) if all(
                isinstance(name, str) for name in state
            ):
                pass
            case _:
                raise ModelFileError(f"{_place(path)} is not recorded the way torch.jit.save records a module.")
        made = Module(path=".".join(path), cls=cls)
        # A module that contains itself is found by its depth: it is known only once it is whole.
        made.attributes.update(
            (name, self._value(value, (*path, printable(name)), tensors)) for name, value in state.items()
        )
        if "training" in made.attributes:
            self.any_training |= made.attributes["training"] is True
            made.attributes["training"] = False
        self._modules[record] = made
        return made

    def _class(self, record: Obj, path: tuple[str, ...]) -> Class:
        name = f"{record.func.module}.{record.func.name}" if isinstance(record.func, Global) else ""
        cls = self._sources.classes.get(name)
        if cls is None or not cls.is_module:
            what = "whose code is not in the file" if cls is None else "which is no class of modules"
            raise ModelFileError(
                f"{_place(path)} is of class {printable(name) or 'without a name'}, {what}; the code of every module "
                "was expected beside its weights."
            )
        if "__setstate__" in cls.methods:
            raise ModelFileError(
                f"class {printable(name)} has a method __setstate__, which is code to run while the file is opened; "
                "it was not run. Save the network without it."
            )
        return cls

    def _tensor(self, record: object, where: str, tensors: Tensors) -> torch.Tensor:
        tensor = tensors.tensor(record, where)
        if tensor.dtype in _HALVES:
            self.halves.add(tensor.dtype)
            tensor = self._widened.setdefault(tensor, tensor.float())
        self.weights.setdefault(where, tensor)
        return tensor


def _is_one(func: object, known: frozenset[Global]) -> bool:
    return isinstance(func, Global) and func in known


def _place(path: tuple[str, ...]) -> str:
    return ".".join(path) or "the network itself"


def _kind(record: object) -> str:
    match record:
        case Call(func=Global() as func):
            return f"what {func.dotted} makes"
        case list() | tuple() | dict():
            return f"a {type(record).__name__} of {counted(len(record), 'value')}"
    return shown(record)
