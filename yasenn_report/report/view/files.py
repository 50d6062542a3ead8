"""The files that decide what was audited, for the cover and the sign-off."""

from dataclasses import dataclass

from yasenn_report.audit import Audit


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedFile:
    """One file, by the name and the hash that a signature stands for."""

    role: str
    """``Model``, ``Architecture``, ``Data``, ``Prepared``, ``Preprocessor`` or ``Explanation``."""
    name: str
    sha256: str


def audited_files(audit: Audit) -> tuple[AuditedFile, ...]:
    """Model and data, and whatever else the network, its inputs or the descriptions come from."""
    model, holdout = audit.network.file, audit.holdout
    found = [AuditedFile(role="Model", name=model.name, sha256=model.sha256)]
    if model.architecture is not None:
        code = model.architecture
        found.append(AuditedFile(role="Architecture", name=f"{code.name}:{code.entry}", sha256=code.sha256))
    found.append(AuditedFile(role="Data", name=holdout.name, sha256=holdout.sha256))
    made, explained = holdout.inputs_file, holdout.readable
    if made is not None:
        found.append(AuditedFile(role=made.role.capitalize(), name=made.name, sha256=made.sha256))
    if explained.given == "file":
        found.append(AuditedFile(role="Explanation", name=explained.name, sha256=explained.sha256))
    return tuple(found)


def own_code(audit: Audit) -> str:
    """The notice on the cover where code of the user's own was run; else empty."""
    code = audit.network.file.architecture
    if code is None:
        return ""
    return (
        f"{code.name}:{code.entry}, named by whoever made this report, built the network and was run. The model file "
        "holds weights only: that this is the network they were trained in rests on that code."
    )
