"""Documents of a real audit, made again from its JSON, and with and without single rows of the table."""

import base64
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch
from networks import binary_loss, train, xor_table
from pypdf import PdfReader

pytestmark = pytest.mark.slow

INPUTS = ["east", "north", "n1", "n2", "n3", "n4"]
OPTIONS = ("--target", "outcome", "--features", ",".join(INPUTS), "--explain-columns", "east,north,income")
OPTIONS += ("--id", "person", "--expect", "said", "--date", "2026-11-24T01:00:00+09:00")
OPTIONS += ("--refits", "0", "--leaves", "3", "--trees", "1", "--max-partitions", "4")
VALUE, ON_A_PAGE = 123456.789, "123,457"
DOCUMENTS = ("html", "pdf", "md")
FORMATS = (*DOCUMENTS, "json")


def run(folder: Path, *arguments: object, **environment: str) -> bytes:
    """The command line in a process of its own, in a folder; what it prints on standard output."""
    done = subprocess.run(
        [sys.executable, "-m", "yasenn_report", *map(str, arguments)],
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)), **environment},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def outputs(name: str, *formats: str) -> list[str]:
    return [word for ending in formats for word in ("-o", f"{name}.{ending}")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Persons with ids, of whom a typical one has an income like nobody else's, and one has another prediction.

    `rows.*` and `bare.*` are the audits with single rows and without.
    """
    folder = tmp_path_factory.mktemp("persons")
    X, y, _ = xor_table(4000, noise=4, seed=0)
    network = train(X, y, outputs=1, loss=binary_loss, widths=(16, 16), epochs=10)
    torch.save(network, folder / "model.pt")
    X, y, _ = xor_table(700, noise=4, seed=1)
    table = pd.DataFrame(X, columns=INPUTS).assign(outcome=y)
    table["income"] = np.random.default_rng(2).integers(100_000, 150_000, len(table)).astype(float)
    table["income"] += table["income"] == 123_457
    table["person"] = [f"PERSON-{place}" for place in table.index]
    with torch.inference_mode():
        said = torch.sigmoid(network(torch.tensor(X, dtype=torch.float32)))[:, 0].numpy()
    table["said"] = said.round(4)
    table.loc[41, "said"] = 1 - table.loc[41, "said"]
    table.to_csv(folder / "data.csv", index=False)
    run(folder, "model.pt", "data.csv", *OPTIONS, "-o", "first.json")
    first = json.loads((folder / "first.json").read_text(encoding="utf-8"))
    typical = first["partitions"][0]["typical_rows"][0]["row"] - 1  # whom the network's layers choose, not the income
    assert table["income"].min() < VALUE < table["income"].max()
    table.loc[typical, "income"] = VALUE
    table.to_csv(folder / "data.csv", index=False)
    run(folder, "model.pt", "data.csv", *OPTIONS, *outputs("rows", *FORMATS), PYTHONHASHSEED="1", TZ="UTC")
    run(folder, "model.pt", "data.csv", *OPTIONS, *outputs("bare", *FORMATS), "--no-rows")
    return folder


@pytest.mark.parametrize("name", ["rows", "bare"])
def test_the_same_documents_are_made_from_the_json_alone(name: str, folder: Path, tmp_path: Path) -> None:
    """Elsewhere, without model and data, in another time zone, with another hash seed, at another date."""
    record = (folder / f"{name}.json").read_bytes()
    (tmp_path / "kept.json").write_bytes(record)
    elsewhere = {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "86400"}
    printed = run(tmp_path, "render", "kept.json", *outputs("again", *DOCUMENTS), **elsewhere)
    assert printed == b"Wrote again.html, again.pdf, again.md\n"
    for ending in DOCUMENTS:
        assert (tmp_path / f"again.{ending}").read_bytes() == (folder / f"{name}.{ending}").read_bytes(), ending
    assert (tmp_path / "kept.json").read_bytes() == record
    assert len(list(tmp_path.iterdir())) == 4


def test_a_document_is_made_without_what_audits_need(folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom yasenn_report.cli import main\n"
        "try: main(['render', sys.argv[1], '-o', 'a.html', '-o', 'a.md', '-q'])\n"
        "except SystemExit as stop: assert not stop.code, stop.code\n"
        "print([name for name in ('torch', 'lightgbm', 'skops', 'onnx', 'weasyprint') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder / "rows.json")], capture_output=True, cwd=tmp_path, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, b"[]\n", b"")
    assert (tmp_path / "a.html").read_bytes() == (folder / "rows.html").read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """All text of the documents of an audit, however it is packed."""

    html: str
    drawings: str
    markdown: str
    record: str
    pdf: str
    attached: dict[str, str]

    def texts(self) -> dict[str, str]:
        own = {"html": self.html, "drawings": self.drawings, "md": self.markdown, "json": self.record, "pdf": self.pdf}
        return own | self.attached


def everything(folder: Path, name: str) -> Everything:
    page = (folder / f"{name}.html").read_text(encoding="utf-8")
    packed = re.findall(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", page)
    assert len(packed) > 5
    reader = PdfReader(folder / f"{name}.pdf")
    return Everything(
        html=re.sub(r"base64,[A-Za-z0-9+/=]+", "", page),
        drawings="\n".join(base64.b64decode(one).decode() for one in packed),
        markdown=(folder / f"{name}.md").read_text(encoding="utf-8"),
        record=(folder / f"{name}.json").read_text(encoding="utf-8"),
        pdf=" ".join(" ".join(page.extract_text().split()) for page in reader.pages),
        attached={file: contents[0].decode() for file, contents in reader.attachments.items()},
    )


ROW = re.compile(rf"PERSON-[0-9]|{VALUE}|{ON_A_PAGE}|(?<!per )\brow [0-9]")
"""Who a row is, what it holds, where it stands; "inputs per row 6" is no row."""


def test_without_rows_nothing_tells_of_a_single_one(folder: Path) -> None:
    found = everything(folder, "bare")
    for place, text in found.texts().items():
        assert ROW.findall(text) == [], place
    assert list(found.attached) == ["audit.json"]
    said = "This report was made with --no-rows: no single row of the table is in it or its attachments."
    for text in (found.html, found.markdown, found.pdf):
        assert said in text
    assert "not attached: single rows of the table were left out, as --no-rows asks" in found.html
    assert json.loads(found.record)["presentation"]["rows"] is False


def test_with_rows_these_places_do_tell_of_them(folder: Path) -> None:
    """What the test above does not find is there to be found."""
    found = everything(folder, "rows")
    assert set(found.attached) == {"audit.json", "flagged_rows.csv"}
    for text in (found.html, found.pdf, found.record, found.attached["audit.json"], found.attached["flagged_rows.csv"]):
        assert re.search("PERSON-[0-9]", text)
    assert str(VALUE) in found.record
    for text in (found.html, found.pdf):
        assert ON_A_PAGE in text
        assert "first in row 42" in text
    assert "first in row 42" in found.markdown
    said = "This report shows single rows of the table"
    assert all(said in text for text in (found.html, found.markdown, found.pdf))


def test_both_audits_found_the_same(folder: Path) -> None:
    """Leaving rows out changes what is shown, and no number."""
    rows, bare = (json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("rows", "bare"))
    for key in ("verdict", "fidelity", "accuracy", "profiles", "flow", "map", "contrasts"):
        assert rows[key] == bare[key], key
    shown = [one["typical_rows"] for one in bare["partitions"]]
    assert {one["status"] for one in shown} == {"not_run"}
    assert [one | {"typical_rows": None} for one in rows["partitions"]] == [
        one | {"typical_rows": None} for one in bare["partitions"]
    ]


def test_the_attached_record_is_the_json_and_the_rows_are_the_flagged_ones(folder: Path) -> None:
    record = json.loads((folder / "rows.json").read_text(encoding="utf-8"))
    attached = everything(folder, "rows").attached
    assert attached["audit.json"] == (folder / "rows.json").read_text(encoding="utf-8")
    frame = pd.read_csv(io.StringIO(attached["flagged_rows.csv"]))
    assert frame["row"].tolist() == [one["row"] for one in record["flagged_rows"]["rows"]]
    assert len(frame) == record["flagged_rows"]["total"] > 0
    table = pd.read_csv(folder / "data.csv")
    assert frame["id: person"].tolist() == table["person"].iloc[frame["row"] - 1].tolist()
    said = frame[frame["row"] != 42]
    assert said["network: 1"].to_numpy() == pytest.approx(table["said"].iloc[said["row"] - 1].to_numpy(), abs=1e-4)
