"""The bytes of a pickle into inert records of what it says; nothing that it names is imported or called."""

import pickletools
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.pickles.machine import Machine
from yasenn_report.inputs.model_files.pickles.records import Call
from yasenn_report.inputs.model_files.wording import shown

_MOST_BYTES = 64 * 1024 * 1024
_MOST_OPCODES = 1_000_000


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Pickle:
    """What a pickle says: its result, and every call that it asks for on the way, also those whose result is lost."""

    root: object
    calls: tuple[Call, ...]


def read_pickle(data: bytes) -> Pickle:
    """Run the pickle's stack machine over records instead of objects.

    Returns:
        The records. They may contain themselves and nest without limit: walk them with a bound.

    Raises:
        ModelFileError: the pickle is damaged, too large, or uses an instruction that torch.save never writes.
    """
    if len(data) > _MOST_BYTES:
        raise ModelFileError(f"its pickle has {len(data)} bytes; at most {_MOST_BYTES} are read.")
    machine = Machine()
    for count, (name, argument) in enumerate(_opcodes(data)):
        if count > _MOST_OPCODES:
            raise ModelFileError(f"its pickle has more than {_MOST_OPCODES} instructions; no network needs so many.")
        machine.step(name, argument)
    return Pickle(machine.pop(), tuple(machine.calls))


def _opcodes(data: bytes) -> Iterator[tuple[str, object]]:
    position = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # odd escapes in text strings
            for opcode, argument, at in pickletools.genops(data):
                position = at or 0
                yield opcode.name, argument
    except (ValueError, OverflowError) as damage:
        raise ModelFileError(
            f"its pickle is damaged after byte {position} ({shown(str(damage))}). Copy the file again."
        ) from damage
