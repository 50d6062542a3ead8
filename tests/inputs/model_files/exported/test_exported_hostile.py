"""Exported programs that ask for more than arithmetic are refused by name, and nothing runs."""

import json
import os
import pickle
import struct
import zipfile

import pytest
import torch
from exported_files import CONSTANTS, MODEL, WEIGHTS, calling, edited, graph, member, named, node, rewritten

from yasenn_report.inputs.model_files import open_bytes
from yasenn_report.inputs.model_files.wording import HOW_TO_EXPORT

pytestmark = pytest.mark.usefixtures("nothing_ran")

FORGED = "The file is damaged or forged."
X, RELU = {"as_tensor": {"name": "x"}}, "node relu (torch.ops.aten.relu.default)"


@pytest.fixture
def payload(marker, calling):
    """A pickle that would make the marker."""
    return pickle.dumps(calling(os.system, f"touch {marker}"))


@pytest.fixture
def command(marker):
    """Python text that would make the marker."""
    return f"__import__('os').system('touch {marker}')"


def _meta(config, name="first.weight"):
    return config["config"][name]["tensor_meta"]


# 30 to 33: pickles


def test_a_pickled_weight_is_refused(sound, refused, payload):
    data = rewritten(sound, {"data/weights/weight_0": payload})
    data = edited(data, lambda config: config["config"]["first.weight"].update(use_pickle=True), WEIGHTS)
    assert refused(data) == (
        "first.weight is stored as a Python pickle (weight_0), which can ask Python to call anything; it was not read. Only "
        "plain tensors are audited."
    )


@pytest.mark.parametrize("path", ["opaque_obj_0", "custom_obj_0"])
@pytest.mark.parametrize("use_pickle", [True, False])
def test_an_opaque_object_is_refused(sound, refused, payload, path, use_pickle):
    entry = {"path_name": path, "is_param": False, "use_pickle": use_pickle, "tensor_meta": None}
    data = edited(sound, lambda config: config["config"].update(thing=entry), CONSTANTS)
    assert refused(rewritten(data, {f"data/constants/{path}": payload})) == (
        f"thing is stored as a Python pickle ({path}), which can ask Python to call anything; it was not read. Only plain "
        "tensors are audited."
    )


def test_pickled_sample_inputs_are_not_read(sound, payload):
    opened = open_bytes(rewritten(sound, {"data/sample_inputs/model.pt": payload}), "m.pt2")
    assert opened.run(torch.zeros(2, 5))["logits"].shape == (2, 3)


@pytest.mark.parametrize("folder", ["weights", "constants"])
def test_weights_of_the_old_layout_are_refused(sound, refused, payload, folder):
    assert refused(rewritten(sound, {f"data/{folder}/model.pt": payload})) == (
        f"stores its {folder} as a Python pickle (data/{folder}/model.pt), as older PyTorch did; it was not read. Use the "
        f"newest PyTorch. {HOW_TO_EXPORT}"
    )


# 34 and 35: texts that PyTorch evaluates


def test_a_formula_is_compared_and_never_evaluated(refused_edit, command):
    def edit(described):
        graph(described)["tensor_values"]["x"]["sizes"][0]["as_expr"]["expr_str"] = command

    assert refused_edit(edit).startswith(
        "its input x takes a number of rows that follows a formula, __import__('os').system("
    )


def test_formulas_of_other_values_are_not_read(sound, command):
    def edit(described):
        graph(described)["tensor_values"]["relu"]["sizes"][0]["as_expr"]["expr_str"] = command
        graph(described)["sym_int_values"]["s"] = {"as_expr": {"expr_str": command, "hint": None}}

    assert open_bytes(edited(sound, edit), "m.pt2").notes == ()


def test_conditions_in_python_are_not_run_and_are_mentioned(sound, command):
    opened = open_bytes(edited(sound, lambda described: described.update(guards_code=[command])), "m.pt2")
    opened.run(torch.zeros(2, 5))
    assert opened.notes == ("The file has 1 condition on its inputs as Python text, which was not run.",)


# 36 and 38: calls


@pytest.mark.parametrize(
    "target",
    [
        "torch.serialization.os.system",
        "os.system",
        "builtins.eval",
        "torch.ops.higher_order.wrap_with_set_grad_enabled",
        "torch.ops.prims.add.default",
        "torch.ops.aten.relu",
        "torch.ops.aten.relu.default.__call__",
        "torch.ops.aten.relu.default\n",
        "torch.ops.aten._dir.__class__.x",
        "_operator.attrgetter",
        "_operator.pow",
        "",
    ],
)
def test_a_call_outside_the_tables_is_refused_by_name(refused_edit, marker, target):
    edit = calling(target, named("self", {"as_string": f"touch {marker}"}))
    assert refused_edit(edit) == (
        f"node relu asks Python to call {target.replace(chr(10), '?')}; it was not run. Only operators of torch.ops.aten are "
        "run here."
    )


@pytest.mark.parametrize(
    "name",
    [
        "as_strided",
        "from_file",
        "save",
        "set_",
        "resize_",
        "rand_like",
        "bernoulli",
        "multinomial",
        "empty",
        "__class__",
    ]
    + ["lstm", "linear_", "relu__", "item", "_local_scalar_dense", "nonzero", "exponential_", "record_stream"],
)
def test_operators_that_are_not_listed_are_refused_by_name(refused_edit, name):
    assert refused_edit(calling(f"torch.ops.aten.{name}.default", named("self", X))) == (
        f"node relu uses the operator {name}, which is not among the operators that are run here; it was not run."
    )


def test_an_overload_that_does_not_exist_is_refused(refused_edit):
    assert refused_edit(calling("torch.ops.aten.relu.__init__", named("self", X))) == (
        f"node relu uses torch.ops.aten.relu.__init__, an overload that this PyTorch ({torch.__version__}) does not have."
    )


def test_an_overload_that_writes_into_its_argument_is_refused(refused_edit):
    edit = calling("torch.ops.aten.relu.out", named("self", X), named("out", X))
    assert refused_edit(edit) == (
        "node relu uses aten::relu.out, which writes into a tensor that it is given; no program needs it."
    )


# 37 and 15, 16: where the numbers lie


@pytest.mark.parametrize(
    "path", ["../../../etc/passwd", "/etc/passwd", "weight_0/../weight_1", "weight_", "tensor_0", ""]
)
def test_a_weight_elsewhere_is_refused(refused_edit, path):
    def edit(config):
        config["config"]["first.weight"]["path_name"] = path

    assert refused_edit(edit, WEIGHTS) == f"first.weight lies in {path}; a name like weight_0 was expected. {FORGED}"


def test_a_weight_whose_member_is_missing_is_refused(sound, refused):
    assert refused(rewritten(sound, {"data/weights/weight_0": None})) == (
        "has no member data/weights/weight_0, which its contents refer to. Copy the file again, or ask its owner for a new "
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


# 17: JSON


@pytest.mark.parametrize("name", [MODEL, WEIGHTS])
def test_deep_json_is_refused(sound, refused, name):
    assert refused(rewritten(sound, {name: b"[" * 100_000 + b"]" * 100_000})) == (
        f"member {name} is nested too deeply; no program needs it. {FORGED}"
    )


def test_a_long_integer_is_refused(sound, refused):
    text = member(sound, MODEL).replace(b'"major": 8', b'"major": ' + b"9" * 5000)
    assert refused(rewritten(sound, {MODEL: text})) == (
        f"member models/model.json has an integer of 5000 digits; no program needs it. {FORGED}"
    )


def test_a_key_twice_is_refused(sound, refused):
    text = member(sound, MODEL).replace(b'"major": 8', b'"major": 8, "major": 9')
    assert refused(rewritten(sound, {MODEL: text})) == (
        "member models/model.json has the key 'major' twice in one object, so it can be read in two ways."
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "is no JSON (Expecting value: line 1 column 1 (char 0))"),
        (b"\xff\xfe{\x00}\x00", "is no UTF-8 text"),
        (b"{", "is no JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))"),
    ],
)
def test_text_that_is_no_json_is_refused(sound, refused, text, message):
    assert refused(rewritten(sound, {MODEL: text})) == f"member models/model.json {message}. {FORGED}"


def test_json_of_something_else_is_refused(sound, refused):
    assert refused(rewritten(sound, {MODEL: b"[]"})) == f"its program is a list; a JSON object was expected. {FORGED}"


# 18 to 21, 39, 40, 43: the archive


def test_compiled_code_beside_the_program_is_refused(sound, refused):
    message = refused(rewritten(sound, {"data/aotinductor/model/model.so": b"\x7fELF"}))
    assert message.startswith("this is an AOTInductor package, which is machine code, which cannot be opened")


def test_two_programs_in_one_archive_are_refused(sound, refused):
    assert refused(rewritten(sound, {"models/other.json": b"{}"})) == (
        "holds 2 programs (model, other); one was expected. Export each into a file of its own."
    )


def test_an_archive_without_a_program_is_refused(sound, refused):
    assert refused(rewritten(sound, {MODEL: None})) == f"holds no program under models/. {HOW_TO_EXPORT}"


def test_the_layout_of_older_pytorch_is_refused(sound, refused):
    data = rewritten(sound, {MODEL: None, "serialized_exported_program.json": b"{}"})
    assert refused(data) == (
        "is laid out as torch.export.save of PyTorch 2.7 and older did, which is not read. Use the newest PyTorch. "
        + HOW_TO_EXPORT
    )


@pytest.mark.parametrize("version", [{"major": 9, "minor": 1}, {"major": 7, "minor": 3}])
def test_another_schema_is_refused(refused_edit, version):
    assert refused_edit(lambda described: described.update(schema_version=version)) == (
        f"its program is written in version {version['major']}.{version['minor']} of torch.export's schema; version 8 was "
        f"expected, which PyTorch 2.13 writes. {HOW_TO_EXPORT}"
    )


def test_a_member_twice_is_refused(sound, refused, tmp_path):
    (tmp_path / "m.pt2").write_bytes(sound)
    with zipfile.ZipFile(tmp_path / "m.pt2", "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(f"{archive.namelist()[0].partition('/')[0]}/{MODEL}", b"{}")
    assert "models/model.json twice, so it can be read in two ways." in refused((tmp_path / "m.pt2").read_bytes())


def test_two_root_folders_are_refused(sound, refused, tmp_path):
    (tmp_path / "m.pt2").write_bytes(sound)
    with zipfile.ZipFile(tmp_path / "m.pt2", "a") as archive:
        archive.writestr(f"other/{MODEL}", b"{}")
    assert refused((tmp_path / "m.pt2").read_bytes()) == (
        "has 2 root folders; a file of torch.export.save has one. Copy the file again, or ask its owner for a new one."
    )


def test_a_compressed_member_is_refused(sound, refused, tmp_path):
    (tmp_path / "m.pt2").write_bytes(rewritten(sound, {MODEL: None}))
    with zipfile.ZipFile(tmp_path / "m.pt2", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{archive.namelist()[0].partition('/')[0]}/{MODEL}", b" " * 10**7)
    assert refused((tmp_path / "m.pt2").read_bytes()) == (
        "member models/model.json is compressed, which torch.export.save never does. Use the file as torch.export.save wrote "
        "it."
    )


def test_a_member_outside_the_archive_is_refused(sound, refused):
    assert refused(rewritten(sound, {"../x": b""})).startswith(
        "has a member archive/../x that points outside the archive."
    )


def test_a_wrong_checksum_is_refused(sound, refused):
    weight = member(sound, "data/weights/weight_0")
    assert sound.count(weight) == 1
    assert refused(sound.replace(weight, struct.pack("<f", 1.0) + weight[4:])).startswith(
        "member data/weights/weight_0 is damaged (Bad CRC-32 for file"
    )


# The graph


def test_a_value_that_is_not_computed_yet_is_refused(refused_edit):
    edit = calling("torch.ops.aten.relu.default", named("self", {"as_tensor": {"name": "linear_2"}}))
    assert refused_edit(edit) == f"{RELU} reads linear_2, which no node before it computes. {FORGED}"


def test_a_value_computed_twice_is_refused(refused_edit):
    def edit(described):
        node(described, "relu")["outputs"] = [{"as_tensor": {"name": "linear"}}]

    assert refused_edit(edit) == f"{RELU} computes linear a second time. {FORGED}"


def test_a_weight_computed_anew_is_refused(refused_edit):
    def edit(described):
        node(described, "relu")["outputs"] = [{"as_tensor": {"name": "p_first_weight"}}]

    assert refused_edit(edit) == f"{RELU} computes p_first_weight a second time. {FORGED}"


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        ([], f"lacks the argument self, which the operator needs. {FORGED}"),
        ([named("self", X), named("other", X)], "has an argument other, which the operator does not take."),
    ],
)
def test_arguments_that_do_not_fit_the_operator_are_refused(refused_edit, inputs, message):
    assert refused_edit(calling("torch.ops.aten.relu.default", *inputs)) == f"{RELU} {message}"


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ({}, f" has 0 entries; one was expected, which says of what kind it is. {FORGED}"),
        ({"as_graph": {"name": "g", "graph": {}}}, " is of the kind as_graph, which is not run here."),
        ({"as_custom_obj": {"name": "g", "class_fqn": "x"}}, " is of the kind as_custom_obj, which is not run here."),
        ({"as_operator": "os.system"}, " is of the kind as_operator, which is not run here."),
        ({"as_int": 2**64}, f" is {2**64}; a whole number from -{2**63} to 2^63 - 1 was expected. {FORGED}"),
        ({"as_bool": 1}, f" is 1; true or false was expected. {FORGED}"),
        ({"as_float": "1.5"}, f" is 1.5; a whole number was expected. {FORGED}"),
        ({"as_string": 5}, f" is 5; a text was expected. {FORGED}"),
        ({"as_tensor": "x"}, f" is x; a JSON object was expected. {FORGED}"),
        ({"as_tensors": X}, f" is a dict; a list was expected. {FORGED}"),
        ({"as_ints": [0] * 100_001}, f" lists 100001 values; at most 100000 are read. {FORGED}"),
        ({"as_scalar_type": 0}, " has the number type 0 of torch.export, which is not read here."),
        ({"as_memory_format": 9}, f" has the memory format 9; 1 to 4 were expected. {FORGED}"),
        ({"as_layout": 2}, " has the memory layout 2; only dense tensors (7) are run here."),
        (
            {"as_sym_int": {"as_expr": "1"}},
            f" is of the kind as_expr; a number or the name of one was expected. {FORGED}",
        ),
    ],
)
def test_arguments_that_are_no_values_are_refused(refused_edit, argument, message):
    edit = calling("torch.ops.aten.relu.default", named("self", argument))
    assert refused_edit(edit) == f"node relu: self{message}"


def test_an_argument_twice_is_refused(refused_edit):
    edit = calling("torch.ops.aten.relu.default", named("self", X), named("self", X))
    assert refused_edit(edit) == f"node relu has the argument self twice. {FORGED}"


def test_results_that_the_operator_does_not_have_are_refused(refused_edit):
    edit = calling("torch.ops.aten.relu.default", named("self", X), returns=2)
    assert refused_edit(edit) == f"{RELU} names 2 results; the operator has 1. {FORGED}"


def test_a_giant_graph_is_refused(refused_edit):
    def edit(described):
        graph(described)["nodes"] = [0] * 100_001

    assert refused_edit(edit) == "its graph has 100001 nodes; at most 100000 are run."


def test_a_graph_and_a_signature_that_differ_are_refused(refused_edit):
    assert refused_edit(lambda described: graph(described)["outputs"].pop()) == (
        f"its graph and its signature name different outputs, so it can be read in two ways. {FORGED}"
    )
    assert refused_edit(lambda described: graph(described)["inputs"].pop()) == (
        f"its graph and its signature name different inputs, so it can be read in two ways. {FORGED}"
    )
