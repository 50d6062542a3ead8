"""Archives and JSON texts that can be read in two ways, or not at all, are refused."""

import struct
import zipfile

import pytest
from exported_files import MODEL, WEIGHTS, member, rewritten

from yasenn_report.inputs.model_files.wording import HOW_TO_EXPORT

pytestmark = pytest.mark.usefixtures("nothing_ran")
FORGED = "The file is damaged or forged."


@pytest.mark.parametrize("name", [MODEL, WEIGHTS])
def test_deep_json_is_refused(sound, refused, name):
    assert refused(rewritten(sound, {name: b"[" * 100_000 + b"]" * 100_000})) == (
        f"member {name} is nested too deeply; no program needs it. {FORGED}"
    )


def test_a_long_integer_is_refused(sound, refused):
    text = member(sound, MODEL).replace(b'"major": 8', b'"major": ' + b"9" * 5000)
    assert refused(rewritten(sound, {MODEL: text})) == (
        f"member models/model.json has an integer of 5000 digits; no program needs it. {FORGED}"
    )


def test_a_key_twice_is_refused(sound, refused):
    text = member(sound, MODEL).replace(b'"major": 8', b'"major": 8, "major": 9')
    assert refused(rewritten(sound, {MODEL: text})) == (
        "member models/model.json has the key 'major' twice in one object, so it can be read in two ways."
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "is no JSON (Expecting value: line 1 column 1 (char 0))"),
        (b"\xff\xfe{\x00}\x00", "is no UTF-8 text"),
        (b"{", "is no JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))"),
    ],
)
def test_text_that_is_no_json_is_refused(sound, refused, text, message):
    assert refused(rewritten(sound, {MODEL: text})) == f"member models/model.json {message}. {FORGED}"


def test_json_of_something_else_is_refused(sound, refused):
    assert refused(rewritten(sound, {MODEL: b"[]"})) == f"its program is a list; a JSON object was expected. {FORGED}"


def test_compiled_code_beside_the_program_is_refused(sound, refused):
    message = refused(rewritten(sound, {"data/aotinductor/model/model.so": b"\x7fELF"}))
    assert message.startswith("this is an AOTInductor package, which is machine code, which cannot be opened")


def test_two_programs_in_one_archive_are_refused(sound, refused):
    assert refused(rewritten(sound, {"models/other.json": b"{}"})) == (
        "holds 2 programs (model, other); one was expected. Export each into a file of its own."
    )


def test_an_archive_without_a_program_is_refused(sound, refused):
    assert refused(rewritten(sound, {MODEL: None})) == f"holds no program under models/. {HOW_TO_EXPORT}"


def test_the_layout_of_older_pytorch_is_refused(sound, refused):
    data = rewritten(sound, {MODEL: None, "serialized_exported_program.json": b"{}"})
    assert refused(data) == (
        "is laid out as torch.export.save of PyTorch 2.7 and older did, which is not read. Use the newest PyTorch. "
        + HOW_TO_EXPORT
    )


@pytest.mark.parametrize("version", [{"major": 9, "minor": 1}, {"major": 7, "minor": 3}])
def test_another_schema_is_refused(refused_edit, version):
    assert refused_edit(lambda described: described.update(schema_version=version)) == (
        f"its program is written in version {version['major']}.{version['minor']} of torch.export's schema; version 8 "
        "was "
        f"expected, which PyTorch 2.13 writes. {HOW_TO_EXPORT}"
    )


def test_a_member_twice_is_refused(sound, refused, tmp_path):
    (tmp_path / "m.pt2").write_bytes(sound)
    with zipfile.ZipFile(tmp_path / "m.pt2", "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(f"{archive.namelist()[0].partition('/')[0]}/{MODEL}", b"{}")
    assert "models/model.json twice, so it can be read in two ways." in refused((tmp_path / "m.pt2").read_bytes())


def test_two_root_folders_are_refused(sound, refused, tmp_path):
    (tmp_path / "m.pt2").write_bytes(sound)
    with zipfile.ZipFile(tmp_path / "m.pt2", "a") as archive:
        archive.writestr(f"other/{MODEL}", b"{}")
    assert refused((tmp_path / "m.pt2").read_bytes()) == (
        "has 2 root folders; a file of torch.export.save has one. Copy the file again, or ask its owner for a new one."
    )


def test_a_compressed_member_is_refused(sound, refused, tmp_path):
    (tmp_path / "m.pt2").write_bytes(rewritten(sound, {MODEL: None}))
    with zipfile.ZipFile(tmp_path / "m.pt2", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{archive.namelist()[0].partition('/')[0]}/{MODEL}", b" " * 10**7)
    assert refused((tmp_path / "m.pt2").read_bytes()) == (
        "member models/model.json is compressed, which torch.export.save never does. Use the file as "
        "torch.export.save wrote "
        "it."
    )


def test_a_member_outside_the_archive_is_refused(sound, refused):
    assert refused(rewritten(sound, {"../x": b""})).startswith(
        "has a member archive/../x that points outside the archive."
    )


def test_a_wrong_checksum_is_refused(sound, refused):
    weight = member(sound, "data/weights/weight_0")
    assert sound.count(weight) == 1
    assert refused(sound.replace(weight, struct.pack("<f", 1.0) + weight[4:])).startswith(
        "member data/weights/weight_0 is damaged (Bad CRC-32 for file"
    )
