"""A grey picture as PNG, written by hand: a few hundred bytes, without a date or a program's name."""

import base64
import struct
import zlib
from collections.abc import Sequence

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY = 0


def grey_png(pixels: Sequence[int], *, width: int) -> bytes:
    """Return pixels as a PNG of 8 bits.

    Args:
        pixels: row by row from the top, 0 black to 255 white.
        width: of a row.
    """
    height = len(pixels) // width
    rows = b"".join(b"\0" + bytes(pixels[row * width : (row + 1) * width]) for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, GREY, 0, 0, 0)
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def chunk(kind: bytes, content: bytes) -> bytes:
    """One part of a PNG: length, kind, content, check sum."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def data_address(png: bytes) -> str:
    """The picture as an address that holds it."""
    return "data:image/png;base64," + base64.b64encode(png).decode()
