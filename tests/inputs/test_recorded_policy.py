"""The policy of an earlier audit, as --config takes it over."""

import json
from pathlib import Path
from typing import Any

import pytest
from policies import OWN, policy_of
from records import binary, regression

from yasenn_report.errors import ConfigError
from yasenn_report.inputs.config_file import read_config
from yasenn_report.policy.reading import take_policy
from yasenn_report.record import Record
from yasenn_report.record.text import write_record


def written(tmp_path: Path, record: Record, **changes: Any) -> Path:
    """The JSON of an audit, with other parts of its verdict."""
    content = json.loads(write_record(record))
    content["verdict"] |= changes
    (tmp_path / "audit.json").write_text(json.dumps(content), encoding="utf-8")
    return tmp_path / "audit.json"


def test_a_policy_that_stood_in_the_configuration_is_repeated(tmp_path: Path) -> None:
    config = read_config(written(tmp_path, regression()))
    again = take_policy(config.file, config.values["policy"], source="configuration")
    first = policy_of(OWN)
    assert (again.title, again.meanings, again.conditions, again.waivers) == (
        first.title,
        first.meanings,
        first.conditions,
        first.waivers,
    )


def test_a_policy_without_a_name_and_waivers_is_repeated_too(tmp_path: Path) -> None:
    policy = {"title": None, "source": "configuration", "name": "audit.toml", "sha256": "0" * 64}
    config = read_config(written(tmp_path, binary(), policy=policy))
    again = take_policy(config.file, config.values["policy"], source="configuration")
    assert (again.title, len(again.conditions), again.waivers) == (None, 4, ())


def test_the_shipped_policy_and_one_in_a_file_are_no_table(tmp_path: Path) -> None:
    assert "policy" not in read_config(written(tmp_path, binary())).values
    record = regression()
    policy = json.loads(write_record(record))["verdict"]["policy"] | {"source": "file"}
    assert "policy" not in read_config(written(tmp_path, record, policy=policy)).values


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"policy": 3}, "'policy' of its 'verdict' is 3"),
        ({"meanings": []}, "'meanings' of its 'verdict' is an array of 0"),
        ({"conditions": {}}, "'conditions' of its 'verdict' is a table"),
        ({"conditions": [7]}, "'conditions' of its 'verdict' has 7 in it"),
        ({"waivers": None}, "'waivers' of its 'verdict' is null"),
        ({"waivers": ["x"]}, "'waivers' of its 'verdict' has the text 'x' in it"),
    ],
)
def test_a_verdict_that_is_none_is_refused(changes: dict[str, object], message: str, tmp_path: Path) -> None:
    path = written(tmp_path, regression(), **changes)
    with pytest.raises(ConfigError) as refusal:
        read_config(path)
    assert str(refusal.value) == f"audit.json: {message}: it is not as an audit writes it"
