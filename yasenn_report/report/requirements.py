"""The requirement map: which sections can serve as evidence for what, and what they leave open (requirements.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from yasenn_report.report.sections import Section, section

Basis = Literal["seen", "secondary", "memory"]
"""How the text was checked: itself read, read about, neither."""

BASES: Mapping[Basis, str] = {
    "seen": "text read",
    "secondary": "secondary source",
    "memory": "from memory",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing that a framework asks for."""

    id: str
    clause: str
    asks: str
    """In our own words."""
    evidence: tuple[Section, ...]
    """Sections of the report that can serve as evidence."""
    covers: str
    """What these sections give."""
    not_covered: str
    """What they do not."""
    basis: Basis

    @property
    def source(self) -> str:
        """How the clause was checked, in words."""
        return BASES[self.basis]


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A law, a standard or a practice, and what of it the map names."""

    id: str
    name: str
    short: str
    status: str
    """In force, superseded or from which day, in one sentence."""
    basis: Basis
    requirements: tuple[Requirement, ...] = ()

    @property
    def source(self) -> str:
        """How the status was checked, in words."""
        return BASES[self.basis]


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirements:
    """The whole map."""

    checked_on: date
    """The day on which the status of the frameworks was looked up."""
    frameworks: tuple[Framework, ...]
    """Each with at least one requirement."""

    @property
    def checked(self) -> str:
        """That day as printed."""
        return f"{self.checked_on:%d %B %Y}"

    def evidence_for(self, anchor: str) -> tuple[str, ...]:
        """What the section with that anchor can serve as evidence for; empty where it is for none."""
        return tuple(
            f"{framework.short} {requirement.clause}"
            for framework in self.frameworks
            for requirement in framework.requirements
            if any(place.anchor == anchor for place in requirement.evidence)
        )


def read_requirements() -> Requirements:
    """Read the map that the package ships.

    Raises:
        KeyError: it names a section or a framework that does not exist.
        TypeError: an entry has too few or too many keys.
    """
    return parse_requirements((Path(__file__).parent / "requirements.toml").read_text(encoding="utf-8"))


def parse_requirements(text: str) -> Requirements:
    """The map from its TOML; see ``read_requirements``."""
    content = tomllib.loads(text)
    asked: dict[str, list[Requirement]] = {entry["id"]: [] for entry in content["framework"]}
    for entry in content["requirement"]:
        asked[entry["framework"]].append(requirement(entry))
    return Requirements(
        checked_on=content["checked_on"],
        frameworks=tuple(
            replace(Framework(**entry), requirements=tuple(asked[entry["id"]])) for entry in content["framework"]
        ),
    )


def requirement(entry: Mapping[str, Any]) -> Requirement:
    """One entry; the anchors of its evidence become sections."""
    fields = {key: value for key, value in entry.items() if key != "framework"}
    fields["evidence"] = tuple(section(anchor) for anchor in entry["evidence"])
    return Requirement(**fields)
