"""Names by which parts of a record mean other parts: of partitions, layers, classes and columns."""

from collections import Counter
from collections.abc import Iterator

from yasenn_report.inputs.records.places import Parts
from yasenn_report.inputs.table_files.wording import quoted
from yasenn_report.record.contrasts import Contrast, LayerParting, Parting
from yasenn_report.record.decision import Finding
from yasenn_report.record.descriptions import Condition, Term
from yasenn_report.record.drawings import Split
from yasenn_report.record.fidelity import LayerFidelity, Rival
from yasenn_report.record.flow import Path, Stage
from yasenn_report.record.images import PartitionImages
from yasenn_report.record.measured import NotRun
from yasenn_report.record.partitions import Difference, NamingRule, Partition
from yasenn_report.record.rows import FlaggedRow

STATUSES = {"within_tolerance", "low_fidelity", "inconclusive"}
ONCE = ("tree of equal size", "unlimited tree", "boosted trees", "without the last hidden layer")
"""Rivals that every audit has one of."""
OF_LAYERS = ("other order", "probe")
SIZES = {"n_estimators", "num_leaves"}


def inputs(parts: Parts) -> Iterator[str]:
    """Model and data stand first, and no other file is either."""
    roles = [file.role for file in parts.record.inputs]
    if roles[:2] != ["model", "data"] or {"model", "data"} & set(roles[2:]):
        yield "inputs do not begin with one model and one data file"


def once(parts: Parts) -> Iterator[str]:
    """What others name by it, bears its name alone."""
    record = parts.record
    columns = [(column.column, column.entry) for column in record.explanation.columns]
    named = [
        ("partitions", [partition.label for partition in record.partitions]),
        ("explanation.columns", [one if entry is None else f"{one} is {entry}" for one, entry in columns]),
        ("network.layers", [layer.name for layer in record.network.layers]),
        ("task.class_names", list(record.task.class_names)),
    ]
    for place, names in named:
        name, times = Counter(names).most_common(1)[0] if names else ("", 1)
        if times > 1:
            yield f"{place} has {quoted(name)} {times} times"


def partitions(parts: Parts) -> Iterator[str]:
    """Whatever names a partition names one that there is."""
    labels = {partition.label for partition in parts.record.partitions}
    named = [
        *((f"{place}.partition", found.partition) for place, found in parts.of(Finding) if found.partition is not None),
        *((f"{place}.first", contrast.first) for place, contrast in parts.of(Contrast)),
        *((f"{place}.second", contrast.second) for place, contrast in parts.of(Contrast)),
        *((f"{place}.partition", path.partition) for place, path in parts.of(Path)),
        *((f"{place}.partition", rule.partition) for place, rule in parts.of(NamingRule)),
        *((f"{place}.partition", row.partition) for place, row in parts.of(FlaggedRow)),
        *((f"{place}.partition", images.partition) for place, images in parts.of(PartitionImages)),
    ]
    yield from (f"{place} is {quoted(label)}, which is no partition" for place, label in named if label not in labels)


def layers(parts: Parts) -> Iterator[str]:
    """Whatever names a hidden layer names one that there is, and every one was distilled once."""
    record = parts.record
    hidden = [layer.name for layer in record.network.hidden_layers]
    named = [
        *((f"{place}.layer", found.layer) for place, found in parts.of(LayerFidelity)),
        *((f"{place}.layer", stage.layer) for place, stage in parts.of(Stage)),
        *((f"{place}.layer", found.layer) for place, found in parts.of(LayerParting)),
        *((f"{place}.layer", found.layer) for place, found in parts.of(Parting)),
        *((f"{place}.layer", rival.layer) for place, rival in parts.of(Rival) if rival.layer is not None),
    ]
    yield from (f"{place} is {quoted(name)}, which is no hidden layer" for place, name in named if name not in hidden)
    distilled = [one.layer for one in record.fidelity.by_layer]
    if sorted(distilled) != sorted(hidden):
        yield "fidelity.by_layer does not have every hidden layer once"
    if [stage.layer for stage in record.flow.stages] != distilled:
        yield "flow.stages has other layers than fidelity.by_layer, or another order"


def columns(parts: Parts) -> Iterator[str]:
    """Whatever names a column, and an entry of it, names one that descriptions speak in."""
    known = {(column.column, column.entry) for column in parts.record.explanation.columns}
    named = [
        *((place, (found.column, found.entry)) for place, found in parts.of(Condition)),
        *((place, (found.column, found.entry)) for place, found in parts.of(Term)),
        *((place, (found.column, found.entry)) for place, found in parts.of(Split)),
        *((place, (found.column, found.entry)) for place, found in parts.of(Difference)),
        *((f"profiles.columns[{at}]", column) for at, column in enumerate(parts.record.profiles.columns)),
    ]
    for place, (column, entry) in named:
        if (column, entry) not in known:
            which = quoted(column) if entry is None else f"{quoted(column)} with the entry {quoted(entry)}"
            yield f"{place} speaks of {which}, which is not in explanation.columns"


def decisions(parts: Parts) -> Iterator[str]:
    """A partition decides for one of the classes; one of values decides nothing."""
    task = parts.record.task
    for place, partition in parts.of(Partition):
        decision = partition.decision
        if isinstance(decision, NotRun):
            if task.classes:
                yield f"{place}.decision is not run, and the network decides between classes"
        elif decision not in task.class_names:
            yield f"{place}.decision is {quoted(decision)}, which is no class"


def different(parts: Parts) -> Iterator[str]:
    """A contrast is of two partitions."""
    for place, contrast in parts.of(Contrast):
        if contrast.first == contrast.second:
            yield f"{place} has the same partition twice"


def chosen(parts: Parts) -> Iterator[str]:
    """The search chose one candidate."""
    found = sum(candidate.chosen for candidate in parts.record.search.candidates)
    if found != 1:
        yield f"search.candidates has {found} chosen ones; one was expected"


def compared(parts: Parts) -> Iterator[str]:
    """The rivals that every audit has are there once; others have a layer."""
    rivals = parts.record.fidelity.rivals
    kinds = Counter[str](rival.kind for rival in rivals)
    for kind in ONCE:
        if kinds[kind] != 1:
            yield f"fidelity.rivals has {kinds[kind]} of the kind {quoted(kind)}; one was expected"
    for index, rival in enumerate(rivals):
        if (rival.layer is not None) != (rival.kind in OF_LAYERS):
            yield f"fidelity.rivals[{index}].layer does not go with its kind {quoted(rival.kind)}"


def keys(parts: Parts) -> Iterator[str]:
    """Objects whose keys are fixed have these."""
    fidelity = parts.record.fidelity
    for place, found, expected in [
        ("fidelity.status_rows", fidelity.status_rows.keys(), STATUSES),
        ("fidelity.boosted_trees", fidelity.boosted_trees.keys(), SIZES),
    ]:
        if set(found) != expected:
            yield f"{place} has other keys than {', '.join(sorted(expected))}"


NAMES = (inputs, once, partitions, layers, columns, decisions, different, chosen, compared, keys)
