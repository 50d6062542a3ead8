"""What is shipped, and what is promised about it."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from yasenn_report import __version__
from yasenn_report.cli import cli
from yasenn_report.report.render import template_folder

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_the_built_wheel_contains_every_template_and_data_file(tmp_path: Path) -> None:
    build = "from hatchling.build import build_wheel; import sys; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    assert __version__ in wheel.name
    files = zipfile.ZipFile(wheel).infolist()
    shipped = {file.filename for file in files}
    templates = {
        f"yasenn_report/templates/{path.relative_to(ROOT / 'templates').as_posix()}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
    }
    assert len(templates) > 15
    assert templates <= shipped
    assert {f"yasenn_report/report/{name}.toml" for name in ("requirements", "glossary")} <= shipped
    assert {"yasenn_report/record/audit.schema.json", "yasenn_report/policy/default.toml"} <= shipped
    fonts = [file for file in files if file.filename.startswith("yasenn_report/templates/fonts/")]
    assert {file.filename.rpartition(".")[2] for file in fonts} == {"ttf", "conf", "txt"}
    assert sum(file.compress_size for file in fonts) < 1_000_000
    assert not any(name.startswith("tests/") for name in shipped)


def test_a_checkout_finds_its_templates() -> None:
    assert (template_folder() / "report.html.j2").is_file()


@pytest.mark.parametrize(
    "arguments", [["--help"], *([word, "--help"] for word in cli.commands)], ids=["yasenn-report", *cli.commands]
)
def test_the_help_in_the_readme_is_the_help(arguments: list[str]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = CliRunner().invoke(cli, arguments, prog_name="yasenn-report", terminal_width=100).output
    assert f"```\n$ yasenn-report {' '.join(arguments)}\n{shown}```" in readme


def test_help_does_not_wait_for_heavy_libraries() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from yasenn_report.cli import cli; "
        "CliRunner().invoke(cli, ['audit', '--help']); "
        "print([m for m in ('torch', 'lightgbm', 'sklearn', 'pandas', 'weasyprint', 'matplotlib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    dependencies = re.findall(r'^    "[A-Za-z0-9-]+[><=]=[^"]*",(.*)$', text, flags=re.MULTILINE)
    assert len(dependencies) > 15
    assert all("#" in rest for rest in dependencies)


def test_the_version_is_said_once() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{__version__}"' in text
