"""Layers that add nothing, on gains written by hand."""

from dataclasses import replace

import pytest
from fidelities import NONE, fidelity

from yasenn_report.findings.finding import Finding
from yasenn_report.findings.layers import NOTHING_TO_ADD, idle_layers
from yasenn_report.numbers import PERCENT
from yasenn_report.yasenn.bounds import Estimate, Measured, rate
from yasenn_report.yasenn.fidelity import Fidelity, LayerFidelity

NAMES = ["hidden layer 1", "hidden layer 2", "hidden layer 3"]
CONSTANT = rate("agreement", 400, 1000, confidence=0.95, hits=True)


def gain(value: float, high: float) -> Estimate:
    return Estimate(
        metric="loss",
        value=value,
        low=2 * value - high,
        high=high,
        confidence=0.999,
        method="by hand",
        scope="simultaneous",
        rows=1000,
        effective_rows=1000,
    )


def measured(*gains: tuple[int, Measured], constant: Measured = CONSTANT) -> Fidelity:
    """Of layers in distilled order, by index from the input."""
    layers = tuple(LayerFidelity(layer=layer, fidelity=NONE, gain=NONE, gain_at_once=found) for layer, found in gains)
    return replace(fidelity((0, 1000)), constant=constant, by_layer=layers)


def find(found: Fidelity, *, reached: int = 3, classes: bool = True) -> list[Finding]:
    result = idle_layers(found, NAMES, reached, classes=classes)
    assert isinstance(result, list)
    return result


def test_layers_that_add_something_or_may_are_no_finding() -> None:
    assert find(measured((2, gain(0.3, 0.4)), (1, gain(0.0, 0.01)), (0, gain(0.02, 0.03)))) == []


def test_a_layer_that_adds_nothing_to_those_before() -> None:
    (found,) = find(measured((2, gain(0.3, 0.4)), (1, gain(0.05, 0.06)), (0, gain(0.002, 0.008))))
    assert (found.code, found.severity, found.title) == ("YR035", "low", "Hidden layer 1 adds no fidelity")
    assert (found.value, found.high, found.threshold, found.rows) == (0.002, 0.008, 0.01, 1000)
    assert found.sentence == (
        "Hidden layer 1 was distilled after hidden layer 3 and hidden layer 2. With its codes, answers agree with the "
        f"network on 0.2{PERCENT} of the evaluation rows more than without; allowing for chance, on less than "
        f"1{PERCENT} more. The layers before it already tell what its codes say of the network's answers; that is no "
        "defect of the network."
    )


def test_the_first_layer_is_held_against_the_constant() -> None:
    (found,) = find(measured((0, gain(-0.003, 0.005)), (1, gain(0.3, 0.4)), (2, gain(0.1, 0.2))))
    assert found.sentence == (
        f"Hidden layer 1 was distilled first. With its codes, answers agree with the network on 0.3{PERCENT} of the "
        "evaluation rows less than one constant answer; allowing for chance, on less than "
        f"1{PERCENT} more. By itself its codes hardly say what the network makes of these rows; that is no defect of "
        "the network."
    )


def test_values_gain_in_r2() -> None:
    (found,) = find(measured((0, gain(0.6, 0.7)), (1, gain(0.001, 0.004))), classes=False)
    assert found.sentence == (
        "Hidden layer 2 was distilled after hidden layer 1. With its codes, the part of the output's variance that is "
        "told is 0.00100 larger than without; allowing for chance, less than 0.01 larger. The layers before it already "
        "tell what its codes say of the network's answers; that is no defect of the network."
    )


def test_layers_that_nothing_reaches_are_named_elsewhere() -> None:
    idle = [(0, gain(0.6, 0.7)), (1, gain(0.0, 0.0)), (2, gain(0.0, 0.0))]
    assert [found.title for found in find(measured(*idle), reached=2)] == ["Hidden layer 2 adds no fidelity"]
    assert find(measured(*idle), reached=1) == []


def test_a_gain_that_was_not_measured_is_no_finding() -> None:
    assert find(measured((0, gain(0.6, 0.7)), (1, NONE))) == []


@pytest.mark.parametrize("constant", [NONE, rate("agreement", 0, 1000, confidence=0.95, hits=True)])
def test_where_a_constant_is_as_good_as_the_network_nothing_is_looked_for(constant: Measured) -> None:
    assert idle_layers(measured((0, gain(0, 0)), constant=constant), NAMES, 3, classes=True) is NOTHING_TO_ADD
