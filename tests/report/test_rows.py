"""The table of single evaluation rows."""

import csv
import io

import pytest

from yasenn_report.audit import Audit
from yasenn_report.report.rows import inert, write_rows
from yasenn_report.yasenn.bounds import Estimate

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("fixture", ["xor_audit", "digits_audit", "diabetes_audit"])
def test_rows_add_up_to_what_the_report_says(fixture: str, request: pytest.FixtureRequest) -> None:
    audit: Audit = request.getfixturevalue(fixture)
    rows = list(csv.DictReader(io.StringIO(write_rows(audit))))
    assert [int(row["row"]) for row in rows] == [place + 1 for place in audit.split.evaluation.tolist()]
    for partition, measured in zip(audit.partitioning.partitions, audit.fidelity.partitions, strict=True):
        mine = [row for row in rows if row["partition"] == partition.label]
        assert len(mine) == measured.evaluation_rows
        assert {row["status"] for row in mine} <= {measured.status}
        if isinstance(measured.disagreement, Estimate):
            missed = sum(row["disagrees"] == "yes" for row in mine) / len(mine)
            assert missed == pytest.approx(measured.disagreement.value)
    error = audit.fidelity.distillation_error
    assert isinstance(error, Estimate)
    assert sum(float(row["distillation error"]) for row in rows) / len(rows) == pytest.approx(error.value)
    assert sum(row["code seen in fitting"] == "no" for row in rows) == audit.fidelity.unseen_rows


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("Good", "Good"),
        ("a=b - c", "a=b - c"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("  =1", "'  =1"),
        ("\u00a0\ufeff=1", "'\u00a0\ufeff=1"),
        ("\uff1d1", "'\uff1d1"),
        ("\uff0b\uff0d", "'\uff0b\uff0d"),
        ("\ufe63\uff20", "'\ufe63\uff20"),
        ("\tx", "'\tx"),
        ("\rx", "'[U+000D]x"),
        ("\n=1", "'\n'=1"),
        ("a;=1", "a;'=1"),
        ('a", @b', "a\", '@b"),
        ("\u202eevil", "[U+202E]evil"),
        ("network: =1", "network: =1"),
    ],
)
def test_no_cell_becomes_a_formula(name: str, cell: str) -> None:
    assert inert(name) == cell
