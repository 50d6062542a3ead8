"""What limits the report, on which conditions it may be used, who has to supply the rest, and what it is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yasenn_report.numbers import plural, setting
from yasenn_report.record import Record
from yasenn_report.record.measured import NotRun

MOST_NAMED = 8
"""Partitions named in a condition; the others are counted."""

IS_NOT = (
    "It is not a judgement of whether the network is right, fair or fit for its purpose. Results by group were counted "
    "only for columns named with --sensitive, and not judged. The verdict says whether the conditions of the policy "
    "are met; a person judges the network.",
    "It is not evidence of what causes what, neither in the world nor inside the network: descriptions name columns "
    "that go together with decisions. They are not reasons for single decisions and not for adverse action notices.",
    "It says nothing about inputs unlike those in the table, and nothing about robustness, security or privacy, which "
    "were not tested.",
    "It is not a compliance guarantee, not an approval, not a certification and not a conformity assessment: it shows "
    "what was measured and what came out. Hashes show which files were read, not which network is in use.",
)
"""The box on the first page: the one place where such words may stand."""

TAKEAWAY = "What is said here holds for rows like those of the table, at the stated thresholds, and not beyond."


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A rule of use that somebody can check."""

    name: str
    """``C1`` and so on, to be quoted by."""
    rule: str
    check: str
    """How one finds out whether it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """What the report cannot know and a person has to add."""

    who: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limitations:
    """The section."""

    takeaway: str
    limits: tuple[str, ...]
    conditions: tuple[Condition, ...]
    supplies: tuple[Supply, ...]


def limitations_of(record: Record) -> Limitations:
    """Limits and conditions of a record's report."""
    table = record.table
    return make_limitations(
        classes=record.task.classes,
        labels=not isinstance(table.target, NotRun),
        grouped=not isinstance(table.group, NotRun),
        weighted=not isinstance(table.weights, NotRun),
        focus=not isinstance(table.focus, NotRun),
        sensitive=bool(table.sensitive),
        tolerance=record.options.tolerance,
        confidence=record.options.confidence,
        low_fidelity=[one.label for one in record.partitions if one.status == "low_fidelity"],
        inconclusive=[one.label for one in record.partitions if one.status == "inconclusive"],
    )


def make_limitations(
    *,
    classes: bool,
    labels: bool,
    grouped: bool,
    weighted: bool,
    focus: bool,
    sensitive: bool,
    tolerance: float,
    confidence: float,
    low_fidelity: Sequence[str],
    inconclusive: Sequence[str],
) -> Limitations:
    """Limits and conditions of one report.

    Args:
        classes: whether the network decides between classes.
        labels: whether the table has a target column.
        grouped: whether a column of groups was named.
        weighted: whether a column of weights was named.
        focus: whether the audit is about a part of the table only.
        sensitive: whether columns of groups of persons were named.
        tolerance: of disagreement in a partition, 0 to 1.
        confidence: of the bounds, 0 to 1.
        low_fidelity: labels of the partitions with that status, as printed.
        inconclusive: likewise.
    """
    rules = (
        *about_partitions(low_fidelity, inconclusive, tolerance, confidence),
        *about_rows(focus=focus),
        *about_use(sensitive=sensitive),
    )
    return Limitations(
        takeaway=TAKEAWAY,
        limits=tuple(limits(classes=classes, labels=labels, grouped=grouped, weighted=weighted, sensitive=sensitive)),
        conditions=tuple(
            Condition(name=f"C{place}", rule=rule, check=check) for place, (rule, check) in enumerate(rules, start=1)
        ),
        supplies=tuple(supplies(labels=labels, grouped=grouped)),
    )


def limits(*, classes: bool, labels: bool, grouped: bool, weighted: bool, sensitive: bool) -> Iterator[str]:
    """What the numbers rest on."""
    yield (
        "All rates hold for rows drawn like those of the table. For other inputs, or after the world has changed, they "
        "do not."
    )
    if not grouped:
        yield (
            "The bounds suppose that rows are independent of each other, since no column of groups was named. Where "
            "several rows belong to one person or one event, they are too narrow."
        )
    if grouped or weighted:
        yield (
            "With groups or weights, bounds are approximate; they suppose that rows that weigh much are not missed "
            "more often than others."
        )
    yield "The table must hold rows that the network was not trained on; the tool cannot see whether it does."
    if not labels:
        yield (
            "No target column was named: accuracy was not measured, and nothing here says how often the network is "
            "right."
        )
    yield (
        "The answer of a partition is a mean: single rows of a partition within tolerance can still be "
        f"{'decided' if classes else 'valued'} otherwise."
    )
    yield "Another sample of rows can give other partitions; where stability was measured, it says how far."
    yield (
        "Descriptions say how partitions can be recognised in columns, not why the network decides as it does. How "
        "well one holds is measured apart from the status of its partition."
    )
    if sensitive:
        yield (
            "Groups are those of the columns that were named. Where no gap between them was found, there may still be "
            "one that so few rows do not show."
        )
        yield "Robustness, security and privacy were not tested."
    else:
        yield "Robustness, security, privacy and results for groups of persons were not tested."


def about_partitions(
    low_fidelity: Sequence[str], inconclusive: Sequence[str], tolerance: float, confidence: float
) -> Iterator[tuple[str, str]]:
    """Rules that the statuses give, each with its check."""
    if low_fidelity:
        yield (
            f"Use nothing that is said of {named(low_fidelity)} (▲ low fidelity): neither answer nor description.",
            "No document that rests on this report quotes them; for rows there, look at the network's own output.",
        )
    else:
        yield (
            "No partition is marked ▲ low fidelity. That says so much only: none was shown to be above the tolerance "
            f"of {setting(tolerance)} at {setting(confidence)} confidence.",
            "Tolerance and confidence on the first page are those that the owner of the network agreed to.",
        )
    if inconclusive:
        yield (
            f"Do not rely on {named(inconclusive)} (□ inconclusive) before more rows have been audited, or a person "
            "has accepted the bounds in writing.",
            "A later audit names the partition within tolerance, or the conditions on the sign-off page accept it.",
        )


def named(labels: Sequence[str]) -> str:
    """Partitions by name, the others of a long list by their number."""
    shown, more = labels[:MOST_NAMED], len(labels) - MOST_NAMED
    rest = (f"{plural(more, 'other partition')} so marked",) if more > 0 else ()
    words = (*shown, *rest)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def about_rows(*, focus: bool) -> Iterator[tuple[str, str]]:
    """For which rows the report may be used."""
    if focus:
        yield (
            "Use the report only for rows for which the focus on the first page holds; the other rows of the table were"
            " not measured.",
            "The condition on the columns is met by the row.",
        )
    yield (
        "Rows outside the ranges of the table are not covered.",
        "Each column of the row lies between the least and the largest value in the section on data.",
    )


def about_use(*, sensitive: bool) -> Iterator[tuple[str, str]]:
    """Rules that hold for every report, each with its check."""
    yield (
        "Quote a description only together with its precision and recall.",
        "Both numbers stand beside it wherever it is quoted.",
    )
    yield (
        "Not for adverse action notices, and not as a reason for the decision on a single person.",
        "No letter to a person quotes this report.",
    )
    if sensitive:
        yield (
            "Quote a gap between groups only as a count, with its interval: partitions are no protected groups, and a "
            "gap is no judgement.",
            "Rate, rows and interval stand beside it wherever it is quoted; a person answers for what is made of it.",
        )
    else:
        yield (
            "Not as a statement about groups of persons: partitions are no protected groups.",
            "A claim about groups names another test as its source.",
        )
    yield (
        "Repeat the audit when the model file, the table or a threshold changes.",
        "`yasenn-report verify audit.json` with the files in use says that all of them are the same.",
    )


def supplies(*, labels: bool, grouped: bool) -> Iterator[Supply]:
    """Who has to add what the report cannot know."""
    yield Supply(
        who="Owner of the network",
        what="What it is for and who is affected; that the table holds no rows it was trained on; that meaning of the "
        "outputs and order of the columns are as stated under Scope; that the file audited is the one to be released.",
    )
    yield Supply(
        who="Owner of the data",
        what="How the rows were drawn, from whom and when, and whether that is like the use intended"
        + ("" if grouped else "; whether several rows belong to one person or event")
        + (
            "; how the labels came about, and how often they are wrong."
            if labels
            else "; labels, if accuracy is to be known."
        ),
    )
    yield Supply(
        who="Independent reviewer",
        what="Whether tolerance and confidence suit the use and were set before the results were seen; whether the "
        "findings are acceptable; the statement of independence on the sign-off page.",
    )
    yield Supply(
        who="Approver",
        what="The decision, its conditions, and the date on which it is looked at again.",
    )
