"""Archives that could be read in two ways, or are damaged, are refused."""

import io
import zipfile

import pytest

pytestmark = pytest.mark.usefixtures("nothing_ran")


def _zip(*members: tuple[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def test_a_member_twice_is_refused(write, refusal):
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = _zip(("m/data.pkl", b"N."), ("m/data.pkl", b"\x88."))
    assert refusal(write(data)).startswith("has the member m/data.pkl twice, so it can be read in two ways.")


def test_names_that_differ_in_case_only_are_refused(write, refusal):
    """PyTorch finds `DATA.pkl` when it asks for `data.pkl`: two readers, two networks, one hash."""
    data = _zip(("m/DATA.pkl", b"N."), ("m/data.pkl", b"\x88."))
    assert refusal(write(data)).startswith("has the member m/DATA.pkl twice, so it can be read in two ways.")


def test_a_member_beside_the_root_folder_is_refused(write, refusal):
    data = _zip(("m/data.pkl", b"N."), ("data.pkl", b"\x88."))
    assert refusal(write(data)).startswith("has 2 root folders; a file of torch.save has one.")


def test_a_wrong_checksum_is_refused(save, network, write, refusal):
    data = bytearray(save(network).read_bytes())
    at = data.index(network[0].weight.detach().numpy().tobytes())
    data[at] ^= 1
    assert "is damaged (Bad CRC-32 for file 'model/data/0'). Copy the file again" in refusal(write(bytes(data)))


def test_compressed_members_are_refused_before_they_are_unpacked(write, refusal):
    data = _zip(("m/data.pkl", b"N."), ("m/data/0", bytes(50_000_000)), compression=zipfile.ZIP_DEFLATED)
    assert refusal(write(data)) == (
        "member data.pkl is compressed, which torch.save never does. Use the file as torch.save wrote it."
    )


def test_members_that_claim_more_than_the_file_has_are_refused(write, refusal):
    data = _zip(("m/data.pkl", b"N."), ("m/data/0", b"abcd"))
    central = data.rindex(b"PK\x01\x02")
    forged = data[: central + 24] + (10**9).to_bytes(4, "little") + data[central + 28 :]
    assert refusal(write(forged)).startswith(f"its members claim 1000000002 bytes, more than the file's {len(data)}.")


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "m/../../x"])
def test_members_outside_the_archive_are_refused(write, refusal, name):
    data = _zip(("m/data.pkl", b"N."), (name, b"x"))
    assert refusal(write(data)).startswith(f"has a member {name} that points outside the archive.")


def test_two_root_folders_are_refused(write, refusal):
    data = _zip(("m/data.pkl", b"N."), ("n/data.pkl", b"N."))
    assert refusal(write(data)).startswith("has 2 root folders; a file of torch.save has one.")


def test_an_archive_behind_other_data_is_refused(save, network, write, refusal):
    sound = save(network).read_bytes()
    assert refusal(write(b"\x80\x02N." + sound)).startswith("this is a Python pickle that was not made by torch.save")
    assert refusal(write(_zip(("a", b"")) + sound)).startswith("has other data before the archive in it.")


def test_data_behind_the_archive_is_refused(save, network, write, refusal):
    assert refusal(write(save(network).read_bytes() + b"more")).startswith("has other data after the archive in it.")


def test_big_endian_numbers_are_refused(write, refusal):
    message = refusal(write(_zip(("m/data.pkl", b"N."), ("m/byteorder", b"big"))))
    assert message.startswith("its numbers are stored in big-endian byte order; little-endian was expected.")
