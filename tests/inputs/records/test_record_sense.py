"""What types cannot see: whatever a record names must be there, and lists that belong together must fit."""

from collections.abc import Callable
from typing import Any

import pytest

Refusal = Callable[[object], str]
NOT_AS = ": it is not as an audit writes it"
NOT_RUN = {"status": "not_run", "reason": "r"}
TREE = ("map", "drawing")
NODES = (*TREE, "nodes")


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        # amounts
        (("created",), "2026-11-23T00:00:00+01:00", "created is 2026-11-23T00:00:00+01:00; a time in UTC and whole "
                                                    "seconds since 1970 was expected"),
        (("created",), "2026-11-23T00:00:00", "created is 2026-11-23T00:00:00; a time in UTC and whole seconds since "
                                              "1970 was expected"),
        (("created",), "1969-12-31T23:59:59Z", "created is 1969-12-31T23:59:59+00:00; a time in UTC and whole seconds "
                                               "since 1970 was expected"),
        (("table", "rows"), -1, "table.rows is -1; a whole number from 0 to 9007199254740992 was expected"),
        (("table", "rows"), 10**60, "table.rows is a number of very many digits; a whole number from 0 to "
                                    "9007199254740992 was expected"),
        (("table", "rows"), 0, "table.rows is 0; at least one row was expected"),
        (("flow", "paths", 0, "fit_rows"), 0, "flow.paths[0].fit_rows is 0; at least one row was expected"),
        (("search", "target_fidelity"), 1e300, "search.target_fidelity is 1e+300; a number between -1e+150 and 1e+150 "
                                               "was expected"),
        (("partitions", 0, "evaluation_share"), 1.5, "partitions[0].evaluation_share is 1.5; a share from 0 to 1 was "
                                                     "expected"),
        (("fidelity", "primary", "low"), 0.99999, "fidelity.primary.value is 0.885, which does not lie between its "
                                                  "bounds"),
        (("fidelity", "error_distribution", "cuts", 0), 99.0, "fidelity.error_distribution.cuts do not ascend"),
        (("explanation", "columns", 0, "lowest"), 99.0, "explanation.columns[0].lowest and highest do not ascend"),
        # shapes
        (("task", "class_names"), ["a"], "task.class_names has 1 entries, and task.name is 'binary'"),
        (("task", "class_names"), ["a", "b", "c"], "task.class_names has 3 entries, and task.name is 'binary'"),
        (("task", "class_labels"), ["a"], "task.class_labels has 1 entries; 2 were expected"),
        (("task", "threshold"), NOT_RUN, "task.threshold is a number where two classes are decided between, and only "
                                         "there"),
        (("partitions",), [], "partitions has no entry"),
        (("partitions", 1, "codes"), [], "partitions[1].codes has no entry"),
        (("partitions", 1, "value"), [0.5], "partitions[1].value has 1 entries; 2 were expected"),
        (("partitions", 0, "typical_rows", 0, "values"), [1.0], "partitions[0].typical_rows[0].values has 1 entries; 5 "
                                                                "were expected"),
        (("partitions", 0, "outputs", "decided"), [], "partitions[0].outputs.decided has 0 entries; 2 were expected"),
        (("partitions", 0, "outputs", "histograms", 0, "edges"), [0.0], "partitions[0].outputs.histograms[0].edges has "
                                                                        "1 entries; 4 were expected"),
        (("flagged_rows", "rows", 0, "ids"), [], "flagged_rows.rows[0].ids has 0 entries; 1 were expected"),
        (("flagged_rows", "rows", 0, "code"), [1], "flagged_rows.rows[0].code has 1 entries; 2 were expected"),
        (("explanation", "columns", 2, "factor"), 0.0, "explanation.columns[2].factor is 0"),
        (("profiles", "standardised"), [], "profiles.standardised has 0 entries; 3 were expected"),
        (("profiles", "standardised", 1), [], "profiles.standardised[1] has 0 entries; 4 were expected"),
        (("partitions", 0, "codes", 0), [1, 2, 3], "partitions[0].codes[0] has not as many leaf indices for each layer "
                                                   "of fidelity.by_layer"),
        (("flow", "paths", 0, "stops", 0), 8, "flow.paths[0].stops[0] is 8, and that stage has 3 stops"),
        (("flow", "paths", 0, "stops"), [0], "flow.paths[0].stops has 1 entries; 2 were expected"),
        (("flow", "stages", 0, "leaves"), [], "flow.stages[0].leaves has 0 entries; 1 to 8 were expected"),
        (("flow", "stages", 0, "leaves"), [[1]] * 9, "flow.stages[0].leaves has 9 entries; 1 to 8 were expected"),
        (
            ("images",),
            {"height": 1, "width": 2, "lowest": 0, "highest": 1,
             "partitions": [{"partition": "P1", "mean": [0, 256], "typical": NOT_RUN}]},
            "images.partitions[0].mean holds 256; whole numbers from 0 to 255 were expected",
        ),
        (
            ("images",),
            {"height": 2, "width": 2, "lowest": 0, "highest": 1,
             "partitions": [{"partition": "P1", "mean": [0] * 4, "typical": [[0]]}]},
            "images.partitions[0].typical[0] has 1 entries; 4 were expected",
        ),
        (
            ("images",),
            {"height": 0, "width": 2, "lowest": 0, "highest": 1, "partitions": []},
            "images have no height or no width",
        ),
        (("presentation", "rows"), False, "presentation.rows is false, and partitions[0].typical_rows[0] is a single "
                                          "row"),
        # names
        (("inputs", 0, "role"), "data", "inputs do not begin with one model and one data file"),
        (("partitions", 1, "label"), "P1", "partitions has 'P1' 2 times"),
        (("task", "class_names"), ["a", "a"], "task.class_names has 'a' 2 times"),
        (("findings", 0, "partition"), "P9\n", "findings[0].partition is 'P9\\n', which is no partition"),
        (("contrasts", "pairs", 0, "second"), "P9", "contrasts.pairs[0].second is 'P9', which is no partition"),
        (("flow", "paths", 0, "partition"), "P9", "flow.paths[0].partition is 'P9', which is no partition"),
        (("map", "rules", 0, "partition"), "P9", "map.rules[0].partition is 'P9', which is no partition"),
        (("flow", "stages", 0, "layer"), "x", "flow.stages[0].layer is 'x', which is no hidden layer"),
        (("contrasts", "pairs", 0, "parting", "layer"), "x", "contrasts.pairs[0].parting.layer is 'x', which is no "
                                                             "hidden layer"),
        (("fidelity", "by_layer", 1, "layer"), "hidden layer 1", "fidelity.by_layer does not have every hidden layer "
                                                                 "once"),
        (("flow", "stages", 1, "layer"), "hidden layer 1", "flow.stages has other layers than fidelity.by_layer, or "
                                                           "another order"),
        (
            ("map", "rules", 0, "rule", "conditions", 0, "column"),
            "a" * 99,
            f"map.rules[0].rule.conditions[0] speaks of '{'a' * 57}...', which is not in explanation.columns",
        ),
        (
            ("partitions", 0, "profile", 0, "entry"),
            "x",
            "partitions[0].profile[0] speaks of 'age_z' with the entry 'x', which is not in explanation.columns",
        ),
        (("profiles", "columns", 0), ["x", None], "profiles.columns[0] speaks of 'x', which is not in "
                                                  "explanation.columns"),
        (("partitions", 0, "decision"), "maybe", "partitions[0].decision is 'maybe', which is no class"),
        (("partitions", 0, "decision"), NOT_RUN, "partitions[0].decision is not run, and the network decides between "
                                                 "classes"),
        (("contrasts", "pairs", 0, "second"), "P1", "contrasts.pairs[0] has the same partition twice"),
        (("search", "candidates"), [], "search.candidates has 0 chosen ones; one was expected"),
        (("fidelity", "rivals", 0, "kind"), "unlimited tree", "fidelity.rivals has 0 of the kind 'tree of equal size'; "
                                                              "one was expected"),
        (("fidelity", "rivals", 0, "layer"), "hidden layer 1", "fidelity.rivals[0].layer does not go with its kind "
                                                               "'tree of equal size'"),
        (("fidelity", "status_rows"), {}, "fidelity.status_rows has other keys than inconclusive, low_fidelity, "
                                          "within_tolerance"),
        (("fidelity", "boosted_trees"), {"n": 1}, "fidelity.boosted_trees has other keys than n_estimators, "
                                                  "num_leaves"),
        # trees
        ((*NODES,), [], "map.drawing.nodes has 0 entries; 1 to 1000 were expected"),
        ((*NODES, 0, "left"), 0, "map.drawing.nodes[0].left is 0, and there is no such node below it"),
        ((*NODES, 0, "right"), 99, "map.drawing.nodes[0].right is 99, and there is no such node below it"),
        ((*NODES, 0, "right"), 1, "map.drawing.nodes are no tree: one stands below two others, or below itself"),
        ((*NODES, 0, "counts"), [[1]], "map.drawing.nodes[0].counts has 1 entries; 3 were expected"),
        ((*NODES, 0, "counts", 0), [1], "map.drawing.nodes[0].counts[0] has 1 entries; 4 were expected"),
        ((*NODES, 0, "edges", 1), -9.0, "map.drawing.nodes[0].edges do not ascend"),
        ((*NODES, 0, "threshold"), 99.0, "map.drawing.nodes[0].threshold is 99.0, which lies outside of its edges"),
        ((*NODES, 0, "column"), "x", "map.drawing.nodes[0] speaks of 'x', which is not in explanation.columns"),
        ((*NODES, 1, "answer"), 3, "map.drawing.nodes[1].answer is 3, and the tree has 3 classes"),
        ((*TREE, "class_names"), [], "map.drawing.class_names has no entry"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(
    place: tuple[Any, ...], value: object, message: str, content: dict[str, Any], refusal: Refusal
) -> None:
    found: Any = content
    for part in place[:-1]:
        found = found[part]
    assert found[place[-1]] != value
    found[place[-1]] = value
    assert refusal(content) == message + NOT_AS


def split(below: int, node: dict[str, Any]) -> dict[str, Any]:
    return node | {"left": below, "right": below + 1}


def test_nodes_in_a_circle_are_no_tree(content: dict[str, Any], refusal: Refusal) -> None:
    root, leaf, *_ = content["map"]["drawing"]["nodes"]
    content["map"]["drawing"]["nodes"] = [split(1, root), leaf, split(2, root), leaf]
    assert refusal(content) == f"map.drawing.nodes are no tree: one stands below two others, or below itself{NOT_AS}"


def test_nodes_that_hang_nowhere_are_no_tree(content: dict[str, Any], refusal: Refusal) -> None:
    root, leaf, *_ = content["map"]["drawing"]["nodes"]
    content["map"]["drawing"]["nodes"] = [split(1, root), leaf, leaf, split(4, root), leaf, leaf]
    assert refusal(content) == f"map.drawing.nodes are no tree: not all stand below the first{NOT_AS}"


def test_a_tree_of_many_splits_one_above_the_other_is_refused(content: dict[str, Any], refusal: Refusal) -> None:
    root, leaf, *_ = content["map"]["drawing"]["nodes"]
    content["map"]["drawing"]["nodes"] = [
        node for place in range(0, 90, 2) for node in (root | {"left": place + 1, "right": place + 2}, leaf)
    ] + [leaf]
    assert refusal(content) == f"map.drawing.nodes are deeper than 40 splits{NOT_AS}"
