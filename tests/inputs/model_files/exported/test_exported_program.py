"""How an opened program runs: what it needs, what it leaves alone, what it refuses."""

import io

import pytest
import torch
from exported_files import calling, edited, graph, named, node
from exported_networks import BATCH, Constants, Forward, exported, network
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files import open_bytes
from yasenn_report.inputs.model_files.exported.arguments import Ref
from yasenn_report.inputs.model_files.exported.program import last_reads
from yasenn_report.inputs.model_files.wording import HOW_TO_EXPORT

X = {"as_tensor": {"name": "x"}}
LINEAR = {"as_tensor": {"name": "linear"}}
TRAINED = f"the program was exported in training mode. {HOW_TO_EXPORT}"


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


def test_the_outputs_keep_their_names_and_their_nesting(sound):
    found = open_bytes(sound, "m.pt2").run(torch.zeros(3, 5))
    assert list(found) == ["logits", "parts"]
    assert type(found["parts"]) is tuple
    assert type(found["parts"][1]) is list


def test_a_named_tuple_becomes_a_dictionary(file_of):
    assert list(open_bytes(file_of("named_tuple"), "m.pt2").run(torch.zeros(3, 5))) == ["low", "high"]


def test_containers_of_somebodys_own_give_a_tuple_in_order_and_a_note(sound):
    def edit(described):
        signature = described["graph_module"]["module_call_graph"][0]["signature"]
        signature["out_spec"] = signature["out_spec"].replace("builtins.dict", "os.system")

    opened = open_bytes(edited(sound, edit), "m.pt2")
    found = opened.run(torch.zeros(3, 5))
    assert [tuple(one.shape) for one in found] == [(3, 3), (3, 2), (3,)]
    assert opened.notes == (
        "The outputs are nested in containers that are not rebuilt here; they are taken in their order.",
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('[\\"logits\\", \\"parts\\"]', '[\\"logits\\"]', "has a dictionary whose keys do not fit its 2 entries"),
        ('[\\"logits\\", \\"parts\\"]', '[\\"a\\", \\"a\\"]', "has a dictionary whose keys do not fit its 2 entries"),
        ('[\\"logits\\", \\"parts\\"]', '[\\"a\\", null]', "has a dictionary whose keys do not fit its 2 entries"),
        ('"type": "builtins.tuple"', '"type": null', "has places for 2; the program gives 3"),
        ("[1, {", "[1, [", "is no JSON (Expecting ',' delimiter: line 1 column 12 (char 11))"),
    ],
)
def test_a_nesting_that_does_not_fit_is_refused(refused_edit, old, new, message):
    def edit(described):
        signature = described["graph_module"]["module_call_graph"][0]["signature"]
        assert old in signature["out_spec"]
        signature["out_spec"] = signature["out_spec"].replace(old, new)

    assert refused_edit(edit) == f"the nesting of its outputs {message}. The file is damaged or forged."


def test_a_deep_nesting_is_refused(refused_edit):
    def edit(described):
        leaf = '{"type": "builtins.list", "context": "null", "children_spec": ['
        text = f"[1, {leaf * 40}{']}' * 40}]"
        described["graph_module"]["module_call_graph"][0]["signature"]["out_spec"] = text

    assert refused_edit(edit) == "the nesting of its outputs is more than 30 deep. The file is damaged or forged."


def test_tied_weights_are_one_tensor_and_counted_once(file_of):
    opened = open_bytes(file_of("tied"), "m.pt2")
    assert opened.weights["0.weight"] is opened.weights["2.weight"]
    assert opened.parameters == sum(parameter.numel() for parameter in network("tied").parameters())


def test_constants_are_among_the_weights_but_are_not_trained(file_of):
    opened, original = open_bytes(file_of("constants"), "m.pt2"), network("constants")
    assert isinstance(original, Constants)
    assert torch.equal(opened.weights["scale"], original.scale)
    assert opened.parameters == 22


def test_the_tensors_that_run_are_the_weights(sound):
    opened = open_bytes(sound, "m.pt2")
    with torch.inference_mode():
        opened.weights["head.bias"].fill_(5.0)
        opened.weights["head.weight"].zero_()
        assert torch.equal(opened.run(torch.zeros(2, 5))["logits"], torch.full((2, 3), 5.0))


class _Alive(TorchDispatchMode):
    """Counts how many numbers the results hold that are still there."""

    def __init__(self):
        super().__init__()
        self.refs, self.most = [], 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        made = func(*args, **(kwargs or {}))
        if isinstance(made, torch.Tensor):
            self.refs.append(torch.multiprocessing.reductions.StorageWeakRef(made.untyped_storage()))
        self.most = max(self.most, len({ref.cdata for ref in self.refs if not ref.expired()}))
        return made


def test_values_are_dropped_after_their_last_use():
    deep = nn.Sequential(*(layer for _ in range(20) for layer in (nn.Linear(4, 4), nn.Sigmoid())))
    opened = open_bytes(exported(deep.eval(), torch.zeros(BATCH, 4)), "m.pt2")
    with torch.inference_mode(), _Alive() as alive:
        opened.run(torch.zeros(5, 4))
    assert len(alive.refs) >= 40
    assert alive.most < 10


def test_what_is_read_last_where(file_of):
    program = open_bytes(file_of("reused"), "m.pt2").run
    dropped = [name for names in program.last_read for name in names]
    assert len(dropped) == len(set(dropped))
    assert last_reads(program.steps, (Ref("x"),))[0] == ()


def test_sizes_are_read_without_an_operator(file_of):
    seen = []

    class Names(TorchDispatchMode):
        def __torch_dispatch__(self, func, types, args=(), kwargs=None):
            seen.append(func.overloadpacket.__name__)
            return func(*args, **(kwargs or {}))

    opened = open_bytes(file_of("tokens"), "m.pt2")
    assert any(step.target.name == "size" for step in opened.run.steps)
    with torch.inference_mode(), Names():
        opened.run(torch.zeros(3, 3))
    assert "addmm" in seen
    assert not any(name.startswith("sym_") for name in seen)


def test_rows_of_another_shape_or_type_are_refused(sound):
    opened = open_bytes(sound, "m.pt2")
    for rows in (torch.zeros(3, 4), torch.zeros(3, 5, 1), torch.zeros(3, 5, dtype=torch.float64), torch.tensor(1.0)):
        with pytest.raises(
            ModelFileError, match=r"^takes rows of the shape \(5,\) and the type torch\.float32; rows of "
        ):
            opened.run(rows)


def test_another_number_of_rows_than_the_fixed_one_is_refused(file_of):
    opened = open_bytes(file_of("residual", free=False), "m.pt2")
    with pytest.raises(ModelFileError, match=r"^takes 4 to 4 rows at once; 5 were given\.$"):
        opened.run(torch.zeros(5, 5))


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, None, (1, None)),
        (1, 64, (1, 64)),
        (2, 1000, (2, 1000)),
        (None, 2**63 - 1, (1, None)),
        (None, None, (1, None)),
    ],
)
def test_the_limits_of_the_number_of_rows_are_read(sound, low, high, expected):
    def edit(described):
        (limits,) = described["range_constraints"].values()
        limits.update(min_val=low, max_val=high)

    opened = open_bytes(edited(sound, edit), "m.pt2")
    assert (opened.fewest_rows, opened.most_rows) == expected


def test_limits_that_contradict_each_other_are_refused(refused_edit):
    def edit(described):
        (limits,) = described["range_constraints"].values()
        limits.update(min_val=9, max_val=3)

    assert refused_edit(edit) == (
        "its input x takes at least 9 and at most 3 rows at once. The file is damaged or forged."
    )


def test_the_rows_stay_as_they_were_when_the_program_writes_into_them():
    net = Forward(lambda net, x: net.head(x.clamp_(min=0)), head=nn.Linear(5, 2)).eval()
    opened = open_bytes(exported(net, torch.randn(BATCH, 5)), "m.pt2")
    rows = torch.randn(6, 5)
    before = rows.clone()
    with torch.inference_mode():
        found = opened.run(rows)
        assert torch.equal(rows, before)
        assert torch.equal(found, net.head(rows.clamp(min=0)))


def test_a_program_that_writes_into_a_weight_is_refused(refused_edit):
    edit = calling("torch.ops.aten.relu_.default", named("self", {"as_tensor": {"name": "p_first_weight"}}))
    assert refused_edit(edit) == (
        "changes its own stored numbers first.weight when it is run, so that one batch depends on the batches before it. An "
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
        ("full.default", [named("size", {"as_ints": [2**40] * 4}), named("fill_value", {"as_int": 1})], "would make more than 10^18 numbers"),
        ("arange.default", [named("end", {"as_int": 2**50})], "would make 1125899906842624 numbers"),
        ("arange.start_step", [named("start", {"as_int": 0}), named("end", {"as_int": 5}), named("step", {"as_float": 1e-30})], "would make more than 10^18 numbers"),
        ("repeat.default", [named("self", X), named("repeats", {"as_ints": [10**6, 10**6]})], "would make 15000000000000 numbers"),
        ("expand.default", [named("self", X), named("size", {"as_ints": [2**31, 3, 5]})], "makes 32212254720 numbers"),
        ("constant_pad_nd.default", [named("self", X), named("pad", {"as_ints": [0, 2**40]})], "would make 3298534883343 numbers"),
        ("adaptive_avg_pool1d.default", [named("self", X), named("output_size", {"as_ints": [2**40]})], "would make 3298534883328 numbers"),
        ("upsample_nearest1d.default", [named("self", X), named("output_size", {"as_ints": [2**40]}), named("scales", {"as_none": True})], "would make 3298534883328 numbers"),
    ],
)  # fmt: skip
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
        "node relu (torch.ops.aten.native_group_norm.default): it states the sizes (3, 5, 4611686018427387905) for a tensor of "
        "the shape (3, 5). The file is damaged or forged."
    )


def test_what_pytorch_refuses_is_said_with_the_node(run_refused):
    edit = calling("torch.ops.aten.mm.default", named("self", X), named("mat2", X))
    assert run_refused(edit) == (
        "node relu (torch.ops.aten.mm.default) cannot be run on these rows (mat1 and mat2 shapes cannot be multiplied (3x5 and "
        "3x5))."
    )


@pytest.mark.parametrize(
    ("target", "inputs", "message"),
    [
        ("_operator.mul", [named("a", {"as_ints": [1]}), named("b", {"as_int": 2**40})], "its arithmetic on sizes reads something that is no number."),
        ("_operator.add", [named("a", {"as_string": "a"}), named("b", {"as_string": "b"})], "its arithmetic on sizes reads something that is no number."),
        ("_operator.mul", [named("a", {"as_int": 2**62}), named("b", {"as_int": 2})], "its arithmetic on sizes leaves the range of 64-bit integers."),
        ("torch.ops.aten.sym_size.int", [named("self", {"as_int": 3}), named("dim", {"as_int": 0})], "it asks for the size of something that is no tensor."),
    ],
)  # fmt: skip
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
        ("torch.ops.aten._assert_scalar.default", [named("self", {"as_bool": False}), named("assert_msg", {"as_string": "s0 < 3\n"})], "(s0 < 3?)"),
        ("torch.ops.aten.sym_constrain_range_for_size.default", [named("size", {"as_int": 9}), named("max", {"as_int": 5})], "(9 from None to 5)"),
    ],
)  # fmt: skip
def test_conditions_on_the_rows_are_kept(sound, target, inputs, message):
    def edit(described):
        condition = {"target": target, "inputs": inputs, "outputs": [], "metadata": {}, "name": "condition"}
        graph(described)["nodes"].insert(0, condition)

    opened = open_bytes(edited(sound, edit), "m.pt2")
    with pytest.raises(ModelFileError) as refusal:
        opened.run(torch.zeros(3, 5))
    assert str(refusal.value) == f"node condition ({target}): the program's condition on its rows is not met {message}."


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_half_precision_is_run_as_float32_with_a_note(dtype):
    net = nn.Sequential(nn.Linear(5, 4), nn.ReLU(), nn.Linear(4, 2)).to(dtype).eval()
    opened = open_bytes(exported(net, torch.zeros(BATCH, 5, dtype=dtype)), "m.pt2")
    assert opened.dtype == torch.float32
    assert torch.equal(opened.weights["0.weight"], net[0].weight.float())
    with torch.inference_mode():
        assert torch.equal(opened.run(torch.ones(3, 5)), net.float()(torch.ones(3, 5)))
    name = str(dtype).removeprefix("torch.")
    assert opened.notes == (f"The weights are stored as {name} and are run as float32.",)


def test_half_precision_stays_where_the_program_converts_numbers_itself():
    net = Forward(lambda net, x: net.head(x.to(torch.bfloat16)).float(), head=nn.Linear(5, 2).to(torch.bfloat16)).eval()
    opened = open_bytes(exported(net, torch.zeros(BATCH, 5)), "m.pt2")
    assert opened.dtype == torch.float32
    with torch.inference_mode():
        assert torch.equal(opened.run(torch.ones(3, 5)), net(torch.ones(3, 5)))
    assert opened.notes == ("The program computes in bfloat16, as it was exported.",)


def test_a_program_exported_elsewhere_is_run_on_the_cpu_with_a_note(sound):
    def edit(described):
        graph(described)["tensor_values"]["x"]["device"] = {"type": "cuda", "index": 0}

    assert open_bytes(edited(sound, edit), "m.pt2").notes == (
        "The program was exported for the device cuda; it is run on the CPU.",
    )


def _saved(program):
    written = io.BytesIO()
    torch.export.save(program, written)
    return written.getvalue()


def test_several_inputs_are_refused_with_their_shapes(refused):
    class Two(nn.Module):
        def forward(self, x, mask):
            return x * mask

    program = torch.export.export(Two().eval(), (torch.zeros(3, 5), torch.zeros(3, 5)))
    assert refused(_saved(program)) == (
        "takes 2 inputs (x (3, 5), mask (3, 5)); one tensor of rows is given here. Export it again behind a forward that takes "
        "one tensor and splits it."
    )


def test_an_input_that_was_none_when_exported_stays_none():
    class Masked(nn.Module):
        def forward(self, x, mask=None):
            return x + 1 if mask is None else x

    opened = open_bytes(_saved(torch.export.export(Masked().eval(), (torch.zeros(3, 5), None))), "m.pt2")
    assert torch.equal(opened.run(torch.zeros(3, 5)), torch.ones(3, 5))


def test_a_second_dimension_that_varies_is_refused(refused):
    net = nn.Sequential(nn.ReLU(), nn.Tanh()).eval()
    free = torch.export.Dim.DYNAMIC
    program = torch.export.export(net, (torch.zeros(3, 5),), dynamic_shapes=({0: free, 1: free},))
    assert refused(_saved(program)) == (
        "its input input has the shape (any, any); only the number of rows, its first dimension, may vary."
    )


def test_a_number_is_no_input(refused_edit):
    assert refused_edit(lambda described: graph(described)["tensor_values"]["x"].update(sizes=[])) == (
        "its input x has 0 dimensions; rows in the first dimension were expected."
    )


# Training mode


def test_dropout_in_training_mode_is_refused(refused):
    net = nn.Sequential(nn.Linear(5, 4), nn.Dropout(0.5)).train()
    assert refused(exported(net, torch.zeros(BATCH, 5))) == (
        f"node dropout (torch.ops.aten.dropout.default) drops numbers at random: {TRAINED}"
    )


@pytest.mark.parametrize("decomposed", [False, True])
def test_batch_norm_in_training_mode_is_refused(refused, decomposed):
    net = nn.Sequential(nn.Linear(5, 4), nn.BatchNorm1d(4)).train()
    changes = "changes its own statistics 1.running_mean when it is run"
    takes = "node batch_norm (torch.ops.aten.batch_norm.default) takes its statistics from each batch"
    message = refused(exported(net, torch.zeros(BATCH, 5), decomposed=decomposed))
    assert message == f"{changes if decomposed else takes}: {TRAINED}"


def test_batch_norm_in_training_mode_is_refused_by_its_node_too(refused_edit):
    none = {"as_none": True}
    inputs = [named("input", LINEAR), named("weight", none), named("bias", none), named("running_mean", X)]
    edit = calling("torch.ops.aten.batch_norm.default", *inputs, named("training", {"as_bool": True}))
    assert refused_edit(edit) == (
        f"node relu (torch.ops.aten.batch_norm.default) takes its statistics from each batch: {TRAINED}"
    )


def test_batch_norm_without_statistics_is_refused(refused):
    net = nn.Sequential(nn.Linear(5, 4), nn.BatchNorm1d(4, track_running_stats=False)).eval()
    assert refused(exported(net, torch.zeros(BATCH, 5))) == (
        "node batch_norm (torch.ops.aten.batch_norm.default) has no stored statistics and takes them from each batch, so that "
        "one row's output depends on the other rows. An audit needs a network that looks at each row alone."
    )


def test_attention_with_dropout_is_refused(refused_edit):
    inputs = [named(name, LINEAR) for name in ("query", "key", "value")]
    target = "torch.ops.aten.scaled_dot_product_attention.default"
    assert refused_edit(calling(target, *inputs, named("dropout_p", {"as_float": 0.1}))) == (
        f"node relu ({target}) drops numbers at random: {TRAINED}"
    )


def test_a_buffer_that_counts_its_calls_is_refused(refused):
    class Counting(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("calls", torch.zeros(()))

        def forward(self, x):
            self.calls.add_(1)
            return x + self.calls

    assert refused(exported(Counting().eval(), torch.zeros(BATCH, 5))) == (
        "changes its own stored numbers calls when it is run, so that one batch depends on the batches before it. An audit needs a "
        "network that looks at each row alone."
    )


def test_an_output_that_belongs_to_training_is_refused(refused_edit):
    def edit(described):
        specs = described["graph_module"]["signature"]["output_specs"]
        specs[0] = {"loss_output": {"arg": {"name": "linear_2"}}}

    assert refused_edit(edit) == (
        "gives an output of the kind loss_output, which belongs to training; it is not run here."
    )
