"""The JSON of an earlier audit, perhaps a stranger's, into plain values: bounded, strict, and nothing but values."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from yasenn_report.errors import RecordError
from yasenn_report.inputs.small_files import SmallFile, read_small_file, shown_value
from yasenn_report.inputs.table_files.wording import quoted

MOST_BYTES = 64 * 1024**2
"""An audit of many classes and partitions takes a few million."""

MAJOR = "2"
"""Of the schema versions that this version writes and reads (docs/json.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFile:
    """What an earlier audit recorded, and the file that says so."""

    file: SmallFile
    content: Mapping[str, object]


def read_record(path: Path) -> RecordFile:
    """Read the JSON of an audit.

    Raises:
        RecordError: it is no such file, is not strict JSON, or of a schema version that is not read here.
    """
    return parse_record(
        read_small_file(path, expected="the JSON of an audit", most_bytes=MOST_BYTES, error=RecordError)
    )


def parse_record(file: SmallFile) -> RecordFile:
    """The content of a file that should be the JSON of an audit; see ``read_record``."""
    content = _parsed(file)
    if not isinstance(content, dict) or "schema_version" not in content:
        found = shown_value(content) if not isinstance(content, dict) else "an object without 'schema_version'"
        raise file.refusal(f"it holds {found}, so it is not the JSON of an audit: name the file that -o wrote")
    version = content["schema_version"]
    if not isinstance(version, str) or version.split(".")[0] != MAJOR:
        raise file.refusal(
            f"its schema version is {shown_value(version)}; this version reads {MAJOR}.x only, in which names and "
            "meanings are the same: use the version of yasenn-report that wrote it, or make the audit again"
        )
    return RecordFile(file=file, content=content)


def _parsed(file: SmallFile) -> object:
    def without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            double = Counter(key for key, _ in pairs).most_common(1)[0][0]
            raise file.refusal(f"the key {quoted(double)} stands twice in one object: it is not as an audit writes it")
        return made

    def refuse_constant(name: str) -> NoReturn:
        raise file.refusal(f"it holds {name}, which is not JSON: it is not as an audit writes it")

    text = file.text()
    try:
        found: object = json.loads(text, object_pairs_hook=without_doubles, parse_constant=refuse_constant)
    except json.JSONDecodeError as error:
        raise file.refusal(
            f"this is not JSON: {error.msg} (at line {error.lineno}, column {error.colno}): name the JSON of an audit"
        ) from None
    except RecursionError:
        raise file.refusal("its values are nested too deeply: it is not as an audit writes it") from None
    except ValueError:  # Python refuses to read whole numbers of thousands of digits
        raise file.refusal("it holds a number of too many digits: it is not as an audit writes it") from None
    return found
