"""What the program says, read before any of it is run: every part that forward can reach, also on ways not taken."""

import ast
from collections.abc import Callable, Iterator
from typing import Final

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.operators import not_run, operator
from yasenn_report.inputs.model_files.script.fused import NEVER_RUN, STEPWISE
from yasenn_report.inputs.model_files.script.literals import NAMED, checked_constant, literal
from yasenn_report.inputs.model_files.script.plain import PLAIN
from yasenn_report.inputs.model_files.script.primitives import PRIMITIVES, QUERIES
from yasenn_report.inputs.model_files.script.sources import Function, Sources
from yasenn_report.inputs.model_files.script.tensor_calls import RENAMED
from yasenn_report.inputs.model_files.script.training import check_evaluation
from yasenn_report.inputs.model_files.script.values import dotted
from yasenn_report.inputs.model_files.wording import counted, printable

CASTS: Final = frozenset(["int", "float", "bool", "str"])
BUILTINS: Final = CASTS | {
    *("annotate", "unchecked_cast", "uninitialized", "isinstance", "getattr", "range", "print"),
}
_ROOTS: Final = frozenset(["torch", "ops", "CONSTANTS", "__torch__"])
_UNKNOWN = object()  # stands for an argument that is computed while the program runs

_STATEMENTS = (ast.Assign, ast.AnnAssign, ast.Expr, ast.If, ast.While, ast.For, ast.Return, ast.Pass)
_EXPRESSIONS = (
    *(ast.Constant, ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.List, ast.Tuple, ast.Dict, ast.UnaryOp),
    ast.Slice,
)
_SMALL_PARTS = (ast.expr_context, ast.unaryop, ast.keyword)


def check_program(sources: Sources, start: Function, constants: int) -> None:
    """Check every function that can be reached from the first one.

    A method or function is found by the last part of its name, wherever it stands, so more is checked than is ever
    run. What forward cannot reach, such as a method that is exported beside it, is neither checked nor run.

    Args:
        sources: all that the program defines.
        start: forward of the network.
        constants: how many constants the file has.

    Raises:
        ModelFileError: a part of the code is not of the kind that TorchScript writes, uses an operator that is not run
            here, or was exported in training mode.
    """
    reachable = _by_name(sources)
    seen: set[Function] = set()
    waiting = [start]
    while waiting:
        function = waiting.pop()
        if function in seen:
            continue
        seen.add(function)
        for node in _nodes(function):
            _check_node(node, function, constants)
            if isinstance(node, ast.Attribute):
                # Taken out: what is reached once need not be looked at again.
                waiting.extend(reachable.pop(node.attr, ()))


def _by_name(sources: Sources) -> dict[str, list[Function]]:
    """Methods and functions by the last part of their names."""
    named: dict[str, list[Function]] = {}
    methods = (method for cls in sources.classes.values() for method in cls.methods.values())
    for function in (*methods, *sources.functions.values()):
        named.setdefault(function.tree.name, []).append(function)
    return named


def _nodes(function: Function) -> Iterator[ast.AST]:
    """All that may run: not the types of arguments and variables, which are only written down."""
    for default in function.tree.args.defaults:
        literal(default)
    waiting: list[ast.AST] = list(function.tree.body)
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.AnnAssign):
            waiting.extend(part for part in (node.target, node.value) if part is not None)
        else:
            waiting.extend(ast.iter_child_nodes(node))


def _check_node(node: ast.AST, function: Function, constants: int) -> None:
    if not isinstance(node, _STATEMENTS + _EXPRESSIONS + _SMALL_PARTS):
        raise _strange(type(node).__name__, function)
    check = _CHECKS.get(type(node))
    if check is not None:
        check(node, function, constants)


def _check_constant(node: ast.Constant, _: Function, __: int) -> None:
    checked_constant(node.value)


def _check_assignment(node: ast.Assign | ast.AnnAssign, function: Function, _: int) -> None:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    for target in targets[0].elts if len(targets) == 1 and isinstance(targets[0], ast.Tuple) else targets:
        match target:
            case ast.Name(id=name) if name not in _ROOTS | BUILTINS | NAMED.keys():
                pass
            case ast.Attribute() if len(targets) == 1:
                pass
            case _:
                raise _strange("an assignment to what is no variable", function)
    if len(targets) != 1:
        raise _strange("an assignment to many", function)


def _check_loop(node: ast.For | ast.While, function: Function, _: int) -> None:
    if node.orelse or (isinstance(node, ast.For) and not _is_range(node)):
        raise _strange("a loop over what is no range", function)


def _is_range(node: ast.For) -> bool:
    match node:
        case ast.For(target=ast.Name(), iter=ast.Call(func=ast.Name(id="range"), args=[_] | [_, _] | [_, _, _])):
            return True
    return False


def _check_dictionary(node: ast.Dict, function: Function, _: int) -> None:
    if None in node.keys:
        raise _strange("a dictionary unpacked into another", function)


def _check_name(node: ast.Attribute, _: Function, constants: int) -> None:
    match node:
        case ast.Attribute(value=ast.Name(id="CONSTANTS"), attr=name):
            number = name.removeprefix("c")
            if not (number.isascii() and number.isdigit() and len(number) < 10 and int(number) < constants):
                raise ModelFileError(
                    f"uses the constant {printable(name)}, which is not among the {counted(constants, 'constant')} of "
                    "the file. Copy the file again."
                )


def _check_call(node: ast.Call, function: Function, constants: int) -> None:
    del constants
    name = dotted(node.func)
    root, _, rest = (name or "").partition(".")
    if any(keyword.arg is None for keyword in node.keywords) or (node.keywords and root != "torch"):
        raise _strange("a call with named arguments", function)
    match root:
        case "torch":
            check_operator(rest)
            check_evaluation(rest, [_constant(argument) for argument in node.args])
        case "ops":
            space, _, primitive = rest.partition(".")
            if space != "prim" or primitive not in PRIMITIVES:
                raise not_run(primitive, name)
        case "CONSTANTS":
            raise _strange("a call of a constant", function)
        case _ if name == root and root in BUILTINS:
            _check_builtin(root, node, function)


def check_operator(name: str) -> None:
    """Check that an operator written ``torch.NAME`` is one that is run here.

    Raises:
        ModelFileError: it is not.
    """
    known = name in QUERIES or name in PLAIN or name in NEVER_RUN or name in STEPWISE or name in RENAMED
    if not known:
        operator(name, f"torch.{name}")


def _check_builtin(name: str, node: ast.Call, function: Function) -> None:
    expected = {"annotate": (2,), "unchecked_cast": (2,), "isinstance": (2,), "getattr": (2,), "range": (1, 2, 3)}
    if name != "print" and len(node.args) not in expected.get(name, (1,)):
        raise _strange(f"a call of {name} with {counted(len(node.args), 'argument')}", function)
    if name == "getattr" and not (isinstance(node.args[1], ast.Constant) and isinstance(node.args[1].value, str)):
        raise _strange("a call of getattr with a name that is computed", function)


def _constant(node: ast.expr) -> object:
    return node.value if isinstance(node, ast.Constant) else _UNKNOWN


def _strange(what: str, function: Function) -> ModelFileError:
    return ModelFileError(
        f"{printable(function.name)} holds code ({what}) that TorchScript never writes; it was not run."
    )


_CHECKS: Final[dict[type[ast.AST], Callable[..., None]]] = {
    ast.Constant: _check_constant,
    ast.Assign: _check_assignment,
    ast.AnnAssign: _check_assignment,
    ast.For: _check_loop,
    ast.While: _check_loop,
    ast.Dict: _check_dictionary,
    ast.Attribute: _check_name,
    ast.Call: _check_call,
}
