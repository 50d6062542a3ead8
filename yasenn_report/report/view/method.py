"""How the report was made, and what its words that carry numbers mean."""

from collections.abc import Mapping
from dataclasses import dataclass

from yasenn_report.numbers import count, exact, number, plural, setting
from yasenn_report.record import Record
from yasenn_report.record.measured import NotRun
from yasenn_report.report.view.checks import ALARMS
from yasenn_report.report.view.files import file_of, full_name
from yasenn_report.report.view.lists import names_of

EXPLAINED_IN: Mapping[str, str] = {
    "inputs": "the columns of the table",
    "columns": "columns of the data file",
    "file": "the columns of the explanation file",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word and its meaning."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """The section on the method."""

    steps: tuple[str, ...]
    glossary: tuple[Term, ...]


def make_method(record: Record) -> Method:
    """The method with this audit's numbers."""
    return Method(steps=steps(record), glossary=glossary(record))


def steps(record: Record) -> tuple[str, ...]:
    """What was done, in order."""
    options, table, chosen = record.options, record.table, record.search.chosen
    order = "last hidden layer first" if chosen.order == "backward" else "the layer nearest the input first"
    partitions, layers = len(record.partitions), len(record.network.hidden_layers)
    return (
        how_opened(record),
        f"{what_was_split(record)} split at random (seed {options.seed}) into {count(table.fit_rows)} fit rows and "
        f"{count(table.evaluation_rows)} evaluation rows.",
        f"The network was run on the fit rows, and the activations of its {plural(layers, 'hidden layer')} were kept.",
        f"Layer by layer, {order}, gradient boosted trees ({chosen.trees} per layer, at most {chosen.leaves} leaves "
        "each) were fitted to the network's own output; the trees of a layer see that layer's activations "
        f"only.{wide_layers(record)} The leaf indices of a row, in order, are its code. The output itself is never "
        "part of a code.",
        f"{plural(record.codes, 'code')} occurred. Kinds of behaviour were found among the fit rows (k-means on "
        f"outputs{', class by class' if record.task.classes else ''}), and each code joined the kind that its rows "
        "are most like. Partitions were merged "
        f"further by Ward's rule until each held at least {options.min_support} fit rows, where the table has so many, "
        f"and there were at most {chosen.max_partitions}: {plural(partitions, 'partition')} remained. A partition's "
        "value is the mean output of its fit rows.",
        f"All this was done for {plural(len(record.search.candidates), 'candidate')} by cross-validation inside "
        "the fit part, and a printed rule chose among them.",
        f"Each partition was described in {EXPLAINED_IN[record.explanation.given]} by a decision tree and by a "
        f"logistic regression that tell it from the rest; the better one by "
        f"{record.search.description_folds}-fold cross-validation on the fit rows is shown.",
        "Two shallow decision trees in the same columns were grown and pruned on the fit rows, to say where the "
        "network is "
        "wrong against the labels, if there are any, and where the partitions disagree with the network.",
        "The evaluation rows, which fitted and chose nothing, were run through the network, the trees, the partitions "
        "and the descriptions: fidelity, accuracy, disagreement, errors, precision and recall were counted on them. "
        "Numbers of fit rows, and cross-validated ones, are called so. Where partitions turned out to be of low "
        "fidelity, a third shallow tree was grown on the fit rows to say where they lie, and counted in the same way.",
    )


def how_opened(record: Record) -> str:
    """How the network came out of its file."""
    code = file_of(record, "architecture")
    said = "The model file was read without running any code in it, and the network was put into evaluation mode."
    return said if code is None else f"{said} What builds the network, {full_name(code)}, was named and was run."


def wide_layers(record: Record) -> str:
    """What the trees see of wide layers, as a sentence with a space before it; empty where no layer is wide."""
    most = record.search.most_units
    names = [
        layer.name for layer in record.network.hidden_layers if isinstance(layer.units, int) and layer.units > most
    ]
    if not names:
        return ""
    return (
        f" Of {', '.join(names)} they see the {most} activations that correlate most with what the layers before "
        "left unexplained, chosen on the fit rows."
    )


def what_was_split(record: Record) -> str:
    """The beginning of a sentence."""
    rows = "The rows of the table" if isinstance(record.table.focus, NotRun) else "The rows in focus"
    return f"{rows} were" if isinstance(record.table.group, NotRun) else f"{rows}, whole groups at a time, were"


def glossary(record: Record) -> tuple[Term, ...]:
    """The words that carry numbers."""
    options = record.options
    error = (
        "half the sum of the absolute differences of the class probabilities (total variation, 0 to 1)"
        if record.task.classes
        else f"the difference in standard deviations of the network's output, of which one is {spreads(record)}"
    )
    miss = (
        "the partition's value decides for another class than the network"
        if record.task.classes
        else f"the partition's value is off by more than {exact(options.error_limit)} standard deviations of the "
        "network's output"
    )
    return (
        Term(word="Disagreement", meaning=f"the share of rows of a partition for which {miss}."),
        Term(
            word="Distillation error",
            meaning=f"the distance of the network's output from the value of the row's partition: {error}, on average.",
        ),
        Term(
            word="Status",
            meaning=f"within tolerance: the upper bound of the disagreement is at most {setting(options.tolerance)}; "
            "low fidelity: its lower bound is above that; inconclusive: the rows do not suffice to say either.",
        ),
        Term(
            word="Interval",
            meaning=f"of a single rate: exact binomial (Clopper-Pearson), {setting(options.confidence)}. Bounds of "
            f"disagreement by partition: exact and one-sided, corrected for {len(record.partitions)} "
            f"partitions (Bonferroni), so that with {setting(options.confidence)} confidence no partition called "
            "within tolerance is worse than the tolerance. Means: Student's t. R²: delta method; R² is 1 minus the "
            "squared error over the squared distance from the mean of the fit rows.",
        ),
        Term(word="Findings", meaning=about_findings(record)),
        Term(
            word="Precision and recall",
            meaning="of the rows that a description holds for, the share that belong to the partition; of the rows "
            "that belong to it, the share that the description holds for. F1 is their harmonic mean; where it is "
            "called cross-validated it was measured on fit rows, to choose between descriptions.",
        ),
    )


def about_findings(record: Record) -> str:
    """By which rule they are raised, and how chance is allowed for."""
    said = "each is raised by the rule printed with it; what could not be looked for is NOT RUN, which is not a pass."
    if not any(check.compares for check in record.checks):
        return said
    return (
        f"{said} Those that compare shares of rows with each other share one small chance of a false alarm "
        f"(Bonferroni): all together they raise one that is not so in {ALARMS}."
    )


def spreads(record: Record) -> str:
    """The standard deviations of the network's outputs over the fit rows."""
    spread = record.task.output_spread
    return f"not known: {spread.reason}" if isinstance(spread, NotRun) else names_of(record, [*map(number, spread)])
