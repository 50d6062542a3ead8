"""Tensors stay within their storages, whatever the file says."""

import io
import zipfile

import pytest
import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.archive import open_archive
from yasenn_report.inputs.model_files.pickles.records import Call, Global, Persist
from yasenn_report.inputs.model_files.tensors import REBUILD_PARAMETER, REBUILD_TENSOR, Tensors

FLOAT = Global("torch", "FloatStorage")


def _tensors(count: int = 6) -> Tensors:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("m/data/0", torch.arange(float(count)).numpy().tobytes())
    return Tensors(open_archive(buffer.getvalue()), len(buffer.getvalue()))


def _record(offset=0, size=(2, 3), stride=(3, 1), count=6, kind=FLOAT, key="0", hooks=None) -> Call:
    return Call(REBUILD_TENSOR, (Persist(("storage", kind, key, "cpu", count)), offset, size, stride, False, hooks))


def test_a_tensor_is_a_view_of_its_storage():
    made = _tensors().tensor(_record(offset=1, size=(2, 2), stride=(1, 3)), "w")
    assert made.tolist() == [[1.0, 4.0], [2.0, 5.0]]


def test_the_same_record_gives_the_same_tensor():
    tensors, record = _tensors(), _record()
    assert tensors.tensor(record, "w") is tensors.tensor(record, "w")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"offset": 1}, "w reaches to number 7 of a storage of 6; the file is damaged or forged."),
        ({"stride": (2**62, 2**62)}, "w reaches to number 13835058055282163713 of a storage of 6; the file"),
        ({"size": (2**62, 2**62)}, "w reaches to number "),
        ({"size": (2**40,), "stride": (0,)}, "w unfolds 6 numbers into 1099511627776, which no layer needs."),
        ({"stride": (-3, 1)}, "w has offset 0, size (2, 3), stride (-3, 1); whole numbers from 0 were expected"),
        ({"offset": -1}, "w has offset -1, size (2, 3), stride (3, 1); whole numbers from 0"),
        ({"offset": True}, "w has offset True, size"),
        ({"stride": (1,)}, "w has offset 0, size (2, 3), stride (1,); whole numbers"),
        ({"size": (1,) * 9, "stride": (1,) * 9}, "w has offset 0, size (1, 1, 1, 1, 1, 1, ...), stride"),
        ({"count": 7}, "w needs 28 bytes from storage 0, which has 24; the file is damaged or forged."),
        ({"count": 5}, "w needs 20 bytes from storage 0, which has 24"),
        ({"count": -1}, "w needs -4 bytes from storage 0, which has 24"),
        ({"count": 10**30}, "w needs 4000000000000000000000000000000 bytes from storage 0"),
        ({"key": "../0"}, "w needs 24 bytes from storage ../0, which has 0"),
        ({"kind": Global("torch", "QInt8Storage")}, "w is stored as torch.QInt8Storage, a type that is not read here."),
        ({"hooks": Call(Global("os", "system"), ())}, "w is made by torch._utils._rebuild_tensor_v2, where a plain"),
    ],
)
def test_records_that_reach_outside_are_refused(changes, message):
    with pytest.raises(ModelFileError) as refused:
        _tensors().tensor(_record(**changes), "w")
    assert str(refused.value).startswith(message)


def test_a_storage_has_one_type():
    tensors = _tensors()
    tensors.tensor(_record(), "w")
    with pytest.raises(ModelFileError, match=r"reads storage 0 as torch\.int32"):
        tensors.tensor(_record(kind=Global("torch", "IntStorage")), "b")


def test_many_views_of_one_storage_are_refused_when_they_would_fill_the_memory():
    tensors = _tensors(6000)
    records = [_record(size=(6000,), stride=(1,), count=6000) for _ in range(6)]
    with pytest.raises(ModelFileError, match="the tensors unfold to more than 4 times the file's size"):
        _ = [tensors.tensor(record, "w") for record in records]


def test_a_parameter_of_integers_is_refused():
    record = Call(REBUILD_PARAMETER, (_record(kind=Global("torch", "IntStorage")), False, None))
    with pytest.raises(ModelFileError, match=r"w holds torch\.int32 numbers; weights of float type were expected"):
        _tensors().tensor(record, "w")
