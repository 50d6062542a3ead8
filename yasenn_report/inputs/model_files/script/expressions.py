"""The value of each expression in a program's code, with a bound on how many are computed."""

import ast
from collections.abc import Callable, Sequence
from typing import Any, Final

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.script.casts import annotated, cast, is_instance
from yasenn_report.inputs.model_files.script.checking import BUILTINS, CASTS
from yasenn_report.inputs.model_files.script.literals import NAMED, literal
from yasenn_report.inputs.model_files.script.plain import bounded
from yasenn_report.inputs.model_files.script.program import Frame, Operators, Program
from yasenn_report.inputs.model_files.script.sources import Class, Function
from yasenn_report.inputs.model_files.script.values import UNINITIALISED, Module, dotted
from yasenn_report.inputs.model_files.wording import printable, shown

MOST_STEPS: Final = 200_000
"""Statements and expressions for one batch."""


class Expressions:
    """Computes expressions; what calls a function of the program is left to the one who runs statements."""

    def __init__(self, program: Program, operators: Operators, steps: int = MOST_STEPS) -> None:
        self._program = program
        self._operators = operators
        self._steps = steps
        self._steps_left = steps
        self._changed: dict[tuple[Module, str], Any] = {}

    def _call(self, function: Function, arguments: Sequence[Any]) -> Any:
        raise NotImplementedError

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

    def _truth(self, tree: ast.expr, frame: Frame) -> bool:
        return bool(cast("bool", self.value(tree, frame)))

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


_EXPRESSIONS: dict[type[ast.expr], Callable[..., Any]] = {
    ast.Constant: lambda _, tree, __: tree.value,
    ast.Name: Expressions._name,
    ast.Attribute: Expressions._attribute,
    ast.Call: Expressions._called,
    ast.Subscript: Expressions._subscript,
    ast.Slice: Expressions._slice,
    ast.List: lambda machine, tree, frame: machine._values(tree.elts, frame),
    ast.Tuple: lambda machine, tree, frame: tuple(machine._values(tree.elts, frame)),
    ast.Dict: Expressions._dictionary,
    ast.UnaryOp: Expressions._negative,
}
