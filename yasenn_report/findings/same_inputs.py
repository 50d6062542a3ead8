"""Findings on layers and columns that do not change, and on a network of one hidden layer."""

from collections.abc import Sequence

from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding, about
from yasenn_report.findings.still import changing
from yasenn_report.inputs.network import Network
from yasenn_report.inputs.table_files.wording import printable
from yasenn_report.numbers import plural
from yasenn_report.preflight.alert import listed
from yasenn_report.yasenn.fidelity import Fidelity
from yasenn_report.yasenn.fit_rows import FitRows


def find_same_activations(seen: Evidence) -> list[Finding]:
    """YR011."""
    return same_activations(seen.fidelity, seen.rows, seen.network)


def find_same_column(seen: Evidence) -> list[Finding]:
    """YR012."""
    return same_column(seen.fidelity, seen.rows, seen.holdout.readable.names)


def find_one_hidden_layer(seen: Evidence) -> list[Finding]:
    """YR013."""
    return one_hidden_layer(seen.fidelity, seen.rows)


def same_activations(fidelity: Fidelity, rows: FitRows, network: Network) -> list[Finding]:
    """YR011: the first hidden layer that puts out the same for every row, so that nothing behind it can differ."""
    for layer, activations in zip(network.hidden_layers, rows.activations.layers, strict=True):
        if not changing(activations).any():
            dead = "only zeros" if not activations.any() else "the same"
            return [
                about(
                    fidelity,
                    code="YR011",
                    severity="medium",
                    title=f"Nothing passes {layer.name}",
                    sentence=(
                        f"{layer.name.capitalize()} puts out {dead} for every fit row. What the inputs say does not "
                        "get past it, so that on these rows the output cannot depend on them."
                    ),
                )
            ]
    return []


def same_column(fidelity: Fidelity, rows: FitRows, columns: Sequence[str]) -> list[Finding]:
    """YR012: explanation columns that hold one value."""
    changes = changing(rows.columns).tolist()
    still = [printable(name) for name, differs in zip(columns, changes, strict=True) if not differs]
    if not still:
        return []
    whole = len(still) == len(columns)
    return [
        about(
            fidelity,
            code="YR012",
            severity="medium" if whole else "low",
            title="Columns that do not change",
            sentence=(
                f"{plural(len(still), 'column holds', 'columns hold')} the same value in every fit row: "
                f"{listed(still)}. No description can use such a column, and what the network makes of other values "
                "of it was not tested."
            ),
        )
    ]


def one_hidden_layer(fidelity: Fidelity, rows: FitRows) -> list[Finding]:
    """YR013: codes of the one hidden layer, which the output is linear in."""
    if len(rows.activations.layers) > 1:
        return []
    return [
        about(
            fidelity,
            code="YR013",
            severity="low",
            title="The network has one hidden layer",
            sentence=(
                "All codes come from the one hidden layer, which is the last before the output: that they follow the "
                "output well proves little, and fidelity without the last hidden layer cannot be measured."
            ),
        )
    ]
