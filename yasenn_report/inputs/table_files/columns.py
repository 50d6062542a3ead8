"""One column of an Arrow table into what every table has: numbers throughout, or text, with NaN for what is missing."""

from typing import Any, Literal

import numpy as np
import pandas as pd

ColumnKind = Literal["numbers", "text", "other"]

LARGEST_EXACT = 2**53


def column_kind(kind: Any) -> ColumnKind:
    """What an Arrow type is here: numbers (truth values too), text (dates and times too), or neither."""
    from pyarrow import types

    if types.is_dictionary(kind):
        return column_kind(kind.value_type)
    if types.is_run_end_encoded(kind):
        return column_kind(kind.value_type)
    if types.is_boolean(kind) or types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind):
        return "numbers"
    if types.is_null(kind):
        return "numbers"
    texts = (types.is_string, types.is_large_string, types.is_string_view)
    times = (types.is_timestamp, types.is_date, types.is_time, types.is_duration)
    return "text" if any(holds(kind) for holds in (*texts, *times)) else "other"


def as_series(column: Any, kind: ColumnKind, as_text: bool) -> tuple["pd.Series[Any]", str]:
    """Returns the column, and a note where numbers were rounded on the way, else an empty text."""
    import pyarrow as pa
    from pyarrow import compute, types

    if types.is_run_end_encoded(column.type):
        column = compute.run_end_decode(column)
    if types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if kind == "text" or as_text:
        return _text(column), ""
    if types.is_null(column.type):
        return pd.Series(np.full(len(column), np.nan)), ""
    note = ""
    if types.is_integer(column.type) and len(column) > column.null_count:
        bounds = compute.min_max(column)
        if bounds["max"].as_py() > LARGEST_EXACT or bounds["min"].as_py() < -LARGEST_EXACT:
            note = "holds whole numbers beyond 2^53, which were rounded to 53 binary digits"
    if not types.is_floating(column.type) or column.type != pa.float64():
        column = column.cast(pa.float64(), safe=False)
    return pd.Series(column.to_numpy().astype(np.float64)), note


def _text(column: Any) -> "pd.Series[Any]":
    import pyarrow as pa
    from pyarrow import types

    if types.is_boolean(column.type) or types.is_decimal(column.type) or types.is_floating(column.type):
        entries = [None if entry is None or entry != entry else str(entry) for entry in column.to_pylist()]
    else:
        entries = [entry or None for entry in column.cast(pa.large_string()).to_pylist()]
    return pd.Series(entries, dtype="str")
