"""False gaps between groups: none that chance alone makes, in all but a few of many clean audits."""

from dataclasses import replace

import numpy as np
import pytest
from grouped import like
from scipy.stats import binom
from simulations import many

from yasenn_report.yasenn.gaps import LEVEL
from yasenn_report.yasenn.group_rates import KINDS

ALLOWED = len(KINDS) * LEVEL


@many(100, 2000)
@pytest.mark.slow
def test_clean_audits_have_hardly_any_gap(audits: int) -> None:
    alarms = 0
    for seed in range(audits):
        rows = like(1000, seed=seed)
        race = np.random.default_rng([seed, 1]).choice(["a", "b", "c", "d"], 1000, p=[0.5, 0.3, 0.15, 0.05])
        alarms += bool(replace(rows, columns=rows.columns | {"race": race}).read().gaps)
    print(f"{audits} clean audits: {alarms} with a gap between groups; {ALLOWED:.1%} are allowed")
    assert alarms <= binom.ppf(0.999, audits, ALLOWED)
