"""What the page says of comparisons, on values written by hand."""

from dataclasses import replace

import pytest
from records import NONE, binary, measured

from yasenn_report.record.measured import Measured
from yasenn_report.report.view.comparisons import conclude, input_rivals, layer_rivals


@pytest.mark.parametrize(
    ("gain", "said"),
    [
        (measured(0.02, 0.01, 0.03), "the partitions are better"),
        (measured(-0.02, -0.03, -0.01), "the partitions are worse"),
        (measured(0.02, -0.01, 0.05), "no difference can be told"),
        (measured(0.0, 0.0, 0.0), "no difference can be told"),
        (NONE, "not compared"),
    ],
)
def test_a_comparison_says_what_its_interval_says(gain: Measured, said: str) -> None:
    assert conclude(gain) == said


def test_rivals_on_inputs_come_in_order_whatever_that_of_the_record() -> None:
    record = binary()
    turned = replace(record, fidelity=replace(record.fidelity, rivals=record.fidelity.rivals[::-1]))
    for one in (record, turned):
        assert [row.name for row in input_rivals(one)] == [
            "a decision tree with 3 leaves, as many as there are partitions",
            "a decision tree of any size",
            "100 boosted trees of 31 leaves (LightGBM)",
        ]


def test_layers_come_in_the_other_order_and_probes_from_the_input() -> None:
    record = binary()
    probes = ["a linear model of hidden layer 1", "a linear model of hidden layer 2"]
    assert [row.name for row in layer_rivals(record)] == [
        "codes distilled backward, up to hidden layer 2",
        "codes distilled backward, up to hidden layer 1",
        *probes,
    ]
    backward = replace(record, fidelity=replace(record.fidelity, order="backward"))
    assert [row.name for row in layer_rivals(backward)] == [
        "codes distilled forward, up to hidden layer 1",
        "codes distilled forward, up to hidden layer 2",
        *probes,
    ]
