"""The catalogue: every code once, with a rule, and something that looks for it."""

import re

from yasenn_report.findings.catalogue import BY_CODE, CHECKS
from yasenn_report.findings.finding import GRAVEST
from yasenn_report.findings.look import FINDERS
from yasenn_report.yasenn.gaps import COMPARED, KINDS_COMPARED, LEVEL


def test_every_code_stands_once_in_order() -> None:
    codes = [check.code for check in CHECKS]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"YR\d{3}", code) for code in codes)
    assert list(BY_CODE) == codes


def test_everything_in_the_catalogue_is_looked_for_once() -> None:
    assert sorted(code for codes, _ in FINDERS for code in codes) == [check.code for check in CHECKS]


def test_every_rule_begins_with_a_severity() -> None:
    assert [check.code for check in CHECKS if not check.rule.startswith(GRAVEST)] == []


def test_the_chance_of_a_false_alarm_is_shared_by_all_that_compare() -> None:
    compared = [check.code for check in CHECKS if check.compares]
    assert len(compared) == KINDS_COMPARED
    assert len(compared) * LEVEL <= COMPARED * (1 + 1e-12)
