"""What an expression says, as values, and how the report writes it."""

from dataclasses import dataclass
from typing import Literal

from yasenn_report.inputs.focus.tokens import is_bare

Sign = Literal["<", "<=", ">", ">=", "==", "!="]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The entries of a column."""

    name: str
    at: int
    """Where it stands in the expression, counted from 1."""
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """A number or a quoted text."""

    value: float | str
    at: int
    written: str


Operand = Column | Constant


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Operands with a sign between each two: ``18 <= age < 25`` holds if both comparisons hold."""

    operands: tuple[Operand, ...]
    signs: tuple[Sign, ...]
    """One less than operands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A column's entry is one of some constants, or none of them."""

    column: Column
    constants: tuple[Constant, ...]
    negated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation:
    """The part does not hold."""

    part: "Expression"


@dataclass(frozen=True, slots=True, kw_only=True)
class Junction:
    """All of the parts hold (``and``), or at least one (``or``)."""

    word: Literal["and", "or"]
    parts: tuple["Expression", ...]
    """Two or more."""


Expression = Comparison | Membership | Negation | Junction


def columns_of(expression: Expression) -> tuple[Column, ...]:
    """Every mention of a column, from left to right."""
    if isinstance(expression, Comparison):
        return tuple(operand for operand in expression.operands if isinstance(operand, Column))
    if isinstance(expression, Membership):
        return (expression.column,)
    parts = (expression.part,) if isinstance(expression, Negation) else expression.parts
    return tuple(column for part in parts for column in columns_of(part))


def written(expression: Expression) -> str:
    """The expression with one form for everything: it reads back as the same expression."""
    if isinstance(expression, Comparison):
        first, *others = expression.operands
        pairs = zip(expression.signs, others, strict=True)
        return " ".join([_operand(first), *(f"{sign} {_operand(operand)}" for sign, operand in pairs)])
    if isinstance(expression, Membership):
        word = "not in" if expression.negated else "in"
        return f"{_operand(expression.column)} {word} ({', '.join(map(_operand, expression.constants))})"
    if isinstance(expression, Negation):
        return f"not {_inside(expression.part)}"
    return f" {expression.word} ".join(map(_inside, expression.parts))


def _inside(part: Expression) -> str:
    """Junctions inside others get parentheses even where and binds closer than or: readers need not know."""
    return f"({written(part)})" if isinstance(part, Junction) else written(part)


def _operand(operand: Operand) -> str:
    if isinstance(operand, Column):
        return operand.name if is_bare(operand.name) else f"`{operand.name.replace('`', '``')}`"
    if isinstance(operand.value, str):
        return '"' + operand.value.replace('"', '""') + '"'
    whole = operand.value.is_integer() and abs(operand.value) < 2**53
    return str(int(operand.value)) if whole else repr(operand.value)
