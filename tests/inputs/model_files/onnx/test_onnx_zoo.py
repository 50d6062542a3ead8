"""What PyTorch's two exporters write: outputs and hidden layers are those of the module that was exported."""

import io
import logging

import numpy as np
import pytest
import torch
import zoo

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files import ModelFile, open_bytes
from yasenn_report.inputs.network import take_file
from yasenn_report.yasenn.activations import capture

# The older exporter says of itself that it is deprecated; both speak of shapes and of packages that are not needed.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::torch.jit.TracerWarning"),
]
EXPORTED = [name for name in zoo.ZOO if name != "recurrent"]
OUTPUT_NAMES = ["logits", "value"]
# Numbers that an exporter keeps once or folds into others: tensors that are equal in an untrained network (24 zeros and
# ones of its normalisations), a BatchNorm behind a convolution or before a linear layer, the norm of a weight.
FOLDED = {
    "older": {"sequence": 8, "tokens": 24, "tokens_first": 24},
    "newer": {"sequence": 8, "norms": 8, "tokens": 24, "tokens_first": 24, "weight_norm": 9},
}


def exported(name: str, exporter: str, **options: object) -> bytes:
    network = zoo.build(name)
    rows = torch.ones(5, zoo.INPUTS, dtype=next(network.parameters()).dtype)
    outputs = OUTPUT_NAMES if name in zoo.OUTPUT_KEYS else ["y"]
    buffer = io.BytesIO()
    if exporter == "older":
        options = {"dynamic_axes": {"x": {0: "n"}}, "input_names": ["x"], "output_names": outputs, **options}
        torch.onnx.export(network, (rows,), buffer, dynamo=False, **options)
        return buffer.getvalue()
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    program = torch.onnx.export(
        network, (rows,), dynamic_shapes=[{0: torch.export.Dim.DYNAMIC}], output_names=outputs, verbose=False
    )
    return program.model_proto.SerializeToString()


def check(name: str, file: ModelFile, folded: int) -> None:
    table = np.random.default_rng(3).normal(size=(40, zoo.INPUTS))
    network = take_file(file, table, output_key="logits" if name in zoo.OUTPUT_KEYS else None)
    found, eager = capture(network, table), zoo.build(name)
    with torch.inference_mode():
        expected = eager(torch.tensor(table, dtype=next(eager.parameters()).dtype))
    if name in zoo.OUTPUT_KEYS:
        expected = expected["logits"] if isinstance(expected, dict) else expected[0]
    np.testing.assert_allclose(found.outputs, expected.reshape(len(table), -1).double().numpy(), atol=1e-5)
    assert [layer.shape[1] for layer in found.layers] == zoo.HIDDEN_UNITS[name]
    assert network.inputs == zoo.INPUTS
    assert network.file.kind == "an ONNX model"
    assert network.parameters == sum(one.numel() for one in eager.parameters()) - folded


@pytest.mark.parametrize("name", EXPORTED)
@pytest.mark.slow
def test_the_older_exporters_files_are_the_networks(name: str) -> None:
    check(name, open_bytes(exported(name, "older"), "model.onnx"), FOLDED["older"].get(name, 0))


@pytest.mark.slow
@pytest.mark.parametrize("name", EXPORTED)
def test_the_newer_exporters_files_are_the_networks(name: str) -> None:
    check(name, open_bytes(exported(name, "newer"), "model.onnx"), FOLDED["newer"].get(name, 0))


@pytest.mark.parametrize("opset", [9, 11, 13, 15, 17, 18, 20])
@pytest.mark.parametrize("name", ["mlp", "norms", "convolution"])
@pytest.mark.slow
def test_versions_of_the_operators_make_no_difference(name: str, opset: int) -> None:
    if opset < 13 and name == "convolution":
        name = "glu"  # the exporter itself cannot write Unflatten so early
    check(name, open_bytes(exported(name, "older", opset_version=opset), "model.onnx"), 0)


def test_layers_go_by_the_names_of_their_weights() -> None:
    network = take_file(open_bytes(exported("mlp", "older"), "model.onnx"))
    assert [(layer.path, layer.operations) for layer in network.layers] == [
        ("0", "Linear(6, 8), ReLU"),
        ("2", "Linear(8, 5), ReLU"),
        ("4", "Linear(5, 1)"),
    ]


def test_a_network_exported_for_one_row_runs_row_by_row() -> None:
    buffer = io.BytesIO()
    torch.onnx.export(zoo.build("convolution"), (torch.ones(1, zoo.INPUTS),), buffer, dynamo=False)
    file = open_bytes(buffer.getvalue(), "model.onnx")
    assert (file.fewest_rows, file.most_rows, file.input_shape) == (1, 1, (6,))
    check("convolution", file, 0)


def test_a_network_exported_in_training_mode_is_refused() -> None:
    mode = torch.onnx.TrainingMode.TRAINING
    with pytest.raises(ModelFileError) as refused:
        open_bytes(exported("norms", "older", training=mode, do_constant_folding=False), "model.onnx")
    assert str(refused.value) == (
        "model.onnx: node /0/BatchNormalization (BatchNormalization) takes its statistics from each batch: the model "
        "was exported in training mode. Export it again: torch.onnx.export(network.eval(), (rows,), 'model.onnx', "
        "external_data=False, dynamic_shapes=[{0: torch.export.Dim.DYNAMIC}]), rows being two or more rows of inputs."
    )


def test_a_recurrent_network_is_refused() -> None:
    with pytest.raises(ModelFileError) as refused:
        open_bytes(exported("recurrent", "older"), "model.onnx")
    assert str(refused.value).startswith(
        "model.onnx: node /cell/LSTM (LSTM) is a recurrent layer, which is not read from ONNX files. Ask its owner for "
    )
