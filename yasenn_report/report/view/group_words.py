"""What is said of groups: how each rate is to be read, what was compared, and what groups are called."""

from collections.abc import Iterator

from yasenn_report.numbers import band, count, exact, plural, setting
from yasenn_report.record import Record
from yasenn_report.record.groups import Groups, SensitiveColumn, SensitiveGroup
from yasenn_report.record.measured import NotRun
from yasenn_report.report.task_words import class_name

BINARY = 2
FEWEST_COMPARED = 20
LEVEL = 0.001
WITHHELD = "withheld: it could be worked out of whom it speaks"
"""All as the measuring has them, which pages do not import; a test holds them together."""
KINDS = (
    ("YR041", "in errors"),
    ("YR042", "in how well this report follows the network"),
    ("YR040", "in who is in which partition"),
)


def sentence(groups: Groups) -> str:
    """What was found, in one sentence."""
    *names, last = (called(column) for column in groups.columns)
    columns = f"{', '.join(names)} and {last}" if names else last
    if not any(one.compared for one in groups.compared):
        return f"The groups of {columns} were counted, and none of them has rows enough to be compared with others."
    counts = [(sum(gap.code == code for gap in groups.gaps), kind) for code, kind in KINDS]
    found = [(number, kind) for number, kind in counts if number]
    if not found:
        return f"{columns}: no gap was found that chance does not explain."
    (first, kind), *others = found
    said = (f"{plural(first, 'gap')} {kind}", *(f"{count(number)} {one}" for number, one in others))
    return f"{columns}: {', '.join(said)}, which chance does not explain."


def explained(record: Record) -> Iterator[str]:
    """How each number is to be read, for those who know no statistics."""
    classes = record.task.classes
    limit = f"{record.options.error_limit:g} standard deviations of the output"
    labelled = not isinstance(record.table.target, NotRun)
    yield (
        "Each rate is counted on the group's evaluation rows; below it stands where the rate may lie if all such rows "
        "could be counted."
    )
    yield (
        "Withheld stands where a rate could be known of single persons: where a group"
        + (", or its rows with one of the labels," if labelled and two_classes(record) else "")
        + " has fewer than 5 rows, and wherever one subtraction would give such a rate away."
    )
    if two_classes(record):
        second = named(record, 1)
        label = f"Label {second} is how often the outcome itself is {second} in the group. " if labelled else ""
        yield f"{label}Decided {second} is how often the network says {second}."
    if labelled:
        yield (
            "Wrong is how often the network's decision is not the label."
            if classes
            else f"Wrong is how often the network is off the label by more than {limit}."
        )
        if two_classes(record):
            first, second = named(record, 0), named(record, 1)
            yield (
                f"Wrongly decided {second} is counted among the rows whose label is {first} only, which stand beside "
                f"it: how often such a row is decided {second} nevertheless. Wrongly decided {first} is the other way "
                "round."
            )
    yield (
        "Disagreement does not look at labels: it is how often the partition's answer, which stands for the network in "
        + (
            "this report, is another decision."
            if classes
            else f"this report, is off the network's value by more than {limit}."
        )
    )
    yield (
        "A gap is what was counted. Different label rates, missing columns or the network itself can make such a gap; "
        "this report cannot tell which. Whether it is acceptable is for people to judge."
    )


def counted(groups: Groups) -> str:
    """How many comparisons were made of each code."""
    made = ", ".join(f"{one.code} {plural(one.compared, 'comparison')}" for one in groups.compared)
    few = sum(one.too_few for one in groups.compared)
    left = (
        f" {plural(few, 'comparison was', 'comparisons were')} not made, since one of the two sides has fewer than "
        f"{FEWEST_COMPARED} rows or is withheld."
        if few
        else ""
    )
    return (
        "Each group was held against all other rows of the same place, and its share in a partition against that in "
        f"the other partitions: {made}. Where groups do not differ at all, the chance that any gap is found is at most "
        f"{setting(LEVEL)} for each code. A gap that is not listed may still be there, where so few rows cannot show "
        f"it.{left}"
    )


def two_classes(record: Record) -> bool:
    """Whether the network decides between two classes."""
    return len(record.task.class_names) == BINARY


def named(record: Record, index: int) -> str:
    """A class, set apart from the sentence around it."""
    return f"'{class_name(record.task, index)}'"


def wrongly(record: Record, index: int) -> str:
    """Heads the rate of rows that are wrongly decided as a class."""
    return f"Wrongly decided {named(record, index)}"


def member_rows(column: SensitiveColumn, group: SensitiveGroup) -> str:
    """The rows of a group: by its entry where that is a word, else by column and entry."""
    name = name_of(column, group)
    return (
        f"{name} rows" if group.entry is not None and name[:1].isalpha() else f"rows whose {called(column)} is {name}"
    )


def name_of(column: SensitiveColumn, group: SensitiveGroup) -> str:
    """The group in words: the dictionary's, where it has some."""
    if group.entry is not None:
        return group.meaning or group.entry
    ends = [None if end is None else end * column.factor + column.offset for end in (group.above, group.up_to)]
    if column.factor < 0:  # turned round: what is above in the file is below on the page
        low, high = (() if end is None else (exact(end),) for end in reversed(ends))
        words = ", ".join((*(f"at least {end}" for end in low), *(f"below {end}" for end in high)))
    else:
        words = band(*ends)
    return f"{words} {column.unit}" if words and column.unit else words or "any other entry"


def called(column: SensitiveColumn) -> str:
    """What people call the column."""
    return column.label or column.column
