"""Programs that were exported in training mode are refused with what to do."""

import pytest
import torch
from exported_files import calling, named
from exported_networks import BATCH, exported
from torch import nn

from yasenn_report.inputs.model_files import open_bytes
from yasenn_report.inputs.model_files.wording import HOW_TO_EXPORT

X = {"as_tensor": {"name": "x"}}
LINEAR = {"as_tensor": {"name": "linear"}}
TRAINED = f"the program was exported in training mode. {HOW_TO_EXPORT}"


def test_dropout_in_training_mode_is_refused(refused):
    net = nn.Sequential(nn.Linear(5, 4), nn.Dropout(0.5)).train()
    assert refused(exported(net, torch.zeros(BATCH, 5))) == (
        f"node dropout (torch.ops.aten.dropout.default) draws at random: {TRAINED}"
    )


@pytest.mark.parametrize("decomposed", [False, True])
@pytest.mark.slow
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
        "node batch_norm (torch.ops.aten.batch_norm.default) has no stored statistics and takes them from each batch, "
        "so that "
        "one row's output depends on the other rows. An audit needs a network that looks at each row alone."
    )


def test_attention_with_dropout_is_refused(refused_edit):
    inputs = [named(name, LINEAR) for name in ("query", "key", "value")]
    target = "torch.ops.aten.scaled_dot_product_attention.default"
    assert refused_edit(calling(target, *inputs, named("dropout_p", {"as_float": 0.1}))) == (
        f"node relu ({target}) draws at random: {TRAINED}"
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
        "changes its own stored numbers calls when it is run, so that one batch depends on the batches before it. An "
        "audit needs a "
        "network that looks at each row alone."
    )


def test_an_output_that_belongs_to_training_is_refused(refused_edit):
    def edit(described):
        specs = described["graph_module"]["signature"]["output_specs"]
        specs[0] = {"loss_output": {"arg": {"name": "linear_2"}}}

    assert refused_edit(edit) == (
        "gives an output of the kind loss_output, which belongs to training; it is not run here."
    )


def test_leaky_relu_with_random_slopes_is_refused_in_training_mode_only(refused):
    net, rows = nn.Sequential(nn.Linear(5, 4), nn.RReLU()), torch.zeros(BATCH, 5)
    assert open_bytes(exported(net.eval(), rows), "m.pt2").run(torch.zeros(3, 5)).shape == (3, 4)
    assert (
        refused(exported(net.train(), rows)) == f"node rrelu (torch.ops.aten.rrelu.default) draws at random: {TRAINED}"
    )


@pytest.mark.slow
def test_dropout_of_core_operators_is_refused(refused):
    net = nn.Sequential(nn.Linear(5, 4), nn.Dropout(0.5)).train()
    assert refused(exported(net, torch.zeros(BATCH, 5), decomposed=True)) == (
        f"node native_dropout (torch.ops.aten.native_dropout.default) draws at random: {TRAINED}"
    )


@pytest.mark.parametrize("decomposed", [False, True])
@pytest.mark.slow
def test_instance_norm_looks_at_each_row_alone(decomposed):
    net = nn.Sequential(nn.InstanceNorm1d(3, affine=True), nn.Flatten(), nn.Linear(12, 2)).eval()
    opened, x = (
        open_bytes(exported(net, torch.zeros(BATCH, 3, 4), decomposed=decomposed), "m.pt2"),
        torch.randn(5, 3, 4),
    )
    with torch.inference_mode():
        torch.testing.assert_close(opened.run(x), net(x), rtol=1e-6, atol=1e-6)
