"""Networks that cannot be audited row by row are refused on a few rows, with the reason; what is odd is noted."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from yasenn_report.errors import YasennReportError
from yasenn_report.inputs.model_files import in_memory
from yasenn_report.inputs.network import Network, take_file
from yasenn_report.yasenn.activations import capture

Forward = Callable[["Net", torch.Tensor], object]


class Net(nn.Module):
    """A network with a body, a head, and a ``forward`` of the test's own."""

    def __init__(self, forward: Forward) -> None:
        super().__init__()
        self.body, self.norm, self.head = nn.Linear(4, 6), nn.BatchNorm1d(6, track_running_stats=False), nn.Linear(6, 2)
        self.own = forward

    def forward(self, x: torch.Tensor) -> object:
        return self.own(self, x)


@pytest.fixture
def table() -> np.ndarray:
    return np.random.default_rng(5).normal(size=(30, 4))


def taken(forward: Forward, table: np.ndarray, **options: object) -> Network:
    torch.manual_seed(1)
    return take_file(in_memory(Net(forward).eval(), "net.pt"), table, **options)


def both(net: Net, x: torch.Tensor) -> torch.Tensor:
    return net.head(torch.relu(net.body(x)))


def needs_two(first: object, second: object) -> object:
    return first, second


INFLUENCE = (
    "net.pt: what the network says of a row depends on the other rows of the batch, or on its place among them (by a "
    "normalisation layer without stored statistics, or a position encoding along the rows, for example); export a "
    "network that treats every row alike"
)
REFUSED: dict[str, tuple[Forward, str]] = {
    "random": (
        lambda net, x: net.head(torch.dropout(net.body(x), 0.5, True)),
        "net.pt: two runs on the same rows differ; an audit needs a network that is not random",
    ),
    "batch norm without statistics": (
        lambda net, x: net.head(net.norm(net.body(x))),
        INFLUENCE,
    ),
    "share of the batch": (
        lambda net, x: net.head(torch.relu(net.body(x))) / x.shape[0],
        INFLUENCE,
    ),
    "a place in the batch": (
        lambda net, x: net.head(torch.relu(net.body(x)) + torch.arange(len(x))[:, None] * 0.1),
        INFLUENCE,
    ),
    "a place far back": (
        lambda net, x: net.head(torch.relu(net.body(x))) * torch.where(torch.arange(len(x)) > 20, -1, 1)[:, None],
        INFLUENCE,
    ),
    "the size of the batch": (
        lambda net, x: net.head(torch.relu(net.body(x))) * (1 if len(x) > 25 else -1),
        INFLUENCE,
    ),
    "the largest row": (
        lambda net, x: net.head(torch.relu(net.body(x)) * torch.where(x.max() > 2.3, -3.0, 1.0)),
        INFLUENCE,
    ),
    "a share hidden beside large numbers": (
        lambda net, x: torch.stack(
            [torch.softmax(net.head(torch.relu(net.body(x)))[:, 0], 0), 1e7 * net.head(torch.relu(net.body(x)))[:, 1]],
            1,
        ),
        INFLUENCE,
    ),
    "numpy inside": (
        lambda net, x: net.head(torch.from_numpy(np.tanh(net.body(x).numpy()))),
        "net.pt: its output is computed outside of PyTorch's operators (by NumPy, for example), so that rows cannot be "
        "followed through its layers; export a network that uses PyTorch throughout",
    ),
    "decisions only": (
        lambda net, x: net.head(torch.relu(net.body(x))).argmax(1),
        "net.pt: its output holds int64 numbers, so that only the decision is left of what the network says; export it "
        "with logits or probabilities",
    ),
    "two outputs": (
        lambda net, x: {"logits": net.head(net.body(x).relu()), "depth": {"one": net.body(x)}},
        "net.pt: it returns 'logits' of shape (7, 2), 'depth.one' of shape (7, 6); say which one is to be audited with "
        "--output-key",
    ),
    "no tensor": (lambda _net, _x: None, "net.pt: it returns no tensor; an output of numbers per row was expected"),
    "no hidden layer": (
        lambda net, x: net.body(x),
        "net.pt: the network has 1 layer with weights and so no hidden layer; the audit follows rows through at least "
        "one hidden layer, and a network without one is its own explanation: read its weights",
    ),
    "another width": (
        lambda net, x: net.head(torch.relu(net.body(torch.cat([x, x], 1)))),
        "net.pt: layer body (Linear(4, 6)) does not take values of shape (7, 8): ",
    ),
    "two inputs": (
        lambda _net, _x: needs_two(1),
        "net.pt: it cannot be run on rows of shape 4: needs_two() missing 1 required positional argument: 'second'",
    ),
    "other layers for other rows": (
        lambda net, x: net.head(net.body(x) if x[0, 0] > 0.5 else net.body(x) @ net.body.weight @ net.body.weight.T),
        "net.pt: it does not run the same layers for all rows; an audit compares rows along the same layers, so that a "
        "network with branches that depend on the rows cannot be audited",
    ),
}


@pytest.mark.parametrize(("forward", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_audited_row_by_row_is_refused(forward: Forward, message: str, table: np.ndarray) -> None:
    table[:8, 0] = [0.1, 0.2, 0.3, 0.4, 0.1, 0.2, 0.3, 0.9]
    with pytest.raises(YasennReportError) as refusal:
        taken(forward, table)
    assert str(refusal.value).startswith(message)
    assert message.endswith(": ") or str(refusal.value) == message
    assert str(refusal.value).isprintable()


def two(net: Net, x: torch.Tensor) -> dict[str, torch.Tensor]:
    return {"logits": net.head(torch.relu(net.body(x))), "embedding": net.body(x)}


def test_the_output_that_is_asked_for_is_audited(table: np.ndarray) -> None:
    network = taken(two, table, output_key="logits")
    assert capture(network, table).outputs.shape == (30, 2)
    assert network.notes == ("The network returns several outputs; 'logits' is audited, not 'embedding'.",)


def test_an_unknown_output_is_refused_with_the_nearest(table: np.ndarray) -> None:
    with pytest.raises(YasennReportError) as refusal:
        taken(two, table, output_key="logit")
    assert str(refusal.value) == (
        "net.pt: it has no output 'logit', which --output-key names; did you mean 'logits'? It returns 'logits' of "
        "shape (7, 2), 'embedding' of shape (7, 6)"
    )


def test_only_layers_on_the_way_to_the_output_count(table: np.ndarray) -> None:
    def forward(net: Net, x: torch.Tensor) -> dict[str, torch.Tensor]:
        h = torch.relu(net.body(x))
        return {"logits": net.head(h), "other": net.head(torch.tanh(h) @ net.body.weight @ net.body.weight.T)}

    assert len(taken(forward, table, output_key="logits").hidden_layers) == 1
    assert len(taken(forward, table, output_key="other").hidden_layers) == 3


def test_an_output_that_ignores_its_input_is_noted(table: np.ndarray) -> None:
    network = taken(lambda net, x: net.head(torch.relu(net.body(x)) * 0.0), table)
    assert network.notes == ("On the first rows of the table the output stays the same whatever the inputs are.",)
    assert np.ptp(capture(network, table).outputs, axis=0).max() == 0


def test_rows_that_are_all_alike_are_noted() -> None:
    network = taken(lambda net, x: net.head(torch.relu(net.body(x))), np.ones((30, 4)))
    assert network.notes == ("All rows are alike, so that it could not be tried whether rows influence each other.",)


@pytest.mark.parametrize("fixed", [1, 3, 16])
def test_a_fixed_count_of_rows_is_filled_up(table: np.ndarray, fixed: int) -> None:
    def forward(net: Net, x: torch.Tensor) -> torch.Tensor:
        assert len(x) == fixed
        return net.head(torch.relu(net.body(x)))

    torch.manual_seed(1)
    file = replace(in_memory(Net(forward).eval(), "net.pt"), fewest_rows=fixed, most_rows=fixed)
    network = take_file(file, table)
    free = taken(lambda net, x: net.head(torch.relu(net.body(x))), table)
    np.testing.assert_allclose(capture(network, table).outputs, capture(free, table).outputs, atol=1e-6)
    assert network.notes == (
        f"The file fixes how many rows run at once (at most {fixed}); a block with fewer is filled up.",
    )


def test_whole_numbers_are_needed_where_the_network_takes_such(table: np.ndarray) -> None:
    torch.manual_seed(1)
    network = nn.Sequential(nn.Embedding(5, 3), nn.Flatten(), nn.Linear(12, 4), nn.ReLU(), nn.Linear(4, 1))
    file = replace(in_memory(network, "net.pt"), dtype=torch.int64)
    codes = np.random.default_rng(0).integers(0, 5, (30, 4)).astype(float)
    assert [layer.operations for layer in take_file(file, codes).layers] == [
        "Embedding(5, 3), Flatten",
        "Linear(12, 4), ReLU",
        "Linear(4, 1)",
    ]
    codes[2, 1] = 0.5
    with pytest.raises(YasennReportError) as refusal:
        take_file(file, codes)
    assert str(refusal.value) == "net.pt: it takes whole numbers (int64), but row 3 has 0.5 in input 2"


def test_wide_maps_are_summed_up_by_channel() -> None:
    torch.manual_seed(1)
    network = nn.Sequential(
        *(nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.Conv2d(8, 4, 3, padding=1), nn.ReLU(), nn.Flatten()),
        nn.Linear(4 * 144, 2),
    )
    images = np.random.default_rng(0).normal(size=(9, 144))
    taken_in = take_file(in_memory(network, "net.pt"), images, input_shape=(1, 12, 12))
    first, second = capture(taken_in, images).layers
    assert first.shape == (9, 8 * 5)
    assert second.shape == (9, 4 * 5)
    with torch.inference_mode():
        maps = network[:2](torch.tensor(images, dtype=torch.float32).reshape(9, 1, 12, 12))
    by_channel = first.reshape(9, 8, 5)
    np.testing.assert_allclose(by_channel[:, :, 0], maps[:, :, :6, :6].mean((2, 3)), atol=1e-6)
    np.testing.assert_allclose(by_channel[:, :, 4], maps.amax((2, 3)), atol=1e-6)


def test_a_shape_that_does_not_hold_the_columns_is_refused(table: np.ndarray) -> None:
    with pytest.raises(YasennReportError) as refusal:
        taken(lambda _net, x: x, table, input_shape=(1, 8, 8))
    assert str(refusal.value) == (
        "net.pt: it takes 64 numbers per row, in the shape 1,8,8, but the table gives 4; give as many input columns"
    )


@pytest.mark.parametrize("fewest", [1, 2])
def test_a_place_is_found_whatever_fewest_rows_the_file_states(table: np.ndarray, fewest: int) -> None:
    forward = REFUSED["a place in the batch"][0]
    file = replace(in_memory(Net(forward).eval(), "net.pt"), fewest_rows=fewest)
    with pytest.raises(YasennReportError, match="its place among them"):
        take_file(file, table)


def test_an_output_that_is_squeezed_keeps_its_rows(table: np.ndarray) -> None:
    network = taken(lambda net, x: net.head(torch.relu(net.body(x)))[:, :1].squeeze(), table)
    assert capture(network, table[:1]).outputs.shape == (1, 1)
    np.testing.assert_allclose(capture(network, table[:1]).outputs, capture(network, table).outputs[:1], atol=1e-6)
