"""Formats of outputs by the endings of their names."""

from pathlib import Path

JUNIT = ".junit.xml"


def format_of(output: Path) -> str:
    """The ending that names a format, in small letters: the last one, or ``.junit.xml``."""
    return JUNIT if output.name.lower().endswith(JUNIT) else output.suffix.lower()
