"""Which characters a font file has pictures for."""

import unicodedata
from functools import cache
from pathlib import Path


@cache
def letters_of(font: Path) -> frozenset[int]:
    """The code points that a font file has pictures for. Private ones are left out: no two fonts agree on them."""
    from matplotlib.ft2font import FT2Font

    return frozenset(code for code in FT2Font(str(font)).get_charmap() if unicodedata.category(chr(code)) != "Co")
