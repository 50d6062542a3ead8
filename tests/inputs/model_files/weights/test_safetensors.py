"""Files of safetensors: a JSON header with offsets, and numbers behind it."""

import json
import struct

import pytest
import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files import open_model
from yasenn_report.inputs.model_files.weights.safetensors import read_safetensors

COPY = "The file is damaged or forged; copy it again."


def packed(header: object, body: bytes = b"") -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + body


def of_state(state: dict[str, torch.Tensor], pad_to: int = 0) -> bytes:
    header, body = {"__metadata__": {"format": "pt"}}, b""
    names = {torch.float32: "F32", torch.int64: "I64", torch.float16: "F16"}
    for name, tensor in state.items():
        content = tensor.contiguous().numpy().tobytes()
        header[name] = {
            "dtype": names[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [len(body), len(body) + len(content)],
        }
        body += content
    text = json.dumps(header).encode()
    return packed(text.ljust(pad_to), body)


@pytest.mark.parametrize("pad_to", [0, 896])  # a header of 896 bytes begins like a pickle of protocol 3
def test_weights_find_their_places(write, arch, trained, rows, pad_to):
    opened = open_model(write(of_state(trained.state_dict(), pad_to)), arch=arch("build"))
    with torch.inference_mode():
        assert torch.equal(opened.run(rows), trained(rows))
    assert opened.kind == "a safetensors file of weights"


def test_half_precision_is_run_in_single(write, arch, trained):
    state = {name: value.half() if value.is_floating_point() else value for name, value in trained.state_dict().items()}
    opened = open_model(write(of_state(state)), arch=arch("build"))
    assert opened.dtype == torch.float32
    assert "The weights are stored as float16 and are run as float32." in opened.notes


def test_without_code_the_tensors_are_listed(write, refusal, trained):
    message = refusal(write(of_state(trained.state_dict())))
    assert message.startswith(
        "this is a safetensors file, which holds weights only, without the network that they belong to (9 tensors: "
        "first.weight (3, 4), first.bias (3,), norm.weight (3,), ...). The activation functions and the order of the "
        "layers cannot be read from weights, and a wrong guess gives a wrong audit. Ask its owner for"
    )
    assert message.endswith("name code that builds the network: --arch network.py:NAME.")


F32 = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (struct.pack("<Q", 2**60) + b"{}", f"its header claims {2**60} bytes; the file has 10. {COPY}"),
        (packed(b"{" * 100_000), "its header is no JSON"),
        (packed(b"[]"), f"its header is a list, where a dictionary was expected. {COPY}"),
        (packed(b'{"a": 1, "a": 2}'), f"its header has a name twice, so that it can be read in two ways. {COPY}"),
        (packed({"a": F32}, b"1234"), f"its tensors end at byte 77 of 73. {COPY}"),
        (packed({"a": F32}, bytes(12)), f"its tensors end at byte 77 of 81. {COPY}"),
        (packed({"a": F32, "b": F32}, bytes(8)), f"b overlaps the tensor before it. {COPY}"),
        (packed({"a": {**F32, "data_offsets": [4, 12]}}, bytes(12)), f"a leaves a gap before it. {COPY}"),
        (
            packed({"a": {**F32, "shape": [3]}}, bytes(8)),
            f"a has a type, shape and place that do not fit each other. {COPY}",
        ),
        (
            packed({"a": {**F32, "shape": [2**62, 2**62]}}, bytes(8)),
            f"a has a type, shape and place that do not fit each other. {COPY}",
        ),
        (
            packed({"a": {**F32, "shape": [-2, -1]}}, bytes(8)),
            f"a has a type, shape and place that do not fit each other. {COPY}",
        ),
        (packed({"a": {**F32, "dtype": "F4"}}, bytes(8)), "a is stored as F4, a type that is not read here."),
        (packed({"a": 3}), f"a has a type, shape and place that do not fit each other. {COPY}"),
    ],
)
def test_forged_headers_are_refused(data, message):
    with pytest.raises(ModelFileError) as refusal:
        read_safetensors(data)
    assert str(refusal.value).startswith(message)
    assert str(refusal.value).isprintable()
