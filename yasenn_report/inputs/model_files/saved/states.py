"""The recorded state of one layer into its parts: weights, layers inside, plain values; everything else is refused."""

from dataclasses import dataclass
from typing import Final

from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.pickles.records import Call, Global, Obj, entries, is_empty
from yasenn_report.inputs.model_files.wording import printable, shown

_FRAMEWORK: Final = frozenset(vars(nn.Module()))  # what every module keeps: parts, hooks, the training flag
_LONGEST_SEQUENCE = 1000
_LARGEST_INTEGER = 2**31


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class State:
    """What the file says about one layer, sorted but not yet believed."""

    parameters: dict[str, object]
    buffers: dict[str, object]
    children: dict[str, object]
    values: dict[str, object]
    """Plain attributes by name."""
    training: bool


def read_state(obj: Obj, where: str) -> State:
    """Sort a layer's recorded state.

    Raises:
        ModelFileError: hooks, an attribute that is not plain, or a record of another form than nn.Module's.
    """
    fields = _fields(obj, where)
    for name in fields.keys() & _FRAMEWORK - {"_parameters", "_buffers", "_modules", "training"}:
        _check_no_code(name, fields[name], where)
    training = fields.get("training", False)
    if not isinstance(training, bool):
        raise ModelFileError(f"{where} has the training flag {shown(training)}; True or False was expected.")
    return State(
        parameters=_named(fields.get("_parameters", {}), "parameters", where),
        buffers=_named(fields.get("_buffers", {}), "buffers", where),
        children=_named(fields.get("_modules", {}), "layers inside", where),
        values=_plain_values(fields, where),
        training=training,
    )


def check_values(made: nn.Module, values: dict[str, object], where: str) -> tuple[str, ...]:
    """Check that every plain value in the file is what the constructor made of them.

    Returns:
        The names of attributes that the class does not know, which are dropped.

    Raises:
        ModelFileError: a value differs, or a name would hide a method or an attribute of the class.
    """
    ours = vars(made)
    for name, value in values.items():
        if name in ours and not _same(value, ours[name]):
            raise ModelFileError(
                f"{where} has {name} = {shown(value)}, but its other values give {shown(ours[name])}. The file is "
                "damaged or forged."
            )
        if name not in ours and name in names_of_class(type(made)):
            raise _hiding(name, type(made), where)
    return tuple(name for name in values if name not in ours)


def unstated(made: nn.Module, values: dict[str, object]) -> tuple[str, ...]:
    """The values that a layer needs and the file is silent on, as files of older versions of PyTorch are."""
    return tuple(name for name in vars(made) if name not in values and name not in _FRAMEWORK)


def names_of_class(cls: type[nn.Module]) -> frozenset[str]:
    """Every name that an instance of the class answers to by its class."""
    return frozenset(name for ancestor in cls.__mro__ for name in vars(ancestor))


def _fields(obj: Obj, where: str) -> dict[str, object]:
    state = entries(obj.states[0]) if len(obj.states) == 1 else None
    if state is None or obj.args or obj.items or obj.elements:
        raise ModelFileError(
            f"{where} is not recorded the way torch.save records a layer. The file is damaged or forged."
        )
    return _named(state, "attributes", where)


def _named(value: object, what: str, where: str) -> dict[str, object]:
    named = entries(value)
    if named is None or not all(isinstance(name, str) for name in named):
        raise ModelFileError(f"{where} keeps its {what} as {shown(value)}; a dictionary by names was expected.")
    return {str(name): entry for name, entry in named.items()}


def _check_no_code(name: str, value: object, where: str) -> None:
    if is_empty(value) or value is False:
        return
    if "hooks" in name:
        raise ModelFileError(
            f"{where} carries hooks ({name}), which are code; none of it was run. Remove them and "
            "save the network again."
        )
    raise ModelFileError(f"{where} has {name} set; nothing was expected there. Save the network without it.")


def _plain_values(fields: dict[str, object], where: str) -> dict[str, object]:
    own = {name: value for name, value in fields.items() if name not in _FRAMEWORK}
    # Later versions of PyTorch may add kinds of hooks; an empty collection of them says nothing.
    own = {name: value for name, value in own.items() if not (name.endswith("_hooks") and is_empty(value))}
    for name, value in own.items():
        if not _is_plain(value):
            raise _strange(name, value, where)
    return own


def _is_plain(value: object, depth: int = 2) -> bool:
    if isinstance(value, int):
        return abs(value) <= _LARGEST_INTEGER
    if isinstance(value, dict):
        return _is_plain(list(value.values()), depth)
    if isinstance(value, tuple | list):
        return depth > 0 and len(value) <= _LONGEST_SEQUENCE and all(_is_plain(part, depth - 1) for part in value)
    return value is None or isinstance(value, str | float)


def _same(found: object, made: object) -> bool:
    if isinstance(found, tuple | list) and isinstance(made, tuple | list):
        return len(found) == len(made) and all(map(_same, found, made))
    return type(found) is type(made) and found == made


def _strange(name: str, value: object, where: str) -> ModelFileError:
    name = printable(name)
    match value:
        case Obj(func=Global() as cls):
            return ModelFileError(
                f"{where} has an attribute {name!r} of class {cls.dotted}; a number, a text or "
                "a tuple of them was expected."
            )
        case Call(func=Global() as func):
            return ModelFileError(f"{where} has an attribute {name!r} made by {func.dotted}, which was not run.")
        case Global():
            return ModelFileError(
                f"{where} has an attribute {name!r}, which is {value.dotted}: code, which was not run."
            )
    return ModelFileError(
        f"{where} has an attribute {name!r} of {shown(value)}, which is not a plain value of a layer."
    )


def _hiding(name: str, cls: type[nn.Module], where: str) -> ModelFileError:
    return ModelFileError(
        f"{where} has an attribute {name!r}, which would hide what {cls.__name__} itself has under that name. "
        "Remove it and save the network again."
    )
