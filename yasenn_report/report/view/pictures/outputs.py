"""The picture of the network's output against the partitions' values, with its message in words."""

from collections.abc import Sequence

from yasenn_report.numbers import number, percent
from yasenn_report.record import Record
from yasenn_report.record.measured import Estimate, NotRun
from yasenn_report.record.network import Task
from yasenn_report.record.partitions import Histogram, Outputs, Partition
from yasenn_report.report.decisions import class_words, decision_words, signed
from yasenn_report.report.view.pictures import Picture, embed
from yasenn_report.report.view.pictures.alternative import told


def outputs_picture(record: Record, svg: str | NotRun, output: int = 0) -> Picture | NotRun:
    """The picture of outputs, or why there is none; of a network of several values that of one output."""
    if isinstance(svg, NotRun):
        return svg
    task = record.task
    measured = [one for one in record.partitions if isinstance(one.outputs, Outputs) and one.outputs.histograms]
    measured.sort(key=lambda one: -value_of(task, one, output))
    things = [thing(task, one, output) for one in measured]
    return Picture(
        source=embed(svg),
        title=title(record, measured, output),
        alt=told(
            f"{axis_words(task, output)} by partition, largest value first. {title(record, measured, output)}.",
            things,
            noun="partition",
        ),
        caption=caption(record, output),
    )


def value_of(task: Task, partition: Partition, output: int) -> float:
    """The partition's value on the axis: probability of the second of two classes, else of the one decided for."""
    if not task.classes:
        return partition.value[output]
    return partition.value[1 if task.name == "binary" else task.decision(partition.value)]


def axis_words(task: Task, output: int) -> str:
    """What is shown."""
    if task.name == "binary":
        return f"The network's probability of {class_words(task.class_names[1])}"
    if task.classes:
        return "The network's probability of the class that the partition decides for"
    return (
        f"The network's output {output + 1} of {outputs_of(task)}" if outputs_of(task) > 1 else "The network's output"
    )


def outputs_of(task: Task) -> int:
    """How many values the network puts out."""
    return 1 if isinstance(task.output_spread, NotRun) else len(task.output_spread)


def title(record: Record, partitions: Sequence[Partition], output: int) -> str:
    """The range of the values, and how far the network is from them."""
    task = record.task
    values = [value_of(task, one, output) for one in partitions]
    show = percent if task.classes else signed
    span = f"from {show(min(values))} to {show(max(values))}" if len(values) > 1 else f"at {show(values[0])}"
    return ". ".join(filter(None, (f"The partitions' values lie {span}", distance(record))))


def distance(record: Record) -> str:
    """How far the network's output is from the value of its partition, in a sentence; empty if not measured."""
    error = record.fidelity.distillation_error
    if not isinstance(error, Estimate):
        return ""
    if record.task.classes:
        return f"The network's probabilities are {number(error.value)} away from them on average (0 to 1)"
    over = " (over all outputs)" if outputs_of(record.task) > 1 else ""
    return f"The network is {number(error.value)} standard deviations away from them on average{over}"


def thing(task: Task, partition: Partition, output: int) -> str:
    """One partition in a clause: its value, and where most of the network's outputs lie."""
    if isinstance(partition.outputs, NotRun):
        raise TypeError(f"the outputs of {partition.label} were not measured")
    histogram = partition.outputs.histograms[0 if task.classes else output]
    turned = task.name == "binary" and task.decision(partition.value) == 0
    low, high, share = fullest(histogram, turned=turned)
    show = percent if task.classes else signed
    value = show(value_of(task, partition, output))
    name = f"{partition.label} {decision_words(partition)}" if task.classes else partition.label
    return (
        f"{name}: value {value}, the network most often from {show(low)} to "
        f"{show(high)} (on {percent(share)} of its rows)"
    )


def fullest(histogram: Histogram, *, turned: bool) -> tuple[float, float, float]:
    """The bin with most rows: its ends, and its share; of the other class of two where it is turned."""
    place = max(range(len(histogram.shares)), key=histogram.shares.__getitem__)
    low, high = histogram.edges[place : place + 2]
    return (1 - high, 1 - low, histogram.shares[place]) if turned else (low, high, histogram.shares[place])


def caption(record: Record, output: int) -> str:
    """How to read it."""
    task = record.task
    ends = "" if task.classes else " The first and the last bar also hold what lies beyond."
    one = (
        f" The network has {outputs_of(task)} outputs; this is output {output + 1}, the others are in the JSON."
        if outputs_of(task) > 1
        else ""
    )
    threshold = (
        " Dashed: the threshold; right of it the network decides for the class." if task.name == "binary" else ""
    )
    return (
        "Each line is a partition, the largest value at the top. Its bars show how often the network puts out what on "
        "its evaluation rows; the longest bar of each line has the same length. Diamond and upright line: the "
        "partition's value, which stands for all its rows; dots lead from one to the next. Were distillation "
        "perfect, all "
        f"bars would lie at the diamonds; the wider they spread, the less the value says.{threshold}{ends}{one}"
    )
