"""Damaged copies of sound files are opened and run, or refused; nothing else happens."""

import random
import re

import pytest
import torch
from exported_files import MODEL, WEIGHTS, member, rewritten

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files import open_bytes

ALLOWED = (ModelFileError, RuntimeError, ValueError, TypeError, IndexError)


def _opened_and_run(data):
    """Whether it was refused."""
    try:
        opened = open_bytes(data, "m.pt2")
        shape = opened.input_shape
        if max((opened.fewest_rows, *shape)) <= 10_000:
            opened.run(torch.zeros(max(opened.fewest_rows, 2), *shape, dtype=opened.dtype))
    except ALLOWED:
        return True
    return False


def _mutated(data, dice):
    changed = bytearray(data)
    for _ in range(dice.choice([1, 1, 2, 4])):
        changed[dice.randrange(len(changed))] = dice.choice([dice.randrange(256), 0, 255, ord("0"), ord('"')])
    return bytes(changed)


def _exchanged(text, dice):
    """JSON text that still is JSON: a number, a name, a word becomes another one."""
    parts = re.findall(rb'"[^"]*"|-?\d+(?:\.\d+)?|true|false|null', text)
    for _ in range(dice.choice([1, 1, 2, 3])):
        old, new = dice.choice(parts), dice.choice([*parts[:400], b"-1", b"9223372036854775807", b'"as_ints"', b"1e99"])
        places = [found.start() for found in re.finditer(re.escape(old), text)]
        at = dice.choice(places) if places else 0
        text = text[:at] + new + text[at + len(old) :]
    return text


@pytest.mark.slow
def test_mutated_archives_are_opened_or_refused(sound, nothing_ran):
    dice = random.Random(1)
    refused = sum(_opened_and_run(_mutated(sound, dice)) for _ in range(500))
    assert 100 < refused <= 500


@pytest.mark.parametrize("name", [MODEL, WEIGHTS])
@pytest.mark.parametrize("mutate", [_mutated, _exchanged])
@pytest.mark.slow
def test_mutated_json_behind_a_sound_checksum_is_opened_or_refused(sound, nothing_ran, name, mutate):
    dice, text = random.Random(2), member(sound, name)
    refused = sum(_opened_and_run(rewritten(sound, {name: mutate(text, dice)})) for _ in range(500))
    assert 50 < refused < 500
