"""Records written by hand: pages and pictures are tested without computing anything.

Three partitions, one of each status, of 300 fit rows and 200 evaluation rows. `binary` has labels, `with_dictionary`
says its columns in plain words, `regression` has no labels and many kinds of files, `nothing_run` has a reason in every
place that can hold one. The numbers agree with each other: parts sum to wholes, and labels and columns exist.
"""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from group_records import GROUPS, GROUPS_OF_VALUES, IN_WORDS
from policies import OWN, policy_of

from yasenn_report.numbers import percent
from yasenn_report.policy.judge import UNDECIDED, judge
from yasenn_report.policy.reading import default_policy
from yasenn_report.record import SCHEMA_VERSION, Record
from yasenn_report.record.columns import Column, Explanation, LeftOut, Meaning
from yasenn_report.record.contrasts import Contrast, Contrasts, LayerParting, Parting, Told
from yasenn_report.record.decision import Check, Finding
from yasenn_report.record.descriptions import Condition, Held, LogisticDescription, Rule, Term, TreeDescription
from yasenn_report.record.document import Presentation, Setting
from yasenn_report.record.drawings import Leaf, Split, Tree
from yasenn_report.record.drift import Drift, PartitionShares, Shares
from yasenn_report.record.errors import ErrorLeaf, ErrorTree
from yasenn_report.record.fidelity import (
    Accuracy,
    ErrorDistribution,
    Fidelity,
    LayerFidelity,
    MarginControl,
    Rival,
    Stability,
    StatusRows,
    Swapped,
)
from yasenn_report.record.files import InputFile
from yasenn_report.record.flow import Flow, Path, Stage
from yasenn_report.record.measured import Estimate, Gap, NotRun
from yasenn_report.record.network import Layer, Network, Task
from yasenn_report.record.partitions import (
    Calibration,
    Difference,
    Histogram,
    Map,
    NamingRule,
    Outputs,
    Partition,
    Profiles,
    TypicalRow,
)
from yasenn_report.record.rows import FlaggedRow, FlaggedRows
from yasenn_report.record.search import Candidate, Options, Search, TreeOfSize
from yasenn_report.record.table import Dropped, Expectation, Focus, Group, Table

NONE = NotRun(reason="not needed here")
NO_LABELS = NotRun(reason="no --target was given")
NO_ROWS = NotRun(reason="single rows were left out: --no-rows was given")
OWN_POLICY = policy_of(OWN, "configuration", "audit.toml")
EXACT = "Clopper-Pearson, exact binomial"
MEAN = "Student's t"

COLUMNS = (
    Column(column="age_z", entry=None, lowest=-1.8, highest=2.6),
    Column(column="income", entry=None, lowest=0.0, highest=98_500.0),
    Column(column="smoker", entry=None, lowest=0.0, highest=1.0),
    Column(column="sex", entry="Female", lowest=0.0, highest=1.0),
    Column(column="sex", entry="Male", lowest=0.0, highest=1.0),
)
WORDS = (
    {"label": "age at screening", "unit": "years", "note": "Whole years.", "factor": 10.0, "offset": 45.0},
    {"label": "yearly income", "unit": "kEUR", "factor": 0.001},
    {"meanings": (Meaning(value="0", meaning="no"), Meaning(value="1", meaning="yes"))},
    {"meanings": (Meaning(value="Female", meaning="woman"), Meaning(value="Male", meaning="man"))},
    {"meanings": (Meaning(value="Female", meaning="woman"), Meaning(value="Male", meaning="man"))},
)
"""What a dictionary says of the columns."""


def measured(
    value: float, low: float, high: float, *, metric: str = "mean", method: str = MEAN, rows: int = 200
) -> Estimate:
    """A number with its bounds; one of `method=EXACT` is a share of rows."""
    return Estimate(
        metric=metric,
        value=value,
        low=low,
        high=high,
        confidence=0.95,
        method=method,
        scope="simultaneous" if metric == "disagreement" and rows < 200 else "marginal",
        rows=rows,
        effective_rows=float(rows),
    )


def rate(value: float, low: float, high: float, *, metric: str = "agreement", rows: int = 200) -> Estimate:
    """A share of rows with its bounds."""
    return measured(value, low, high, metric=metric, method=EXACT, rows=rows)


def gap(here: Estimate, elsewhere: Estimate, low: float, high: float) -> Gap:
    """A share here and elsewhere, with the bounds of the difference."""
    difference = replace(
        rate(here.value - elsewhere.value, low, high, metric=f"difference of {here.metric}"),
        confidence=0.999,
        method="Newcombe's combination of Clopper-Pearson bounds, two-sided, Bonferroni over 3 partitions",
        scope="simultaneous",
    )
    return Gap(here=here, elsewhere=elsewhere, difference=difference)


def wrong(share: float, low: float, high: float, rows: int) -> Estimate:
    """A share of rows on which the network is wrong."""
    return rate(share, low, high, metric="error rate", rows=rows)


def calibration(said: float, came_true: Estimate, low: float, high: float) -> Calibration:
    """A mean probability and what came true, with bounds that hold for all partitions."""
    bounds = replace(came_true, low=low, high=high, confidence=0.999, scope="simultaneous")
    return Calibration(said=said, came_true=came_true, bounds=bounds)


def condition(
    column: str, entry: str | None = None, *, above: float | None = None, at_most: float | None = None
) -> Condition:
    """Bounds on one column."""
    return Condition(column=column, entry=entry, above=above, at_most=at_most)


YOUNG = condition("age_z", at_most=-0.45)
OLD = condition("age_z", above=-0.45)
MAN = condition("sex", "Male", above=0.5)
NO_MAN = condition("sex", "Male", at_most=0.5)
HELD = Held(
    precision=rate(0.933, 0.861, 0.976, metric="precision", rows=90),
    recall=rate(0.84, 0.753, 0.906, metric="recall", rows=100),
    f1=0.884,
)
LOGISTIC = LogisticDescription(
    intercept=-0.4,
    terms=(
        Term(column="sex", entry="Male", weight_per_standard_deviation=1.25, mean=0.48, standard_deviation=0.5),
        Term(column="age_z", entry=None, weight_per_standard_deviation=0.7, mean=0.02, standard_deviation=1.01),
        Term(
            column="income", entry=None, weight_per_standard_deviation=-0.21, mean=31_000.0, standard_deviation=12_000.0
        ),
        Term(column="smoker", entry=None, weight_per_standard_deviation=0.08, mean=0.2, standard_deviation=0.4),
    ),
    cut=0.42,
    cross_validated_f1=0.81,
    held=HELD,
)


def tree(
    *rules: tuple[tuple[Condition, ...], int, float], quality: float = 0.9, held: Held | None = HELD
) -> TreeDescription:
    """A description by rules of (conditions, fit rows, share)."""
    return TreeDescription(
        rules=tuple(Rule(conditions=conditions, fit_rows=rows, share=share) for conditions, rows, share in rules),
        cut=0.5,
        cross_validated_f1=quality,
        held=held,
    )


MAP_TREE = Tree(
    class_names=("P1", "P2", "P3"),
    nodes=(
        Split(
            column="age_z",
            entry=None,
            threshold=-0.45,
            left=1,
            right=2,
            edges=(-1.8, -0.7, 0.4, 1.5, 2.6),
            counts=((120, 25, 3, 2), (5, 15, 45, 35), (2, 8, 20, 20)),
        ),
        Leaf(answer=0, counts=(140, 10, 5)),
        Split(
            column="sex",
            entry="Male",
            threshold=0.5,
            left=3,
            right=4,
            edges=(0.0, 0.25, 0.5, 0.75, 1.0),
            counts=((5, 0, 0, 5), (10, 0, 0, 80), (40, 0, 0, 5)),
        ),
        Leaf(answer=2, counts=(5, 10, 40)),
        Leaf(answer=1, counts=(5, 80, 5)),
    ),
)
P1_TREE = Tree(
    class_names=("the rest", "P1"),
    nodes=(
        Split(
            column="age_z",
            entry=None,
            threshold=-0.45,
            left=1,
            right=2,
            edges=(-1.8, -0.7, 0.4, 1.5, 2.6),
            counts=((7, 23, 65, 55), (120, 25, 3, 2)),
        ),
        Leaf(answer=1, counts=(15, 140)),
        Leaf(answer=0, counts=(135, 10)),
    ),
)
P2_TREE = Tree(
    class_names=("the rest", "P2"),
    nodes=(
        Split(
            column="sex",
            entry="Male",
            threshold=0.5,
            left=1,
            right=2,
            edges=(0.0, 0.25, 0.5, 0.75, 1.0),
            counts=((115, 0, 0, 85), (12, 0, 0, 88)),
        ),
        Leaf(answer=0, counts=(115, 12)),
        Leaf(answer=1, counts=(85, 88)),
    ),
)
P1_RULES = tree(((YOUNG,), 155, 0.903))
P2_RULES = tree(((MAN, OLD), 90, 0.889), quality=0.78)
P3_RULES = tree(
    ((NO_MAN, condition("income", above=21_500.0, at_most=47_250.0)), 31, 0.645),
    ((NO_MAN, condition("smoker", at_most=0.5)), 20, 0.55),
    quality=0.44,
)


def typical(row: int, person: str, outputs: tuple[float, ...], values: tuple[float, ...], share: float) -> TypicalRow:
    """A row that stands for others."""
    return TypicalRow(row=row, ids={"person": person}, share=share, outputs=outputs, values=values)


PARTITIONS = (
    Partition(
        id="1a2b3c4d5e6f",
        label="P1",
        codes=((0, 0), (0, 1)),
        fit_rows=150,
        evaluation_rows=100,
        evaluation_share=0.5,
        value=(0.97, 0.03),
        decision="no",
        distillation_error=measured(0.021, 0.015, 0.027, metric="distillation error", rows=100),
        disagreement=rate(0.01, 0.0, 0.0454, metric="disagreement", rows=100),
        status="within_tolerance",
        accuracy=rate(0.95, 0.887, 0.984, metric="accuracy", rows=100),
        mistakes=gap(wrong(0.05, 0.0164, 0.1128, 100), wrong(0.18, 0.1103, 0.2695, 100), -0.3038, 0.0379),
        same_decision=NotRun(reason="no other partition decides the same class"),
        calibration=calibration(
            0.034, rate(0.08, 0.0352, 0.1516, metric="share that came true", rows=100), 0.0154, 0.2202
        ),
        stability=0.91,
        outputs=Outputs(
            decided=(0.99, 0.01), histograms=(Histogram(edges=(0.0, 0.5, 0.9, 1.0), shares=(0.01, 0.09, 0.9)),)
        ),
        not_describable=None,
        descriptions=(P1_RULES, LOGISTIC),
        drawing=P1_TREE,
        profile=(
            Difference(column="age_z", entry=None, inside=-0.9, outside=0.8, standardised=-1.62),
            Difference(column="sex", entry="Male", inside=0.31, outside=0.65, standardised=-0.68),
        ),
        typical_rows=(
            typical(12, "p012", (0.982, 0.018), (-1.1, 28_000.0, 0.0, 1.0, 0.0), 0.62),
            typical(1_207, "p877", (0.941, 0.059), (-0.6, 31_500.0, 1.0, 0.0, 1.0), 0.38),
        ),
    ),
    Partition(
        id="2b3c4d5e6f70",
        label="P2",
        codes=((2, 1),),
        fit_rows=100,
        evaluation_rows=60,
        evaluation_share=0.3,
        value=(0.12, 0.88),
        decision="yes",
        distillation_error=measured(0.173, 0.121, 0.225, metric="distillation error", rows=60),
        disagreement=rate(0.3, 0.166, 0.464, metric="disagreement", rows=60),
        status="low_fidelity",
        accuracy=rate(0.85, 0.734, 0.929, metric="accuracy", rows=60),
        mistakes=gap(wrong(0.15, 0.071, 0.2657, 60), wrong(0.1, 0.0558, 0.1621, 140), -0.1171, 0.2792),
        same_decision=gap(wrong(0.119, 0.0398, 0.2563, 42), wrong(0.1667, 0.0637, 0.3281, 36), -0.3567, 0.2428),
        calibration=calibration(
            0.91, rate(0.7, 0.5679, 0.8115, metric="share that came true", rows=60), 0.4621, 0.8797
        ),
        stability=0.47,
        outputs=Outputs(
            decided=(0.3, 0.7), histograms=(Histogram(edges=(0.0, 0.5, 0.9, 1.0), shares=(0.3, 0.5, 0.2)),)
        ),
        not_describable=None,
        descriptions=(LOGISTIC, P2_RULES),
        drawing=P2_TREE,
        profile=(
            Difference(column="sex", entry="Male", inside=0.88, outside=0.28, standardised=1.2),
            Difference(column="age_z", entry=None, inside=0.7, outside=-0.35, standardised=1.04),
        ),
        typical_rows=(typical(3, "p003", (0.09, 0.91), (0.8, 45_000.0, 0.0, 0.0, 1.0), 1.0),),
    ),
    Partition(
        id="3c4d5e6f7081",
        label="P3",
        codes=((1, 0), (1, 1)),
        fit_rows=50,
        evaluation_rows=40,
        evaluation_share=0.2,
        value=(0.45, 0.55),
        decision="yes",
        distillation_error=measured(0.112, 0.083, 0.141, metric="distillation error", rows=40),
        disagreement=rate(0.1, 0.02, 0.266, metric="disagreement", rows=40),
        status="inconclusive",
        accuracy=rate(0.775, 0.615, 0.892, metric="accuracy", rows=40),
        mistakes=gap(wrong(0.225, 0.1084, 0.3845, 40), wrong(0.0875, 0.0487, 0.1425, 160), -0.0659, 0.4339),
        same_decision=gap(wrong(0.1667, 0.0637, 0.3281, 36), wrong(0.119, 0.0398, 0.2563, 42), -0.2428, 0.3567),
        calibration=calibration(
            0.56, rate(0.55, 0.3849, 0.7074, metric="share that came true", rows=40), 0.2698, 0.809
        ),
        stability=NotRun(reason="no evaluation row falls into the partition"),
        outputs=Outputs(
            decided=(0.25, 0.75), histograms=(Histogram(edges=(0.0, 0.5, 0.9, 1.0), shares=(0.25, 0.7, 0.05)),)
        ),
        not_describable="the best description has a cross-validated F1 of 0.440, below the 0.600 that is required",
        descriptions=(P3_RULES,),
        drawing=NotRun(reason="its tree has a cross-validated F1 below the one that is required"),
        profile=(Difference(column="smoker", entry=None, inside=0.41, outside=0.16, standardised=0.61),),
        typical_rows=(typical(44, "p044", (0.47, 0.53), (0.3, 30_250.0, 1.0, 1.0, 0.0), 1.0),),
    ),
)
PROFILES = Profiles(
    columns=(("age_z", None), ("sex", "Male"), ("sex", "Female"), ("smoker", None)),
    standardised=((-1.62, -0.68, 0.68, -0.12), (1.04, 1.2, -1.2, 0.05), (0.35, -0.4, 0.4, 0.61)),
)
FLOW = Flow(
    stages=(
        Stage(layer="hidden layer 1", leaves=((0,), (2,), (1,))),
        Stage(layer="hidden layer 2", leaves=((0,), (1,))),
    ),
    paths=(
        Path(stops=(0, 0), partition="P1", fit_rows=120),
        Path(stops=(1, 1), partition="P2", fit_rows=100),
        Path(stops=(0, 1), partition="P1", fit_rows=30),
        Path(stops=(2, 0), partition="P3", fit_rows=30),
        Path(stops=(2, 1), partition="P3", fit_rows=20),
    ),
)
MAP = Map(
    leaves=3,
    depth=2,
    rules=(
        NamingRule(partition="P1", rule=Rule(conditions=(YOUNG,), fit_rows=155, share=0.903)),
        NamingRule(partition="P3", rule=Rule(conditions=(OLD, NO_MAN), fit_rows=55, share=0.727)),
        NamingRule(partition="P2", rule=Rule(conditions=(OLD, MAN), fit_rows=90, share=0.889)),
    ),
    drawing=MAP_TREE,
)
CONTRASTS = Contrasts(
    different_pairs=2,
    running_together=1,
    pairs=(
        Contrast(
            first="P1",
            second="P3",
            asked=False,
            parting=Parting(
                matched_fit_rows=50,
                at_once=12,
                by_layer=(
                    LayerParting(layer="hidden layer 1", fit_rows=8),
                    LayerParting(layer="hidden layer 2", fit_rows=30),
                ),
                layer="hidden layer 2",
                leaf_index=2,
            ),
            model=tree(((OLD,), 45, 0.8), quality=0.84, held=None),
            not_told_apart=None,
            told=Told(
                first=rate(0.92, 0.848, 0.965, metric="recall", rows=100),
                second=rate(0.8, 0.644, 0.909, metric="recall", rows=40),
                balanced_accuracy=measured(0.86, 0.79, 0.93, metric="balanced accuracy", rows=140),
            ),
        ),
        Contrast(
            first="P1",
            second="P2",
            asked=True,
            parting=Parting(
                matched_fit_rows=100,
                at_once=100,
                by_layer=(
                    LayerParting(layer="hidden layer 1", fit_rows=0),
                    LayerParting(layer="hidden layer 2", fit_rows=0),
                ),
                layer="hidden layer 1",
                leaf_index=1,
            ),
            model=replace(LOGISTIC, held=None),
            not_told_apart="the model tells rows of the two apart no better than chance",
            told=NotRun(reason="too few evaluation rows fall into the two"),
        ),
    ),
)


def error_leaf(
    conditions: tuple[Condition, ...],
    fit_rows: int,
    counted: tuple[int, int],
    bounds: tuple[float, float],
    *,
    of: str,
    all_wrong: int = 23,
) -> ErrorLeaf:
    """A leaf of an error tree, by the wrong ones among its evaluation rows, and those of all 200 that are wrong."""
    missed, rows = counted
    share = (all_wrong - missed) / (200 - rows)
    return ErrorLeaf(
        conditions=conditions,
        fit_rows=fit_rows,
        evaluation_rows=rows,
        share=rows / 200,
        rate=replace(rate(missed / rows, *bounds, metric=of, rows=rows), scope="simultaneous"),
        errors_share=missed / all_wrong,
        gap=gap(
            rate(missed / rows, *bounds, metric=of, rows=rows),
            rate(share, max(0.0, share - 0.06), share + 0.06, metric=of, rows=200 - rows),
            missed / rows - share - 0.25,
            missed / rows - share + 0.25,
        ),
    )


RIGHT_OR_WRONG = ("right", "wrong")
NETWORK_ERRORS = ErrorTree(
    kind="network",
    rate=rate(0.115, 0.074, 0.167, metric="error rate"),
    leaves=(
        error_leaf((OLD, MAN), 90, (14, 60), (0.126, 0.373), of="error rate"),
        error_leaf((OLD, NO_MAN), 55, (5, 40), (0.037, 0.281), of="error rate"),
        error_leaf((YOUNG,), 155, (4, 100), (0.0092, 0.108), of="error rate"),
    ),
    drawing=Tree(
        class_names=RIGHT_OR_WRONG,
        nodes=(
            Split(
                column="age_z",
                entry=None,
                threshold=-0.45,
                left=1,
                right=2,
                edges=(-1.8, -0.7, 0.4, 1.5, 2.6),
                counts=((123, 45, 54, 46), (4, 3, 14, 11)),
            ),
            Leaf(answer=0, counts=(149, 6)),
            Split(
                column="sex",
                entry="Male",
                threshold=0.5,
                left=3,
                right=4,
                edges=(0.0, 0.25, 0.5, 0.75, 1.0),
                counts=((48, 0, 0, 71), (7, 0, 0, 19)),
            ),
            Leaf(answer=0, counts=(48, 7)),
            Leaf(answer=0, counts=(71, 19)),
        ),
    ),
)
DISTILLATION_ERRORS = ErrorTree(
    kind="distillation",
    rate=rate(0.115, 0.074, 0.167, metric="disagreement"),
    leaves=(
        error_leaf((MAN,), 173, (17, 90), (0.118, 0.278), of="disagreement"),
        error_leaf((NO_MAN,), 127, (6, 110), (0.0227, 0.108), of="disagreement"),
    ),
    drawing=Tree(
        class_names=RIGHT_OR_WRONG,
        nodes=(
            Split(
                column="sex",
                entry="Male",
                threshold=0.5,
                left=1,
                right=2,
                edges=(0.0, 0.25, 0.5, 0.75, 1.0),
                counts=((120, 0, 0, 147), (7, 0, 0, 26)),
            ),
            Leaf(answer=0, counts=(120, 7)),
            Leaf(answer=0, counts=(147, 26)),
        ),
    ),
)
FLAGGED = "share of rows in low-fidelity partitions"
FLAGGED_TREE = ErrorTree(
    kind="flagged",
    rate=rate(0.3, 0.237, 0.369, metric=FLAGGED),
    leaves=(
        error_leaf((OLD, MAN), 90, (50, 60), (0.704, 0.923), of=FLAGGED, all_wrong=60),
        error_leaf((OLD, NO_MAN), 55, (6, 40), (0.052, 0.312), of=FLAGGED, all_wrong=60),
        error_leaf((YOUNG,), 155, (4, 100), (0.0097, 0.105), of=FLAGGED, all_wrong=60),
    ),
    drawing=Tree(
        class_names=("elsewhere", "low fidelity"),
        nodes=(
            Split(
                column="age_z",
                entry=None,
                threshold=-0.45,
                left=1,
                right=2,
                edges=(-1.8, -0.7, 0.4, 1.5, 2.6),
                counts=((122, 33, 25, 20), (5, 15, 45, 35)),
            ),
            Leaf(answer=0, counts=(145, 10)),
            Split(
                column="sex",
                entry="Male",
                threshold=0.5,
                left=3,
                right=4,
                edges=(0.0, 0.25, 0.5, 0.75, 1.0),
                counts=((45, 0, 0, 10), (10, 0, 0, 80)),
            ),
            Leaf(answer=0, counts=(45, 10)),
            Leaf(answer=1, counts=(10, 80)),
        ),
    ),
)


def rival(kind: str, value: float, gain: tuple[float, float, float], layer: str | None = None) -> Rival:
    """Something that answers in the partitions' place, by its agreement and what the partitions gain."""
    low, middle, high = gain
    return Rival(
        kind=kind,  # type: ignore[arg-type]
        layer=layer,
        fidelity=rate(value, value - 0.05, value + 0.04),
        gain=measured(middle, low, high, metric="gain"),
    )


FIDELITY = Fidelity(
    primary=rate(0.885, 0.833, 0.926),
    chance_corrected=measured(0.761, 0.67, 0.852, metric="kappa", method="delta method"),
    disagreement=rate(0.115, 0.074, 0.167, metric="disagreement"),
    distillation_error=measured(0.0848, 0.0651, 0.1045, metric="distillation error"),
    error_distribution=ErrorDistribution(cuts=(0.0, 0.02, 0.1, 0.3, 1.0), at_most=(0.1, 0.55, 0.8, 0.93, 1.0)),
    constant=rate(0.565, 0.493, 0.635),
    order="forward",
    by_layer=(
        LayerFidelity(
            layer="hidden layer 1",
            fidelity=rate(0.87, 0.815, 0.913),
            gain=measured(0.305, 0.23, 0.38, metric="gain"),
        ),
        LayerFidelity(
            layer="hidden layer 2",
            fidelity=rate(0.89, 0.838, 0.93),
            gain=measured(0.02, -0.01, 0.05, metric="gain"),
        ),
    ),
    described=rate(0.85, 0.793, 0.897),
    direct_tree=rate(0.83, 0.771, 0.879),
    map_gain=measured(0.02, -0.015, 0.055, metric="gain"),
    naming=rate(0.82, 0.76, 0.871, metric="accuracy"),
    unseen_codes=rate(0.005, 0.0001, 0.0276, metric="share of rows"),
    rivals=(
        rival("tree of equal size", 0.8, (0.03, 0.085, 0.14)),
        rival("unlimited tree", 0.86, (-0.02, 0.025, 0.07)),
        rival("boosted trees", 0.92, (-0.07, -0.035, -0.001)),
        rival("without the last hidden layer", 0.87, (-0.02, 0.015, 0.05)),
        rival("other order", 0.88, (-0.02, 0.005, 0.03), "hidden layer 2"),
        rival("other order", 0.89, (-0.03, -0.005, 0.02), "hidden layer 1"),
        rival("probe", 0.84, (0.01, 0.045, 0.08), "hidden layer 1"),
        rival("probe", 0.95, (-0.1, -0.065, -0.03), "hidden layer 2"),
    ),
    boosted_trees={"n_estimators": 100, "num_leaves": 31},
    swapped=Swapped(share=rate(0.48, 0.409, 0.552, metric="share of rows"), agreement=rate(0.99, 0.943, 1.0, rows=96)),
    margin_control=MarginControl(share=0.48, agreement=rate(0.98, 0.927, 0.998, rows=96), least_margin=0.83),
    status_rows={
        "within_tolerance": StatusRows(rows=100, share=0.5),
        "low_fidelity": StatusRows(rows=60, share=0.3),
        "inconclusive": StatusRows(rows=40, share=0.2),
    },
)


def candidate(order: str, leaves: int, *, fidelity: float, chosen: bool = False, on_front: bool = False) -> Candidate:
    """A code book that was tried."""
    return Candidate(
        order=order,  # type: ignore[arg-type]
        leaves=leaves,
        trees=1,
        smallest_leaf=0.05,
        nearness=0.0 if chosen else 1.0,
        max_partitions=16,
        min_support=20,
        fidelity=fidelity,
        described=fidelity - 0.03,
        stability=0.7,
        partitions=3.0 if chosen else 4.4,
        on_front=on_front,
        chosen=chosen,
    )


def flagged(place: int) -> FlaggedRow:
    """The evaluation row at a place among 60 of P2 and 40 of P3; the first 18 and the first 4 of these disagree."""
    second = place < 60
    within = place if second else place - 60
    disagrees = within < (18 if second else 4)
    network = ((0.6, 0.4) if disagrees else (0.2, 0.8)) if second else ((0.7, 0.3) if disagrees else (0.4, 0.6))
    return FlaggedRow(
        row=301 + 2 * place,
        ids=(f"p{300 + 2 * place}",),
        partition="P2" if second else "P3",
        status="low_fidelity" if second else "inconclusive",
        code=(2, 1) if second else (1, place % 2),
        code_seen=place != 7,
        network=network,
        distillation_error=abs(network[0] - (0.12 if second else 0.45)),
        disagrees=disagrees,
    )


RULES = {
    "YR001": "high: even the lower bound of the disagreement is above tolerance",
    "YR002": "medium: the tolerance is between the bounds of the disagreement",
    "YR006": "low: such rows are counted in all rates",
}


def check(code: str, name: str, rule: str, findings: int | NotRun) -> Check:
    """Something that was looked for."""
    return Check(code=code, name=name, about="report", rule=rule, compares=False, findings=findings)


def binary() -> Record:
    """Two classes, with labels, judged by the shipped policy."""
    return judge(undecided(), default_policy())


def undecided() -> Record:
    """The same before the verdict."""
    return Record(
        schema_version=SCHEMA_VERSION,
        created=datetime(2026, 11, 24, 0, 0, tzinfo=UTC),
        command="yasenn-report model.pt data.csv --target outcome -o audit.html",
        configuration={
            "model": Setting(value="model.pt", source="command line"),
            "data": Setting(value="data.csv", source="command line"),
            "target": Setting(value="outcome", source="command line"),
            "tolerance": Setting(value=0.05, source="default"),
            "id": Setting(value=("person",), source="config file"),
            "focus": Setting(value=None, source="default"),
        },
        presentation=Presentation(rows=True, detail="summary"),
        context={"model_name": "Screening model", "model_version": "2.1", "intended_use": None},
        verdict=UNDECIDED,
        findings=(
            Finding(
                code="YR001",
                title="Low-fidelity region",
                severity="high",
                about="report",
                rule=RULES["YR001"],
                sentence=f"P2 differs from the network on {percent(0.3)} of its rows; {percent(0.05)} is tolerated.",
                partition="P2",
                rows=60,
                share=0.3,
                value=0.3,
                low=0.2,
                high=0.42,
                threshold=0.05,
            ),
            Finding(
                code="YR002",
                title="Inconclusive partition",
                severity="medium",
                about="report",
                rule=RULES["YR002"],
                sentence=f"P3 may differ from the network on up to {percent(0.266)} of its few rows.",
                partition="P3",
                rows=40,
                share=0.2,
                value=0.266,
                low=0.04,
                high=0.6,
                threshold=0.05,
            ),
            Finding(
                code="YR006",
                title="Codes not seen in fitting",
                severity="low",
                about="report",
                rule=RULES["YR006"],
                sentence=f"{percent(0.005)} of the evaluation rows have a code that was not seen in fitting.",
                partition=None,
                rows=1,
                share=0.005,
                value=0.005,
                low=None,
                high=None,
                threshold=None,
            ),
        ),
        checks=(
            check("YR001", "Low fidelity", RULES["YR001"], 1),
            check("YR002", "Inconclusive", RULES["YR002"], 1),
            check("YR005", "One partition only", "medium: no kinds of decisions were told apart", 0),
            check("YR006", "Codes not seen in fitting", RULES["YR006"], 1),
            check(
                "YR023",
                "Rows of the fit data in the holdout",
                "high if chance does not explain them, low if it can",
                NotRun(reason="no --fit-data was given"),
            ),
        ),
        inputs=(
            InputFile(
                role="model",
                name="model.pt",
                sha256="a" * 64,
                bytes=11_627,
                rows=NotRun(reason="a model file has no rows"),
                columns=NotRun(reason="a model file has no columns"),
            ),
            InputFile(
                role="data",
                name="data.csv",
                sha256="b" * 64,
                bytes=52_004,
                rows=500,
                columns=9,
                notes=("Entries are separated by semicolons",),
            ),
        ),
        network=Network(
            kind="a pickled torch.nn.Sequential",
            parameters=211,
            layers=(
                Layer(name="hidden layer 1", path="0", operations="Linear(5, 12), ReLU", hidden=True, units=12),
                Layer(name="hidden layer 2", path="2", operations="Linear(12, 8), ReLU", hidden=True, units=8),
                Layer(
                    name="output layer",
                    path="4",
                    operations="Linear(8, 1)",
                    hidden=False,
                    units=NotRun(reason="only hidden layers are part of a code"),
                ),
            ),
            notes=("The network was saved in training mode and was put into evaluation mode.",),
        ),
        task=Task(
            name="binary",
            output_kind="logits",
            evidence="because the last layer is Linear and column 'outcome' holds 2 classes",
            class_names=("no", "yes"),
            class_evidence="labels in sorted order",
            class_labels=("no", "yes"),
            threshold=0.5,
            output_spread=NotRun(reason="only values have a spread"),
        ),
        table=Table(
            rows=500,
            rows_in_file=500,
            columns_in_file=9,
            fit_rows=300,
            evaluation_rows=200,
            features=("age_z", "income", "smoker", "sex_f", "sex_m"),
            inputs_from="data",
            target="outcome",
            ids=("person",),
            group=NotRun(reason="no --group was given"),
            weights=NotRun(reason="no --weights was given"),
            sensitive=("sex",),
            expectation=NotRun(reason="no --expect was given"),
            focus=NotRun(reason="no --focus was given"),
            dropped=NotRun(reason="a row that lacks an entry is an error: --missing drop was not given"),
            unused_columns=("remark",),
        ),
        explanation=Explanation(given="columns", columns=COLUMNS, left_out=(LeftOut(column="town", entries=212),)),
        options=Options(
            output_kind="auto",
            classes=None,
            threshold=0.5,
            evaluation_share=0.4,
            layer_order="auto",
            leaves=None,
            trees=None,
            smallest_leaf=None,
            max_partitions=16,
            target_fidelity=0.95,
            refits=4,
            min_support=20,
            tolerance=0.05,
            confidence=0.95,
            error_limit=0.5,
            min_description_quality=0.6,
            contrasts=("P1:P2",),
            seed=0,
            chunk_rows=8192,
        ),
        search=Search(
            rule="The candidate with the fewest partitions within one standard error of the best.",
            target_fidelity=0.95,
            candidates=(
                candidate("forward", 3, fidelity=0.89, chosen=True, on_front=True),
                candidate("backward", 4, fidelity=0.9, on_front=True),
                candidate("forward", 4, fidelity=0.87),
            ),
            trees_in_columns=(TreeOfSize(leaves=2, fidelity=0.71), TreeOfSize(leaves=4, fidelity=0.82)),
            description_folds=3,
            most_units=256,
        ),
        fidelity=FIDELITY,
        accuracy=Accuracy(
            network=rate(0.885, 0.833, 0.926, metric="accuracy"),
            partitions=rate(0.83, 0.771, 0.879, metric="accuracy"),
            most_frequent_label=rate(0.6, 0.529, 0.668, metric="accuracy"),
        ),
        stability=Stability(refits=4, index=0.72, lowest=0.61, highest=0.83, with_report=0.75),
        codes=5,
        partitions=PARTITIONS,
        profiles=PROFILES,
        flow=FLOW,
        images=NotRun(reason="the inputs are not known to be images"),
        map=MAP,
        contrasts=CONTRASTS,
        error_trees=(NETWORK_ERRORS, DISTILLATION_ERRORS, FLAGGED_TREE),
        drift=NotRun(reason="no --fit-data was given"),
        groups=GROUPS,
        flagged_rows=FlaggedRows(total=100, disagreeing=22, rows=tuple(flagged(place) for place in range(100))),
        versions={"python": "3.11.9", "yasenn-report": "0.1.0", "torch": "2.13.0"},
    )


def with_dictionary() -> Record:
    """The same, with plain words for its columns."""
    record = binary()
    columns = tuple(replace(column, **words) for column, words in zip(COLUMNS, WORDS, strict=True))
    words = InputFile(
        role="dictionary",
        name="words.toml",
        sha256="d" * 64,
        bytes=412,
        rows=NotRun(reason="a dictionary has no rows"),
        columns=NotRun(reason="a dictionary has no columns"),
    )
    explanation = replace(record.explanation, columns=columns)
    return replace(record, explanation=explanation, groups=IN_WORDS, inputs=(*record.inputs, words))


VALUES = ((1.52,), (-0.83,), (4.17,))


def values_partition(place: int) -> Partition:
    """A partition of values."""
    partition = PARTITIONS[place]
    (value,) = VALUES[place]
    assert not isinstance(partition.typical_rows, NotRun)
    edges = (-2.0, 0.0, 2.0, 6.0)
    return replace(
        partition,
        value=VALUES[place],
        decision=NotRun(reason="values are not decided between"),
        accuracy=NO_LABELS,
        mistakes=NO_LABELS,
        same_decision=NotRun(reason="values are not decided between"),
        calibration=NotRun(reason="values are not decided between"),
        outputs=Outputs(
            decided=(),
            histograms=(
                Histogram(edges=edges, shares=tuple(float(low <= value < high) for low, high in pairwise(edges))),
            ),
        ),
        typical_rows=tuple(replace(one, outputs=(value + 0.1,)) for one in partition.typical_rows),
    )


def r2(value: float, low: float, high: float) -> Estimate:
    """Of values."""
    return measured(value, low, high, metric="R2", method="delta method")


def drifting(here: float, elsewhere: float, reach: float) -> Shares:
    """A share of 200 evaluation rows beside one of 1,000 rows of the fit data, with how far the bounds reach."""
    difference = here - elsewhere
    return Shares(
        evaluation=rate(here, max(0.0, here - 0.07), here + 0.07, metric="share of rows"),
        fit_data=rate(elsewhere, max(0.0, elsewhere - 0.03), elsewhere + 0.03, metric="share of rows", rows=1000),
        difference=measured(difference, difference - reach, difference + reach, metric="difference of share of rows"),
    )


DRIFT = Drift(
    fit_data_rows=1_000,
    partitions=(
        PartitionShares(partition="P1", shares=drifting(0.5, 0.52, 0.11)),
        PartitionShares(partition="P2", shares=drifting(0.3, 0.12, 0.1)),
        PartitionShares(partition="P3", shares=drifting(0.2, 0.36, 0.12)),
    ),
    new_codes=drifting(0.005, 0.002, 0.03),
)


def values_rival(found: Rival, value: float) -> Rival:
    """A rival's R2."""
    return replace(found, fidelity=r2(value, value - 0.06, value + 0.05))


def regression() -> Record:
    """Values, without labels; a region, groups and weights, prepared inputs, columns of another file, own policy."""
    return judge(undecided_regression(), OWN_POLICY)


def undecided_regression() -> Record:
    """The same before the verdict."""
    record = undecided()
    fidelity = record.fidelity
    task = replace(
        record.task,
        name="regression",
        output_kind="values",
        evidence="as --output-kind says",
        class_names=(),
        class_labels=(),
        class_evidence="",
        threshold=NotRun(reason="only binary decisions have a threshold"),
        output_spread=(2.31,),
    )
    one = InputFile(role="prepared", name="inputs.npy", sha256="e" * 64, bytes=16_128, rows=800, columns=5)
    readable = InputFile(
        role="explanation",
        name="readable.csv",
        sha256="c" * 64,
        bytes=30_300,
        rows=802,
        columns=4,
        matched_by=("person",),
        notes=("Decimal commas were read as such",),
    )
    fit_data = InputFile(role="fit data", name="training.csv", sha256="f" * 64, bytes=99_001, rows=1_000, columns=9)
    config = InputFile(
        role="configuration",
        name="audit.toml",
        sha256=hashlib.sha256(OWN.encode()).hexdigest(),
        bytes=len(OWN),
        rows=NotRun(reason="a configuration has no rows"),
        columns=NotRun(reason="a configuration has no columns"),
    )
    code = InputFile(
        role="architecture",
        name="net.py",
        sha256="8" * 64,
        bytes=777,
        rows=NotRun(reason="code has no rows"),
        columns=NotRun(reason="code has no columns"),
        entry="build",
    )
    model, data = record.inputs
    return replace(
        record,
        task=task,
        accuracy=Accuracy(network=NO_LABELS, partitions=NO_LABELS, most_frequent_label=NO_LABELS),
        inputs=(model, replace(data, rows=800), code, readable, one, fit_data, config),
        explanation=replace(record.explanation, given="file", left_out=(LeftOut(column="remark", entries=0),)),
        table=replace(
            record.table,
            rows_in_file=800,
            inputs_from="prepared",
            target=NO_LABELS,
            group=Group(column="household", groups=210),
            weights="weight",
            expectation=Expectation(
                columns=("prediction",),
                meaning="outputs",
                rows=500,
                differing=0,
                largest=0.00012,
                first_row=None,
                sentence="'prediction' agrees with the network's outputs in 500 rows, to within 0.00012",
            ),
            focus=Focus(expression="branch == 'Bern'", rows=500, rows_in_file=790),
            dropped=Dropped(rows=10, by_column={"income": 10}, sentence="10 rows lack an entry in 'income'"),
        ),
        fidelity=replace(
            fidelity,
            primary=r2(0.87, 0.82, 0.92),
            chance_corrected=NotRun(reason="only decisions can agree by chance"),
            constant=r2(0.0, -0.01, 0.01),
            by_layer=tuple(
                replace(layer, fidelity=r2(0.8 + place / 20, 0.76, 0.9))
                for place, layer in enumerate(fidelity.by_layer)
            ),
            described=r2(0.8, 0.74, 0.86),
            direct_tree=r2(0.84, 0.79, 0.89),
            map_gain=measured(-0.04, -0.07, -0.01, metric="gain"),
            rivals=tuple(values_rival(found, 0.7 + place / 50) for place, found in enumerate(fidelity.rivals)),
        ),
        search=replace(record.search, target_fidelity=0.9),
        partitions=tuple(map(values_partition, range(3))),
        flagged_rows=FlaggedRows(
            total=100,
            disagreeing=22,
            rows=tuple(
                replace(
                    flagged(place),
                    network=(VALUES[1 if place < 60 else 2][0] + place / 50,),
                    distillation_error=place / 50 / 2.31,
                )
                for place in range(100)
            ),
        ),
        options=replace(record.options, target_fidelity=0.9),
        error_trees=(NO_LABELS, DISTILLATION_ERRORS, FLAGGED_TREE),
        drift=DRIFT,
        groups=GROUPS_OF_VALUES,
    )


def bare_partition(partition: Partition) -> Partition:
    """A partition of which nothing was measured."""
    return replace(
        partition,
        distillation_error=NONE,
        disagreement=NONE,
        status="inconclusive",
        accuracy=NONE,
        mistakes=NONE,
        same_decision=NONE,
        calibration=NONE,
        stability=NONE,
        outputs=NONE,
        not_describable="no description was tried",
        descriptions=(),
        drawing=NONE,
        profile=(),
        typical_rows=NO_ROWS,
    )


def nothing_run() -> Record:
    """Two classes; a reason wherever there can be one."""
    return judge(undecided_nothing(), default_policy())


def undecided_nothing() -> Record:
    """The same before the verdict."""
    record = undecided()
    fidelity = record.fidelity
    return replace(
        record,
        configuration={},
        presentation=Presentation(rows=False, detail="full"),
        context={"model_name": None, "model_version": None, "intended_use": None},
        findings=(),
        checks=tuple(replace(check, findings=NONE) for check in record.checks),
        table=replace(record.table, target=NO_LABELS, ids=(), sensitive=(), unused_columns=()),
        explanation=replace(record.explanation, given="inputs", left_out=()),
        fidelity=replace(
            fidelity,
            primary=NONE,
            chance_corrected=NONE,
            disagreement=NONE,
            distillation_error=NONE,
            error_distribution=ErrorDistribution(cuts=(0.0, 1.0), at_most=(0.0, 0.0)),
            constant=NONE,
            by_layer=tuple(replace(layer, fidelity=NONE, gain=NONE) for layer in fidelity.by_layer),
            described=NONE,
            direct_tree=NONE,
            map_gain=NONE,
            naming=NONE,
            unseen_codes=NONE,
            rivals=tuple(replace(found, fidelity=NONE, gain=NONE) for found in fidelity.rivals),
            swapped=Swapped(share=NONE, agreement=NONE),
            margin_control=MarginControl(share=NONE, agreement=NONE, least_margin=NONE),
            status_rows={
                "within_tolerance": StatusRows(rows=0, share=0.0),
                "low_fidelity": StatusRows(rows=0, share=0.0),
                "inconclusive": StatusRows(rows=200, share=1.0),
            },
        ),
        accuracy=Accuracy(network=NONE, partitions=NONE, most_frequent_label=NONE),
        stability=NotRun(reason="--refits 0 was given"),
        partitions=tuple(map(bare_partition, PARTITIONS)),
        map=NotRun(reason="there is one partition only, and nothing to name"),
        contrasts=Contrasts(different_pairs=2, running_together=0, pairs=()),
        error_trees=(
            NO_LABELS,
            NotRun(reason="errors do not gather anywhere that a shallow tree on these columns can name"),
            NotRun(reason="no partition is low fidelity"),
        ),
        groups=NotRun(reason="no --sensitive was given"),
        flagged_rows=NO_ROWS,
    )
