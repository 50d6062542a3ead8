"""Programs that would fill the memory, change a weight or break off are refused while they run."""

import pytest
import torch
from exported_files import calling, edited, graph, named, node

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files import open_bytes

pytestmark = pytest.mark.usefixtures("nothing_ran")
X = {"as_tensor": {"name": "x"}}


@pytest.fixture
def run_refused(sound):
    """Change the program and run it, which must be refused; give the message."""

    def message(edit, rows=3):
        opened = open_bytes(edited(sound, edit), "m.pt2")
        with pytest.raises(ModelFileError) as refusal:
            opened.run(torch.zeros(rows, 5))
        assert str(refusal.value).isprintable()
        return str(refusal.value)

    return message


def test_a_program_that_writes_into_a_weight_is_refused(refused_edit):
    edit = calling("torch.ops.aten.relu_.default", named("self", {"as_tensor": {"name": "p_first_weight"}}))
    assert refused_edit(edit) == (
        "changes its own stored numbers first.weight when it is run, so that one batch depends on the batches before "
        "it. An "
        "audit needs a network that looks at each row alone."
    )


def test_a_program_that_writes_into_a_view_of_a_weight_is_refused(run_refused):
    def edit(described):
        calling("torch.ops.aten.t.default", named("self", {"as_tensor": {"name": "p_second_weight"}}), name="gelu")(
            described
        )
        target = calling("torch.ops.aten.add_.Scalar", named("self", {"as_tensor": {"name": "gelu"}}), name="dropout")
        node(described, "dropout")["inputs"] = []
        target(described)
        node(described, "dropout")["inputs"].append(named("other", {"as_int": 1}))

    assert run_refused(edit).startswith("node dropout (torch.ops.aten.add_.Scalar): it writes into a weight")


@pytest.mark.parametrize(
    ("target", "inputs", "message"),
    [
        ("zeros.default", [named("size", {"as_ints": [2**40]})], "would make 1099511627776 numbers"),
        (
            "full.default",
            [named("size", {"as_ints": [2**40] * 4}), named("fill_value", {"as_int": 1})],
            "would make more than 10^18 numbers",
        ),
        ("arange.default", [named("end", {"as_int": 2**50})], "would make 1125899906842624 numbers"),
        (
            "arange.start_step",
            [named("start", {"as_int": 0}), named("end", {"as_int": 5}), named("step", {"as_float": 1e-30})],
            "would make more than 10^18 numbers",
        ),
        (
            "repeat.default",
            [named("self", X), named("repeats", {"as_ints": [10**6, 10**6]})],
            "would make 15000000000000 numbers",
        ),
        ("expand.default", [named("self", X), named("size", {"as_ints": [2**31, 3, 5]})], "makes 32212254720 numbers"),
        (
            "constant_pad_nd.default",
            [named("self", X), named("pad", {"as_ints": [0, 2**40]})],
            "would make 3298534883343 numbers",
        ),
        (
            "adaptive_avg_pool1d.default",
            [named("self", X), named("output_size", {"as_ints": [2**40]})],
            "would make 3298534883328 numbers",
        ),
        (
            "upsample_nearest1d.default",
            [named("self", X), named("output_size", {"as_ints": [2**40]}), named("scales", {"as_none": True})],
            "would make 3298534883328 numbers",
        ),
    ],
)
def test_more_numbers_than_a_layer_needs_are_not_made(run_refused, target, inputs, message):
    assert run_refused(calling(f"torch.ops.aten.{target}", *inputs)) == (
        f"node relu (torch.ops.aten.{target}): it {message} at once; at most 1073741824 are made."
    )


def test_sizes_that_a_group_norm_states_are_compared_with_its_tensor(run_refused):
    def edit(described):
        none = {"as_none": True}
        sizes = [named("N", {"as_int": 3}), named("C", {"as_int": 5}), named("HxW", {"as_int": 2**62 + 1})]
        others = [
            named("weight", none),
            named("bias", none),
            named("group", {"as_int": 1}),
            named("eps", {"as_float": 1.0}),
        ]
        calling("torch.ops.aten.native_group_norm.default", named("input", X), *sizes, *others, returns=3)(described)

    assert run_refused(edit) == (
        "node relu (torch.ops.aten.native_group_norm.default): it states the sizes (3, 5, 4611686018427387905) for a "
        "tensor of "
        "the shape (3, 5). The file is damaged or forged."
    )


def test_what_pytorch_refuses_is_said_with_the_node(run_refused):
    edit = calling("torch.ops.aten.mm.default", named("self", X), named("mat2", X))
    assert run_refused(edit) == (
        "node relu (torch.ops.aten.mm.default) cannot be run on these rows (mat1 and mat2 shapes cannot be multiplied "
        "(3x5 and "
        "3x5))."
    )


@pytest.mark.parametrize(
    ("target", "inputs", "message"),
    [
        (
            "_operator.mul",
            [named("a", {"as_ints": [1]}), named("b", {"as_int": 2**40})],
            "its arithmetic on sizes reads something that is no number.",
        ),
        (
            "_operator.add",
            [named("a", {"as_string": "a"}), named("b", {"as_string": "b"})],
            "its arithmetic on sizes reads something that is no number.",
        ),
        (
            "_operator.mul",
            [named("a", {"as_int": 2**62}), named("b", {"as_int": 2})],
            "its arithmetic on sizes leaves the range of 64-bit integers.",
        ),
        (
            "torch.ops.aten.sym_size.int",
            [named("self", {"as_int": 3}), named("dim", {"as_int": 0})],
            "it asks for the size of something that is no tensor.",
        ),
    ],
)
def test_arithmetic_on_anything_but_numbers_is_refused(run_refused, target, inputs, message):
    assert run_refused(calling(target, *inputs)) == f"node relu ({target}): {message}"


def test_a_division_by_zero_is_refused(run_refused):
    edit = calling("_operator.floordiv", named("a", {"as_int": 1}), named("b", {"as_int": 0}))
    assert run_refused(edit) == (
        "node relu (_operator.floordiv) cannot be run on these rows (integer division or modulo by zero)."
    )


@pytest.mark.parametrize(
    ("target", "inputs", "message"),
    [
        (
            "torch.ops.aten._assert_scalar.default",
            [named("self", {"as_bool": False}), named("assert_msg", {"as_string": "s0 < 3\n"})],
            "(s0 < 3?)",
        ),
        (
            "torch.ops.aten.sym_constrain_range_for_size.default",
            [named("size", {"as_int": 9}), named("max", {"as_int": 5})],
            "(9 from None to 5)",
        ),
    ],
)
def test_conditions_on_the_rows_are_kept(sound, target, inputs, message):
    def edit(described):
        condition = {"target": target, "inputs": inputs, "outputs": [], "metadata": {}, "name": "condition"}
        graph(described)["nodes"].insert(0, condition)

    opened = open_bytes(edited(sound, edit), "m.pt2")
    with pytest.raises(ModelFileError) as refusal:
        opened.run(torch.zeros(3, 5))
    assert str(refusal.value) == f"node condition ({target}): the program's condition on its rows is not met {message}."
