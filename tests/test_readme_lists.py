"""The README lists what is covered: neither more nor less than the code has."""

import re
from pathlib import Path

import pytest

from yasenn_report.inputs.model_files.layers import FAMILIES as LAYERS
from yasenn_report.inputs.model_files.onnx.operators import FAMILIES as ONNX
from yasenn_report.inputs.model_files.operators import FAMILIES as OPERATORS

README = (Path(__file__).parents[1] / "README.md").read_text()


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("**Layers**", [layer.__name__ for family in LAYERS.values() for layer in family]),
        ("**Operators of PyTorch**", [name for family in OPERATORS.values() for name in family]),
        ("**Operators of ONNX**", [name for family in ONNX.values() for name in family]),
    ],
)
def test_the_list_is_the_codes_own(heading: str, names: list[str]) -> None:
    _, _, rest = README.partition(heading)
    listed = re.match(r".*?:\n\n(.*?)\n\n", rest, flags=re.DOTALL)
    assert listed is not None
    assert sorted(re.findall(r"`([^`]+)`", listed[1])) == sorted(names)
