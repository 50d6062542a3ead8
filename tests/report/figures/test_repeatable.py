"""The same values make the same bytes, in another process, zone and hash seed; and nothing is said on stderr."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import hashlib
from yasenn_report.record.drawings import Leaf, Split, Tree
from yasenn_report.report.figures.sizes import SizePoint, draw_sizes
from yasenn_report.report.figures.columns import FileWords
from yasenn_report.report.figures.light_tree import draw_light_tree
from yasenn_report.report.figures.trees import draw_tree

def split(column, left, right):
    bins = {"edges": (-1.0, 0.0, 1.0), "counts": ((3, 4), (5, 6))}
    return Split(column=column, entry=None, threshold=0.1, left=left, right=right, **bins)

nodes = split("$a$", 1, 2), Leaf(answer=0, counts=(3, 5)), split("<b>\\u05e9", 3, 4)
nodes += Leaf(answer=1, counts=(1, 6)), Leaf(answer=0, counts=(3, 0))
tree = Tree(class_names=("p", "<q>"), nodes=nodes)

def words(column, entry):
    return FileWords(name=column, factor=-2.0)

def figures():
    yield draw_tree(tree, words, target_name="P", colors=["#0072B2", "#F0E442"])
    yield draw_light_tree(tree, words)
    points = [SizePoint(partitions=4, fidelity=0.9, described=0.8, chosen=True)]
    yield draw_sizes(points, [(4, 0.7)], target=0.95, axis_label="fidelity")

first, second = list(figures()), list(figures())
assert first == second
print([hashlib.sha256(figure.encode()).hexdigest() for figure in first])
"""


def start(folder: Path, **environment: str) -> "subprocess.Popen[str]":
    folder.mkdir()
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", SCRIPT],
        env={**os.environ, "TMPDIR": str(folder), "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_two_processes_draw_the_same_bytes_in_silence(tmp_path: Path) -> None:
    folders = tmp_path / "one", tmp_path / "<another> & 'place'"
    first = start(folders[0], PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C", SOURCE_DATE_EPOCH="1")
    second = start(folders[1], PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="C.UTF-8", MPLBACKEND="svg")
    (digests, said), (same_digests, also_said) = first.communicate(timeout=120), second.communicate(timeout=120)
    assert (said, also_said) == ("", "")
    assert digests == same_digests != ""
    assert [list(folder.iterdir()) for folder in folders] == [[], []]
