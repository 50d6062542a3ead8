"""What goes into the graph and what comes out: which values are weights, which are the rows, which are the outputs."""

from collections.abc import Mapping
from dataclasses import dataclass

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.exported.arguments import Ref, ref_of, value_of
from yasenn_report.inputs.model_files.exported.plain import known, part, single
from yasenn_report.inputs.model_files.exported.training import TRAINED_MODE
from yasenn_report.inputs.model_files.wording import FORGED, shown

_STATISTICS = ("running_mean", "running_var", "num_batches_tracked")
_NAMED_BY = {"parameter": "parameter_name", "buffer": "buffer_name", "tensor_constant": "tensor_constant_name"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Signature:
    """The two ends of the graph."""

    tensors: Mapping[str, str]
    """By the value's name in the graph: the name of the weight or constant that it is."""
    parameters: frozenset[str]
    """The names of the trained weights."""
    rows: tuple[str, ...]
    """The names of the inputs that the caller gives."""
    outputs: tuple[object, ...]
    """Refs to what comes out, and plain values, in order."""


def read_signature(signature: object, graph: object) -> Signature:
    """Read the inputs and outputs, and compare the signature's account of them with the graph's.

    Raises:
        ModelFileError: the two accounts differ, or the program takes or gives something that is no tensor.
    """
    tensors: dict[str, str] = {}
    parameters: set[str] = set()
    rows: list[str] = []
    for spec in part(signature, "input_specs", list, "its signature"):
        kind, held = single(spec, "an input of its signature")
        if kind == "user_input":
            rows.extend(_user_input(held))
        elif kind in _NAMED_BY:
            name = ref_of(known(held, dict, "an input").get("arg"), "an input").name
            tensors[name] = part(held, _NAMED_BY[kind], str, shown(name))
            parameters |= {tensors[name]} if kind == "parameter" else set()
        elif kind != "constant_input":  # a plain value that the graph has in its nodes already
            raise ModelFileError(f"takes an input of the kind {shown(kind)}; only tensors are given here.")
    _compare("inputs", [*tensors, *rows], graph)
    return Signature(
        tensors=tensors, parameters=frozenset(parameters), rows=tuple(rows), outputs=_outputs(signature, graph)
    )


def _user_input(held: object) -> list[str]:
    argument = part(held, "arg", dict, "an input")
    value = value_of(argument, "an input")
    if isinstance(value, Ref) and "as_tensor" in argument:
        return [value.name]
    if isinstance(value, Ref):
        raise ModelFileError(f"takes an input {shown(value.name)} that is no tensor; one tensor of rows was expected.")
    return []  # None, or a number that was fixed when the program was exported


def _outputs(signature: object, graph: object) -> tuple[object, ...]:
    outputs: list[object] = []
    mutated: list[str] = []
    for spec in part(signature, "output_specs", list, "its signature"):
        kind, held = single(spec, "an output of its signature")
        if kind == "user_output":
            outputs.append(value_of(part(held, "arg", dict, "an output"), "an output"))
        elif kind == "user_input_mutation":  # the caller's rows are copied, so this is of no consequence
            mutated.append(ref_of(known(held, dict, "an output").get("arg"), "an output").name)
        elif kind in ("buffer_mutation", "parameter_mutation"):
            raise changed(part(held, _NAMED_BY[kind.removesuffix("_mutation")], str, "an output"))
        else:
            raise ModelFileError(
                f"gives an output of the kind {shown(kind)}, which belongs to training; it is not run here."
            )
    names = mutated + [value.name for value in outputs if isinstance(value, Ref)]
    _compare("outputs", names, graph)
    return tuple(outputs)


def changed(name: str) -> ModelFileError:
    """What is said of a program that changes one of its own weights, statistics or constants."""
    if name.endswith(_STATISTICS):
        return ModelFileError(f"changes its own statistics {shown(name)} when it is run: {TRAINED_MODE}")
    return ModelFileError(
        f"changes its own stored numbers {shown(name)} when it is run, so that one batch depends on the batches "
        "before it. "
        "An audit needs a network that looks at each row alone."
    )


def _compare(end: str, names: list[str], graph: object) -> None:
    """PyTorch has both accounts in the file; where they differ, another reader could see another program."""
    values = [value_of(entry, f"one of the graph's {end}") for entry in part(graph, end, list, "its graph")]
    stated = [value.name for value in values if isinstance(value, Ref)]
    twice = end == "inputs" and len(set(stated)) < len(stated)
    if sorted(stated) != sorted(names) or twice:
        raise ModelFileError(
            f"its graph and its signature name different {end}, so it can be read in two ways. {FORGED}."
        )
