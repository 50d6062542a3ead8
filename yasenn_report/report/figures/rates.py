"""How often each partition disagrees with the network, against the tolerance, worst first."""

from yasenn_report.numbers import percent, plural, setting
from yasenn_report.record import Record
from yasenn_report.record.measured import Estimate
from yasenn_report.report.decisions import decision_words
from yasenn_report.report.figures.intervals import Line, Reference, draw_intervals

SHOWN = 16
LEFT = 132.0


def draw_partition_rates(record: Record) -> str | None:
    """Disagreement by partition as SVG text, of those with evaluation rows; None where there is none."""
    found = [(one, rate) for one in record.partitions if isinstance(rate := one.disagreement, Estimate)]
    if not found:
        return None
    found.sort(key=lambda pair: -pair[1].value)
    tolerance, left_out = record.options.tolerance, len(found[SHOWN:])
    return draw_intervals(
        [
            Line(
                label=one.label,
                words=decision_words(one),
                estimate=rate,
                shown=percent(rate.value),
                status=one.status,
            )
            for one, rate in found[:SHOWN]
        ],
        low=0.0,
        high=min(1.0, 1.05 * max(tolerance, *(rate.high for _, rate in found[:SHOWN]))),
        label="disagreement with the network",
        left=LEFT,
        reference=Reference(value=tolerance, label=f"tolerance {setting(tolerance)}"),
        as_percent=True,
        more=f"{plural(left_out, 'more partition')} with lower rates" if left_out else "",
    )
