"""Runs the program of a file: its statements and expressions, one after the other, with a bound on how many."""

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.script.expressions import MOST_STEPS, Expressions
from yasenn_report.inputs.model_files.script.literals import literal
from yasenn_report.inputs.model_files.script.program import Frame, Operators, Program
from yasenn_report.inputs.model_files.script.sources import Function
from yasenn_report.inputs.model_files.wording import counted, printable, shown

_DEEPEST_CALLS = 40


@dataclass(frozen=True, slots=True, eq=False)
class _Returned:
    value: Any


class Machine(Expressions):
    """One run of the program on one batch; what it changes in its modules is forgotten afterwards."""

    def __init__(self, program: Program, operators: Operators, steps: int = MOST_STEPS) -> None:
        super().__init__(program, operators, steps)
        self._calls = 0

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

    def _return(self, statement: ast.Return, frame: Frame) -> _Returned:
        return _Returned(self.value(statement.value, frame) if statement.value is not None else None)


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
