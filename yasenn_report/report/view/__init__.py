"""Turn an Audit and its figures into a ReportView: every sentence chosen and every number printed."""

from dataclasses import dataclass

from yasenn_report import __version__
from yasenn_report.audit import Audit
from yasenn_report.report.figures import Figures
from yasenn_report.report.provenance import Provenance
from yasenn_report.report.view.audited import Audited, make_audited
from yasenn_report.report.view.choice import Choice, make_choice
from yasenn_report.report.view.comparisons import Comparisons, make_comparisons
from yasenn_report.report.view.contrasts import (
    ContrastSheet,
    contrasts_rule,
    contrasts_sentence,
    make_contrast_sheets,
)
from yasenn_report.report.view.cover import Cover, FindingRow, make_cover, make_findings
from yasenn_report.report.view.files import AuditedFile, audited_files, own_code
from yasenn_report.report.view.method import Method, make_method
from yasenn_report.report.view.pictures import Picture, layers_picture, map_picture, rates_picture
from yasenn_report.report.view.sheets import PartitionRow, Sheet, make_sheets, partition_rows
from yasenn_report.report.view.trust import (
    FidelityRow,
    MapRow,
    Region,
    accuracy_rows,
    error_rows,
    error_sentence,
    fidelity_sentence,
    layer_rows,
    map_leaves,
    map_rows,
    map_sentence,
    regions,
    regions_sentence,
    unmapped,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """What the page says, section by section."""

    title: str
    made: str
    """Date as printed."""
    created: str
    """Date for the document's metadata, ISO 8601 in UTC."""
    version: str
    files: tuple[AuditedFile, ...]
    """What a signature stands for; the model comes first."""
    own_code: str
    """A notice where code of the user's own was run; else empty."""
    cover: Cover
    findings: tuple[FindingRow, ...]
    audited: Audited
    fidelity_sentence: str
    layers: tuple[FidelityRow, ...]
    layers_picture: Picture | None
    errors: tuple[FidelityRow, ...]
    error_sentence: str
    accuracy: tuple[FidelityRow, ...]
    partitions: tuple[PartitionRow, ...]
    with_accuracy: bool
    """Whether the partition table has a column for accuracy."""
    rates_picture: Picture
    map_sentence: str
    unmapped: str
    """Partitions that the map leaves out, in one sentence; empty where there are none."""
    map: tuple[FidelityRow, ...]
    map_leaves: tuple[MapRow, ...]
    map_picture: Picture | None
    sheets: tuple[Sheet, ...]
    contrasts_sentence: str
    contrasts_rule: str
    contrasts: tuple[ContrastSheet, ...]
    regions_sentence: str
    low_fidelity: tuple[Region, ...]
    inconclusive: tuple[Region, ...]
    comparisons: Comparisons
    choice: Choice
    method: Method


def build_view(audit: Audit, figures: Figures, provenance: Provenance) -> ReportView:
    """Choose every sentence and print every number of the report."""
    return ReportView(
        title=f"Audit of {audit.network.file.name}",
        made=f"{provenance.created:%d %B %Y}",
        created=f"{provenance.created:%Y-%m-%dT%H:%M:%SZ}",
        version=__version__,
        files=audited_files(audit),
        own_code=own_code(audit),
        cover=make_cover(audit),
        findings=make_findings(audit),
        audited=make_audited(audit, provenance),
        fidelity_sentence=fidelity_sentence(audit),
        layers=layer_rows(audit),
        layers_picture=layers_picture(audit, figures),
        errors=error_rows(audit),
        error_sentence=error_sentence(audit),
        accuracy=accuracy_rows(audit),
        partitions=partition_rows(audit),
        with_accuracy=audit.task.classes and audit.holdout.target is not None,
        rates_picture=rates_picture(audit, figures),
        map_sentence=map_sentence(audit),
        unmapped=unmapped(audit),
        map=map_rows(audit),
        map_leaves=map_leaves(audit),
        map_picture=map_picture(audit, figures),
        sheets=make_sheets(audit, figures),
        contrasts_sentence=contrasts_sentence(audit),
        contrasts_rule=contrasts_rule(audit),
        contrasts=make_contrast_sheets(audit),
        regions_sentence=regions_sentence(audit),
        low_fidelity=regions(audit, "low_fidelity"),
        inconclusive=regions(audit, "inconclusive"),
        comparisons=make_comparisons(audit),
        choice=make_choice(audit, figures),
        method=make_method(audit),
    )
