"""Draw which rows fit and which measure: single rows, or whole groups of rows that belong together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.errors import AuditError
from yasenn_report.inputs.holdout import Holdout
from yasenn_report.inputs.table_files.wording import printable, quoted
from yasenn_report.numbers import count, plural, setting

FEWEST_ROWS = 40  # with fewer, a half is too small to fit or to judge anything on
LEAST_OF_PART = 0.5
"""A part that gets less than this of the rows that it should have is too small for what it is for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Split:
    """Which rows fit and which measure; counted from 0, sorted, read-only."""

    fit: NDArray[np.intp]
    evaluation: NDArray[np.intp]


def split_rows(holdout: Holdout, *, evaluation_share: float, seed: int) -> Split:
    """Draw the evaluation rows at random; rows of one group are all evaluation rows or all fit rows.

    Args:
        holdout: the rows, and the groups they belong to, if there are any.
        evaluation_share: share of the rows that measure, 0 to 1; with groups as near to it as whole groups allow.
        seed: of the draw.

    Raises:
        AuditError: there are too few rows, or the groups cannot be shared out between the two parts.
    """
    refuse_too_few(holdout)
    rng = np.random.default_rng(seed)
    wanted = min(max(round(holdout.rows * evaluation_share), 1), holdout.rows - 1)
    if holdout.groups is None:
        order = rng.permutation(holdout.rows)
        evaluation, fit = np.sort(order[:wanted]), np.sort(order[wanted:])
    else:
        measures = draw_groups(holdout.groups, wanted, rng)[holdout.groups]
        evaluation, fit = np.flatnonzero(measures), np.flatnonzero(~measures)
        refuse_lopsided(holdout, len(evaluation), wanted, evaluation_share)
    for part in (evaluation, fit):
        part.flags.writeable = False
    return Split(fit=fit, evaluation=evaluation)


def refuse_too_few(holdout: Holdout) -> None:
    """Stop where there are too few rows in all, in the file or in the region in focus."""
    if holdout.rows >= FEWEST_ROWS:
        return
    needs = f"an audit fits on some and measures on the others, and needs at least {FEWEST_ROWS} rows in all"
    if holdout.focus is None:
        raise AuditError(f"{holdout.name}: it has {plural(holdout.rows, 'row')}; {needs}: give a larger holdout")
    raise AuditError(
        f"{holdout.name}: the focus {printable(holdout.focus.text, 200)} holds for {count(holdout.rows)} of "
        f"{plural(holdout.rows_in_file, 'row')}; {needs}: widen the focus, or give a larger holdout"
    )


def draw_groups(groups: NDArray[np.intp], wanted: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which groups measure, (groups,): in random order each one that still fits, and one more if that comes nearer."""
    sizes = np.bincount(groups)
    measures = np.zeros(len(sizes), dtype=np.bool_)
    room = wanted
    for group in rng.permutation(len(sizes)).tolist():
        if sizes[group] <= room:
            measures[group] = True
            room -= int(sizes[group])
    left = np.where(measures, len(groups) + 1, sizes)
    smallest = int(left.argmin())
    if left[smallest] - room < room:
        measures[smallest] = True
    return measures


def refuse_lopsided(holdout: Holdout, evaluation_rows: int, wanted: int, share: float) -> None:
    """Stop where whole groups leave one part with too few rows."""
    found = f"{holdout.name}: column {quoted(holdout.roles.group or '')} has {plural(holdout.group_count, 'group')}"
    where = "" if holdout.focus is None else " in focus"
    if holdout.group_count < 2:
        raise AuditError(
            f"{found}{where}; some groups fit and others measure, so at least 2 are needed: give rows of more groups"
        )
    fit_rows = holdout.rows - evaluation_rows
    if evaluation_rows < LEAST_OF_PART * wanted or fit_rows < LEAST_OF_PART * (holdout.rows - wanted):
        largest = int(np.bincount(holdout.groups).max()) if holdout.groups is not None else 0
        raise AuditError(
            f"{found}{where}, the largest with {count(largest)} of {plural(holdout.rows, 'row')}; whole groups fit or "
            f"measure, which leaves {count(evaluation_rows)} to measure and {count(fit_rows)} to fit where "
            f"{setting(share)} should measure: give rows of more groups, or another --evaluation-share"
        )
