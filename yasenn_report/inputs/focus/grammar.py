"""Words into an expression, by recursive descent: `or` binds least, then `and`, `not`, comparisons."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from math import isfinite
from typing import Literal, cast

from yasenn_report.inputs.focus.expression import (
    Column,
    Comparison,
    Constant,
    Expression,
    Junction,
    Membership,
    Negation,
    Operand,
    Sign,
)
from yasenn_report.inputs.focus.tokens import Token, refusal_at, tokens_of

DEEPEST = 50
"""Parentheses and nots inside each other; far below the depth at which Python itself gives up."""

SIGNS = ("<", "<=", ">", ">=", "==", "!=")


def parse(text: str) -> Expression:
    """Reads an expression.

    Raises:
        FocusError: a word is out of place, or the expression is too long or too deep; the message says where.
    """
    reader = _Reader(words=list(tokens_of(text)))
    expression = _junction(reader, "or", 0)
    if reader.next.kind != "end":
        joined = "'and' or 'or' was expected here, or the end"
        raise reader.next.refusal(f"no parenthesis is open: {joined}" if reader.next.value == ")" else joined)
    return expression


@dataclass(slots=True, kw_only=True)
class _Reader:
    """The words, and how far they have been read."""

    words: list[Token]
    place: int = field(default=0)

    @property
    def next(self) -> Token:
        return self.words[self.place]

    def take(self) -> Token:
        token = self.next
        self.place += token.kind != "end"
        return token

    def takes(self, value: str) -> bool:
        """Goes past a sign or reserved word if it comes next."""
        found = self.next.kind in ("sign", "word") and self.next.value == value
        self.place += found
        return found


def _junction(reader: _Reader, word: Literal["and", "or"], depth: int) -> Expression:
    part: Callable[[], Expression] = (
        (lambda: _junction(reader, "and", depth)) if word == "or" else (lambda: _condition(reader, depth))
    )
    parts = [part()]
    while reader.takes(word):
        parts.append(part())
    return parts[0] if len(parts) == 1 else Junction(word=word, parts=tuple(parts))


def _condition(reader: _Reader, depth: int) -> Expression:
    opening = reader.next
    if depth > DEEPEST:
        raise opening.refusal(f"more than {DEEPEST} parentheses and nots stand inside each other: write it flatter")
    if reader.takes("not"):
        return Negation(part=_condition(reader, depth + 1))
    if reader.takes("("):
        expression = _junction(reader, "or", depth + 1)
        if not reader.takes(")"):
            raise reader.next.refusal(
                f"the parenthesis at character {opening.at} is still open: 'and', 'or' or ')' was expected"
            )
        return expression
    return _comparison(reader)


def _comparison(reader: _Reader) -> Comparison | Membership:
    first = _operand(reader)
    negated = reader.next.kind == "word" and reader.next.value == "not"
    if negated:
        reader.take()
        if reader.next.value != "in":
            raise reader.next.refusal("after a column, 'not' is followed by 'in'")
    if reader.takes("in"):
        return _membership(reader, first, negated=negated)
    operands, signs = [first], []
    while reader.next.kind == "sign" and reader.next.value in SIGNS:
        signs.append(cast(Sign, reader.take().value))
        operands.append(_operand(reader))
    if not signs:
        raise reader.next.refusal("a comparison was expected here: < <= > >= == != or in")
    for left, right in pairwise(operands):
        if isinstance(left, Constant) and isinstance(right, Constant):
            raise refusal_at(right.at, right.written, "this compares two constants: compare a column")
    return Comparison(operands=tuple(operands), signs=tuple(signs))


def _membership(reader: _Reader, operand: Operand, *, negated: bool) -> Membership:
    if not isinstance(operand, Column):
        raise reader.words[reader.place - 1].refusal("a column was expected before 'in'")
    if not reader.takes("("):
        raise reader.next.refusal("'(' was expected after 'in', with constants and commas between: in (1, 2)")
    constants = []
    while True:
        token = reader.next
        constant = _operand(reader)
        if isinstance(constant, Column):
            raise token.refusal("a number or a quoted text was expected among those after 'in'")
        constants.append(constant)
        if not reader.takes(","):
            break
    if not reader.takes(")"):
        raise reader.next.refusal("',' or ')' was expected after a constant of 'in'")
    return Membership(column=operand, constants=tuple(constants), negated=negated)


def _operand(reader: _Reader) -> Operand:
    token = reader.next
    if token.kind in ("name", "column"):
        reader.take()
        return Column(name=token.value, at=token.at, written=token.written)
    if token.kind == "text":
        reader.take()
        return Constant(value=token.value.strip(), at=token.at, written=token.written)
    if token.kind == "number":
        reader.take()
        number = float(token.value)
        if not isfinite(number):
            raise token.refusal("this number is too large")
        return Constant(value=number, at=token.at, written=token.written)
    if token.kind == "word" and token.value in ("true", "false"):
        reader.take()
        return Constant(value=float(token.value == "true"), at=token.at, written=token.written)
    raise token.refusal("a column, a number or a quoted text was expected here")
