"""Files that ask Python to run something are refused by name, and nothing runs."""

import builtins
import os
import pickle
import pkgutil
import struct
import sys

import pytest
import torch
from torch import nn

HOW = (
    "Ask its owner for an exported program: program = torch.export.export(network.eval(), (rows,), "
    "dynamic_shapes=[{0: torch.export.Dim.DYNAMIC}]); torch.export.save(program, 'model.pt2'), rows being two or more "
    "rows of inputs; or name code that builds the network: --arch network.py:NAME."
)
pytestmark = pytest.mark.usefixtures("nothing_ran")


def _not_run(name: str) -> str:
    return f"asks Python to call {name}; it was not run. No network of standard layers needs it. {HOW}"


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_a_call_of_os_system_is_refused(save, refusal, calling, marker, protocol):
    path = save(calling(os.system, f"touch {marker}"), pickle_protocol=protocol)
    assert refusal(path) == _not_run("os.system")


@pytest.mark.parametrize("name", ["eval", "exec", "getattr", "__import__"])
def test_calls_of_builtins_are_refused(save, refusal, calling, marker, name):
    path = save(calling(getattr(builtins, name), f"open({str(marker)!r}, 'w')"))
    assert refusal(path) == _not_run(f"builtins.{name}")


def test_a_call_whose_result_is_thrown_away_is_refused(forge, refusal, data_pkl, network, marker):
    call = b"cpkgutil\nresolve_name\n(X\x09\x00\x00\x00os:systemtR0"
    assert refusal(forge(b"\x80\x02" + call + data_pkl(nn.ReLU())[2:])) == _not_run(pkgutil.__name__ + ".resolve_name")


def test_a_call_before_broken_bytes_is_refused(forge, refusal, calling, marker):
    payload = pickle.dumps(calling(os.system, f"touch {marker}"))[:-1] + b"\xff\xff\xff"
    assert refusal(forge(payload)).startswith("its pickle is damaged after byte ")


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        (b"(S'touch marker'\nios\nsystem\n.", "os.system"),  # INST
        (b"(cos\nsystem\nS'touch marker'\no.", "os.system"),  # OBJ
        (b"cos\nsystem\n(S'touch marker'\ntR.", "os.system"),  # protocol 0
        (b"\x80\x04\x8c\x05posix\x8c\x06system\x93\x8c\x01x\x85R.", "os.system"),  # STACK_GLOBAL
        (b"ccommands\ncall\n(S'x'\ntR.", "subprocess.call"),  # how Python 2 spells it
        (b"c__builtin__\nexecfile\n(S'x'\ntR.", "builtins.execfile"),
        (b"ctorch.hub\nload\n(S'x'\ntR.", "torch.hub.load"),
        (b"ctorch.storage\n_load_from_bytes\n(S'x'\ntR.", "torch.storage._load_from_bytes"),
        (b"cos\nsystem\n(tR(tR.", "os.system"),
    ],
)
def test_calls_are_named_however_they_are_written(forge, refusal, payload, name):
    assert refusal(forge(payload)) == _not_run(name)


def test_a_call_beside_good_weights_is_refused(save, refusal, calling, network, marker):
    checkpoint = {"model": network.state_dict(), "optimizer": calling(os.system, f"touch {marker}")}
    assert refusal(save(checkpoint)) == _not_run("os.system")


def test_a_call_in_the_old_format_is_not_run(save, refusal, calling, marker):
    path = save(calling(os.system, f"touch {marker}"), _use_new_zipfile_serialization=False)
    assert refusal(path).startswith(
        "this is a file in the format of torch.save before PyTorch 1.6, which cannot be opened"
    )


def test_a_replaced_forward_is_refused(save, refusal, network):
    network[1].__dict__["forward"] = nn.Tanh()
    assert refusal(save(network)) == (
        "1 (ReLU) has an attribute 'forward' of class torch.nn.modules.activation.Tanh; a number, a text or a tuple of "
        "them was expected."
    )


def test_an_attribute_that_hides_a_method_is_refused(save, refusal, network):
    network[1].__dict__["forward"] = 3
    assert refusal(save(network)) == (
        "1 (ReLU) has an attribute 'forward', which would hide what ReLU itself has under that name. Remove it and "
        "save the network again."
    )


@pytest.mark.parametrize("hooks", ["_forward_hooks", "_forward_pre_hooks", "_state_dict_hooks"])
def test_hooks_are_refused(save, refusal, network, hooks):
    getattr(network[1], hooks)[0] = len
    assert refusal(save(network)) == (
        f"1 (ReLU) carries hooks ({hooks}), which are code; none of it was run. Remove them and save the network again."
    )


def test_the_replacement_of_a_method_on_the_class_is_refused(save, refusal, calling):
    rebuild = torch._tensor._rebuild_from_type_v2
    path = save(calling(rebuild, nn.Identity, nn.Identity, (), {"forward": nn.Tanh()}))
    assert refusal(path) == _not_run("torch._tensor._rebuild_from_type_v2")


def test_giant_sizes_are_compared_with_the_weights_and_never_allocated(save, refusal, network):
    network[0].in_features = 2_000_000_000
    assert refusal(save(network)) == ("0.weight has the shape (3, 4); the layer's other values give (3, 2000000000).")


@pytest.mark.parametrize("size", [10**30, -1, 0, 4.0, True, "4", None])
def test_sizes_that_are_no_sizes_are_refused(save, refusal, network, size):
    network[0].in_features = size
    assert refusal(save(network)).startswith("0 (Linear) has ")


def test_layers_that_would_fill_the_memory_when_run_are_refused(save, refusal):
    assert refusal(save(nn.Upsample(size=10**6))) == (
        "the network itself (Upsample) has size 1000000; at most 1024 is accepted."
    )


def test_a_changed_value_that_the_constructor_would_not_make_is_refused(save, refusal):
    conv = nn.Conv1d(1, 1, 3)
    conv.transposed = True
    assert refusal(save(conv)) == (
        "the network itself (Conv1d) has transposed = True, but its other values give False. The file "
        "is damaged or forged."
    )


def test_a_network_that_contains_itself_is_refused(save, refusal, network):
    network._modules["3"] = network
    assert refusal(save(network)) == "3 contains itself; a network that ends was expected."


def test_a_deep_network_is_refused(save, refusal):
    network = nn.ReLU()
    for _ in range(60):
        network = nn.Sequential(network)
    assert refusal(save(network)) == f"its layers are nested more than 50 deep. {HOW}"


def test_a_small_file_that_runs_billions_of_layers_is_refused(save, refusal):
    network = nn.ReLU()
    for _ in range(40):
        network = nn.Sequential(network, network)
    assert refusal(save(network)).endswith(f"(Sequential) runs more than 10000 layers for one row. {HOW}")


@pytest.mark.parametrize("name", ["forward", "", "a.b", "training", "x" * 200, "a\n"])
def test_names_that_are_none_for_a_layer_are_refused(save, refusal, network, name):
    network._modules[name] = nn.Tanh()
    assert refusal(save(network)).endswith("inside, which is no name for a layer.")


def test_a_memo_index_of_billions_costs_nothing(forge, refusal):
    path = forge(b"\x80\x02Nr" + struct.pack("<I", 0xFFFFFFFF) + b".")
    assert refusal(path) == f"holds None, where a network was expected. {HOW}"


@pytest.mark.parametrize(
    "nested",
    [
        b"(" * 100_000 + b"t" * 100_000,
        b"]" * 100_000 + b"a" * 99_999,
        b")" + b"\x85" * 100_000,
        b"}" + b"".join(b"X\x01\x00\x00\x00a}" for _ in range(100_000)) + b"s" * 100_000,
        b"ccollections\nOrderedDict\n" + b"\x85)\x86" * 50_000,
    ],
)
@pytest.mark.slow
def test_nesting_without_end_is_refused(forge, refusal, nested):
    assert refusal(forge(b"\x80\x02" + nested + b".")).endswith(HOW)


def test_a_nested_key_is_refused_before_it_is_hashed(forge, refusal):
    path = forge(b"\x80\x02})" + b"\x85" * 100_000 + b"Ns.")
    assert refusal(path) == "its pickle has (a tuple of 1,) as the key of a dictionary; text or a number was expected."


@pytest.mark.slow
def test_nested_parameters_are_refused(forge, refusal):
    wrap = b"\x88)\x87R"
    data = b"\x80\x02" + b"ctorch._utils\n_rebuild_parameter\n" * 50_000 + b"N" + wrap * 50_000 + b"."
    assert refusal(forge(data)).startswith("holds a _rebuild_parameter, where a network was expected.")


def test_a_billion_laughs_cost_no_memory(forge, refusal):
    data = (
        b"\x80\x02]q\x00"
        + b"".join(b"](" + b"h" + bytes([i]) * 1 + (b"h" + bytes([i])) * 9 + b"eq" + bytes([i + 1]) for i in range(200))
        + b"."
    )
    assert refusal(forge(data)).endswith(HOW)


def test_integers_too_long_to_print_are_described(save, refusal, network):
    network[0].remark = 10**10_000
    assert refusal(save(network)) == (
        "0 (Linear) has an attribute 'remark' of an integer of 33220 bits, which is not a plain value of a layer."
    )


def test_control_characters_of_the_file_do_not_reach_the_terminal(forge, refusal):
    assert refusal(forge(b"c\x1b[2Jos\nsys\x07tem\n)R.")) == _not_run("?[2Jos.sys?tem")


@pytest.mark.skipif(sys.platform == "win32", reason="os.system is nt.system there")
def test_python_itself_would_have_run_it(calling, marker):
    """The payload of these tests is a live one."""
    pickle.loads(pickle.dumps(calling(marker.write_text, "ran")))
    assert marker.exists()
    marker.unlink()
