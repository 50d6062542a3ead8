"""The file of --config, TOML or the JSON of an earlier audit, into keys and values that are not understood here."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from yasenn_report.errors import ConfigError
from yasenn_report.inputs.record_file import MOST_BYTES, parse_record
from yasenn_report.inputs.small_files import SmallFile, read_small_file, shown_value
from yasenn_report.inputs.table_files.wording import printable, quoted
from yasenn_report.numbers import plural

MOST_TOML = 256 * 1024
"""Bytes: a list of ten thousand column names fits in."""

NOT_REPEATED = ("output",)
"""Options of an earlier audit that another one does not take over: it would write over what the first one wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigFile:
    """What a configuration file says."""

    file: SmallFile
    path: Path
    values: Mapping[str, object]
    """By key, as it stands in the file; a TOML table is a mapping again."""
    repeats: bool
    """Whether it is the JSON of an earlier audit, in which files stand by their bare names."""

    @property
    def name(self) -> str:
        """Of the file, without its folder."""
        return self.file.name


def read_config(path: Path) -> ConfigFile:
    """Read a configuration, which is told from the JSON of an audit by its first character.

    Raises:
        ConfigError: the file cannot be read, or is not TOML.
        RecordError: it is JSON, but not that of an audit whose configuration can be read.
    """
    file = read_small_file(
        path, expected="a configuration (TOML, or the JSON of an audit)", most_bytes=MOST_BYTES, error=ConfigError
    )
    if file.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):  # no TOML begins so
        return ConfigFile(file=file, path=path, values=_recorded(file), repeats=True)
    return ConfigFile(file=file, path=path, values=_toml(file), repeats=False)


def _toml(file: SmallFile) -> Mapping[str, object]:
    if file.size > MOST_TOML:
        raise file.refusal(
            f"it has {plural(file.size, 'byte')}; a configuration in TOML has at most {MOST_TOML:,}: name another file"
        )
    try:
        return tomllib.loads(file.text())
    except tomllib.TOMLDecodeError as error:
        raise file.refusal(
            f"this is not TOML: {printable(str(error), 200)}: write one key = value a line, text in quotes"
        ) from None
    except RecursionError:
        raise file.refusal("its values are nested too deeply: write one key = value a line") from None
    except ValueError:  # Python refuses to read whole numbers of thousands of digits
        raise file.refusal("it holds a number of too many digits: correct the value") from None


def _recorded(file: SmallFile) -> Mapping[str, object]:
    """The configuration in an audit's JSON; options that were left to the audit stand there as null."""
    found = parse_record(file).content.get("configuration")
    if not isinstance(found, dict) or not found:
        what = f"its 'configuration' is {shown_value(found)}" if found else "it says nothing under 'configuration'"
        raise file.refusal(
            f"{what}, so the audit cannot be repeated from it: give the options of its 'command' instead"
        )
    values: dict[str, object] = {}
    for key, setting in found.items():
        if not isinstance(setting, dict) or "value" not in setting:
            raise file.refusal(
                f"{quoted(key)} in its 'configuration' is {shown_value(setting)}; an object with a 'value' was "
                "expected: it is not as an audit writes it"
            )
        if key not in NOT_REPEATED and setting["value"] is not None:
            values[key] = setting["value"]
    return values
