"""The section on what the partitions were compared with: trees on the inputs, other codes, linear probes, margins."""

from dataclasses import dataclass

from yasenn_report.audit import Audit
from yasenn_report.numbers import plural
from yasenn_report.report.view.trust import FidelityRow
from yasenn_report.report.view.words import Reading, fidelity_name, read
from yasenn_report.yasenn.bounds import Estimate, Measured
from yasenn_report.yasenn.distil import opposite
from yasenn_report.yasenn.rivals import (
    BOOSTED,
    BOOSTING,
    EQUAL_TREE,
    UNLIMITED_TREE,
    WITHOUT_LAST,
    order_name,
    probe_name,
)

HOW_WITHIN = (
    "No row measures a status that it helped to decide: one half of the evaluation rows decides which partitions are "
    "within tolerance, the other half is measured, and the other way round. A half has fewer rows to decide on, so its "
    "share is smaller than that on the first page. The control takes the rows that the network itself is surest of, "
    "without any partitions."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalRow:
    """One thing that answers in the network's place, and how the partitions do against it."""

    name: str
    fidelity: Reading
    gain: Reading
    """How much less the partitions lose per row."""
    conclusion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparisons:
    """The section."""

    sentence: str
    gain_unit: str
    """What the gains are measured in."""
    on_inputs: tuple[RivalRow, ...]
    without_last: str
    """What codes know without the last hidden layer."""
    layers: tuple[RivalRow, ...]
    """The order of layers that was not chosen, and linear probes."""
    within: tuple[FidelityRow, ...]
    """What holds in partitions within tolerance, and in as many rows picked by the network's own margin."""
    within_sentence: str


def make_comparisons(audit: Audit) -> Comparisons:
    """Everything that was measured beside the partitions."""
    classes = audit.task.classes
    return Comparisons(
        sentence=sentence(audit),
        gain_unit="share of rows" if classes else "squared error in units of the output's variance",
        on_inputs=tuple(rival_row(audit, name, words) for name, words in input_rivals(audit)),
        without_last=without_last(audit),
        layers=tuple(rival_row(audit, name, words) for name, words in layer_rivals(audit)),
        within=within_rows(audit),
        within_sentence=HOW_WITHIN,
    )


def input_rivals(audit: Audit) -> tuple[tuple[str, str], ...]:
    """What was fitted to the network's inputs, by name, and in words."""
    leaves = plural(max(2, len(audit.partitioning.partitions)), "leaf", "leaves")
    return (
        (EQUAL_TREE, f"a decision tree with {leaves}, as many as there are partitions"),
        (UNLIMITED_TREE, "a decision tree of any size"),
        (BOOSTED, f"{BOOSTING['n_estimators']} boosted trees of {BOOSTING['num_leaves']} leaves (LightGBM)"),
    )


def layer_rivals(audit: Audit) -> tuple[tuple[str, str], ...]:
    """The codes of the other order, and linear models of each layer."""
    names = [layer.name for layer in audit.network.hidden_layers]
    other = opposite(audit.distillation.order)
    in_order = range(len(names)) if other == "forward" else reversed(range(len(names)))
    rows = [
        (order_name(other, layer), f"codes distilled {other}, up to {names[layer]}")
        for layer in in_order
        if order_name(other, layer) in audit.fidelity.rivals
    ]
    probes = [(probe_name(layer), f"a linear model of {name}") for layer, name in enumerate(names)]
    return (*rows, *probes)


def rival_row(audit: Audit, name: str, words: str) -> RivalRow:
    """One line."""
    rival = audit.fidelity.rivals[name]
    return RivalRow(name=words, fidelity=read(rival.fidelity), gain=read(rival.gain), conclusion=conclude(rival.gain))


def conclude(gain: Measured) -> str:
    """What the interval of a gain says."""
    if not isinstance(gain, Estimate):
        return "not compared"
    if gain.low > 0:
        return "the partitions are better"
    return "the partitions are worse" if gain.high < 0 else "no difference can be told"


def sentence(audit: Audit) -> str:
    """What to take from the comparison with trees on the inputs."""
    gain = audit.fidelity.rivals[EQUAL_TREE].gain
    leaves = plural(max(2, len(audit.partitioning.partitions)), "leaf", "leaves")
    verdict = {
        "the partitions are better": "The partitions follow the network better than",
        "the partitions are worse": "The partitions follow the network worse than",
        "no difference can be told": "On so many rows no difference can be told between the partitions and",
        "not compared": "The partitions could not be compared with",
    }[conclude(gain)]
    return (
        f"{verdict} a plain decision tree on the inputs with {leaves}. Such a tree needs no look inside the network: "
        "where it does as well, prefer it."
    )


def without_last(audit: Audit) -> str:
    """How much rests on the last hidden layer, of which the output is a linear function."""
    found = read(audit.fidelity.rivals[WITHOUT_LAST].fidelity)
    if not found.rows:
        return f"Fidelity without the last hidden layer was not run: {found.interval}."
    return (
        "The output is a linear function of the last hidden layer, so its codes alone prove little. Without that "
        f"layer, codes reach {found.value} {fidelity_name(audit.task)} ({found.interval})."
    )


def within_rows(audit: Audit) -> tuple[FidelityRow, ...]:
    """Share and agreement within tolerance by swapped halves, and the control by margin."""
    swapped, control = audit.fidelity.swapped, audit.fidelity.margin_control
    return (
        FidelityRow(name="rows in partitions that the other half finds within tolerance", reading=read(swapped.share)),
        FidelityRow(
            name="of these: the partition agrees with the network", reading=read(swapped.agreement), strong=True
        ),
        FidelityRow(
            name="control: the partition agrees with the network on as many rows with the largest score margin",
            reading=read(control.agreement),
        ),
    )
