"""What is told of a TorchScript file besides its outputs: weights, widths, types, notes."""

import pytest
import torch
from scripted import exported, loaded, written
from torch import nn
from torch.nn import functional
from torch.utils._python_dispatch import TorchDispatchMode

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files import open_model

ROWS = torch.randn(5, 4, generator=torch.Generator().manual_seed(0))


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Dropout(0.5))
        self.head = nn.Linear(6, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.body(x))


class Seen(TorchDispatchMode):
    """Keeps what every operator is given."""

    def __init__(self) -> None:
        super().__init__()
        self.given = []

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        self.given.append((func.overloadpacket.__name__, args))
        return func(*args, **(kwargs or {}))


@pytest.mark.parametrize("way", ["scripted", "traced"])
def test_weights_have_their_names_and_are_the_tensors_of_the_run(save_script, way):
    network = Net().eval()
    opened = open_model(save_script(network, ROWS, way))
    assert opened.weights.keys() == network.state_dict().keys()
    assert all(torch.equal(opened.weights[name], value) for name, value in network.state_dict().items())
    assert opened.parameters == sum(weight.numel() for weight in network.parameters())
    with torch.inference_mode(), Seen() as seen:
        opened.run(ROWS)
    met = [value for _, arguments in seen.given for value in arguments if isinstance(value, torch.Tensor)]
    names = {name for name in opened.weights if any(value is opened.weights[name] for value in met)}
    assert {"body.1.running_var", "head.bias"} <= names
    assert all(value.device.type == "cpu" for value in met)


def test_frozen_weights_are_named_as_the_code_names_them(save_script):
    opened = open_model(save_script(nn.Sequential(nn.Linear(4, 3), nn.ReLU()).eval(), ROWS, "frozen"))
    assert list(opened.weights) == ["CONSTANTS.c0", "CONSTANTS.c1"]
    assert opened.parameters == 15


@pytest.mark.parametrize("way", ["scripted", "traced", "frozen", "optimized"])
@pytest.mark.parametrize(
    ("network", "width"),
    [
        (nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 1)), 4),
        (nn.Sequential(nn.Linear(4, 3, bias=False)), 4),
        (nn.Sequential(nn.BatchNorm1d(4), nn.Dropout(0.1), nn.Linear(4, 3)), 4),
        (nn.Sequential(nn.Flatten(), nn.LayerNorm(4), nn.Linear(4, 3)), 4),
        (nn.Sequential(nn.Unflatten(1, (1, 4)), nn.Linear(4, 3)), None),
        (nn.Sequential(nn.ReLU()), None),
    ],
)
def test_the_width_is_the_first_linear_layers(save_script, network, way, width):
    assert open_model(save_script(network.eval(), ROWS, way)).inputs == width


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
@pytest.mark.parametrize("way", ["scripted", "traced", "frozen"])
def test_half_precision_is_run_as_float32_with_a_note(save_script, way, dtype):
    class Casting(Net):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.head(self.body(x.to(torch.float16))).float()

    network = (Casting() if dtype == "float16" else Net()).eval().to(getattr(torch, dtype))
    opened = open_model(save_script(network, ROWS.to(getattr(torch, dtype)), way))
    assert opened.notes == (f"The weights are stored as {dtype} and are run as float32.",)
    assert opened.dtype == torch.float32
    assert torch.allclose(opened.run(ROWS), Net.forward(network.float(), ROWS), atol=1e-6)


def test_a_script_saved_in_training_mode_is_run_in_evaluation_mode_and_says_so(save_script):
    network = Net()
    opened = open_model(save_script(network, ROWS, "scripted"))
    assert opened.notes == ("The file was saved in training mode; it is run in evaluation mode.",)
    assert torch.allclose(opened.run(ROWS), network.eval()(ROWS), atol=1e-6)


TRAINING = (
    "Export the network again after network.eval(), and give functional dropout its training=self.training: in "
    "training mode the outputs are random or depend on the other rows."
)


def test_a_trace_made_in_training_mode_is_refused_with_the_way_out(save_script, refusal):
    assert refusal(save_script(nn.Sequential(nn.Dropout(0.5)).train(), ROWS, "traced")) == (
        f"was exported in training mode: it runs torch.dropout as in training. {TRAINING}"
    )
    assert refusal(save_script(nn.Sequential(nn.BatchNorm1d(4)).train(), ROWS, "traced")) == (
        f"was exported in training mode: it runs torch.batch_norm as in training. {TRAINING}"
    )


def test_a_script_that_always_drops_is_refused_when_it_runs(save_script):
    class Dropping(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return functional.dropout(x, 0.5)

    opened = open_model(save_script(Dropping().eval(), ROWS, "scripted"))
    with pytest.raises(ModelFileError) as refused:
        opened.run(ROWS)
    assert str(refused.value) == f"was exported in training mode: it runs torch.dropout as in training. {TRAINING}"


def test_a_network_made_for_one_processor_is_refused_with_the_way_out(save_script, refusal):
    network = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Conv2d(2, 2, 3)).eval()
    message = refusal(save_script(network, torch.randn(2, 1, 8, 8), "optimized"))
    assert message in {
        f"uses {name}, which is not among the operators that are run here (it is made for one processor by "
        "optimize_for_inference; save the network before that); it was not run."
        for name in (
            "ops.prim.ConstantMKLDNNTensor",
            "torch.to_mkldnn",
            "torch.to_dense",
            "ops.prim.mkldnn_convolution",
        )
    }


class TwoInputs(nn.Module):
    def forward(self, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return x + y


class OptionalInput(nn.Module):
    def forward(self, x: torch.Tensor, scale: float = 2.0, mask: torch.Tensor | None = None) -> torch.Tensor:
        return x * scale if mask is None else x * mask


def test_two_inputs_are_refused_and_one_with_optional_ones_is_run(save_script, refusal):
    assert refusal(save_script(TwoInputs(), ROWS, "scripted")) == (
        "its forward takes 2 inputs (x, y); one tensor with a row per line of the table was expected. Export a network "
        "that takes one."
    )
    assert torch.equal(open_model(save_script(OptionalInput(), ROWS, "scripted")).run(ROWS), ROWS * 2.0)


class Counting(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.seen = 0

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        self.seen += 1
        return x * self.seen


def test_what_a_program_remembers_between_batches_is_forgotten(save_script):
    opened = open_model(save_script(Counting(), ROWS, "scripted"))
    assert torch.equal(opened.run(ROWS), ROWS)
    assert torch.equal(opened.run(ROWS), ROWS)


class Strict(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if x.dim() != 3:
            raise ValueError(f"expected 3 dimensions, got {x.dim()}")
        return x


def test_what_the_program_itself_refuses_is_a_value_error_with_its_words(save_script):
    opened = open_model(save_script(Strict(), ROWS, "scripted"))
    with pytest.raises(ValueError, match=r"^expected 3 dimensions, got 2$"):
        opened.run(ROWS)


def test_attention_shows_its_layers(save_script):
    network = nn.TransformerEncoderLayer(4, 2, 8, batch_first=True, norm_first=True).eval()
    tokens = ROWS.reshape(5, 1, 4)
    for way in ("scripted", "traced"):
        opened = open_model(save_script(network, tokens, way))
        with torch.inference_mode(), Seen() as seen:
            found = opened.run(tokens)
        assert torch.allclose(found, network(tokens), atol=1e-6)
        assert not any(name.startswith(("_transformer", "_native_multi")) for name, _ in seen.given)
        met = {id(value) for _, arguments in seen.given for value in arguments}
        assert id(opened.weights["norm2.weight"]) in met


@pytest.mark.parametrize("average", [True, False])
def test_weights_of_attention_that_was_traced_without_gradients(save_script, average):
    class Attending(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.attention = nn.MultiheadAttention(4, 2, batch_first=True)

        def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            attended, weights = self.attention(x, x, x, average_attn_weights=average)
            return attended, weights

    tokens = torch.randn(5, 3, 4)
    data = written(exported(Attending().eval(), tokens, "traced"))
    found = open_model(save_script(Attending().eval(), tokens, "traced")).run(tokens)
    assert [part.shape for part in found] == [part.shape for part in loaded(data)(tokens)]
