"""Findings on layers that tell nothing which the layers before have not told."""

from collections.abc import Sequence

from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding, about
from yasenn_report.findings.still import changing
from yasenn_report.numbers import number, percent, setting
from yasenn_report.yasenn.bounds import Estimate, NotRun
from yasenn_report.yasenn.fidelity import Fidelity, LayerFidelity

LITTLE = 0.01
"""Of agreement, or of R², from which on a layer adds something."""
NOTHING_TO_ADD = NotRun(reason="one constant answer is as good as the network: no layer can add anything to it")


def find_idle_layers(seen: Evidence) -> list[Finding] | NotRun:
    """YR035."""
    names = [layer.name for layer in seen.network.hidden_layers]
    still = [not changing(layer).any() for layer in seen.rows.activations.layers]
    reached = still.index(True) if any(still) else len(names)  # YR011 names the first layer that nothing passes
    return idle_layers(seen.fidelity, names, reached, classes=seen.rows.classes)


def idle_layers(fidelity: Fidelity, names: Sequence[str], reached: int, *, classes: bool) -> list[Finding] | NotRun:
    """YR035: layers whose codes add nothing to those of the layers distilled before them.

    Args:
        fidelity: of the audit.
        names: of all hidden layers, from the input.
        reached: layers up to here are looked at; nothing gets to the others.
        classes: whether the network decides between classes.
    """
    constant = fidelity.constant
    if isinstance(constant, NotRun) or constant.value == 1:
        return NOTHING_TO_ADD
    return [
        idle(fidelity, layer, found, [names[one.layer] for one in fidelity.by_layer[:place]], names, classes=classes)
        for place, layer in enumerate(fidelity.by_layer)
        if layer.layer < reached and isinstance(found := layer.gain_at_once, Estimate) and found.high < LITTLE
    ]


def idle(
    fidelity: Fidelity,
    layer: LayerFidelity,
    gain: Estimate,
    before: Sequence[str],
    names: Sequence[str],
    *,
    classes: bool,
) -> Finding:
    """One layer."""
    name, less = names[layer.layer].capitalize(), gain.value < 0
    without = f"without; allowing for chance, {'on ' if classes else ''}less than"
    than = without if before else without.replace("without", "one constant answer", 1)
    measured = (
        f"answers agree with the network on {percent(abs(gain.value))} of the evaluation rows "
        f"{'less' if less else 'more'} than {than} {setting(LITTLE)} more"
        if classes
        else f"the part of the output's variance that is told is {number(abs(gain.value))} "
        f"{'smaller' if less else 'larger'} than {than} {LITTLE:g} larger"
    )
    meaning = (
        "The layers before it already tell what its codes say of the network's answers"
        if before
        else "By itself its codes hardly say what the network makes of these rows"
    )
    return about(
        fidelity,
        code="YR035",
        severity="low",
        title=f"{name} adds no fidelity",
        sentence=(
            f"{name} was distilled {'after ' + ' and '.join(before) if before else 'first'}. With its codes, "
            f"{measured}. {meaning}; that is no defect of the network."
        ),
        value=gain,
        threshold=LITTLE,
    )
