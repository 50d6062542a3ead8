"""What is known of an ONNX model once it is open, and that it runs with the very weights of the file."""

import builtins
import sys

import graphs
import numpy as np
import onnx
import pytest
import torch
from graphs import node
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files import open_bytes
from yasenn_report.inputs.model_files.onnx import FAMILIES, open_onnx
from yasenn_report.inputs.model_files.weights.architecture import ArchitectureRequest
from yasenn_report.inputs.network import take_file


def test_the_facts_of_a_small_network():
    opened = open_onnx(graphs.mlp().SerializeToString())
    assert (opened.kind, opened.dtype, opened.parameters) == ("an ONNX model", torch.float32, 26)
    assert (opened.inputs, opened.input_shape, opened.fewest_rows, opened.most_rows) == (3, (3,), 1, None)
    assert {name: tuple(tensor.shape) for name, tensor in opened.weights.items()} == {
        "0.weight": (4, 3),
        "0.bias": (4,),
        "2.weight": (2, 4),
        "2.bias": (2,),
    }
    assert opened.notes == ()


@pytest.mark.parametrize("opset", range(9, 24))
def test_every_version_of_the_operators_that_is_read(opset):
    made, rows = graphs.mlp(opset), np.ones((5, 3), np.float32)
    found = open_onnx(made.SerializeToString()).run(torch.from_numpy(rows))
    np.testing.assert_allclose(found, ReferenceEvaluator(made).run(None, {"x": rows})[0], atol=1e-6)


def test_changing_a_weight_changes_what_runs():
    opened = open_onnx(graphs.mlp().SerializeToString())
    rows = torch.ones(2, 3)
    before = opened.run(rows)
    opened.weights["2.bias"].add_(1.0)
    torch.testing.assert_close(opened.run(rows), before + 1)


def test_a_weight_stored_the_other_way_round_keeps_its_name():
    drawn = np.random.default_rng(0)
    weights = {"a.weight": drawn.normal(size=(3, 4)), "a.bias": np.ones(4), "b.weight": drawn.normal(size=(4, 2))}
    made = graphs.model(
        [node("Gemm", "x a.weight a.bias", "h"), node("Relu", "h", "r"), node("MatMul", "r b.weight")],
        {name: array.astype(np.float32) for name, array in weights.items()},
    )
    network = take_file(open_bytes(made.SerializeToString(), "model.onnx"))
    found = [(layer.path, layer.operations) for layer in network.layers]
    assert found == [("a", "Linear(3, 4), ReLU"), ("b", "Linear(4, 2)")]


def test_weights_listed_among_the_inputs_are_no_inputs():
    made = graphs.mlp()
    made.graph.input.insert(0, helper.make_tensor_value_info("0.weight", TensorProto.FLOAT, [4, 3]))
    assert open_onnx(made.SerializeToString()).inputs == 3


def test_constants_in_the_graph_are_weights():
    nodes = [
        graphs.constant("w", np.ones((3, 2), np.float32)),
        graphs.constant("half", np.float32(0.5)),
        helper.make_node("Constant", [], ["two"], value_floats=[2.0, 2.0]),
        helper.make_node("Constant", [], ["axis"], value_ints=[1]),
        helper.make_node("Constant", [], ["three"], value_int=3),
        helper.make_node("Constant", [], ["one"], value_float=1.0),
        *(node("MatMul", "x w", "a"), node("Mul", "a half", "b"), node("Add", "b two", "c")),
        *(node("Cast", "three", "t", to=1), node("Mul", "c t", "d"), node("Sub", "d one", "e")),
        node("ReduceSum", "e axis"),
    ]
    opened = open_onnx(graphs.model(nodes).SerializeToString())
    assert sorted(opened.weights) == ["two", "w"]
    assert opened.parameters == 8
    np.testing.assert_allclose(opened.run(torch.ones(1, 3)), [[2 * ((1.5 + 2) * 3 - 1)]])


def test_statistics_and_factors_are_not_trained():
    line = np.ones(3, np.float32)
    nodes = [node("BatchNormalization", "x scale bias mean var", "n"), node("Mul", "n factor", "m"), node("Add", "m b")]
    tensors = dict.fromkeys(("scale", "bias", "mean", "var"), line)
    one = np.ones(1, np.float32)
    opened = open_onnx(graphs.model(nodes, {**tensors, "factor": one, "b": one, "unread": line}).SerializeToString())
    assert opened.parameters == 3 + 3 + 1
    assert sorted(opened.weights) == ["b", "bias", "factor", "mean", "scale", "unread", "var"]


def test_picking_columns_is_no_embedding():
    """The same operator of ONNX is both; only what picks from weights is a layer with weights."""
    line = np.ones((3, 2), np.float32)
    picking = [node("Transpose", "x", "t"), node("Gather", "t places", "g"), node("Transpose", "g", "h")]
    layers = [node("MatMul", "h w", "a"), node("Relu", "a", "r"), node("MatMul", "r v")]
    tensors = {"places": np.array([2, 0, 1]), "w": line, "v": line.T}
    network = take_file(open_bytes(graphs.model([*picking, *layers], tensors).SerializeToString(), "model.onnx"))
    found = [layer.operations for layer in network.layers]
    assert found == ["index_select", "Linear(3, 2), ReLU", "Linear(2, 3)"]


def test_several_outputs_go_by_their_names():
    made = graphs.model([node("Relu", "x", "a"), node("Tanh", "x", "b")], outputs=["b", "a"])
    found = open_onnx(made.SerializeToString()).run(torch.full((2, 3), -1.0))
    assert list(found) == ["b", "a"]
    assert found["a"].max() == 0
    assert found["b"].max() < 0


@pytest.mark.parametrize(
    ("rows", "known"),
    [
        ((4, 2, 3), (6, (2, 3), 4, 4)),
        (("n", 2, "wide"), (None, None, 1, None)),
        ((None, 5), (5, (5,), 1, None)),
        ((7,), (1, (), 7, 7)),
        (None, (None, None, 1, None)),
    ],
)
def test_the_shape_of_rows(rows, known):
    opened = open_onnx(graphs.model([node("Relu", "x")], rows=rows).SerializeToString())
    assert (opened.inputs, opened.input_shape, opened.fewest_rows, opened.most_rows) == known


@pytest.mark.parametrize("stored", [TensorProto.FLOAT16, TensorProto.BFLOAT16])
@pytest.mark.parametrize("raw", [True, False])
def test_half_precision_is_run_as_float32_with_a_note(stored, raw):
    values = [0.5, -1.25, 3.0]
    tensor = helper.make_tensor("w", stored, [3], values)
    if raw:
        dtype = torch.float16 if stored == TensorProto.FLOAT16 else torch.bfloat16
        tensor.ClearField("int32_data")
        tensor.raw_data = torch.tensor(values, dtype=dtype).view(torch.uint8).numpy().tobytes()
    made = graphs.model([node("Add", "x w", "h"), node("Cast", "h", "y", to=TensorProto.FLOAT16)], elem_type=stored)
    made.graph.initializer.append(tensor)
    opened = open_onnx(made.SerializeToString())
    assert opened.dtype == torch.float32
    found = opened.run(torch.zeros(1, 3))
    assert (found.dtype, found.tolist()) == (torch.float32, [values])
    name = "float16" if stored == TensorProto.FLOAT16 else "bfloat16"
    assert opened.notes == (
        f"The weights are stored as {name} and are run as float32.",
        "On its way the file converts numbers to float16; they are kept as float32.",
    )


@pytest.mark.parametrize("dtype", ["float32", "float64", "int32", "int64", "bool"])
@pytest.mark.parametrize("raw", [True, False])
def test_numbers_are_those_of_the_file_however_they_are_stored(dtype, raw):
    array = np.array([[0, 1, 1], [1, 0, 1]]).astype(dtype)
    kind = helper.np_dtype_to_tensor_dtype(array.dtype)
    made = graphs.model([node("Identity", "w")])
    if raw:
        made.graph.initializer.append(numpy_helper.from_array(array, "w"))
    else:
        made.graph.initializer.append(helper.make_tensor("w", kind, array.shape, array.reshape(-1)))
    found = open_onnx(made.SerializeToString()).run(torch.ones(1, 3))
    np.testing.assert_array_equal(found, array, strict=True)


def test_bytes_that_are_no_bools_are_true():
    made = graphs.model([node("Not", "w")])
    made.graph.initializer.add(name="w", data_type=TensorProto.BOOL, dims=[2], raw_data=b"\x07\x00")
    assert open_onnx(made.SerializeToString()).run(torch.ones(1, 3)).tolist() == [False, True]


def test_a_tensor_without_numbers():
    made = graphs.model([node("Concat", "x w", axis=1)])
    made.graph.initializer.add(name="w", data_type=TensorProto.FLOAT, dims=[2, 0], raw_data=b"")
    assert open_onnx(made.SerializeToString()).run(torch.ones(2, 3)).shape == (2, 3)


def test_no_other_file_is_opened(tmp_path, monkeypatch):
    """Neither while opening nor while running, and nothing is written."""
    data, opened = graphs.mlp().SerializeToString(), []
    open_onnx(data)  # what Python imports is imported now
    real = builtins.open
    monkeypatch.setattr(builtins, "open", lambda *args, **options: (opened.append(args), real(*args, **options))[1])
    monkeypatch.chdir(tmp_path)
    open_onnx(data).run(torch.ones(2, 3))
    assert opened == []
    assert list(tmp_path.iterdir()) == []


def test_code_that_builds_a_network_is_refused_beside_a_program(tmp_path):
    request = ArchitectureRequest(path=tmp_path / "network.py", name="build")
    with pytest.raises(ModelFileError) as refused:
        open_bytes(graphs.mlp().SerializeToString(), "model.onnx", arch=request)
    assert str(refused.value) == (
        "model.onnx: this is an ONNX model, which says itself how the network is built. Leave --arch out."
    )


def test_without_the_package_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(ModelFileError) as refused:
        open_bytes(b"\x08\x09\x3a\x00", "model.onnx")
    assert str(refused.value) == (
        "model.onnx: this is an ONNX model; reading it needs the extra: pip install 'yasenn-report[onnx]'"
    )


def test_the_list_of_operators_can_be_printed():
    printed = "; ".join(f"{family}: {', '.join(names)}" for family, names in FAMILIES.items())
    assert printed.startswith("weights: Gemm, MatMul, Einsum, Conv, ConvTranspose; activations: Relu, ")
    assert all(onnx.defs.has(name) for names in FAMILIES.values() for name in names)
