"""What the user says about the release: fields, titles, and what is refused."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from yasenn_report.errors import ConfigError
from yasenn_report.inputs.context import LONGEST, TITLES, Context, read_context
from yasenn_report.inputs.small_files import SmallFile

FILE = SmallFile(name="audit.toml", folder=Path(), data=b"", error=ConfigError)
KEYS = (
    "the keys are 'model_name', 'model_version', 'release', 'model_owner', 'developer', 'intended_use', "
    "'out_of_scope_use', 'population', 'data_source', 'risk_class', 'thresholds_set_by', 'prepared_by', 'reviewer', "
    "'approver', 'previous_report'"
)
LONG = "x\ny" * 100
WRITABLE = "text without control characters and halves of characters was expected: correct the value"


def test_every_field_has_one_title_in_the_order_of_the_page() -> None:
    assert [field for field, _ in TITLES] == [field.name for field in fields(Context)]
    assert len({title for _, title in TITLES}) == len(TITLES)


def test_what_is_given_is_taken_and_the_rest_is_none() -> None:
    found = read_context(FILE, {"model_owner": " Risk \U0001f9ea office ", "intended-use": "first line\r\nsecond"})
    assert found == Context(model_owner="Risk \U0001f9ea office", intended_use="first line\nsecond")


@pytest.mark.parametrize("table", [None, {}, {"reviewer": ""}, {"reviewer": " \n\t"}])
def test_nothing_and_blanks_are_not_provided(table: object) -> None:
    assert read_context(FILE, table) == Context()


def test_the_longest_text_fits() -> None:
    assert read_context(FILE, {"release": "x" * LONGEST}).release == "x" * LONGEST


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("me", 'key \'context\' is the text \'me\'; a table was expected: write [context] above it'),
        ([{"release": "1"}], "key 'context' is an array of 1; a table was expected: write [context] above it"),
        ({"zzz": "me"}, f"unknown key 'zzz' in 'context'; {KEYS}"),
        ({"modelowner": "me"}, f"unknown key 'modelowner' in 'context'; did you mean 'model_owner'? T{KEYS[1:]}"),
        ({LONG: "me"}, f"unknown key {LONG[:57] + '...'!r} in 'context'; {KEYS}"),
        (
            {"model_name": "a", "model-name": "b"},
            "'model_name' stands in 'context' twice, once with '-': give it once",
        ),
        (
            {"release": 3},
            "key 'release' in 'context' is 3; text in quotes was expected: correct the value",
        ),
        (
            {"release": None},
            "key 'release' in 'context' is null; text in quotes was expected: correct the value",
        ),
        (
            {"release": ["a", "b"]},
            "key 'release' in 'context' is an array of 2; text in quotes was expected: correct the value",
        ),
        (
            {"release": "x" * (LONGEST + 1)},
            "key 'release' in 'context' has 2,001 characters; at most 2,000 fit: shorten it",
        ),
        ({"release": "a\0b"}, f"key 'release' in 'context' is the text 'a\\x00b'; {WRITABLE}"),
        ({"release": "a\x1b[2J"}, f"key 'release' in 'context' is the text 'a\\x1b[2J'; {WRITABLE}"),
        ({"release": "a\ud800"}, f"key 'release' in 'context' is the text 'a\\ud800'; {WRITABLE}"),
        ({"release": "a\uffff"}, f"key 'release' in 'context' is the text 'a\\uffff'; {WRITABLE}"),
        ({"release": "a\U0001fffe"}, f"key 'release' in 'context' is the text 'a\\U0001fffe'; {WRITABLE}"),
    ],
)  # fmt: skip
def test_what_is_no_text_for_a_page_is_refused(table: Any, message: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        read_context(FILE, table)
    assert str(refusal.value) == f"audit.toml: {message}"
