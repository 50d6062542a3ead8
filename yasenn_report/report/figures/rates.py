"""From the record to the chart of disagreement by partition."""

from yasenn_report.numbers import setting
from yasenn_report.record import Record
from yasenn_report.record.measured import Estimate
from yasenn_report.report.figures.charts import RateRow, draw_rates


def draw_partition_rates(record: Record) -> str | None:
    """Disagreement by partition, of those with evaluation rows; None where there is none."""
    rows = [
        RateRow(label=partition.label, value=rate.value, low=rate.low, high=rate.high, kind=partition.status)
        for partition in record.partitions
        if isinstance(rate := partition.disagreement, Estimate)
    ]
    if not rows:
        return None
    tolerance = record.options.tolerance
    return draw_rates(
        rows,
        limit=tolerance,
        limit_label=f"tolerance {setting(tolerance)}",
        axis_label="disagreement with the network",
    )
