"""How the outputs are nested: dictionaries, tuples and lists of the original network, rebuilt from JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.exported.plain import known, parsed, part
from yasenn_report.inputs.model_files.wording import FORGED

_VERSION = 1
_DEEPEST = 30
_OUT_SPEC = "the nesting of its outputs"
_SEQUENCES: Final = {"builtins.tuple": tuple, "builtins.list": list, "collections.deque": list}
_MAPPINGS: Final = ("builtins.dict", "collections.OrderedDict", "collections.defaultdict", "collections.namedtuple")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nest:
    """One container of outputs, or a single output where ``inner`` is None."""

    inner: tuple["Nest", ...] | None = None
    keys: tuple[str | int, ...] | None = None
    """Of a dictionary; None for a tuple or a list."""
    is_list: bool = False

    @property
    def leaves(self) -> int:
        """How many outputs are in it."""
        return 1 if self.inner is None else sum(nest.leaves for nest in self.inner)

    def filled(self, values: Iterator[object]) -> object:
        """Put outputs, in order, where they belong."""
        if self.inner is None:
            return next(values)
        held = [nest.filled(values) for nest in self.inner]
        if self.keys is not None:
            return dict(zip(self.keys, held, strict=True))
        return held if self.is_list else tuple(held)


class _UnknownContainerError(Exception):
    """A class of somebody's own; its name is not looked up."""


def read_nesting(text: str, named_tuples: Mapping[str, object], outputs: int) -> Nest | None:
    """Read how the outputs are nested.

    Args:
        text: torch.export's JSON for it.
        named_tuples: the field names of named tuples, by the tuples' names.
        outputs: how many outputs the program has.

    Returns:
        The nesting; None if it has containers other than PyTorch's own.

    Raises:
        ModelFileError: it does not fit the number of outputs, or is damaged.
    """
    spec = parsed(text, _OUT_SPEC)
    if type(spec) is not list or len(spec) != 2 or spec[0] != _VERSION:
        return None
    try:
        nest = _nest(spec[1], named_tuples, 0)
    except _UnknownContainerError:
        return None
    if nest.leaves != outputs:
        raise ModelFileError(f"{_OUT_SPEC} has places for {nest.leaves}; the program gives {outputs}. {FORGED}.")
    return nest


def _nest(spec: object, named_tuples: Mapping[str, object], depth: int) -> Nest:
    if depth > _DEEPEST:
        raise ModelFileError(f"{_OUT_SPEC} is more than {_DEEPEST} deep. {FORGED}.")
    kind = known(spec, dict, _OUT_SPEC).get("type")
    if kind is None:
        return Nest()
    inner = tuple(_nest(one, named_tuples, depth + 1) for one in part(spec, "children_spec", list, _OUT_SPEC))
    if kind in _SEQUENCES:
        return Nest(inner=inner, is_list=_SEQUENCES[kind] is list)
    if kind in _MAPPINGS:
        return Nest(inner=inner, keys=_keys(kind, spec, named_tuples, len(inner)))
    raise _UnknownContainerError


def _keys(kind: str, spec: object, named_tuples: Mapping[str, object], expected: int) -> tuple[str | int, ...]:
    stated = known(spec, dict, _OUT_SPEC).get("context")
    if kind == "collections.namedtuple":
        keys = part(named_tuples.get(str(stated)), "field_names", list, _OUT_SPEC)
    elif kind == "collections.defaultdict":
        keys = part(stated, "dict_context", list, _OUT_SPEC)
    else:
        keys = known(parsed(known(stated, str, _OUT_SPEC), _OUT_SPEC), list, _OUT_SPEC)
    if not all(type(key) in (str, int) for key in keys) or len(set(keys)) != expected or len(keys) != expected:
        raise ModelFileError(f"{_OUT_SPEC} has a dictionary whose keys do not fit its {expected} entries. {FORGED}.")
    return tuple(keys)
