"""The planted region through the command: what it prints, what it writes, and the exit code for a pipeline."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from planted import planted

from yasenn_report.cli import main

pytestmark = pytest.mark.slow


def audited(folder: Path, *, flipped: bool, fail_on: str) -> int:
    """The exit code of an audit that writes JSON and test results."""
    example = planted(folder, flipped=flipped)
    words = [str(example.model), str(example.data), "--target", "outcome", "--refits", "0", "--quiet"]
    words += ["--fail-on", fail_on, "-o", str(folder / "audit.json"), "-o", str(folder / "audit.junit.xml")]
    with pytest.raises(SystemExit) as left:
        main(words)
    return int(left.value.code or 0)


def test_flipped_labels_fail_the_pipeline(tmp_path: Path) -> None:
    assert audited(tmp_path, flipped=True, fail_on="fail") == 3
    record = json.loads((tmp_path / "audit.json").read_text(encoding="utf-8"))
    assert record["verdict"]["outcome"] == "FAIL"
    grave = {finding["code"] for finding in record["findings"] if finding["severity"] == "high"}
    assert {"YR030", "YR033"} <= grave
    (region,) = [finding for finding in record["findings"] if finding["code"] == "YR033"]
    assert "east is above" in region["sentence"]
    assert "north is at most" in region["sentence"]
    assert region["low"] < region["value"] < region["high"]
    cases = ET.parse(tmp_path / "audit.junit.xml").iter("testcase")
    failed = {case.get("name", "")[:5] for case in cases if case.find("failure") is not None}
    assert {"YR030", "YR033"} <= failed


def test_its_clean_twin_does_not(tmp_path: Path) -> None:
    assert audited(tmp_path, flipped=False, fail_on="fail") == 0
    record = json.loads((tmp_path / "audit.json").read_text(encoding="utf-8"))
    assert [finding for finding in record["findings"] if finding["severity"] == "high"] == []


def test_the_verdict_changes_no_exit_code_unless_asked(tmp_path: Path) -> None:
    assert audited(tmp_path, flipped=True, fail_on="never") == 0
