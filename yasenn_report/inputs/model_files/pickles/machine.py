"""One instruction of a pickle after the other into a stack of inert records."""

from _compat_pickle import IMPORT_MAPPING, NAME_MAPPING
from collections.abc import Callable

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.pickles.records import SET, Call, Global, Obj, Persist
from yasenn_report.inputs.model_files.wording import shown

_LARGEST_KEY = 2**63  # wider integers can be chosen to collide in a dict, which then takes hours
_LARGEST_INDEX = 2**32


class Machine:
    """The pickle's stack, marks and memo; the memo is a dict, so that a huge index costs nothing."""

    def __init__(self) -> None:
        self.stack: list[object] = []
        self.marks: list[int] = []
        self.memo: dict[object, object] = {}
        self.calls: list[Call] = []

    def step(self, name: str, argument: object) -> None:
        """Carry out one instruction.

        Raises:
            ModelFileError: the instruction is unknown here, or the stack does not hold what it needs.
        """
        if name in _PUSHES_ARGUMENT:
            self.stack.append(argument)
        elif name in _PUSHES_NEW:
            self.stack.append(_PUSHES_NEW[name]())
        elif name in _STEPS:
            _STEPS[name](self, argument)
        elif name not in _NOTHING_TO_DO:
            raise ModelFileError(f"its pickle uses the instruction {name}, which torch.save never writes.")

    def pop(self) -> object:
        """Take the topmost record off the stack; after the last instruction it is the result."""
        if not self.stack:
            raise _damaged("it takes a value where there is none")
        return self.stack.pop()

    def _top(self) -> object:
        self.stack.append(self.pop())
        return self.stack[-1]

    def _pop_to_mark(self, _: object = None) -> list[object]:
        if not self.marks:
            raise _damaged("it looks for a mark where there is none")
        start = self.marks.pop()
        taken = self.stack[start:]
        del self.stack[start:]
        return taken

    def _mark(self, _: object) -> None:
        self.marks.append(len(self.stack))

    def _discard(self, _: object) -> None:
        if self.marks and self.marks[-1] == len(self.stack):
            self.marks.pop()
        else:
            self.pop()

    def _duplicate(self, _: object) -> None:
        self.stack.append(self._top())

    def _remember(self, index: object) -> None:
        index = len(self.memo) if index is None else index
        if not isinstance(index, int) or index >= _LARGEST_INDEX:
            raise _damaged(f"it remembers a value as {shown(index)}")
        self.memo[index] = self._top()

    def _recall(self, index: object) -> None:
        if index not in self.memo:
            raise _damaged(f"nothing is remembered as {shown(index)}")
        self.stack.append(self.memo[index])

    def _tuple_of(self, size: int) -> None:
        taken = [self.pop() for _ in range(size)]
        self.stack.append(tuple(reversed(taken)))

    def _collection(self, name: str) -> None:
        """A set is recorded as the call that older protocols write for it."""
        self.stack.append(Call(Global("builtins", name), (self._pop_to_mark(),)))

    def _dict_to_mark(self, _: object) -> None:
        values = self._pop_to_mark()
        self.stack.append({})
        self._set_items(values)

    def _name(self, argument: object) -> None:
        module, _, name = str(argument).partition(" ")
        self.stack.append(_global(module, name))

    def _name_from_stack(self, _: object) -> None:
        name, module = self.pop(), self.pop()
        if not isinstance(module, str) or not isinstance(name, str):
            raise _damaged("it imports something that is no name")
        self.stack.append(_global(module, name))

    def _call(self, _: object) -> None:
        args, func = self.pop(), self.pop()
        self._called(func, args)

    def _call_class(self, _: object) -> None:
        func, *args = self._pop_to_mark() or [None]
        self._called(func, tuple(args))

    def _call_named_class(self, argument: object) -> None:
        args = tuple(self._pop_to_mark())
        self._name(argument)
        self._called(self.pop(), args)

    def _make(self, _: object) -> None:
        args, cls = self.pop(), self.pop()
        self.stack.append(Obj(cls, _as_tuple(args)))

    def _make_with_keywords(self, _: object) -> None:
        keywords, args, cls = self.pop(), self.pop(), self.pop()
        self.stack.append(Obj(cls, (*_as_tuple(args), keywords)))

    def _persist(self, argument: object) -> None:
        self.stack.append(Persist(self.pop() if argument is None else argument))

    def _append(self, _: object) -> None:
        self._extend([self.pop()])

    def _append_to_mark(self, _: object) -> None:
        self._extend(self._pop_to_mark())

    def _set_item(self, _: object) -> None:
        value, key = self.pop(), self.pop()
        self._set_items([key, value])

    def _set_items_to_mark(self, _: object) -> None:
        self._set_items(self._pop_to_mark())

    def _build(self, _: object) -> None:
        state = self.pop()
        target = self._top()
        if not isinstance(target, Call):
            raise ModelFileError(f"its pickle gives state to {shown(target)}, which has none.")
        target.states.append(state)

    def _called(self, func: object, args: object) -> None:
        call = Call(func, _as_tuple(args))
        self.calls.append(call)
        self.stack.append(call)

    def _extend(self, values: list[object]) -> None:
        match self._top():
            case list() as target:
                target.extend(values)
            case Call() as made:
                made.elements.extend(values)
            case other:
                raise ModelFileError(f"its pickle adds elements to {shown(other)}, which has none.")

    def _set_items(self, values: list[object]) -> None:
        if len(values) % 2:
            raise _damaged("a key without a value")
        pairs = list(zip(values[::2], values[1::2], strict=True))
        match self._top():
            case dict() as target:
                target.update((_key(key), value) for key, value in pairs)
            case Call() as made:
                made.items.extend((_key(key), value) for key, value in pairs)
            case other:
                raise ModelFileError(f"its pickle adds entries to {shown(other)}, which has none.")


def _damaged(how: str) -> ModelFileError:
    return ModelFileError(f"its pickle is damaged ({how}). Copy the file again.")


def _global(module: str, name: str) -> Global:
    """Name things as Python 3 does; torch.save writes Python 2's names."""
    module, name = NAME_MAPPING.get((module, name), (module, name))
    return Global(IMPORT_MAPPING.get(module, module), name)


def _as_tuple(args: object) -> tuple[object, ...]:
    return args if isinstance(args, tuple) else (args,)


def _key(key: object) -> object:
    """Only keys that hash at once: a key nested 100,000 deep overflows the stack of Python itself."""
    if isinstance(key, str | bytes | None) or (isinstance(key, int) and abs(key) < _LARGEST_KEY):
        return key
    raise ModelFileError(f"its pickle has {shown(key)} as the key of a dictionary; text or a number was expected.")


_NOTHING_TO_DO = frozenset(["PROTO", "FRAME", "STOP"])
_PUSHES_ARGUMENT = frozenset(
    [
        *("INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT"),
        *("STRING", "BINSTRING", "SHORT_BINSTRING", "BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8"),
        *("UNICODE", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8"),
    ]
)
_PUSHES_NEW: dict[str, Callable[[], object]] = {
    "NONE": lambda: None,
    "NEWTRUE": lambda: True,
    "NEWFALSE": lambda: False,
    "EMPTY_TUPLE": tuple,
    "EMPTY_LIST": list,
    "EMPTY_DICT": dict,
    "EMPTY_SET": lambda: Call(SET, ([],)),
}
_STEPS: dict[str, Callable[[Machine, object], object]] = {
    "MARK": Machine._mark,
    "POP": Machine._discard,
    "POP_MARK": Machine._pop_to_mark,
    "DUP": Machine._duplicate,
    "PUT": Machine._remember,
    "BINPUT": Machine._remember,
    "LONG_BINPUT": Machine._remember,
    "MEMOIZE": Machine._remember,
    "GET": Machine._recall,
    "BINGET": Machine._recall,
    "LONG_BINGET": Machine._recall,
    "TUPLE1": lambda machine, _: machine._tuple_of(1),
    "TUPLE2": lambda machine, _: machine._tuple_of(2),
    "TUPLE3": lambda machine, _: machine._tuple_of(3),
    "TUPLE": lambda machine, _: machine.stack.append(tuple(machine._pop_to_mark())),
    "LIST": lambda machine, _: machine.stack.append(machine._pop_to_mark()),
    "DICT": Machine._dict_to_mark,
    "FROZENSET": lambda machine, _: machine._collection("frozenset"),
    "GLOBAL": Machine._name,
    "STACK_GLOBAL": Machine._name_from_stack,
    "REDUCE": Machine._call,
    "INST": Machine._call_named_class,
    "OBJ": Machine._call_class,
    "NEWOBJ": Machine._make,
    "NEWOBJ_EX": Machine._make_with_keywords,
    "PERSID": Machine._persist,
    "BINPERSID": Machine._persist,
    "APPEND": Machine._append,
    "APPENDS": Machine._append_to_mark,
    "ADDITEMS": Machine._append_to_mark,
    "SETITEM": Machine._set_item,
    "SETITEMS": Machine._set_items_to_mark,
    "BUILD": Machine._build,
}
