"""Numbers with a decimal comma: read as numbers where that is plain, refused where it is not, never left as text."""

import re
from typing import Any

import numpy as np
import pandas as pd

from yasenn_report.inputs.table_files.wording import quoted

MOSTLY = 0.9
"""A column of which this share is numbers was meant to be one of numbers."""

WITH_COMMA = re.compile(r"\s*[-+]?\d+,\d+([eE][-+]?\d+)?\s*")
WITH_POINT = re.compile(r"\s*[-+]?\d*\.\d+([eE][-+]?\d+)?\s*")
WHOLE = re.compile(r"\s*[-+]?\d+([eE][-+]?\d+)?\s*")
THREE_DIGITS = re.compile(r"\s*[-+]?[1-9]\d{0,2},\d{3}\s*")
GROUPED = re.compile(r"\s*[-+]?\d{1,3}((\.\d{3})+,\d+|(\.\d{3}){2,}|(,\d{3})+\.\d+|(,\d{3}){2,})\s*")

ADVICE = "write all numbers with a decimal point and no mark for thousands"


def with_points(column: "pd.Series[Any]") -> "pd.Series[Any] | str | None":
    """Reads the decimal commas of a column of text.

    Returns:
        The column with points where the commas were; or why that cannot be told; or None where there are no decimal
        commas in it.
    """
    if not isinstance(column.dtype, pd.StringDtype) or not bool(column.str.contains(",", regex=False).any()):
        return None
    codes, distinct = pd.factorize(column)
    entries = [str(entry) for entry in distinct]
    commas = [WITH_COMMA.fullmatch(entry) is not None for entry in entries]
    grouped = [entry for entry in entries if GROUPED.fullmatch(entry)]
    numbers = [
        comma or bool(WITH_POINT.fullmatch(e) or WHOLE.fullmatch(e)) for comma, e in zip(commas, entries, strict=True)
    ]
    meant = [number or entry in grouped for number, entry in zip(numbers, entries, strict=True)]
    filled = int(np.count_nonzero(codes >= 0))
    if np.count_nonzero(np.array([*meant, False])[codes]) < MOSTLY * filled:
        return None
    if grouped:
        return f"{quoted(grouped[0])} has a mark for thousands: {ADVICE}"
    if not any(commas):
        return None
    pointed = [entry for entry in entries if WITH_POINT.fullmatch(entry)]
    first = entries[commas.index(True)]
    if pointed:
        return f"{quoted(first)} has a decimal comma and {quoted(pointed[0])} a decimal point: {ADVICE}"
    if all(THREE_DIGITS.fullmatch(entry) for entry, comma in zip(entries, commas, strict=True) if comma):
        point, whole = first.strip().replace(",", "."), first.strip().replace(",", "")
        return f"{quoted(first)} may mean {point} or {whole}: {ADVICE}"
    written = [entry.replace(",", ".") if comma else entry for entry, comma in zip(entries, commas, strict=True)]
    return pd.Series(np.array([*written, None], dtype=object)[codes], index=column.index, dtype=object)
