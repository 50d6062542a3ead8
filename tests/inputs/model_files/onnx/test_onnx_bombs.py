"""Files that ask for much, or do not fit, while they run: one line each, and no process that ends."""

import random

import graphs
import numpy as np
import onnx
import pytest
import torch
from graphs import node

from yasenn_report.errors import AuditError, ModelFileError
from yasenn_report.inputs.model_files import open_bytes
from yasenn_report.inputs.model_files.onnx import open_onnx
from yasenn_report.inputs.network import take_file

FAILURES = (ModelFileError, RuntimeError, ValueError, TypeError, IndexError)
"""What a run may raise; whoever follows rows through a network says it in one line."""


def whole(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


def message(made: onnx.ModelProto) -> str:
    run = open_onnx(made.SerializeToString()).run
    with pytest.raises(RuntimeError) as failed, torch.inference_mode():
        run(torch.ones(2, 3))
    return str(failed.value)


def one(operator: str, inputs: str, tensors: dict[str, np.ndarray], **attributes: object) -> str:
    return message(graphs.model([node(operator, inputs, **attributes)], tensors))


TOO_MANY = "it makes {} numbers at once; at most 268435456 are made"


def test_tensors_beyond_the_bound_are_not_made():
    huge = TOO_MANY.format("1000000000000")
    assert one("Expand", "x s", {"s": whole(10**12, 1, 1)}) == f"node 0 (Expand): {huge}"
    assert one("ConstantOfShape", "s", {"s": whole(10**6, 10**6)}) == f"node 0 (ConstantOfShape): {huge}"
    numbers = {"a": whole(0).reshape(()), "b": whole(10**12).reshape(()), "c": whole(1).reshape(())}
    assert one("Range", "a b c", numbers) == f"node 0 (Range): {huge}"
    assert one("Tile", "x s", {"s": whole(10**6, 10**6)}) == f"node 0 (Tile): {huge}"
    assert one("Tile", "x s", {"s": whole(10**6, 10**2)}) == f"node 0 (Tile): {TOO_MANY.format(600_000_000)}"
    assert (
        one("Pad", "x s", {"s": whole(10**12, 0, 0, 10**12)}) == f"node 0 (Pad): {TOO_MANY.format('more than 10^18')}"
    )


def test_tensors_that_grow_by_broadcasting_are_not_made():
    line = np.ones((20_000, 1), np.float32)
    made = graphs.model([node("Transpose", "w", "t"), node("Add", "w t")], {"w": line})
    assert message(made) == f"node 1 (Add): {TOO_MANY.format('400000000')}"
    three = graphs.model([node("Transpose", "w", "t"), node("Max", "w t w")], {"w": line})
    assert message(three) == f"node 1 (Max): {TOO_MANY.format('400000000')}"
    nodes = [node("Transpose", "w", "t"), node("Less", "w a", "c"), node("Where", "c t t")]
    chosen = graphs.model(nodes, {"w": line, "a": np.float32(1)})
    assert message(chosen) == f"node 2 (Where): {TOO_MANY.format('400000000')}"


def test_doubling_again_and_again_ends(monkeypatch):
    monkeypatch.setattr("yasenn_report.inputs.model_files.onnx.calls.MOST_MADE", 10_000)
    nodes = [node("Concat", "x x", "h0", axis=1)]
    nodes += [node("Concat", f"h{number} h{number}", f"h{number + 1}", axis=1) for number in range(40)]
    made = graphs.model(nodes, outputs=["h40"])
    assert message(made) == "node 10 (Concat): it makes 12288 numbers at once; at most 10000 are made"


TENSORS = {
    "none": whole(0),
    "one": whole(1),
    "four": whole(4),
    "minus": whole(-1, 3),
    "seven": whole(7, -1),
    "third": whole(2, 3, 0),
    "four_pads": whole(0, 0, 0, 0),
    "place": whole(0).reshape(1, 1),
    "places": whole(0, 0, 0),
    "line": np.ones(3, np.float32),
    "square": np.ones((2, 2), np.float32),
    "kernel": np.ones((2, 3, 1), np.float32),
    "scales": np.array([1, 2], np.float32),
    "from": np.float32(1),
    "still": np.float32(0),
    "nowhere": np.float32(np.nan),
}


@pytest.mark.parametrize(
    ("operator", "inputs", "attributes", "reason"),
    [
        ("ConstantOfShape", "minus", {}, "it makes a tensor with the negative size -1"),
        ("Reshape", "x seven", {}, "shape '[7, -1]' is invalid for input of size 6"),
        ("Reshape", "x third", {}, "it keeps size 2 of a value with 2 dimensions"),
        ("Reshape", "x x", {}, "a list of whole numbers was expected, not torch.float32 of shape (2, 3)"),
        ("Slice", "x none one - none", {}, "slice step cannot be zero"),
        ("Range", "from from still", {}, "it counts from 1.0 to 1.0 by 0.0"),
        ("Range", "from from nowhere", {}, "it counts from 1.0 to 1.0 by nan"),
        ("Softmax", "x", {"axis": 5}, "it names axis 5 of a value with 2 dimensions"),
        ("Squeeze", "x one", {}, "it drops axes [1] of a value of shape (2, 3)"),
        ("Tile", "x one", {}, "it repeats 1 dimensions of a value with 2"),
        ("MaxPool", "x", {"kernel_shape": [2]}, "maps were expected, not a value with 2 dimensions"),
        ("Conv", "x kernel", {}, "maps were expected, not values of 2 and weights of 3 dimensions"),
        ("Gemm", "x line", {}, "matrices were expected, not values with 2 and 1 dimensions"),
        ("MatMul", "x square", {}, "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x2)"),
        ("Einsum", "x x", {"equation": "a" * 300}, "its equation has 300 letters; at most 200 are read"),
        ("Pad", "x seven", {}, "it states 2 pads for 2 axes"),
        ("Pad", "x four_pads", {"mode": "odd"}, "its mode is none that ONNX knows"),
        ("ScatterND", "x place x", {"reduction": "add"}, "it adds to what it overwrites, which is not computed here"),
        ("ScatterND", "x places x", {}, "its places of shape (3,) are none in a value with 2 dimensions"),
        ("Gather", "square four", {}, "index out of range in self"),
        (
            "Resize",
            "x - scales",
            {},
            "it makes maps larger or smaller between their places, which is not computed here",
        ),
        ("Mod", "one none", {}, "ZeroDivisionError"),
        (
            "BatchNormalization",
            "from line line line line",
            {},
            "a value with 2 to 5 dimensions was expected, not with 0",
        ),
    ],
)
def test_what_does_not_fit_is_said_with_its_node(operator, inputs, attributes, reason):
    assert one(operator, inputs, TENSORS, **attributes) == f"node 0 ({operator}): {reason}"


def test_convolutions_that_make_too_much_are_not_run():
    maps, weight = np.ones((2, 4, 17, 60), np.float32), np.ones((4, 3, 2, 2), np.float32)
    tensors = {"m": maps, "w": weight}
    assert one("ConvTranspose", "m w", tensors, strides=[1024, 1024]) == (
        f"node 0 (ConvTranspose): {TOO_MANY.format(2 * 3 * (16 * 1024 + 2) * (59 * 1024 + 2))}"
    )
    wide = {"m": np.ones((50, 1, 1, 1), np.float32), "w": np.ones((4, 1, 1, 1), np.float32)}
    assert one("Conv", "m w", wide, pads=[1024] * 4) == f"node 0 (Conv): {TOO_MANY.format(50 * 4 * 2049**2)}"


def test_windows_that_do_not_fit_are_said_with_their_node():
    maps = np.ones((1, 2, 4), np.float32)
    weight = np.ones((2, 2, 1), np.float32)

    def of(operator: str, **attributes: object) -> str:
        inputs = "m w" if operator.startswith("Conv") else "m"
        return one(operator, inputs, {"m": maps, "w": weight}, **attributes)

    assert of("Conv", strides=[0]) == "node 0 (Conv): its strides are [0]; 1 numbers from 1 to 1024 were expected"
    assert of("Conv", pads=[-1, 1]) == "node 0 (Conv): its pads are [-1, 1]; 2 numbers from 0 to 1024 were expected"
    assert of("Conv", kernel_shape=[2]) == "node 0 (Conv): its kernel_shape is [2], but its weights have [1]"
    assert of("Conv", auto_pad="ODD") == "node 0 (Conv): its auto_pad is none that ONNX knows"
    assert of("MaxPool", kernel_shape=[0]) == "node 0 (MaxPool): it moves a window of sizes [0] over maps of sizes [4]"
    assert of("AveragePool", kernel_shape=[2], dilations=[2]) == (
        "node 0 (AveragePool): its dilations are not 1, which is not computed here"
    )
    groups = graphs.model([node("GroupNormalization", "m w w", num_groups=0)], {"m": maps, "w": weight}, opset=21)
    assert message(groups) == "node 0 (GroupNormalization): 0 groups of channels do not fit a value of shape (1, 2, 4)"


def test_parts_that_are_not_as_many_as_named_are_said():
    made = graphs.model([node("Split", "x", "y z", axis=1, num_outputs=3)])
    assert message(made) == "node 0 (Split): it makes 3 results, where the file names 2"
    many = graphs.model([node("Split", "x", "y z", axis=1, num_outputs=10**6)])
    assert message(many) == "node 0 (Split): it splits a value into 1000000 parts"


def test_an_audit_says_it_in_one_line_with_the_file():
    made = graphs.model([node("Expand", "x s")], {"s": whole(10**12, 1, 1)})
    with pytest.raises(AuditError) as refused:
        take_file(open_bytes(made.SerializeToString(), "model.onnx"))
    assert str(refused.value) == (
        "model.onnx: it cannot be run on rows of shape 3: node 0 (Expand): it makes 1000000000000 numbers at once; at "
        "most 268435456 are made"
    )


def varied() -> onnx.ModelProto:
    """A model with many kinds of parts, for the mutations."""
    drawn = np.random.default_rng(2)
    return graphs.model(
        [
            node("Shape", "x", "s"),
            node("Gather", "s zero", "n"),
            node("Unsqueeze", "n axis", "u"),
            node("Concat", "u shape", "r", axis=0),
            node("Reshape", "x r", "maps"),
            node("Conv", "maps kernel", "c", pads=[1, 1]),
            node("MaxPool", "c", "p", kernel_shape=[2]),
            node("Flatten", "p", "f"),
            node("Gemm", "f w b", "g", transB=1),
            node("BatchNormalization", "g b b b v", "h"),
            node("Softmax", "h"),
        ],
        {
            "zero": whole(0).reshape(()),
            "axis": whole(0),
            "shape": whole(1, 3),
            "kernel": drawn.normal(size=(2, 1, 3)).astype(np.float32),
            "w": drawn.normal(size=(4, 4)).astype(np.float32),
            "b": drawn.normal(size=4).astype(np.float32),
            "v": np.ones(4, np.float32),
        },
    )


@pytest.mark.slow
def test_mutated_files_are_opened_or_refused_and_run_or_fail_in_one_line():
    dice, data, refused, failed, ran = random.Random(4), varied().SerializeToString(), 0, 0, 0
    for _ in range(1500):
        copy = bytearray(data)
        for _ in range(dice.choice([1, 1, 2, 4])):
            copy[dice.randrange(len(copy))] = dice.choice([dice.randrange(256), 0, 1, 255])
        try:
            run = open_onnx(bytes(copy)).run
        except ModelFileError:
            refused += 1
            continue
        try:
            with torch.inference_mode():
                run(torch.ones(2, 3))
            ran += 1
        except FAILURES:
            failed += 1
    assert refused > 300
    assert failed > 20
    assert ran > 100
