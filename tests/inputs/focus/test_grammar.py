"""Expressions into their one written form, and the exact sentence and place of every refusal."""

import random

import pytest

from yasenn_report.errors import FocusError
from yasenn_report.inputs.focus.expression import (
    Column,
    Comparison,
    Constant,
    Expression,
    Junction,
    Membership,
    Negation,
    written,
)
from yasenn_report.inputs.focus.grammar import parse

JOINED = "'and' or 'or' was expected here, or the end"
OPERAND = "a column, a number or a quoted text was expected here"
COMPARISON = "a comparison was expected here: < <= > >= == != or in"
BACKTICKS = "this is neither a number nor a plain column name: put the names of columns in backticks"
NO_WORD = "no word begins so: compare columns by < <= > >= == != in, and join by and, or, not, ( )"
NOT_CLOSED = "this quote is never closed: close it, or double a quote that is meant as such"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("age<25 AND priors>2", "age < 25 and priors > 2"),
        ("18 <= age < 25", "18 <= age < 25"),
        ("age ≤ 3 or age ≥ 5 or age ≠ 4", "age <= 3 or age >= 5 or age != 4"),
        ("a < 1 or b < 2 and c < 3", "a < 1 or (b < 2 and c < 3)"),
        ("(a < 1 or b < 2) and c < 3", "(a < 1 or b < 2) and c < 3"),
        ("((a < 1))", "a < 1"),
        ("not a < 1 and not not b < 2", "not a < 1 and not not b < 2"),
        ("not (a < 1 or b < 2)", "not (a < 1 or b < 2)"),
        ("a in (1, -2.50, +3e2)", "a in (1, -2.5, 300)"),
        ("sex not in ('Male', \" Other \")", 'sex not in ("Male", "Other")'),
        ('a == \'it\'\'s\' or a == "say ""x"""', 'a == "it\'s" or a == "say ""x"""'),
        ("`prior arrests` > 2", "`prior arrests` > 2"),
        ("`age` > 2 and `and` > 1 and `a``b` > 0", "age > 2 and `and` > 1 and `a``b` > 0"),
        ("`a.b`<.5 and größe>1.", "`a.b` < 0.5 and größe > 1"),
        ("member == True and member != FALSE", "member == 1 and member != 0"),
        ("a<-5", "a < -5"),
        ("a == 1e300 and a == 0.1", "a == 1e+300 and a == 0.1"),
        ("a\n<\t1", "a < 1"),
        ("eval < 1 and __import__ == 'os'", 'eval < 1 and __import__ == "os"'),
        ("(" * 50 + "a < 1" + ")" * 50, "a < 1"),
    ],
)
def test_reads(text: str, form: str) -> None:
    assert written(parse(text)) == form
    assert written(parse(form)) == form


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("age = 3", "at character 5, '=': write == instead"),
        ("age <> 3", "at character 5, '<>': write != instead"),
        ("age === 3", "at character 5, '===': write == instead"),
        ("a < 1 && b < 1", "at character 7, '&&': write and instead"),
        ("a < 1 | b < 1", "at character 7, '|': write or instead"),
        ("!a", "at character 1, '!': write not instead"),
        ("age =< 3", f"at character 5, '=<': {NO_WORD}"),
        ("a < 3; b", f"at character 6, ';': {NO_WORD}"),
        ("a\0<3", f"at character 2, '\\x00': {NO_WORD}"),
        ("a + 1 < 3", f"at character 3, '+': {NO_WORD}"),
        ("a < 0x10", f"at character 5, '0x10': {BACKTICKS}"),
        ("a < 1_000", f"at character 5, '1_000': {BACKTICKS}"),
        ("a < 1.2.3", f"at character 5, '1.2.3': {BACKTICKS}"),
        ("marital.status == 1", f"at character 1, 'marital.status': {BACKTICKS}"),
        ("`abc < 1", f"at character 1, '`': {NOT_CLOSED}"),
        ("a == 'x", f'at character 6, "\'": {NOT_CLOSED}'),
        ("`` < 1", f"at character 1, '`': {NOT_CLOSED}"),
        ("age <", f"at character 6, the end: {OPERAND}"),
        ("age < and b < 1", f"at character 7, 'and': {OPERAND}"),
        ("a < 3 and", f"at character 10, the end: {OPERAND}"),
        ("a in ()", f"at character 7, ')': {OPERAND}"),
        ("f(a) < 1", f"at character 2, '(': {COMPARISON}"),
        ("age", f"at character 4, the end: {COMPARISON}"),
        ("prior arrests > 2", f"at character 7, 'arrests': {COMPARISON}"),
        (
            "(a < 3",
            "at character 7, the end: the parenthesis at character 1 is still open: 'and', 'or' or ')' was expected",
        ),
        (
            "(a < 3 b",
            "at character 8, 'b': the parenthesis at character 1 is still open: 'and', 'or' or ')' was expected",
        ),
        ("a < 3)", f"at character 6, ')': no parenthesis is open: {JOINED}"),
        ("a < 3 b", f"at character 7, 'b': {JOINED}"),
        ("a not 3", "at character 7, '3': after a column, 'not' is followed by 'in'"),
        ("a in", "at character 5, the end: '(' was expected after 'in', with constants and commas between: in (1, 2)"),
        ("a in (b)", "at character 7, 'b': a number or a quoted text was expected among those after 'in'"),
        ("a in (1", "at character 8, the end: ',' or ')' was expected after a constant of 'in'"),
        ("3 in (1, 2)", "at character 3, 'in': a column was expected before 'in'"),
        ("1 < 2", "at character 5, '2': this compares two constants: compare a column"),
        ("1 < 2 < a", "at character 5, '2': this compares two constants: compare a column"),
        ("a < 1e999", "at character 5, '1e999': this number is too large"),
        (" ", 'the expression is empty; write a comparison of a column, such as "age < 25"'),
        ("a" * 2001, "the expression has 2,001 characters, at most 2,000 are read"),
        (
            "(" * 51 + "a < 1",
            f"at character 52, 'a': {'more than 50 parentheses and nots stand inside each other: write it flatter'}",
        ),
        ("not " * 1000, "the expression has 4,000 characters, at most 2,000 are read"),
        (
            "not " * 500,
            "at character 205, 'not': more than 50 parentheses and nots stand inside each other: write it flatter",
        ),
    ],
)
def test_refuses(text: str, message: str) -> None:
    with pytest.raises(FocusError) as caught:
        parse(text)
    assert str(caught.value) == f"--focus: {message}"


def test_the_longest_chains_are_read() -> None:
    text = " and ".join(["a<1"] * 248) + " or a<1"
    assert len(text) <= 2000
    assert written(parse(text)).count("a < 1") == 249


def random_expression(chance: random.Random, depth: int) -> Expression:
    def operand(number: float) -> Constant:
        return Constant(value=chance.choice([number, 'it\'s "so"', "x"]), at=0, written="")

    column = Column(name=chance.choice(["a", "größe", "and", "p q", "a`b", "e\u0301", "1"]), at=0, written="")
    kind = chance.choice(
        ["comparison", "membership"] if depth == 0 else ["comparison", "negation", "junction", "junction"]
    )
    if kind == "comparison":
        return Comparison(operands=(operand(-1.5), column, operand(1e-9)), signs=(chance.choice(["<", "=="]), "!="))
    if kind == "membership":
        return Membership(column=column, constants=(operand(7.0), operand(2.0**60)), negated=chance.random() < 0.5)
    if kind == "negation":
        return Negation(part=random_expression(chance, depth - 1))
    parts = tuple(random_expression(chance, depth - 1) for _ in range(2))
    return Junction(word=chance.choice(["and", "or"]), parts=parts)


@pytest.mark.parametrize("seed", range(50))
def test_the_written_form_reads_back(seed: int) -> None:
    form = written(random_expression(random.Random(seed), 3))
    assert written(parse(form)) == form


def outcome(text: str) -> Expression | str:
    try:
        return parse(text)
    except FocusError as error:
        return str(error)


@pytest.mark.parametrize("seed", range(4))
def test_mutated_text_is_read_or_refused_in_one_line(seed: int) -> None:
    chance, read = random.Random(seed), 0
    for _ in range(500):
        text = list("not (18 <= age < 25 or `p q` in ('x', -1.5e3)) and sex != \"M\"")
        for _ in range(chance.randint(1, 3)):
            text[chance.randrange(len(text))] = chance.choice([*"()<>=!'\"`,.-1ea \n\0", "not ", " in ", "🙂", ""])
        result = outcome("".join(text))
        if isinstance(result, str):
            assert result.startswith("--focus: ")
            assert result.isprintable()
            continue
        read += 1
        assert written(parse(written(result))) == written(result)
    assert 5 < read < 495
