"""The code members of an archive into classes and functions as syntax trees; none of it is compiled or run."""

import ast
import warnings
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.archive import Archive
from yasenn_report.inputs.model_files.script.literals import literal
from yasenn_report.inputs.model_files.wording import printable, shown

_FOLDER: Final = "code/"
_MOST_BYTES = 4 * 1024 * 1024  # of code in all; a frozen transformer of two layers has 40 kB
_MOST_MEMBERS = 10_000
_DEEPEST = 100
_HOOKS = ("__forward_hooks__", "__forward_pre_hooks__")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Function:
    """One function or method of the program."""

    name: str
    """With the names before it: ``__torch__.torch.nn.functional.relu``."""
    tree: ast.FunctionDef


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Class:
    """One class of the program: of modules, or of named tuples."""

    name: str
    is_module: bool
    is_tuple: bool
    methods: dict[str, Function] = field(default_factory=dict)
    constants: dict[str, object] = field(default_factory=dict)
    """Values that the class states itself: ``in_features : Final[int] = 8``."""
    lists: dict[str, tuple[object, ...]] = field(default_factory=dict)
    """What it says about its attributes: ``__parameters__ = ["weight", "bias", ]``."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sources:
    """Everything that the code members define, by full name."""

    classes: dict[str, Class] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)


def read_sources(archive: Archive) -> Sources:
    """Parse every code member.

    Raises:
        ModelFileError: the code is too large, is no Python, nests too deep, or holds what TorchScript never writes.
    """
    names = sorted(name for name in archive.names if name.startswith(_FOLDER) and name.endswith(".py"))
    size = sum(archive.size(name) for name in names)
    if size > _MOST_BYTES or len(names) > _MOST_MEMBERS:
        raise ModelFileError(
            f"its program has {size} bytes in {len(names)} members; at most {_MOST_BYTES} bytes in {_MOST_MEMBERS} "
            "members are read."
        )
    sources = Sources()
    for name in names:
        prefix = name.removeprefix(_FOLDER).removesuffix(".py").replace("/", ".")
        for statement in _parsed(archive.read(name), name).body:
            _define(statement, prefix, name, sources)
    return sources


def _parsed(code: bytes, member: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on odd escapes in text
            tree = ast.parse(code.decode("utf-8"), type_comments=False)
    except (RecursionError, MemoryError) as depth:
        raise _too_deep(member) from depth
    except (SyntaxError, ValueError) as damage:
        raise ModelFileError(
            f"member {shown(member)} is no program that can be read ({shown(str(damage))}). Copy the file again."
        ) from damage
    if any(depth > _DEEPEST for depth in _depths(tree)):
        raise _too_deep(member)
    return tree


def _too_deep(member: str) -> ModelFileError:
    return ModelFileError(
        f"member {shown(member)} nests its code more than {_DEEPEST} deep, which no network needs. It was not run."
    )


def _depths(tree: ast.AST) -> Iterator[int]:
    """How deep each node stands, found without recursion."""
    waiting: deque[tuple[ast.AST, int]] = deque([(tree, 0)])
    while waiting:
        node, depth = waiting.popleft()
        yield depth
        waiting.extend((child, depth + 1) for child in ast.iter_child_nodes(node))


def _define(statement: ast.stmt, prefix: str, member: str, sources: Sources) -> None:
    match statement:
        case ast.FunctionDef(decorator_list=[]):
            name = f"{prefix}.{statement.name}"
            sources.functions[name] = Function(name=name, tree=statement)
        case ast.ClassDef(decorator_list=[], keywords=[], bases=[ast.Name(id=base)]):
            name = f"{prefix}.{statement.name}"
            made = Class(name=name, is_module=base == "Module", is_tuple=base == "NamedTuple")
            for part in statement.body:
                _define_part(part, made)
            _check_hooks(made)
            sources.classes[name] = made
        case ast.ClassDef():
            name = f"{prefix}.{statement.name}"
            sources.classes[name] = Class(name=name, is_module=False, is_tuple=False)
        case _:
            raise ModelFileError(
                f"member {shown(member)} holds a statement ({type(statement).__name__}) outside its functions, which "
                "TorchScript never writes; it was not run."
            )


def _define_part(part: ast.stmt, made: Class) -> None:
    match part:
        case ast.FunctionDef(name=name, decorator_list=[]):
            made.methods[name] = Function(name=f"{made.name}.{name}", tree=part)
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            made.constants[name] = literal(value)
        case ast.AnnAssign(target=ast.Name(), value=None) | ast.Pass():
            pass
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.List(elts=elements)):
            made.lists[name] = tuple(literal(element) for element in elements)
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id="__annotations__"))]):
            pass
        case _:
            raise ModelFileError(
                f"class {printable(made.name)} holds a statement ({type(part).__name__}) that TorchScript never "
                "writes; it was not run."
            )


def _check_hooks(made: Class) -> None:
    if any(made.lists.get(name) for name in _HOOKS):
        raise ModelFileError(
            f"class {printable(made.name)} has hooks, which run besides its forward; they were not run. Save the "
            "network without them."
        )
