"""Exported programs that ask for more than arithmetic are refused by name, and nothing runs."""

import os
import pickle

import pytest
import torch
from exported_files import CONSTANTS, WEIGHTS, calling, edited, graph, named, rewritten

from yasenn_report.inputs.model_files import open_bytes
from yasenn_report.inputs.model_files.wording import HOW_TO_EXPORT

pytestmark = pytest.mark.usefixtures("nothing_ran")
X = {"as_tensor": {"name": "x"}}


@pytest.fixture
def payload(marker, calling):
    """A pickle that would make the marker."""
    return pickle.dumps(calling(os.system, f"touch {marker}"))


@pytest.fixture
def command(marker):
    """Python text that would make the marker."""
    return f"__import__('os').system('touch {marker}')"


def test_a_pickled_weight_is_refused(sound, refused, payload):
    data = rewritten(sound, {"data/weights/weight_0": payload})
    data = edited(data, lambda config: config["config"]["first.weight"].update(use_pickle=True), WEIGHTS)
    assert refused(data) == (
        "first.weight is stored as a Python pickle (weight_0), which can ask Python to call anything; it was not "
        "read. Only "
        "plain tensors are audited."
    )


@pytest.mark.parametrize("path", ["opaque_obj_0", "custom_obj_0"])
@pytest.mark.parametrize("use_pickle", [True, False])
def test_an_opaque_object_is_refused(sound, refused, payload, path, use_pickle):
    entry = {"path_name": path, "is_param": False, "use_pickle": use_pickle, "tensor_meta": None}
    data = edited(sound, lambda config: config["config"].update(thing=entry), CONSTANTS)
    assert refused(rewritten(data, {f"data/constants/{path}": payload})) == (
        f"thing is stored as a Python pickle ({path}), which can ask Python to call anything; it was not read. Only "
        "plain "
        "tensors are audited."
    )


def test_pickled_sample_inputs_are_not_read(sound, payload):
    opened = open_bytes(rewritten(sound, {"data/sample_inputs/model.pt": payload}), "m.pt2")
    assert opened.run(torch.zeros(2, 5))["logits"].shape == (2, 3)


@pytest.mark.parametrize("folder", ["weights", "constants"])
def test_weights_of_the_old_layout_are_refused(sound, refused, payload, folder):
    assert refused(rewritten(sound, {f"data/{folder}/model.pt": payload})) == (
        f"stores its {folder} as a Python pickle (data/{folder}/model.pt), as older PyTorch did; it was not read. Use "
        "the "
        f"newest PyTorch. {HOW_TO_EXPORT}"
    )


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


@pytest.mark.parametrize(
    "target",
    [
        "torch.serialization.os.system",
        "os.system",
        "builtins.eval",
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
        f"node relu asks Python to call {target.replace(chr(10), '?')}; it was not run. Only operators of "
        "torch.ops.aten are "
        "run here."
    )


FILES, MEMORY, RANDOM = (
    " (it reads or writes files)",
    " (it reaches outside a tensor's own memory)",
    " (it draws at random)",
)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("as_strided", MEMORY),
        ("from_file", FILES),
        ("save", FILES),
        ("set_", MEMORY),
        ("resize_", MEMORY),
        ("rand_like", RANDOM),
        ("bernoulli", RANDOM),
        ("multinomial", RANDOM),
        ("exponential_", RANDOM),
        ("empty", ""),
        ("__class__", ""),
        ("linear_", ""),
        ("relu__", ""),
        ("item", ""),
        ("_local_scalar_dense", ""),
        ("nonzero", ""),
        ("record_stream", ""),
    ],
)
def test_operators_that_are_not_listed_are_refused_by_name(refused_edit, name, why):
    assert refused_edit(calling(f"torch.ops.aten.{name}.default", named("self", X))) == (
        f"node relu uses the operator {name}, which is not among the operators that are run here{why}; it was not run."
    )


def test_an_overload_that_does_not_exist_is_refused(refused_edit):
    assert refused_edit(calling("torch.ops.aten.relu.__init__", named("self", X))) == (
        f"node relu uses torch.ops.aten.relu.__init__, an overload that this PyTorch ({torch.__version__}) does not "
        "have."
    )


def test_an_overload_that_writes_into_its_argument_is_refused(refused_edit):
    edit = calling("torch.ops.aten.relu.out", named("self", X), named("out", X))
    assert refused_edit(edit) == (
        "node relu uses aten::relu.out, which writes into a tensor that it is given; no program needs it."
    )
