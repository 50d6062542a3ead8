"""The sections on fidelity, on the map and on the regions where the report must not be relied on."""

from dataclasses import dataclass

from yasenn_report.audit import Audit
from yasenn_report.numbers import count, exact, number, percent, plural, setting
from yasenn_report.report.view.words import Columns, Reading, conditions_of, decision_of, fidelity_name, pull_of, read
from yasenn_report.yasenn.bounds import Estimate, Measured
from yasenn_report.yasenn.describe import PartitionDescription, TreeDescription
from yasenn_report.yasenn.fidelity import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class FidelityRow:
    """One line of a table of measurements."""

    name: str
    reading: Reading
    strong: bool = False
    """Whether it is the number that the report rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A partition that must not be relied on, or could not be judged."""

    label: str
    anchor: str
    decision: str
    extent: str
    disagreement: Reading
    words: str


def fidelity_sentence(audit: Audit) -> str:
    """What to take from the section on fidelity."""
    primary = read(audit.fidelity.primary)
    if not primary.rows:
        return f"Fidelity could not be computed: {primary.interval}."
    return (
        f"The partitions of this report have {primary.value} {fidelity_name(audit.task)} ({primary.interval}) on "
        f"{primary.rows}."
    )


def layer_rows(audit: Audit) -> tuple[FidelityRow, ...]:
    """Fidelity from the constant answer over the layers to the merged partitions."""
    layers = audit.network.hidden_layers
    trees = audit.distillation.trees_per_layer
    steps = tuple(
        FidelityRow(
            name=f"codes of {plural(place * trees, 'leaf index', 'leaf indices')}: "
            f"{'from' if place == 1 else 'adding'} {layers[entry.layer].name}{what_it_adds(entry.gain)}",
            reading=read(entry.fidelity),
        )
        for place, entry in enumerate(audit.fidelity.by_layer, start=1)
    )
    return (
        FidelityRow(name="one constant answer", reading=read(audit.fidelity.constant)),
        *steps,
        FidelityRow(
            name=f"{plural(len(audit.partitioning.partitions), 'partition')} after merging codes of like behaviour",
            reading=read(audit.fidelity.primary),
            strong=True,
        ),
    )


def error_rows(audit: Audit) -> tuple[FidelityRow, ...]:
    """Fidelity beyond chance, and the distillation error over rows."""
    fidelity = audit.fidelity
    rows = [FidelityRow(name="distillation error, mean over rows", reading=read(fidelity.distillation_error))]
    if audit.task.classes:
        rows.insert(
            0, FidelityRow(name="agreement beyond chance (Cohen's kappa)", reading=read(fidelity.chance_corrected))
        )
    else:
        rows.append(
            FidelityRow(
                name=f"rows that are off by more than {exact(audit.options.error_limit)} standard deviations",
                reading=read(fidelity.disagreement),
            )
        )
    return tuple(rows)


def error_sentence(audit: Audit) -> str:
    """How the error is spread over rows."""
    distribution = audit.fidelity.error_distribution
    half, most = distribution.quantile(0.5), distribution.quantile(0.9)
    unit = "total variation of the probabilities" if audit.task.classes else "standard deviations of the output"
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


def accuracy_rows(audit: Audit) -> tuple[FidelityRow, ...]:
    """Against the labels: the network, the partitions, the most frequent label."""
    fidelity = audit.fidelity
    rows = [
        FidelityRow(name="the network", reading=read(fidelity.network_accuracy), strong=True),
        FidelityRow(name="the partitions' values", reading=read(fidelity.partition_accuracy)),
    ]
    if audit.task.classes:
        rows.append(FidelityRow(name="always the most frequent label", reading=read(fidelity.usual_accuracy)))
    return tuple(rows)


def map_rows(audit: Audit) -> tuple[FidelityRow, ...]:
    """How far the map can replace the activations, beside a direct tree of its size."""
    fidelity = audit.fidelity
    return (
        FidelityRow(name="the map names the right partition (naming accuracy)", reading=read(fidelity.naming)),
        FidelityRow(
            name=f"fidelity when the map names the partition (described fidelity): {fidelity_name(audit.task)}",
            reading=read(fidelity.described),
            strong=True,
        ),
        FidelityRow(
            name="fidelity of a direct tree of the same size, fitted to the network without any codes",
            reading=read(fidelity.direct_tree),
        ),
    )


def map_sentence(audit: Audit) -> str:
    """What to take from the map, by a comparison with the direct tree on the same rows."""
    gain = audit.fidelity.map_gain
    if not isinstance(gain, Estimate):
        return f"There is no map: {gain.reason}."
    if gain.low <= 0 <= gain.high:
        return (
            "In columns alone, this map follows the network about as closely as a direct tree of the same size: on so "
            "many rows no difference can be told."
        )
    if gain.value > 0:
        return "In columns alone, this map follows the network better than a direct tree of the same size."
    return (
        "In columns alone, a direct tree of the same size follows the network better than this map: do not use the map "
        "to predict the network."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """One leaf of the map."""

    label: str
    anchor: str
    words: str
    fit_rows: str
    share: str


def map_leaves(audit: Audit) -> tuple[MapRow, ...]:
    """The leaves of the map with exact thresholds."""
    labels = [partition.label for partition in audit.partitioning.partitions]
    return tuple(
        MapRow(
            label=labels[index],
            anchor=f"sheet-{labels[index]}",
            words=conditions_of(rule, audit.holdout.readable.columns),
            fit_rows=count(rule.fit_rows),
            share=percent(rule.share),
        )
        for index, rule in (audit.descriptions.map.rules if audit.descriptions.map else ())
    )


def unmapped(audit: Audit) -> str:
    """Which partitions no leaf of the map names; empty where there are none."""
    if audit.descriptions.map is None:
        return ""
    named = set(audit.descriptions.name_partitions(audit.fit_features).tolist())
    missing = [partition.label for index, partition in enumerate(audit.partitioning.partitions) if index not in named]
    return f"No leaf of the map names {' or '.join(missing)}." if missing else ""


def regions(audit: Audit, status: Status) -> tuple[Region, ...]:
    """The partitions of a status, those with most evaluation rows first."""
    parts = zip(
        audit.partitioning.partitions,
        audit.descriptions.partitions,
        audit.fidelity.partitions,
        audit.not_describable,
        strict=True,
    )
    found = [part for part in parts if part[2].status == status]
    found.sort(key=lambda part: -part[2].evaluation_rows)
    return tuple(
        Region(
            label=partition.label,
            anchor=f"sheet-{partition.label}",
            decision=decision_of(audit.task, partition),
            extent=f"{plural(trusted.evaluation_rows, 'evaluation row')}, "
            f"{percent(trusted.evaluation_rows / audit.fidelity.evaluation_rows)}",
            disagreement=read(trusted.disagreement),
            words=region_words(
                described,
                reason is None,
                audit.holdout.readable.columns,
            ),
        )
        for partition, described, trusted, reason in found
    )


def region_words(described: PartitionDescription, describable: bool, columns: Columns) -> str:
    """Where the region lies, by the description that leads, if there is one to rely on."""
    if not describable or not described.candidates:
        return "no usable rule in these columns; only the network's activations tell"
    leading = described.candidates[0]
    if isinstance(leading, TreeDescription):
        more = len(leading.rules) - 1
        return conditions_of(leading.rules[0], columns) + (f"; and {plural(more, 'more rule')}" if more else "")
    pulls = [pull_of(term, columns) for term in leading.terms[:2]]
    return f"weighted sum of columns, above all {' and '.join(pulls)}"


def regions_sentence(audit: Audit) -> str:
    """What to take from the section."""
    statuses = [trusted.status for trusted in audit.fidelity.partitions]
    low, unsure = statuses.count("low_fidelity"), statuses.count("inconclusive")
    tolerance = setting(audit.options.tolerance)
    rows = plural(audit.fidelity.evaluation_rows, "evaluation row")
    said = [
        f"{many} {'was' if many == 1 else 'were'} {what}"
        for many, what in ((low, "shown to differ from the network"), (unsure, "not shown to agree with the network"))
        if many
    ]
    if said:
        relied = len(statuses) - low - unsure
        return f"Of {len(statuses)} partitions, rely on {relied}: {' and '.join(said)} (tolerance {tolerance})."
    return (
        f"No partition is flagged at a tolerance of {tolerance} on {rows}. That does not show that unflagged regions "
        "are without error; it bounds their error."
    )
