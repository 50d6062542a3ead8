"""Damaged copies of sound files are opened or refused; nothing else happens."""

import random

import pytest
from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files import open_model
from yasenn_report.inputs.model_files.archive import open_archive
from yasenn_report.inputs.model_files.pickles.reader import read_pickle
from yasenn_report.inputs.model_files.saved.contents import network_record
from yasenn_report.inputs.model_files.saved.modules import rebuild
from yasenn_report.inputs.model_files.tensors import Tensors


@pytest.fixture
def sound(save):
    layers = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Unflatten(1, (2, 2)), nn.Flatten(), nn.Linear(4, 1))
    return save(layers).read_bytes()


def _mutated(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice([1, 1, 2, 4])):
        changed[dice.randrange(len(changed))] = dice.choice([dice.randrange(256), 0, 255, ord("."), ord("0")])
    return bytes(changed)


@pytest.mark.slow
def test_mutated_files_are_opened_or_refused(sound, write, nothing_ran):
    dice, refused = random.Random(1), 0
    for _ in range(1500):
        try:
            open_model(write(_mutated(sound, dice)))
        except ModelFileError:
            refused += 1
    assert 300 < refused < 1500


@pytest.mark.slow
def test_mutated_pickles_behind_a_sound_checksum_are_opened_or_refused(sound, nothing_ran):
    dice, refused, archive = random.Random(2), 0, open_archive(sound)
    pickle = archive.read("data.pkl")
    for _ in range(2000):
        try:
            record = network_record(read_pickle(_mutated(pickle, dice)))
            rebuild(record.record, Tensors(archive, len(sound)))
        except ModelFileError:
            refused += 1
    assert 1000 < refused < 2000
