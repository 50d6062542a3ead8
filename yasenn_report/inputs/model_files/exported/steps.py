"""The nodes of the graph into steps: every call known, every argument named, every value computed before it is read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.exported.arguments import Ref, ref_of, value_of
from yasenn_report.inputs.model_files.exported.lookup import find_target
from yasenn_report.inputs.model_files.exported.plain import known, part, single
from yasenn_report.inputs.model_files.exported.target import Target
from yasenn_report.inputs.model_files.exported.training import refuse_training, refuse_training_only
from yasenn_report.inputs.model_files.wording import FORGED, shown

MOST_NODES: Final = 100_000
_MOST_ARGUMENTS = 64


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Step:
    """One call of an operator."""

    where: str
    """The node in messages: ``node linear_2 (torch.ops.aten.linear.default)``."""
    target: Target
    arguments: Mapping[str, object]
    """By their names: plain values, Refs, or lists of both."""
    outputs: tuple[str | tuple[str, ...] | None, ...]
    """The names of the values that come back: a tuple of names for a list, None for what nobody reads."""

    @property
    def reads(self) -> frozenset[str]:
        """The names of all values that the step needs."""
        return frozenset(ref.name for value in self.arguments.values() for ref in refs_in(value))

    @property
    def writes(self) -> frozenset[str]:
        """The names of all values that the step computes."""
        return frozenset(_names(self.outputs))


def refs_in(value: object) -> Iterator[Ref]:
    """Every Ref in an argument."""
    for one in value if isinstance(value, list) else (value,):
        if isinstance(one, Ref):
            yield one


def read_steps(nodes: list[object], given: frozenset[str]) -> tuple[Step, ...]:
    """Read the nodes in their order.

    Args:
        nodes: of the graph, as JSON states them.
        given: the names of what is there before the first node: weights, constants, rows.

    Raises:
        ModelFileError: a node calls what is not run here, or reads what no node before it computes.
    """
    if len(nodes) > MOST_NODES:
        raise ModelFileError(f"its graph has {len(nodes)} nodes; at most {MOST_NODES} are run.")
    computed = set(given)
    steps = []
    for number, node in enumerate(nodes):
        step = _step(node, number)
        _check_order(step, computed)
        computed |= step.writes
        steps.append(step)
    return tuple(steps)


def _step(node: object, number: int) -> Step:
    text = part(node, "target", str, f"node {number}")
    where = f"node {shown(known(node, dict, '').get('name') or number)}"
    refuse_training_only(text, where)
    target = find_target(text, where)
    outputs = tuple(_output(entry, where) for entry in part(node, "outputs", list, where))
    arguments = _arguments(part(node, "inputs", list, where), where)
    refuse_training(text, arguments, where)
    where = f"{where} ({shown(text)})"
    _check_call(target, arguments, where)
    if len(outputs) != target.returns:
        raise ModelFileError(f"{where} names {len(outputs)} results; the operator has {target.returns}. {FORGED}.")
    return Step(where=where, target=target, arguments=arguments, outputs=outputs)


def _arguments(inputs: list[object], where: str) -> dict[str, object]:
    if len(inputs) > _MOST_ARGUMENTS:
        raise ModelFileError(f"{where} has {len(inputs)} arguments; at most {_MOST_ARGUMENTS} are read. {FORGED}.")
    arguments: dict[str, object] = {}
    for entry in inputs:
        name = part(entry, "name", str, where)
        if name in arguments:
            raise ModelFileError(f"{where} has the argument {shown(name)} twice. {FORGED}.")
        arguments[name] = value_of(part(entry, "arg", dict, where), f"{where}: {shown(name)}")
    return arguments


def _check_call(target: Target, arguments: Mapping[str, object], where: str) -> None:
    unknown = next((name for name in arguments if name not in target.arguments), None)
    if unknown is not None:
        raise ModelFileError(f"{where} has an argument {shown(unknown)}, which the operator does not take.")
    missing = next((name for name in sorted(target.required) if name not in arguments), None)
    if missing is not None:
        raise ModelFileError(f"{where} lacks the argument {missing}, which the operator needs. {FORGED}.")


def _check_order(step: Step, computed: set[str]) -> None:
    unknown = next((name for name in sorted(step.reads) if name not in computed), None)
    if unknown is not None:
        raise ModelFileError(f"{step.where} reads {shown(unknown)}, which no node before it computes. {FORGED}.")
    names = list(_names(step.outputs))
    twice = next((name for name in names if name in computed or names.count(name) > 1), None)
    if twice is not None:
        raise ModelFileError(f"{step.where} computes {shown(twice)} a second time. {FORGED}.")


def _output(entry: object, where: str) -> str | tuple[str, ...] | None:
    kind, value = single(entry, where)
    match kind:
        case "as_tensor":
            return ref_of(value, where).name
        case "as_tensors":
            return tuple(ref_of(one, where).name for one in known(value, list, where))
        case "as_sym_int" | "as_sym_float" | "as_sym_bool":
            named = value_of({kind: value}, where)
            return named.name if isinstance(named, Ref) else None
        case "as_none":
            return None
    raise ModelFileError(f"{where} computes something of the kind {shown(kind)}, which is not run here.")


def _names(outputs: tuple[str | tuple[str, ...] | None, ...]) -> Iterator[str]:
    for output in outputs:
        if isinstance(output, str):
            yield output
        elif output is not None:
            yield from output
