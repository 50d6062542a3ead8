"""For a minute, damaged copies of every kind of model file and of table: opened and run, or refused in one line."""

import io
import struct
import time
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch
import zoo
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yasenn_report.errors import YasennReportError
from yasenn_report.inputs.holdout import read_holdout
from yasenn_report.inputs.model_files import ArchitectureRequest, open_bytes
from yasenn_report.inputs.network import take_file
from yasenn_report.yasenn.activations import capture

pytestmark = pytest.mark.slow

X = np.random.default_rng(0).normal(size=(9, zoo.INPUTS))
ARCH = ArchitectureRequest(path=Path(zoo.__file__), name="make_residual_norm")
NEEDS_CODE = ("weights", "safetensors")
SECONDS = 40
"""At most, for models and as much for tables; so many copies as follow take about 30 s each on one core."""
MODELS, TABLES = 1200, 2500

Edit = tuple[float, int, int]
BYTES = st.sampled_from([0, 1, 46, 48, 128, 255]) | st.integers(0, 255)
PLACES = st.floats(0, 1, exclude_max=True)
EDITS = st.lists(st.tuples(PLACES, BYTES, st.integers(0, 3)), min_size=1, max_size=4)
SETTINGS = {"deadline": None, "derandomize": True, "database": None, "suppress_health_check": list(HealthCheck)}


def refusal_of(attempt: Callable[[], object], name: str) -> str | None:
    """The one line that refuses, None if nothing does; whatever else is raised is a bug."""
    try:
        attempt()
    except YasennReportError as refusal:
        message = str(refusal)
    else:
        return None
    if "\n" in message or not message.startswith(f"{name}: "):
        raise AssertionError(message)
    return message


def damaged(data: bytes, edits: list[Edit]) -> bytes:
    """Bytes replaced, left out or doubled, and perhaps all behind a place cut off."""
    for place, byte, how in edits:
        at = int(place * len(data))
        if how == 0:
            data = data[:at]
        elif how == 1:
            data = data[:at] + bytes([byte]) + data[at + 1 :]
        elif how == 2:
            data = data[:at] + bytes([byte]) + data[at:]
        else:
            data = data[:at] + data[at + 1 :]
    return data


def repacked(data: bytes, which: float, edits: list[Edit]) -> bytes:
    """One member of an archive damaged, behind a sound checksum."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(info, archive.read(info)) for info in archive.infolist()]
    chosen = int(which * len(members))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for place, (info, content) in enumerate(members):
            archive.writestr(info, damaged(content, edits) if place == chosen else content, info.compress_type)
    return made.getvalue()


def saved_models() -> dict[str, bytes]:
    def written(save: Callable[[io.BytesIO], object]) -> bytes:
        made = io.BytesIO()
        save(made)
        return made.getvalue()

    mlp, own = zoo.build("norms"), zoo.build("residual_norm")
    rows = torch.randn(4, zoo.INPUTS)
    program = torch.export.export(own, (rows,), dynamic_shapes=[{0: torch.export.Dim.DYNAMIC}])
    weights = own.state_dict()
    header, body = "{", b""
    for name, tensor in weights.items():
        content = tensor.numpy().tobytes()
        kind = "I64" if tensor.dtype == torch.int64 else "F32"
        place = f"[{len(body)},{len(body) + len(content)}]"
        header += f'"{name}":{{"dtype":"{kind}","shape":{list(tensor.shape)},"data_offsets":{place}}},'
        body += content
    text = (header.rstrip(",") + "}").encode()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on TorchScript's old age
        return {
            "whole": written(lambda file: torch.save(mlp, file)),
            "weights": written(lambda file: torch.save({"state_dict": weights, "epoch": 3}, file)),
            "safetensors": struct.pack("<Q", len(text)) + text + body,
            "exported": written(lambda file: torch.export.save(program, file)),
            "traced": written(lambda file: torch.jit.save(torch.jit.trace(own, rows), file)),
            "scripted": written(lambda file: torch.jit.save(torch.jit.script(own), file)),
        }


@pytest.fixture(scope="module")
def models() -> dict[str, bytes]:
    return saved_models()


def test_the_copies_are_damaged_copies_of_sound_files(models: dict[str, bytes]) -> None:
    for kind, data in models.items():
        arch = ARCH if kind in NEEDS_CODE else None
        assert capture(take_file(open_bytes(data, kind, arch=arch), X), X).outputs.shape == (9, 3)


def test_damaged_models_are_run_or_refused(models: dict[str, bytes]) -> None:
    until, counts = time.monotonic() + SECONDS, {"run": 0, "refused": 0}

    @settings(max_examples=MODELS, **SETTINGS)
    @given(
        kind=st.sampled_from(sorted(models)), inside=st.booleans(), which=st.floats(0, 1, exclude_max=True), edits=EDITS
    )
    def try_one(kind: str, inside: bool, which: float, edits: list[Edit]) -> None:
        if time.monotonic() > until:
            return
        data = models[kind]
        is_archive = data.startswith(b"PK")
        data = repacked(data, which, edits) if inside and is_archive else damaged(data, edits)
        arch = ARCH if kind in NEEDS_CODE else None
        message = refusal_of(lambda: capture(take_file(open_bytes(data, "model", arch=arch), X), X), "model")
        counts["run" if message is None else "refused"] += 1

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on numbers that overflow
        try_one()
    assert min(counts.values()) > 20, counts


def saved_tables() -> dict[str, bytes]:
    frame = pd.DataFrame(X.round(3), columns=list("abcdef"))
    frame["colour"] = ["red", 'gr"een', "blue, dark"] * 3
    array, columns = io.BytesIO(), io.BytesIO()
    np.save(array, X)
    frame.to_parquet(columns)
    text = frame.to_csv(index=False)
    feather = io.BytesIO()
    frame.to_feather(feather)
    return {
        "csv": text.encode(),
        "semicolons": frame.to_csv(index=False, sep=";", decimal=",").encode("utf-16"),
        "parquet": columns.getvalue(),
        "feather": feather.getvalue(),
        "npy": array.getvalue(),
    }


def test_damaged_tables_are_read_or_refused(tmp_path: Path) -> None:
    tables = saved_tables()
    until, counts = time.monotonic() + SECONDS, {"read": 0, "refused": 0}

    @settings(max_examples=TABLES, **SETTINGS)
    @given(kind=st.sampled_from(sorted(tables)), edits=EDITS)
    def try_one(kind: str, edits: list[Edit]) -> None:
        if time.monotonic() > until:
            return
        (tmp_path / "table").write_bytes(damaged(tables[kind], edits))
        message = refusal_of(lambda: read_holdout(tmp_path / "table"), "table")
        counts["read" if message is None else "refused"] += 1

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try_one()
    assert min(counts.values()) > 20, counts
