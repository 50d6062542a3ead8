"""The words that every report uses, in plain language (glossary.toml)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A word of the report and what it stands for."""

    word: str
    meaning: str
    """One or two sentences; the same in every report."""


def read_glossary() -> tuple[Meaning, ...]:
    """The words that the package ships, in alphabetical order."""
    content = tomllib.loads((Path(__file__).parent / "glossary.toml").read_text(encoding="utf-8"))
    return tuple(Meaning(**entry) for entry in content["term"])
