"""From a tree of the record to a light drawing: an outline of boxes, legible at any number of leaves, a few kB."""

from collections.abc import Iterator
from dataclasses import dataclass

from yasenn_report.numbers import percent, plural
from yasenn_report.record.drawings import Leaf, Tree
from yasenn_report.report.figures import palette
from yasenn_report.report.figures.columns import Words
from yasenn_report.report.figures.drawing import NORMAL, PAGE_WIDTH, SMALL, Drawing, short
from yasenn_report.report.figures.letters import fit, width_of
from yasenn_report.report.figures.names import drawable
from yasenn_report.report.figures.shown_tree import ShownSplit, ShownTree, show_tree

ROW, BOX = 17.0, 13.0
"""Heights of a line and of the box in it, in points."""
INDENT = 16.0
PADDING = 4.0
ANSWER, BAR, SHARE = 342.0, 398.0, 448.0
"""Where the columns of the leaves begin."""
BAR_WIDTH, BAR_HEIGHT = 44.0, 8.0
ROWS_ROOM = 66.0
NAME_LETTERS, SIDE_LETTERS = 50, 28
COMPARISONS = ("<", ">", "\N{LESS-THAN OR EQUAL TO}", "\N{GREATER-THAN OR EQUAL TO}")
DEEPEST = 12
"""Levels that are indented; what lies deeper stands below each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One node: the condition that leads to it, below the line of the node that asks for it."""

    name: str
    """The column of the condition; empty for the root."""
    side: str
    """The rest of the condition: `> 25`, or `: yes`."""
    depth: int
    parent: int
    """Its line; of the root, its own."""
    node: ShownSplit | Leaf


def draw_light_tree(tree: Tree, words: Words, *, watched: int | None = None) -> str:
    """Draw a tree as an outline, one line per node, and return SVG text, the same bytes for the same values.

    Each line has the condition that leads to it in a box, indented below the one before it, and its number of rows. A
    leaf has what it answers, and a bar for the share of its rows of which that is so.

    Args:
        tree: of any number of classes.
        words: what the page calls columns and their values.
        watched: the class whose share each leaf shows in place of its answer's.

    Raises:
        ValueError: the tree has no split, or its counts do not match.
    """
    lines = list(_lines(show_tree(tree, words)))
    drawing = Drawing(height=ROW * (len(lines) + 1))
    _draw_heads(drawing, "answer" if watched is None else "class")
    _draw_branches(drawing, lines)
    boxes, bars = [], []
    for place, line in enumerate(lines):
        boxes.append(_draw_line(drawing, place, line))
        if isinstance(line.node, Leaf):
            shown = line.node.answer if watched is None else watched
            bars.append(_draw_leaf(drawing, place, line.node, shown, tree.class_names[shown]))
    drawing.add("path", d=_leaders(lines), stroke=palette.GRID, stroke_width=0.8)
    drawing.add("path", d="".join(boxes), fill="none", stroke=palette.OUTLINE, stroke_width=0.6)
    drawing.add("path", d="".join(bars), fill=palette.BLUE)
    drawing.add("path", d=_outlines(lines), fill="none", stroke=palette.OUTLINE, stroke_width=0.6)
    return drawing.svg()


def _lines(nodes: ShownTree) -> Iterator[_Line]:
    """Yield the nodes from the top: each before what lies below it, smaller values first."""
    ahead = [_Line(name="", side="all fit rows", depth=0, parent=0, node=nodes[0])]
    place = 0
    while ahead:
        line = ahead.pop()
        yield line
        if isinstance(split := line.node, ShownSplit):
            ahead.append(_below(line, split, place, split.right_words, nodes[split.right]))
            ahead.append(_below(line, split, place, split.left_words, nodes[split.left]))
        place += 1


def _below(line: _Line, split: ShownSplit, place: int, side: str, child: ShownSplit | Leaf) -> _Line:
    """The line of a node below the one at a place: `age > 25`, `sex is Male: no`."""
    said = side if side.startswith(COMPARISONS) else f": {side}"
    return _Line(name=split.name, side=said, depth=line.depth + 1, parent=place, node=child)


def _words(line: _Line) -> str:
    """The words of a line; a long name is cut before the threshold is."""
    room = ANSWER - ROWS_ROOM - _left(line) - 2 * PADDING
    side = drawable(line.side, limit=SIDE_LETTERS, otherwise="?")
    if not line.name:
        return side
    end = side if side.startswith(":") else f" {side}"
    name = drawable(line.name, limit=NAME_LETTERS, otherwise="column")
    return fit(name, room - width_of(end, SMALL), SMALL, otherwise="column") + end


def _middle(place: int) -> float:
    return ROW * (place + 1.5)


def _left(line: _Line) -> float:
    return 0.5 + INDENT * min(line.depth, DEEPEST)


def _box_width(line: _Line) -> float:
    return width_of(_words(line), SMALL) + 2 * PADDING


def _rows(line: _Line) -> str:
    return plural(sum(line.node.counts) if isinstance(line.node, Leaf) else line.node.rows, "row")


def _draw_heads(drawing: Drawing, shown: str) -> None:
    for x, words, room in (
        (0.0, "condition and fit rows", 200.0),
        (ANSWER, shown, 50.0),
        (BAR, "fit rows in it", 84.0),
    ):
        drawing.text(x, ROW - 6, words, room=room, color=palette.SOFT_INK)


def _draw_branches(drawing: Drawing, lines: list[_Line]) -> None:
    """Put right-angled branches on top: down from below the parent's box, then right to the child's."""
    paths = []
    for place, line in enumerate(lines):
        if line.depth and _left(line) > _left(lines[line.parent]):
            x, top = _left(lines[line.parent]) + INDENT / 2, _middle(line.parent) + BOX / 2
            paths.append(f"M{short(x)} {short(top)}V{short(_middle(place))}H{short(_left(line))}")
    drawing.add("path", d="".join(paths), fill="none", stroke=palette.OUTLINE, stroke_width=0.8)


def _draw_line(drawing: Drawing, place: int, line: _Line) -> str:
    """Put the words of a line on top; return the outline of its box as a path."""
    x, y = _left(line), _middle(place)
    words, width = _words(line), _box_width(line)
    drawing.text(x + PADDING, y + 2.7, words, room=width)
    drawing.text(x + width + PADDING, y + 2.7, _rows(line), room=ROWS_ROOM - 2 * PADDING, color=palette.SOFT_INK)
    return f"M{short(x)} {short(y - BOX / 2)}h{short(width)}v{short(BOX)}h{short(-width)}z"


def _draw_leaf(drawing: Drawing, place: int, leaf: Leaf, shown: int, name: str) -> str:
    """Put the name of a class and its share in a leaf on top; return the filled part of its bar as a path."""
    y, rows = _middle(place), sum(leaf.counts)
    drawing.text(ANSWER, y + 3, name, room=BAR - ANSWER - PADDING, size=NORMAL, bold=True)
    share = leaf.counts[shown] / rows if rows else 0.0
    drawing.text(SHARE, y + 2.7, percent(share) if rows else "no rows", room=PAGE_WIDTH - SHARE)
    return _bar(y, BAR_WIDTH * share) if share else ""


def _leaders(lines: list[_Line]) -> str:
    """Return lines that lead the eye from a leaf's rows to its answer, as a path."""
    ends = {
        place: _left(line) + _box_width(line) + width_of(_rows(line), SMALL) + 3 * PADDING
        for place, line in enumerate(lines)
        if isinstance(line.node, Leaf)
    }
    stop = ANSWER - 2 * PADDING
    return "".join(f"M{short(end)} {short(_middle(place))}H{short(stop)}" for place, end in ends.items() if end < stop)


def _outlines(lines: list[_Line]) -> str:
    """Return the outlines of all bars as a path."""
    return "".join(_bar(_middle(place), BAR_WIDTH) for place, line in enumerate(lines) if isinstance(line.node, Leaf))


def _bar(y: float, width: float) -> str:
    top = short(y - BAR_HEIGHT / 2)
    return f"M{short(BAR)} {top}h{short(width)}v{short(BAR_HEIGHT)}h{short(-width)}z"
