"""A ReportView written by hand: renderers are tested without computing anything."""

from yasenn_report.report.view import ReportView
from yasenn_report.report.view.audited import Audited, LayerRow
from yasenn_report.report.view.choice import CandidateRow, Choice
from yasenn_report.report.view.comparisons import Comparisons, RivalRow
from yasenn_report.report.view.contrasts import ContrastSheet, PartingRow
from yasenn_report.report.view.cover import Cover, FindingRow, KeyNumber
from yasenn_report.report.view.dictionary import WordRow
from yasenn_report.report.view.facts import Fact
from yasenn_report.report.view.files import AuditedFile
from yasenn_report.report.view.maps import MapRow
from yasenn_report.report.view.method import Method, Term
from yasenn_report.report.view.partition_rows import PartitionRow
from yasenn_report.report.view.pictures import Picture, embed
from yasenn_report.report.view.regions import Region
from yasenn_report.report.view.settings import SettingRow
from yasenn_report.report.view.sheets import ProfileRow, Sheet, Words
from yasenn_report.report.view.trust import FidelityRow
from yasenn_report.report.view.typical import TypicalLine, TypicalTable
from yasenn_report.report.view.words import BADGES, Reading

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
READING = Reading(value="97.0 %", interval="96.1 % to 97.7 %", rows="1,804 evaluation rows")
PICTURE = Picture(source=embed(SVG), title="Message 97.0 %", alt="Same message 97.0 %", caption="How to read it.")
FACTS = (
    Fact(name="Model file", value="model.pt, 11,627 bytes"),
    Fact(name="Command", value="tool -o a.html", code=True),
)
ROW = FidelityRow(name="the network", reading=READING, strong=True)


def partition_row(label: str) -> PartitionRow:
    """One line of the table."""
    return PartitionRow(
        label=label,
        anchor=f"sheet-{label}",
        output="benign, mean probability 97.0 %",
        rows="120",
        share="50.0 %",
        disagreement=READING,
        error=READING,
        accuracy=READING,
        badge=BADGES["within_tolerance"],
        stability="stable over refits (0.900)",
    )


def sheet(label: str) -> Sheet:
    """One sheet."""
    return Sheet(
        row=partition_row(label),
        id="0123456789ab",
        decision="benign",
        fit_rows="118",
        codes="2 codes: 0-1; 1-1",
        words=Words(
            kind="rules", opening="This rule comes closest:", lines=("x ≤ 1",), precision=READING, recall=READING
        ),
        other="Two ways were tried.",
        warning="neither tells it apart",
        profile=(ProfileRow(column="x", inside="1.00", outside="2.00", difference="-0.500"),),
        distribution="The network decides for benign.",
        typical=TypicalTable(
            file="data.csv",
            columns=("x",),
            lines=(TypicalLine(row="row 7", values=("1.00",), output="benign, probability 97.0 %", share="60.0 %"),),
        ),
        no_typical="",
        picture=PICTURE,
    )


def region(label: str) -> Region:
    """One region."""
    return Region(
        label=label,
        anchor=f"sheet-{label}",
        decision="benign",
        extent="120 evaluation rows, 50.0 %",
        disagreement=READING,
        words="x ≤ 1",
    )


def contrast() -> ContrastSheet:
    """One pair."""
    return ContrastSheet(
        first="P1",
        first_decision="benign",
        first_anchor="sheet-P1",
        second="P2",
        second_decision="malignant",
        second_anchor="sheet-P2",
        anchor="contrast-P1-P2",
        asked="This pair was asked for.",
        parting="Most part at hidden layer 1.",
        rows=(PartingRow(where="at once", rows="9", share="50.0 %"),),
        opening="Among rows of the two:",
        lines=("x ≤ 1",),
        warning="nothing tells them apart",
        told=(ROW,),
    )


def page_view() -> ReportView:
    """A whole page with every section filled."""
    return ReportView(
        title="Audit of model.pt",
        made="02 January 2026",
        created="2026-01-02T03:04:05Z",
        version="0.0",
        files=(
            AuditedFile(role="Model", name="model.pt", sha256="a" * 64),
            AuditedFile(role="Architecture", name="net.py:build", sha256="e" * 64),
            AuditedFile(role="Data", name="data.csv", sha256="b" * 64),
            AuditedFile(role="Prepared", name="prepared.npy", sha256="d" * 64),
            AuditedFile(role="Explanation", name="readable.csv", sha256="c" * 64),
        ),
        own_code="net.py:build was run.",
        cover=Cover(
            outcome="REVIEW",
            shape="◆",
            style="review",
            meaning="Meaning.",
            reason="Reason.",
            rule="Rule.",
            thresholds="Thresholds.",
            region="This part only.",
            key_numbers=tuple(KeyNumber(name=name, reading=READING, note="note") for name in "abcd"),
            findings_line="1 finding: 1 high.",
            is_not=("It is not this.",),
        ),
        findings=(
            FindingRow(code="YR001", severity="high", title="Title", sentence="Sentence.", extent="3 rows, 1.0 %"),
        ),
        findings_more="2 more findings.",
        audited=Audited(
            number_of_files="three",
            files=FACTS,
            network=FACTS,
            layers=(LayerRow(name="hidden layer 1", operations="Linear(2, 3)", units="3"),),
            layers_more="2 more layers.",
            table=FACTS,
            dictionary=(WordRow(column="x", label="width", shown="cm", meanings="0: no", note="Whole."),),
            dictionary_more="2 more columns.",
            notes=("A note.",),
            table_notes=("A note.",),
            repeat=FACTS,
            configuration=(SettingRow(option="target", value="outcome", source="command line"),),
            configuration_more="2 more options.",
        ),
        fidelity_sentence="Sentence.",
        layers=(ROW,),
        layers_picture=PICTURE,
        errors=(ROW,),
        error_sentence="Sentence.",
        accuracy=(ROW,),
        partitions=(partition_row("P1"), partition_row("P2")),
        partitions_more="2 more partitions.",
        with_accuracy=True,
        rates_picture=PICTURE,
        map_sentence="Sentence.",
        unmapped="No leaf of the map names P2.",
        map=(ROW,),
        map_leaves=(MapRow(label="P1", anchor="sheet-P1", words="x ≤ 1", fit_rows="9", share="50.0 %"),),
        map_leaves_more="2 more leaves of the map.",
        map_picture=PICTURE,
        sheets=(sheet("P1"), sheet("P2")),
        sheets_more="2 more partitions.",
        contrasts_sentence="Sentence.",
        contrasts_rule="Rule.",
        contrasts=(contrast(),),
        regions_sentence="Sentence.",
        low_fidelity=(region("P1"),),
        low_fidelity_more="2 more such partitions.",
        inconclusive=(region("P2"),),
        inconclusive_more="2 more such partitions.",
        comparisons=Comparisons(
            sentence="Sentence.",
            gain_unit="share of rows",
            on_inputs=(RivalRow(name="a tree", fidelity=READING, gain=READING, conclusion="better"),),
            without_last="Sentence.",
            layers=(RivalRow(name="a linear model", fidelity=READING, gain=READING, conclusion="worse"),),
            within=(ROW,),
            within_sentence="Sentence.",
        ),
        choice=Choice(
            sentence="Sentence.",
            rule="Rule.",
            candidates=(
                CandidateRow(
                    name="backward",
                    partitions="4.00",
                    fidelity="95.0 %",
                    described="94.0 %",
                    stability="0.800",
                    note="chosen",
                    chosen=True,
                ),
            ),
            more="The other candidate.",
            picture=PICTURE,
            stability="Sentence.",
        ),
        method=Method(steps=("Step.",), glossary=(Term(word="Word", meaning="meaning."),), limits=("Limit.",)),
    )
