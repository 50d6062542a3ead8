"""Policies written by hand."""

from pathlib import Path
from typing import Literal

from yasenn_report.errors import PolicyError
from yasenn_report.inputs.small_files import SmallFile
from yasenn_report.policy.policy import Policy
from yasenn_report.policy.reading import parsed, take_policy

OWN = """
name = "Scoring models, 2026"

[verdict]
not-run = "FAIL"

[[condition]]
metric = "fidelity"
comparison = "at least"
threshold = 0.7
severity = "high"
by = "value"

[[condition]]
metric = "disagreement.worst"
comparison = "<="
threshold = 0.2
severity = "medium"

[[condition]]
metric = "accuracy"
comparison = ">="
threshold = 0.5
severity = "low"

[[condition]]
metric = "partitions"
comparison = "<="
threshold = 12
severity = "low"

[[waiver]]
finding = "YR001"
partition = "P2"
owner = "A. Muster"
reason = "Reviewed by hand until the next release."
expires = 2026-12-31

[[waiver]]
finding = "YR002"
owner = "A. Muster"
reason = "More rows are on their way."
expires = 2026-11-23

[[waiver]]
finding = "YR024"
owner = "B. Beispiel"
reason = "Known."
expires = 2027-06-30
"""


def small_file(text: str, name: str = "policy.toml") -> SmallFile:
    return SmallFile(name=name, folder=Path(), data=text.encode(), error=PolicyError)


def policy_of(text: str, source: Literal["file", "configuration"] = "file", name: str = "policy.toml") -> Policy:
    """The policy that a text says."""
    file = small_file(text, name)
    return take_policy(file, parsed(file), source=source)
