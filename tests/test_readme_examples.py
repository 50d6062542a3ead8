"""The files that the README shows are files that the tool takes."""

import re
from pathlib import Path

import pytest

from yasenn_report.inputs.config_file import read_config
from yasenn_report.inputs.context import FIELDS, read_context
from yasenn_report.inputs.dictionary import read_dictionary

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def block(opening: str) -> str:
    """The longest block of code that opens with these words."""
    found = [text for text in re.findall(r"^```\w*\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
             if text.startswith(opening)]  # fmt: skip
    return str(max(found, key=len))


def test_the_context_has_every_field_in_the_order_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "audit.toml").write_text(block("[context]"), encoding="utf-8")
    config = read_config(tmp_path / "audit.toml")
    assert tuple(config.values["context"]) == FIELDS
    assert read_context(config.file, config.values["context"]).release == "Clinic 4.2"


@pytest.mark.parametrize(("ending", "opening"), [("toml", "[age_z]"), ("csv", "column,label")])
def test_the_dictionaries_say_the_same_of_their_columns(ending: str, opening: str, tmp_path: Path) -> None:
    path = tmp_path / f"columns.{ending}"
    path.write_text(block(opening), encoding="utf-8")
    found = read_dictionary(path)
    age, sex = found.words("age_z"), found.words("sex")
    assert (age.label, age.unit, age.factor, age.offset) == ("age at screening", "years", 11.7, 35.2)
    assert [(one.value, one.meaning) for one in sex.meanings] == [("0", "female"), ("1", "male")]


def test_the_small_dictionary_is_enough_for_what_is_said_of_it(tmp_path: Path) -> None:
    path = tmp_path / "columns.toml"
    path.write_text(block('[age_z]\nlabel = "age at screening"\nunit'), encoding="utf-8")
    age = read_dictionary(path).words("age_z")
    assert f"{(25 - age.offset) / age.factor:.3g}" == "-0.872"
    assert f'"{age.label} ≤ 25 {age.unit}" instead of\n"age_z ≤ -0.872"' in README
