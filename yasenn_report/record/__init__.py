"""The record: everything that an audit found, as the JSON holds it and the page tells it. Plain data, nothing heavy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yasenn_report.record.columns import Explanation
from yasenn_report.record.contrasts import Contrasts
from yasenn_report.record.decision import Check, Finding, Verdict
from yasenn_report.record.document import Presentation, Setting
from yasenn_report.record.drift import Drift
from yasenn_report.record.errors import ErrorTrees
from yasenn_report.record.fidelity import Accuracy, Fidelity, Stability
from yasenn_report.record.files import InputFile
from yasenn_report.record.flow import Flow
from yasenn_report.record.groups import Groups
from yasenn_report.record.images import Images
from yasenn_report.record.measured import NotRun
from yasenn_report.record.network import Network, Task
from yasenn_report.record.partitions import Map, Partition, Profiles
from yasenn_report.record.rows import FlaggedRows
from yasenn_report.record.search import Options, Search
from yasenn_report.record.table import Table

SCHEMA_VERSION = "4.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One audit."""

    # For pydantic, and for all types in here too: nothing is converted, nothing unknown let in, NaN is no number.
    __pydantic_config__: ClassVar[dict[str, bool | str]] = {
        "strict": True,
        "extra": "forbid",
        "allow_inf_nan": False,
        "use_attribute_docstrings": True,
    }

    schema_version: str
    """Major and minor, with a point between; names and meanings of fields stay within a major version."""
    created: datetime
    """In UTC, whole seconds."""
    command: str
    """The command line with file names only."""
    configuration: Mapping[str, Setting]
    """By long name of the option, in the order of the help; empty where no command line made the record."""
    presentation: Presentation
    context: Mapping[str, str | None]
    """What the user says of the release under review, by field; null where nothing was said."""
    verdict: Verdict
    findings: tuple[Finding, ...]
    """Gravest first."""
    checks: tuple[Check, ...]
    """Everything that was looked for, in the order of codes."""
    inputs: tuple[InputFile, ...]
    """Model and data first."""
    network: Network
    task: Task
    table: Table
    explanation: Explanation
    options: Options
    search: Search
    fidelity: Fidelity
    accuracy: Accuracy
    stability: Stability | NotRun
    codes: int
    """Over all partitions."""
    partitions: tuple[Partition, ...]
    """Largest first, by fit rows."""
    profiles: Profiles
    flow: Flow
    images: Images | NotRun
    map: Map | NotRun
    contrasts: Contrasts
    error_trees: ErrorTrees
    """Where the network is wrong against the labels, where partitions are against the network, and where those of low
    fidelity lie."""
    drift: Drift | NotRun
    """The evaluation rows against rows that fitted the network, where these were given."""
    groups: Groups | NotRun
    """Of the columns of `table.sensitive`."""
    flagged_rows: FlaggedRows | NotRun
    """Evaluation rows in partitions that are low fidelity or inconclusive."""
    versions: Mapping[str, str]
    """Of Python and the libraries."""

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """All findings that no waiver in force is about."""
        return tuple(finding for finding in self.findings if self.verdict.counts_as_open(finding))
