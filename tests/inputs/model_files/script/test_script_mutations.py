"""Damaged copies of TorchScript files are opened and run, or refused; nothing else happens."""

import io
import random
import zipfile

import pytest
import torch
from scripted import exported, written
from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files import open_model

ALLOWED = (ModelFileError, RuntimeError, ValueError, TypeError, IndexError)


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.body, self.norm, self.head = nn.Linear(4, 6), nn.BatchNorm1d(6), nn.Linear(6, 1)
        self.sizes, self.scale = [2, 3], 0.5

    def forward(self, x: torch.Tensor) -> dict[str, torch.Tensor]:
        x = torch.relu(self.norm(self.body(x)))
        for size in self.sizes:
            x = x.view(-1, size, 6 // size).flatten(1) * self.scale
        if x.size(0) > 100:
            x = torch.cat([x, x], dim=0)
        return {"risk": torch.sigmoid(self.head(x))}


@pytest.fixture(scope="module", params=["scripted", "traced", "frozen"])
def sound(request):
    torch.manual_seed(7)
    return written(exported(Net().eval(), torch.ones(3, 4), request.param))


def _mutated(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice([1, 1, 2, 4])):
        at = dice.randrange(len(changed))
        changed[at] = dice.choice([dice.randrange(256), changed[dice.randrange(len(changed))], ord("9"), ord(".")])
    return bytes(changed)


def _outcome(path):
    """Whether the file is opened and run, or refused; any other exception fails the test."""
    try:
        open_model(path).run(torch.ones(3, 4))
    except ModelFileError as refusal:
        return "refused" if str(refusal).isprintable() else "refused in words that cannot be printed"
    except ALLOWED:
        return "failed"
    return "ran"


@pytest.mark.slow
def test_mutated_files_are_run_or_refused(sound, write, nothing_ran):
    dice = random.Random(1)
    outcomes = [_outcome(write(_mutated(sound, dice))) for _ in range(200)]
    assert outcomes.count("refused") > 50
    assert set(outcomes) <= {"refused", "failed", "ran"}


@pytest.mark.slow
def test_mutated_members_behind_sound_checksums_are_run_or_refused(sound, rewrite, nothing_ran):
    dice = random.Random(2)
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        members = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    names = [name for name in members if name.endswith((".py", "data.pkl", "constants.pkl"))]
    outcomes = []
    for _ in range(500):
        name = dice.choice(names)
        outcomes.append(_outcome(rewrite(sound, {name: _mutated(members[name], dice)})))
    assert outcomes.count("refused") > 100
    assert outcomes.count("ran") > 10
    assert set(outcomes) <= {"refused", "failed", "ran"}
