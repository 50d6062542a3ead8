"""The evaluation rows one by one: what the network says of each, what its partition says, and how far that is off."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.audit import Audit
from yasenn_report.evaluation import evaluation_chunks
from yasenn_report.yasenn.measure.answers import distances
from yasenn_report.yasenn.measure.explanation import Chunk


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EvaluatedRows:
    """Some evaluation rows; the first dimension of every array."""

    rows: NDArray[np.intp]
    """Their places in the holdout, from 0."""
    outputs: NDArray[np.float64]
    """What the network puts out, (rows, outputs): probabilities of every class, or values."""
    codes: NDArray[np.int64]
    """(rows, code length)."""
    seen: NDArray[np.bool_]
    """Whether the code was seen in fitting."""
    member: NDArray[np.intp]
    """Index of the partition."""
    values: NDArray[np.float64]
    """What the partition says in the network's place, (rows, outputs)."""
    errors: NDArray[np.float64]
    """Distillation error."""
    missed: NDArray[np.bool_]
    """Whether the partition's value disagrees with the network."""


def evaluated_rows(audit: Audit) -> Iterator[EvaluatedRows]:
    """All evaluation rows, a chunk at a time, run through the network once more."""
    for chunk in evaluation_chunks(audit.network, audit.holdout, None, audit.split, audit.options):
        yield evaluate(audit, chunk)


def evaluate(audit: Audit, chunk: Chunk) -> EvaluatedRows:
    """The rows of one chunk."""
    outputs = audit.task.outputs(chunk.activations.outputs)
    codes = audit.distillation.codes(chunk.activations)
    member, seen = audit.partitioning.assign(codes)
    values = audit.partitioning.values[member]
    errors, missed = distances(audit.explanation, outputs, values)
    return EvaluatedRows(
        rows=chunk.rows,
        outputs=outputs,
        codes=codes,
        seen=seen,
        member=member,
        values=values,
        errors=errors,
        missed=missed.astype(np.bool_),
    )
