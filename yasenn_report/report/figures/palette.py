"""From what a mark means to its colour: one palette for all figures, safe for the colour-blind and in grey print."""

WHITE = "#FFFFFF"
INK = "#222222"
"""Text."""
SOFT_INK = "#555555"
"""Secondary text: tick labels, captions of lines."""
OUTLINE = "#444443"
"""Outlines of filled shapes; they carry the contrast where a fill is pale."""
GRID = "#DDDDDD"
"""Grid lines: kept faint on purpose, nothing is read from them alone."""

# Okabe and Ito (2008); these four reach 3:1 on white, the orange, sky blue and yellow of that set do not.
BLUE = "#0072B2"
VERMILLION = "#D55E00"
GREEN = "#009E73"
PURPLE = "#CC79A7"

TEXT_COLORS = (INK, SOFT_INK)
GRAPHIC_COLORS = (BLUE, VERMILLION, GREEN, PURPLE, OUTLINE)

# Fills for classes are always outlined. Their order alternates dark and light, so that neighbours differ in grey print.
CLASS_FILLS = (
    "#0072B2",
    "#F0E442",
    "#D55E00",
    "#F4C6DC",
    "#4D4D4D",
    "#56B4E9",
    "#7B3294",
    "#E69F00",
    "#00634A",
    "#B8E186",
    "#8C510A",
    "#DADAEB",
    "#A50F15",
    "#99D8C9",
    "#08306B",
    "#FDD0A2",
)

REST_AND_MEMBERS = ("#E4E4E4", BLUE)
"""Fills of a one-against-the-rest tree: class 0 is the rest, class 1 the members."""


def class_fills(count: int) -> tuple[str, ...]:
    """Return `count` fills, one per class; beyond sixteen they repeat."""
    return tuple(CLASS_FILLS[index % len(CLASS_FILLS)] for index in range(count))


def luminance(color: str) -> float:
    """Return the relative luminance (WCAG 2.2, 0 black to 1 white) of a colour written `#RRGGBB`."""
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (_linear(channel) for channel in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2), from 1 to 21."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
