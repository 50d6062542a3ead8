"""Find words that claim more than an audit can show, in templates, in the strings of the code and in data files."""

import ast
import re
import tomllib
from collections.abc import Iterator
from typing import Any

CLAIMS = re.compile(
    r"\b(compliant|compliance\s+guarantees?|guarantee[sd]?|guaranteeing|prove[sdn]?|proving|faithful|fair|causes?|caused|"
    r"certified|certif(?:y|ies)|certifications?|safe|trustworthy|in\s+line\s+with)\b",
    flags=re.IGNORECASE,
)

DENIALS = (
    "its codes alone prove little",
    "that they follow the output well proves little",
)
"""Sentences outside the box that deny what the word would claim, letter by letter."""


def claims(text: str, allowed: tuple[str, ...] = DENIALS) -> list[str]:
    """The claiming words of a text, lower case, without those in allowed sentences."""
    plain = re.sub(r"\s+", " ", text)
    for sentence in allowed:
        plain = plain.replace(sentence, " ")
    return [word.lower() for word in CLAIMS.findall(plain)]


def strings(source: str) -> Iterator[str]:
    """Every string literal of a module; docstrings, which reach no page, are left out, and f-strings are one text."""
    tree = ast.parse(source)
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                part.value if isinstance(part, ast.Constant) else "\N{OBJECT REPLACEMENT CHARACTER}"
                for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not {id(node)} & (said | parts):
            yield node.value


def entries(source: str) -> Iterator[str]:
    """Every text of a data file, without those under ``not_covered``."""
    yield from texts(tomllib.loads(source))


def texts(value: Any) -> Iterator[str]:
    """The texts in a value out of TOML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "not_covered":
                yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
