"""Signs that a program was exported in training mode: what it computes then is random, or differs with each batch."""

from collections.abc import Mapping
from typing import Final

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.wording import HOW_TO_EXPORT, shown

TRAINED_MODE: Final = f"the program was exported in training mode. {HOW_TO_EXPORT}"

_DROPOUTS: Final = frozenset(["dropout", "feature_dropout", "alpha_dropout", "feature_alpha_dropout"])
_BATCH_NORMS: Final = frozenset(["batch_norm", "native_batch_norm"])
_RANDOM: Final = frozenset(["native_dropout", "rrelu_with_noise", "rrelu_with_noise_functional"])
_BATCHES: Final = frozenset(["_native_batch_norm_legit_functional", "_batch_norm_with_update"])


def refuse_training_only(target: str, where: str) -> None:
    """Refuse what the decompositions of PyTorch make of a layer in training mode only.

    Args:
        target: the text that names the call.
        where: the node, for messages.

    Raises:
        ModelFileError: it is such a call.
    """
    name = _name(target)
    if name in _RANDOM:
        raise _random(target, where)
    if name in _BATCHES:
        raise _batches(target, where)


def refuse_training(target: str, arguments: Mapping[str, object], where: str) -> None:
    """Refuse a layer that can compute in either mode and is told to compute as in training.

    Args:
        target: the text that names the call.
        arguments: by their names.
        where: the node, for messages.

    Raises:
        ModelFileError: it draws at random or takes its statistics from the batch.
    """
    name = _name(target)
    drops = name in _DROPOUTS and arguments.get("train") is not False
    attends = name == "scaled_dot_product_attention" and arguments.get("dropout_p", 0.0) not in (0, 0.0)
    if drops or attends or (name == "rrelu" and arguments.get("training", False) is not False):
        raise _random(target, where)
    stored = arguments.get("running_mean") is not None
    if name in _BATCH_NORMS and arguments.get("training") is not False:
        raise _batches(target, where) if stored else _no_statistics(target, where)
    # Without stored statistics these two look at each row alone, which is how their layers work in either mode.
    told = arguments.get("use_input_stats" if name == "instance_norm" else "training")
    if name in ("instance_norm", "_native_batch_norm_legit") and stored and told is not False:
        raise _batches(target, where)


def _name(target: str) -> str:
    return target.removeprefix("torch.ops.aten.").partition(".")[0].removesuffix("_")


def _random(target: str, where: str) -> ModelFileError:
    return ModelFileError(f"{where} ({shown(target)}) draws at random: {TRAINED_MODE}")


def _batches(target: str, where: str) -> ModelFileError:
    return ModelFileError(f"{where} ({shown(target)}) takes its statistics from each batch: {TRAINED_MODE}")


def _no_statistics(target: str, where: str) -> ModelFileError:
    return ModelFileError(
        f"{where} ({shown(target)}) has no stored statistics and takes them from each batch, so that one row's output "
        "depends on the other rows. An audit needs a network that looks at each row alone."
    )
