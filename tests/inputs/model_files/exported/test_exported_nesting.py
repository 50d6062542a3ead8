"""Outputs are named and nested as the network gave them."""

import pytest
import torch
from exported_files import edited

from yasenn_report.inputs.model_files import open_bytes


def test_the_outputs_keep_their_names_and_their_nesting(sound):
    found = open_bytes(sound, "m.pt2").run(torch.zeros(3, 5))
    assert list(found) == ["logits", "parts"]
    assert type(found["parts"]) is tuple
    assert type(found["parts"][1]) is list


@pytest.mark.slow
def test_a_named_tuple_becomes_a_dictionary(file_of):
    assert list(open_bytes(file_of("named_tuple"), "m.pt2").run(torch.zeros(3, 5))) == ["low", "high"]


def test_containers_of_somebodys_own_give_a_tuple_in_order_and_a_note(sound):
    def edit(described):
        signature = described["graph_module"]["module_call_graph"][0]["signature"]
        signature["out_spec"] = signature["out_spec"].replace("builtins.dict", "os.system")

    opened = open_bytes(edited(sound, edit), "m.pt2")
    found = opened.run(torch.zeros(3, 5))
    assert [tuple(one.shape) for one in found] == [(3, 3), (3, 2), (3,)]
    assert opened.notes == (
        "The outputs are nested in containers that are not rebuilt here; they are taken in their order.",
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('[\\"logits\\", \\"parts\\"]', '[\\"logits\\"]', "has a dictionary whose keys do not fit its 2 entries"),
        ('[\\"logits\\", \\"parts\\"]', '[\\"a\\", \\"a\\"]', "has a dictionary whose keys do not fit its 2 entries"),
        ('[\\"logits\\", \\"parts\\"]', '[\\"a\\", null]', "has a dictionary whose keys do not fit its 2 entries"),
        ('"type": "builtins.tuple"', '"type": null', "has places for 2; the program gives 3"),
        ("[1, {", "[1, [", "is no JSON (Expecting ',' delimiter: line 1 column 12 (char 11))"),
    ],
)
def test_a_nesting_that_does_not_fit_is_refused(refused_edit, old, new, message):
    def edit(described):
        signature = described["graph_module"]["module_call_graph"][0]["signature"]
        assert old in signature["out_spec"]
        signature["out_spec"] = signature["out_spec"].replace(old, new)

    assert refused_edit(edit) == f"the nesting of its outputs {message}. The file is damaged or forged."


def test_a_deep_nesting_is_refused(refused_edit):
    def edit(described):
        leaf = '{"type": "builtins.list", "context": "null", "children_spec": ['
        text = f"[1, {leaf * 40}{']}' * 40}]"
        described["graph_module"]["module_call_graph"][0]["signature"]["out_spec"] = text

    assert refused_edit(edit) == "the nesting of its outputs is more than 30 deep. The file is damaged or forged."
