"""Printed thresholds part the same values as the exact ones."""

import random

import pytest

from yasenn_report.report.view.thresholds import thresholds


@pytest.mark.parametrize(
    ("values", "ends", "printed"),
    [
        ((25.000000000000004,), (0.0, 100.0), ("25",)),
        ((1 / 3,), (0.0, 1.0), ("0.333333",)),
        ((1234567.891,), (0.0, 2e6), ("1234568",)),
        ((1000.1234567,), (1000.0, 1001.0), ("1000.12346",)),
        ((-1e-14,), (-1.0, 1.0), ("0",)),
        ((0.000123456789,), (0.0, 1000.0), ("0.000123457",)),
        ((25.0, 25.0000001), (0.0, 100.0), ("25", "25.0000001")),
        ((0.9999999,), (0.0, 1.0), ("0.9999999",)),
        ((5.0,), (5.0, 5.0), ("5",)),
    ],
)
def test_scaled_ones_have_as_many_digits_as_they_need(
    values: tuple[float, ...], ends: tuple[float, float], printed: tuple[str, ...]
) -> None:
    assert thresholds(values, ends, scaled=True) == printed


def test_those_of_the_file_have_all_digits() -> None:
    assert thresholds((0.30000000000000004, 1 / 3), (0.0, 1.0), scaled=False) == ("0.3", "0.333333333333333")


def test_two_thresholds_and_the_ends_keep_their_order() -> None:
    chance = random.Random(7)
    for _ in range(2000):
        low = chance.uniform(-1, 1) * 10 ** chance.randint(-6, 9)
        high = low + 10 ** chance.uniform(-3, 3) * max(abs(low), 1e-6)
        first, second = sorted(low + (high - low) * chance.random() for _ in range(2))
        printed = [float(text) for text in thresholds((first, second), (low, high), scaled=True)]
        assert low <= printed[0] <= printed[1] <= high
        assert (printed[0] < printed[1]) == (first < second)
        assert printed == pytest.approx([first, second], rel=1e-5, abs=1e-9 * (high - low))
