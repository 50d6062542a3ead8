"""What a check before an audit found, as lines of plain text for the screen."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from yasenn_report.expectation import said_of
from yasenn_report.inputs.holdout import Holdout
from yasenn_report.inputs.table_files.wording import printable
from yasenn_report.inspection import Inspection
from yasenn_report.numbers import count, number, percent, plural
from yasenn_report.preflight import Alert
from yasenn_report.report.task_words import class_name, meaning_of, task_sentence

WIDTH = 100
INDENT = "  "
PREDICTIONS = 10
"""First rows whose predictions are shown."""
LONGEST_FACT = 2000
LONGEST_WORD = 24
"""Of a class or a label in the table of predictions."""


def lines(found: Inspection) -> list[str]:
    """Everything that was recognised, then what looks wrong."""
    return [
        *aligned(facts(found)),
        "",
        "Layers, from input to output",
        *table(["layer", "activations", "operations"], list(layers(found)), numbers=(1,)),
        "",
        f"Input columns, in the network's order: {count(len(found.holdout.feature_names))}",
        *paragraph(
            ", ".join(f"{place} {printable(name)}" for place, name in enumerate(found.holdout.feature_names, start=1))
        ),
        "",
        f"Predictions of the first {plural(min(PREDICTIONS, found.holdout.rows), 'row')}",
        *table(heads(found), list(predictions(found)), numbers=(0, 2)),
        "",
        *warnings(found.alerts),
    ]


def facts(found: Inspection) -> list[tuple[str, str]]:
    """Files, task and sizes."""
    model, holdout, task = found.network.file, found.holdout, found.task
    said = [
        ("Model", f"{model.name}, {plural(model.size, 'byte')}; {model.kind}"),
        ("SHA-256", model.sha256),
        *(("Note", note) for note in found.network.notes),
        *code_of(found),
        ("Data", f"{holdout.name}, {plural(holdout.size, 'byte')}"),
        ("SHA-256", holdout.sha256),
        *(("Note", note) for note in holdout.notes),
        *beside(holdout),
    ]
    if found.fit_data is not None:
        fit = found.fit_data
        said += [
            ("Fit data", f"{fit.name}, {plural(fit.size, 'byte')}, {plural(fit.rows, 'row')}"),
            ("SHA-256", fit.sha256),
        ]
    said += [("Task", task_sentence(task)), ("Outputs", meaning_of(task))]
    if task.classes:
        names = ", ".join(printable(name) for name in task.class_names)
        said.append(("Classes", f"{names} ({task.class_evidence})"))
    rows = count(holdout.rows)
    if holdout.focus is not None:
        rows += f" of the {count(holdout.rows_in_file)} of the file, in focus"
    if holdout.dropped is not None:
        rows += f"; {holdout.dropped.sentence}"
    target = "not given: no labels to compare with" if holdout.target is None else printable(holdout.target.name)
    unused = ", ".join(map(printable, holdout.unused_columns)) or "none"
    recorded = [] if found.expectation is None else [("Recorded", said_of(found.expectation))]
    return [*said, ("Rows", rows), ("Target", target), *recorded, ("Not used", unused)]


def code_of(found: Inspection) -> list[tuple[str, str]]:
    """The user's own code that built the network, if there is such."""
    code = found.network.file.architecture
    return [] if code is None else [("Code", f"{code.name}:{code.entry}, which was run"), ("SHA-256", code.sha256)]


def beside(holdout: Holdout) -> list[tuple[str, str]]:
    """The file that the network's inputs come from, or are made by, if it is not the table."""
    made = holdout.inputs_file
    if made is None:
        return []
    notes = [("Note", note) for note in made.notes]
    return [(made.role.capitalize(), f"{made.name}, {plural(made.size, 'byte')}"), ("SHA-256", made.sha256), *notes]


def aligned(said: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Names in one column, what they are in another, wrapped there."""
    width = max(len(name) for name, _ in said) + 2
    for name, value in said:
        plain = printable(value.replace("\N{NO-BREAK SPACE}", " "), LONGEST_FACT)
        first, *rest = wrap(plain, WIDTH - width, break_on_hyphens=False) or [""]
        yield name.ljust(width) + first
        yield from (" " * width + line for line in rest)


def layers(found: Inspection) -> Iterator[list[str]]:
    """One line per layer."""
    units = iter(found.units)
    for layer in found.network.layers:
        yield [layer.name, count(next(units)) if layer.hidden else "", layer.operations]


def heads(found: Inspection) -> list[str]:
    """Of the table of predictions."""
    heads = ["row", "decision", "probability"] if found.task.classes else ["row", "", "value"]
    return [*heads, "label"] if found.holdout.target is not None else heads


def predictions(found: Inspection) -> Iterator[list[str]]:
    """Row of the file, what the network says of it, and the label where there is one."""
    holdout, task = found.holdout, found.task
    for row in range(min(PREDICTIONS, holdout.rows)):
        line = [count(int(holdout.places[row]) + 1)]
        if found.decisions is None:
            line += ["", ", ".join(number(value) for value in found.outputs[row].tolist())]
        else:
            decided = int(found.decisions[row])
            line += [
                printable(class_name(task, decided), LONGEST_WORD),
                percent(float(found.outputs[row, decided])).replace("\N{NO-BREAK SPACE}", " "),
            ]
        if holdout.target is not None:
            line.append(printable(str(holdout.target.labels[row]), LONGEST_WORD))
        yield line


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[int]) -> Iterator[str]:
    """Columns aligned, those of numbers to the right; a column without entries is left out."""
    lines = [heads, *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(heads))]
    for line in lines:
        cells = [
            cell.rjust(width) if place in numbers else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
            if width
        ]
        yield (INDENT + INDENT.join(cells)).rstrip()


def warnings(alerts: Sequence[Alert]) -> Iterator[str]:
    """What looks wrong, gravest first."""
    if not alerts:
        yield "Nothing that is looked for looks wrong. That shows what was looked for and not found, no more."
        return
    yield f"What looks wrong, or should be known: {count(len(alerts))}"
    for alert in alerts:
        yield f"{INDENT}{alert.code} {alert.severity}: {alert.title}"
        yield from paragraph(alert.sentence, INDENT * 3)


def paragraph(text: str, indent: str = INDENT) -> list[str]:
    """A text within the width, indented."""
    plain = text.replace("\N{NO-BREAK SPACE}", " ")
    return wrap(plain, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
