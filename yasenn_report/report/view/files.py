"""The files that decide what was audited, for the cover and the sign-off."""

from dataclasses import dataclass

from yasenn_report.record import Record
from yasenn_report.record.files import InputFile, Role

ON_COVER: tuple[Role, ...] = (
    "model",
    "architecture",
    "data",
    "prepared",
    "preprocessor",
    "explanation",
    "dictionary",
    "policy",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedFile:
    """One file, by the name and the hash that a signature stands for."""

    role: str
    """``Model``, ``Architecture``, ``Data``, ``Prepared``, ``Preprocessor``, ``Explanation``, ``Dictionary`` or
    ``Policy``."""
    name: str
    sha256: str


def file_of(record: Record, role: Role) -> InputFile | None:
    """The file of a role, if the audit read one."""
    return next((file for file in record.inputs if file.role == role), None)


def name_of(record: Record, role: Role) -> str:
    """The name of that file; ``-`` where there is none."""
    file = file_of(record, role)
    return "-" if file is None else file.name


def audited_files(record: Record) -> tuple[AuditedFile, ...]:
    """Model and data, and whatever else the network, its inputs or the descriptions come from."""
    found = [file for role in ON_COVER if (file := file_of(record, role)) is not None]
    return tuple(AuditedFile(role=file.role.capitalize(), name=full_name(file), sha256=file.sha256) for file in found)


def full_name(file: InputFile) -> str:
    """With what was run of it, if it is code."""
    return file.name if file.entry is None else f"{file.name}:{file.entry}"


def own_code(record: Record) -> str:
    """The notice on the cover where code of the user's own was run; else empty."""
    code = file_of(record, "architecture")
    if code is None:
        return ""
    return (
        f"{full_name(code)}, named by whoever made this report, built the network and was run. The model file "
        "holds weights only: that this is the network they were trained in rests on that code."
    )
