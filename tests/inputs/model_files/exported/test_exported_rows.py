"""The rows that a program takes: shape, type, and how many at once."""

import pytest
import torch
from exported_files import edited, graph
from exported_networks import saved
from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files import open_bytes


def test_rows_of_another_shape_or_type_are_refused(sound):
    opened = open_bytes(sound, "m.pt2")
    for rows in (torch.zeros(3, 4), torch.zeros(3, 5, 1), torch.zeros(3, 5, dtype=torch.float64), torch.tensor(1.0)):
        with pytest.raises(
            ModelFileError, match=r"^takes rows of the shape \(5,\) and the type torch\.float32; rows of "
        ):
            opened.run(rows)


def test_another_number_of_rows_than_the_fixed_one_is_refused(file_of):
    opened = open_bytes(file_of("residual", free=False), "m.pt2")
    with pytest.raises(ModelFileError, match=r"^takes 4 to 4 rows at once; 5 were given\.$"):
        opened.run(torch.zeros(5, 5))


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, None, (1, None)),
        (1, 64, (1, 64)),
        (2, 1000, (2, 1000)),
        (None, 2**63 - 1, (1, None)),
        (None, None, (1, None)),
    ],
)
def test_the_limits_of_the_number_of_rows_are_read(sound, low, high, expected):
    def edit(described):
        (limits,) = described["range_constraints"].values()
        limits.update(min_val=low, max_val=high)

    opened = open_bytes(edited(sound, edit), "m.pt2")
    assert (opened.fewest_rows, opened.most_rows) == expected


def test_limits_that_contradict_each_other_are_refused(refused_edit):
    def edit(described):
        (limits,) = described["range_constraints"].values()
        limits.update(min_val=9, max_val=3)

    assert refused_edit(edit) == (
        "its input x takes at least 9 and at most 3 rows at once. The file is damaged or forged."
    )


def test_several_inputs_are_refused_with_their_shapes(refused):
    class Two(nn.Module):
        def forward(self, x, mask):
            return x * mask

    program = torch.export.export(Two().eval(), (torch.zeros(3, 5), torch.zeros(3, 5)))
    assert refused(saved(program)) == (
        "takes 2 inputs (x (3, 5), mask (3, 5)); one tensor of rows is given here. Export it again behind a forward "
        "that takes "
        "one tensor and splits it."
    )


def test_an_input_that_was_none_when_exported_stays_none():
    class Masked(nn.Module):
        def forward(self, x, mask=None):
            return x + 1 if mask is None else x

    opened = open_bytes(saved(torch.export.export(Masked().eval(), (torch.zeros(3, 5), None))), "m.pt2")
    assert torch.equal(opened.run(torch.zeros(3, 5)), torch.ones(3, 5))


def test_a_second_dimension_that_varies_is_refused(refused):
    net = nn.Sequential(nn.ReLU(), nn.Tanh()).eval()
    free = torch.export.Dim.DYNAMIC
    program = torch.export.export(net, (torch.zeros(3, 5),), dynamic_shapes=({0: free, 1: free},))
    assert refused(saved(program)) == (
        "its input input has the shape (any, any); only the number of rows, its first dimension, may vary."
    )


def test_a_number_is_no_input(refused_edit):
    assert refused_edit(lambda described: graph(described)["tensor_values"]["x"].update(sizes=[])) == (
        "its input x has 0 dimensions; rows in the first dimension were expected."
    )
