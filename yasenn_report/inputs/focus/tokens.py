"""The text of --focus into words: columns, numbers, quoted text, signs, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from yasenn_report.errors import FocusError
from yasenn_report.inputs.table_files.wording import quoted

LONGEST_TEXT = 2000
"""Characters; what a person writes on a command line is far below."""

Kind = Literal["name", "column", "number", "text", "sign", "word", "end"]

RESERVED = frozenset({"and", "or", "not", "in", "true", "false"})
"""Bare words with a meaning of their own, in any case; a column of this name stands in backticks."""

OTHER_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!="}
"""The report prints these."""

INSTEAD = {"=": "==", "&": "and", "&&": "and", "|": "or", "||": "or", "!": "not", "<>": "!=", "===": "=="}
"""What other languages write, and what is to be written here."""

PATTERN = re.compile(
    r"""(?P<space>\s+)
    |(?P<number>[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?![\w.]))
    |(?P<name>[^\W\d]\w*)(?![.]?\w)
    |`(?P<column>(?:[^`]|``)+)`
    |"(?P<double>(?:[^"]|"")*)"
    |'(?P<single>(?:[^']|'')*)'
    |(?P<sign><=|>=|==(?!=)|!=|<(?!>)|>|[(),≤≥≠])""",
    re.VERBOSE,
)
BARE = re.compile(r"[^\W\d]\w*")
STRAY = re.compile(r"[=&|!<>]+|[\w.]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word of the expression."""

    kind: Kind
    """``name`` is a bare column, ``column`` one in backticks; ``word`` is reserved and in lower case."""
    value: str
    """Without its quotes; doubled quotes inside are single."""
    written: str
    at: int
    """The character at which it begins, counted from 1."""

    def refusal(self, message: str) -> FocusError:
        """Returns the error that says `message` about this place in the expression."""
        return refusal_at(self.at, self.written, message)


def is_bare(name: str) -> bool:
    """Whether a column of this name can stand in an expression without backticks."""
    return BARE.fullmatch(name) is not None and name.lower() not in RESERVED


def refusal_at(at: int, written: str, message: str) -> FocusError:
    """Returns the error that says `message` about what is `written` at a character, nothing at the end."""
    return FocusError(f"--focus: at character {at}, {quoted(written) if written else 'the end'}: {message}")


def tokens_of(text: str) -> Iterator[Token]:
    """Gives the words of an expression and, last, its end.

    Raises:
        FocusError: the text is empty or longer than 2,000 characters, or has a character that begins no word.
    """
    if len(text) > LONGEST_TEXT:
        raise FocusError(f"--focus: the expression has {len(text):,} characters, at most {LONGEST_TEXT:,} are read")
    if not text.strip():
        raise FocusError('--focus: the expression is empty; write a comparison of a column, such as "age < 25"')
    place = 0
    while place < len(text):
        match = PATTERN.match(text, place)
        if match is None:
            raise _stray(text, place)
        if match.lastgroup != "space":
            yield _token(match)
        place = match.end()
    yield Token(kind="end", value="", written="", at=len(text) + 1)


def _token(match: re.Match[str]) -> Token:
    group, written, at = match.lastgroup or "", match.group(), match.start() + 1
    value = match.group(group)
    if group in ("double", "single"):
        quote = written[0]
        return Token(kind="text", value=value.replace(2 * quote, quote), written=written, at=at)
    if group == "column":
        return Token(kind="column", value=value.replace("``", "`").strip(), written=written, at=at)
    if group == "name":
        reserved = value.lower() in RESERVED
        return Token(
            kind="word" if reserved else "name", value=value.lower() if reserved else value, written=written, at=at
        )
    if group == "number":
        return Token(kind="number", value=value, written=written, at=at)
    return Token(kind="sign", value=OTHER_SIGNS.get(value, value), written=written, at=at)


def _stray(text: str, place: int) -> FocusError:
    character = text[place]
    match = STRAY.match(text, place)
    written = character if match is None else match.group()
    token = Token(kind="sign", value=written, written=written, at=place + 1)
    if character in "\"'`":
        return token.refusal("this quote is never closed: close it, or double a quote that is meant as such")
    if written in INSTEAD:
        return token.refusal(f"write {INSTEAD[written]} instead")
    if re.match(r"[\w.]", character):
        return token.refusal("this is neither a number nor a plain column name: put the names of columns in backticks")
    return token.refusal("no word begins so: compare columns by < <= > >= == != in, and join by and, or, not, ( )")
