"""From the SVG that matplotlib and Graphviz write to SVG for a document: small, bare, without clashing ids."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")


def tidy(svg: str) -> str:
    """Return `svg` as one compact element, the same picture.

    Dropped: prolog, doctype, comments, metadata, titles, classes, ids that nothing refers to, repeated definitions and
    decimals beyond a hundredth of a point. Kept: every shape, and each id that begins with `mark-`.
    """
    root = ET.fromstring(svg)  # noqa: S314  written a moment ago by matplotlib or Graphviz, not by a stranger
    _drop_elements(root, {"metadata", "title", "desc"})
    _unclip(root)
    _share_definitions(root)
    _drop_idle_attributes(root)
    _round_numbers(root)
    _drop_white_space(root)
    _drop_namespaces(root)
    return ET.tostring(root, encoding="unicode")


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _with_parents(root: ET.Element) -> Iterator[tuple[ET.Element, ET.Element]]:
    for parent in list(root.iter()):
        for child in list(parent):
            yield parent, child


def _drop_elements(root: ET.Element, names: set[str]) -> None:
    for parent, child in _with_parents(root):
        if _local(child) in names:
            parent.remove(child)


def _unclip(root: ET.Element) -> None:
    """Let every shape show whole: nothing here reaches outside its axes, and clips shave outlines and end marks."""
    _drop_elements(root, {"clipPath"})
    for element in root.iter():
        element.attrib.pop("clip-path", None)
        if _local(element) == "svg" and element is not root:
            element.set("overflow", "visible")


def _share_definitions(root: ET.Element) -> None:
    """Keep the first of all definitions with one id: node pictures each carry the glyphs of their own letters."""
    seen: set[str] = set()
    shared = ET.Element(f"{{{SVG}}}defs")
    for parent, child in _with_parents(root):
        if _local(child) == "defs":
            parent.remove(child)
            for definition in child:
                if definition.get("id", "") not in seen:
                    seen.add(definition.get("id", ""))
                    shared.append(definition)
    root.insert(0, shared)


def _drop_idle_attributes(root: ET.Element) -> None:
    used = set(_referenced(root))
    for element in root.iter():
        element.attrib.pop("class", None)
        if element.get("id") not in used and not element.get("id", "").startswith("mark-"):
            element.attrib.pop("id", None)


def _referenced(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        yield element.get(f"{{{XLINK}}}href", "").removeprefix("#")
        for value in element.attrib.values():
            yield from _REFERENCE.findall(value)


def _round_numbers(root: ET.Element) -> None:
    for element in root.iter():
        for name in {"d", "x", "y", "points"} & element.attrib.keys():
            element.set(name, _LONG_NUMBER.sub(_hundredths, element.attrib[name]))


def _hundredths(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _drop_white_space(root: ET.Element) -> None:
    for element in root.iter():
        element.text = element.tail = None
        if "d" in element.attrib:
            element.set("d", " ".join(element.attrib["d"].split()))
        if "style" in element.attrib:
            element.set("style", element.attrib["style"].replace("; ", ";").replace(": ", ":"))


def _drop_namespaces(root: ET.Element) -> None:
    """Write plain names and declare the two namespaces once, without touching ElementTree's global prefixes."""
    for element in root.iter():
        element.tag = _local(element)
        target = element.attrib.pop(f"{{{XLINK}}}href", None)
        if target is not None:
            element.set("xlink:href", target)
    root.set("xmlns", SVG)
    root.set("xmlns:xlink", XLINK)
