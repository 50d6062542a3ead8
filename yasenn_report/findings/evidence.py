"""All that findings are looked for in."""

from dataclasses import dataclass

from yasenn_report.expectation import Expectation
from yasenn_report.inputs.holdout import Holdout
from yasenn_report.inputs.network import Network
from yasenn_report.options import AuditOptions
from yasenn_report.split import Split
from yasenn_report.yasenn.describe import Descriptions
from yasenn_report.yasenn.fidelity import Fidelity
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.measure.explanation import Explanation
from yasenn_report.yasenn.partition import Partitioning


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """An audit that is finished but for its findings."""

    network: Network
    holdout: Holdout
    fit_data: Holdout | None
    """Rows that fitted the network, if they were given."""
    split: Split
    options: AuditOptions
    """Settled."""
    rows: FitRows
    explanation: Explanation
    fidelity: Fidelity
    expectation: Expectation | None
    """How far the network does what was recorded of it, if anything was."""

    @property
    def partitioning(self) -> Partitioning:
        """The partitions."""
        return self.explanation.partitioning

    @property
    def descriptions(self) -> Descriptions:
        """What is said of them."""
        return self.explanation.descriptions

    @property
    def labels(self) -> tuple[str, ...]:
        """Of the partitions: ``P1`` and so on."""
        return tuple(partition.label for partition in self.partitioning.partitions)
