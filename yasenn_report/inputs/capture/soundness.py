"""Whether a network treats rows one by one and always alike; what is odd without being wrong is noted."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from yasenn_report.errors import AuditError
from yasenn_report.inputs.capture.layout import Layout
from yasenn_report.inputs.capture.seen import PROBED, Seen, distance, moved, see
from yasenn_report.inputs.model_files import ModelFile

SAME = 1e-4  # of the largest value: what counts as the same output, in 32 bits


def refuse_random(file: ModelFile, first: Seen, again: Seen, name: str) -> None:
    """The same rows must give the same output, ``name``, twice.

    Raises:
        AuditError: they do not.
    """
    if distance(first.passage.outputs[name], again.passage.outputs.get(name, torch.empty(0))) > SAME:
        raise AuditError(f"{file.name}: two runs on the same rows differ; an audit needs a network that is not random")


def refuse_batch_effects(
    file: ModelFile,
    rows: NDArray[np.float64],
    shape: tuple[int, ...] | None,
    first: Seen,
    name: str,
    layout: Layout,
) -> None:
    """One row alone must give what it gives among others."""
    together = layout.by_row(first.passage.outputs[name], len(rows))
    for place, row in enumerate(rows[:PROBED]):
        alone = see(file, row[None], shape).passage.outputs.get(name)
        if alone is None or not layout.fits(alone, 1):
            raise rows_influence(file)
        if distance(layout.by_row(alone, 1)[0], together[place]) > SAME:
            raise rows_influence(file)


def rows_influence(file: ModelFile) -> AuditError:
    """What is said where rows influence each other."""
    return AuditError(
        f"{file.name}: what the network says of a row depends on the other rows of the batch (a normalisation layer "
        "without stored statistics, for example); export the network with its statistics"
    )


def notes_on(
    file: ModelFile, first: Seen, changed: Sequence[Seen], name: str, different: int, maps: Sequence[tuple[int, ...]]
) -> tuple[str, ...]:
    """What a reader should know.

    Args:
        file: the network.
        first: the first rows.
        changed: the same with one replaced.
        name: of the output that is audited.
        different: how many of the first rows were different.
        maps: (channels, places...) of layers that are summed up by channel.
    """
    notes = []
    if different < 2:
        notes.append("All rows are alike, so that it could not be tried whether rows influence each other.")
    elif not any(moved(first.passage.outputs[name], one.passage.outputs[name]).any() for one in changed):
        notes.append("On the first rows of the table the output stays the same whatever the inputs are.")
    if len(first.passage.outputs) > 1:
        others = ", ".join(repr(other) for other in first.passage.outputs if other != name)
        notes.append(f"The network returns several outputs; {name!r} is audited, not {others}.")
    if file.most_rows is not None:
        notes.append(
            f"The file fixes how many rows run at once (at most {file.most_rows}); a block with fewer is filled up."
        )
    if maps:
        sizes = ", ".join(" x ".join(str(size) for size in one) for one in maps)
        notes.append(
            f"Wide maps ({sizes}: channels x places) are summed up by channel, as means over two places in each "
            "direction and the largest number; the network itself runs on all of them."
        )
    return tuple(notes)
