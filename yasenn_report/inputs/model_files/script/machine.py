"""Runs the program of a file: its statements and expressions, one after the other, with a bound on how many."""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.script.builtins import annotated, cast, is_instance
from yasenn_report.inputs.model_files.script.checking import BUILTINS, CASTS
from yasenn_report.inputs.model_files.script.literals import NAMED, literal
from yasenn_report.inputs.model_files.script.plain import bounded
from yasenn_report.inputs.model_files.script.sources import Class, Function, Sources
from yasenn_report.inputs.model_files.script.values import UNINITIALISED, Module, dotted
from yasenn_report.inputs.model_files.wording import counted, printable, shown

MOST_STEPS: Final = 200_000
_DEEPEST_CALLS = 40

Frame = dict[str, Any]


class Operators(Protocol):
    """Runs an operator that the program names, ``torch.add`` or ``ops.prim.dtype``."""

    def __call__(self, name: str, arguments: list[Any], keywords: Mapping[str, Any]) -> Any: ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Program:
    """A program that was checked, with what it computes with."""

    sources: Sources
    root: Module
    constants: tuple[torch.Tensor, ...]

    @property
    def forward(self) -> Function:
        """What the network is run by."""
        return self.root.cls.methods["forward"]


@dataclass(frozen=True, slots=True, eq=False)
class _Returned:
    value: Any


class Machine:
    """One run of the program on one batch; what it changes in its modules is forgotten afterwards."""

    def __init__(self, program: Program, operators: Operators, steps: int = MOST_STEPS) -> None:
        self._program = program
        self._operators = operators
        self._steps = steps
        self._steps_left = steps
        self._calls = 0
        self._changed: dict[tuple[Module, str], Any] = {}

    def run(self, rows: Any) -> Any:
        """Call the network's forward.

        Raises:
            ModelFileError: the program does what TorchScript's programs never do, or does not end.
        """
        try:
            return self._call(self._program.forward, [self._program.root, rows])
        except RecursionError as depth:
            raise _too_deep() from depth

    def _call(self, function: Function, arguments: Sequence[Any]) -> Any:
        self._calls += 1
        if self._calls > _DEEPEST_CALLS:
            raise _too_deep()
        returned = self._block(function.tree.body, self._bound(function, arguments))
        self._calls -= 1
        return returned.value if returned is not None else None

    def _bound(self, function: Function, arguments: Sequence[Any]) -> Frame:
        names = [argument.arg for argument in function.tree.args.args]
        defaults = function.tree.args.defaults
        fewest = len(names) - len(defaults)
        if not fewest <= len(arguments) <= len(names):
            raise ModelFileError(
                f"its program calls {printable(function.name)} with {counted(len(arguments), 'argument')}, where "
                f"{len(names)} were expected."
            )
        missing = names[len(arguments) :]
        values = [literal(default) for default in defaults[len(defaults) - len(missing) :]] if missing else []
        return dict(zip(names, [*arguments, *values], strict=True))

    def _block(self, statements: list[ast.stmt], frame: Frame) -> _Returned | None:
        for statement in statements:
            self._step()
            returned = _STATEMENTS[type(statement)](self, statement, frame)
            if returned is not None:
                return returned
        return None

    def _step(self) -> None:
        self._steps_left -= 1
        if self._steps_left < 0:
            raise ModelFileError(
                f"its program takes more than {self._steps} steps for one batch; it was stopped. No network of layers "
                "needs so many."
            )

    def value(self, tree: ast.expr, frame: Frame) -> Any:
        """The value of an expression."""
        self._step()
        return _EXPRESSIONS[type(tree)](self, tree, frame)

    def _assign(self, statement: ast.Assign, frame: Frame) -> None:
        self._put(statement.targets[0], self.value(statement.value, frame), frame)

    def _assign_typed(self, statement: ast.AnnAssign, frame: Frame) -> None:
        if statement.value is not None:
            self._put(statement.target, self.value(statement.value, frame), frame)

    def _put(self, target: ast.expr, value: Any, frame: Frame) -> None:
        match target:
            case ast.Name(id=name):
                frame[name] = value
            case ast.Tuple(elts=targets):
                if not isinstance(value, tuple | list) or len(value) != len(targets):
                    raise ModelFileError(f"its program unpacks {shown(value)} into {len(targets)} variables.")
                for part, one in zip(targets, value, strict=True):
                    self._put(part, one, frame)
            case ast.Attribute(value=held, attr=name):
                self._changed[self._module(self.value(held, frame), name), name] = value

    def _discard(self, statement: ast.Expr, frame: Frame) -> None:
        self.value(statement.value, frame)

    def _choose(self, statement: ast.If, frame: Frame) -> _Returned | None:
        chosen = self._truth(statement.test, frame)
        return self._block(statement.body if chosen else statement.orelse, frame)

    def _loop(self, statement: ast.While, frame: Frame) -> _Returned | None:
        while self._truth(statement.test, frame):
            returned = self._block(statement.body, frame)
            if returned is not None:
                return returned
        return None

    def _count(self, statement: ast.For, frame: Frame) -> _Returned | None:
        for number in self._range(statement.iter, frame):
            self._put(statement.target, number, frame)
            returned = self._block(statement.body, frame)
            if returned is not None:
                return returned
        return None

    def _range(self, tree: ast.expr, frame: Frame) -> range:
        bounds = [self.value(bound, frame) for bound in tree.args] if isinstance(tree, ast.Call) else []
        if not all(isinstance(bound, int) for bound in bounds) or bounds[2:] == [0]:
            raise ModelFileError(f"its program counts to {shown(tuple(bounds))}; whole numbers were expected.")
        return range(*bounds)

    def _truth(self, tree: ast.expr, frame: Frame) -> bool:
        return bool(cast("bool", self.value(tree, frame)))

    def _return(self, statement: ast.Return, frame: Frame) -> _Returned:
        return _Returned(self.value(statement.value, frame) if statement.value is not None else None)

    def _name(self, tree: ast.Name, frame: Frame) -> Any:
        if tree.id in frame:
            return frame[tree.id]
        if tree.id in NAMED:
            return NAMED[tree.id]
        raise ModelFileError(f"its program uses {printable(tree.id)} before it has a value.")

    def _attribute(self, tree: ast.Attribute, frame: Frame) -> Any:
        name = dotted(tree)
        root = name.partition(".")[0] if name else ""
        if name is not None and root == "__torch__":
            return self._defined(name)
        if root == "CONSTANTS":
            return self._program.constants[int(tree.attr.removeprefix("c"))]
        return self._attribute_of(self.value(tree.value, frame), tree.attr)

    def _defined(self, name: str) -> Function | Class:
        sources = self._program.sources
        found = sources.functions.get(name) or sources.classes.get(name)
        if found is None:
            raise ModelFileError(f"its program uses {printable(name)}, whose code is not in the file.")
        return found

    def _attribute_of(self, held: Any, name: str) -> Any:
        module = self._module(held, name)
        for values in (module.attributes, module.cls.constants):
            if name in values:
                return self._changed.get((module, name), values[name])
        raise ModelFileError(
            f"its program reads {printable(name)} of {printable(module.cls.name)}, which the file does not give."
        )

    def _module(self, held: Any, name: str) -> Module:
        if isinstance(held, Module):
            return held
        raise ModelFileError(f"its program uses {printable(name)} of {shown(held)}, which is no module.")

    def _called(self, tree: ast.Call, frame: Frame) -> Any:
        name = dotted(tree.func)
        root = name.partition(".")[0] if name else ""
        if root in ("torch", "ops") and name is not None:
            keywords = {word.arg: self.value(word.value, frame) for word in tree.keywords if word.arg is not None}
            return self._operators(name, self._values(tree.args, frame), keywords)
        if name == root and root in BUILTINS:
            return self._builtin(root, tree.args, frame)
        if isinstance(tree.func, ast.Attribute) and root != "__torch__":
            module = self._module(self.value(tree.func.value, frame), tree.func.attr)
            return self._call(_method(module, tree.func.attr), [module, *self._values(tree.args, frame)])
        return self._call_defined(self.value(tree.func, frame), self._values(tree.args, frame))

    def _call_defined(self, called: Any, arguments: list[Any]) -> Any:
        if isinstance(called, Function):
            return self._call(called, arguments)
        if isinstance(called, Class) and called.is_tuple:
            return tuple(arguments)
        found = printable(called.name) if isinstance(called, Class) else shown(called)
        raise ModelFileError(f"its program calls {found}, which is no function; it was not run.")

    def _builtin(self, name: str, trees: list[ast.expr], frame: Frame) -> Any:
        match name:
            case "annotate" | "unchecked_cast":
                return annotated(trees[0], self.value(trees[1], frame))
            case "uninitialized":
                return UNINITIALISED
            case "isinstance":
                return is_instance(self.value(trees[0], frame), trees[1])
            case "getattr":
                return self._attribute_of(self.value(trees[0], frame), str(literal(trees[1])))
            case _ if name in CASTS:
                return cast(name, self.value(trees[0], frame))
        return None  # print: what a network would say while it runs is not for this reader

    def _values(self, trees: Sequence[ast.expr], frame: Frame) -> list[Any]:
        return [self.value(tree, frame) for tree in trees]

    def _subscript(self, tree: ast.Subscript, frame: Frame) -> Any:
        held = self.value(tree.value, frame)
        index = self.value(tree.slice, frame)
        if isinstance(held, list | tuple) and isinstance(index, int | slice):
            return held[index]
        if isinstance(held, dict) and isinstance(index, str | int | float) and index in held:
            return held[index]
        raise ModelFileError(f"its program takes the part {shown(index)} of {shown(held)}, which has none.")

    def _slice(self, tree: ast.Slice, frame: Frame) -> slice:
        bounds = [None if part is None else self.value(part, frame) for part in (tree.lower, tree.upper, tree.step)]
        if not all(bound is None or isinstance(bound, int) for bound in bounds) or bounds[2] == 0:
            raise ModelFileError(f"its program takes the part {shown(tuple(bounds))} of a tuple.")
        return slice(*bounds)

    def _dictionary(self, tree: ast.Dict, frame: Frame) -> dict[Any, Any]:
        made = {}
        for key_tree, value_tree in zip(tree.keys, tree.values, strict=True):
            key = self.value(key_tree, frame) if key_tree is not None else None
            if not isinstance(key, str | int | float):
                raise ModelFileError(f"its program has {shown(key)} as the key of a dictionary.")
            made[key] = self.value(value_tree, frame)
        return made

    def _negative(self, tree: ast.UnaryOp, frame: Frame) -> Any:
        value = self.value(tree.operand, frame)
        if isinstance(tree.op, ast.USub) and isinstance(value, int | float):
            return bounded(-value)
        raise ModelFileError(f"its program takes the negative of {shown(value)}, which is no number.")


def _method(module: Module, name: str) -> Function:
    if name in module.cls.methods:
        return module.cls.methods[name]
    raise ModelFileError(
        f"its program calls {printable(name)} of {printable(module.cls.name)}, whose code is not in the file."
    )


def _too_deep() -> ModelFileError:
    return ModelFileError(
        f"its program calls functions within functions more than {_DEEPEST_CALLS} deep, perhaps without end; it was "
        "stopped."
    )


_STATEMENTS: dict[type[ast.stmt], Callable[..., _Returned | None]] = {
    ast.Assign: Machine._assign,
    ast.AnnAssign: Machine._assign_typed,
    ast.Expr: Machine._discard,
    ast.If: Machine._choose,
    ast.While: Machine._loop,
    ast.For: Machine._count,
    ast.Return: Machine._return,
    ast.Pass: lambda _, __, ___: None,
}
_EXPRESSIONS: dict[type[ast.expr], Callable[..., Any]] = {
    ast.Constant: lambda _, tree, __: tree.value,
    ast.Name: Machine._name,
    ast.Attribute: Machine._attribute,
    ast.Call: Machine._called,
    ast.Subscript: Machine._subscript,
    ast.Slice: Machine._slice,
    ast.List: lambda machine, tree, frame: machine._values(tree.elts, frame),
    ast.Tuple: lambda machine, tree, frame: tuple(machine._values(tree.elts, frame)),
    ast.Dict: Machine._dictionary,
    ast.UnaryOp: Machine._negative,
}
