"""docs/policy.md says what the code has: metrics, format, rule and the shipped policy."""

import re
from importlib.resources import files
from pathlib import Path

from policies import policy_of

from yasenn_report.policy.metrics import CODES, NUMBERS
from yasenn_report.policy.reading import CONDITION_KEYS, KEYS, MEANING_KEYS, WAIVER_KEYS, default_policy
from yasenn_report.policy.rule import rule_of

PAGE = (Path(__file__).parents[2] / "docs/policy.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def test_every_metric_is_in_the_table_as_the_code_has_it() -> None:
    rows = re.findall(r"^\| `([^`]+)`(?:, \.\.\.)? \| ([^|]+) \| (\w+) \| (\w+) \| (yes|no) \|$", PAGE, re.MULTILINE)
    told = [(one.name, one.words, one.kind, one.better, "yes" if one.interval else "no") for one in NUMBERS]
    code = CODES[0]
    assert rows == [*told, (code.name, "Open findings of this code", code.kind, code.better, "no")]


def test_the_shipped_policy_is_printed_as_it_is() -> None:
    assert BLOCKS[-1] == (files("yasenn_report.policy") / "default.toml").read_text(encoding="utf-8")
    assert len(BLOCKS) == 2


def test_the_example_is_a_policy_with_every_key() -> None:
    policy = policy_of(BLOCKS[0])
    assert policy.meanings == default_policy().meanings
    assert (len(policy.conditions), len(policy.waivers)) == (2, 1)
    keys = set(re.findall(r"^(?:\[+)?([\w-]+)(?=\]| =)", BLOCKS[0], re.MULTILINE))
    assert keys == {key.replace("_", "-") for key in (*KEYS, *MEANING_KEYS, *CONDITION_KEYS, *WAIVER_KEYS)}


def test_the_rule_is_the_one_that_is_printed() -> None:
    quote = " ".join(line.removeprefix("> ") for line in PAGE.splitlines() if line.startswith("> "))
    assert quote == f"{rule_of(default_policy().meanings)}."
