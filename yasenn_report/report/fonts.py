"""The fonts of the PDF: files that this package and matplotlib carry, and none of the machine's."""

import base64
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

from yasenn_report.report.letters import letters_of
from yasenn_report.report.render import template_folder

# A family each, so that css/print.css says which comes first. The last two are matplotlib's: DejaVu has Hebrew, Arabic,
# Armenian, Georgian and most symbols.
_OURS: Final = (
    ("Report Latin", "normal", "Arimo-Latin-Regular.ttf"),
    ("Report Latin", "bold", "Arimo-Latin-Bold.ttf"),
    ("Report Latin Extended", "normal", "Arimo-LatinExtended-Regular.ttf"),
    ("Report Latin Extended", "bold", "Arimo-LatinExtended-Bold.ttf"),
    ("Report Greek", "normal", "Arimo-Greek-Regular.ttf"),
    ("Report Greek", "bold", "Arimo-Greek-Bold.ttf"),
    ("Report Cyrillic", "normal", "Arimo-Cyrillic-Regular.ttf"),
    ("Report Cyrillic", "bold", "Arimo-Cyrillic-Bold.ttf"),
    ("Report Thai", "normal", "NotoSansThai-Regular.ttf"),
    ("Report Devanagari", "normal", "NotoSansDevanagari-Regular.ttf"),
    ("Report Emoji", "normal", "NotoEmoji-Regular.ttf"),
)
_MATPLOTLIBS: Final = (
    ("Report Sans", "normal", "DejaVuSans.ttf"),
    ("Report Sans", "bold", "DejaVuSans-Bold.ttf"),
    ("Report Mono", "normal", "DejaVuSansMono.ttf"),
)


def faces() -> Iterator[tuple[str, str, Path]]:
    """Family, weight and file of every font."""
    from matplotlib import get_data_path

    for folder, fonts in (
        (template_folder() / "fonts", _OURS),
        (Path(get_data_path()) / "fonts" / "ttf", _MATPLOTLIBS),
    ):
        yield from ((family, weight, folder / file) for family, weight, file in fonts)


def font_faces() -> str:
    """A style sheet with the fonts in it."""
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
        f"src: url(data:font/ttf;base64,{base64.b64encode(file.read_bytes()).decode()}) }}"
        for family, weight, file in faces()
    )


@cache
def pdf_letters() -> frozenset[int]:
    """The code points that any of the fonts has a picture for."""
    return frozenset[int]().union(*(letters_of(file) for _, _, file in faces()))


def font_configuration() -> Any:
    """WeasyPrint's configuration, knowing no font of the machine: only those that a style sheet brings.

    Otherwise the machine would decide what a letter looks like, how wide it is, and which letters there are.
    """
    with warnings.catch_warnings():
        # On a machine without fonts the import warns of ugly output.
        warnings.filterwarnings("ignore", "No fonts configured")
        from weasyprint.text.fonts import FontConfiguration

    with _fontconfig_file(template_folder() / "fonts" / "fonts.conf"):
        return FontConfiguration()


@contextmanager
def _fontconfig_file(file: Path) -> Iterator[None]:
    """Let fontconfig start from this file. It reads the environment; one thread at a time."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(file.resolve())
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
