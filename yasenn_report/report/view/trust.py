"""The sections on fidelity, on the map and on the regions where the report must not be relied on."""

from dataclasses import dataclass

from yasenn_report.numbers import exact, number, plural
from yasenn_report.record import Record
from yasenn_report.record.measured import Estimate, Measured
from yasenn_report.report.view.words import Reading, fidelity_name, read


@dataclass(frozen=True, slots=True, kw_only=True)
class FidelityRow:
    """One line of a table of measurements."""

    name: str
    reading: Reading
    strong: bool = False
    """Whether it is the number that the report rests on."""


def fidelity_sentence(record: Record) -> str:
    """What to take from the section on fidelity."""
    primary = read(record.fidelity.primary)
    if not primary.rows:
        return f"Fidelity could not be computed: {primary.interval}."
    return (
        f"The partitions of this report have {primary.value} {fidelity_name(record.task)} ({primary.interval}) on "
        f"{primary.rows}."
    )


def layer_rows(record: Record) -> tuple[FidelityRow, ...]:
    """Fidelity from the constant answer over the layers to the merged partitions."""
    trees = record.search.chosen.trees
    steps = tuple(
        FidelityRow(
            name=f"codes of {plural(place * trees, 'leaf index', 'leaf indices')}: "
            f"{'from' if place == 1 else 'adding'} {entry.layer}{what_it_adds(entry.gain)}",
            reading=read(entry.fidelity),
        )
        for place, entry in enumerate(record.fidelity.by_layer, start=1)
    )
    return (
        FidelityRow(name="one constant answer", reading=read(record.fidelity.constant)),
        *steps,
        FidelityRow(
            name=f"{plural(len(record.partitions), 'partition')} after merging codes of like behaviour",
            reading=read(record.fidelity.primary),
            strong=True,
        ),
    )


def error_rows(record: Record) -> tuple[FidelityRow, ...]:
    """Fidelity beyond chance, and the distillation error over rows."""
    fidelity = record.fidelity
    rows = [FidelityRow(name="distillation error, mean over rows", reading=read(fidelity.distillation_error))]
    if record.task.classes:
        rows.append(
            FidelityRow(
                name="rows for which the partition's value decides otherwise", reading=read(fidelity.disagreement)
            )
        )
        rows.insert(
            0, FidelityRow(name="agreement beyond chance (Cohen's kappa)", reading=read(fidelity.chance_corrected))
        )
    else:
        rows.append(
            FidelityRow(
                name=f"rows that are off by more than {exact(record.options.error_limit)} standard deviations",
                reading=read(fidelity.disagreement),
            )
        )
    return tuple(rows)


def error_sentence(record: Record) -> str:
    """How the error is spread over rows."""
    distribution = record.fidelity.error_distribution
    half, most = distribution.quantile(0.5), distribution.quantile(0.9)
    unit = "total variation of the probabilities" if record.task.classes else "standard deviations of the output"
    if half is None or most is None:
        return "The errors of single rows are larger than were counted."
    return (
        f"Half of the evaluation rows have a distillation error of at most {number(half)}, nine in ten of at most "
        f"{number(most)} ({unit}; read off a histogram, rounded up)."
    )


def what_it_adds(gain: Measured) -> str:
    """A remark on a layer whose codes do not clearly follow the network better than the answer before them."""
    if not isinstance(gain, Estimate):
        return f" (what it adds was not measured: {gain.reason})"
    if gain.low > 0:
        return ""
    return " (adds nothing that can be told on so many rows)" if gain.high >= 0 else " (makes it worse)"


def accuracy_rows(record: Record) -> tuple[FidelityRow, ...]:
    """Against the labels: the network, the partitions, the most frequent label."""
    found = record.accuracy
    rows = [
        FidelityRow(name="the network", reading=read(found.network), strong=True),
        FidelityRow(name="the partitions' values", reading=read(found.partitions)),
    ]
    if record.task.classes:
        rows.append(FidelityRow(name="always the most frequent label", reading=read(found.most_frequent_label)))
    return tuple(rows)
