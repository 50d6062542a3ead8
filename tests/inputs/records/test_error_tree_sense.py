"""Error trees of a record that do not fit the rest, or themselves."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import records

from yasenn_report.record.text import write_record

Refusal = Callable[[object], str]
NOT_AS = ": it is not as an audit writes it"
NOT_RUN = {"status": "not_run", "reason": "r"}


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        ((0, "kind"), "distillation", "error_trees[0].kind is 'distillation'; 'network' was expected"),
        ((1, "kind"), "network", "error_trees[1].kind is 'network'; 'distillation' was expected"),
        ((2, "kind"), "network", "error_trees[2].kind is 'network'; 'flagged' was expected"),
        (
            (0, "leaves", 0, "conditions", 0, "column"),
            "shoe size",
            "error_trees[0].leaves[0].conditions[0] speaks of 'shoe size', which is not in explanation.columns",
        ),
        ((0, "leaves"), [], "error_trees[0].leaves has 0 entries; 2 to 8 were expected"),
        ((0, "leaves", 0, "fit_rows"), 91, "error_trees[0].leaves have 301 fit_rows together; 300 were expected"),
        (
            (0, "leaves", 0, "evaluation_rows"),
            61,
            "error_trees[0].leaves have 201 evaluation_rows together; 200 were expected",
        ),
        ((1, "leaves", 0, "share"), 0.55, "error_trees[1].leaves have share 1.1 together; 1 was expected"),
        ((1, "leaves", 0, "errors_share"), 1.5, "error_trees[1].leaves[0].errors_share is 1.5; a share from 0 to 1 "
                                                "was expected"),
        (
            (1, "leaves", 0, "errors_share"),
            NOT_RUN,
            "error_trees[1].leaves have errors_share 0.2608695652173913 together; 1 was expected",
        ),
        (
            (1, "drawing", "nodes", 0),
            {"answer": 0, "counts": [1, 1]},
            "error_trees[1].drawing.nodes are no tree: not all stand below the first",
        ),
        (
            (1, "drawing"),
            {"class_names": ["right", "wrong"], "nodes": [{"answer": 0, "counts": [1, 1]}]},
            "error_trees[1].drawing has 1 leaves, and the tree has 2",
        ),
        (
            (1, "drawing"),
            {"class_names": ["right"], "nodes": [{"answer": 0, "counts": [1]}]},
            "error_trees[1].drawing.class_names has 1 entries; 2 were expected",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(
    content: dict[str, Any], refusal: Refusal, place: tuple[Any, ...], value: object, message: str
) -> None:
    *way, last = place
    at = content["error_trees"]
    for key in way:
        at = at[key]
    at[last] = value
    assert refusal(content) == message + NOT_AS


def test_a_tree_of_errors_against_labels_needs_labels(content: dict[str, Any], refusal: Refusal) -> None:
    content["table"]["target"] = NOT_RUN
    assert refusal(content) == (
        "error_trees[0] is of errors against labels, and table.target is not run: it is not as an audit writes it"
    )


def test_a_tree_of_flagged_rows_needs_a_partition_of_low_fidelity(content: dict[str, Any], refusal: Refusal) -> None:
    content["partitions"][1]["status"] = "inconclusive"
    assert refusal(content) == (
        "error_trees[2] is of rows in low-fidelity partitions, and no partition is of low fidelity" + NOT_AS
    )


def test_there_are_three(content: dict[str, Any], refusal: Refusal) -> None:
    del content["error_trees"][2]
    assert refusal(content).startswith("error_trees")


@pytest.mark.parametrize("name", ["mistakes", "same_decision", "calibration"])
def test_what_labels_say_of_a_partition_needs_labels(content: dict[str, Any], refusal: Refusal, name: str) -> None:
    content["table"]["target"] = NOT_RUN
    content["error_trees"][0] = NOT_RUN
    for partition in content["partitions"]:
        kept = partition[name]
        partition |= {"mistakes": NOT_RUN, "same_decision": NOT_RUN, "calibration": NOT_RUN, name: kept}
    first = 1 if name == "same_decision" else 0
    assert refusal(content) == (
        f"partitions[{first}].{name} is of errors against labels, and table.target is not run" + NOT_AS
    )


def test_a_mean_probability_is_a_share(content: dict[str, Any], refusal: Refusal) -> None:
    content["partitions"][2]["calibration"]["said"] = 1.2
    assert refusal(content) == "partitions[2].calibration.said is 1.2; a share from 0 to 1 was expected" + NOT_AS


@pytest.mark.parametrize("name", ["same_decision", "calibration"])
def test_what_is_of_decisions_needs_classes(content: dict[str, Any], refusal: Refusal, name: str) -> None:
    values = json.loads(write_record(records.regression()))
    values["table"]["target"] = "outcome"
    values["partitions"][1][name] = content["partitions"][1][name]
    assert refusal(values) == (
        f"partitions[1].{name} is of decisions between classes, and the network puts out values" + NOT_AS
    )
