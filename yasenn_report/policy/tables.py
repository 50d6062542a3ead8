"""One table of a policy out of TOML or JSON: keys and values, each refused in one line that says where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from yasenn_report.errors import YasennReportError
from yasenn_report.inputs.free_text import FREE_TEXT, tidied, writable
from yasenn_report.inputs.small_files import SmallFile, shown_value
from yasenn_report.inputs.table_files.wording import near, printable, quoted
from yasenn_report.numbers import count, plural


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The values of a table by key, with ``_`` where the file has ``-``."""

    file: SmallFile
    where: str
    """``condition 2 of the policy``."""
    values: Mapping[str, object]

    def refusal(self, key: str, said: str) -> YasennReportError:
        """An error about the value of a key."""
        return self.file.refusal(f"key {quoted(key)} of {self.where} {said}")

    def wrong(self, key: str, expected: str) -> YasennReportError:
        """The refusal of a value that is something else than expected, or is not there."""
        if key not in self.values:
            return self.file.refusal(f"{self.where} has no {quoted(key)}; {expected} was expected: add it")
        return self.refusal(key, f"is {shown_value(self.values[key])}; {expected} was expected: correct the value")

    def choice(self, key: str, choices: Sequence[str], default: str | None = None) -> str:
        """One of a few words.

        Raises:
            YasennReportError: it is another one, or is missing where there is no default.
        """
        found = self.values.get(key, default)
        if not isinstance(found, str) or found not in choices:
            *most, last = map(quoted, choices)
            raise self.wrong(key, f"{', '.join(most)} or {last}")
        return found

    def text(self, key: str, longest: int) -> str:
        """Free text that says something.

        Raises:
            YasennReportError: it is missing, empty, too long, or holds what no page can.
        """
        found = self.values.get(key)
        if not isinstance(found, str) or not tidied(found):
            raise self.wrong(key, f"text of up to {count(longest)} characters")
        text = tidied(found)
        if len(text) > longest:
            raise self.refusal(key, f"has {count(len(text))} characters; at most {count(longest)} fit: shorten it")
        if not writable(text):
            raise self.wrong(key, FREE_TEXT)
        return text

    def number(self, key: str, low: float, high: float, *, whole: bool) -> float:
        """A number in a range.

        Raises:
            YasennReportError: it is missing, no number, NaN, out of the range, or not whole where it has to be.
        """
        found = self.values.get(key)
        expected = f"a {'whole ' if whole else ''}number from {low:g} to {high:,.16g}"
        if not isinstance(found, int | float) or isinstance(found, bool) or not low <= found <= high:
            raise self.wrong(key, expected)
        if whole and found != int(found):
            raise self.wrong(key, expected)
        return float(found)

    def day(self, key: str) -> date:
        """A date, as TOML has them or as text.

        Raises:
            YasennReportError: it is missing, no date, or one with a time.
        """
        found = self.values.get(key)
        if isinstance(found, str):
            try:
                return datetime.strptime(found, "%Y-%m-%d").date()
            except ValueError:
                raise self.wrong(key, "a date as 2026-12-31") from None
        if not isinstance(found, date) or isinstance(found, datetime):
            raise self.wrong(key, "a date as 2026-12-31")
        return found


def table_of(file: SmallFile, where: str, found: object, keys: Sequence[str]) -> Table:
    """A value that should be a table with none but these keys.

    Raises:
        YasennReportError: it is something else, or a key means nothing or stands there twice.
    """
    if not isinstance(found, Mapping):
        raise file.refusal(f"{where} is {shown_value(found)}; a table was expected: write it as docs/policy.md shows")
    values: dict[str, object] = {}
    for key, value in found.items():
        name = key.replace("-", "_")
        if name not in keys:
            raise file.refusal(f"unknown key {quoted(key)} in {where}; {near(printable(key), keys, 'keys')}")
        if name in values:
            raise file.refusal(f"{quoted(name)} stands in {where} twice, once with '-': give it once")
        values[name] = value
    return Table(file=file, where=where, values=values)


def tables_of(file: SmallFile, key: str, found: object, keys: Sequence[str], most: int) -> tuple[Table, ...]:
    """A value that should be an array of such tables, with one at least.

    Raises:
        YasennReportError: it is no such array, or is empty or too long.
    """
    if not isinstance(found, list) or not found:
        raise file.refusal(
            f"{quoted(key)} of the policy is {shown_value(found)}; tables were expected: write each under [[{key}]]"
        )
    if len(found) > most:
        raise file.refusal(
            f"{quoted(key)} of the policy has {plural(len(found), 'table')}; at most {most} fit: give fewer"
        )
    return tuple(table_of(file, f"{key} {place} of the policy", one, keys) for place, one in enumerate(found, start=1))
