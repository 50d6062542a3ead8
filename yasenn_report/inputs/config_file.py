"""The file of --config, TOML or the JSON of an earlier audit, into keys and values that are not understood here."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from yasenn_report.errors import ConfigError
from yasenn_report.inputs.record_file import MOST_BYTES, parse_record
from yasenn_report.inputs.recorded_policy import recorded_policy
from yasenn_report.inputs.small_files import SmallFile, read_small_file, shown_value
from yasenn_report.inputs.table_files.wording import quoted
from yasenn_report.inputs.toml_file import parse_toml

MOST_TOML = 256 * 1024
"""Bytes: a list of ten thousand column names fits in."""

NOT_REPEATED = ("output", "date")
"""Options of an earlier audit that another one does not take over: it would write over what the first one wrote, and
say that it was made when the first one was."""


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
    return ConfigFile(file=file, path=path, values=_written(file), repeats=False)


def _written(file: SmallFile) -> Mapping[str, object]:
    advice = "write one key = value a line, text in quotes"
    return parse_toml(file, expected="a configuration", most_bytes=MOST_TOML, advice=advice)


def _recorded(file: SmallFile) -> Mapping[str, object]:
    """The configuration in an audit's JSON; options that were left to the audit stand there as null."""
    content = parse_record(file).content
    found = content.get("configuration")
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
    return values | _recorded_context(file, content) | recorded_policy(file, content)


def _recorded_context(file: SmallFile, content: Mapping[str, object]) -> dict[str, object]:
    """What the earlier audit was told about the release, as the table ``[context]`` says it; it may have none."""
    found = content.get("context", {})
    if not isinstance(found, dict):
        raise file.refusal(
            f"its 'context' is {shown_value(found)}; an object was expected: it is not as an audit writes it"
        )
    return {"context": {key: value for key, value in found.items() if value is not None}}
