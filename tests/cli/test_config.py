"""--config: keys are options, checked as on the command line, which goes before the file."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from examples import Example

from yasenn_report.cli import cli, main
from yasenn_report.cli.audit import audit
from yasenn_report.cli.config import effective, key_of
from yasenn_report.cli.parsing import comma_line, parse_names
from yasenn_report.record import SCHEMA_VERSION

BASE = 'model = "model.pt"\ndata = "data.csv"\noutput = ["a.json"]\n'

Parse = Callable[..., click.Context]
Refuse = Callable[..., str]


@pytest.fixture
def parse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Parse:
    """Read a command line with a configuration, and run nothing."""
    monkeypatch.chdir(tmp_path)

    def parse(text: str, *arguments: str, name: str = "audit.toml") -> click.Context:
        (tmp_path / name).write_text(text, encoding="utf-8")
        group = click.Context(cli, **cli.context_settings)
        return audit.make_context("audit", [*arguments, "--config", name], parent=group)

    return parse


@pytest.fixture
def refuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Refuse:
    """Run with a configuration that is refused; give the message."""
    monkeypatch.chdir(tmp_path)

    def refuse(content: str | bytes, *arguments: str, name: str = "audit.toml") -> str:
        data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        (tmp_path / name).write_bytes(data)
        with pytest.raises(SystemExit) as stop:
            main(["--config", name, *arguments])
        out, err = capsys.readouterr()
        assert (stop.value.code, out) == (1, "")
        assert err.startswith(f"Error: {name}: ")
        assert err.count("\n") == 1
        return err.removeprefix(f"Error: {name}: ").removesuffix("\n")

    return refuse


def test_every_option_can_stand_in_the_file(parse: Parse) -> None:
    text = """
    arch = "net.py:build"
    input-shape = [1, 8, 8]
    output-key = "logits"
    classes = ["Good", "Bad"]
    target = "outcome"
    features = ["a", "b, c", 'd"e']
    id = ["row", "person"]
    group = "person"
    weights = "weight"
    sensitive = ["sex", "race"]
    expect = ["score"]
    missing = "drop"
    prepared = "prepared.npy"
    preprocessor = "pipe.skops"
    focus = "a > 1"
    explain-with = "readable.csv"
    explain_columns = ["side"]
    fit-data = "train.csv"
    output-kind = "logits"
    threshold = 0.25
    tolerance = 0.1
    confidence = 0.9
    error-limit = 2
    min-description-quality = 0
    evaluation-share = 0.4
    max-partitions = 8
    min-support = 30
    layer-order = "forward"
    leaves = 3
    trees = 2
    smallest-leaf = 0.02
    target-fidelity = 0.9
    refits = 0
    contrast = ["P1:P2"]
    dictionary = "columns.toml"
    policy = "policy.toml"
    fail-on = "review"
    detail = "full"
    image-shape = [1, 8, 8]
    no-rows = true
    date = 2026-11-24
    seed = 7
    chunk-rows = 100
    quiet = true
    """
    ctx = parse(BASE + text)
    found = {key: value for key, (value, source) in effective(ctx, ()).items() if source == "config file"}
    assert found == {
        "model": "model.pt",
        "data": "data.csv",
        "output": ["a.json"],
        "arch": "net.py:build",
        "input-shape": [1, 8, 8],
        "output-key": "logits",
        "classes": ["Good", "Bad"],
        "target": "outcome",
        "features": ["a", "b, c", 'd"e'],
        "id": ["row", "person"],
        "group": "person",
        "weights": "weight",
        "sensitive": ["sex", "race"],
        "expect": ["score"],
        "missing": "drop",
        "prepared": "prepared.npy",
        "preprocessor": "pipe.skops",
        "focus": "a > 1",
        "explain-with": "readable.csv",
        "explain-columns": ["side"],
        "fit-data": "train.csv",
        "output-kind": "logits",
        "threshold": 0.25,
        "tolerance": 0.1,
        "confidence": 0.9,
        "error-limit": 2.0,
        "min-description-quality": 0.0,
        "evaluation-share": 0.4,
        "max-partitions": 8,
        "min-support": 30,
        "layer-order": "forward",
        "leaves": 3,
        "trees": 2,
        "smallest-leaf": 0.02,
        "target-fidelity": 0.9,
        "refits": 0,
        "contrast": ["P1:P2"],
        "dictionary": "columns.toml",
        "policy": "policy.toml",
        "fail-on": "review",
        "detail": "full",
        "image-shape": [1, 8, 8],
        "no-rows": True,
        "date": "2026-11-24",
        "seed": 7,
        "chunk-rows": 100,
        "quiet": True,
    }
    assert {key_of(parameter) for parameter in audit.params} - set(found) == {"config"}


def test_the_command_line_goes_before_the_file(parse: Parse) -> None:
    text = BASE + 'seed = 3\ntolerance = 0.2\nid = ["a", "b"]\n'
    ctx = parse(text, "other.pt", "--seed", "4", "-o", "b.html", "--id", "c")
    found = effective(ctx, ("quiet",))
    assert found["seed"] == (4, "command line")
    assert found["tolerance"] == (0.2, "config file")
    assert found["model"] == ("other.pt", "command line")
    assert found["data"] == ("data.csv", "config file")
    assert found["output"] == (["b.html"], "command line")
    assert found["id"] == (["c"], "command line")
    assert found["confidence"] == (0.95, "default")
    assert list(found)[:4] == ["model", "data", "output", "arch"]


def test_paths_are_meant_from_the_folder_of_the_file(parse: Parse, tmp_path: Path) -> None:
    (tmp_path / "jobs").mkdir()
    ctx = parse(BASE + 'explain-with = "/abs/readable.csv"\n', name="jobs/audit.toml")
    assert ctx.params["model"] == Path("jobs/model.pt")
    assert ctx.params["outputs"] == (Path("jobs/a.json"),)
    assert ctx.params["explain_with"] == Path("/abs/readable.csv")


def test_one_text_is_an_array_of_one_for_options_that_may_be_repeated(parse: Parse) -> None:
    ctx = parse(BASE.replace('["a.json"]', '"a.html"') + 'id = "row"\n')
    assert ctx.params["outputs"] == (Path("a.html"),)
    assert ctx.params["ids"] == ("row",)


@pytest.mark.parametrize("names", [(), ("a",), ("a,b", 'c"d', " e"), ("", "x")])
def test_a_line_of_names_is_split_into_the_same_names(names: tuple[str, ...]) -> None:
    parsed = parse_names(click.Context(audit), audit.params[0], comma_line(names))
    assert parsed == tuple(name.strip() for name in names)


def test_a_table_that_is_known_is_left_to_the_command(parse: Parse) -> None:
    ctx = parse(BASE + '[context]\nmodel_owner = "me"\n')
    assert ctx.params["config"].values["context"] == {"model_owner": "me"}
    assert "context" not in effective(ctx, ())
    assert ctx.params["model"] == Path("model.pt")


def test_without_model_the_usage_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "audit.toml").write_text('output = ["a.json"]\n')
    with pytest.raises(SystemExit) as stop:
        main(["--config", str(tmp_path / "audit.toml")])
    assert stop.value.code == 2
    assert "Missing argument 'MODEL'" in capsys.readouterr().err


CONTEXT_KEYS = (
    "The keys are 'model_name', 'model_version', 'release', 'model_owner', 'developer', 'intended_use', "
    "'out_of_scope_use', 'population', 'data_source', 'risk_class', 'thresholds_set_by', 'prepared_by', 'reviewer', "
    "'approver', 'previous_report'"
)
DATE_EXPECTED = (
    "expected is a date as 2026-11-24, or with a time as 2026-11-24T16:30:00+01:00; without a zone it is UTC"
)
KEYS = "Keys are the long options of the command, without the dashes before them, and 'model' and 'data'"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("min-suport = 20", f"unknown key 'min-suport'; did you mean 'min-support'? {KEYS}"),
        ("min_suport = 20", f"unknown key 'min_suport'; did you mean 'min-support'? {KEYS}"),
        ("zzz = 1", f"unknown key 'zzz'; {KEYS}"),
        ("outputs = ['a.json']", f"unknown key 'outputs'; did you mean 'output'? {KEYS}"),
        ("[options]\nseed = 1", f"unknown table 'options'; {KEYS}"),
        ("[context]\nowner = 'me'", f"unknown key 'owner' in 'context'; did you mean 'model_owner'? {CONTEXT_KEYS}"),
        ("context = 'me'", "key 'context' is the text 'me'; a table was expected: write [context] above it"),
        (
            "[context]\nrelease = 1.2",
            "key 'release' in 'context' is 1.2; text in quotes was expected: correct the value",
        ),
        ("date = 7", "key 'date' is 7; a date, as 2026-11-24, was expected: correct the value"),
        ("date = 16:30:00", "key 'date' is a date or a time; a date, as 2026-11-24, was expected: correct the value"),
        ("date = 1969-12-31", f"key 'date': '1969-12-31' is before 1970; {DATE_EXPECTED}: correct the value"),
        ("date = 'today'", f"key 'date': 'today' is no date; {DATE_EXPECTED}: correct the value"),
        ("policy = 1", "key 'policy' is 1; text in quotes was expected: correct the value"),
        ("policy = []", "key 'policy' is an array of 0; text in quotes was expected: correct the value"),
        (
            "[policy]\nnam = 'x'",
            "unknown key 'nam' in the policy; did you mean 'name'? The keys are 'name', 'verdict', 'condition', "
            "'waiver'",
        ),
        (
            "[[policy.condition]]\nmetric = 'fidelity'\ncomparison = '>='\nthreshold = 80\nseverity = 'high'",
            "key 'threshold' of condition 1 of the policy is 80; a number from 0 to 1 was expected: correct the value",
        ),
        ("config = 'b.toml'", "key 'config' can stand on the command line only: remove it from the file"),
        ("min-support = 1\nmin_support = 2", "'min-support' and 'min_support' are the same key: give it once"),
        (
            "seed = 1\nseed = 2\n",
            "this is not TOML: Cannot overwrite a value (at line 2, column 9): write one key = value a line, text in "
            "quotes",
        ),
        (
            "seed = one",
            "this is not TOML: Invalid value (at line 1, column 8): write one key = value a line, text in quotes",
        ),
        (
            "seed = '7'",
            "key 'seed' is the text '7'; a whole number without quotes was expected: correct the value",
        ),
        ("seed = 7.0", "key 'seed' is 7.0; a whole number without quotes was expected: correct the value"),
        ("seed = true", "key 'seed' is true; a whole number without quotes was expected: correct the value"),
        ("seed = -1", "key 'seed': -1 is not in the range 0<=x<=2147483647: correct the value"),
        (
            f"seed = 0x{'f' * 4000}",
            "key 'seed' is a number of very many digits; a smaller number was expected: correct the value",
        ),
        (f"seed = {'9' * 5000}", "it holds a number of too many digits: correct the value"),
        ("tolerance = 2", "key 'tolerance': 2.0 is not in the range 0<x<1: correct the value"),
        ("tolerance = nan", "key 'tolerance': nan is no finite number: correct the value"),
        ("error-limit = inf", "key 'error-limit': inf is no finite number: correct the value"),
        ("tolerance = 'low'", "key 'tolerance' is the text 'low'; a number without quotes was expected: correct the "
                              "value"),
        ("target = 3", "key 'target' is 3; text in quotes was expected: correct the value"),
        ("target = ['a']", "key 'target' is an array of 1; text in quotes was expected: correct the value"),
        ("target = 1979-05-27", "key 'target' is a date or a time; text in quotes was expected: correct the value"),
        ("[target]\na = 1", "key 'target' is a table; text in quotes was expected: correct the value"),
        ("quiet = 1", "key 'quiet' is 1; true or false was expected: correct the value"),
        (
            "layer-order = 'up'",
            "key 'layer-order': 'up' is not one of 'auto', 'forward', 'backward': correct the value",
        ),
        (
            "features = 'a,b'",
            "key 'features' is the text 'a,b'; an array of texts, as [\"a\", \"b\"], was expected: correct the value",
        ),
        ("features = [1]", "key 'features' is 1; text in quotes was expected: correct the value"),
        ("id = [['a']]", "key 'id' is an array of 1; text in quotes was expected: correct the value"),
        ("contrast = ['P1:P1']", "key 'contrast': 'P1:P1' names one partition twice: there is nothing to hold against "
                                 "each other: correct the value"),
        ("output = ['a.docx']", "key 'output': 'a.docx' must end in .html, .pdf, .md, .json, .csv or .junit.xml: "
                                "correct the value"),
        ("output = ['a.html', './a.html']", "key 'output': the same file is named twice: correct the value"),
        (
            'model = "a\\u0000b"',
            "key 'model' is the text 'a\\x00b'; text without NUL and without halves of characters was expected: "
            "correct the value",
        ),
        (
            b"target = '\xff'",
            "byte 11 (line 1) is 0xff, which is not UTF-8 there: save the file as UTF-8",
        ),
        ("a = " + "[" * 5000, "its values are nested too deeply: write one key = value a line, text in quotes"),
        (
            "#" * 300_000,
            "it has 300,000 bytes; a configuration in TOML has at most 262,144: name another file",
        ),
    ],
)  # fmt: skip
def test_a_bad_configuration_is_refused_in_one_line(text: str | bytes, message: str, refuse: Refuse) -> None:
    assert refuse(text) == message


def test_a_folder_or_nothing_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "jobs").mkdir()
    os.mkfifo(tmp_path / "pipe")
    expected = "a configuration (TOML, or the JSON of an audit) was expected"
    for name, message in [
        ("jobs", f"jobs: this is a folder; {expected}: name the file in it"),
        ("none.toml", "none.toml: there is no such file: check the path none.toml"),
        ("pipe", f"pipe: this is not a regular file; {expected}"),
    ]:
        with pytest.raises(SystemExit) as stop:
            main(["--config", name])
        assert (stop.value.code, capsys.readouterr().err) == (1, f"Error: {message}\n")


def record(**changes: Any) -> dict[str, Any]:
    """What counts of an audit's JSON here."""
    configuration: dict[str, Any] = {
        "model": {"value": "model.pt", "source": "command line"},
        "data": {"value": "data.csv", "source": "command line"},
        "output": {"value": ["audit.json"], "source": "command line"},
        "features": {"value": ["a", "b"], "source": "command line"},
        "target": {"value": None, "source": "default"},
        "seed": {"value": 3, "source": "default"},
    }
    return {"schema_version": SCHEMA_VERSION, "configuration": configuration} | changes


def test_an_audit_is_repeated_from_its_json(parse: Parse, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    ctx = parse(json.dumps(record()), "-o", "b.json", name="old/audit.json")
    assert ctx.params["model"] == Path("old/model.pt")
    assert ctx.params["data"] == Path("old/data.csv")
    assert ctx.params["outputs"] == (Path("b.json"),)
    found = effective(ctx, ())
    assert found["features"] == (["a", "b"], "config file")
    assert found["seed"] == (3, "config file")
    assert found["target"] == (None, "default")


def test_the_context_of_an_earlier_audit_is_taken_over_and_its_date_is_not(parse: Parse) -> None:
    told = record(context={"release": "4.2", "reviewer": None})
    told["configuration"]["date"] = {"value": "2026-11-24", "source": "command line"}
    told["configuration"]["no-rows"] = {"value": False, "source": "default"}
    ctx = parse(json.dumps(told), "-o", "b.json", name="audit.json")
    assert ctx.params["config"].values["context"] == {"release": "4.2"}
    assert ctx.params["date"] is None
    assert ctx.params["no_rows"] is False


def test_outputs_of_an_earlier_audit_are_not_taken_over(parse: Parse) -> None:
    with pytest.raises(click.MissingParameter, match="output"):
        parse(json.dumps(record()), name="audit.json")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            json.dumps(record(schema_version="2.1")),
            "its schema version is 2.1: it was made by an earlier version of yasenn-report, and this one reads 4.x: "
            "make the audit again",
        ),
        (
            json.dumps({"schema_version": "4.0"}),
            "it says nothing under 'configuration', so the audit cannot be repeated from it: give the options of its "
            "'command' instead",
        ),
        (
            json.dumps(record(configuration=[1])),
            "its 'configuration' is an array of 1, so the audit cannot be repeated from it: give the options of its "
            "'command' instead",
        ),
        (
            json.dumps(record(configuration={"seed": 3})),
            "'seed' in its 'configuration' is 3; an object with a 'value' was expected: it is not as an audit writes "
            "it",
        ),
        (
            json.dumps(record(configuration={"model": {"value": "../model.pt"}})),
            "key 'model' is the text '../model.pt'; the bare name of a file beside this one was expected: correct the "
            "value",
        ),
        (
            '{"schema_version": "4.7", "configuration": {"target": {"value": "\\ud800"}}}',
            "key 'target' is the text '\\ud800'; text without NUL and without halves of characters was expected: "
            "correct the value",
        ),
        (
            '{"schema_version": "2.1", "schema_version": "2.1"}',
            "the key 'schema_version' stands twice in one object: it is not as an audit writes it",
        ),
        (
            json.dumps(record(context=["me"])),
            "its 'context' is an array of 1; an object was expected: it is not as an audit writes it",
        ),
        (
            json.dumps(record(context={"release": "\ud800"})),
            "key 'release' in 'context' is the text '\\ud800'; text without control characters and halves of "
            "characters was expected: correct the value",
        ),
        ("{}", "it holds an object without 'schema_version', so it is not the JSON of an audit: name the file that -o "
               "wrote"),
        (
            '{"a": 1',
            "this is not JSON: Expecting ',' delimiter (at line 1, column 8): name the JSON of an audit",
        ),
    ],
)  # fmt: skip
def test_a_record_that_cannot_be_repeated_is_refused(content: str, message: str, refuse: Refuse) -> None:
    assert refuse(content, name="audit.json") == message


@pytest.mark.slow
def test_an_audit_by_file_and_its_repetition_find_the_same(
    xor: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for source in (xor.model, xor.data):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    (tmp_path / "audit.toml").write_text(BASE + 'target = "outcome"\nmin-support = 300\nrefits = 0\nquiet = true\n')
    for arguments in (
        ["--config", "audit.toml", "-o", "a.html", "-o", "a.json"],
        ["--config", "a.json", "-o", "b.json"],
    ):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert not stop.value.code
    one, other = (json.loads(Path(name).read_text(encoding="utf-8")) for name in ("a.json", "b.json"))
    assert one["command"] == "yasenn-report model.pt data.csv -o a.html -o a.json --config audit.toml"
    assert one["configuration"]["min-support"] == {"value": 300, "source": "config file"}
    assert one["configuration"]["output"] == {"value": ["a.html", "a.json"], "source": "command line"}
    assert "quiet" not in one["configuration"]
    assert [(entry["role"], entry["name"]) for entry in one["inputs"]][2:] == [("configuration", "audit.toml")]
    differ = {key for key in one if one[key] != other[key]}
    assert differ <= {"created", "command", "configuration", "inputs"}
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert '<tr><th scope="row">min-support</th><td>300</td><td>config file</td></tr>' in page
    assert "With these three files, this command and these versions" in page
    assert str(tmp_path) not in page
