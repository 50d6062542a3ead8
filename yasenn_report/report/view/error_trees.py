"""Where errors gather and where low-fidelity partitions lie: the leaves of shallow trees, worst first, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from yasenn_report.numbers import count, percent, plural
from yasenn_report.record import Record
from yasenn_report.record.descriptions import Condition
from yasenn_report.record.errors import ErrorKind, ErrorLeaf, ErrorTree
from yasenn_report.record.measured import Estimate, NotRun
from yasenn_report.report.view.columns import Columns, columns_of
from yasenn_report.report.view.lists import most_of, top
from yasenn_report.report.view.pictures import Figures, Picture, embed, of_indicators
from yasenn_report.report.view.pictures.alternative import told
from yasenn_report.report.view.words import Reading, condition_of, read

LEAVES_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a tree of one kind is called, and what it counts."""

    heading: str
    of: str
    """As in: the tree of the network's errors."""
    rate: str
    """Heads the column of rates."""
    share: str
    """Heads the column of each leaf's share of all errors."""
    errors: str
    """What is counted, as in: of all errors."""


SAID: Mapping[ErrorKind, Said] = {
    "network": Said(
        heading="Where the network is wrong against the labels",
        of="the network's errors",
        rate="Error rate",
        share="Of all errors",
        errors="errors",
    ),
    "distillation": Said(
        heading="Where the partitions disagree with the network",
        of="the partitions' disagreements",
        rate="Disagreement",
        share="Of all disagreements",
        errors="disagreements",
    ),
    "flagged": Said(
        heading="The same regions in a few rules",
        of="the rows in low-fidelity partitions",
        rate="In low-fidelity partitions",
        share="Of all such rows",
        errors="such rows",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafRow:
    """One leaf."""

    words: str
    extent: str
    rate: Reading
    errors_share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """One tree: where errors of one kind gather."""

    said: Said
    sentence: str
    """The worst leaf with its numbers, or why there is no tree."""
    leaves: tuple[LeafRow, ...]
    """Empty where there is no tree."""
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorTreesPart:
    """The part."""

    intro: str
    trees: tuple[Gathering, ...]
    """Of the network's errors and of the partitions'."""
    flagged: Gathering
    """Of the rows in low-fidelity partitions, which stands beside the list of these."""
    picture: Picture | None
    """The network's tree; None where there is none."""


def make_error_trees(record: Record, figures: Figures) -> ErrorTreesPart:
    """The trees, and a picture of the network's."""
    network, distillation, flagged = record.error_trees
    return ErrorTreesPart(
        intro=(
            "As a yardstick beside the partitions: two decision trees of at most three levels in the columns, grown "
            "and pruned on the fit rows and counted on the evaluation rows. The intervals of the leaves of a tree hold "
            "all at once. The partitions' values were fitted on the same fit rows, so the second tree can miss what "
            "only new rows would show."
        ),
        trees=(gathering(record, "network", network), gathering(record, "distillation", distillation)),
        flagged=gathering(record, "flagged", flagged),
        picture=picture(record, network, figures.error_tree),
    )


def gathering(record: Record, kind: ErrorKind, tree: ErrorTree | NotRun) -> Gathering:
    """One tree in words."""
    said = SAID[kind]
    if isinstance(tree, NotRun):
        return Gathering(said=said, sentence=f"There is no tree of {said.of}: {tree.reason}.", leaves=(), more="")
    columns = columns_of(record.explanation)
    shown = top(tree.leaves, most_of(record, LEAVES_SHOWN), "leaf of this tree", "leaves of this tree")
    return Gathering(
        said=said,
        sentence=sentence(record, tree, columns),
        leaves=tuple(leaf_row(leaf, columns) for leaf in shown.shown),
        more=shown.more,
    )


def leaf_row(leaf: ErrorLeaf, columns: Columns) -> LeafRow:
    """One line of the table."""
    return LeafRow(
        words=where(leaf.conditions, columns),
        extent=f"{count(leaf.evaluation_rows)}, {percent(leaf.share)}",
        rate=read(leaf.rate),
        errors_share="not run" if isinstance(leaf.errors_share, NotRun) else percent(leaf.errors_share),
    )


def where(conditions: tuple[Condition, ...], columns: Columns) -> str:
    """The rows of a leaf as a phrase."""
    return " and ".join(condition_of(condition, columns) for condition in conditions) or "every row"


def sentence(record: Record, tree: ErrorTree, columns: Columns) -> str:
    """The worst leaf with its numbers, and whether it can be told from the rate over all rows."""
    worst = tree.leaves[0]
    if isinstance(worst.rate, NotRun) or isinstance(tree.rate, NotRun):
        return f"No leaf was measured: {read(worst.rate).interval}."
    rate, rows = read(worst.rate), plural(worst.evaluation_rows, "evaluation row")
    said = (
        f"{what(record, tree.kind)} most often where {where(worst.conditions, columns)}: on {rate.value} of {rows} "
        f"({rate.interval}), against {read(tree.rate).value} over all."
    )
    if not isinstance(worst.errors_share, NotRun):
        said += (
            f" With {percent(worst.share)} of the rows, this leaf has {percent(worst.errors_share)} of all "
            f"{SAID[tree.kind].errors}."
        )
    if worst.rate.low <= tree.rate.value:
        said += " Its interval reaches down to the rate over all rows: on so many rows this may be chance."
    return said


def what(record: Record, kind: ErrorKind) -> str:
    """What is counted, as the beginning of a sentence."""
    if kind == "flagged":
        return "Rows are in low-fidelity partitions"
    limit = f"by more than {record.options.error_limit:g} standard deviations of the output"
    if kind == "network":
        return "The network is wrong" if record.task.classes else f"The network is off the label {limit}"
    return (
        "The partitions disagree with the network"
        if record.task.classes
        else f"The partitions' values are off the network's {limit}"
    )


def picture(record: Record, tree: ErrorTree | NotRun, svg: str | None) -> Picture | None:
    """The network's tree; None where there is none."""
    if isinstance(tree, NotRun) or svg is None:
        return None
    columns = columns_of(record.explanation)
    measured = [leaf.rate for leaf in tree.leaves if isinstance(leaf.rate, Estimate)]
    title = f"The tree of the network's errors has {plural(len(tree.leaves), 'leaf', 'leaves')}"
    if measured:
        title += f": from {read(measured[-1]).value} to {read(measured[0]).value} of their evaluation rows are wrong"
    light = record.presentation.detail != "full"
    return Picture(
        source=embed(svg),
        title=title,
        alt=told(
            "Decision tree that tells rows on which the network is wrong from others.",
            [
                f"Where {where(leaf.conditions, columns)}: {read(leaf.rate).value} wrong of "
                f"{plural(leaf.evaluation_rows, 'evaluation row')}"
                for leaf in tree.leaves
            ],
            noun="leaf",
            several="leaves",
        ),
        caption=caption(record, light=light),
        light=light,
    )


def caption(record: Record, *, light: bool) -> str:
    """How to read the drawing."""
    read_so = (
        "Each box asks for one column, and its branches give the answers; bars show the share of wrong rows."
        if light
        else "Read from the top: left where the value is at or below the threshold, right where it is above."
        + of_indicators(record)
    )
    return (
        f"{read_so} Rows and shares in the drawing are of the fit rows, which grew it; title and table have what was "
        "measured on evaluation rows."
    )
