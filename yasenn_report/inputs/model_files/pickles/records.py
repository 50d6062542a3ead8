"""What a pickle says, as inert records: names that it would import, calls that it asks for, objects, references."""

from dataclasses import dataclass, field

from yasenn_report.inputs.model_files.wording import printable


@dataclass(frozen=True, slots=True)
class Global:
    """A name that the pickle would import."""

    module: str
    name: str

    @property
    def dotted(self) -> str:
        """The name as a reader of Python knows it; posix and nt are what pickles call os."""
        module = "os" if self.module in ("posix", "nt") else self.module
        return printable(f"{module}.{self.name}")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Call:
    """A call that the pickle asks for, with what is put into its result afterwards."""

    func: object
    args: tuple[object, ...]
    items: list[tuple[object, object]] = field(default_factory=list)
    elements: list[object] = field(default_factory=list)
    states: list[object] = field(default_factory=list)


class Obj(Call):
    """An object made without its constructor (`func` is its class), which then is given its state."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Persist:
    """A reference to something outside the pickle: for torch.save, a storage."""

    pid: object


ORDERED_DICT = Global("collections", "OrderedDict")
SET = Global("builtins", "set")


def entries(value: object) -> dict[object, object] | None:
    """The entries of a dictionary or a recorded OrderedDict; None for anything else."""
    if isinstance(value, dict):
        return value
    if isinstance(value, Call) and value.func == ORDERED_DICT and not value.args:
        return dict(value.items)
    return None


def is_empty(value: object) -> bool:
    """Whether a value holds nothing: None, an empty dictionary, list, tuple or set."""
    if isinstance(value, Call):
        return value.func in (ORDERED_DICT, SET) and not (
            any(value.args) or value.items or value.elements or value.states
        )
    return value is None or value in ({}, [], ())
