"""Records of modules into modules of torch.nn that our own constructor calls made."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.layers import LAYERS, make_layer
from yasenn_report.inputs.model_files.pickles.records import Global, Obj
from yasenn_report.inputs.model_files.saved.states import State, check_values, names_of_class, read_state, unstated
from yasenn_report.inputs.model_files.tensors import Tensors, recorded_shape
from yasenn_report.inputs.model_files.wording import HOW_TO_SAVE, printable, shown

_DEEPEST = 50
_MOST_CALLS = 10_000  # layers run for one row; a Sequential that holds another twice doubles them at every level
_LONGEST_NAME = 100
_RETURNS_PAIRS = "return_indices"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rebuilt:
    """A network made anew, and what a reader should know about the making."""

    module: nn.Module
    notes: tuple[str, ...]
    training: bool
    """Whether a layer of it was saved in training mode."""


def rebuild(root: Obj, tensors: Tensors) -> Rebuilt:
    """Make the network that the records describe.

    Raises:
        ModelFileError: a class, a value or a tensor in it is not what a network of standard layers has.
    """
    builder = _Builder(tensors)
    module = builder.module(root, ())
    return Rebuilt(module=module, notes=tuple(builder.notes), training=builder.any_training)


class _Builder:
    """One pass over the records; a module that stands in two places is made once, as it was."""

    def __init__(self, tensors: Tensors) -> None:
        self.tensors = tensors
        self.made: dict[Obj, nn.Module] = {}
        self.calls: dict[nn.Module, int] = {}
        self.open: set[Obj] = set()
        self.notes: list[str] = []
        self.any_training = False

    def module(self, record: object, path: tuple[str, ...]) -> nn.Module:
        if not isinstance(record, Obj):
            raise ModelFileError(f"{_place(path)} is {shown(record)}, where a layer was expected. {HOW_TO_SAVE}")
        if record in self.made:
            return self.made[record]
        if len(path) > _DEEPEST:
            raise ModelFileError(f"its layers are nested more than {_DEEPEST} deep. {HOW_TO_SAVE}")
        if record in self.open:
            raise ModelFileError(f"{_place(path)} contains itself; a network that ends was expected.")
        self.open.add(record)
        self.made[record] = self._new(record, path)
        self.open.remove(record)
        return self.made[record]

    def _new(self, record: Obj, path: tuple[str, ...]) -> nn.Module:
        cls = _class_of(record, path)
        where = f"{_place(path)} ({cls.__name__})"
        state = read_state(record, where)
        made = make_layer(cls, state.values, bias=state.parameters.get("bias") is not None, where=where)
        self._note_dropped(check_values(made, state.values, where), where)
        self._note_unstated(unstated(made, state.values), where)
        self.any_training |= state.training
        _check_pairs(state, where)
        self._fill(made._parameters, state.parameters, path, where)
        self._fill(made._buffers, state.buffers, path, where)
        self._place_children(made, state.children, path, where)
        self._count_calls(made, where)
        return made

    def _fill(self, slots: dict[str, Any], found: dict[str, object], path: tuple[str, ...], where: str) -> None:
        """Put the file's tensors where the constructor made places for them."""
        if slots.keys() != found.keys():
            raise ModelFileError(f"{where} has the tensors {_listed(found)}; {_listed(slots)} was expected.")
        for name, expected in slots.items():
            if (expected is None) != (found[name] is None):
                raise ModelFileError(f"{where}: whether there is a {name} does not fit the layer's other values.")
            if expected is not None:
                slots[name] = self._tensor(expected, found[name], ".".join((*path, name)))

    def _tensor(self, expected: torch.Tensor, record: object, place: str) -> torch.Tensor:
        stated = recorded_shape(record)
        if stated is not None and stated != tuple(expected.shape):
            raise ModelFileError(
                f"{place} has the shape {shown(stated)}; the layer's other values give {shown(tuple(expected.shape))}."
            )
        found = self.tensors.tensor(record, place)
        if isinstance(found, nn.Parameter) != isinstance(expected, nn.Parameter):
            raise ModelFileError(f"{place} is {_role(found)}; {_role(expected)} was expected.")
        if found.is_floating_point() != expected.is_floating_point() or 0 in found.shape:
            raise ModelFileError(
                f"{place} holds {found.numel()} numbers of {found.dtype}, which the layer cannot run with."
            )
        return found

    def _place_children(self, made: nn.Module, children: dict[str, object], path: tuple[str, ...], where: str) -> None:
        if children and not isinstance(made, nn.Sequential):
            raise ModelFileError(f"{where} has layers inside ({_listed(children)}); such a layer has none.")
        for name, record in children.items():
            _check_name(name, made, where)
            made._modules[name] = self.module(record, (*path, name))

    def _count_calls(self, made: nn.Module, where: str) -> None:
        self.calls[made] = 1 + sum(self.calls[child] for child in made._modules.values() if child is not None)
        if self.calls[made] > _MOST_CALLS:
            raise ModelFileError(f"{where} runs more than {_MOST_CALLS} layers for one row. {HOW_TO_SAVE}")

    def _note_dropped(self, names: tuple[str, ...], where: str) -> None:
        if names:
            self.notes.append(f"{where} has plain attributes that the layer does not know; left out: {_listed(names)}.")

    def _note_unstated(self, names: tuple[str, ...], where: str) -> None:
        if names:
            self.notes.append(f"{where} does not state all of its values; torch's defaults are used: {_listed(names)}.")


def _class_of(record: Obj, path: tuple[str, ...]) -> type[nn.Module]:
    if not isinstance(record.func, Global):
        raise ModelFileError(f"{_place(path)} is of no class that has a name. {HOW_TO_SAVE}")
    if record.func not in LAYERS:
        raise _unknown_class(record.func, _place(path))
    return LAYERS[record.func]


def _unknown_class(cls: Global, place: str) -> ModelFileError:
    if cls.module.startswith("torch."):
        return ModelFileError(
            f"{place} is {cls.dotted}, which is not among the layers that are opened here. {HOW_TO_SAVE}"
        )
    return ModelFileError(
        f"{place} is of class {cls.dotted}, whose code is not in the file and is not run. {HOW_TO_SAVE}"
    )


def _check_pairs(state: State, where: str) -> None:
    if state.values.get(_RETURNS_PAIRS):
        raise ModelFileError(f"{where} returns two values ({_RETURNS_PAIRS}); a layer that returns one was expected.")


def _check_name(name: str, parent: nn.Module, where: str) -> None:
    sound = name.isprintable() and 0 < len(name) <= _LONGEST_NAME and "." not in name
    if not sound or name in vars(parent) or name in names_of_class(type(parent)):
        raise ModelFileError(f"{where} has a layer named {shown(name)!r} inside, which is no name for a layer.")


def _place(path: tuple[str, ...]) -> str:
    return ".".join(path) or "the network itself"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(printable(name) for name in list(names)[:6]) or "none"


def _role(tensor: torch.Tensor) -> str:
    return "a trained weight" if isinstance(tensor, nn.Parameter) else "a plain tensor"
