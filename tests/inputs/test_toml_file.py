"""TOML of any size and shape is read or refused in a moment."""

import time
from pathlib import Path

import pytest

from yasenn_report.errors import ConfigError
from yasenn_report.inputs.small_files import SmallFile
from yasenn_report.inputs.toml_file import parse_toml

MOST = 2**20


def parse(text: str) -> dict[str, object]:
    file = SmallFile(name="a.toml", folder=Path(), data=text.encode(), error=ConfigError)
    return parse_toml(file, expected="a configuration", most_bytes=MOST, advice="write it well")


@pytest.mark.parametrize("part", ["a", '"a"', "'a b'", "a-1_"])
@pytest.mark.parametrize("form", ["{}.x = 1", "[{}.x]", "[[{}.x]]", "y = {{ {}.x = 1 }}"])
def test_names_of_very_many_parts_are_refused_at_once(part: str, form: str) -> None:
    start = time.perf_counter()
    with pytest.raises(ConfigError) as refusal:
        parse("\n" + form.format(" . ".join([part] * 100_000)))
    assert str(refusal.value) == ("a.toml: it holds a name of more than 100 parts with dots between: write it well")
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("text", ["a" * 900_000, "a" + " " * 900_000 + "b", '"' * 3, '"a' * 400_000, ".a b" * 200_000])
def test_long_texts_without_such_names_take_no_longer(text: str) -> None:
    start = time.perf_counter()
    with pytest.raises(ConfigError, match=r"^a\.toml: this is not TOML: "):
        parse(text)
    assert time.perf_counter() - start < 2


def test_dots_in_texts_and_few_in_names_are_fine() -> None:
    assert parse('a.b.c = "' + "One sentence. Yes. " * 500 + '"') == {"a": {"b": {"c": "One sentence. Yes. " * 500}}}
    assert parse("names = [" + '"a.b", ' * 500 + "]") == {"names": ["a.b"] * 500}


def test_a_large_file_is_refused_unparsed() -> None:
    with pytest.raises(ConfigError) as refusal:
        parse("#" * (MOST + 1))
    assert str(refusal.value) == (
        "a.toml: it has 1,048,577 bytes; a configuration in TOML has at most 1,048,576: name another file"
    )
