"""Networks of many architectures come back from torch.export's files with the outputs that they had."""

import pytest
import torch
from exported_networks import BATCH, EXAMPLES, network
from torch.utils._pytree import tree_leaves

from yasenn_report.inputs.model_files import open_bytes

FAST = ("mlp", "residual", "images")
NAMES = [name if name in FAST else pytest.param(name, marks=pytest.mark.slow) for name in EXAMPLES]


def _assert_equal(opened, name, rows):
    x = EXAMPLES[name].draw(rows)
    with torch.inference_mode():
        expected, found = network(name)(x.clone()), opened.run(x.clone())
    assert len(tree_leaves(found)) == len(tree_leaves(expected))
    for one, other in zip(
        tree_leaves(found), tree_leaves(tuple(expected) if name == "named_tuple" else expected), strict=True
    ):
        assert one.shape == other.shape
        torch.testing.assert_close(one, other, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_any_number_of_rows_is_run_where_the_file_leaves_it_free(file_of, name):
    opened = open_bytes(file_of(name), "m.pt2")
    assert (opened.fewest_rows, opened.most_rows) == (1, None)
    for rows in (7, 300, 1):
        _assert_equal(opened, name, rows)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_for_a_fixed_number_of_rows_says_so_and_runs_them(file_of, name):
    opened = open_bytes(file_of(name, free=False), "m.pt2")
    assert (opened.fewest_rows, opened.most_rows) == (BATCH, BATCH)
    _assert_equal(opened, name, BATCH)


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_programs_of_core_operators_give_the_same(file_of, name):
    opened = open_bytes(file_of(name, decomposed=True), "m.pt2")
    for rows in (7, 300):
        _assert_equal(opened, name, rows)


@pytest.mark.parametrize("name", NAMES)
def test_weights_have_the_names_and_the_numbers_of_the_network(file_of, name):
    opened, original = open_bytes(file_of(name), "m.pt2"), network(name)
    assert opened.parameters == sum(parameter.numel() for parameter in original.parameters())
    for path, parameter in original.named_parameters():
        assert torch.equal(opened.weights[path], parameter)


@pytest.mark.parametrize("name", NAMES)
def test_the_shape_and_the_type_of_a_row_are_stated(file_of, name):
    opened, row = open_bytes(file_of(name), "m.pt2"), EXAMPLES[name].draw(1)
    assert opened.input_shape == tuple(row.shape[1:])
    assert opened.inputs == row.numel()
    assert opened.dtype == row.dtype
