"""Hold the files at hand against those that an audit recorded: by their hashes first, by their names second."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from yasenn_report.errors import VerificationError
from yasenn_report.inputs.record_file import RecordFile, parse_record
from yasenn_report.inputs.small_files import SmallFile, shown_value
from yasenn_report.inputs.table_files.wording import printable, quoted
from yasenn_report.numbers import count, plural

Outcome = Literal["same", "differs", "swapped", "not checked", "not recorded"]

MOST_INPUTS = 100
MOST_VERSIONS = 100
FIRST_DIGITS = 12
"""Of a hash, where both are shown: enough to see that they differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What is known of a file."""

    name: str
    """Without its folder, printable."""
    sha256: str
    size: int
    """In bytes."""

    def is_content_of(self, other: "Fingerprint") -> bool:
        """Whether the two have the same bytes."""
        return (self.sha256, self.size) == (other.sha256, other.size)

    @property
    def short(self) -> str:
        """The beginning of its hash, and its size."""
        return f"{self.sha256[:FIRST_DIGITS]}... of {plural(self.size, 'byte')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded(Fingerprint):
    """A file that the audit read."""

    role: str
    """``model``, ``data`` and so on, printable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came out about one file."""

    outcome: Outcome
    name: str
    sentence: str
    """One line, with the role and the name."""


def recorded_files(record: RecordFile) -> tuple[Recorded, ...]:
    """The files in the record of an audit, in its order.

    Raises:
        RecordError: the record does not say so as an audit does.
    """
    entries = record.content.get("inputs")
    if not isinstance(entries, list) or not 0 < len(entries) <= MOST_INPUTS:
        raise record.file.refusal(
            f"its 'inputs' are {shown_value(entries)}; an array of up to {MOST_INPUTS} files was expected: it is "
            "not as an audit writes it"
        )
    return tuple(_recorded(record.file, place, entry) for place, entry in enumerate(entries, start=1))


def changed_since(file: SmallFile, hashes: Mapping[str, str]) -> tuple[str, ...]:
    """What is not as it was in the audit that is repeated, a sentence for each file.

    Args:
        file: the JSON of that audit.
        hashes: SHA-256 of the files at hand, by role.
    """
    return tuple(
        f"{one.name}: this is not the {one.role} that {file.name} was made from; the file of that audit had the "
        f"SHA-256 {one.sha256}"
        for one in recorded_files(parse_record(file))
        if one.role in hashes and hashes[one.role] != one.sha256
    )


def _recorded(file: SmallFile, place: int, entry: object) -> Recorded:
    if not isinstance(entry, dict):
        raise file.refusal(f"file {place} of its 'inputs' is {shown_value(entry)}; an object was expected")
    role, name, sha256, size = (entry.get(key) for key in ("role", "name", "sha256", "bytes"))
    for key, value, sound in [
        ("role", role, isinstance(role, str)),
        ("name", name, isinstance(name, str)),
        ("sha256", sha256, isinstance(sha256, str) and re.fullmatch("[0-9a-f]{64}", sha256) is not None),
        ("bytes", size, isinstance(size, int) and not isinstance(size, bool) and 0 <= size < 2**63),
    ]:
        if not sound:
            raise file.refusal(
                f"file {place} of its 'inputs' has {quoted(key)} {shown_value(value)}: it is not as an audit writes it"
            )
    return Recorded(role=printable(str(role)), name=printable(str(name)), sha256=str(sha256), size=int(str(size)))


def fingerprint(path: Path) -> Fingerprint:
    """Read a file of any size, and keep no more of it than this.

    Raises:
        VerificationError: there is no such file, or it cannot be read.
    """
    name = printable(path.name or str(path))
    try:
        if path.is_dir():
            raise VerificationError(f"{name}: this is a folder; a file of the audit was expected: name the file in it")
        if path.exists() and not path.is_file():  # a pipe could block for ever, a device never end
            raise VerificationError(f"{name}: this is not a regular file; a file of the audit was expected")
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
            return Fingerprint(name=name, sha256=digest.hexdigest(), size=file.tell())
    except FileNotFoundError:
        raise VerificationError(f"{name}: there is no such file: check the path {printable(str(path), 300)}") from None
    except OSError as fault:
        raise VerificationError(f"{name}: the file cannot be read ({fault.strerror}): check its permissions") from None
    except ValueError:  # a path that holds NUL
        raise VerificationError(f"{name}: this is not a path; a file of the audit was expected") from None


def compare(recorded: Sequence[Recorded], given: Sequence[Fingerprint]) -> tuple[Checked, ...]:
    """One result per recorded file, then one per given file that is none of them.

    A file that bears a recorded name must have the content of that name. Another one may have any name: its content
    tells which it is. The order in which files are given does not matter.
    """
    checked = [_check(file, recorded, given) for file in recorded]
    names = {file.name for file in recorded}
    strangers = [
        Checked(
            outcome="not recorded",
            name=one.name,
            sentence=f"{one.name}: not recorded; the audit read no such file ({one.short})",
        )
        for one in given
        if one.name not in names and not any(one.is_content_of(file) for file in recorded)
    ]
    return (*checked, *strangers)


def _check(file: Recorded, recorded: Sequence[Recorded], given: Sequence[Fingerprint]) -> Checked:
    called = f"{file.role} {file.name}"
    of_this_name = [one for one in given if one.name == file.name]
    holders = [one for one in given if one.is_content_of(file)]
    impostors = [one for one in of_this_name if one not in holders]
    if holders and not impostors:
        other = "" if of_this_name else f", given as {holders[0].name}"
        return Checked(
            outcome="same",
            name=file.name,
            sentence=f"{called}: the same{other} (SHA-256 {file.sha256}, {plural(file.size, 'byte')})",
        )
    if not of_this_name:
        return Checked(outcome="not checked", name=file.name, sentence=f"{called}: not checked; it was not given")
    found = impostors[0]
    owners = [one for one in recorded if found.is_content_of(one)]
    if owners:
        return Checked(
            outcome="swapped",
            name=file.name,
            sentence=f"{called}: swapped; the file of this name is the one that was audited as {owners[0].role} "
            f"{owners[0].name}",
        )
    return Checked(
        outcome="differs",
        name=file.name,
        sentence=f"{called}: differs; recorded is {file.short}, the file at hand is {found.short}",
    )


def refuse_differences(record: str, checked: Sequence[Checked]) -> None:
    """Stop unless every file is the one that was audited, and all of those were given.

    Args:
        record: name of the audit's JSON.
        checked: what ``compare`` found.

    Raises:
        VerificationError: one line that counts what is amiss and names it.
    """
    amiss = [one for one in checked if one.outcome != "same"]
    if amiss:
        parts = [f"{quoted(one.name)} {WORDS[one.outcome]}" for one in amiss[:5]]
        more = [f"{count(len(amiss) - 5)} more"] if len(amiss) > 5 else []
        raise VerificationError(
            f"{record}: {count(len(amiss))} of {plural(len(checked), 'file')} cannot be confirmed: "
            f"{', '.join([*parts, *more])}; give the files that were audited, all of them"
        )


WORDS: dict[Outcome, str] = {
    "differs": "differs",
    "swapped": "is swapped",
    "not checked": "was not given",
    "not recorded": "is not recorded",
}


def versions(record: RecordFile) -> str:
    """The versions that made the audit, in one line; says so where the record has none.

    Raises:
        RecordError: they are no names with versions.
    """
    found = record.content.get("versions")
    if found is None or found == {}:
        return "not recorded"
    if not isinstance(found, dict) or len(found) > MOST_VERSIONS:
        raise record.file.refusal(
            f"its 'versions' are {shown_value(found)}; an object of names and versions was expected"
        )
    for name, version in found.items():
        if not isinstance(version, str):
            raise record.file.refusal(
                f"the version of {quoted(name)} in it is {shown_value(version)}; a text was expected"
            )
    return ", ".join(f"{printable(name, 30)} {printable(version, 30)}" for name, version in found.items())
