"""From a graph in the DOT language whose nodes and edges are pictures to one SVG, laid out in this process."""

import os
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from yasenn_report.report.figures.svg import tidy


def lay_out(dot: str, *, folder: Path, nodes: Mapping[str, Path], edges: Mapping[tuple[str, str], Path]) -> str:
    """Return the graph as tidy SVG text.

    The wheel of pygraphviz carries Graphviz, so no `dot` program is called. No label may be text: Graphviz would ask
    fontconfig to measure it, the answer differs between machines, and the wheel's fontconfig warns on stderr about
    system settings newer than itself.

    Args:
        dot: the graph; its labels may name pictures in `folder`.
        folder: where all pictures lie, as SVG files.
        nodes: pictures that stand in place of the labels of nodes.
        edges: pictures that label edges, by their two ends.

    Raises:
        ValueError: a node has no picture.
    """
    import pygraphviz
    from dtreeviz.utils import inline_svg_images

    graph = pygraphviz.AGraph(string=dot.replace(f"{folder}{os.sep}", ""))
    graph.graph_attr.update(imagepath=str(folder), splines="polyline")  # straight lines would run through the labels
    for name, picture in nodes.items():
        graph.get_node(name).attr.update(label=_picture_label(picture), shape="none", margin="0")
    for ends, picture in edges.items():
        graph.get_edge(*ends).attr["label"] = _picture_label(picture)
    _refuse_text(graph.nodes())
    return tidy(inline_svg_images(_with_folder(graph.draw(format="svg", prog="dot").decode(), folder)))


def _picture_label(picture: Path) -> str:
    return f'<<table border="0" cellspacing="0" cellpadding="1"><tr><td><img src="{picture.name}"/></td></tr></table>>'


def _with_folder(svg: str, folder: Path) -> str:
    """Put the folder back; Graphviz would write `&` or `<` in its name as they are, which is not XML."""
    return svg.replace('xlink:href="', f'xlink:href="{escape(str(folder))}/')


def _refuse_text(nodes: list[Any]) -> None:
    for node in nodes:
        if "<img" not in (node.attr["label"] or ""):
            raise ValueError(f"node {node} has no picture; Graphviz would write its name")
