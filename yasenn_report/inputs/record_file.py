"""The JSON of an earlier audit, perhaps a stranger's, into plain values: bounded, strict, and nothing but values."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from yasenn_report.errors import RecordError, YasennReportError
from yasenn_report.inputs.small_files import SmallFile, read_small_file, shown_value
from yasenn_report.inputs.table_files.wording import quoted
from yasenn_report.record import SCHEMA_VERSION

MOST_BYTES = 64 * 1024**2
"""An audit of many classes and partitions takes a few million."""

VERSION = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})")
"""Major and minor number of a schema version (docs/json.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFile:
    """What an earlier audit recorded, and the file that says so."""

    file: SmallFile
    content: Mapping[str, object]


def read_record_file(path: Path) -> RecordFile:
    """Read the JSON of an audit; see ``records.read_record`` for one that understands all of it.

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
    refuse_other_major(file, content["schema_version"])
    return RecordFile(file=file, content=content)


def refuse_other_major(file: SmallFile, version: object) -> None:
    """Refuse a record in which names may mean something else.

    Raises:
        RecordError: its schema version is none, or has another major number than the version that is written here.
    """
    major, _ = numbers_of(SCHEMA_VERSION)
    if not isinstance(version, str) or not VERSION.fullmatch(version):
        raise file.refusal(
            f"its schema version is {shown_value(version)}; a text like {SCHEMA_VERSION!r} was expected: it is not as "
            "an audit writes it"
        )
    found, _ = numbers_of(version)
    if found < major:
        raise file.refusal(
            f"its schema version is {version}: it was made by an earlier version of yasenn-report, and this one reads "
            f"{major}.x: make the audit again"
        )
    if found > major:
        raise made_later(file, version)


def made_later(file: SmallFile, version: str) -> YasennReportError:
    """The refusal of a record that this version is too old for."""
    return file.refusal(
        f"its schema version is {version}: it was made by a later version of yasenn-report, and this one reads up to "
        f"{SCHEMA_VERSION}: use the version that made it"
    )


def numbers_of(version: str) -> tuple[int, int]:
    """Major and minor number of a schema version."""
    major, minor = version.split(".")
    return int(major), int(minor)


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
