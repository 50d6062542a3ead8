"""The section on what the partitions were compared with: trees on the inputs, other codes, linear probes, margins."""

from dataclasses import dataclass

from yasenn_report.numbers import plural
from yasenn_report.record import Record
from yasenn_report.record.fidelity import Rival, RivalKind
from yasenn_report.record.measured import Estimate, Measured
from yasenn_report.report.view.trust import FidelityRow
from yasenn_report.report.view.words import Reading, fidelity_name, read

HOW_WITHIN = (
    "No row measures a status that it helped to decide: one half of the evaluation rows decides which partitions are "
    "within tolerance, the other half is measured, and the other way round. A half has fewer rows to decide on, so its "
    "share can be smaller than that on the first page. The control takes the rows that the network itself is surest "
    "of, "
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


def make_comparisons(record: Record) -> Comparisons:
    """Everything that was measured beside the partitions."""
    classes = record.task.classes
    return Comparisons(
        sentence=sentence(record),
        gain_unit="share of rows" if classes else "squared error in units of the output's variance",
        on_inputs=input_rivals(record),
        without_last=without_last(record),
        layers=layer_rivals(record),
        within=within_rows(record),
        within_sentence=HOW_WITHIN,
    )


def input_rivals(record: Record) -> tuple[RivalRow, ...]:
    """What was fitted to the network's inputs."""
    boosting = record.fidelity.boosted_trees
    words: dict[RivalKind, str] = {
        "tree of equal size": f"a decision tree with {equal_leaves(record)}, as many as there are partitions",
        "unlimited tree": "a decision tree of any size",
        "boosted trees": f"{boosting['n_estimators']} boosted trees of {boosting['num_leaves']} leaves (LightGBM)",
    }
    return tuple(
        rival_row(rival, said) for kind, said in words.items() for rival in record.fidelity.rivals if rival.kind == kind
    )


def equal_leaves(record: Record) -> str:
    """Leaves of the tree that is as large as the partitions are many."""
    return plural(max(2, len(record.partitions)), "leaf", "leaves")


def layer_rivals(record: Record) -> tuple[RivalRow, ...]:
    """The codes of the other order, and linear models of each layer."""
    layers = [layer.name for layer in record.network.hidden_layers]
    other = "forward" if record.fidelity.order == "backward" else "backward"
    codes = [
        rival_row(rival, f"codes distilled {other}, up to {layer}")
        for layer in (layers if other == "forward" else reversed(layers))
        for rival in record.fidelity.rivals
        if rival.kind == "other order" and rival.layer == layer
    ]
    probes = [
        rival_row(rival, f"a linear model of {layer}")
        for layer in layers
        for rival in record.fidelity.rivals
        if rival.kind == "probe" and rival.layer == layer
    ]
    return (*codes, *probes)


def rival_row(rival: Rival, words: str) -> RivalRow:
    """One line."""
    return RivalRow(name=words, fidelity=read(rival.fidelity), gain=read(rival.gain), conclusion=conclude(rival.gain))


def rival_of(record: Record, kind: RivalKind) -> Rival:
    """The rival of a kind of which there is one."""
    return next(rival for rival in record.fidelity.rivals if rival.kind == kind)


def conclude(gain: Measured) -> str:
    """What the interval of a gain says."""
    if not isinstance(gain, Estimate):
        return "not compared"
    if gain.low > 0:
        return "the partitions are better"
    return "the partitions are worse" if gain.high < 0 else "no difference can be told"


def sentence(record: Record) -> str:
    """What to take from the comparison with trees on the inputs."""
    gain = rival_of(record, "tree of equal size").gain
    verdict = {
        "the partitions are better": "The partitions follow the network better than",
        "the partitions are worse": "The partitions follow the network worse than",
        "no difference can be told": "On so many rows no difference can be told between the partitions and",
        "not compared": "The partitions could not be compared with",
    }[conclude(gain)]
    return (
        f"{verdict} a plain decision tree on the inputs with {equal_leaves(record)}. Such a tree needs no look "
        f"inside the network: where it does as well, prefer it. {larger_rivals(record)}"
    )


def larger_rivals(record: Record) -> str:
    """How the partitions do against what is larger than they are."""
    said = {
        "the partitions are better": "better than",
        "the partitions are worse": "worse than",
        "no difference can be told": "no differently, as far as can be told, from",
        "not compared": "in a way that could not be compared with",
    }
    tree, boosted = (said[conclude(rival_of(record, kind).gain)] for kind in ("unlimited tree", "boosted trees"))
    return (
        f"They follow it {tree} a tree of any size and {boosted} boosted trees on the inputs, neither of which a "
        "person "
        "can read."
    )


def without_last(record: Record) -> str:
    """How much rests on the last hidden layer, of which the output is a linear function."""
    found = read(rival_of(record, "without the last hidden layer").fidelity)
    if not found.rows:
        return f"Fidelity without the last hidden layer was not run: {found.interval}."
    return (
        "The output is a linear function of the last hidden layer, so its codes alone prove little. Without that "
        f"layer, codes reach {found.value} {fidelity_name(record.task)} ({found.interval})."
    )


def within_rows(record: Record) -> tuple[FidelityRow, ...]:
    """Share and agreement within tolerance by swapped halves, and the control by margin."""
    swapped, control = record.fidelity.swapped, record.fidelity.margin_control
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
