"""The part on drift: how the evaluation rows and the rows that fitted the network fall into partitions and codes."""

from dataclasses import dataclass

from yasenn_report.numbers import plural, rounded
from yasenn_report.record import Record
from yasenn_report.record.drift import Drift, Shares
from yasenn_report.record.measured import Estimate, Measured, NotRun
from yasenn_report.report.view.lists import most_of, top
from yasenn_report.report.view.words import read

PARTITIONS_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """One share of both."""

    name: str
    evaluation: str
    fit_data: str
    difference: str
    """In percentage points."""
    bounds: str
    """Of the difference, or why it was not measured."""
    strong: bool
    """Whether the difference cannot be chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftPart:
    """The part."""

    sentence: str
    rows: tuple[ShareRow, ...]
    """Empty where nothing was compared."""
    more: str


def make_drift(record: Record) -> DriftPart:
    """The shares that differ most, and codes that are new."""
    found = record.drift
    if isinstance(found, NotRun):
        said = f"Whether these rows are like those that fitted the network: not run, {found.reason}."
        return DriftPart(sentence=said, rows=(), more="")
    furthest = sorted(found.partitions, key=lambda one: -round(size(one.shares), 9))
    shown = top(furthest, most_of(record, PARTITIONS_SHOWN), "partition")
    return DriftPart(
        sentence=sentence(found),
        rows=(
            share_row("A way that no fit data takes", found.new_codes, only_more=True),
            *(share_row(one.partition, one.shares) for one in shown.shown),
        ),
        more=shown.more,
    )


def size(shares: Shares) -> float:
    """How far the two are apart; 0 where that was not measured."""
    return abs(shares.difference.value) if isinstance(shares.difference, Estimate) else 0.0


def sentence(found: Drift) -> str:
    """What is compared, and what came of it."""
    shifted = sum(differs(one.shares.difference) for one in found.partitions)
    said = (
        f"{plural(shifted, 'partition has', 'partitions have')} another share of the evaluation rows than of the fit "
        "data, beyond chance"
        if shifted
        else "No partition has another share of the evaluation rows than of the fit data, beyond chance"
    )
    return (
        f"{said}. The fit data ({plural(found.fit_data_rows, 'row')}), to which no partition was fitted, was run "
        "through the network as well. Beside the share of new ways stands what is expected where nothing has changed. "
        "A network that was fitted too closely to its fit data can differ on it as on data of another kind: both look "
        "alike."
    )


def differs(difference: Measured, *, only_more: bool = False) -> bool:
    """Whether the bounds leave 0 out; ``only_more``: above it."""
    if isinstance(difference, NotRun):
        return False
    return difference.low > 0 or (not only_more and difference.high < 0)


def share_row(name: str, shares: Shares, *, only_more: bool = False) -> ShareRow:
    """One line."""
    found = shares.difference
    return ShareRow(
        name=name,
        evaluation=read(shares.evaluation).value,
        fit_data=read(shares.fit_data).value,
        difference="not run" if isinstance(found, NotRun) else signed_points(found.value),
        bounds=found.reason
        if isinstance(found, NotRun)
        else f"{signed(rounded(found.low * 100, 1, 'down'))} to {signed(rounded(found.high * 100, 1, 'up'))}",
        strong=differs(found, only_more=only_more),
    )


def signed_points(share: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    return signed(rounded(share * 100, 1, "nearest"))


def signed(value: float) -> str:
    """With one decimal and a sign."""
    return "0.0" if not value else f"{value:+.1f}".replace("-", "\N{MINUS SIGN}")
