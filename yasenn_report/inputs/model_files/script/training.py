"""Operators that behave otherwise in training: a program that runs them so was exported without network.eval()."""

from collections.abc import Sequence
from typing import Final

from yasenn_report.errors import ModelFileError

_DROPOUTS: Final = frozenset(["dropout", "feature_dropout", "alpha_dropout", "feature_alpha_dropout"])
_NORMS: Final = frozenset(["batch_norm", "native_batch_norm"])
_ADVICE = (
    "Export the network again after network.eval(), and give functional dropout its training=self.training: in "
    "training mode the outputs are random or depend on the other rows."
)


def check_evaluation(name: str, arguments: Sequence[object]) -> None:
    """Check a call of an operator, or its constants before anything runs.

    Args:
        name: without ``torch.``.
        arguments: by position; what is not known yet is anything but True and a number.

    Raises:
        ModelFileError: it drops at random, or takes its statistics from the batch though it has stored ones.
    """
    bare = name.removesuffix("_")
    given = dict(enumerate(arguments))
    drops = bare in _DROPOUTS and given.get(2) is True and given.get(1) != 0
    attends = bare == "scaled_dot_product_attention" and isinstance(given.get(4), int | float) and given.get(4) != 0
    normalises = bare in _NORMS and given.get(5) is True and given.get(3) is not None
    if drops or attends or normalises:
        raise ModelFileError(f"was exported in training mode: it runs torch.{name} as in training. {_ADVICE}")
