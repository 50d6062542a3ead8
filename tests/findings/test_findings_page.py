"""docs/findings.md lists what is looked for, as the catalogue has it."""

from pathlib import Path

from yasenn_report.findings.catalogue import CHECKS

PAGE = Path(__file__).parents[2] / "docs" / "findings.md"


def rows() -> list[list[str]]:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| YR")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_check_stands_there_with_its_name_and_rule() -> None:
    assert [(code, name, rule) for code, name, _, rule, _ in rows()] == [
        (check.code, check.name, check.rule) for check in CHECKS
    ]


def test_what_a_finding_is_about_and_whether_it_compares_stands_there_too() -> None:
    for check, (_, _, about, _, action) in zip(CHECKS, rows(), strict=True):
        only = "" if check.only == "either" else f" ({check.only} only)"
        assert about == f"{check.about}{only}{' *' if check.compares else ''}"
        assert action.endswith(".")
