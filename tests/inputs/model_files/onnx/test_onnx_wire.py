"""Bytes that are no ONNX model, or would make too much of themselves when parsed."""

import graphs
import pytest

from yasenn_report.inputs.model_files.onnx.wire import MOST_BYTES
from yasenn_report.inputs.model_files.onnx.wording import FORGED

IR_VERSION = b"\x08\x09"


def message(field: int, content: bytes) -> bytes:
    """A part that is counted in bytes."""
    return varint(field << 3 | 2) + varint(len(content)) + content


def varint(number: int) -> bytes:
    made = bytearray()
    while number > 0x7F:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*made, number])


def test_a_file_without_a_graph_is_refused(refused):
    assert refused(IR_VERSION) == f"holds no graph; one was expected. {FORGED}"


def test_two_graphs_which_readers_would_merge_are_refused(refused):
    data = graphs.mlp().SerializeToString()
    assert refused(data + data) == f"holds 2 graphs; one was expected. {FORGED}"


def test_truncated_files_are_refused(refused):
    data = graphs.mlp().SerializeToString()
    assert len(data) == 342
    assert refused(data[:200]) == f"announces 331 bytes at byte 5, where 195 are left. {FORGED}"
    for length in range(3, len(data)):
        assert refused(data[:length]).endswith(FORGED)


def test_a_claim_of_a_hundred_megabytes_is_refused(refused):
    assert refused(IR_VERSION + b"\x3a" + varint(100_000_000) + b"abc") == (
        f"announces 100000000 bytes at byte 7, where 3 are left. {FORGED}"
    )


@pytest.mark.parametrize("content", [b"\x0b", b"\x0f", b"\xff" * 11])
def test_what_is_no_field_is_refused(content, refused):
    assert refused(IR_VERSION + content) == f"is no sound message of Protocol Buffers (byte 2). {FORGED}"


def test_an_endless_number_is_refused(refused):
    assert refused(IR_VERSION + b"\x08" + b"\x80" * 20) == (
        f"is no sound message of Protocol Buffers (byte 3). {FORGED}"
    )


BOMBS = {
    "nodes": message(7, message(1, b"") * 1_100_000),
    "attributes": message(7, message(1, message(5, b"") * 1_100_000)),
    "dimensions": message(7, message(11, message(2, message(1, message(2, message(1, b"") * 1_100_000))))),
    "unknown parts": message(7, b"") + message(20, bytes(2_200_000)),
    "functions": message(7, b"") + message(25, bytes(2_200_000)),
    "nested graphs": message(7, message(1, message(5, message(6, message(1, b"") * 1_100_000)))),
}


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.slow
def test_more_parts_than_any_network_needs_are_refused_before_they_are_made(bomb, refused):
    assert refused(IR_VERSION + BOMBS[bomb]) == (
        f"consists of more than 1000000 parts, which no network needs. {FORGED}"
    )


def test_graphs_in_graphs_without_end_are_refused(refused):
    nested = b""
    for _ in range(300):
        nested = message(1, message(5, message(6, nested)))
    assert refused(IR_VERSION + message(7, nested)) == (
        f"has parts within parts to more than 64 levels, which no network needs. {FORGED}"
    )


def test_files_beyond_the_limit_of_protocol_buffers_are_refused(refused, monkeypatch):
    monkeypatch.setattr("yasenn_report.inputs.model_files.onnx.wire.MOST_BYTES", 100)
    data = graphs.mlp().SerializeToString()
    assert MOST_BYTES == 2**31 - 1
    assert refused(data) == f"has {len(data)} bytes; an ONNX model has at most 100."
