"""The checks before an audit, on arrays written by hand."""

import numpy as np
import pytest
from numpy.typing import NDArray

from yasenn_report.preflight import (
    Alert,
    Stored,
    check_accuracy,
    check_columns,
    check_decisions,
    check_fit_rows,
    check_layers,
    check_outputs,
    check_ranges,
    check_repeats,
    join,
    summarise,
)
from yasenn_report.preflight.units import limits_of

PERCENT = "\N{NO-BREAK SPACE}%"
MEAN, SPREAD = np.array([10.0, -3.0, 0.01, 2000.0]), np.array([2.0, 1.0, 0.002, 150.0])
NAMES = ["age", "balance", "rate", "year"]
STORED: Stored = (MEAN, SPREAD**2)


def table(rows: int = 400, seed: int = 0) -> NDArray[np.float64]:
    """As the network stored it."""
    return MEAN + SPREAD * np.random.default_rng(seed).normal(size=(rows, 4))


def codes(alerts: list[Alert]) -> list[tuple[str, str]]:
    return [(alert.code, alert.severity) for alert in alerts]


def columns(features: NDArray[np.float64], stored: Stored | None = STORED) -> list[Alert]:
    return check_columns(features, NAMES, stored)


@pytest.mark.parametrize("rows", [50, 400, 5000])
def test_a_sound_table_is_sound(rows: int) -> None:
    assert columns(table(rows)) == []


def test_without_statistics_nothing_is_said() -> None:
    assert columns(table() * 100, None) == []
    assert columns(table() * 100, (MEAN[:2], SPREAD[:2])) == []
    assert columns(table()[:1] * 100) == []


def test_a_standardised_table_for_a_network_of_raw_columns() -> None:
    alerts = columns((table() - MEAN) / SPREAD)
    assert codes(alerts) == [("YR020", "high")]
    assert alerts[0].value == 1.0
    assert alerts[0].sentence.startswith("4 of 4 input columns cannot be what the network stored of its inputs: ")
    assert "'year' has mean " in alerts[0].sentence
    assert "where the network stored mean 2,000 and standard deviation 150" in alerts[0].sentence
    assert alerts[0].sentence.endswith(
        "The table looks standardised, and the network takes the columns as they were measured."
    )


def test_a_raw_table_for_a_network_of_standardised_columns() -> None:
    alerts = columns(table(), (np.zeros(4), np.ones(4)))
    assert codes(alerts) == [("YR020", "high")]
    assert alerts[0].sentence.endswith("The network takes standardised columns, and the table's are not.")


def test_a_table_between_0_and_1_for_either() -> None:
    low, high = table().min(axis=0), table().max(axis=0)
    scaled = (table() - low) / (high - low)
    assert codes(columns(scaled)) == [("YR020", "high")]
    assert codes(columns(scaled, (np.zeros(4), np.ones(4)))) == [("YR020", "high")]


@pytest.mark.parametrize("factor", [0.001, 0.01, 100, 1000])
def test_one_column_in_another_unit(factor: float) -> None:
    alerts = columns(table() * [1, 1, 1, factor])
    assert codes(alerts) == [("YR020", "high")]
    assert alerts[0].sentence.startswith("1 of 4 input columns cannot be what the network stored of its inputs: 'year'")


def test_ordinary_drift_of_every_column_is_none() -> None:
    assert columns(table() + 0.5 * SPREAD) == []
    assert columns(MEAN + 2 * (table() - MEAN)) == []


def test_two_swapped_columns_are_named() -> None:
    alerts = columns(table()[:, [1, 0, 2, 3]])
    assert codes(alerts) == [("YR021", "high")]
    assert alerts[0].sentence == (
        "2 input columns do not look as the network stored its inputs, but each looks as the network stored another "
        "input, so the order of the columns may be another than the network's. In the places of these, others fit: "
        "'balance' for 'age'; 'age' for 'balance'. Name the columns in that order by --features."
    )


@pytest.mark.parametrize("order", [[3, 2, 1, 0], [1, 2, 3, 0], [0, 2, 1, 3]])
def test_the_order_that_fits_is_found(order: list[int]) -> None:
    """`given[place]` is the column that stands at that place; the alert says which one should."""
    (alert,) = columns(table()[:, order])
    for place, column in enumerate(order):
        right = order.index(place)
        assert (f"{NAMES[right]!r} for {NAMES[place]!r}" in alert.sentence) == (column != place)


def test_alike_columns_fit_in_several_orders() -> None:
    mean, spread = np.array([10.0, 10.0, -3.0, -3.0]), np.array([2.0, 2.0, 1.0, 1.0])
    features = mean[[2, 3, 0, 1]] + spread[[2, 3, 0, 1]] * np.random.default_rng(0).normal(size=(400, 4))
    (alert,) = check_columns(features, NAMES, (mean, spread**2))
    assert alert.code == "YR021"
    assert alert.sentence.endswith("Several orders of 'age', 'balance', 'rate', 'year' would fit.")


def test_columns_that_were_standardised_cannot_be_told_apart() -> None:
    features = np.random.default_rng(0).normal(size=(400, 4))
    assert columns(features[:, ::-1], (np.zeros(4), np.ones(4))) == []


def test_a_column_that_the_network_saw_with_one_value() -> None:
    stored = (np.append(MEAN, 0.1), np.append(SPREAD**2, 0.0))
    same = np.column_stack([table(), np.full(400, np.float32(0.1))])
    assert check_columns(same, [*NAMES, "constant"], stored) == []
    assert codes(check_columns(same + np.array([0, 0, 0, 0, 1]), [*NAMES, "constant"], stored)) == [("YR020", "high")]


@pytest.mark.parametrize(
    ("operations", "limits"),
    [
        ("Linear(4, 8), Tanh", (-1.0, 1.0)),
        ("Linear(4, 8), BatchNorm1d, Sigmoid, Dropout", (0.0, 1.0)),
        ("Linear(4, 8), Tanh, LayerNorm", None),
        ("Linear(4, 8), ReLU6, Identity, AlphaDropout, Flatten", (0.0, 6.0)),
        ("Linear(4, 8), ReLU", None),
        ("Dropout", None),
    ],
)
def test_the_ends_of_a_layer_are_those_of_its_last_activation(
    operations: str, limits: tuple[float, float] | None
) -> None:
    assert limits_of(operations) == limits


def units(values: NDArray[np.float64], operations: str = "Linear(4, 4), ReLU") -> list[Alert]:
    """Folded over chunks, as a check does."""
    parts = [summarise(values[at : at + 7], operations) for at in range(0, len(values), 7)]
    return check_layers([join(parts)], ["hidden layer 1"], "row of the table")


def test_units_that_change_say_something() -> None:
    values = np.abs(np.random.default_rng(0).normal(size=(50, 4)))
    assert units(values) == []
    assert units(values * [0, 1, 1, 1]) == []


def test_half_of_the_units_dead_is_said() -> None:
    values = np.abs(np.random.default_rng(0).normal(size=(50, 4))) * [0, 1, 0, 1] + [0, 0, 2, 0]
    (alert,) = units(values)
    assert (alert.code, alert.severity, alert.value, alert.threshold) == ("YR022", "medium", 0.5, 0.5)
    assert alert.sentence == (
        f"2 of 4 units of hidden layer 1 (50.0{PERCENT}) tell these rows apart hardly or not at all: over every row of "
        "the table, 1 put out only zeros, 1 put out one value. Inputs of another scale than the network was fitted on "
        "can do this, and so can a layer with more units than were needed."
    )


def test_units_at_the_ends_of_their_range_are_saturated_even_if_they_jump() -> None:
    values = np.tanh(np.random.default_rng(0).normal(size=(50, 4)) * [1, 1000, 1000, 1000] + [0, 0, 5000, 0])
    values[:, 3] = np.where(np.arange(50) % 2, 0.999, -0.999)
    values[:, 1] = np.sign(values[:, 1])
    assert units(values) == []  # no Tanh: 1 of 4 is still, and jumps are no matter
    (alert,) = units(values, "Linear(4, 4), Tanh")
    assert (alert.code, alert.value) == ("YR022", 0.75)
    assert "3 of 4 units" in alert.sentence
    assert "1 put out one value, 2 stay at the ends of their range" in alert.sentence


@pytest.mark.parametrize(("value", "what"), [(0.0, "only zeros"), (3.0, "the same")])
def test_a_layer_that_nothing_passes(value: float, what: str) -> None:
    (alert,) = units(np.full((50, 4), value))
    assert (alert.code, alert.severity) == ("YR011", "medium")
    assert alert.sentence.startswith(f"Hidden layer 1 puts out {what} for every row of the table.")


def layers(*values: NDArray[np.float64]) -> list[tuple[str, str]]:
    """Code and title by layer, from what each layer puts out."""
    folded = [summarise(one, "Linear(4, 4), ReLU") for one in values]
    names = [f"hidden layer {place}" for place in range(1, len(values) + 1)]
    return [(alert.code, alert.title) for alert in check_layers(folded, names, "fit row")]


def test_every_layer_is_looked_at_until_one_lets_nothing_pass() -> None:
    lively = np.abs(np.random.default_rng(0).normal(size=(50, 4)))
    half, dead = lively * [0, 1, 0, 1], np.zeros((50, 4))
    assert layers(lively, lively, lively) == []
    assert layers(lively, half, half) == [
        ("YR022", "Much of hidden layer 2 says nothing"),
        ("YR022", "Much of hidden layer 3 says nothing"),
    ]
    assert layers(half, dead, dead) == [
        ("YR022", "Much of hidden layer 1 says nothing"),
        ("YR011", "Nothing passes hidden layer 2"),
    ]


def test_an_output_that_does_not_change() -> None:
    assert codes(check_outputs(np.full((9, 2), 0.5))) == [("YR009", "medium")]
    assert check_outputs(np.array([[0.5, 0.5], [0.5, 0.6]])) == []


def test_one_class_for_all_rows() -> None:
    (alert,) = check_decisions(np.ones(9, dtype=np.intp), ["no", "y\nes"])
    assert (alert.code, alert.severity) == ("YR007", "medium")
    assert alert.sentence == (
        "The network decides class y\\nes for all 9 rows; nothing here shows when it would decide otherwise."
    )
    assert check_decisions(np.array([0, 1]), ["no", "yes"]) == []


def test_a_network_that_answers_the_other_way_round_is_worse_than_a_constant() -> None:
    labels = np.repeat([0, 1], [60, 40])
    (alert,) = check_accuracy(1 - labels, labels, ["no", "yes"])
    assert (alert.code, alert.severity, alert.value, alert.threshold) == ("YR004", "high", 0.0, 0.6)
    assert alert.sentence == (
        f"The network agrees with the labels on 0{PERCENT} of 100 rows; always answering no would agree on "
        f"60.0{PERCENT}. The order of the classes, or of the input columns, may be swapped."
    )
    assert check_accuracy(labels, labels, ["no", "yes"]) == []


def test_the_bound_of_accuracy_is_exact() -> None:
    """9 of 9 differing rows: 0.0125 ** (1 / 9) = 0.61 is above a half; 6 of 6: 0.48 is not."""
    labels = np.zeros(100, dtype=np.intp)
    for worse, found in [(6, []), (9, ["YR004"])]:
        decisions = (np.arange(100) < worse).astype(np.intp)
        assert [alert.code for alert in check_accuracy(decisions, labels, ["no", "yes"])] == found


def test_rows_of_the_fit_data_in_the_holdout_are_counted_and_placed() -> None:
    fit, features = table(500, seed=1), table(200, seed=2)
    assert check_fit_rows(features, fit, np.arange(200), "train.csv") == []
    features[[3, 50, 60, 61, 62, 63, 64, 65, 66, 67]] = fit[:10]
    (alert,) = check_fit_rows(features, fit, np.arange(200) + 1000, "train.csv")
    assert (alert.code, alert.severity, alert.value) == ("YR023", "high", 0.05)
    assert alert.rows is not None
    assert np.flatnonzero(alert.rows).tolist() == [3, 50, 60, 61, 62, 63, 64, 65, 66, 67]
    assert alert.sentence == (
        f"10 rows of 200 (5.0{PERCENT}) have the very inputs of a row of train.csv: row 1,004, 1,051, 1,061, 1,062, "
        "1,063 and others. In the fit data itself, no row repeats another, so that chance does not explain it: what is "
        "measured on rows that the network was fitted on says little about others."
    )


def test_one_row_of_the_fit_data_is_said_more_softly() -> None:
    fit, features = table(500, seed=1), table(200, seed=2)
    features[7] = fit[3]
    (alert,) = check_fit_rows(features, fit, np.arange(200), "train.csv")
    assert (alert.code, alert.severity) == ("YR023", "medium")
    assert alert.sentence.startswith(f"1 row of 200 (0.5{PERCENT}) has the very inputs of a row of train.csv: row 8. ")


def test_coincidences_of_few_different_entries_are_called_so() -> None:
    rng = np.random.default_rng(0)
    fit, features = rng.integers(0, 3, (500, 3)).astype(float), rng.integers(0, 3, (200, 3)).astype(float)
    (alert,) = check_fit_rows(features, fit, np.arange(200), "train.csv")
    assert (alert.code, alert.severity, alert.title) == ("YR023", "low", "Rows that the fit data has too")
    assert alert.sentence.endswith(
        f"In the fit data itself, 100{PERCENT} of its own rows repeat another, so that chance can explain it."
    )


def test_minus_zero_is_zero() -> None:
    (alert,) = check_fit_rows(np.array([[-0.0, 1.0]]), np.array([[0.0, 1.0]]), np.arange(1), "train.csv")
    assert alert.value == 1.0


def test_rows_that_repeat_others() -> None:
    features = table(200)
    assert check_repeats(features) == []
    features[100] = features[7]
    assert check_repeats(features) == []  # fewer than one in a hundred
    features[[101, 150]] = features[[7, 3]]
    (alert,) = check_repeats(features)
    assert (alert.code, alert.severity, alert.value, alert.threshold) == ("YR024", "low", 0.015, 0.01)
    assert alert.rows is not None
    assert np.flatnonzero(alert.rows).tolist() == [100, 101, 150]
    assert alert.sentence.startswith(f"3 rows of 200 (1.5{PERCENT}) have the very inputs of an earlier row.")


def test_columns_beyond_the_range_of_the_fit_data() -> None:
    fit, features = table(500, seed=1), table(200, seed=2)
    assert check_ranges(features, fit, NAMES, "train.csv") == []
    assert check_ranges(features, fit[:1], NAMES, "train.csv") == []
    features[:30, 0] = 99.0
    (alert,) = check_ranges(features, fit, NAMES, "train.csv")
    assert (alert.code, alert.severity, alert.value) == ("YR025", "medium", 0.15)
    assert alert.rows is not None
    assert alert.rows[:30].all()
    assert not alert.rows[30:].any()
    assert alert.sentence.startswith(
        f"1 input column leaves the range that train.csv covers more often than chance explains: 'age' in "
        f"15.0{PERCENT} of the rows (fit data: "
    )
    assert alert.sentence.endswith("What the network does there it was not shown.")
