"""No template and no sentence claims what an audit cannot show: such words stand in the "is not" box only."""

from pathlib import Path

import pytest
from claims import DENIALS, claims, entries, strings

from yasenn_report.report.render import template_folder
from yasenn_report.report.view import limitations

PACKAGE = Path(limitations.__file__).parents[2]
TEMPLATES = sorted(template_folder().rglob("*.j2"))
MODULES = sorted(
    {
        *PACKAGE.glob("report/**/*.py"),
        *PACKAGE.glob("record/**/*.py"),
        *PACKAGE.glob("preflight/*.py"),
        *PACKAGE.glob("findings/*.py"),
        *PACKAGE.glob("policy/*.py"),
        PACKAGE / "expectation.py",
    }
)
DATA = sorted({*PACKAGE.glob("report/**/*.toml"), *PACKAGE.glob("policy/*.toml")})
BOX = limitations.IS_NOT


def named(path: Path) -> str:
    return path.relative_to(PACKAGE.parent).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_no_template_claims_anything(path: Path) -> None:
    assert claims(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_sentence_in_the_code_claims_anything(path: Path) -> None:
    said = [text for text in strings(path.read_text(encoding="utf-8")) if text not in BOX]
    assert [(text, found) for text in said if (found := claims(text))] == []


@pytest.mark.parametrize("path", DATA, ids=named)
def test_no_data_file_claims_anything_outside_not_covered(path: Path) -> None:
    assert [(text, found) for text in entries(path.read_text(encoding="utf-8")) if (found := claims(text))] == []


def test_there_is_something_to_look_through() -> None:
    assert len(TEMPLATES) > 15
    assert len(MODULES) > 30
    assert {path.name for path in DATA} == {"default.toml", "glossary.toml", "requirements.toml"}


def test_the_box_denies_and_the_list_of_denials_is_in_use() -> None:
    assert all(" not " in text or " nothing " in text for text in BOX)
    code = " ".join(text for path in MODULES for text in strings(path.read_text(encoding="utf-8")))
    assert [sentence for sentence in DENIALS if sentence not in code] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>This network is fair.</p>", ["fair"]),
        ("<p>{{ view.title }} is Compliant and\n certified.</p>", ["compliant", "certified"]),
        (
            "It guarantees safe use, which proves that it is trustworthy.",
            ["guarantees", "safe", "proves", "trustworthy"],
        ),
        ("a compliance\nguarantee", ["compliance guarantee"]),
        ("Age causes default; this is proven, in line\n with the law.", ["causes", "proven", "in line with"]),
        ("certify certification faithful guaranteed guarantee prove cause", 7),
        ("unfair fairness, faithfully; unsafe because of a certificate", []),
        ("Its codes are few, so its codes alone prove little.", []),
        ("Its codes alone prove much.", ["prove"]),
    ],
)
def test_planted_claims_are_found(text: str, found: list[str] | int) -> None:
    assert (claims(text) if isinstance(found, list) else len(claims(text))) == found


def test_a_claim_added_to_a_template_is_found() -> None:
    for path in TEMPLATES:
        assert claims(path.read_text(encoding="utf-8") + "\n<p>This network is fair.</p>") == ["fair"]


PLANTED = '''"""It is fair."""

NAME = "safe"
"""Certified."""


def f(x):
    """Proves."""
    return f"in line {x} with " "in line" f" with {x}", g(x, safe=True)
'''


def test_strings_of_code_are_read_as_they_are_printed() -> None:
    assert [word for text in strings(PLANTED) for word in claims(text)] == ["safe", "in line with"]


def test_only_not_covered_may_name_what_is_denied() -> None:
    entry = '[[requirement]]\ncovers = "It is {}."\nnot_covered = "Being fair."\n'
    assert [word for text in entries(entry.format("measured")) for word in claims(text)] == []
    assert [word for text in entries(entry.format("fair")) for word in claims(text)] == ["fair"]
