"""Lists of a record that belong together: as long as each other, and with entries where some are needed."""

from collections.abc import Iterator, Sequence, Sized

from yasenn_report.inputs.records.places import Parts
from yasenn_report.numbers import count
from yasenn_report.record.columns import Column
from yasenn_report.record.fidelity import ErrorDistribution
from yasenn_report.record.images import Images
from yasenn_report.record.measured import NotRun
from yasenn_report.record.partitions import Histogram, Outputs, Partition, TypicalRow
from yasenn_report.record.rows import FlaggedRow

MOST_LAYERS, MOST_STOPS = 1000, 8
FEWEST_CLASSES = 2
BINARY = 2


def entries(place: str, found: Sized, expected: int) -> Iterator[str]:
    """So many entries are there."""
    if len(found) != expected:
        yield f"{place} has {count(len(found))} entries; {count(expected)} were expected"


def classes(parts: Parts) -> Iterator[str]:
    """Decisions are between classes, values are between none."""
    task, number = parts.record.task, len(parts.record.task.class_names)
    if not task.classes:
        yield from entries("task.class_names", task.class_names, 0)
    elif number < FEWEST_CLASSES or (task.name == "binary") != (number == BINARY):
        yield f"task.class_names has {count(number)} entries, and task.name is '{task.name}'"
    if task.class_labels:
        yield from entries("task.class_labels", task.class_labels, number)
    if isinstance(task.threshold, NotRun) == (task.name == "binary"):
        yield "task.threshold is a number where two classes are decided between, and only there"


def some(parts: Parts) -> Iterator[str]:
    """Every audit has these."""
    record = parts.record
    needed: list[tuple[str, Sequence[object]]] = [
        ("partitions", record.partitions),
        ("explanation.columns", record.explanation.columns),
        ("network.layers with hidden true", record.network.hidden_layers),
        ("fidelity.by_layer", record.fidelity.by_layer),
        ("flow.paths", record.flow.paths),
        *((f"{place}.codes", partition.codes) for place, partition in parts.of(Partition)),
        *((f"{place}.value", partition.value) for place, partition in parts.of(Partition)),
    ]
    yield from (f"{place} has no entry" for place, found in needed if not found)


def outputs(parts: Parts) -> Iterator[str]:
    """Whatever holds outputs of the network holds as many as it has."""
    record = parts.record
    number = len(record.task.class_names) or len(record.partitions[0].value)
    if not isinstance(record.task.output_spread, NotRun):
        yield from entries("task.output_spread", record.task.output_spread, number)
    for place, partition in parts.of(Partition):
        yield from entries(f"{place}.value", partition.value, number)
    for place, typical in parts.of(TypicalRow):
        yield from entries(f"{place}.outputs", typical.outputs, number)
    for place, flagged in parts.of(FlaggedRow):
        yield from entries(f"{place}.network", flagged.network, number)
    for place, found in parts.of(Outputs):
        yield from entries(f"{place}.decided", found.decided, len(record.task.class_names))
        yield from entries(f"{place}.histograms", found.histograms, 1 if record.task.classes else number)


def columns(parts: Parts) -> Iterator[str]:
    """Single rows have a value in every explanation column, and an entry in every id column."""
    record = parts.record
    for place, typical in parts.of(TypicalRow):
        yield from entries(f"{place}.values", typical.values, len(record.explanation.columns))
    for place, flagged in parts.of(FlaggedRow):
        yield from entries(f"{place}.ids", flagged.ids, len(record.table.ids))
    for place, column in parts.of(Column):
        if column.factor == 0:
            yield f"{place}.factor is 0"


def bins(parts: Parts) -> Iterator[str]:
    """There is one edge more than bins, and one bin at least."""
    for place, histogram in parts.of(Histogram):
        yield from entries(f"{place}.edges", histogram.edges, len(histogram.shares) + 1)
        if not histogram.shares:
            yield f"{place}.shares has no entry"
    for place, found in parts.of(ErrorDistribution):
        yield from entries(f"{place}.at_most", found.at_most, len(found.cuts))


def profiles(parts: Parts) -> Iterator[str]:
    """Differences are told by partition and column."""
    found = parts.record.profiles
    yield from entries("profiles.standardised", found.standardised, len(parts.record.partitions))
    for index, row in enumerate(found.standardised):
        yield from entries(f"profiles.standardised[{index}]", row, len(found.columns))


def codes(parts: Parts) -> Iterator[str]:
    """A code has one leaf index per tree, as many in every layer."""
    record = parts.record
    length = len(record.partitions[0].codes[0])
    if not length or length % len(record.fidelity.by_layer):
        yield "partitions[0].codes[0] has not as many leaf indices for each layer of fidelity.by_layer"
    for place, partition in parts.of(Partition):
        for index, code in enumerate(partition.codes):
            yield from entries(f"{place}.codes[{index}]", code, length)
    for place, flagged in parts.of(FlaggedRow):
        yield from entries(f"{place}.code", flagged.code, length)


def stops(parts: Parts) -> Iterator[str]:
    """A path stops once in every stage, at a stop that there is."""
    flow = parts.record.flow
    yield from entries("flow.stages", flow.stages, len(parts.record.fidelity.by_layer))
    for index, stage in enumerate(flow.stages):
        if not 1 <= len(stage.leaves) <= MOST_STOPS:
            yield f"flow.stages[{index}].leaves has {count(len(stage.leaves))} entries; 1 to {MOST_STOPS} were expected"
    for index, path in enumerate(flow.paths):
        yield from entries(f"flow.paths[{index}].stops", path.stops, len(flow.stages))
        for place, (stop, stage) in enumerate(zip(path.stops, flow.stages, strict=True)):
            if stop >= len(stage.leaves):
                yield f"flow.paths[{index}].stops[{place}] is {stop}, and that stage has {len(stage.leaves)} stops"


def pictures(parts: Parts) -> Iterator[str]:
    """Every picture has one value from 0 to 255 for each of its points."""
    for _, images in parts.of(Images):
        points = images.height * images.width
        if not points:
            yield "images have no height or no width"
        for index, one in enumerate(images.partitions):
            place = f"images.partitions[{index}]"
            typical = () if isinstance(one.typical, NotRun) else one.typical
            shown = [(f"{place}.mean", one.mean), *((f"{place}.typical[{at}]", row) for at, row in enumerate(typical))]
            for where, values in shown:
                yield from entries(where, values, points)
                if max(values, default=0) > 255:
                    yield f"{where} holds {max(values)}; whole numbers from 0 to 255 were expected"


def no_rows(parts: Parts) -> Iterator[str]:
    """Where single rows may not be shown, there are none."""
    record = parts.record
    if record.presentation.rows:
        return
    for kind in (TypicalRow, FlaggedRow):
        for place, _ in parts.of(kind):
            yield f"presentation.rows is false, and {place} is a single row"
    for _, images in parts.of(Images):
        if any(not isinstance(one.typical, NotRun) for one in images.partitions):
            yield "presentation.rows is false, and images hold typical rows"


SHAPES = (classes, some, outputs, columns, bins, profiles, codes, stops, pictures, no_rows)
