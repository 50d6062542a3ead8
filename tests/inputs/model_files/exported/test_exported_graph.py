"""Nodes that do not fit together are refused before any of them runs."""

import pytest
from exported_files import calling, graph, named, node

pytestmark = pytest.mark.usefixtures("nothing_ran")
FORGED = "The file is damaged or forged."
X = {"as_tensor": {"name": "x"}}
RELU = "node relu (torch.ops.aten.relu.default)"


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
