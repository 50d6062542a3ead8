"""What several refusals of ONNX files say."""

from typing import Final

FORGED: Final = "The file is damaged or forged; copy it again."

EXPORT_AGAIN: Final = (
    "Export it again: torch.onnx.export(network.eval(), (rows,), 'model.onnx', external_data=False, "
    "dynamic_shapes=[{0: torch.export.Dim.DYNAMIC}]), rows being two or more rows of inputs."
)
