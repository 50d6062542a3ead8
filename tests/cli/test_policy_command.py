"""--policy, --fail-on and .junit.xml as their users meet them: refusals, exit codes, repeating an audit."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from examples import Example
from records import regression

from yasenn_report.cli import main
from yasenn_report.cli.decision import FAILING, choose_policy
from yasenn_report.inputs.config_file import read_config
from yasenn_report.policy.reading import default_policy
from yasenn_report.record.text import write_record

Run = Callable[..., tuple[int, str, str]]

CONDITION = '[[{0}condition]]\nmetric = "{1}"\ncomparison = "{2}"\nthreshold = {3}\nseverity = "{4}"\n'
STRICT = CONDITION.format("", "partitions", "<=", 1, "high")
LOOSE = CONDITION.format("", "partitions", "<=", 99, "high")
UNSURE = CONDITION.format("", "stability", ">=", 0.5, "medium")
"""--refits 0 leaves it not run."""
FILES = ("model.pt", "data.csv", "-o", "a.html")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main([*map(str, arguments)])
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return run


@pytest.fixture
def audit(run: Run, xor: Example) -> Run:
    """Audit the XOR network, briefly."""
    return lambda *more: run(xor.model, xor.data, "--target", "outcome", "--refits", "0", "-o", "a.json", *more)


@pytest.mark.parametrize("command", ["audit", "check"])
def test_a_policy_that_is_none_is_refused_before_anything_is_read(command: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text(STRICT.replace("partitions", "partition"))
    code, out, err = run(command, *FILES, "--policy", "policy.toml")
    assert (code, out) == (1, "")
    assert err.startswith(
        "Error: policy.toml: key 'metric' of condition 1 of the policy is the text 'partition', which is no metric; "
        "did you mean 'partitions'? The metrics are 'fidelity', "
    )
    assert err.count("\n") == 1
    assert run(command, *FILES, "--policy", "none.toml")[2].startswith("Error: none.toml: there is no such file")


@pytest.mark.parametrize("command", ["audit", "check"])
def test_a_file_and_a_table_at_once_are_wrong_usage(command: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "audit.toml").write_text(CONDITION.format("policy.", "partitions", "<=", 9, "high"))
    (tmp_path / "policy.toml").write_text(STRICT)
    code, out, err = run(command, *FILES, "--config", "audit.toml", "--policy", "policy.toml")
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == (
        "Error: --policy policy.toml, and audit.toml holds the table [policy]: give one of the two"
    )


def test_fail_on_takes_three_words(run: Run) -> None:
    code, _, err = run(*FILES, "--fail-on", "pass")
    assert code == 2
    assert err.splitlines()[-1] == (
        "Error: Invalid value for '--fail-on': 'pass' is not one of 'fail', 'review', 'never'."
    )


@pytest.mark.parametrize("name", ["a.xml", "a.junit.xml.gz", "junit.xml"])
def test_test_results_are_told_by_both_endings(name: str, run: Run) -> None:
    hint = "; test results end in .junit.xml" if name.endswith(".xml") else ""
    code, _, err = run("model.pt", "data.csv", "-o", name)
    assert code == 2
    assert err.splitlines()[-1] == (
        f"Error: Invalid value for '-o' / '--output': {name!r} must end in .html, .pdf, .md, .json, .csv or .junit.xml"
        f"{hint}"
    )


def test_which_verdicts_fail() -> None:
    assert {word: sorted(found) for word, found in FAILING.items()} == {
        "fail": ["FAIL"],
        "review": ["FAIL", "REVIEW"],
        "never": [],
    }


def test_where_a_policy_comes_from(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text(STRICT)
    (tmp_path / "audit.toml").write_text(CONDITION.format("policy.", "partitions", "<=", 9, "high"))
    (tmp_path / "audit.json").write_text(write_record(regression()), encoding="utf-8")
    table, earlier = read_config(tmp_path / "audit.toml"), read_config(tmp_path / "audit.json")
    assert choose_policy(None, None) is default_policy()
    assert choose_policy(None, tmp_path / "policy.toml").source == "file"
    assert choose_policy(table, None).source == "configuration"
    assert choose_policy(earlier, None).title == "Scoring models, 2026"
    assert choose_policy(earlier, tmp_path / "policy.toml").conditions[0].threshold == 1


def test_a_record_gives_test_results_without_the_model(run: Run, tmp_path: Path) -> None:
    (tmp_path / "audit.json").write_text(write_record(regression()), encoding="utf-8")
    assert run("render", "audit.json", "-o", "A.JUNIT.XML") == (0, "Wrote A.JUNIT.XML\n", "")
    assert ET.parse(tmp_path / "A.JUNIT.XML").getroot().attrib["tests"] == "9"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("policy", "fail_on", "code", "outcome"),
    [
        (STRICT, "never", 0, "FAIL"),
        (STRICT, "fail", 3, "FAIL"),
        (STRICT, "review", 3, "FAIL"),
        (UNSURE, "fail", 0, "REVIEW"),
        (UNSURE, "review", 3, "REVIEW"),
        (LOOSE, "review", 0, "PASS"),
    ],
)
def test_the_verdict_sets_the_exit_code_once_all_files_are_there(
    policy: str, fail_on: str, code: int, outcome: str, audit: Run, tmp_path: Path
) -> None:
    (tmp_path / "policy.toml").write_text(policy)
    found = audit("-o", "a.junit.xml", "--policy", "policy.toml", "--fail-on", fail_on)
    assert (found[0], found[2]) == (code, "")
    assert found[1].startswith(f"{outcome}: ")
    assert found[1].endswith(". Wrote a.json, a.junit.xml\n")
    record = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert record["verdict"]["outcome"] == outcome
    assert record["configuration"]["policy"] == {"value": "policy.toml", "source": "command line"}
    assert record["inputs"][-1]["role"] == "policy"
    assert ET.parse(tmp_path / "a.junit.xml").getroot().attrib["failures"] != ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "a.junit.xml", "policy.toml"]


@pytest.mark.slow
def test_quiet_says_nothing_and_the_exit_code_stays(audit: Run, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text(STRICT)
    assert audit("--policy", "policy.toml", "--fail-on", "fail", "-q") == (3, "", "")


@pytest.mark.slow
def test_a_policy_is_not_written_over(audit: Run, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text(STRICT)
    (tmp_path / "a.html").symlink_to(tmp_path / "policy.toml")
    code, _, err = audit("--policy", "policy.toml", "-o", "a.html")
    assert code == 1
    assert err == "Error: a.html: this is one of the files that the audit reads; choose another name for the output\n"


@pytest.mark.slow
def test_an_audit_is_repeated_with_its_policy_and_verified_with_it(
    audit: Run, run: Run, xor: Example, tmp_path: Path
) -> None:
    waiver = '[[policy.waiver]]\nfinding = "YR006"\nowner = "me"\nreason = "Few."\nexpires = 2999-12-31\n'
    (tmp_path / "audit.toml").write_text('[policy]\nname = "Mine"\n' + CONDITION.format(
        "policy.", "partitions", "<=", 1, "medium") + waiver)  # fmt: skip
    assert audit("--config", "audit.toml")[1].startswith("REVIEW: partitions: ")
    first = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["verdict"]
    assert first["policy"]["name"] == "audit.toml"
    assert run("verify", "a.json", xor.model, xor.data, "audit.toml")[0] == 0
    (tmp_path / "a.json").rename(tmp_path / "before.json")
    code, out, _ = run(xor.model, xor.data, "--config", "before.json", "-o", "b.json", "--fail-on", "review")
    assert (code, out.partition(":")[0]) == (3, "REVIEW")
    again = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["verdict"]
    assert again["policy"] == first["policy"] | {"name": "before.json", "sha256": again["policy"]["sha256"]}
    assert {**again, "policy": None} == {**first, "policy": None}


@pytest.mark.slow
def test_another_policy_of_the_same_name_is_told_when_an_audit_is_repeated(
    audit: Run, run: Run, xor: Example, tmp_path: Path
) -> None:
    (tmp_path / "policy.toml").write_text(STRICT)
    assert audit("--policy", "policy.toml")[0] == 0
    (tmp_path / "policy.toml").write_text(LOOSE)
    code, out, err = run(xor.model, xor.data, "--config", "a.json", "-o", "b.json")
    assert (code, out.partition(":")[0]) == (0, "PASS")
    assert err.startswith("warning: policy.toml: this is not the policy that a.json was made from; ")
