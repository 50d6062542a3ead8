"""How an opened program runs: what it needs, what it leaves alone."""

import pytest
import torch
from exported_files import edited, graph
from exported_networks import BATCH, Constants, Forward, exported, network
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode

from yasenn_report.inputs.model_files import open_bytes
from yasenn_report.inputs.model_files.exported.arguments import Ref
from yasenn_report.inputs.model_files.exported.program import last_reads


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


@pytest.mark.slow
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
    assert "linear" in seen
    assert not any(name.startswith("sym_") for name in seen)


def test_the_rows_stay_as_they_were_when_the_program_writes_into_them():
    net = Forward(lambda net, x: net.head(x.clamp_(min=0)), head=nn.Linear(5, 2)).eval()
    opened = open_bytes(exported(net, torch.randn(BATCH, 5)), "m.pt2")
    rows = torch.randn(6, 5)
    before = rows.clone()
    with torch.inference_mode():
        found = opened.run(rows)
        assert torch.equal(rows, before)
        assert torch.equal(found, net.head(rows.clamp(min=0)))


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


@pytest.mark.slow
def test_a_part_that_runs_without_gradients_is_refused_with_the_way_out(refused):
    def centred(net, x):
        with torch.no_grad():
            middle = x.mean(1, keepdim=True)
        return x - middle

    net, rows = Forward(centred).eval(), torch.zeros(BATCH, 5)
    assert refused(exported(net, rows)) == (
        "node mean runs a part of the program through torch.ops.higher_order.wrap_with_set_grad_enabled, as "
        "torch.no_grad inside forward or a branch on values makes it; it was not run. Leave that out of forward, or "
        "export the program after program = program.run_decompositions()."
    )
    assert torch.equal(open_bytes(exported(net, rows, decomposed=True), "m.pt2").run(torch.ones(3, 5)), rows[:3])
