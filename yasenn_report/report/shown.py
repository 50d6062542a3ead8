"""Names out of a stranger's file as a document shows them: bounded, visible, and kept to themselves."""

import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Final

from yasenn_report.report.characters import FIRST_STRONG, JOINER, POP, PRESENTATIONS, code_point, hidden

LONGEST: Final = 60
NOTHING: Final = "[empty]"
SPACE: Final = "\N{OPEN BOX}"
"""Stands for a space that a page would swallow: at an end of a name, or after another."""
ELLIPSIS: Final = "\N{HORIZONTAL ELLIPSIS}"

MOST_MARKS: Final = 4
"""On one letter; more would climb over the lines around it."""

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})


@dataclass(frozen=True, slots=True)
class _Piece:
    """What must not be cut apart: a letter with its marks, a joined pictograph, or a character's number."""

    text: str
    number: bool = False

    @property
    def width(self) -> int:
        return len(self.text) if self.number else 1


def shown(name: str, *, limit: int = LONGEST) -> str:
    """Return a name as one line that can neither hide nor reorder what stands beside it.

    Characters that cannot be seen become their numbers (`[U+202E]`), spaces that a page would swallow become `␣`, and
    of a long name the middle is left out, so that its beginning and its end stay. Names from right to left are
    isolated: the punctuation and the numbers next to them stay in place.

    Args:
        name: from a file; any text.
        limit: most characters; a number such as `[U+202E]` counts as eight, a letter with its marks as one.
    """
    return isolated(plain(name, limit=limit))


def shown_names(names: Iterable[str], *, limit: int = LONGEST) -> dict[str, str]:
    """Return every name with what is shown for it; names that differ are shown as different.

    Those that would look the same (shortened, or but for what cannot be seen) get a number behind: `name [1]`,
    `name [2]`, in the order of `names`.
    """
    lines = {name: plain(name, limit=limit) for name in names}
    alike: dict[str, list[str]] = defaultdict(list)
    for name, line in lines.items():
        alike[_look(line)].append(name)
    taken = set(alike)
    result = {name: isolated(line) for name, line in lines.items()}
    for look, group in alike.items():
        numbers = (place for place in count(1) if f"{look} [{place}]" not in taken)
        for name in group if len(group) > 1 else ():
            place = next(numbers)
            taken.add(f"{look} [{place}]")
            result[name] = f"{isolated(lines[name])} [{place}]"
    return result


def plain(name: str, *, limit: int = LONGEST, letters: Container[int] | None = None) -> str:
    """Return a name as `shown` does, but not isolated: for drawings and titles that stand alone.

    Args:
        name: from a file; any text.
        limit: most characters, as in `shown`.
        letters: code points that can be drawn; others become their numbers. None if all can.
    """
    return "".join(piece.text for piece in _shortened(_pieces(name, letters), limit)) or NOTHING


def isolated(text: str) -> str:
    """Return a text so that its direction is its own: as it is, or between marks if any of it runs right to left."""
    turned = any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text)
    return f"{FIRST_STRONG}{text}{POP}" if turned else text


def _look(line: str) -> str:
    """What of a line can be seen."""
    return "".join(character for character in line if character != JOINER and character not in PRESENTATIONS)


def _pieces(name: str, letters: Container[int] | None) -> list[_Piece]:
    characters = unicodedata.normalize("NFC", name)
    pieces: list[_Piece] = []
    for character, following in pairwise([*characters, ""]):
        last = pieces[-1] if pieces else None
        if letters is not None and not character.isspace() and ord(character) not in letters:
            pieces.append(_Piece(code_point(character), number=True))
        elif last is not None and _belongs(character, last, following):
            pieces[-1] = _Piece(last.text + character)
        elif unicodedata.category(character) == "Zs":
            pieces.append(_Piece(SPACE if last is None or last.text in {" ", SPACE} else " "))
        elif hidden(character) or unicodedata.category(character).startswith("M"):
            pieces.append(_Piece(code_point(character), number=True))
        else:
            pieces.append(_Piece(character))
    if pieces and pieces[-1].text == " ":
        pieces[-1] = _Piece(SPACE)
    return pieces


def _belongs(character: str, last: _Piece, following: str) -> bool:
    """Whether a character is drawn with the one before: its mark, its selector, or joined to it."""
    if last.number or last.text in {" ", SPACE}:
        return False
    end = last.text[-1]
    if end == JOINER:
        return True
    if character in PRESENTATIONS:
        return _pictograph(end) or end in "0123456789#*"
    if character == JOINER:
        return _pictograph(last.text[0]) and _pictograph(following)
    if hidden(character):
        return False
    return unicodedata.category(character).startswith("M") and len(last.text) <= MOST_MARKS


def _pictograph(character: str) -> bool:
    return unicodedata.category(character or " ") == "So" or "\U0001f000" <= character <= "\U0001faff"


def _shortened(pieces: list[_Piece], limit: int) -> list[_Piece]:
    if sum(piece.width for piece in pieces) <= limit:
        return pieces
    head = _fitting(pieces, limit // 2)
    left = limit - 1 - sum(piece.width for piece in head)
    tail = _fitting(pieces[: len(head) - 1 : -1] if head else pieces[::-1], left)
    return [*head, _Piece(ELLIPSIS), *reversed(tail)]


def _fitting(pieces: list[_Piece], limit: int) -> list[_Piece]:
    fitting: list[_Piece] = []
    for piece in pieces:
        limit -= piece.width
        if limit < 0:
            break
        fitting.append(piece)
    return fitting
