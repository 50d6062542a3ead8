"""Rows of the holdout outside the range that the fit data covers, column by column."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import betabinom

from yasenn_report.inputs.table_files.wording import quoted
from yasenn_report.numbers import count, number, percent, plural
from yasenn_report.preflight.alert import Alert

ALPHA = 0.001
"""Chance that any column of a sound holdout is called out of range."""
LEAST = 0.01
"""Share of rows outside that is worth saying."""
MOST_NAMED = 5


def check_ranges(
    features: NDArray[np.float64], fit: NDArray[np.float64], names: Sequence[str], fit_name: str
) -> list[Alert]:
    """YR025: columns with more rows outside the fit data's least and largest value than chance gives.

    Of n rows from the distribution of the m fit rows, as many lie outside as a beta-binomial variable of n draws with
    parameters 2 and m - 1 says, whatever the (continuous) distribution; where values repeat, fewer. So the chance of
    so many is exact, corrected for the columns.

    Args:
        features: inputs of the holdout, (rows, features).
        fit: inputs of the fit data, (fit rows, features), at least 2 rows, in the same order of columns.
        names: of the columns.
        fit_name: the file of the fit data, printable.
    """
    if len(fit) < 2:
        return []
    low, high = fit.min(axis=0), fit.max(axis=0)
    outside = (features < low) | (features > high)
    counts = outside.sum(axis=0)
    chance = betabinom.sf(counts - 1, len(features), 2, len(fit) - 1)
    called = np.flatnonzero((chance < ALPHA / len(names)) & (counts >= LEAST * len(features)))
    if not len(called):
        return []
    worst = sorted(called.tolist(), key=lambda place: (-counts[place], place))
    shown = "; ".join(
        f"{quoted(names[place])} in {percent(counts[place] / len(features))} of the rows (fit data: "
        f"{number(float(low[place]))} to {number(float(high[place]))}; here "
        f"{number(float(features[:, place].min()))} to {number(float(features[:, place].max()))})"
        for place in worst[:MOST_NAMED]
    )
    more = f"; and {count(len(worst) - MOST_NAMED)} more" if len(worst) > MOST_NAMED else ""
    concerned = outside[:, called].any(axis=1)
    return [
        Alert(
            code="YR025",
            title="Rows outside the range of the fit data",
            severity="medium",
            sentence=(
                f"{plural(len(called), 'input column leaves', 'input columns leave')} the range that {fit_name} covers "
                f"more often than chance explains: {shown}{more}. What the network does there it was not shown."
            ),
            rows=concerned,
            value=float(concerned.mean()),
            threshold=LEAST,
        )
    ]
