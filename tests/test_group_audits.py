"""Whole audits with --sensitive: planted gaps are found under their codes, and a clean twin has none."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from examples import Example
from recordings import recorded

from yasenn_report.audit import Audit
from yasenn_report.inputs.records import read_record
from yasenn_report.record.groups import Groups
from yasenn_report.record.measured import Estimate, NotRun
from yasenn_report.recording.groups import record_groups
from yasenn_report.yasenn.bounds import NotRun as Unmeasured

pytestmark = pytest.mark.slow

FEATURES = ["east", "north", "n1", "n2", "n3", "n4"]
CODES = {"YR040", "YR041", "YR042"}


def table_of(xor: Example) -> pd.DataFrame:
    """The table with a column that has nothing to do with anything else, and one of numbers."""
    table = pd.read_csv(xor.data)
    rng = np.random.default_rng(11)
    return table.assign(sex=rng.choice(["f", "m"], len(table)), age=rng.integers(18, 90, len(table)))


def audit_of(xor: Example, table: pd.DataFrame, folder: Path, sensitive: tuple[str, ...], **options: object) -> Audit:
    table.to_csv(folder / "data.csv", index=False)
    (folder / "model.pt").write_bytes(xor.model.read_bytes())
    return Example.at(folder).audit(features=FEATURES, reading={"sensitive": sensitive}, **options)


def codes(audit: Audit) -> set[str]:
    return {finding.code for finding in audit.findings} & CODES


def reason(audit: Audit, code: str) -> str | None:
    (result,) = [one for one in audit.checks if one.check.code == code]
    return result.found.reason if isinstance(result.found, Unmeasured) else None


def test_a_clean_table_has_no_gaps(xor: Example, tmp_path: Path) -> None:
    audit = audit_of(xor, table_of(xor), tmp_path, ("sex", "age"))
    assert codes(audit) == set()
    assert [reason(audit, code) for code in sorted(CODES)] == [None, None, None]
    groups = record_groups(audit, {})
    assert isinstance(groups, Groups)
    assert [len(column.groups) for column in groups.columns] == [2, 4]
    assert [one.compared > 0 for one in groups.compared] == [True, True, True]


def test_flipped_labels_of_a_group_are_a_gap_of_errors(xor: Example, tmp_path: Path) -> None:
    table = table_of(xor)
    flip = (table["sex"] == "f") & (np.random.default_rng(5).random(len(table)) < 0.3)
    table["outcome"] = table["outcome"].where(~flip, 1 - table["outcome"])
    audit = audit_of(xor, table, tmp_path, ("sex",))
    assert codes(audit) == {"YR041"}
    (finding,) = [one for one in audit.findings if one.code == "YR041"]
    assert finding.severity == "high"
    assert "where sex is f" in finding.sentence
    groups = record_groups(audit, {})
    assert isinstance(groups, Groups)
    (women,) = [group for group in groups.columns[0].groups if group.entry == "f"]
    assert isinstance(women.everywhere.error_rate, Estimate)
    assert women.everywhere.error_rate.low <= 0.3 <= women.everywhere.error_rate.high


def test_a_group_of_one_side_is_a_gap_of_shares(xor: Example, tmp_path: Path) -> None:
    table = table_of(xor)
    table["sex"] = np.where(table["east"] > 0, "f", "m")
    audit = audit_of(xor, table, tmp_path, ("sex",))
    assert "YR040" in codes(audit)


def test_a_group_where_partitions_err_is_a_gap_of_the_distillation(xor: Example, tmp_path: Path) -> None:
    table = table_of(xor)
    near = (table["east"].abs() < 0.12) | (table["north"].abs() < 0.12)  # where decisions turn
    table["sex"] = np.where(near, "f", "m")
    audit = audit_of(xor, table, tmp_path, ("sex",))
    assert "YR042" in codes(audit)


def test_a_record_of_groups_is_read_back(xor: Example, tmp_path: Path) -> None:
    audit = audit_of(xor, table_of(xor), tmp_path, ("sex", "age"))
    (tmp_path / "audit.json").write_text(json.dumps(recorded(audit)), encoding="utf-8")
    assert read_record(tmp_path / "audit.json").groups == record_groups(audit, {})


def test_nothing_named_is_not_run(xor_audit: Audit) -> None:
    assert record_groups(xor_audit, {}) == NotRun(reason="no --sensitive was given")
    assert {reason(xor_audit, code) for code in CODES} == {"no --sensitive was given"}


def test_without_labels_errors_are_not_run(xor: Example, tmp_path: Path) -> None:
    table = table_of(xor).drop(columns="outcome")
    table.to_csv(tmp_path / "data.csv", index=False)
    (tmp_path / "model.pt").write_bytes(xor.model.read_bytes())
    audit = Example.at(tmp_path).audit(None, FEATURES, reading={"sensitive": ("sex",)}, output_kind="logits")
    assert reason(audit, "YR041") == "no --target was given: there are no labels to compare with"
    assert reason(audit, "YR040") is reason(audit, "YR042") is None


def test_one_group_is_not_run(xor: Example, tmp_path: Path) -> None:
    audit = audit_of(xor, table_of(xor).assign(sex="f"), tmp_path, ("sex",))
    assert {reason(audit, code) for code in CODES} == {"every column of --sensitive holds one group only"}


@pytest.mark.parametrize("name", ["digits", "diabetes"])
def test_many_classes_and_values_have_groups_too(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    example: Example = request.getfixturevalue(name)
    table = pd.read_csv(example.data)
    features = [column for column in table.columns if column != "outcome"]
    table["half"] = np.where(np.arange(len(table)) % 2, "odd", "even")
    table.to_csv(tmp_path / "data.csv", index=False)
    (tmp_path / "model.pt").write_bytes(example.model.read_bytes())
    audit = Example.at(tmp_path).audit(features=features, reading={"sensitive": ("half",)})
    groups = record_groups(audit, {})
    assert isinstance(groups, Groups)
    for group in groups.columns[0].groups:
        assert isinstance(group.everywhere.error_rate, Estimate)
        assert isinstance(group.everywhere.wrongly_second, NotRun)
    assert codes(audit) == set()
