"""Drift of a record: of every partition, against rows that there are."""

from collections.abc import Iterator

from yasenn_report.inputs.records.places import Parts
from yasenn_report.record.drift import Drift


def every_partition(parts: Parts) -> Iterator[str]:
    """The partitions stand in their order, each once."""
    labels = [partition.label for partition in parts.record.partitions]
    for place, found in parts.of(Drift):
        if [one.partition for one in found.partitions] != labels:
            yield f"{place}.partitions has other partitions than the record, or another order"


def some_rows(parts: Parts) -> Iterator[str]:
    """There is fit data, and a file that it stands in."""
    roles = {file.role for file in parts.record.inputs}
    for place, found in parts.of(Drift):
        if not found.fit_data_rows:
            yield f"{place}.fit_data_rows is 0; at least one row was expected"
        if "fit data" not in roles:
            yield f"{place} is against fit data, and inputs has no such file"


DRIFT = (every_partition, some_rows)
