"""Hostile and broken inputs on the command line: one exact line, exit code 1, nothing run, nothing written."""

import bz2
import io
import json
import os
import pickle
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch
from torch import nn

from yasenn_report.cli import main

HOW = (
    "Ask its owner for an exported program: program = torch.export.export(network.eval(), (rows,), "
    "dynamic_shapes=[{0: torch.export.Dim.DYNAMIC}]); torch.export.save(program, 'model.pt2'), rows being two or more "
    "rows of inputs; or name code that builds the network: --arch network.py:NAME."
)
SOUND = "a,b,y\n" + "".join(f"{i / 7},{i % 5},{i % 2}\n" for i in range(40))
Make = Callable[[Path], None]


class Calling:
    """Pickles as a call."""

    def __init__(self, func: Callable[..., Any], *args: object) -> None:
        self.call = (func, args)

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[object, ...]]:
        return self.call


def network() -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1), nn.Sigmoid()).eval()


def touching(folder: Path) -> Calling:
    return Calling(os.system, f"touch {folder / 'marker'}")


def saved(change: Callable[[nn.Sequential], object], **options: Any) -> Make:
    return lambda folder: torch.save(change(network()), folder / "model.pt", **options)


def raw(data: bytes) -> Make:
    return lambda folder: (folder / "model.pt").write_bytes(data) and None


def archive(*members: tuple[str, bytes], before: bytes = b"", after: bytes = b"") -> Make:
    def write(folder: Path) -> None:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as file:
            for name, content in members:
                file.writestr(name, content)
        (folder / "model.pt").write_bytes(before + made.getvalue() + after)

    return write


def changed(how: Callable[[bytes], bytes]) -> Make:
    def write(folder: Path) -> None:
        torch.save(network(), folder / "model.pt")
        (folder / "model.pt").write_bytes(how((folder / "model.pt").read_bytes()))

    return write


def hooked(one: nn.Sequential) -> nn.Sequential:
    one[1]._forward_hooks[0] = print
    return one


def swapped(one: nn.Sequential) -> nn.Sequential:
    one[1].__dict__["forward"] = nn.Tanh()
    return one


def giant(one: nn.Sequential) -> nn.Sequential:
    one[0].in_features = 2_000_000_000
    return one


def own_calls(folder: Path, protocol: int) -> None:
    torch.save(touching(folder), folder / "model.pt", pickle_protocol=protocol)


def asks(name: str) -> str:
    return f"model.pt: asks Python to call {name}; it was not run. No network of standard layers needs it. {HOW}"


def kind(words: str, advice: str) -> str:
    return f"model.pt: this is {words}, which cannot be opened as a network. {advice}"


SPAN = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}
OVERLAPPING = json.dumps({"a": SPAN, "b": SPAN}).encode()
TWICE = "so it can be read in two ways. Copy the file again, or ask its owner for a new one."
UNPACK = "Unpack it and name the model file inside."
MODELS: dict[str, tuple[Make, str]] = {
    "os.system, protocol 2": (lambda folder: own_calls(folder, 2), asks("os.system")),
    "os.system, protocol 3": (lambda folder: own_calls(folder, 3), asks("os.system")),
    "os.system, protocol 4": (lambda folder: own_calls(folder, 4), asks("os.system")),
    "os.system, protocol 5": (lambda folder: own_calls(folder, 5), asks("os.system")),
    "protocol 0": (archive(("m/data.pkl", b"cos\nsystem\n(S'touch marker'\ntR.")), asks("os.system")),
    "INST": (archive(("m/data.pkl", b"(S'touch marker'\nios\nsystem\n.")), asks("os.system")),
    "OBJ": (archive(("m/data.pkl", b"(cos\nsystem\nS'touch marker'\no.")), asks("os.system")),
    "STACK_GLOBAL": (
        archive(("m/data.pkl", b"\x80\x04\x8c\x05posix\x8c\x06system\x93\x8c\x01x\x85R.")),
        asks("os.system"),
    ),
    "eval": (archive(("m/data.pkl", b"c__builtin__\neval\n(S'1'\ntR.")), asks("builtins.eval")),
    "torch.hub": (archive(("m/data.pkl", b"ctorch.hub\nload\n(S'x'\ntR.")), asks("torch.hub.load")),
    "nested torch.load": (
        archive(("m/data.pkl", b"ctorch.storage\n_load_from_bytes\n(S'x'\ntR.")),
        asks("torch.storage._load_from_bytes"),
    ),
    "call beside weights": (
        lambda folder: torch.save({"w": network().state_dict(), "o": touching(folder)}, folder / "model.pt"),
        asks("os.system"),
    ),
    "replacement of a method": (
        saved(lambda _: Calling(torch._tensor._rebuild_from_type_v2, nn.Identity, nn.Identity, (), {})),
        asks("torch._tensor._rebuild_from_type_v2"),
    ),
    "hooks": (
        saved(hooked),
        "model.pt: 1 (ReLU) carries hooks (_forward_hooks), which are code; none of it was run. Remove them and save "
        "the network again.",
    ),
    "swapped forward": (
        saved(swapped),
        "model.pt: 1 (ReLU) has an attribute 'forward' of class torch.nn.modules.activation.Tanh; a number, a text or "
        "a tuple of them was expected.",
    ),
    "giant sizes": (
        saved(giant),
        "model.pt: 0.weight has the shape (4, 2); the layer's other values give (4, 2000000000).",
    ),
    "old format": (
        lambda folder: torch.save(touching(folder), folder / "model.pt", _use_new_zipfile_serialization=False),
        kind(
            "a file in the format of torch.save before PyTorch 1.6",
            "Open it where it was made and save it again with torch.save(network, 'model.pt') of PyTorch 1.6 or newer.",
        ),
    ),
    "bare pickle": (
        lambda folder: (folder / "model.pt").write_bytes(pickle.dumps(touching(folder))) and None,
        kind("a Python pickle that was not made by torch.save; none of it was run", HOW),
    ),
    "memo bomb": (
        archive(("m/data.pkl", b"\x80\x02Nr" + struct.pack("<I", 0xFFFFFFFF) + b".")),
        f"model.pt: holds None, where a network was expected. {HOW}",
    ),
    "deep nesting": (
        archive(("m/data.pkl", b"\x80\x02" + b"]" * 100_000 + b"a" * 99_999 + b".")),
        f"model.pt: holds a list, where a network was expected. {HOW}",
    ),
    "member twice": (
        archive(("m/data.pkl", b"N."), ("m/DATA.pkl", b"N.")),
        f"model.pt: has the member m/data.pkl twice, {TWICE}",
    ),
    "member outside": (
        archive(("m/data.pkl", b"N."), ("../evil", b"x")),
        "model.pt: has a member ../evil that points outside the archive. Copy the file again, or ask its owner for a "
        "new one.",
    ),
    "polyglot": (
        archive(("m/data.pkl", b"N."), before=b"#!/bin/sh\n"),
        kind("no kind of model file that is known here", HOW),
    ),
    "data behind": (
        archive(("m/data.pkl", b"N."), after=b"more"),
        "model.pt: has other data after the archive in it. Copy the file again, or ask its owner for a new one.",
    ),
    "truncated": (
        changed(lambda data: data[: len(data) // 2]),
        "model.pt: the archive is damaged (File is not a zip file). Copy the file again, or ask its owner for a new "
        "one.",
    ),
    "machine code": (
        archive(("m/archive_format", b"pt2"), ("m/data/aotinductor/model.so", b"\x7fELF")),
        kind("an AOTInductor package, which is machine code", HOW),
    ),
    "exported program without a graph": (
        archive(("m/archive_format", b"pt2"), ("m/models/model.json", b"{}"), ("m/data/weights/model.pt", b"N.")),
        "model.pt: its program: schema_version is None; a JSON object was expected. The file is damaged or forged.",
    ),
    "empty": (raw(b""), kind("an empty file", "Copy the model file again.")),
    "LFS pointer": (
        raw(b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n"),
        kind("a Git LFS pointer, not the file it points to", "Fetch the file itself with: git lfs pull."),
    ),
    "web page": (
        raw(b"<!DOCTYPE html><html></html>"),
        kind("a web page or XML, not a model", "Download the model file itself, not the page that shows it."),
    ),
    "table": (
        raw(SOUND.encode()),
        kind("text, such as a CSV table, not a model", "Check the order of the arguments: the model file comes first."),
    ),
    "compressed": (raw(bz2.compress(b"x")), kind("a compressed file", UNPACK)),
    "Keras": (
        raw(b"\x89HDF\r\n\x1a\n"),
        kind("an HDF5 file, perhaps a Keras model", "Only networks of PyTorch are audited."),
    ),
    "safetensors, header beyond the file": (
        raw(struct.pack("<Q", 40) + b"{}"),
        kind("no kind of model file that is known here", HOW),
    ),
    "safetensors, overlapping": (
        raw(struct.pack("<Q", len(OVERLAPPING)) + OVERLAPPING + bytes(8)),
        "model.pt: b overlaps the tensor before it. The file is damaged or forged; copy it again.",
    ),
    "folder": (
        lambda folder: (folder / "model.pt").mkdir(),
        "model.pt: this is a folder; a model file was expected.",
    ),
    "missing": (lambda _: None, "model.pt: there is no such file. Check the path."),
    "one layer": (
        lambda folder: torch.save(nn.Sequential(nn.Linear(2, 1), nn.Sigmoid()), folder / "model.pt"),
        "model.pt: the network has 1 layer with weights and so no hidden layer; the audit follows rows through at "
        "least one hidden layer, and a network without one is its own explanation: read its weights",
    ),
    "NaN": (
        saved(lambda one: (one[0].weight.data.fill_(float("nan")), one)[1]),
        "model.pt: in row 6 the network computes a value that is no number or is larger than 1e+37; check the weights "
        "and the scale of the inputs",
    ),
}

ROWS = "an audit needs rows to measure on"
TABLES: dict[str, tuple[bytes | None, str]] = {
    "empty": (b"", "data.csv: the file is empty (0 bytes): a header line and rows of numbers were expected"),
    "header only": (b"a,b,y\n", f"data.csv: there are no rows below the header: {ROWS}"),
    "ragged": (
        b"a,b,y\n1,2,0\n1,2\n",
        "data.csv: row 2 (line 3) has 2 fields, the header has 3: correct the row, or quote its text",
    ),
    "name twice": (
        b"a,a,y\n1,2,0\n",
        "data.csv: 'a' stands twice in the header (columns 1 and 2): rename or remove one of them",
    ),
    "open quote": (
        b'a,b,y\n1,"2,0\n3,4,1\n',
        "data.csv: row 1 opens a quote that is never closed: close it, or double a quote that is meant as such",
    ),
    "missing entry": (
        b"a,b,y\n1,,0\n2,3,1\n",
        "data.csv: row 1, column 'b' is empty; every input needs a number in every row: fill the entry, or leave such "
        "rows out by --missing drop (1 of 2 rows: 1 lacks 'b')",
    ),
    "no header": (
        b"1.5,2.5,0\n1,2,1\n",
        "data.csv: the first line holds numbers ('1.5', '2.5', '0'): put a header line with column names above",
    ),
    "NUL": (
        b"a,b,y\n1,\x002,0\n",
        "data.csv: byte 9 (line 2) is NUL, so this is not text: export the table as CSV in UTF-8",
    ),
    "missing file": (None, "data.csv: there is no such file: check the path data.csv"),
}


@pytest.fixture
def refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """Audit what lies in the folder; give the one line that refuses it."""
    monkeypatch.chdir(tmp_path)

    def run() -> str:
        before, imported = set(Path().rglob("*")), set(sys.modules)
        with pytest.raises(SystemExit) as stop:
            main(["model.pt", "data.csv", "--target", "y", "-o", "audit.html", "-o", "audit.json"])
        out, err = capsys.readouterr()
        assert (stop.value.code, out) == (1, "")
        assert err.startswith("Error: ")
        assert err.count("\n") == 1
        assert err[:-1].isprintable()
        assert set(Path().rglob("*")) == before  # no marker, no output, nothing half-written
        assert not {name for name in set(sys.modules) - imported if name.split(".")[0] in ("antigravity", "this")}
        return err.removeprefix("Error: ").rstrip("\n")

    return run


@pytest.mark.parametrize("name", MODELS)
def test_a_hostile_or_broken_model_is_refused(name: str, tmp_path: Path, refused: Callable[[], str]) -> None:
    make, message = MODELS[name]
    make(tmp_path)
    (tmp_path / "data.csv").write_text(SOUND)
    assert refused() == message


@pytest.mark.parametrize("name", TABLES)
def test_a_hostile_or_broken_table_is_refused(name: str, tmp_path: Path, refused: Callable[[], str]) -> None:
    data, message = TABLES[name]
    torch.save(network(), tmp_path / "model.pt")
    if data is not None:
        (tmp_path / "data.csv").write_bytes(data)
    assert refused() == message


def test_there_are_enough_of_them() -> None:
    assert len(MODELS) + len(TABLES) >= 40


def test_a_table_of_one_row_cannot_be_audited(tmp_path: Path, refused: Callable[[], str]) -> None:
    torch.save(network(), tmp_path / "model.pt")
    (tmp_path / "data.csv").write_text("a,b,y\n1,2,0\n")
    assert refused() == (
        "data.csv: it has 1 row; an audit fits on some and measures on the others, and needs at least 40 rows in all: "
        "give a larger holdout"
    )


def test_objects_in_an_array_are_not_unpickled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    torch.save(network(), tmp_path / "model.pt")
    (tmp_path / "data.csv").write_text(SOUND)
    np.save(tmp_path / "prepared.npy", np.array([touching(tmp_path)], dtype=object), allow_pickle=True)
    with pytest.raises(SystemExit) as stop:
        main(["check", "model.pt", "data.csv", "--target", "y", "--prepared", "prepared.npy"])
    assert stop.value.code == 1
    assert capsys.readouterr().err.startswith("Error: prepared.npy: ")
    assert not (tmp_path / "marker").exists()


@pytest.mark.slow
def test_a_pipe_that_closes_is_refused(tmp_path: Path) -> None:
    torch.save(network(), tmp_path / "model.pt")
    command = [sys.executable, "-m", "yasenn_report", "check", "model.pt", "-"]
    ended = subprocess.run(command, cwd=tmp_path, input=b"", capture_output=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.decode() == (
        "Error: standard input: it is empty (0 bytes): a header line and rows of numbers were expected\n"
    )


def test_columns_of_a_frame_with_lists_are_refused(tmp_path: Path, refused: Callable[[], str]) -> None:
    torch.save(network(), tmp_path / "model.pt")
    pd.DataFrame({"a": [[1, 2]] * 12, "b": range(12), "y": [0, 1] * 6}).to_parquet(tmp_path / "data.csv")
    assert refused().startswith("data.csv: ")
