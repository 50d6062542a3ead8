"""Hold what was recorded of the network elsewhere against what the loaded file puts out: is this the same network?"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from yasenn_report.errors import TaskError
from yasenn_report.inputs.table_files.expected import Expected
from yasenn_report.inputs.table_files.wording import listed
from yasenn_report.inputs.task import Task
from yasenn_report.numbers import count, plural
from yasenn_report.preflight import Alert
from yasenn_report.yasenn.measure.explanation import Chunk

LIMIT = 1e-3
"""Of a probability, or of an output's standard deviation: beyond it a row differs. Records are often rounded."""

TWO_DECIMALS = 0.0051
"""Half of the last of two decimals, and a little for the network's own rounding."""
ROUNDED = (
    "So small a difference is what recording two decimals makes: the record neither confirms the file nor denies it."
)
ANOTHER = (
    "The file may hold another version of the network, or the table's inputs are not those that the record was "
    "made from."
)

Meaning = Literal["outputs", "probabilities", "decisions"]
Read = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""Raw outputs (rows, outputs) into what the columns may have recorded of them, (rows, columns)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """How far the file's network does what was recorded."""

    columns: tuple[str, ...]
    meaning: Meaning
    """What the columns hold, told by what they fit best."""
    rows: int
    """How many rows were compared: all that were audited."""
    differing: int
    """How many of them differ by more than the limit."""
    largest: float
    """Largest difference, in the columns' own unit; for decisions 0 or 1."""
    first_row: int | None
    """The first row that differs, counted from 0 in the file."""


def said_of(found: Expectation) -> str:
    """How far the network does what was recorded, as a clause; the first row that differs is named if it is known."""
    columns = listed(found.columns)
    if not found.differing:
        said = f"{columns} agrees with the network's {found.meaning} in {plural(found.rows, 'row')}"
        return said if found.meaning == "decisions" else f"{said}, to within {found.largest:.2g}"
    first = "" if found.first_row is None else f", first in row {count(found.first_row + 1)}"
    return (
        f"{columns} differs from the network's {found.meaning} in {count(found.differing)} of "
        f"{plural(found.rows, 'row')}, by up to {found.largest:.3g}{first}"
    )


def check_expectation(found: Expectation | None) -> list[Alert]:
    """YR015: the file's network does not do what was recorded of the network."""
    if found is None or not found.differing:
        return []
    limit = {
        "decisions": "Recorded decisions must be the same",
        "probabilities": f"Up to {LIMIT:g} passes for rounding",
        "outputs": f"Up to {LIMIT:g} of an output's standard deviation passes for rounding",
    }[found.meaning]
    rounded = found.meaning == "probabilities" and found.largest <= TWO_DECIMALS
    conclusion = f"{limit}. {ROUNDED if rounded else ANOTHER}"
    return [
        Alert(
            code="YR015",
            title="The file does not do what was recorded",
            severity="low" if rounded else "high",
            sentence=f"Column {said_of(found)}. {conclusion}",
            without_rows=f"Column {said_of(replace(found, first_row=None))}. {conclusion}",
            value=found.differing / found.rows,
            threshold=0.0,
        )
    ]


@dataclass(slots=True, kw_only=True, eq=False)
class _Running:
    """One reading of the columns, as far as rows were compared."""

    meaning: Meaning
    read: Read
    recorded: NDArray[np.float64]
    """(rows of the holdout, columns)."""
    limits: NDArray[np.float64]
    """(columns,)."""
    rows: int = 0
    differing: int = 0
    largest: float = 0.0
    first: int | None = None

    def add(self, rows: NDArray[np.intp], raw: NDArray[np.float64]) -> None:
        distance = np.abs(self.read(raw) - self.recorded[rows])
        differs = (distance > self.limits).any(axis=1)
        self.rows += len(rows)
        self.differing += int(differs.sum())
        self.largest = max(self.largest, float(distance.max(initial=0.0)))
        if differs.any():
            found = int(rows[differs].min())
            self.first = found if self.first is None else min(self.first, found)


class Comparisons:
    """All readings of the recorded columns, held against the network a block of rows at a time."""

    def __init__(self, task: Task, expected: Expected, fit_rows: NDArray[np.intp], raw: NDArray[np.float64]) -> None:
        """Start with the fit rows.

        Args:
            task: what the outputs mean.
            expected: what was recorded, of every row of the holdout.
            fit_rows: places in the holdout of the rows that follow.
            raw: what the network puts out for them, (fit rows, outputs).

        Raises:
            TaskError: the columns can be no record of this network's outputs.
        """
        self._columns = expected.names
        self._running = list(_readings(task, expected, raw))
        if not self._running:
            raise TaskError(
                f"{task.network}: --expect names {plural(len(expected.names), 'column')} ({listed(expected.names)}), "
                f"which can be no record of its {plural(raw.shape[1], 'output')}; name a column of decisions as the "
                "target writes them, of the second class's probabilities, or one column for each output"
            )
        self._add(fit_rows, raw)

    def watch(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """Compare chunks of evaluation rows while somebody else reads them."""
        for chunk in chunks:
            self._add(chunk.rows, chunk.activations.outputs)
            yield chunk

    def result(self, places: NDArray[np.intp]) -> Expectation:
        """The reading that fits best.

        Args:
            places: where each row of the holdout stands in the file.
        """
        best = min(self._running, key=lambda one: one.differing)
        return Expectation(
            columns=self._columns,
            meaning=best.meaning,
            rows=best.rows,
            differing=best.differing,
            largest=best.largest,
            first_row=None if best.first is None else int(places[best.first]),
        )

    def _add(self, rows: NDArray[np.intp], raw: NDArray[np.float64]) -> None:
        for one in self._running:
            one.add(rows, raw)


def _readings(task: Task, expected: Expected, raw: NDArray[np.float64]) -> Iterator[_Running]:
    """Everything that the columns can be, the most telling first."""
    columns = len(expected.names)
    if expected.values is not None and columns == raw.shape[1] and task.output_kind != "probabilities":
        spread = raw.std(axis=0)
        limits = LIMIT * np.where(spread > 0, spread, 1.0)
        yield _Running(meaning="outputs", read=lambda block: block, recorded=expected.values, limits=limits)
    if task.classes and expected.values is not None and columns in (1, len(task.class_names)):
        if columns == len(task.class_names):
            yield _probabilities(expected.values, task.outputs)
        elif task.name == "binary":
            yield _probabilities(expected.values, lambda block: task.outputs(block)[:, 1:])
    recorded = None if expected.labels is None or not task.classes else _indices(task, expected.labels)
    if recorded is not None:
        yield _Running(
            meaning="decisions",
            read=lambda block: task.decisions(task.outputs(block))[:, None].astype(np.float64),
            recorded=recorded[:, None],
            limits=np.array([0.0]),
        )


def _probabilities(recorded: NDArray[np.float64], read: Read) -> _Running:
    return _Running(meaning="probabilities", read=read, recorded=recorded, limits=np.full(recorded.shape[1], LIMIT))


def _indices(task: Task, labels: NDArray[np.str_]) -> NDArray[np.float64] | None:
    """Class indices of recorded decisions, by the target's labels or the classes' names; None if some are neither."""
    found = set(labels.tolist())
    for names in (task.class_labels, task.class_names, tuple(str(place) for place in range(len(task.class_names)))):
        if found <= set(names):
            index = {name: place for place, name in enumerate(names)}
            return np.array([index[label] for label in labels.tolist()], dtype=np.float64)
    return None
