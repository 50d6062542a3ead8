"""What tests read in hand-made drawings."""

import re
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ET.Element:
    """The drawing, which must be sound XML of known elements without scripts, styles, classes and foreign addresses."""
    root = ET.fromstring(svg)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in {
            "svg", "defs", "pattern", "g", "path", "rect", "circle", "text", "image",
        }  # fmt: skip
        assert not {"style", "class", "onload", "{http://www.w3.org/1999/xlink}href"} & element.attrib.keys()
        assert element.get("href", "data:image/png;base64,").startswith("data:image/png;base64,")
    return root


def words(svg: str) -> list[str]:
    """All texts in the order in which they are drawn."""
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}text")]


def text(svg: str, shown: str) -> ET.Element:
    """The one element with this text."""
    (found,) = (element for element in parsed(svg).iter(f"{SVG}text") if element.text == shown)
    return found


def smallest_letters(svg: str, *, width: float) -> float:
    """In points, when the drawing is as wide as `width` points."""
    root = parsed(svg)
    sizes = [float(element.get("font-size", "nan")) for element in root.iter() if "font-size" in element.attrib]
    return min(sizes) * width / float(root.get("viewBox", "").split()[2])


def inside(svg: str) -> bool:
    """Whether no text begins, and no path starts, outside the picture."""
    root = parsed(svg)
    _, _, width, height = map(float, root.get("viewBox", "").split())
    in_patterns = {path for pattern in root.iter(f"{SVG}pattern") for path in pattern}
    places = [(float(one.get("x", "0")), float(one.get("y", "0"))) for one in root.iter(f"{SVG}text")]
    for path in root.iter(f"{SVG}path"):
        if path not in in_patterns:
            places += [(float(x), float(y)) for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", path.get("d", ""))]
    return all(0 <= x <= width and 0 <= y <= height for x, y in places)
