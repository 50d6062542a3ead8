"""The picture of what partitions of images look like, with its message in words."""

from yasenn_report.numbers import number, percent, plural
from yasenn_report.record import Record
from yasenn_report.record.measured import NotRun
from yasenn_report.report.decisions import decision_clause
from yasenn_report.report.view.pictures import Picture, embed
from yasenn_report.report.view.pictures.alternative import told
from yasenn_report.report.view.words import BADGES


def images_picture(record: Record, svg: str | NotRun) -> Picture | NotRun:
    """The picture of images, or why there is none."""
    if isinstance(svg, NotRun):
        return svg
    if isinstance(record.images, NotRun):
        return record.images
    images, total = record.images, sum(one.fit_rows for one in record.partitions)
    found = {one.label: one for one in record.partitions}
    shown = [found[one.partition] for one in images.partitions]
    things = [
        f"{one.label} ({decision_clause(one)}): {percent(one.fit_rows / total)}, {BADGES[one.status].word}"
        for one in shown
    ]
    first = shown[0]
    typical = any(not isinstance(one.typical, NotRun) for one in images.partitions)
    beside = " Small: its most typical rows." if typical else " Single rows were left out."
    return Picture(
        source=embed(svg),
        title=(
            f"Mean images of {plural(len(shown), 'partition')}; the largest, {first.label} ({decision_clause(first)}), "
            f"has {percent(first.fit_rows / total)} of the fit rows"
        ),
        alt=told(
            f"Mean images of {images.width} by {images.height} points. Partitions with their shares of the fit rows:",
            things,
            noun="partition",
        ),
        caption=(
            f"Large: the mean of the partition's fit rows, point by point.{beside} White is {number(images.lowest)}, "
            f"the lowest value of all fit rows, black {number(images.highest)}, the highest, in 16 shades. A sharp "
            "mean image says that the rows are alike point by point; a blurred one may still be of one kind."
        ),
    )
