"""The sections of the document in the order of the page: their anchors, and the short names of links to them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A place that a link can lead to."""

    anchor: str
    """The ``id`` of its element in the templates."""
    name: str
    """Short enough for a table cell."""


SECTIONS = tuple(
    Section(anchor=anchor, name=name)
    for anchor, name in (
        ("verdict", "Verdict"),
        ("contents", "Contents"),
        ("scope", "Scope"),
        ("findings", "Findings"),
        ("fidelity", "Fidelity"),
        ("partitions", "Partitions"),
        ("regions", "Where not to rely on it"),
        ("errors", "Where errors gather"),
        ("groups", "Groups"),
        ("map", "Map"),
        ("sheets", "Partition sheets"),
        ("contrasts", "Contrasts"),
        ("data", "Data"),
        ("method", "Method"),
        ("comparisons", "Comparisons"),
        ("checks", "What was looked for"),
        ("limitations", "Limitations"),
        ("requirements", "Requirements"),
        ("provenance", "Provenance"),
        ("notes", "Notes"),
        ("glossary", "Glossary"),
        ("signoff", "Sign-off"),
    )
)


def section(anchor: str) -> Section:
    """The section with that anchor.

    Raises:
        KeyError: there is none; a data file of this package names a place that does not exist.
    """
    for one in SECTIONS:
        if one.anchor == anchor:
            return one
    raise KeyError(f"no section has the anchor {anchor!r}")
