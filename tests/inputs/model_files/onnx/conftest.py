"""The refusal of a forged model, and what a sound one gives."""

from collections.abc import Callable

import onnx
import pytest

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.onnx import open_onnx


@pytest.fixture
def refused() -> Callable[[onnx.ModelProto | bytes], str]:
    """Open a model that must be refused; give the message, which is one line."""

    def message(model: onnx.ModelProto | bytes) -> str:
        data = model if isinstance(model, bytes) else model.SerializeToString()
        with pytest.raises(ModelFileError) as refusal:
            open_onnx(data)
        assert str(refusal.value).isprintable()
        return str(refusal.value)

    return message
