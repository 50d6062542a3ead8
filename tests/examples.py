"""A network and its holdout as files, and their audit through the public functions."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
import torch

from yasenn_report.audit import Audit, run_audit
from yasenn_report.inputs.holdout import read_holdout
from yasenn_report.inputs.network import load_network
from yasenn_report.inputs.request import TableRequest
from yasenn_report.options import AuditOptions


class Example:
    """A network and its holdout as files."""

    def __init__(self, folder: Path, network: torch.nn.Module, table: pd.DataFrame) -> None:
        self.model, self.data = folder / "model.pt", folder / "data.csv"
        torch.save(network, self.model)
        table.to_csv(self.data, index=False)

    @classmethod
    def at(cls, folder: Path) -> "Example":
        """The one whose files are there already."""
        example = cls.__new__(cls)
        example.model, example.data = folder / "model.pt", folder / "data.csv"
        return example

    def audit(
        self,
        target: str | None = "outcome",
        features: Sequence[str] | None = None,
        reading: Mapping[str, Any] = MappingProxyType({}),
        **options: Any,
    ) -> Audit:
        """Audit it through the public functions; `reading` goes to the table, other options to the audit."""
        network = load_network(self.model)
        request = TableRequest(target=target, features=None if features is None else tuple(features), **reading)
        holdout = read_holdout(self.data, request, inputs=network.inputs)
        return run_audit(network, holdout, AuditOptions(**{"refits": 0} | options))
