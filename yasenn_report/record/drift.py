"""The evaluation rows beside the rows that fitted the network: how both fall into partitions and codes."""

from dataclasses import dataclass

from yasenn_report.record.measured import Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """One share, of the evaluation rows and of the fit data."""

    evaluation: Measured
    fit_data: Measured
    """Its `rows` are those of the fit data."""
    difference: Measured
    """The first less the second; its bounds hold for all shares of the drift at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionShares:
    """The share of rows in one partition."""

    partition: str
    shares: Shares


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Whether the evaluation rows are as those were that fitted the network, as far as its codes tell."""

    fit_data_rows: int
    partitions: tuple[PartitionShares, ...]
    """Every partition, in their order."""
    new_codes: Shares
    """Of the evaluation rows those whose code no row of the fit data has; of the fit data those whose code no other of
    its rows has, which is what is expected of further rows of its kind (Good 1953)."""
