"""The picture of rows streaming through the leaves of each layer into partitions, with its message in words."""

from yasenn_report.numbers import count, percent, plural
from yasenn_report.record import Record
from yasenn_report.record.measured import NotRun
from yasenn_report.record.partitions import Status
from yasenn_report.report.decisions import decision_clause
from yasenn_report.report.view.pictures import Picture, embed
from yasenn_report.report.view.pictures.alternative import told
from yasenn_report.report.view.words import BADGES

WIDE_FROM = 5
"""Layers that do not fit across an upright page; the drawing is as wide as a page on its side from there on."""

ENDS: dict[Status, str] = {
    "within_tolerance": "in partitions within tolerance",
    "inconclusive": "in inconclusive ones",
    "low_fidelity": "in low-fidelity ones",
}


def flow_picture(record: Record, svg: str | NotRun) -> Picture | NotRun:
    """The picture of the flow, or why there is none."""
    if isinstance(svg, NotRun):
        return svg
    rows = rows_by_partition(record)
    total = sum(rows.values())
    things = [
        f"{one.label} ({decision_clause(one)}): {percent(rows[one.label] / total)}, {BADGES[one.status].word}"
        for one in sorted(record.partitions, key=lambda one: -rows[one.label])
    ]
    stages = record.flow.stages
    return Picture(
        source=embed(svg),
        title=f"{opening(record, total)}: {ends_words(record)}",
        alt=told(
            f"{opening(record, total)}: {ends_words(record)}. Bands run from left to right through "
            f"{', '.join(stage.layer for stage in stages)}. Partitions with their shares of the fit rows:",
            things,
            noun="partition",
        ),
        caption=caption(record),
        wide=len(stages) >= WIDE_FROM,
    )


def rows_by_partition(record: Record) -> dict[str, int]:
    """Fit rows that the ways lead into each partition."""
    rows = dict.fromkeys((one.label for one in record.partitions), 0)
    for path in record.flow.paths:
        rows[path.partition] += path.fit_rows
    return rows


def opening(record: Record, total: int) -> str:
    """How many rows go through how many layers into how many partitions."""
    layers = plural(len(record.flow.stages), "hidden layer")
    return f"{count(total)} fit rows stream through {layers} into {plural(len(record.partitions), 'partition')}"


def ends_words(record: Record) -> str:
    """Which shares of the rows end in partitions of which status."""
    rows = rows_by_partition(record)
    total = sum(rows.values())
    by_status = {status: sum(rows[one.label] for one in record.partitions if one.status == status) for status in ENDS}
    present = [f"{percent(found / total)} end {ENDS[status]}" for status, found in by_status.items() if found]
    return ", ".join(present)


def caption(record: Record) -> str:
    """How to read it."""
    forward = record.fidelity.order == "forward"
    order = "from the input on" if forward else "the last hidden layer first"
    several = any(len(leaves) > 1 for stage in record.flow.stages for leaves in stage.leaves)
    index = "its leaf indices, one per tree of the layer," if several else "its leaf index"
    others = any(not leaves for stage in record.flow.stages for leaves in stage.leaves)
    rest = ' "others" are all rarer ones together.' if others else ""
    return (
        f"Read from left to right, in the order of distillation ({order}). A box stands for rows that a layer's trees "
        f"lead to the same end, with {index} and its fit rows.{rest} Bands are these rows, as thick as they are many, "
        "drawn like the status of the partition that they end in (the key is below them), which was measured on other "
        "rows, the evaluation rows. Where boxes stand means nothing: they are placed so that bands cross little."
    )
