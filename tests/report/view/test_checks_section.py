"""What was looked for: nothing that could not be reads as not found, and chance is allowed for in plain words."""

import re
from dataclasses import replace

from pages import page_of
from records import binary, nothing_run

from yasenn_report.record import Record
from yasenn_report.record.decision import Check
from yasenn_report.record.measured import NotRun
from yasenn_report.report.view.checks import ALARMS, make_checks
from yasenn_report.report.view.cover import findings_line
from yasenn_report.report.view.method import about_findings
from yasenn_report.yasenn.gaps import COMPARED

P = "\N{NO-BREAK SPACE}%"


def check(code: str, findings: int | NotRun, *, compares: bool = False) -> Check:
    return Check(
        code=code, name=f"Name of {code}", about="data", rule="low: always", compares=compares, findings=findings
    )


def with_checks(*checks: Check) -> Record:
    return replace(binary(), checks=checks)


NO_FIT_DATA = NotRun(reason="no --fit-data was given")
MIXED = with_checks(
    check("YR001", 2), check("YR016", NO_FIT_DATA), check("YR030", 0, compares=True), check("YR031", 1, compares=True)
)


def test_each_kind_of_result_is_counted_and_what_could_not_be_is_named() -> None:
    assert make_checks(MIXED).sentence == (
        "4 things were looked for: 2 found, 1 not found, and 1 could not be looked for, which is not the same as not "
        "found (YR016)."
    )
    assert make_checks(with_checks(check("YR001", 0))).sentence == (
        "1 thing was looked for: 0 found, 1 not found, and none that could not be looked for."
    )


def test_what_could_not_be_looked_for_comes_first_with_its_reason() -> None:
    groups = make_checks(MIXED).groups
    assert [group.heading for group in groups] == [
        "NOT RUN: these could not be looked for, and none of them counts as not found (1)",
        "Found (2)",
        "Looked for and not found (1)",
    ]
    assert [[(row.code, row.result) for row in group.rows] for group in groups] == [
        [("YR016", "NOT RUN: no --fit-data was given")],
        [("YR001", "2 findings"), ("YR031", "1 finding")],
        [("YR030", "none")],
    ]


def test_kinds_without_a_check_have_no_heading() -> None:
    assert [group.heading[:7] for group in make_checks(nothing_run()).groups] == ["NOT RUN"]


def test_chance_is_allowed_for_in_plain_words() -> None:
    assert make_checks(MIXED).chance == (
        "Who makes many comparisons finds something by chance. So those that compare shares of rows with each other "
        "(YR030, YR031) are all held to one strict rule: together they report something that is not so in at most 1 in "
        "100 audits. That chance is shared out evenly among the kinds of comparison, and inside a kind among all its "
        "pairs (Bonferroni correction). The other checks are facts about files and rows, hold one number against its "
        f"threshold at the confidence of the audit (95{P}), or (YR015, YR020 to YR025) have a rule of their own for "
        "chance."
    )
    assert about_findings(MIXED).endswith("all together they raise one that is not so in at most 1 in 100 audits.")


def test_the_chance_is_the_one_that_was_allowed() -> None:
    assert f"at most {COMPARED * 100:g} in 100 audits" == ALARMS


def test_where_nothing_is_compared_nothing_is_said_of_chance() -> None:
    record = with_checks(check("YR001", 2))
    assert make_checks(record).chance == (
        "Nothing in this list compares shares of rows with each other: the checks are facts about files and rows, "
        f"hold one number against its threshold at the confidence of the audit (95{P}), or (YR015, YR020 to YR025) "
        "have a rule of their own for chance."
    )
    assert "chance" not in about_findings(record)


def test_every_check_is_on_the_page_once_with_its_rule_and_result() -> None:
    page = page_of(MIXED)
    table = re.search(r'<table class="checks">.*?</table>', page, flags=re.DOTALL)
    assert table is not None
    for code, result in (("YR001", "2 findings"), ("YR016", "NOT RUN: no --fit-data was given"), ("YR030", "none")):
        line = f'<th scope="row">{code}</th><td>Name of {code}</td><td>low: always</td><td>{result}</td>'
        assert table[0].count(line) == 1
    assert (
        f'<p>{make_checks(MIXED).sentence} All are listed under <a href="#checks">What was looked for</a>.</p>' in page
    )


def test_a_page_without_findings_says_what_was_not_looked_for() -> None:
    record = replace(MIXED, findings=())
    assert findings_line(record) == "No findings. 1 of 4 checks could not be made."
    assert make_checks(record).sentence in page_of(record)
    assert findings_line(replace(record, checks=())) == "No findings."
