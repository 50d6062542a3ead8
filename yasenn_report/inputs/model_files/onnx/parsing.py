"""The bytes of an ONNX file into its message, by the package `onnx` and nothing of its loaders, which open files."""

from typing import TYPE_CHECKING, Final

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.onnx.wire import check_wire
from yasenn_report.inputs.model_files.onnx.wording import EXPORT_AGAIN, FORGED
from yasenn_report.inputs.model_files.wording import counted, shown

if TYPE_CHECKING:
    from onnx import ModelProto

FEWEST_OPSET: Final = 9
MOST_OPSET: Final = 23
DOMAINS: Final = ("", "ai.onnx")
"""Two names for the operators of ONNX itself."""


def parse(data: bytes) -> "ModelProto":
    """Parse a model; no file but this one is opened.

    Raises:
        ModelFileError: the package ``onnx`` is absent, or the bytes are no message that it can parse.
    """
    try:
        from google.protobuf.message import DecodeError
        from onnx import ModelProto
    except ImportError as absent:
        raise ModelFileError(
            "this is an ONNX model; reading it needs the extra: pip install 'yasenn-report[onnx]'"
        ) from absent
    check_wire(data)
    try:
        model: ModelProto = ModelProto.FromString(data)
    except DecodeError as error:
        raise ModelFileError(f"is no sound message of Protocol Buffers ({shown(str(error))}). {FORGED}") from error
    return model


def opset_of(model: "ModelProto") -> int:
    """The version of ONNX's operators that the model is written for; other parts that models may have are refused.

    Raises:
        ModelFileError: no version or several are stated, or one that is not read, or there are functions.
    """
    if model.functions:
        raise ModelFileError(
            f"defines {counted(len(model.functions), 'function')} of its own ({shown(model.functions[0].name)}), which "
            "are not read. Ask for a model with its functions inlined (onnx.inliner.inline_local_functions)."
        )
    if model.training_info:
        raise ModelFileError(f"holds instructions for training, which are not read. {EXPORT_AGAIN}")
    if model.graph.sparse_initializer:
        raise ModelFileError("stores weights as sparse tensors, which are not read. Ask for one with plain tensors.")
    versions: list[int] = [entry.version for entry in model.opset_import if entry.domain in DOMAINS]
    if len(versions) != 1:
        raise ModelFileError(
            f"states {counted(len(versions), 'version')} of ONNX's operators; one was expected. {FORGED}"
        )
    if not FEWEST_OPSET <= versions[0] <= MOST_OPSET:
        raise ModelFileError(
            f"is written for version {versions[0]} of ONNX's operators; {FEWEST_OPSET} to {MOST_OPSET} are read. "
            "Export it again with opset_version=20."
        )
    return versions[0]
