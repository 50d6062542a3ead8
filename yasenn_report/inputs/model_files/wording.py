"""Values out of a stranger's file into words that are safe to print on one line."""

from typing import Final

_EXPORTING: Final = (
    "program = torch.export.export(network.eval(), (rows,), dynamic_shapes=[{0: torch.export.Dim.DYNAMIC}]); "
    "torch.export.save(program, 'model.pt2'), rows being two or more rows of inputs"
)
HOW_TO_SAVE: Final = (
    f"Ask its owner for an exported program: {_EXPORTING}; or name code that builds the network: --arch "
    "network.py:NAME."
)
HOW_TO_EXPORT: Final = f"Export it again: {_EXPORTING}."
FORGED: Final = "The file is damaged or forged"

_LONGEST_TEXT = 80
_LONGEST_TUPLE = 6
_WIDEST_INTEGER = 128  # bits; beyond 4300 digits Python refuses to print an integer at all


def shown(value: object) -> str:
    """Show a value from the file without running any of its code and without a second line.

    Returns:
        Printable text of bounded length.
    """
    match value:
        case str():
            return printable(value)
        case bool() | float() | None:
            return repr(value)
        case int():
            return repr(value) if value.bit_length() <= _WIDEST_INTEGER else f"an integer of {value.bit_length()} bits"
        case tuple():
            return _shown_tuple(value)
        case _:
            return f"a {type(value).__name__}"


def _shown_tuple(values: tuple[object, ...]) -> str:
    parts = [f"a tuple of {len(part)}" if isinstance(part, tuple) else shown(part) for part in values[:_LONGEST_TUPLE]]
    if len(values) > _LONGEST_TUPLE:
        parts.append("...")
    return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"


def printable(text: str) -> str:
    """Put text on one line: control characters, which could rewrite a terminal, become question marks."""
    clipped = text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + "..."
    return "".join(letter if letter.isprintable() else "?" for letter in clipped)


def counted(number: int, noun: str) -> str:
    """Say how many, in the singular or the plural: 1 tensor, 2 tensors."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
