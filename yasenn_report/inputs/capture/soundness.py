"""Whether a network treats rows one by one and always alike; what is odd without being wrong is noted."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from yasenn_report.errors import AuditError
from yasenn_report.inputs.capture.plan import Plan
from yasenn_report.inputs.capture.seen import Seen, distance, moved
from yasenn_report.inputs.model_files import ModelFile

SAME = 1e-4  # of the largest value: what counts as the same output, in 32 bits
SMALLEST_UNIT = 1e-2  # outputs that are all smaller differ by rounding of what they were computed from
REGROUPED = 512


def refuse_random(file: ModelFile, first: Seen, again: Seen, name: str) -> None:
    """The same rows must give the same output, ``name``, twice.

    Raises:
        AuditError: they do not.
    """
    if distance(first.passage.outputs[name], again.passage.outputs.get(name, torch.empty(0))) > SAME:
        raise AuditError(f"{file.name}: two runs on the same rows differ; an audit needs a network that is not random")


def refuse_batch_effects(plan: Plan, features: NDArray[np.float64]) -> None:
    """Rows must get the same output in whatever order and company they come: together, shuffled, and in small blocks.

    Args:
        plan: how rows are run.
        features: inputs, (rows, features); the first 512 are tried.

    Raises:
        AuditError: the output of a row depends on its place in the batch, on the batch's size, or on other rows.
    """
    rows = features[:REGROUPED]
    order = np.random.default_rng(0).permutation(len(rows))
    together = plan.run(rows)[-1].astype(np.float64)[order]
    cuts = sorted({1, len(rows) // 5} - {0})
    apart = np.concatenate([plan.run(rows[part])[-1] for part in np.split(order, cuts) if len(part)]).astype(np.float64)
    with np.errstate(invalid="ignore"):
        gap = np.abs(together - apart)
        limit = SAME * np.maximum(np.nanmax(np.abs(together), axis=0, initial=0.0), SMALLEST_UNIT)
    alike = (together == apart) | (np.isnan(together) & np.isnan(apart))
    if not (alike | (gap <= limit)).all():
        raise rows_influence(plan.file)


def rows_influence(file: ModelFile) -> AuditError:
    """What is said where rows influence each other."""
    return AuditError(
        f"{file.name}: what the network says of a row depends on the other rows of the batch, or on its place among "
        "them (by a normalisation layer without stored statistics, or a position encoding along the rows, for "
        "example); export a network that treats every row alike"
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
