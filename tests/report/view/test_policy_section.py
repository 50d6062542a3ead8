"""The policy on the decision page and in the summary, and waivers in the register."""

from dataclasses import replace

import pytest
from pages import page_of, view_of
from policies import policy_of
from records import binary, nothing_run, regression, undecided

from yasenn_report.policy.judge import judge
from yasenn_report.record import Record
from yasenn_report.report.render import render_summary
from yasenn_report.report.view.cover import MEANINGS, findings_line
from yasenn_report.report.view.policy import ConditionRow, make_policy, policy_name
from yasenn_report.report.view.read_files import NAMES

SPACE = "\N{NO-BREAK SPACE}"


def rows(record: Record) -> list[tuple[str, ...]]:
    def row(one: ConditionRow) -> tuple[str, ...]:
        return one.name, one.measured, one.interval, one.required, one.held, one.severity, one.result.word

    return list(map(row, make_policy(record).conditions))


def test_each_condition_is_measured_required_and_a_result() -> None:
    assert rows(binary()) == [
        ("Open findings of high severity", "1", "1 of 5 checks could not be made", "none", "", "high", "FAIL"),
        ("Open findings of medium severity", "1", "1 of 5 checks could not be made", "none", "", "medium", "FAIL"),
        (
            "Fidelity of the partitions",
            f"88.5{SPACE}%",
            f"83.3{SPACE}% to 92.6{SPACE}%",
            f"at least 80{SPACE}%",
            "by the lower bound",
            "high",
            "PASS",
        ),
        (
            "Accuracy of the network beyond that of one constant answer",
            "28.5 points",
            "16.5 to 39.7",
            "at least 0 percentage points",
            "by the lower bound",
            "medium",
            "PASS",
        ),
    ]


def test_what_speaks_against_a_pass_stands_first_and_a_reason_in_the_place_of_a_number() -> None:
    assert [row[-1] for row in rows(regression())] == ["FAIL", "NOT RUN", "PASS", "PASS"]
    assert rows(regression())[1][1:3] == ("not run", "no --target was given")
    assert rows(regression())[2][3:5] == ("at least 0.7", "by the value")
    assert [row[-1] for row in rows(nothing_run())] == ["NOT RUN", "NOT RUN", "PASS", "PASS"]


def test_results_are_told_by_shape_and_word_too() -> None:
    found = [(one.result.shape, one.result.word) for one in make_policy(regression()).conditions]
    assert found == [("▲", "FAIL"), ("□", "NOT RUN"), ("●", "PASS"), ("●", "PASS")]


def test_where_no_condition_is_about_findings_the_page_says_so() -> None:
    said = "No condition of this policy is about findings: they do not change the verdict."
    assert make_policy(regression()).remark == said
    assert said in page_of(regression())
    assert said in render_summary(view_of(regression()))
    assert make_policy(binary()).remark == ""
    by_code = policy_of(
        '[[condition]]\nmetric = "findings.YR001"\ncomparison = "<="\nthreshold = 0\nseverity = "high"\n'
    )
    assert make_policy(judge(undecided(), by_code)).remark == ""


def test_the_policy_is_named() -> None:
    assert policy_name(binary()) == (
        "Policy: the tool's default policy, whose limits nobody has chosen for this release."
    )
    assert policy_name(regression()) == "Policy: Scoring models, 2026 (the table [policy] of audit.toml)."
    assert policy_name(judge(undecided(), policy_of('name = "Own"'))) == "Policy: Own (policy.toml)."
    assert policy_name(judge(undecided(), policy_of(""))) == "Policy: policy.toml."


def test_waivers_are_printed_on_the_first_page_and_beside_their_findings() -> None:
    words = {
        "YR001": "Waived by A. Muster until 31 December 2026: Reviewed by hand until the next release.",
        "YR002": "The waiver by A. Muster expired on 23 November 2026 and no longer holds: More rows are on their way.",
        "YR024": "No such finding: the waiver by B. Beispiel until 30 June 2027 is not used: Known.",
    }
    view = view_of(regression())
    assert [(row.finding, row.sentence) for row in view.cover.policy.waivers] == [
        ("YR001 in P2", words["YR001"]),
        ("YR002", words["YR002"]),
        ("YR024", words["YR024"]),
    ]
    assert [row.waiver for row in view.findings] == [words["YR001"], words["YR002"], ""]
    page = page_of(regression())
    assert page.count(words["YR001"]) == page.count(words["YR002"]) == 2
    summary = render_summary(view)
    assert summary.count(words["YR001"]) == 2
    assert f"\nWaiver of YR001 in P2: {words['YR001']}\n" in summary
    assert "Waivers" not in page_of(binary())


def test_waived_findings_are_counted() -> None:
    assert findings_line(regression()) == (
        "3 findings: 1 high, 1 medium, 1 low, 1 of them waived. 1 of 5 checks could not be made."
    )
    assert findings_line(binary()) == "3 findings: 1 high, 1 medium, 1 low. 1 of 5 checks could not be made."


def test_markup_in_a_waiver_is_shown_as_it_is() -> None:
    text = '[[waiver]]\nfinding = "YR001"\nowner = "<b>"\nreason = "<script>"\nexpires = 2026-12-31\n'
    page = page_of(judge(undecided(), policy_of(text)))
    assert "Waived by &lt;b&gt; until 31 December 2026: &lt;script&gt;" in page
    assert "<script>" not in page


def many(count: int) -> str:
    """A policy of that many conditions, the last of which fails."""
    text = '[[condition]]\nmetric = "findings.{}"\ncomparison = "<="\nthreshold = {}\nseverity = "{}"\n'
    names = [(f"YR{number:03}", 9) for number in range(1, count)]
    return "".join(text.format(name, threshold, "low") for name, threshold in [*names, ("YR020", 0)])


def test_a_long_policy_is_cut_in_a_summary_and_whole_in_full() -> None:
    record = judge(undecided(), policy_of(many(15)))
    part = make_policy(record)
    assert len(part.conditions) == 12
    assert part.conditions_more == "3 more conditions can be read in audit.json, which is attached to the PDF."
    full = replace(record, presentation=replace(record.presentation, detail="full"))
    assert len(make_policy(full).conditions) == 15
    summary = render_summary(view_of(record))
    assert summary.count("| low |") == 10 + 1  # conditions, and a finding
    assert "The others stand in the report." in summary


@pytest.mark.parametrize("record", [binary(), regression(), nothing_run()])
def test_the_meaning_of_the_verdict_stands_on_the_page(record: Record) -> None:
    cover = view_of(record).cover
    assert cover.meaning == MEANINGS[record.verdict.outcome]
    assert cover.reason[0].isupper()
    assert cover.reason.endswith(".")
    assert cover.rule == f"{record.verdict.rule}."


def test_a_policy_file_is_named_among_the_files() -> None:
    assert NAMES["policy"] == ("Policy", "the policy")
