"""Weights are read within the bounds of their members."""

import json

import pytest
from exported_files import CONSTANTS, WEIGHTS, edited, graph, member, rewritten

pytestmark = pytest.mark.usefixtures("nothing_ran")
FORGED = "The file is damaged or forged."


def _meta(config, name="first.weight"):
    return config["config"][name]["tensor_meta"]


@pytest.mark.parametrize(
    "path", ["../../../etc/passwd", "/etc/passwd", "weight_0/../weight_1", "weight_", "tensor_0", ""]
)
def test_a_weight_elsewhere_is_refused(refused_edit, path):
    def edit(config):
        config["config"]["first.weight"]["path_name"] = path

    assert refused_edit(edit, WEIGHTS) == f"first.weight lies in {path}; a name like weight_0 was expected. {FORGED}"


def test_a_weight_whose_member_is_missing_is_refused(sound, refused):
    assert refused(rewritten(sound, {"data/weights/weight_0": None})) == (
        "has no member data/weights/weight_0, which its contents refer to. Copy the file again, or ask its owner for "
        "a new "
        "one."
    )


def test_a_truncated_weight_is_refused(sound, refused):
    data = rewritten(sound, {"data/weights/weight_0": member(sound, "data/weights/weight_0")[:-4]})
    assert refused(data) == (
        f"first.weight reaches to number 40 of member data/weights/weight_0, which has 39. {FORGED}"
    )


def test_a_weight_cut_within_a_number_is_refused(sound, refused):
    data = rewritten(sound, {"data/weights/weight_0": member(sound, "data/weights/weight_0")[:-1]})
    assert refused(data) == (
        f"first.weight needs numbers of 4 bytes from member data/weights/weight_0, which has 159 bytes. {FORGED}"
    )


def test_an_empty_weight_is_not_taken_for_zeros(sound, refused):
    assert refused(rewritten(sound, {"data/weights/weight_0": b""})) == (
        f"first.weight reaches to number 40 of member data/weights/weight_0, which has 0. {FORGED}"
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"sizes": [{"as_int": 9}, {"as_int": 5}]},
            "reaches to number 45 of member data/weights/weight_0, which has 40",
        ),
        ({"storage_offset": {"as_int": 1}}, "reaches to number 41 of member data/weights/weight_0, which has 40"),
        (
            {"storage_offset": {"as_int": -1}},
            "its offset is -1; a whole number from 0 to 2^63 - 1 was expected",
        ),
        (
            {"strides": [{"as_int": -5}, {"as_int": 1}]},
            "its stride is -5; a whole number from 0 to 2^63 - 1 was expected",
        ),
        (
            {"sizes": [{"as_int": 2**63}, {"as_int": 5}]},
            "its size is 9223372036854775808; a whole number from 0 to 2^63 - 1 was expected",
        ),
        ({"sizes": [{"as_int": True}, {"as_int": 5}]}, "its size is True; a whole number was expected"),
        (
            {"sizes": [{"as_expr": {"expr_str": "s0"}}, {"as_int": 5}]},
            "its size has an entry of the kind as_expr; plain numbers were expected",
        ),
        ({"sizes": None}, "its size is None; a list was expected"),
        ({"sizes": [{"as_int": 40}]}, "has 1 sizes and 2 strides; as many of each were expected, at most 8"),
        ({"dtype": "7"}, "dtype is 7; a whole number was expected"),
    ],
)
def test_a_weight_outside_its_member_is_refused(refused_edit, change, message):
    joint = " " if message.startswith(("reaches", "has 1")) else ": "
    assert (
        refused_edit(lambda config: _meta(config).update(change), WEIGHTS) == f"first.weight{joint}{message}. {FORGED}"
    )


def test_a_weight_that_repeats_its_numbers_is_refused(refused_edit):
    change = {"sizes": [{"as_int": 2**40}, {"as_int": 5}], "strides": [{"as_int": 0}, {"as_int": 1}]}
    assert refused_edit(lambda config: _meta(config).update(change), WEIGHTS) == (
        "first.weight unfolds 40 numbers into 5497558138880, which no layer needs."
    )


def test_many_views_of_one_member_are_refused(sound, refused):
    def view(config):
        for shift in range(6):
            config["config"][f"view.{shift}"] = json.loads(json.dumps(config["config"]["first.bias"]))
            _meta(config, f"view.{shift}").update(sizes=[{"as_int": 100_000 - shift}])

    def name(described):
        for shift in range(6):
            argument = {"name": f"v{shift}"}
            graph(described)["inputs"].append({"as_tensor": argument})
            spec = {"parameter": {"arg": argument, "parameter_name": f"view.{shift}"}}
            described["graph_module"]["signature"]["input_specs"].append(spec)

    data = rewritten(sound, {"data/weights/weight_1": bytes(400_000)})
    assert refused(edited(edited(data, view, WEIGHTS), name)) == (
        "view.4: the tensors unfold to more than 4 times the file's size."
    )


@pytest.mark.parametrize("number", [0, 9, 14, 29, 99, -1, 2**70])
def test_an_unknown_type_of_numbers_is_refused(refused_edit, number):
    assert refused_edit(lambda config: _meta(config).update(dtype=number), WEIGHTS) == (
        f"first.weight has the number type {number} of torch.export, which is not read here."
    )


def test_another_layout_in_memory_is_refused(refused_edit):
    assert refused_edit(lambda config: _meta(config).update(layout=1), WEIGHTS) == (
        "first.weight has the memory layout 1; only dense tensors (7) are read here."
    )


def test_one_member_as_two_types_is_refused(refused_edit):
    def edit(config):
        config["config"]["first.bias"]["path_name"] = "weight_0"
        _meta(config, "first.bias")["dtype"] = 5

    assert refused_edit(edit, WEIGHTS) == (
        "first.bias reads member data/weights/weight_0 as torch.int64, other tensors read it otherwise."
    )


def test_a_weight_that_is_a_constant_too_is_refused(sound, refused):
    assert refused(rewritten(sound, {CONSTANTS: member(sound, WEIGHTS).replace(b"weight_", b"tensor_")})) == (
        "first.weight is among the weights and the constants, so it can be read in two ways."
    )


def test_a_program_without_its_weight_is_refused(refused_edit):
    assert refused_edit(lambda config: config["config"].pop("head.bias"), WEIGHTS) == (
        f"the program reads head.bias, which is not among its weights. {FORGED}"
    )
