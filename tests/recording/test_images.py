"""Image inputs as small grey pictures."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch
from jsonschema import Draft202012Validator
from recordings import recorded

from yasenn_report.audit import run_audit
from yasenn_report.inputs.holdout import read_holdout
from yasenn_report.inputs.model_files import in_memory
from yasenn_report.inputs.network import take_file
from yasenn_report.inputs.request import TableRequest
from yasenn_report.options import AuditOptions
from yasenn_report.record.schema import schema
from yasenn_report.recording.images import image_shape, reduced, to_grey

FLAT = ["Flatten", "Linear(64, 8), ReLU", "Linear(8, 2)"]


@pytest.mark.parametrize(
    ("row", "operations", "expected"),
    [
        (None, FLAT, None),
        ((64,), FLAT, None),
        ((8, 8), FLAT, (1, 8, 8)),
        ((8, 8), ["Conv2d(1, 4, 3), ReLU, Flatten", "Linear(9, 2)"], (1, 8, 8)),
        ((8, 8), ["Linear(8, 8), ReLU, Flatten", "Linear(64, 2)"], None),
        ((8, 8), ["Conv1d(8, 4, 3), ReLU, Flatten", "Linear(9, 2)"], None),
        ((8, 8), ["ReLU"], None),
        ((3, 8), FLAT, None),
        ((1, 8, 8), ["Conv2d(1, 4, 3)"], (1, 8, 8)),
        ((3, 5, 4), ["Conv2d(3, 4, 3)"], (3, 5, 4)),
        ((8, 8, 3), FLAT, None),
        ((1, 8, 8, 8), ["Conv3d(1, 4, 3)"], None),
    ],
)
def test_what_counts_as_an_image(
    row: tuple[int, ...] | None, operations: list[str], expected: tuple[int, int, int] | None
) -> None:
    assert image_shape(row, operations) == expected


def test_large_images_are_made_smaller_by_means_over_squares() -> None:
    image = np.arange(65 * 3, dtype=np.float64).reshape(1, 65, 3)
    small = reduced(image)
    assert small.shape == (1, 33, 2)
    assert small[0, 0].tolist() == [np.mean([0, 1, 3, 4]), np.mean([2, 5])]
    assert small[0, 32].tolist() == [192.5, 194.0]
    assert reduced(image[:, :64]).tolist() == image[:, :64].tolist()


def test_grey_goes_from_the_lowest_to_the_highest() -> None:
    assert to_grey(np.array([-1.0, 0.0, 1.0]), -1.0, 1.0).tolist() == [0, 128, 255]
    assert to_grey(np.array([3.0]), 3.0, 3.0).tolist() == [0]


@pytest.mark.slow
def test_partitions_of_images_have_their_means_and_typical_rows(tmp_path: Path) -> None:
    """Two channels of 4 x 4: the left half is bright in one class, the right half in the other."""
    rng = np.random.default_rng(0)
    side = rng.integers(0, 2, 400)
    images = rng.normal(0, 0.1, (400, 2, 4, 4))
    images[side == 0, :, :, :2] += 1
    images[side == 1, :, :, 2:] += 1
    network = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(32, 2), torch.nn.ReLU(), torch.nn.Linear(2, 2))
    left = torch.zeros(2, 4, 4)
    left[:, :, :2] = 1
    with torch.no_grad():
        network[1].weight.copy_(torch.stack([left.flatten(), 1 - left.flatten()]))
        network[1].bias.zero_()
        network[3].weight.copy_(torch.eye(2))
        network[3].bias.zero_()
    table = pd.DataFrame(images.reshape(400, -1), columns=[f"x{n}" for n in range(32)]).assign(side=side)
    table.to_csv(tmp_path / "data.csv", index=False)
    holdout = read_holdout(tmp_path / "data.csv", TableRequest(target="side"))
    taken = take_file(in_memory(network, "net.pt"), holdout.features, input_shape=(2, 4, 4))
    audit = run_audit(taken, holdout, AuditOptions(refits=0, min_support=20))
    record = recorded(audit)
    found = record["images"]
    assert (found["height"], found["width"]) == (4, 4)
    grey = images[audit.split.fit].mean(axis=1)
    assert (found["lowest"], found["highest"]) == (pytest.approx(grey.min()), pytest.approx(grey.max()))
    assert {one["partition"] for one in found["partitions"]} == {one["label"] for one in record["partitions"]}
    for one, partition in zip(found["partitions"], record["partitions"], strict=True):
        mean = np.array(one["mean"]).reshape(4, 4)
        bright = mean[:, :2].mean() - mean[:, 2:].mean()
        assert (bright > 50) == (partition["decision"] == "0")
        assert [len(row) for row in one["typical"]] == [16] * len(partition["typical_rows"])
    Draft202012Validator(schema()).validate(json.loads(json.dumps(record)))
    hidden = recorded(audit, rows=False)["images"]["partitions"]
    assert {one["typical"]["status"] for one in hidden} == {"not_run"}
