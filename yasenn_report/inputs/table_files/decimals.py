"""Numbers with a decimal comma: read as numbers where that is plain, refused where it is not, never left as text."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yasenn_report.inputs.table_files.wording import quoted

MOSTLY = 0.9
"""A column of which this share is numbers was meant to be one of numbers."""

EXPONENT = r"([eE][-+]?[0-9]+)?\s*"
WITH_COMMA = r"\s*[-+]?[0-9]+,[0-9]+" + EXPONENT
WITH_POINT = r"\s*[-+]?[0-9]*\.[0-9]+" + EXPONENT
WHOLE = r"\s*[-+]?[0-9]+" + EXPONENT
THREE_DIGITS = r"\s*[-+]?[1-9][0-9]{0,2},[0-9]{3}\s*"
GROUPED = r"\s*[-+]?[0-9]{1,3}((\.[0-9]{3})+,[0-9]+|(\.[0-9]{3}){2,}|(,[0-9]{3})+\.[0-9]+|(,[0-9]{3}){2,})\s*"

ADVICE = "write all numbers with a decimal point and no mark for thousands"


def with_points(column: "pd.Series[Any]") -> "pd.Series[Any] | str | None":
    """Reads the decimal commas of a column of text.

    Returns:
        The column with points where the commas were; or why that cannot be told; or None where there are no decimal
        commas in it.
    """
    if not isinstance(column.dtype, pd.StringDtype) or not column.str.contains(",", regex=False, na=False).any():
        return None
    commas, points, grouped = (_matches(column, pattern) for pattern in (WITH_COMMA, WITH_POINT, GROUPED))
    meant = commas | points | grouped | _matches(column, WHOLE)
    filled = column.notna().to_numpy()
    if np.count_nonzero(meant) < MOSTLY * np.count_nonzero(filled):
        return None
    if grouped.any():
        return f"{_first(column, grouped)} has a mark for thousands: {ADVICE}"
    if not commas.any():
        return None
    if points.any():
        return f"{_first(column, commas)} has a decimal comma and {_first(column, points)} a decimal point: {ADVICE}"
    if (_matches(column, THREE_DIGITS) | ~commas).all():
        entry = str(column[commas].iloc[0]).strip()
        point, whole = entry.replace(",", "."), entry.replace(",", "")
        return f"{_first(column, commas)} may mean {point} or {whole}: {ADVICE}"
    written = column.str.replace(",", ".", regex=False).to_numpy(dtype=object, na_value=np.nan)
    if (meant | ~filled).all():
        return pd.Series(written.astype(np.float64), index=column.index)
    return pd.Series(np.where(commas, written, column.to_numpy(dtype=object, na_value=np.nan)), index=column.index)


def _matches(column: "pd.Series[Any]", pattern: str) -> NDArray[np.bool_]:
    return column.str.fullmatch(pattern, na=False).to_numpy(dtype=np.bool_)


def _first(column: "pd.Series[Any]", mark: NDArray[np.bool_]) -> str:
    return quoted(str(column[mark].iloc[0]))
