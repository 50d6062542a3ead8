"""Each operator gives what ONNX's own reference gives."""

from typing import Any

import graphs
import numpy as np
import pytest
import torch
from onnx.reference import ReferenceEvaluator

from yasenn_report.inputs.model_files.onnx import FAMILIES, open_onnx
from yasenn_report.inputs.model_files.onnx.operators import CONSTANT, OPERATORS

DRAWN = np.random.default_rng(1)
X = DRAWN.normal(size=(5, 6)).astype(np.float32)
POSITIVE = np.abs(X) + 0.1
MAPS = DRAWN.normal(size=(2, 4, 7, 6)).astype(np.float32)
SERIES = DRAWN.normal(size=(2, 4, 7)).astype(np.float32)
WHOLE = DRAWN.integers(-9, 9, size=(5, 6))
TRUE = X > 0


def f(*sizes: int) -> np.ndarray:
    return DRAWN.normal(size=sizes).astype(np.float32)


def i(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


Case = tuple[str, np.ndarray, list[np.ndarray | None], dict[str, Any], int]


def case(operator: str, x: np.ndarray, *others: np.ndarray | None, opset: int = 20, **attributes: Any) -> Case:
    return operator, x, list(others), attributes, opset


CASES: list[Case] = [
    case("Gemm", X, f(4, 6), f(4), transB=1),
    case("Gemm", X, f(6, 4), f(4)),
    case("Gemm", X, f(6, 4), f(1, 4)),
    case("Gemm", X, f(6, 4), f(1)),
    case("Gemm", X, f(6, 4), opset=13),
    case("Gemm", X, f(5, 4), f(4), transA=1),
    case("Gemm", X, f(6, 4), f(4), alpha=0.5, beta=2.0, opset=9),
    case("MatMul", X, f(6, 3)),
    case("MatMul", SERIES, f(7, 3)),
    case("Einsum", X, f(4, 6), equation="bi,oi->bo"),
    case("Conv", MAPS, f(3, 4, 3, 2), f(3), pads=[1, 0, 1, 0], strides=[2, 1]),
    case("Conv", MAPS, f(3, 4, 3, 2), f(3), pads=[0, 1, 1, 0], dilations=[1, 2], kernel_shape=[3, 2]),
    case("Conv", MAPS, f(4, 2, 2, 2), group=2, auto_pad="SAME_UPPER", strides=[2, 2]),
    case("Conv", MAPS, f(3, 4, 2, 2), auto_pad="SAME_LOWER"),
    case("Conv", SERIES, f(3, 4, 3), f(3), auto_pad="VALID", opset=9),
    case("ConvTranspose", MAPS, f(4, 3, 3, 2), f(3), strides=[2, 1], pads=[1, 0, 1, 0]),
    case("ConvTranspose", MAPS, f(4, 3, 3, 2), strides=[2, 2], pads=[0, 1, 1, 0]),
    case("Relu", X),
    case("LeakyRelu", X, alpha=0.2),
    case("PRelu", X, f(6)),
    case("PRelu", X, f(1)),
    case("PRelu", MAPS, f(4, 1, 1)),
    case("PRelu", MAPS, f(7, 6)),
    case("ThresholdedRelu", X, alpha=0.5),
    case("Elu", X, alpha=0.7),
    case("Selu", X),
    case("Selu", X, alpha=1.2, gamma=0.9),
    case("Celu", X, alpha=0.6),
    case("Gelu", X),
    case("Gelu", X, approximate="tanh"),
    case("Mish", X),
    case("Sigmoid", X),
    case("HardSigmoid", X),
    case("HardSigmoid", X, alpha=1 / 6, beta=0.5),
    case("HardSwish", X),
    case("Tanh", X),
    case("Softplus", X),
    case("Softsign", X),
    case("Softmax", X),
    case("Softmax", MAPS, axis=1),
    case("LogSoftmax", X, axis=0),
    case("Clip", X, np.float32(-0.5), np.float32(0.5)),
    case("Clip", X, None, np.float32(0.5)),
    case("Clip", X),
    case("BatchNormalization", X, f(6), f(6), f(6), np.abs(f(6))),
    case("BatchNormalization", MAPS, f(4), f(4), f(4), np.abs(f(4)), epsilon=0.01),
    case("LayerNormalization", X, f(6), f(6)),
    case("LayerNormalization", MAPS, f(6), axis=-1),
    case("LayerNormalization", MAPS, f(7, 6), f(7, 6), axis=2),
    case("LayerNormalization", MAPS, f(1, 6), f(1, 6), axis=2),
    case("InstanceNormalization", MAPS, f(4), f(4)),
    case("GroupNormalization", MAPS, f(4), f(4), num_groups=2, opset=21),
    case("MaxPool", MAPS, kernel_shape=[2, 2]),
    case("MaxPool", MAPS, kernel_shape=[3, 2], strides=[2, 2], pads=[1, 1, 1, 1]),
    case("MaxPool", MAPS, kernel_shape=[2, 2], strides=[2, 2], pads=[0, 0, 1, 1]),
    case("MaxPool", SERIES, kernel_shape=[2], strides=[2], ceil_mode=1),
    case("MaxPool", MAPS, kernel_shape=[2, 2], auto_pad="SAME_UPPER", strides=[2, 2]),
    case("AveragePool", MAPS, kernel_shape=[2, 3], strides=[2, 1]),
    case("AveragePool", MAPS, kernel_shape=[2, 2], pads=[1, 1, 1, 1]),
    case("AveragePool", MAPS, kernel_shape=[2, 2], pads=[1, 1, 1, 1], count_include_pad=1),
    case("AveragePool", MAPS, kernel_shape=[2, 2], pads=[0, 0, 1, 1]),
    case("AveragePool", MAPS, kernel_shape=[2, 2], pads=[0, 0, 1, 1], count_include_pad=1),
    case("GlobalAveragePool", MAPS),
    case("GlobalMaxPool", MAPS),
    *(case(name, X, f(6)) for name in ("Add", "Sub", "Mul", "Div", "Min", "Max", "Sum", "Mean")),
    *(case(name, X, f(5, 1), f(6)) for name in ("Min", "Max", "Sum", "Mean")),
    case("Div", WHOLE, i(4, -4, 3, -1, 7, 2)),
    case("Pow", POSITIVE, np.float32(1.5)),
    case("Pow", X, np.array(2, dtype=np.int64)),
    case("Mod", WHOLE, i(4, -4, 3, -1, 7, 2)),
    case("Mod", X, np.float32(0.7), fmod=1),
    *(case(name, X) for name in ("Exp", "Abs", "Neg", "Erf", "Sign", "Floor", "Ceil", "Round", "Sin", "Cos")),
    *(case(name, POSITIVE) for name in ("Sqrt", "Log", "Reciprocal")),
    case("Equal", WHOLE, i(4, -4, 3, -1, 7, 2)),
    *(case(name, X, f(6)) for name in ("Greater", "GreaterOrEqual", "Less", "LessOrEqual")),
    case("Not", TRUE),
    *(case(name, TRUE, f(6) > 0) for name in ("And", "Or", "Xor")),
    *(case(name, X, opset=13, axes=[1]) for name in ("ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL2")),
    *(case(f"Reduce{name}", MAPS, i(1, -1), keepdims=0) for name in ("Sum", "Mean", "Max", "Min", "Prod")),
    *(case(f"Reduce{name}", MAPS, i(2)) for name in ("L1", "L2", "SumSquare", "LogSumExp")),
    case("ReduceSum", X, opset=11, axes=[1], keepdims=0),
    case("ReduceSum", X, None, noop_with_empty_axes=1),
    case("ReduceMean", X),
    case("ArgMax", X, axis=1),
    case("ArgMin", X, axis=-1, keepdims=0),
    case("ArgMax", np.ones((2, 3), np.float32), axis=1, select_last_index=1),
    case("Identity", X),
    case("Dropout", X),
    case("Dropout", X, np.float32(0.4), np.array(False)),
    case("Flatten", MAPS),
    case("Flatten", MAPS, axis=0),
    case("Flatten", MAPS, axis=-1),
    case("Flatten", MAPS, axis=4),
    case("Reshape", X, i(0, 2, -1)),
    case("Squeeze", X[:, None, :, None], i(1, -1)),
    case("Squeeze", X[:, None], opset=11, axes=[1]),
    case("Squeeze", X[:, None]),
    case("Unsqueeze", X, i(0, -1)),
    case("Unsqueeze", X, opset=11, axes=[1]),
    case("Transpose", MAPS, perm=[0, 2, 3, 1]),
    case("Transpose", X),
    case("Expand", X[:, None], i(3, 1)),
    case("Tile", X, i(2, 3)),
    case("Concat", X, f(5, 2), axis=-1),
    case("Shape", MAPS),
    case("Shape", MAPS, start=1, end=-1),
    case("Size", MAPS),
    case("Resize", MAPS, None, np.ones(4, np.float32)),
    case("Resize", MAPS, None, None, i(2, 4, 7, 6)),
    case("Gather", X, i(3, -1), axis=1),
    case("Gather", MAPS, i(1, 0).reshape(2, 1), axis=1),
    case("Gather", X, np.array(2), axis=1),
    case("GatherElements", X, i(*range(-5, 5)).reshape(5, 2), axis=1),
    case("ScatterND", X, i(0, 4).reshape(2, 1), f(2, 6)),
    case("Slice", X, i(1), i(2**31 - 1), i(1), i(2)),
    case("Slice", X, i(-1), i(-(2**31)), i(1), i(-2)),
    case("Slice", X, i(4, -3), i(1, -1)),
    case("Where", TRUE, f(6), f(5, 1)),
    case("Pad", X, i(0, 1, 0, 2), np.float32(0.5)),
    case("Pad", X, i(1, 2), None, i(1)),
    case("Pad", MAPS, i(0, 0, 1, 2, 0, 0, 0, 1), mode="reflect"),
    case("Pad", MAPS, i(0, 0, 1, 2, 0, 0, 0, 1), mode="edge"),
    case("Cast", X * 3, to=7),
    case("Cast", X, to=11),
    case("ConstantOfShape", i(2, 3)),
    case("Range", np.float32(1), np.float32(7), np.float32(1.5)),
    case("Range", np.array(7), np.array(1), np.array(-2)),
    case("Range", np.array(3), np.array(1), np.array(2)),
]
TYPES = {"float32": 1, "int64": 7, "bool": 9}


def names(others: list[np.ndarray | None]) -> str:
    return " ".join(["x", *("-" if other is None else f"w{place}" for place, other in enumerate(others))])


def both(built: Any, x: np.ndarray) -> tuple[Any, Any]:
    with torch.inference_mode():
        found = open_onnx(built.SerializeToString()).run(torch.from_numpy(np.array(x)))
    return found, ReferenceEvaluator(built).run(None, {"x": x})


@pytest.mark.parametrize("tried", CASES, ids=[f"{number} {one[0]}" for number, one in enumerate(CASES)])
def test_operators_give_what_the_reference_gives(tried: Case) -> None:
    operator, x, others, attributes, opset = tried
    x = np.asarray(x)
    rows = [None] * x.ndim if x.ndim else ("n",)
    tensors = {f"w{place}": np.asarray(other) for place, other in enumerate(others) if other is not None}
    built = graphs.model(
        [graphs.node(operator, names(others), **attributes)],
        tensors,
        rows=rows,
        opset=opset,
        elem_type=TYPES[x.dtype.name],
    )
    found, (expected,) = both(built, x)
    assert isinstance(found, torch.Tensor)
    assert str(found.dtype).removeprefix("torch.") == expected.dtype.name
    np.testing.assert_allclose(found.numpy(), expected, atol=1e-5, rtol=1e-5, strict=True)


@pytest.mark.parametrize(
    ("opset", "others", "attributes"),
    [
        (20, [i(1, 2, 3)], {"axis": 1}),
        (11, [], {"axis": 1, "split": [1, 2, 3]}),
        (11, [], {"axis": -1}),
        (20, [], {"axis": 1, "num_outputs": 3}),
    ],
)
def test_splits_give_what_the_reference_gives(opset: int, others: list[np.ndarray], attributes: dict[str, Any]) -> None:
    tensors = {f"w{place}": other for place, other in enumerate(others)}
    split = graphs.node("Split", names(list(others)), "a b y", **attributes)
    built = graphs.model([split], tensors, rows=("n", 6), opset=opset, outputs=["y", "a", "b"])
    found, expected = both(built, X)
    assert list(found) == ["y", "a", "b"]
    for name, one in zip(found, expected, strict=True):
        np.testing.assert_array_equal(found[name].numpy(), one)


def test_every_operator_of_the_table_is_tried() -> None:
    assert {one[0] for one in CASES} | {"Split"} == set(OPERATORS)
    assert {name for family in FAMILIES.values() for name in family} == {*OPERATORS, CONSTANT}


def run_old(operator: str, x: np.ndarray, tensors: dict[str, np.ndarray], opset: int, **attributes: Any) -> np.ndarray:
    built = graphs.model(
        [graphs.node(operator, " ".join(["x", *tensors]), **attributes)], tensors, rows=[None] * x.ndim, opset=opset
    )
    found = open_onnx(built.SerializeToString()).run(torch.from_numpy(x))
    assert isinstance(found, torch.Tensor)
    return found.numpy()


def test_softmax_before_version_13_runs_over_all_that_follows_its_axis() -> None:
    line = torch.from_numpy(MAPS).flatten(1)
    expected = line.softmax(1).reshape(MAPS.shape)
    np.testing.assert_allclose(run_old("Softmax", MAPS, {}, 11), expected, atol=1e-6)


def test_operators_whose_inputs_were_attributes_once() -> None:
    """The reference knows these versions only in part, so that NumPy says what they give."""
    np.testing.assert_array_equal(run_old("Slice", X, {}, 9, starts=[1], ends=[-1], axes=[1]), X[:, 1:-1])
    np.testing.assert_array_equal(
        run_old("Pad", X, {}, 9, pads=[0, 1, 0, 2], value=0.5), np.pad(X, [(0, 0), (1, 2)], constant_values=0.5)
    )
    np.testing.assert_array_equal(run_old("Clip", X, {}, 9, min=-0.5, max=0.25), X.clip(-0.5, 0.25))


def test_group_norm_before_version_21_has_one_scale_per_group() -> None:
    scale, bias = f(2), f(2)
    old = run_old("GroupNormalization", MAPS, {"scale": scale, "bias": bias}, 18, num_groups=2)
    each = [torch.from_numpy(one).repeat_interleave(2) for one in (scale, bias)]
    expected = torch.nn.functional.group_norm(torch.from_numpy(MAPS), 2, *each)
    np.testing.assert_allclose(old, expected, atol=1e-6)


def test_places_of_an_embedding_may_count_from_the_end() -> None:
    table = f(4, 3)
    built = graphs.model([graphs.node("Gather", "table x")], {"table": table}, rows=("n",), elem_type=7)
    found, (expected,) = both(built, i(0, -1, 3))
    np.testing.assert_array_equal(found, expected)


def test_the_lowest_whole_number_may_be_divided_by_minus_one() -> None:
    """The processor itself stops at that division."""
    lowest = i(*[-(2**63)] * 9)
    built = graphs.model([graphs.node("Div", "x w")], {"w": i(*[-1] * 9)}, rows=(9,), elem_type=7)
    found = open_onnx(built.SerializeToString()).run(torch.from_numpy(lowest))
    np.testing.assert_array_equal(found, lowest)
