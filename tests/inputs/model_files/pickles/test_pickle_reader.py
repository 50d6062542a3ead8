"""Pickles of every protocol become the same inert records."""

import pickle
from collections import OrderedDict
from pathlib import PurePosixPath

import pytest

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.pickles.reader import read_pickle
from yasenn_report.inputs.model_files.pickles.records import Call, Global, Obj, entries


class Point:
    def __init__(self) -> None:
        self.x = 3


@pytest.mark.parametrize("protocol", range(6))
@pytest.mark.parametrize("value", [None, True, 5, -(2**40), 2.5, "größe", [1, "a"], {"a": (1, (2,), 3, 4)}, [], {}, ()])
def test_plain_values_are_what_they_were(protocol, value):
    assert read_pickle(pickle.dumps(value, protocol)).root == value


@pytest.mark.parametrize("protocol", range(6))
def test_an_ordered_dictionary_has_its_entries(protocol):
    held = OrderedDict(a=1, b=2)
    root = read_pickle(pickle.dumps(held, protocol)).root
    assert isinstance(root, Call)
    assert root.func == Global("collections", "OrderedDict")
    assert entries(root) == dict(held)


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_an_object_is_a_record_of_its_class_and_state(protocol):
    root = read_pickle(pickle.dumps(Point(), protocol)).root
    assert isinstance(root, Obj)
    assert root.func == Global(Point.__module__, "Point")
    assert root.states == [{"x": 3}]


@pytest.mark.parametrize("protocol", range(6))
def test_every_call_is_kept(protocol):
    calls = read_pickle(pickle.dumps([PurePosixPath("a"), {1, 2}], protocol)).calls
    assert Global("pathlib", "PurePosixPath") in {call.func for call in calls}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "its pickle is damaged after byte 0 (pickle exhausted before seeing STOP). Copy the file again."),
        (b".", "its pickle is damaged (it takes a value where there is none). Copy the file again."),
        (b"t.", "its pickle is damaged (it looks for a mark where there is none). Copy the file again."),
        (b"h\x05.", "its pickle is damaged (nothing is remembered as 5). Copy the file again."),
        (b"Np99999999999999999999\n.", "its pickle is damaged (it remembers a value as 99999999999999999999). Copy"),
        (b"}(Nu.", "its pickle is damaged (a key without a value). Copy the file again."),
        (b"NNb.", "its pickle gives state to None, which has none."),
        (b"NNa.", "its pickle adds elements to None, which has none."),
        (b"NNNs.", "its pickle adds entries to None, which has none."),
        (b"NN\x93.", "its pickle is damaged (it imports something that is no name). Copy the file again."),
        (b"\x82\x01.", "its pickle uses the instruction EXT1, which torch.save never writes."),
        (b"N" * 1_000_002 + b".", "its pickle has more than 1000000 instructions; no network needs so many."),
        (b"}I" + b"9" * 5000 + b"\nNs.", "its pickle is damaged after byte 0 (Exceeds the limit"),
    ],
)
def test_pickles_that_say_nothing_are_refused(data, message):
    with pytest.raises(ModelFileError) as refused:
        read_pickle(data)
    assert str(refused.value).startswith(message)
