"""The text of a TOML file into plain values: bounded in time, and refused in one line."""

import re
import tomllib

from yasenn_report.inputs.small_files import SmallFile
from yasenn_report.inputs.table_files.wording import printable
from yasenn_report.numbers import plural

MOST_PARTS = 100
"""Of a name with dots between. The time that tomllib takes grows with their square: 40,000 take 40 s."""

_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_MANY_PARTS = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_PART}[ \t]*+\.[ \t]*+){{{MOST_PARTS}}}")


def parse_toml(file: SmallFile, *, expected: str, most_bytes: int, advice: str) -> dict[str, object]:
    """The values of a TOML file by key; a table is a dictionary again.

    Args:
        file: its bytes.
        expected: what it should be, for messages: ``a configuration``.
        most_bytes: a larger file is refused unparsed.
        advice: how one writes such a file.

    Raises:
        YasennReportError: of the file's own class: it is too large, not UTF-8 or not TOML.
    """
    if file.size > most_bytes:
        raise file.refusal(
            f"it has {plural(file.size, 'byte')}; {expected} in TOML has at most {most_bytes:,}: name another file"
        )
    text = file.text()
    if _MANY_PARTS.search(text):
        raise file.refusal(f"it holds a name of more than {MOST_PARTS} parts with dots between: {advice}")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise file.refusal(f"this is not TOML: {printable(str(error), 200)}: {advice}") from None
    except RecursionError:
        raise file.refusal(f"its values are nested too deeply: {advice}") from None
    except ValueError:  # Python refuses to read whole numbers of thousands of digits
        raise file.refusal("it holds a number of too many digits: correct the value") from None
