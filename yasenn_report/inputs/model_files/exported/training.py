"""Signs that a program was exported in training mode: what it computes then is random, or differs with each batch."""

from collections.abc import Mapping
from typing import Final

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.wording import HOW_TO_EXPORT, shown

TRAINED_MODE: Final = f"the program was exported in training mode. {HOW_TO_EXPORT}"

_DROPOUTS: Final = frozenset(["dropout", "feature_dropout", "alpha_dropout", "feature_alpha_dropout", "native_dropout"])
_BATCH_NORMS: Final = frozenset(["batch_norm", "native_batch_norm", "_native_batch_norm_legit"])
# What the decompositions of PyTorch make of a batch_norm in training mode.
_ALWAYS: Final = frozenset(["_native_batch_norm_legit_functional", "_batch_norm_with_update", "rrelu_with_noise"])


def refuse_training(target: str, arguments: Mapping[str, object], where: str) -> None:
    """Refuse a node that computes something only training needs.

    Args:
        target: the text that names the call.
        arguments: by their names.
        where: the node, for messages.

    Raises:
        ModelFileError: it draws at random or takes its statistics from the batch.
    """
    name = target.removeprefix("torch.ops.aten.").partition(".")[0].removesuffix("_")
    where = f"{where} ({shown(target)})"
    if name in _DROPOUTS and arguments.get("train") is not False:
        raise ModelFileError(f"{where} drops numbers at random: {TRAINED_MODE}")
    if name == "scaled_dot_product_attention" and arguments.get("dropout_p", 0.0) not in (0, 0.0):
        raise ModelFileError(f"{where} drops numbers at random: {TRAINED_MODE}")
    if name in _ALWAYS:
        raise ModelFileError(f"{where} takes its statistics from each batch: {TRAINED_MODE}")
    if name in _BATCH_NORMS and arguments.get("training", arguments.get("train")) is not False:
        raise _batch_statistics(arguments, where)
    if name == "instance_norm" and arguments.get("use_input_stats") is not False and arguments.get("running_mean"):
        raise _batch_statistics(arguments, where)


def _batch_statistics(arguments: Mapping[str, object], where: str) -> ModelFileError:
    if arguments.get("running_mean") is None:
        return ModelFileError(
            f"{where} has no stored statistics and takes them from each batch, so that one row's output depends on the "
            "other rows. An audit needs a network that looks at each row alone."
        )
    return ModelFileError(f"{where} takes its statistics from each batch: {TRAINED_MODE}")
