"""What the user asks of a table: its columns by their parts, the files beside it, and which rows count."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from yasenn_report.inputs.table_files.roles import Roles

Missing = Literal["error", "drop"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRequest:
    """Every choice about the table, named as the options of the command line are. None: not asked for."""

    target: str | None = None
    """The column that says what is true of each row."""
    features: tuple[str, ...] | None = None
    """The network's inputs in its order; of a preprocessor, its inputs; with ``prepared``, columns of that file."""
    ids: tuple[str, ...] = ()
    """Columns that only name the rows."""
    group: str | None = None
    """The column that says which rows belong together."""
    weights: str | None = None
    """The column that says how much each row counts."""
    sensitive: tuple[str, ...] | None = None
    """Columns whose entries tell groups of people apart."""
    expect: tuple[str, ...] | None = None
    """Columns that say what the network put out elsewhere."""
    missing: Missing = "error"
    """Whether a row that lacks an entry in a column that is used is an error, or is left out and counted."""
    prepared: Path | None = None
    """A file of the network's inputs, row by row of the table."""
    preprocessor: Path | None = None
    """A file of a fitted scikit-learn transformer that makes the network's inputs from the table."""
    focus: str | None = None
    """An expression over the columns; other rows than those it holds for are left out."""
    explain_with: Path | None = None
    """Another table, whose columns descriptions speak in; its rows are matched by ids or by order."""
    explain_columns: tuple[str, ...] | None = None
    """The columns that descriptions speak in: of ``explain_with``, or of the table without it."""

    @property
    def roles(self) -> Roles:
        """The parts of the table's own columns."""
        return Roles(
            features=None if self.features is None or self.prepared is not None else tuple(self.features),
            target=self.target,
            ids=tuple(self.ids),
            group=self.group,
            weights=self.weights,
            explain=() if self.explain_with is not None else tuple(self.explain_columns or ()),
            sensitive=tuple(self.sensitive or ()),
            expect=tuple(self.expect or ()),
        )

    def of_nothing(self) -> "TableRequest":
        """The same treatment of rows with gaps, and nothing else."""
        return TableRequest(missing=self.missing)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files beside the table."""
        named = (self.explain_with, self.prepared, self.preprocessor)
        return tuple(path for path in named if path is not None)
