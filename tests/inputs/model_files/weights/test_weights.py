"""Weights without a network are put into what the user's code builds, or refused with what to do."""

import argparse
import hashlib
import os

import numpy as np
import pytest
import torch
from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files import open_model
from yasenn_report.inputs.model_files.weights.architecture import ArchitectureRequest, parse_architecture

FROM_CODE = (
    "The network was built by net.py:build, code that the user named and that was run; only the weights come from the "
    "model file."
)


def refused(path, arch):
    with pytest.raises(ModelFileError) as refusal:
        open_model(path, arch=arch)
    assert str(refusal.value).startswith("model.pt: ")
    assert str(refusal.value).isprintable()
    return str(refusal.value).removeprefix("model.pt: ")


@pytest.mark.parametrize(
    ("wrap", "kind", "notes"),
    [
        (lambda state: state, "a state_dict saved by torch.save", ()),
        (
            lambda state: {"epoch": 3, "state_dict": state, "optimizer": {"state": {}, "param_groups": []}},
            "a checkpoint saved by torch.save",
            ("The weights stand under 'state_dict' in the file.",),
        ),
        (
            lambda state: {
                "pytorch-lightning_version": "2.5",
                "state_dict": {f"model.{name}": value for name, value in state.items()},
                "hyper_parameters": argparse.Namespace(lr=0.1),
                "callbacks": {"best": np.float64(0.3)},
            },
            "a checkpoint of PyTorch Lightning",
            (
                "'model.' was left out of the name of every weight.",
                "The weights stand under 'state_dict' in the file.",
            ),
        ),
        (
            lambda state: {f"module._orig_mod.{name}": value for name, value in state.items()},
            "a state_dict saved by torch.save",
            ("'module._orig_mod.' was left out of the name of every weight.",),
        ),
        (
            lambda state: {"ema": {name: value + 1 for name, value in state.items()}, "model": state},
            "a checkpoint saved by torch.save",
            (
                "The weights stand under 'model' in the file.",
                "Other weights of the same names and shapes stand under 'ema'; they were not used.",
            ),
        ),
    ],
)
def test_weights_find_their_places(save, arch, trained, rows, wrap, kind, notes):
    opened = open_model(save(wrap(trained.state_dict())), arch=arch("build"))
    with torch.inference_mode():
        assert torch.equal(opened.run(rows), trained(rows))
    assert opened.kind == kind
    assert [note for note in opened.notes if "asks Python" not in note] == [*notes, FROM_CODE]
    assert opened.weights["first.weight"].shape == (3, 4)


def test_what_a_checkpoint_asks_for_beside_weights_is_said_and_not_run(save, arch, trained):
    held = {"state_dict": trained.state_dict(), "best": {"score": np.float64(0.3)}}
    opened = open_model(save(held), arch=arch("build"))
    assert opened.notes[0] == (
        "Beside the weights the file asks Python to call _codecs.encode, numpy._core.multiarray.scalar, numpy.dtype; "
        "none of it was run."
    )


def test_a_call_that_no_training_leaves_behind_is_refused(save, arch, trained, calling, marker, nothing_ran):
    held = {"state_dict": trained.state_dict(), "optimizer": calling(os.system, f"touch {marker}")}
    assert refused(save(held), arch("build")) == (
        "asks Python to call os.system; it was not run. No weights need it. Save the weights alone: "
        "torch.save(network.state_dict(), 'weights.pt')."
    )


class Owned(nn.Module):
    """A class whose code is in no file."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.norm, self.last = nn.Linear(4, 3), nn.BatchNorm1d(3), nn.Linear(3, 2)


def test_a_module_of_its_own_class_gives_its_weights(save, arch, rows):
    owned = Owned()
    opened = open_model(save(owned), arch=arch("build"))
    assert torch.equal(opened.weights["first.weight"], owned.first.weight)
    assert opened.kind == "a module of its own class saved by torch.save"


def test_the_code_is_named_and_hashed(save, arch, trained):
    request = arch("build")
    facts = open_model(save(trained.state_dict()), arch=request).architecture
    assert (facts.name, facts.entry) == ("net.py", "build")
    assert facts.sha256 == hashlib.sha256(request.path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["Net", "READY"])
def test_a_class_or_a_network_is_as_good_as_a_function(save, arch, trained, rows, name):
    opened = open_model(save(trained.state_dict()), arch=arch(name))
    with torch.inference_mode():
        assert torch.equal(opened.run(rows), trained(rows))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "wrong_width",
            "its weights are not those of net.py:wrong_width: last.weight is (2, 3) in the file and (2, 5) in the "
            "network. Give the code that the weights were trained with.",
        ),
        (
            "more_layers",
            "its weights are not those of net.py:more_layers: 2 names of the network not in the file (extra.weight, "
            "extra.bias). Give the code that the weights were trained with.",
        ),
        ("nothing", "net.py:nothing: it makes an object of type int, where a torch.nn.Module was expected"),
        ("broken", "net.py:broken: it raised IndexError at line 32: list index out of range"),
        (
            "biuld",
            "net.py:biuld: the file defines no 'biuld'; did you mean 'build'? FILE.py:NAME was expected, NAME being a "
            "function without arguments, or a class, that makes the network",
        ),
    ],
)
def test_code_that_does_not_fit_is_said(save, arch, trained, name, message):
    assert refused(save(trained.state_dict()), arch(name)) == message


def test_code_that_is_no_python_is_said(save, trained, tmp_path):
    (tmp_path / "net.py").write_text("def build(:\n")
    request = ArchitectureRequest(path=tmp_path / "net.py", name="build")
    assert refused(save(trained.state_dict()), request) == (
        "net.py:build: it raised SyntaxError at line 1: invalid syntax (net.py, line 1)"
    )


def test_a_missing_file_of_code_is_said(save, trained, tmp_path):
    request = ArchitectureRequest(path=tmp_path / "none.py", name="build")
    assert refused(save(trained.state_dict()), request) == (
        "none.py:build: there is no such file; check the path of --arch"
    )


@pytest.mark.parametrize("text", ["net.py", "net.py:", ":build", "net.py:a b"])
def test_what_names_no_code_is_refused(text):
    with pytest.raises(ModelFileError, match=r"^--arch .*: FILE.py:NAME was expected"):
        parse_architecture(text)


def test_a_path_may_hold_colons():
    assert parse_architecture("C:/nets/net.py:build").name == "build"
    assert parse_architecture("C:/nets/net.py:build").path.as_posix() == "C:/nets/net.py"


def test_a_file_without_weights_is_said(save, arch):
    assert refused(save({"epoch": 3}), arch("build")) == (
        "holds no tensors by name, where weights for net.py:build were expected."
    )


@pytest.mark.parametrize(
    ("code", "end"),
    [
        ("import sys\nsys.exit(0)\n", "SystemExit at line 2"),
        ("def build():\n    raise SystemExit(5)\n", "SystemExit at line 2"),
        (
            "import argparse\np = argparse.ArgumentParser()\np.add_argument('x')\np.parse_args()\n",
            "SystemExit at line 4",
        ),
    ],
)
def test_code_that_ends_the_program_is_said(save, trained, tmp_path, capsys, code, end):
    (tmp_path / "net.py").write_text(code)
    request = ArchitectureRequest(path=tmp_path / "net.py", name="build")
    assert refused(save(trained.state_dict()), request) == (
        f"net.py:build: it ended the program ({end}); code that builds the network and does nothing else was expected"
    )
