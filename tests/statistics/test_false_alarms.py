"""How often an audit in which nothing is amiss has a finding nevertheless: whole audits, with all there is to ask.

Inconclusive partitions and facts about data do not count. Findings that say something false of the network or of the
partitions do: where something is true of every such audit (partitions do differ from the network somewhere), it is
held against many more rows of the same kind.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
import torch
from clean_audits import FRESH_ROWS, Noise, audit, make
from simulations import many

from yasenn_report.audit import Audit
from yasenn_report.evaluation import evaluation_chunks, labels
from yasenn_report.findings.catalogue import CHECKS
from yasenn_report.findings.finding import Finding
from yasenn_report.findings.layers import LITTLE
from yasenn_report.findings.shortcuts import TELLS, tells
from yasenn_report.inputs.holdout import Holdout
from yasenn_report.split import Split
from yasenn_report.yasenn.bounds import Estimate, Measured, NotRun
from yasenn_report.yasenn.fidelity import ErrorRates, Fidelity
from yasenn_report.yasenn.measure.read import measure

NEVER = ("YR004", "YR016", "YR023", "YR025", "YR030", "YR031", "YR032", "YR033", "YR040", "YR041", "YR042")
"""Nothing of the kind is there, so that each of these is false."""
MAYBE = ("YR001", "YR010", "YR017", "YR034", "YR035", "YR036")
"""True of some networks, whose partitions do differ from them somewhere: false where many more rows say otherwise."""
TRUE_UNDER: dict[Noise, tuple[str, ...]] = {
    "even": ("YR031",),
    "as probable": ("YR030", "YR032", "YR033"),
}
"""Labels that are wrong at one rate everywhere do not follow the network's probabilities; those that follow them are
wrong more often where the network is unsure. So each network is audited with both."""


@many(3, 200)
@pytest.mark.slow
def test_clean_audits_give_no_false_alarm(audits: int) -> None:
    """Designed for 1 in 100 audits; of 200, at most 4 may have one."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(alarms, range(audits)))
    wrong = [seed for seed, false in enumerate(found) if false]
    for seed in wrong:
        print(f"audit {seed}: {'; '.join(found[seed])}")
    print(f"{len(wrong)} of {audits} audits had a false alarm; {Counter(false[:5] for one in found for false in one)}")
    assert len(wrong) <= max(1, audits // 50)


def test_every_check_counts_or_is_a_fact() -> None:
    """A code that is added must be put on one side or the other."""
    facts = {check.code for check in CHECKS} - {*NEVER, *MAYBE}
    assert {check.code for check in CHECKS if check.compares} <= {*NEVER, *MAYBE}
    assert facts == {
        *("YR002", "YR003", "YR005", "YR006", "YR007", "YR008", "YR009", "YR011", "YR012", "YR013", "YR014", "YR015"),
        *("YR020", "YR021", "YR022", "YR024", "YR026", "YR037"),
    }


def alarms(seed: int) -> list[str]:
    """What is false in the audits of one made network, by code."""
    torch.set_num_threads(1)
    return [said for noise in TRUE_UNDER for said in alarms_under(seed, noise)]


def alarms_under(seed: int, noise: Noise) -> Iterator[str]:
    """Likewise, with one kind of wrong labels."""
    with TemporaryDirectory() as folder:
        found, fresh = audit(make(seed), noise, Path(folder))
    truth = measured_again(found, fresh)
    for finding in found.findings:
        if finding.code in TRUE_UNDER[noise]:
            continue
        if finding.code in NEVER or (finding.code in MAYBE and not holds(finding, found, truth)):
            yield f"{finding.code} ({noise}): {finding.sentence}"


def measured_again(found: Audit, fresh: Holdout) -> Fidelity:
    """All that was fitted, held against many fresh rows."""
    every = Split(fit=np.arange(0), evaluation=np.arange(FRESH_ROWS))
    chunks = evaluation_chunks(found.network, fresh, labels(found.task, fresh), every, found.options)
    return measure(found.explanation, chunks, tolerance=found.options.tolerance, confidence=found.options.confidence)


def holds(finding: Finding, found: Audit, truth: Fidelity) -> bool:
    """Whether many more rows say the same."""
    options = found.options
    match finding.code:
        case "YR001":
            assert finding.partition is not None
            return value(truth.partitions[finding.partition].disagreement) > options.tolerance
        case "YR010":
            return found.task.classes or value(truth.primary) <= 0.02
        case "YR017":
            return value(truth.primary) < (options.target_fidelity or 0)
        case "YR034":
            return region_holds(found.fidelity.error_trees[1], truth.error_trees[1])
        case "YR035":
            return idle_layers_hold(found.fidelity, truth)
        case _:
            return shortcuts_hold(found.fidelity, truth)


def region_holds(called: ErrorRates | NotRun, truth: ErrorRates | NotRun) -> bool:
    """Whether more errors lie in the worst leaf that was called than elsewhere."""
    assert isinstance(called, ErrorRates)
    assert isinstance(truth, ErrorRates)
    place = max(range(len(called.leaves)), key=lambda leaf: low(called.leaves[leaf].gap.difference))
    return value(truth.leaves[place].gap.difference) > 0


def idle_layers_hold(called: Fidelity, truth: Fidelity) -> bool:
    """Whether all layers that were called add nothing worth the name."""
    pairs = zip(called.by_layer, truth.by_layer, strict=True)
    return all(value(true.gain) < LITTLE for one, true in pairs if high(one.gain_at_once) < LITTLE)


def shortcuts_hold(called: Fidelity, truth: Fidelity) -> bool:
    """Whether all columns that were called tell their partitions."""
    assert not isinstance(called.shortcuts, NotRun)
    assert not isinstance(truth.shortcuts, NotRun)
    share = [one.evaluation_rows / called.evaluation_rows for one in called.partitions]
    pairs = zip(called.shortcuts, truth.shortcuts, strict=True)
    return all(
        min(value(true.precision), value(true.recall), value(true.answered)) >= TELLS
        for one, true in pairs
        if any(tells(one, size) for size in share)
    )


def low(measured: Measured) -> float:
    """Of its bounds; where it was not measured, below everything."""
    return measured.low if isinstance(measured, Estimate) else -np.inf


def high(measured: Measured) -> float:
    """Of its bounds; where it was not measured, above everything."""
    return measured.high if isinstance(measured, Estimate) else np.inf


def value(measured: Measured) -> float:
    """Of an estimate that there must be."""
    assert isinstance(measured, Estimate)
    return measured.value
