"""What the page says of comparisons, stability and the choice, on values written by hand."""

import pytest
from fidelities import NONE

from yasenn_report.report.view.comparisons import conclude
from yasenn_report.yasenn.bounds import Estimate


def gain(low: float, value: float, high: float) -> Estimate:
    return Estimate(
        metric="loss",
        value=value,
        low=low,
        high=high,
        confidence=0.95,
        method="Student's t",
        scope="marginal",
        rows=100,
        effective_rows=100.0,
    )


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        (gain(0.01, 0.02, 0.03), "the partitions are better"),
        (gain(-0.03, -0.02, -0.01), "the partitions are worse"),
        (gain(-0.01, 0.02, 0.05), "no difference can be told"),
        (gain(0.0, 0.0, 0.0), "no difference can be told"),
        (NONE, "not compared"),
    ],
)
def test_a_comparison_says_what_its_interval_says(measured: Estimate, said: str) -> None:
    assert conclude(measured) == said
