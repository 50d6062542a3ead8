"""A grey picture as PNG, written by hand: a few hundred bytes, without a date or a program's name."""

import base64
import struct
import zlib
from collections.abc import Sequence

SIGNATURE = b"\x89PNG\r\n\x1a\n"
BITS, GREY = 4, 0
SHADES = 2**BITS


def grey_png(pixels: Sequence[int], *, width: int) -> bytes:
    """Return pixels as a PNG of 16 shades: the eye tells no more of them apart in a small picture.

    Args:
        pixels: row by row from the top, 0 black to 255 white.
        width: of a row.
    """
    height = len(pixels) // width
    shades = [round(pixel * (SHADES - 1) / 255) for pixel in pixels]
    rows = b"".join(b"\0" + packed(shades[row * width : (row + 1) * width]) for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, BITS, GREY, 0, 0, 0)
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def packed(shades: Sequence[int]) -> bytes:
    """Two shades in each byte, the left one in its upper half; a last one by itself with nothing beside it."""
    even = [*shades, 0] if len(shades) % 2 else shades
    return bytes(16 * left + right for left, right in zip(even[::2], even[1::2], strict=True))


def chunk(kind: bytes, content: bytes) -> bytes:
    """One part of a PNG: length, kind, content, check sum."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def data_address(png: bytes) -> str:
    """The picture as an address that holds it."""
    return "data:image/png;base64," + base64.b64encode(png).decode()
