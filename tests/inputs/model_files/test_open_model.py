"""Networks that torch.save wrote come back as they were."""

import hashlib
import os
from collections import OrderedDict

import pytest
import torch
from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files import open_model
from yasenn_report.inputs.model_files.layers import FAMILIES

ROWS = [
    nn.Sequential(nn.Linear(6, 5), nn.GELU("tanh"), nn.LayerNorm(5), nn.Linear(5, 1), nn.Sigmoid()),
    nn.Sequential(nn.Linear(6, 8, bias=False), nn.BatchNorm1d(8), nn.LeakyReLU(0.3), nn.Dropout(0.4), nn.Linear(8, 3)),
    nn.Sequential(OrderedDict(first=nn.Linear(6, 4), act=nn.Tanh(), last=nn.Linear(4, 2), out=nn.LogSoftmax(dim=1))),
    nn.Sequential(nn.Sequential(nn.Linear(6, 6), nn.Sequential(nn.ELU(0.7), nn.PReLU(6))), nn.Softplus(2.0, 5.0)),
    nn.Sequential(nn.Linear(6, 8), nn.GroupNorm(2, 8), nn.RMSNorm(8), nn.GLU(), nn.Hardtanh(-0.5, 0.5)),
    nn.Sequential(
        nn.BatchNorm1d(6, affine=False), nn.LayerNorm(6, bias=False), nn.Threshold(0.1, 20.0), nn.Linear(6, 2)
    ),
    nn.Linear(6, 1),
    nn.Sequential(nn.Unflatten(1, (2, 3)), nn.Conv1d(2, 4, 3, padding="same"), nn.AvgPool1d(2), nn.Flatten()),
]
IMAGES = [
    nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(inplace=True), nn.MaxPool2d(2), nn.Flatten()
    ),
    nn.Sequential(nn.ZeroPad2d(1), nn.Conv2d(1, 4, 3, stride=2, groups=1, bias=False), nn.AdaptiveAvgPool2d((1, None))),
    nn.Sequential(nn.Upsample(scale_factor=2), nn.InstanceNorm2d(1, affine=True), nn.LocalResponseNorm(2), nn.Mish()),
    nn.Sequential(nn.Conv2d(1, 2, 3, padding=2, padding_mode="circular", dilation=2), nn.AdaptiveMaxPool2d(2)),
]


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
@pytest.mark.parametrize("network", ROWS)
def test_outputs_equal_the_originals_exactly(save, network, protocol):
    x = torch.randn(9, 6)
    opened = open_model(save(network.eval(), pickle_protocol=protocol))
    assert torch.equal(opened.run(x), network(x))
    assert repr(opened.run) == repr(network)
    assert opened.notes == ()


@pytest.mark.parametrize("network", IMAGES)
def test_outputs_of_convolutional_networks_equal_the_originals_exactly(save, network):
    x = torch.randn(3, 1, 8, 8)
    opened = open_model(save(network.eval()))
    assert torch.equal(opened.run(x.clone()), network(x.clone()))
    assert opened.inputs is None


SPECIAL = {
    "Linear": (2, 3), "Unflatten": (1, (2, 2)), "Threshold": (0.1, 2), "GroupNorm": (1, 4), "LayerNorm": (4,),
    "RMSNorm": (4,), "Sequential": (nn.Tanh(),), "Upsample": (3,), "ConstantPad1d": (1, 2.0), "ConstantPad2d": (1, 2.0),
    "Conv1d": (1, 2, 3), "Conv2d": (1, 2, 3), "Conv3d": (1, 2, 3), "LocalResponseNorm": (2,), "Softmax2d": (),
    "PReLU": (2,),
}  # fmt: skip


@pytest.mark.parametrize("cls", [cls for family in FAMILIES.values() for cls in family])
def test_every_listed_layer_opens_with_its_values(save, cls):
    sized = {"pooling": (2,), "normalisation": (4,), "resizing": (1,), "probabilities": (1,)}
    family = next(name for name, classes in FAMILIES.items() if cls in classes)
    layer = cls(*SPECIAL.get(cls.__name__, sized.get(family, ()))).eval()
    opened = open_model(save(layer))
    assert repr(opened.run) == repr(layer)
    assert opened.notes == ()
    assert list(opened.run.state_dict()) == list(layer.state_dict())


def test_the_file_is_described(save, network):
    path = save(network)
    opened = open_model(path)
    assert opened.name == "model.pt"
    assert opened.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert opened.size == path.stat().st_size
    assert opened.kind == "a whole torch.nn.Module saved by torch.save"
    assert opened.inputs == 4


def test_a_network_saved_in_training_mode_is_run_in_evaluation_mode_and_says_so(save, network):
    opened = open_model(save(network.train()))
    assert not any(module.training for module in opened.run.modules())
    assert opened.notes == ("The network came in training mode; it is run in evaluation mode.",)


def test_weights_need_no_gradients(save, network):
    assert not any(weight.requires_grad for weight in open_model(save(network)).run.parameters())


def test_a_shared_layer_and_tied_weights_stay_one(save):
    shared, twin = nn.Linear(3, 3), nn.Linear(3, 3)
    twin.weight = shared.weight
    opened = open_model(save(nn.Sequential(shared, nn.ReLU(), shared, twin))).run
    assert opened[0] is opened[2]
    assert opened[3].weight is opened[0].weight


def test_transposed_and_sliced_weights_keep_their_numbers(save, network):
    network[0].weight = nn.Parameter(torch.randn(4, 9).t()[3:6])
    x = torch.randn(5, 4)
    assert torch.equal(open_model(save(network)).run(x), network(x))


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_half_precision_is_run_as_float32_with_a_note(save, network, dtype):
    opened = open_model(save(network.to(getattr(torch, dtype))))
    assert {weight.dtype for weight in opened.run.parameters()} == {torch.float32}
    assert torch.equal(opened.run[0].weight, network[0].weight.float())
    assert opened.notes == (f"The weights are stored as {dtype} and are run as float32.",)


def test_float64_stays(save, network):
    x = torch.randn(5, 4, dtype=torch.float64)
    assert torch.equal(open_model(save(network.double())).run(x), network(x))


def test_a_plain_attribute_that_the_layer_does_not_know_is_left_out_with_a_note(save, network):
    network[1].remark = "tuned by hand"
    network.classes = {"names": [f"class {number}" for number in range(100)]}
    opened = open_model(save(network))
    assert not hasattr(opened.run[1], "remark")
    assert opened.notes == (
        "the network itself (Sequential) has plain attributes that the layer does not know; left out: classes.",
        "1 (ReLU) has plain attributes that the layer does not know; left out: remark.",
    )


def test_values_that_older_files_do_not_state_are_torchs_defaults_with_a_note(save):
    layer = nn.GELU().eval()
    del layer.__dict__["approximate"], layer.__dict__["_backward_pre_hooks"]
    opened = open_model(save(layer))
    assert opened.run.approximate == "none"
    assert opened.notes == (
        "the network itself (GELU) does not state all of its values; torch's defaults are used: approximate.",
    )


def test_opening_leaves_the_random_numbers_alone(save, network):
    path, before = save(network), torch.get_rng_state()
    open_model(path)
    assert torch.equal(before, torch.get_rng_state())


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path, refusal):
    assert refusal(tmp_path / "none.pt") == "there is no such file. Check the path."
    assert refusal(tmp_path) == "this is a folder; a model file was expected."
    os.mkfifo(tmp_path / "pipe.pt")
    assert refusal(tmp_path / "pipe.pt") == "this is a device or a pipe; a model file was expected."


def test_a_file_name_cannot_break_the_line(tmp_path):
    with pytest.raises(ModelFileError, match=r"^a\?b\.pt: there is no such file"):
        open_model(tmp_path / "a\nb.pt")
