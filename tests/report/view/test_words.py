"""Rules, pulls and profile rows as the report prints them."""

from dataclasses import replace

from records import LOGISTIC, MAN, NO_MAN, YOUNG, binary, with_dictionary

from yasenn_report.record.descriptions import Rule
from yasenn_report.record.partitions import Difference
from yasenn_report.report.view.columns import columns_of
from yasenn_report.report.view.sheets import profile_row
from yasenn_report.report.view.words import conditions_of, pull_of

AS_IN_FILE = columns_of(binary().explanation)
IN_WORDS = columns_of(with_dictionary().explanation)
P = "\N{NO-BREAK SPACE}%"


def test_a_rule_joins_its_conditions() -> None:
    rule = Rule(conditions=(MAN, YOUNG), fit_rows=3, share=1.0)
    assert conditions_of(rule, AS_IN_FILE) == "sex is Male and age_z ≤ -0.45"
    assert conditions_of(rule, IN_WORDS) == "sex is man and age at screening ≤ 40.5 years"
    assert conditions_of(replace(rule, conditions=(NO_MAN,)), IN_WORDS) == "sex is not man"
    assert conditions_of(replace(rule, conditions=()), AS_IN_FILE) == "every row"


def test_terms_pull_one_way() -> None:
    assert [pull_of(term, AS_IN_FILE) for term in LOGISTIC.terms] == [
        "sex is Male",
        "higher age_z",
        "lower income",
        "higher smoker",
    ]
    assert [pull_of(term, IN_WORDS) for term in LOGISTIC.terms] == [
        "sex is man",
        "higher age at screening",
        "lower yearly income",
        "smoker: yes",
    ]


def test_a_profile_row_says_units_once() -> None:
    age = Difference(column="age_z", entry=None, inside=-0.9, outside=0.8, standardised=1.62)
    row = profile_row(age, IN_WORDS)
    assert (row.column, row.inside, row.outside, row.difference) == (
        "age at screening (years)",
        "36.0",
        "53.0",
        "+1.62",
    )
    sex = Difference(column="sex", entry="Male", inside=0.25, outside=1.0, standardised=-0.5)
    row = profile_row(sex, AS_IN_FILE)
    assert (row.column, row.inside, row.outside, row.difference) == ("sex is Male", f"25.0{P}", f"100{P}", "-0.500")
