"""Column names and options into who is an input, the target, an id or unused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yasenn_report.errors import TableError
from yasenn_report.inputs.table_files.bytes import TableFile
from yasenn_report.inputs.table_files.decimals import MOSTLY
from yasenn_report.inputs.table_files.entries import Entries
from yasenn_report.inputs.table_files.table import Table
from yasenn_report.inputs.table_files.wording import listed, near, quoted

TOGETHER = (("--features", "--explain-columns"), ("--features", "--sensitive"), ("--sensitive", "--explain-columns"))
"""Parts that one column can have at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Which columns the user named, and as what."""

    features: tuple[str, ...] | None
    """In the network's order; None where the numeric columns are to be taken."""
    target: str | None
    ids: tuple[str, ...]
    group: str | None = None
    weights: str | None = None
    explain: tuple[str, ...] = ()
    """Columns of this file for descriptions; they may be inputs too."""
    sensitive: tuple[str, ...] = ()
    """Columns whose entries tell groups of people apart; they may be inputs or explain too."""
    expect: tuple[str, ...] = ()
    """Columns that say what the network put out elsewhere."""

    @property
    def aside(self) -> frozenset[str]:
        """Columns that are no inputs: of those that tell groups of people apart, the ones that --features leaves."""
        named = (self.target, self.group, self.weights)
        kept = {*(self.features or ()), *self.explain}
        sensitive = {name for name in self.sensitive if name not in kept}
        return frozenset({*self.ids, *self.expect, *sensitive, *(name for name in named if name is not None)})

    @property
    def verbatim(self) -> frozenset[str]:
        """Columns whose entries are kept as they stand."""
        return frozenset({*self.ids, *(() if self.group is None else (self.group,))})

    @property
    def as_text(self) -> frozenset[str]:
        """Columns that are read as text, so that entries are told apart by what they say."""
        return frozenset({*self.sensitive, *self.expect, *(() if self.target is None else (self.target,))})

    def named(self) -> list[tuple[str, str]]:
        """Returns (option, column) for every column that was named."""
        single = {"--target": self.target, "--group": self.group, "--weights": self.weights}
        return [
            *(("--features", name) for name in self.features or ()),
            *((option, name) for option, name in single.items() if name is not None),
            *(("--id", name) for name in self.ids),
            *(("--expect", name) for name in self.expect),
            *(("--sensitive", name) for name in self.sensitive),
            *(("--explain-columns", name) for name in self.explain),
        ]


def refuse_bad_roles(file: TableFile, names: Sequence[str], roles: Roles) -> None:
    """Checks the names that the user gave against those that the file has.

    Raises:
        TableError: a column that the file lacks, one that is named twice, or an option that names none.
    """
    if roles.features is not None and not roles.features:
        raise file.refusal("--features names no column: name the network's inputs in their order")
    refuse_lacking(file, names, roles.named())
    options: dict[str, list[str]] = {}
    for option, name in roles.named():
        for before in options.setdefault(name, []):
            if (before, option) not in TOGETHER:
                twice = f"twice by {option}" if before == option else f"by {before} and by {option}"
                raise file.refusal(f"column {quoted(name)} is named {twice}: give each column one part")
        options[name].append(option)


def refuse_lacking(file: TableFile, names: Sequence[str], named: Sequence[tuple[str, str]]) -> None:
    """Raises a TableError that names the first of the (option, column) pairs whose column the file lacks."""
    for option, name in named:
        if name not in names:
            raise file.refusal(f"there is no column {quoted(name)}, which {option} names; {near(name, names)}")


def chosen_inputs(table: Table, roles: Roles, entries: Mapping[str, Entries], inputs: int | None) -> tuple[str, ...]:
    """Returns the names of the input columns in the network's order.

    Args:
        table: the file's columns.
        roles: the columns that the user named.
        entries: the columns that may be inputs, as numbers, in file order.
        inputs: how many inputs the network takes; None if that is not known.

    Raises:
        TableError: a column of numbers with some text in it, or not as many columns as the network takes.
    """
    if roles.features is not None:
        names = roles.features
    else:
        refuse_stray_text(table, entries, "set the column aside by --id or by naming the --features")
        names = tuple(name for name, column in entries.items() if column.numbers and not column.texts)
    if inputs is not None and len(names) != inputs:
        raise _wrong_count(table, roles, names, inputs)
    if not names:
        others = f"the columns are {listed(table.names)}"
        raise table.file.refusal(f"no column is left that holds only numbers, and the network needs inputs; {others}")
    return names


def refuse_stray_text(table: Table, entries: Mapping[str, Entries], otherwise: str) -> None:
    """Raises a TableError that names the first entry of text in a column of numbers, and what to do `otherwise`."""
    for name, column in entries.items():
        filled = column.numbers + column.texts
        if column.texts and column.numbers >= MOSTLY * filled:
            row = int(column.text.argmax())
            found = f"row {table.place(row) + 1}, column {quoted(name)} is {quoted(table.entry(row, name))}"
            share = f"{column.numbers:,} of the {filled:,} entries of the column are numbers"
            raise table.file.refusal(f"{found}, but {share}: correct the entry, or {otherwise}")


def _wrong_count(table: Table, roles: Roles, names: Sequence[str], inputs: int) -> TableError:
    takes = f"the network takes {inputs:,} input{'s' if inputs != 1 else ''}"
    if roles.features is not None:
        return table.file.refusal(
            f"{takes}, but --features names {len(names):,}: {listed(names)}; name as many, in the network's order"
        )
    columns = f"{len(names):,} column{' holds' if len(names) == 1 else 's hold'} only numbers"
    found = f"{takes}, but {columns}{': ' if names else ''}{listed(names)}"
    return table.file.refusal(f"{found}; {_advice(table, roles, names, inputs)}")


def _advice(table: Table, roles: Roles, names: Sequence[str], inputs: int) -> str:
    if len(names) > inputs:
        target = "name the target, if it is among them, by --target, " if roles.target is None else ""
        only = "the one column too many may be the target: " if target and len(names) == inputs + 1 else ""
        return f"{only}{target}set columns aside by --id, or name the inputs in their order by --features a,b,c"
    taken = {*names, *roles.aside}
    others = [name for name in table.names if name not in taken]
    not_numeric = f"these do not: {listed(others)}; " if others else ""
    return f"{not_numeric}write every input as a column of numbers"
