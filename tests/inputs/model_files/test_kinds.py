"""Files of other kinds get a plain sentence that says what they are."""

import gzip
import io
import json
import pickle
import warnings

import numpy as np
import pytest
import torch
from torch import nn

from yasenn_report.inputs.model_files.kinds import Kind, kind_of_bytes, kind_of_members


def _safetensors(header_length: int) -> bytes:
    header = json.dumps({"w": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}).ljust(header_length).encode()
    return len(header).to_bytes(8, "little") + header + bytes(4)


def _npy() -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, np.zeros(3))
    return buffer.getvalue()


def _legacy() -> bytes:
    buffer = io.BytesIO()
    torch.save({"a": torch.zeros(2)}, buffer, _use_new_zipfile_serialization=False)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", Kind.EMPTY),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", Kind.LFS_POINTER),
        (b"\n<!DOCTYPE html><html></html>", Kind.WEB_PAGE),
        (b"age,income,label\n1,2,0\n", Kind.TEXT),
        ("größe,preis\n1,2\n".encode(), Kind.TEXT),
        (gzip.compress(b"x", mtime=0), Kind.COMPRESSED),
        (_safetensors(100), Kind.SAFETENSORS),
        (_safetensors(896), Kind.SAFETENSORS),  # begins with 80 03, as pickle 3 does
        (_npy(), Kind.NUMPY),
        (_legacy(), Kind.LEGACY_TORCH),
        *((pickle.dumps({"a": [1]}, protocol), Kind.PICKLE) for protocol in range(6)),
        (b"cos\nsystem\n(S'x'\ntR.", Kind.PICKLE),
        (b"\x89HDF\r\n\x1a\n", Kind.HDF5),
        (b"\x08\x09\x12\x07pytorch", Kind.ONNX),
        (b"\x7fELF\x02", Kind.PROGRAM),
        (b"\xff\xfe\x00\x01", Kind.UNKNOWN),
    ],
    ids=lambda value: value.name if isinstance(value, Kind) else "",
)
def test_kinds_are_told_from_the_first_bytes(data, kind):
    assert kind_of_bytes(data) is kind


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ({"data.pkl", "version"}, Kind.WHOLE_MODULE),
        ({"data.pkl", "constants.pkl", "code/__torch__.py"}, Kind.TORCHSCRIPT),
        ({"data.pkl", "constants.pkl", "code/__torch__.py", "bytecode.pkl"}, Kind.LITE),
        ({"archive_format", "models/model.json"}, Kind.EXPORTED),
        ({"archive_format", "data/aotinductor/model.so"}, Kind.COMPILED),
        ({"a.npy"}, Kind.NUMPY),
        ({"letter.txt"}, Kind.OTHER_ZIP),
        (set(), Kind.OTHER_ZIP),
    ],
)
def test_zip_archives_are_told_from_their_members(names, kind):
    assert kind_of_members(names) is kind


def test_a_program_of_the_lite_interpreter_is_refused_with_the_way_out(write, refusal):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = torch.jit.script(nn.Linear(1, 1))._save_to_buffer_for_lite_interpreter()
    assert refusal(write(data)) == (
        "this is a TorchScript program with a second program for the lite interpreter of phones beside it "
        "(bytecode.pkl), which cannot be opened as a network. Ask its owner for the file that torch.jit.save writes."
    )


def test_a_table_in_the_models_place_is_refused_with_the_order_of_arguments(write, refusal):
    assert refusal(write(b"a,b\n1,2\n")) == (
        "this is text, such as a CSV table, not a model, which cannot be opened as a network. Check the order of the "
        "arguments: the model file comes first."
    )


def test_a_truncated_file_is_refused(save, network, write, refusal):
    data = save(network).read_bytes()
    message = refusal(write(data[: len(data) // 2]))
    assert message.startswith("the archive is damaged (File is not a zip file). Copy the file again")
