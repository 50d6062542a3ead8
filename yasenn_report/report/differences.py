"""How partitions differ in columns, as the page shows their values."""

from yasenn_report.record import Record


def shown_differences(record: Record) -> list[list[float]]:
    """Standardised differences by partition and column of `record.profiles`.

    A factor of the dictionary below 0 turns them round: what is above in the file is shown below.
    """
    factors = {(column.column, column.entry): column.factor for column in record.explanation.columns}
    turns = [-1.0 if entry is None and factors[column, entry] < 0 else 1.0 for column, entry in record.profiles.columns]
    return [
        [turn * value for turn, value in zip(turns, values, strict=True)] for values in record.profiles.standardised
    ]
