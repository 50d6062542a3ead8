"""Policies out of TOML: what is taken, and every refusal in its one line."""

from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policies import OWN, policy_of, small_file

from yasenn_report.errors import PolicyError
from yasenn_report.policy.metrics import METRICS
from yasenn_report.policy.policy import Condition, Waiver
from yasenn_report.policy.reading import CONDITION_KEYS, KEYS, WAIVER_KEYS, default_policy, read_policy, take_policy
from yasenn_report.record.decision import Meanings

CONDITION = '[[condition]]\nmetric = "fidelity"\ncomparison = ">="\nthreshold = 0.9\nseverity = "high"\n'
WAIVER = '[[waiver]]\nfinding = "YR002"\nowner = "A"\nreason = "R"\nexpires = 2026-12-31\n'
KEYS_SAID = "The keys are 'name', 'verdict', 'condition', 'waiver'"


def condition(**changes: str | None) -> str:
    """The condition with other values, in TOML; None for none."""
    values = {"metric": '"fidelity"', "comparison": '">="', "threshold": "0.9", "severity": '"high"'} | changes
    return "[[condition]]\n" + "".join(f"{key} = {value}\n" for key, value in values.items() if value is not None)


def waiver(**changes: str | None) -> str:
    values = {"finding": '"YR002"', "owner": '"A"', "reason": '"R"', "expires": "2026-12-31"} | changes
    return "[[waiver]]\n" + "".join(f"{key} = {value}\n" for key, value in values.items() if value is not None)


def test_all_that_a_policy_can_say_is_read() -> None:
    policy = policy_of(OWN)
    assert (policy.title, policy.source) == ("Scoring models, 2026", "file")
    assert policy.meanings == Meanings(high="FAIL", medium="REVIEW", low="PASS", not_run="FAIL")
    assert policy.conditions == (
        Condition(metric="fidelity", comparison=">=", threshold=0.7, severity="high", by="value"),
        Condition(metric="disagreement.worst", comparison="<=", threshold=0.2, severity="medium", by="bound"),
        Condition(metric="accuracy", comparison=">=", threshold=0.5, severity="low", by="bound"),
        Condition(metric="partitions", comparison="<=", threshold=12, severity="low", by="value"),
    )
    assert policy.waivers[0] == Waiver(
        finding="YR001",
        partition="P2",
        owner="A. Muster",
        reason="Reviewed by hand until the next release.",
        expires=date(2026, 12, 31),
    )
    assert policy.waivers[1].partition is None
    assert policy.file is not None
    assert policy.file.sha256 == small_file(OWN).sha256


def test_the_shipped_policy_is_what_is_agreed() -> None:
    policy = default_policy()
    assert (policy.title, policy.source, policy.file) == ("Default policy of yasenn-report", "default", None)
    assert policy.meanings == Meanings(high="FAIL", medium="REVIEW", low="PASS", not_run="REVIEW")
    assert [(one.metric, one.comparison, one.threshold, one.severity, one.by) for one in policy.conditions] == [
        ("findings.high", "<=", 0, "high", "value"),
        ("findings.medium", "<=", 0, "medium", "value"),
        ("fidelity", ">=", 0.8, "high", "bound"),
        ("accuracy.beyond_constant", ">=", 0, "medium", "bound"),
    ]
    assert policy.waivers == ()


def test_what_a_policy_leaves_out_is_as_in_the_shipped_one() -> None:
    shipped = default_policy()
    only_waiver = policy_of(WAIVER)
    assert (only_waiver.conditions, only_waiver.meanings) == (shipped.conditions, shipped.meanings)
    assert len(only_waiver.waivers) == 1
    stricter = policy_of('verdict = {medium = "FAIL", not_run = "FAIL"}\n' + CONDITION)
    assert stricter.meanings == Meanings(high="FAIL", medium="FAIL", low="PASS", not_run="FAIL")
    assert len(stricter.conditions) == 1


@pytest.mark.parametrize(("word", "comparison"), [("at least", ">="), (">=", ">="), ("at most", "<="), ("<=", "<=")])
def test_comparisons_can_be_said_in_words(word: str, comparison: str) -> None:
    (found,) = policy_of(condition(metric='"partitions"', comparison=f'"{word}"', threshold="9")).conditions
    assert found.comparison == comparison


def test_two_conditions_may_ask_the_same_of_two_severities() -> None:
    policy = policy_of(condition() + condition(threshold="0.8", severity='"medium"') + condition(by='"value"'))
    assert [one.threshold for one in policy.conditions] == [0.9, 0.8, 0.9]


def test_texts_are_tidied_and_days_may_stand_in_quotes() -> None:
    (found,) = policy_of(waiver(owner='" A\\r\\nB "', expires='"2026-12-31"', partition='"0123456789ab"')).waivers
    assert (found.owner, found.expires, found.partition) == ("A\nB", date(2026, 12, 31), "0123456789ab")


REFUSED = [
    # the whole
    ("nam = 1", f"unknown key 'nam' in the policy; did you mean 'name'? {KEYS_SAID}"),
    ("name = 7", "key 'name' of the policy is 7; text of up to 200 characters was expected: correct the value"),
    ("name = ' '", "key 'name' of the policy is the text ' '; text of up to 200 characters was expected: correct the "
                   "value"),
    (f"name = '{'x' * 201}'", "key 'name' of the policy has 201 characters; at most 200 fit: shorten it"),
    ('name = "a\\u0007"', "key 'name' of the policy is the text 'a\\x07'; text without control characters and halves "
                          "of characters was expected: correct the value"),
    ("verdict = 'FAIL'", "'verdict' of the policy is the text 'FAIL'; a table was expected: write it as docs/policy.md "
                         "shows"),
    ("[verdict]\nhigh = 'fail'", "key 'high' of 'verdict' of the policy is the text 'fail'; 'FAIL', 'REVIEW' or 'PASS' "
                                 "was expected: correct the value"),
    ("[verdict]\nnot-run = 'PASS'", "key 'not_run' of 'verdict' of the policy is the text 'PASS'; 'REVIEW' or 'FAIL' "
                                    "was expected: correct the value"),
    ("[verdict]\nnot-run = 'FAIL'\nnot_run = 'FAIL'", "'not_run' stands in 'verdict' of the policy twice, once with "
                                                      "'-': give it once"),
    ("[verdict]\nhihg = 'FAIL'", "unknown key 'hihg' in 'verdict' of the policy; did you mean 'high'? The keys are "
                                 "'high', 'medium', 'low', 'not_run'"),
    ("[verdict]\nhigh = 'PASS'", "'verdict' of the policy has PASS for high and REVIEW for medium severity; the graver "
                                 "one must not mean less: correct one of them"),
    ("condition = []", "'condition' of the policy is an array of 0; tables were expected: write each under "
                       "[[condition]]"),
    ("condition = [1]", "condition 1 of the policy is 1; a table was expected: write it as docs/policy.md shows"),
    ("[condition]\nmetric = 'fidelity'", "'condition' of the policy is a table; tables were expected: write each under "
                                         "[[condition]]"),
    (CONDITION * 51, "'condition' of the policy has 51 tables; at most 50 fit: give fewer"),
    ("waiver = []", "'waiver' of the policy is an array of 0; tables were expected: write each under [[waiver]]"),
    (WAIVER * 101, "'waiver' of the policy has 101 tables; at most 100 fit: give fewer"),
    # conditions
    (condition(metric=None), "condition 1 of the policy has no 'metric'; the name of a metric, as 'fidelity', was "
                             "expected: add it"),
    (condition(metric="3"), "key 'metric' of condition 1 of the policy is 3; the name of a metric, as 'fidelity', was "
                            "expected: correct the value"),
    (
        condition() + condition(metric='"fidelty"'),
        "key 'metric' of condition 2 of the policy is the text 'fidelty', which is no metric; did you mean "
        "'fidelity'? The metrics are 'fidelity', 'fidelity.kappa', 'fidelity.described', 'disagreement', "
        "'disagreement.worst', 'distillation_error', 'partitions', 'partitions.within_tolerance', "
        "'partitions.low_fidelity', 'partitions.inconclusive', 'rows.within_tolerance', 'rows.evaluation', 'accuracy', "
        "'accuracy.worst_partition', 'accuracy.beyond_constant', 'stability', 'unseen_codes', 'naming', "
        "'expected.differing', 'context.missing', 'checks.not_run', 'findings.high', 'findings.medium', "
        "'findings.low', and 'findings.' with a code behind it",
    ),
    (condition(severity=None), "condition 1 of the policy has no 'severity'; 'high', 'medium' or 'low' was expected: "
                               "add it"),
    (condition(severity='"grave"'), "key 'severity' of condition 1 of the policy is the text 'grave'; 'high', 'medium' "
                                    "or 'low' was expected: correct the value"),
    (condition(comparison='">"'), "key 'comparison' of condition 1 of the policy is the text '>'; '>=', '<=', 'at "
                                  "least' or 'at most' was expected: correct the value"),
    (condition(comparison='"at most"'), "key 'comparison' of condition 1 of the policy is '<=', and 'fidelity' is "
                                        "better the higher it is; '>=' was expected: correct the value"),
    (condition(metric='"disagreement"'), "key 'comparison' of condition 1 of the policy is '>=', and 'disagreement' is "
                                         "better the lower it is; '<=' was expected: correct the value"),
    (condition(threshold=None), "condition 1 of the policy has no 'threshold'; a number from 0 to 1 was expected: add "
                                "it"),
    (condition(threshold="nan"), "key 'threshold' of condition 1 of the policy is nan; a number from 0 to 1 was "
                                 "expected: correct the value"),
    (condition(threshold="-inf"), "key 'threshold' of condition 1 of the policy is -inf; a number from 0 to 1 was "
                                  "expected: correct the value"),
    (condition(threshold="80"), "key 'threshold' of condition 1 of the policy is 80; a number from 0 to 1 was "
                                "expected: correct the value"),
    (condition(threshold="true"), "key 'threshold' of condition 1 of the policy is true; a number from 0 to 1 was "
                                  "expected: correct the value"),
    (condition(threshold="'0.9'"), "key 'threshold' of condition 1 of the policy is the text '0.9'; a number from 0 to "
                                   "1 was expected: correct the value"),
    (condition(threshold=f"0x{'f' * 3000}"), "key 'threshold' of condition 1 of the policy is a number of very many "
                                             "digits; a number from 0 to 1 was expected: correct the value"),
    (condition(metric='"partitions"', threshold="1.5"), "key 'threshold' of condition 1 of the policy is 1.5; a whole "
                                                        "number from 0 to 9,007,199,254,740,992 was expected: correct "
                                                        "the value"),
    (condition(metric='"accuracy.beyond_constant"', threshold="5"), "key 'threshold' of condition 1 of the policy is "
                                                                    "5; a number from -1 to 1 was expected: correct "
                                                                    "the value"),
    (condition(by='"mean"'), "key 'by' of condition 1 of the policy is the text 'mean'; 'bound' or 'value' was "
                             "expected: correct the value"),
    (condition(metric='"partitions"', threshold="3", by='"bound"'), "key 'by' of condition 1 of the policy is 'bound', "
                                                                    "and 'partitions' has no bounds: remove it"),
    (condition(treshold="1"), "unknown key 'treshold' in condition 1 of the policy; did you mean 'threshold'? The keys "
                              "are 'metric', 'comparison', 'threshold', 'severity', 'by'"),
    (condition() + condition(threshold="0.5"), "condition 2 of the policy has the same metric, comparison, 'by' and "
                                               "severity as condition 1: keep one of the two"),
    # waivers
    (waiver(finding=None), "waiver 1 of the policy has no 'finding'; the code of a finding, as 'YR002', was expected: "
                           "add it"),
    (waiver(partition='"p4"'), "key 'partition' of waiver 1 of the policy is the text 'p4'; the label of a partition, "
                               "as 'P4', or its id of 12 hex digits was expected: correct the value"),
    (waiver(owner=None), "waiver 1 of the policy has no 'owner'; text of up to 200 characters was expected: add it"),
    (waiver(reason='""'), "key 'reason' of waiver 1 of the policy is the text ''; text of up to 2,000 characters was "
                          "expected: correct the value"),
    (waiver(reason=f'"{"x" * 2001}"'), "key 'reason' of waiver 1 of the policy has 2,001 characters; at most 2,000 "
                                       "fit: shorten it"),
    (waiver(expires=None), "waiver 1 of the policy has no 'expires'; a date as 2026-12-31 was expected: add it"),
    (waiver(expires="2026-12-31T00:00:00Z"), "key 'expires' of waiver 1 of the policy is a date or a time; a date as "
                                             "2026-12-31 was expected: correct the value"),
    (waiver(expires='"31.12.2026"'), "key 'expires' of waiver 1 of the policy is the text '31.12.2026'; a date as "
                                     "2026-12-31 was expected: correct the value"),
    (WAIVER + WAIVER, "waiver 2 of the policy has the same finding and partition as waiver 1: keep one of the two"),
    # no TOML
    ("a = " + "[" * 5000, "its values are nested too deeply: write it as docs/policy.md shows"),
    ("a = 1\na = 2\n", "this is not TOML: Cannot overwrite a value (at line 2, column 6): write it as docs/policy.md "
                       "shows"),
    (".".join(["a"] * 200) + " = 1", "it holds a name of more than 100 parts with dots between: write it as "
                                     "docs/policy.md shows"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), REFUSED, ids=range(len(REFUSED)))
def test_a_policy_that_is_not_sound_is_refused_in_one_line(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as refusal:
        read_policy(path)
    assert str(refusal.value) == f"policy.toml: {message}"


@pytest.mark.parametrize("key", ["metric", "finding"])
def test_a_code_that_is_none_is_refused_with_the_nearest_ones(key: str) -> None:
    text = condition(metric='"findings.yr002"', comparison='"<="') if key == "metric" else waiver(finding='"yr002"')
    with pytest.raises(PolicyError) as refusal:
        policy_of(text)
    which = "condition 1" if key == "metric" else "waiver 1"
    said = "'findings.yr002', which is no metric" if key == "metric" else "'yr002', which is no code of a finding"
    assert str(refusal.value).startswith(
        f"policy.toml: key '{key}' of {which} of the policy is the text {said}; did you mean 'YR002'? The codes are "
        "'YR001', 'YR002', 'YR003', "
    )
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"name = '\xff'", "byte 9 (line 1) is 0xff, which is not UTF-8 there: save the file as UTF-8"),
        (
            b"#" * 65537,
            "it has more than 65,536 bytes, and a policy in TOML was expected, which has fewer: name another file",
        ),
    ],
)
def test_a_file_that_is_no_text_or_huge_is_refused(data: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_bytes(data)
    with pytest.raises(PolicyError) as refusal:
        read_policy(tmp_path / "policy.toml")
    assert str(refusal.value) == f"policy.toml: {message}"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"^none\.toml: there is no such file: check the path "):
        read_policy(tmp_path / "none.toml")


def test_a_table_of_a_configuration_is_refused_as_what_it_stands_in() -> None:
    with pytest.raises(PolicyError) as refusal:
        take_policy(small_file("", "audit.toml"), {"name": 1}, source="configuration")
    assert str(refusal.value).startswith("audit.toml: key 'name' of the policy is 1; ")


def test_every_metric_can_be_asked_for() -> None:
    for metric in METRICS.values():
        comparison = "<=" if metric.better == "lower" else ">="
        text = condition(metric=f'"{metric.name}"', comparison=f'"{comparison}"', threshold="1")
        (found,) = policy_of(text).conditions
        assert (found.metric, found.by) == (metric.name, "bound" if metric.interval else "value")


WORDS = st.sampled_from([*KEYS, *CONDITION_KEYS, *WAIVER_KEYS, "not-run"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.dates()
    | st.sampled_from(["fidelity", ">=", "high", "YR001", "P1", "FAIL", "partitions", "2026-12-31"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=5), inner, max_size=6),
    max_leaves=25,
)


@settings(deadline=None, derandomize=True, database=None, max_examples=300)
@given(VALUES, st.sampled_from(["configuration", "file"]))
def test_whatever_stands_there_is_a_policy_or_refused_in_one_line(value: object, source: Literal["file"]) -> None:
    try:
        policy = take_policy(small_file(""), value, source=source)
    except PolicyError as refusal:
        message = str(refusal)
        assert message.startswith("policy.toml: ")
        assert message.isprintable()
        assert len(message) < 1200
    else:
        assert 0 < len(policy.conditions) <= 50
