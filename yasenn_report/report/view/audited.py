"""What was audited: files with their hashes, the network's layers, the table's columns, how to repeat it."""

import re
from dataclasses import asdict, dataclass

from yasenn_report.audit import Audit
from yasenn_report.expectation import said_of
from yasenn_report.inputs.holdout import Holdout
from yasenn_report.numbers import count, exact, plural
from yasenn_report.report.provenance import Provenance
from yasenn_report.report.task_words import meaning_of, task_sentence

FILE_OF_INPUTS = {"prepared": "prepared file", "preprocessor": "preprocessor"}
INPUTS_FROM = {
    None: "Input columns, in the network's order",
    "prepared": "Inputs in the prepared file, in the network's order",
    "preprocessor": "Inputs that the preprocessor makes, in the network's order",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A name and what it is."""

    name: str
    value: str
    code: bool = False
    """Whether the value is to be copied letter by letter: a hash, a command."""

    @property
    def words(self) -> tuple[str, ...]:
        """What must not be broken across lines: options with their values, else words."""
        return tuple(re.split(r" (?=-)", self.value)) if self.code else tuple(self.value.split(" "))


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRow:
    """One layer of the network."""

    name: str
    operations: str
    units: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One option in effect."""

    option: str
    value: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """The section on what was audited."""

    number_of_files: str
    """As a word."""
    files: tuple[Fact, ...]
    network: tuple[Fact, ...]
    layers: tuple[LayerRow, ...]
    table: tuple[Fact, ...]
    notes: tuple[str, ...]
    """On the model file."""
    table_notes: tuple[str, ...]
    """On the other files, each with the name of its file."""
    repeat: tuple[Fact, ...]
    configuration: tuple[SettingRow, ...]
    """Empty where no command line made the report."""


def make_audited(audit: Audit, provenance: Provenance) -> Audited:
    """Collect the facts."""
    return Audited(
        number_of_files=number_of_files(audit, provenance),
        files=files(audit, provenance),
        network=network(audit),
        layers=layers(audit),
        table=table(audit),
        notes=audit.network.notes,
        table_notes=table_notes(audit.holdout),
        repeat=repeat(audit, provenance),
        configuration=configuration(provenance),
    )


def number_of_files(audit: Audit, provenance: Provenance) -> str:
    """How many files the audit read, as a word."""
    return ("two", "three", "four", "five", "six", "seven")[len(files(audit, provenance)) // 2 - 2]


def files(audit: Audit, provenance: Provenance) -> tuple[Fact, ...]:
    """Every file that was read, two facts each."""
    model, holdout, readable = audit.network.file, audit.holdout, audit.holdout.readable
    of_its_own = (
        Fact(name="Explanation file", value=f"{readable.name}, {plural(readable.size, 'byte')}"),
        Fact(name="SHA-256 of the explanation file", value=readable.sha256, code=True),
    )
    return (
        Fact(name="Model file", value=f"{model.name}, {plural(model.size, 'byte')}; {model.kind}"),
        Fact(name="SHA-256 of the model file", value=model.sha256, code=True),
        Fact(name="Data file", value=f"{holdout.name}, {plural(holdout.size, 'byte')}"),
        Fact(name="SHA-256 of the data file", value=holdout.sha256, code=True),
        *architecture(audit),
        *(of_its_own if readable.given == "file" else ()),
        *inputs_file(holdout),
        *fit_data(audit),
        *config_file(provenance),
    )


def architecture(audit: Audit) -> tuple[Fact, ...]:
    """The user's own code that built the network, if the file holds weights only."""
    code = audit.network.file.architecture
    if code is None:
        return ()
    return (
        Fact(
            name="Code that built the network", value=f"{code.name}, {plural(code.size, 'byte')}; {code.entry} was run"
        ),
        Fact(name="SHA-256 of that code", value=code.sha256, code=True),
    )


def fit_data(audit: Audit) -> tuple[Fact, ...]:
    """The rows that fitted the network, if they were given."""
    table = audit.fit_data
    if table is None:
        return ()
    size = f"{plural(table.size, 'byte')}, {plural(table.rows_in_file, 'row')}"
    return (
        Fact(name="Fit data file", value=f"{table.name}, {size}; compared with the data file only"),
        Fact(name="SHA-256 of the fit data file", value=table.sha256, code=True),
    )


def config_file(provenance: Provenance) -> tuple[Fact, ...]:
    """The file of --config, if there is one."""
    file = provenance.config
    if file is None:
        return ()
    return (
        Fact(name="Configuration file", value=f"{file.name}, {plural(file.size, 'byte')}"),
        Fact(name="SHA-256 of the configuration file", value=file.sha256, code=True),
    )


def inputs_file(holdout: Holdout) -> tuple[Fact, ...]:
    """The file that had a part in making the network's inputs, if there is one."""
    made = holdout.inputs_file
    if made is None:
        return ()
    name = FILE_OF_INPUTS[made.role]
    return (
        Fact(name=f"{name[0].upper()}{name[1:]}", value=f"{made.name}, {plural(made.size, 'byte')}"),
        Fact(name=f"SHA-256 of the {name}", value=made.sha256, code=True),
    )


def table_notes(holdout: Holdout) -> tuple[str, ...]:
    """What was assumed in reading the files beside the model."""
    explained, made = holdout.readable, holdout.inputs_file
    noted = [
        (holdout.name, holdout.notes),
        (explained.name, explained.notes if explained.given == "file" else ()),
        *(() if made is None else ((made.name, made.notes),)),
    ]
    return tuple(f"{name}: {note}" for name, notes in noted for note in notes)


def network(audit: Audit) -> tuple[Fact, ...]:
    """What the network takes, decides and puts out."""
    task = audit.task
    facts = [
        Fact(name="Task", value=task_sentence(task)),
        Fact(name="Meaning of its outputs", value=meaning_of(task)),
        Fact(name="Trained weights and biases", value=count(audit.network.parameters)),
        Fact(name="Inputs per row", value=str(len(audit.holdout.feature_names))),
    ]
    if task.classes:
        facts.insert(
            2, Fact(name="Order of the classes", value=f"{', '.join(task.class_names)} ({task.class_evidence})")
        )
    return tuple(facts)


def layers(audit: Audit) -> tuple[LayerRow, ...]:
    """The layers from input to output."""
    units = iter(audit.units)
    return tuple(
        LayerRow(
            name=layer.name,
            operations=layer.operations,
            units=count(next(units)) if layer.hidden else "not part of a code",
        )
        for layer in audit.network.layers
    )


def table(audit: Audit) -> tuple[Fact, ...]:
    """Rows and columns, and what each column was used for."""
    holdout, split, made = audit.holdout, audit.split, audit.holdout.inputs_file
    return (
        *rows_audited(holdout),
        *rows_dropped(holdout),
        Fact(name="Fit rows", value=f"{count(len(split.fit))}, which fitted and chose everything"),
        Fact(
            name="Evaluation rows",
            value=f"{count(len(split.evaluation))}, which measured every rate and fitted nothing",
        ),
        Fact(name="Columns in the file", value=count(holdout.columns)),
        Fact(name=INPUTS_FROM[made.role if made else None], value=", ".join(holdout.feature_names)),
        *rows_matched(holdout),
        Fact(
            name="Target column", value=holdout.target.name if holdout.target else "not given: no accuracy was measured"
        ),
        Fact(name="Id columns", value=", ".join(holdout.ids) or "none named by --id"),
        Fact(
            name="Group column",
            value="none named by --group"
            if holdout.roles.group is None
            else f"{holdout.roles.group}, {plural(holdout.group_count, 'group')}; each fitted or measured as a whole",
        ),
        Fact(name="Weight column", value=holdout.roles.weights or "none named by --weights"),
        Fact(name="Sensitive columns", value=", ".join(holdout.roles.sensitive) or "none named by --sensitive"),
        Fact(
            name="Recorded predictions",
            value="none named by --expect" if audit.expectation is None else said_of(audit.expectation),
        ),
        *explanation(holdout),
        Fact(name="Columns not used, and not tested for", value=", ".join(holdout.unused_columns) or "none"),
    )


def rows_audited(holdout: Holdout) -> tuple[Fact, ...]:
    """How many rows there are, and which of them were audited."""
    gone = holdout.dropped.rows if holdout.dropped else 0
    none_dropped = "" if gone else ", and none of them was dropped"
    if holdout.focus is None:
        kept = f" of the {plural(holdout.rows_in_file, 'row')} of the file" if gone else "; none was dropped"
        return (
            Fact(name="Rows", value=f"{count(holdout.rows)}{kept}"),
            Fact(name="Focus", value="none given by --focus: the audit is about all rows"),
        )
    return (
        Fact(
            name="Rows",
            value=f"{count(holdout.rows)} of the {plural(holdout.rows_in_file, 'row')} of the file are in "
            f"focus{none_dropped}; the others have no part in this report",
        ),
        Fact(name="Focus", value=holdout.focus.text),
    )


def rows_dropped(holdout: Holdout) -> tuple[Fact, ...]:
    """Rows left out for want of an entry, where the user asked for that."""
    if holdout.dropped is None:
        return ()
    return (Fact(name="Rows that lack an entry", value=holdout.dropped.sentence),)


def rows_matched(holdout: Holdout) -> tuple[Fact, ...]:
    """How the rows of a prepared file were matched with those of the data file."""
    made = holdout.inputs_file
    if made is None or made.rows is None:
        return ()
    matched = f"by the ids in {', '.join(made.matched_by)}" if made.matched_by else "by their order"
    value = f"{count(made.rows)}, matched {matched} with the {count(holdout.rows_in_file)} of the data file"
    return (Fact(name="Rows of the prepared file", value=value),)


def explanation(holdout: Holdout) -> tuple[Fact, ...]:
    """The columns that descriptions speak in, where they are others than the inputs."""
    readable = holdout.readable
    if readable.given == "inputs":
        return (Fact(name="Explanation columns", value="the input columns"),)
    matched = f"by the ids in {', '.join(readable.matched_by)}" if readable.matched_by else "by their order"
    pairs = Fact(
        name="Rows of the explanation file",
        value=f"{count(readable.rows_in_file)}, matched {matched} with the {count(holdout.rows_in_file)} of the data "
        "file",
    )
    left_out = [
        f"{one.column} ({plural(one.entries, 'different entry', 'different entries')} of text)"
        if one.entries
        else f"{one.column} (no entries)"
        for one in readable.left_out
    ]
    return (
        Fact(name="Explanation columns, in which descriptions speak", value=", ".join(readable.names)),
        Fact(name="Explanation columns left out", value=", ".join(left_out) or "none"),
        *((pairs,) if readable.given == "file" else ()),
    )


def repeat(audit: Audit, provenance: Provenance) -> tuple[Fact, ...]:
    """Everything that it takes to make this report again."""
    options = " ".join(
        f"--{name.replace('_', '-')} {'searched' if value is None else value}"
        for name, value in asdict(audit.options).items()
        if value != () and not (name == "classes" and value is None)
    )
    return (
        Fact(name="Command", value=provenance.command, code=True),
        Fact(name="Made", value=f"{provenance.created:%d %B %Y, %H:%M:%S} UTC"),
        Fact(name="Options in effect", value=options, code=True),
        Fact(name="Versions", value=", ".join(f"{name} {version}" for name, version in provenance.versions)),
    )


def configuration(provenance: Provenance) -> tuple[SettingRow, ...]:
    """Every option, what it was set to, and where that comes from."""
    return tuple(
        SettingRow(option=setting.option, value=setting_value(setting.value), source=setting.source)
        for setting in provenance.settings
    )


def setting_value(value: object) -> str:
    """A setting as printed: lists by commas, numbers with all their digits."""
    if value is None or value == []:
        return "not given"
    if isinstance(value, list):
        return ", ".join(map(setting_value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return exact(value) if isinstance(value, float) else str(value)
