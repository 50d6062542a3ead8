"""What was audited: files with their hashes, the network's layers, the table's columns, how to repeat it."""

import re
from dataclasses import asdict, dataclass

from yasenn_report.audit import Audit
from yasenn_report.inputs.holdout import Holdout
from yasenn_report.numbers import count, exact, plural
from yasenn_report.report.provenance import Provenance
from yasenn_report.report.task_words import meaning_of, task_sentence


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
        repeat=repeat(audit, provenance),
        configuration=configuration(provenance),
    )


def number_of_files(audit: Audit, provenance: Provenance) -> str:
    """How many files the audit read, as a word."""
    more = (audit.holdout.readable.given == "file", audit.fit_data is not None, provenance.config is not None)
    return ("two", "three", "four", "five")[sum(more)]


def files(audit: Audit, provenance: Provenance) -> tuple[Fact, ...]:
    """The model file, the data file and, where there are such, the others that were read."""
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
        *(of_its_own if readable.given == "file" else ()),
        *fit_data(audit),
        *config_file(provenance),
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
    holdout, split = audit.holdout, audit.split
    return (
        *rows_audited(holdout),
        Fact(name="Fit rows", value=f"{count(len(split.fit))}, which fitted and chose everything"),
        Fact(
            name="Evaluation rows",
            value=f"{count(len(split.evaluation))}, which measured every rate and fitted nothing",
        ),
        Fact(name="Columns in the file", value=count(holdout.columns)),
        Fact(name="Input columns, in the network's order", value=", ".join(holdout.feature_names)),
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
        *explanation(holdout),
        Fact(name="Columns not used, and not tested for", value=", ".join(holdout.unused_columns) or "none"),
    )


def rows_audited(holdout: Holdout) -> tuple[Fact, ...]:
    """How many rows there are, and which of them were audited."""
    if holdout.focus is None:
        return (
            Fact(name="Rows", value=f"{count(holdout.rows)}; none was dropped"),
            Fact(name="Focus", value="none given by --focus: the audit is about all rows"),
        )
    return (
        Fact(
            name="Rows",
            value=f"{count(holdout.rows)} of the {plural(holdout.rows_in_file, 'row')} of the file are in focus, and "
            "none of them was dropped; the others have no part in this report",
        ),
        Fact(name="Focus", value=holdout.focus.text),
    )


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
        if value != ()
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
