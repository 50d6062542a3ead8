"""What is refused when an ONNX model is opened, and what the user is told."""

import graphs
import numpy as np
import onnx
import pytest
from graphs import node
from onnx import TensorProto, helper

from yasenn_report.inputs.model_files.onnx.wording import EXPORT_AGAIN, FORGED
from yasenn_report.inputs.model_files.wording import HOW_TO_SAVE

ONE = np.ones(3, np.float32)


def changed(**fields: object) -> onnx.ModelProto:
    """The small MLP with its first weight changed."""
    made = graphs.mlp()
    weight = made.graph.initializer[0]
    for name, value in fields.items():
        if isinstance(value, list):
            weight.ClearField(name)
            getattr(weight, name).extend(value)
        else:
            setattr(weight, name, value)
    return made


@pytest.mark.parametrize("place", ["model.onnx.data", "/etc/passwd", "../../weights.bin", "a\nb"])
def test_weights_in_other_files_are_refused_wherever_they_are(place, refused):
    made = changed(data_location=TensorProto.EXTERNAL)
    made.graph.initializer[0].ClearField("raw_data")
    made.graph.initializer[0].external_data.add(key="location", value=place)
    assert refused(made) == (
        f"its weights stand in other files ({place.replace(chr(10), '?')}), which are not opened; ask for one file: "
        "torch.onnx.export(..., external_data=False), or onnx.save(onnx.load('model.onnx'), 'one_file.onnx')."
    )


def test_another_file_for_a_constant_in_the_graph_is_refused(refused):
    constant = graphs.constant("w", ONE)
    constant.attribute[0].t.data_location = TensorProto.EXTERNAL
    assert refused(graphs.model([constant, node("Add", "x w")])) == (
        "its weights stand in other files, which are not opened; ask for one file: torch.onnx.export(..., "
        "external_data=False), or onnx.save(onnx.load('model.onnx'), 'one_file.onnx')."
    )


def test_sparse_weights_are_refused(refused):
    made = graphs.mlp()
    made.graph.sparse_initializer.add(dims=[3])
    assert refused(made) == "stores weights as sparse tensors, which are not read. Ask for one with plain tensors."


def test_a_sparse_constant_is_refused(refused):
    made = graphs.model([helper.make_node("Constant", [], ["y"])])
    attribute = made.graph.node[0].attribute.add(name="sparse_value", type=onnx.AttributeProto.SPARSE_TENSOR)
    attribute.sparse_tensor.dims.append(3)
    assert refused(made) == (
        "node 0 (Constant): its attribute sparse_value is of the kind sparse_tensor, which is not read here."
    )


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"dims": [4, 2**39]},
            f"its tensor 0.weight of shape (4, 549755813888) needs 8796093022208 bytes; 48 are there. {FORGED}",
        ),
        (
            {"dims": [2**62, 2**62]},
            "its tensor 0.weight has the shape (4611686018427387904, 4611686018427387904); at most 8 sizes from 0 were "
            f"expected. {FORGED}",
        ),
        (
            {"dims": [-4, -3]},
            f"its tensor 0.weight has the shape (-4, -3); at most 8 sizes from 0 were expected. {FORGED}",
        ),
        (
            {"dims": [1] * 9},
            "its tensor 0.weight has the shape (1, 1, 1, 1, 1, 1, ...); at most 8 sizes from 0 were expected. "
            + FORGED,
        ),
        ({"raw_data": b"1234"}, f"its tensor 0.weight of shape (4, 3) needs 48 bytes; 4 are there. {FORGED}"),
        (
            {"float_data": [1.0]},
            f"its tensor 0.weight states its numbers twice, as raw_data and as float_data. {FORGED}",
        ),
        ({"data_type": TensorProto.STRING}, "its tensor 0.weight is of the type string, which is not read here."),
        ({"data_type": TensorProto.INT8}, "its tensor 0.weight is of the type int8, which is not read here."),
        ({"data_type": 77}, "its tensor 0.weight is of the type no. 77, which is not read here."),
        ({"name": ""}, f"its tensor 0 has no name. {FORGED}"),
        ({"name": "0.bias"}, f"its tensor 0.bias has a name of another. {FORGED}"),
        ({"name": "x"}, "takes no input; one tensor of rows was expected."),
        ({"name": "h"}, f"node 0 (Gemm) reads 0.weight, which no node before it computes. {FORGED}"),
    ],
)
def test_weights_that_do_not_fit_are_refused(fields, message, refused):
    assert refused(changed(**fields)) == message


def test_typed_numbers_that_are_too_few_are_refused(refused):
    made = changed(float_data=[1.0, 2.0])
    made.graph.initializer[0].ClearField("raw_data")
    assert refused(made) == f"its tensor 0.weight of shape (4, 3) needs 12 numbers; 2 are there. {FORGED}"
    made.graph.initializer[0].int64_data.append(3)
    assert refused(made) == f"its tensor 0.weight of the type float states int64_data. {FORGED}"


def test_a_segment_of_a_tensor_is_refused(refused):
    made = graphs.mlp()
    made.graph.initializer[0].segment.begin = 1
    assert (
        refused(made) == "its tensor 0.weight is one segment of a larger tensor, which is not read. Ask for one file."
    )


BRANCHING = (
    "chooses or repeats parts of the graph while it runs, which is not followed here. Ask for a network without "
    "branches and loops."
)
RANDOM = f"draws numbers at random, where an audit needs the same answer every time. {EXPORT_AGAIN}"
QUANTISED = "computes with quantised numbers, which is not done here. Ask for the model before it was quantised."
NOT_RUN = f"is not among the operators that are run here; it was not run. {HOW_TO_SAVE}"
FOREIGN = "only operators of ONNX itself (ai.onnx) are run here, so that it was not run."


@pytest.mark.parametrize(
    ("forged", "message"),
    [
        (node("If", "x"), f"node 0 (If) {BRANCHING}"),
        (node("Loop", "x x x", called="again"), f"node again (Loop) {BRANCHING}"),
        (node("Scan", "x"), f"node 0 (Scan) {BRANCHING}"),
        (node("RandomNormalLike", "x"), f"node 0 (RandomNormalLike) {RANDOM}"),
        (node("RandomUniform", "", shape=[3]), f"node 0 (RandomUniform) {RANDOM}"),
        (node("Multinomial", "x"), f"node 0 (Multinomial) {RANDOM}"),
        (node("QLinearMatMul", "x x x x x x x x"), f"node 0 (QLinearMatMul) {QUANTISED}"),
        (node("DequantizeLinear", "x x"), f"node 0 (DequantizeLinear) {QUANTISED}"),
        (node("GRU", "x x x"), f"node 0 (GRU) is a recurrent layer, which is not read from ONNX files. {HOW_TO_SAVE}"),
        (node("NonZero", "x"), f"node 0 (NonZero) {NOT_RUN}"),
        (node("Evil\x1b[2J", "x"), f"node 0 (Evil?[2J) {NOT_RUN}"),
        (
            node("Normalizer", "x", domain="ai.onnx.ml"),
            f"node 0 (Normalizer) belongs to ai.onnx.ml; {FOREIGN} {HOW_TO_SAVE}",
        ),
        (node("Relu", "x", domain="com.evil"), f"node 0 (Relu) belongs to com.evil; {FOREIGN} {HOW_TO_SAVE}"),
        (node("Relu", "x x"), f"node 0 (Relu) has 2 inputs; 1 were expected. {FORGED}"),
        (node("Gemm", "x -"), f"node 0 (Gemm) has 1 inputs; 2 to 3 were expected. {FORGED}"),
        (node("Sum", ""), f"node 0 (Sum) has 0 inputs; 1 or more were expected. {FORGED}"),
        (node("Relu", "x", "y z"), f"node 0 (Relu) has 2 results; 1 were expected. {FORGED}"),
        (
            node("MaxPool", "x", "y z", kernel_shape=[2]),
            "node 0 (MaxPool) is asked for more than its first result, which alone is computed here.",
        ),
        (
            node("Relu", "x", alpha=1.0),
            f"node 0 (Relu) has an attribute alpha, which its operator does not take. {FORGED}",
        ),
        (node("Elu", "x", alpha=1), f"node 0 (Elu) has an attribute alpha that is no float. {FORGED}"),
        (node("Concat", "x"), f"node 0 (Concat) lacks the attribute axis, which its operator needs. {FORGED}"),
        (node("Cast", "x", to=8), "node 0 (Cast): what it makes is of the type string, which is not read here."),
        (
            node("Constant", "", value_string="x"),
            f"node 0 (Constant) holds value_string; one tensor was expected. {FORGED}",
        ),
        (node("Constant", ""), f"node 0 (Constant) holds ; one tensor was expected. {FORGED}"),
        (
            node("Gelu", "x"),
            "node 0 (Gelu) is no operator of version 17, which the model states. " + FORGED,
        ),
        (
            node("Dropout", "x - mode"),
            f"node 0 (Dropout) drops numbers at random: the model was exported in training mode. {EXPORT_AGAIN}",
        ),
        (
            node("BatchNormalization", "x w w w w", training_mode=1),
            "node 0 (BatchNormalization) takes its statistics from each batch: the model was exported in training "
            f"mode. {EXPORT_AGAIN}",
        ),
    ],
    ids=lambda value: value.op_type if isinstance(value, onnx.NodeProto) else "",
)
def test_nodes_that_are_not_run_are_refused(forged, message, refused):
    tensors = {"mode": np.array(True), "w": ONE}
    opset = 17 if forged.op_type == "Gelu" else 20
    assert refused(graphs.model([forged], tensors, opset=opset)) == message


def test_a_mode_of_dropout_that_is_computed_is_refused(refused):
    made = graphs.model([node("Not", "flag", "mode"), node("Dropout", "x - mode")], {"flag": np.array(True)})
    assert refused(made) == (
        f"node 1 (Dropout) drops numbers at random: the model was exported in training mode. {EXPORT_AGAIN}"
    )


def test_batch_statistics_of_older_versions_are_refused(refused):
    made = graphs.model([node("BatchNormalization", "x w w w w", "y a b c d", called="bn")], {"w": ONE}, opset=9)
    assert refused(made) == (
        "node bn (BatchNormalization) takes its statistics from each batch: the model was exported in training mode. "
        + EXPORT_AGAIN
    )


def test_an_attribute_twice_or_of_a_function_is_refused(refused):
    twice = node("Elu", "x", alpha=1.0)
    twice.attribute.add().CopyFrom(twice.attribute[0])
    assert refused(graphs.model([twice])) == f"node 0 (Elu) has the attribute alpha twice. {FORGED}"
    referring = node("Elu", "x", alpha=1.0)
    referring.attribute[0].ref_attr_name = "other"
    assert refused(graphs.model([referring])) == f"node 0 (Elu) has an attribute alpha that is no float. {FORGED}"


@pytest.mark.parametrize(
    ("nodes", "outputs", "message"),
    [
        (
            [node("Add", "x b", "a"), node("Add", "x a", "b"), node("Relu", "b")],
            ["y"],
            f"node 0 (Add) reads b, which no node before it computes. {FORGED}",
        ),
        ([node("Add", "x y")], ["y"], f"node 0 (Add) reads y, which no node before it computes. {FORGED}"),
        (
            [node("Relu", "x"), node("Tanh", "x")],
            ["y"],
            f"node 1 (Tanh) computes y a second time. {FORGED}",
        ),
        ([node("Relu", "x", "x")], ["x"], f"node 0 (Relu) computes x a second time. {FORGED}"),
        ([node("Split", "x", "a a", axis=1)], ["a"], f"node 0 (Split) computes a a second time. {FORGED}"),
        ([node("Relu", "x")], ["z"], f"its output z is computed by no node. {FORGED}"),
        ([node("Relu", "x")], ["y", "y"], f"has the output y twice. {FORGED}"),
        ([node("Relu", "x")], [], f"has no output. {FORGED}"),
    ],
)
def test_graphs_that_cannot_be_followed_are_refused(nodes, outputs, message, refused):
    assert refused(graphs.model(nodes, outputs=outputs, opset=13)) == message


@pytest.mark.slow
def test_more_nodes_than_any_network_needs_are_refused(refused):
    made = graphs.model([node("Relu", "x", f"h{number}") for number in range(100_001)], outputs=["h0"])
    assert refused(made) == "has more than 100000 nodes, which no network needs."


def test_functions_are_refused(refused):
    made = graphs.mlp()
    made.functions.add(name="own")
    assert refused(made) == (
        "defines 1 function of its own (own), which are not read. Ask for a model with its functions inlined "
        "(onnx.inliner.inline_local_functions)."
    )


def test_instructions_for_training_are_refused(refused):
    made = graphs.mlp()
    made.training_info.add()
    assert refused(made) == f"holds instructions for training, which are not read. {EXPORT_AGAIN}"


@pytest.mark.parametrize("opset", [8, 24, -1])
def test_other_versions_of_the_operators_are_refused(opset, refused):
    assert refused(graphs.mlp(opset)) == (
        f"is written for version {opset} of ONNX's operators; 9 to 23 are read. Export it again with opset_version=20."
    )


@pytest.mark.parametrize("versions", [[], [9, 20]])
def test_no_version_or_two_are_refused(versions, refused):
    made = graphs.mlp()
    del made.opset_import[:]
    for version in versions:
        made.opset_import.add(domain="", version=version)
    assert refused(made) == f"states {len(versions)} versions of ONNX's operators; one was expected. {FORGED}"


@pytest.mark.parametrize(
    ("rows", "elem_type", "message"),
    [
        (
            (-1, 3),
            1,
            "its input x has the shape (-1, 3); rows in the first dimension and sizes from 1 were expected.",
        ),
        ((), 1, "its input x has the shape (); rows in the first dimension and sizes from 1 were expected."),
        (
            ("n", 0),
            1,
            "its input x has the shape (any, 0); rows in the first dimension and sizes from 1 were expected.",
        ),
        (("n", 3), TensorProto.STRING, "its input x is of the type string, which is not read here."),
        (("n", 3), TensorProto.UINT8, "its input x is of the type uint8, which is not read here."),
        (("n", 3), 0, "its input x is of the type undefined, which is not read here."),
    ],
)
def test_inputs_that_are_no_rows_are_refused(rows, elem_type, message, refused):
    assert refused(graphs.model([node("Relu", "x")], rows=rows, elem_type=elem_type)) == message


def test_several_inputs_are_refused_by_their_names_and_shapes(refused):
    made = graphs.mlp()
    made.graph.input.append(helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["n", 7, 2]))
    made.graph.input.append(helper.make_tensor_value_info("id", TensorProto.INT64, None))
    assert refused(made) == (
        "takes 3 inputs (x (any, 3), mask (any, 7, 2), id of unknown shape); one tensor of rows is given here. Export "
        "it again behind a forward that takes one tensor and splits it."
    )


def test_an_input_twice_is_refused(refused):
    made = graphs.mlp()
    made.graph.input.append(made.graph.input[0])
    assert refused(made) == f"has the input x twice. {FORGED}"


def test_a_sequence_as_input_is_refused(refused):
    made = graphs.mlp()
    made.graph.input[0].CopyFrom(helper.make_tensor_sequence_value_info("x", TensorProto.FLOAT, ["n"]))
    assert refused(made) == "its input x is a sequence; one tensor of rows was expected."


def test_names_that_are_no_text_are_refused(refused):
    data = graphs.mlp().SerializeToString()
    assert refused(data.replace(b"2.bias", b"2.b\xff\xfes")) == f"has a name that is no text in UTF-8. {FORGED}"
    einsum = graphs.model([node("Einsum", "x", equation="abc")]).SerializeToString()
    assert refused(einsum.replace(b"abc", b"\xff\xfe\xfd")) == f"has an attribute that is no text in UTF-8. {FORGED}"
