"""What the outputs mean, from the last layer, the target and the user's word."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from yasenn_report.errors import TaskError
from yasenn_report.inputs.network import Network, load_network
from yasenn_report.inputs.table_files.target import Target
from yasenn_report.inputs.task import OutputKind, Task, tell_task


def network(folder: Path, outputs: int, *last: nn.Module) -> Network:
    torch.save(nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, outputs), *last), folder / "m.pt")
    return load_network(folder / "m.pt")


def target(*labels: str) -> Target:
    numbers = None
    if all(label.lstrip("-").replace(".", "").isdecimal() for label in labels):
        numbers = np.array(labels, dtype=np.float64)
    return Target(name="y", labels=np.array(labels), numbers=numbers)


def tell(net: Network, raw: list[list[float]], labels: Target | None = None, kind: OutputKind | None = None) -> Task:
    return tell_task(net, np.array(raw), labels, output_kind=kind, threshold=0.5)


def test_a_sigmoid_puts_out_the_probability_of_the_second_class(tmp_path: Path) -> None:
    task = tell(network(tmp_path, 1, nn.Sigmoid()), [[0.2], [0.7]], target("no", "yes"))
    assert (task.name, task.output_kind, task.class_names) == ("binary", "probabilities", ("no", "yes"))
    assert task.evidence == "because the last layer is Sigmoid"
    np.testing.assert_allclose(task.outputs(np.array([[0.2], [0.7]])), [[0.8, 0.2], [0.3, 0.7]])


@pytest.mark.parametrize(("last", "kind"), [(nn.Softmax(1), "probabilities"), (nn.LogSoftmax(1), "log-probabilities")])
def test_softmax_needs_no_target(tmp_path: Path, last: nn.Module, kind: str) -> None:
    raw = [[0.2, 0.3, 0.5]] if kind == "probabilities" else np.log([[0.2, 0.3, 0.5]]).tolist()
    task = tell(network(tmp_path, 3, last), raw)
    assert (task.name, task.output_kind, task.class_names) == ("multiclass", kind, ("0", "1", "2"))
    np.testing.assert_allclose(task.outputs(np.array(raw)), [[0.2, 0.3, 0.5]])


def test_a_linear_output_and_two_labels_make_logits(tmp_path: Path) -> None:
    task = tell(network(tmp_path, 1), [[-1.0], [2.0]], target("0", "1"))
    assert (task.name, task.output_kind) == ("binary", "logits")
    np.testing.assert_allclose(task.outputs(np.array([[0.0]])), [[0.5, 0.5]])


def test_a_linear_output_and_many_numbers_make_values(tmp_path: Path) -> None:
    task = tell(network(tmp_path, 1), [[0.5], [2.0]], target("0.5", "1.5", "3"))
    assert (task.name, task.output_kind, task.class_names) == ("regression", "values", ())


def test_several_linear_outputs_and_as_many_labels_make_logits(tmp_path: Path) -> None:
    assert tell(network(tmp_path, 3), [[1.0, 2, 3]], target("b", "a", "c")).class_names == ("a", "b", "c")


def test_labels_that_are_indices_keep_their_index_even_if_one_is_missing(tmp_path: Path) -> None:
    task = tell(network(tmp_path, 3), [[1.0, 2, 3]], target("2", "0"))
    assert (task.class_names, task.class_evidence) == (("0", "1", "2"), "the labels are class indices")


def test_numbers_as_labels_are_sorted_as_numbers(tmp_path: Path) -> None:
    task = tell(network(tmp_path, 3), [[1.0, 2, 3]], target("10", "9", "-1"))
    assert task.class_names == ("-1", "9", "10")
    assert task.class_evidence == "the labels in sorted order, which nothing in the files confirms"


def test_two_logits_are_a_binary_decision(tmp_path: Path) -> None:
    task = tell(network(tmp_path, 2), [[1.0, 2.0]], target("0", "1"))
    assert task.name == "binary"
    assert task.decisions(task.outputs(np.array([[1.0, 2.0], [3.0, 0.0]]))).tolist() == [1, 0]


def test_the_threshold_decides_for_the_second_class(tmp_path: Path) -> None:
    net = network(tmp_path, 1, nn.Sigmoid())
    task = tell_task(net, np.array([[0.5]]), None, output_kind=None, threshold=0.8)
    assert task.decisions(np.array([[0.3, 0.7], [0.2, 0.8]])).tolist() == [0, 1]


@pytest.mark.parametrize(
    ("outputs", "raw", "labels", "message"),
    [
        (
            1,
            [[1.0]],
            None,
            "m.pt: the last layer is Linear with 1 output, which can be logits of classes or plain values; say "
            "--output-kind logits for decisions between classes, or --output-kind values for numbers, or name the "
            "labels with --target",
        ),
        (
            1,
            [[0.1], [0.9]],
            target("0", "1"),
            "m.pt: the last layer is Linear with 1 output, all between 0.1 and 0.9: probabilities, their logarithms, "
            "values or logits; say which with --output-kind",
        ),
        (
            3,
            [[1.0, 2.0, 3.0]],
            target("a", "b"),
            "m.pt: the last layer is Linear with 3 outputs, and column 'y' holds 2 different labels, which fits "
            "neither; say --output-kind logits for decisions between classes, or --output-kind values for numbers",
        ),
    ],
)
def test_what_is_ambiguous_is_asked(
    tmp_path: Path, outputs: int, raw: list[list[float]], labels: Target | None, message: str
) -> None:
    with pytest.raises(TaskError) as refusal:
        tell(network(tmp_path, outputs), raw, labels)
    assert str(refusal.value) == message


def test_labels_that_do_not_fit_the_classes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TaskError) as refusal:
        tell(network(tmp_path, 1, nn.Sigmoid()), [[0.5]], target("a", "b", "c"))
    assert str(refusal.value) == (
        "m.pt: the network decides between 2 classes, but column 'y' holds 3 different labels; give the column of its "
        "2 classes, leave --target out, name the classes in the network's order with --classes, or say "
        "--output-kind values if they are no classes"
    )


def test_values_need_a_target_of_numbers(tmp_path: Path) -> None:
    with pytest.raises(TaskError, match="its outputs are values, but column 'y' holds text"):
        tell(network(tmp_path, 1), [[0.5]], target("a", "b"), "values")


def test_several_values_have_no_single_target(tmp_path: Path) -> None:
    with pytest.raises(TaskError, match="it puts out 2 values per row, but --target names the one column 'y'"):
        tell(network(tmp_path, 2), [[0.5, 1.0]], target("1", "2", "3"), "values")


def test_outputs_that_are_not_what_was_said_are_refused(tmp_path: Path) -> None:
    task = tell(network(tmp_path, 3), [[1.0, 2, 3]], kind="probabilities")
    with pytest.raises(
        TaskError, match="between 1 and 3, are no probabilities of classes; say what they are with --output-kind"
    ):
        task.outputs(np.array([[1.0, 2.0, 3.0]]))


@pytest.mark.parametrize("shape", ["probabilities", "log-probabilities"])
def test_outputs_that_sum_to_1_are_probabilities_whatever_the_last_layer(tmp_path: Path, shape: str) -> None:
    raw = np.array([[0.2, 0.3, 0.5], [0.1, 0.1, 0.8]])
    task = tell(network(tmp_path, 3), (raw if shape == "probabilities" else np.log(raw)).tolist(), target("0", "2"))
    assert task.output_kind == shape


def test_several_numbers_between_0_and_1_are_asked_about(tmp_path: Path) -> None:
    with pytest.raises(
        TaskError, match=r"all between 0\.2 and 0\.9: probabilities, their logarithms, values or logits"
    ):
        tell(network(tmp_path, 2, nn.Sigmoid()), [[0.2, 0.3], [0.9, 0.8]], target("0", "1"))


def test_labels_of_true_and_false_are_ordered(tmp_path: Path) -> None:
    labels = Target(name="y", labels=np.array(["True", "False"]), numbers=np.array([1.0, 0.0]))
    assert tell(network(tmp_path, 1, nn.Sigmoid()), [[0.5]], labels).class_names == ("False", "True")


def test_probabilities_a_little_above_1_are_cut(tmp_path: Path) -> None:
    task = tell(network(tmp_path, 1), [[0.5]], kind="probabilities")
    assert task.outputs(np.array([[1.00005]])).tolist() == [[0.0, 1.0]]


def test_a_threshold_needs_two_classes(tmp_path: Path) -> None:
    with pytest.raises(
        TaskError, match="--threshold decides between two classes, but this network has 3; leave it out"
    ):
        tell_task(network(tmp_path, 3), np.ones((1, 3)), None, output_kind="logits", threshold=0.7)


def with_classes(net: Network, raw: list[list[float]], labels: Target | None, *classes: str) -> Task:
    return tell_task(net, np.array(raw), labels, output_kind=None, threshold=0.5, classes=classes)


def test_classes_are_in_the_order_that_the_user_gives(tmp_path: Path) -> None:
    task = with_classes(network(tmp_path, 1, nn.Sigmoid()), [[0.5]], target("Bad", "Good"), "Good", "Bad")
    assert (task.class_names, task.class_labels) == (("Good", "Bad"), ("Good", "Bad"))
    assert task.class_evidence == "as --classes says"


def test_classes_give_names_to_indices(tmp_path: Path) -> None:
    task = with_classes(network(tmp_path, 3, nn.Softmax(1)), [[0.5, 0.2, 0.3]], target("0", "2"), "low", "mid", "high")
    assert (task.class_names, task.class_labels) == (("low", "mid", "high"), ("0", "1", "2"))


def test_classes_say_that_a_linear_output_is_logits(tmp_path: Path) -> None:
    task = with_classes(network(tmp_path, 1), [[-1.0], [2.0]], None, "no", "yes")
    assert (task.output_kind, task.evidence) == (
        "logits",
        "because the last layer is Linear and --classes names its classes",
    )


@pytest.mark.parametrize(
    ("labels", "classes", "message"),
    [
        (
            target("Bad", "Ugly"),
            ("Good", "Bad"),
            "column 'y' holds 'Ugly', which --classes does not name; name every label as the column writes it, in the "
            "order of the network's outputs",
        ),
        (None, ("a",), "--classes names 1 class, but the network decides between 2; name as many, in the order of its "
                       "outputs"),
        (None, ("a", "a"), "--classes names 'a' twice; every class needs a name of its own"),
    ],
)  # fmt: skip
def test_classes_that_do_not_fit_are_refused(
    tmp_path: Path, labels: Target | None, classes: tuple[str, ...], message: str
) -> None:
    with pytest.raises(TaskError) as refusal:
        with_classes(network(tmp_path, 1, nn.Sigmoid()), [[0.5]], labels, *classes)
    assert str(refusal.value) == f"m.pt: {message}"


def test_values_have_no_classes(tmp_path: Path) -> None:
    with pytest.raises(TaskError) as refusal:
        tell_task(network(tmp_path, 1), np.ones((1, 1)), None, output_kind="values", threshold=0.5, classes=("a", "b"))
    assert str(refusal.value) == "m.pt: --classes names classes, but this network puts out values; leave it out"


def test_labels_counted_from_1_are_no_indices_without_a_word(tmp_path: Path) -> None:
    """Three classes 1, 2, 3 without a row of 3 look like indices of which 0 is missing."""
    with pytest.raises(TaskError) as refusal:
        tell(network(tmp_path, 3, nn.Softmax(1)), [[0.2, 0.3, 0.5]], target("1", "2"))
    assert str(refusal.value) == (
        "m.pt: column 'y' holds '1', '2', which can be class indices counted from 0 without a row of class 0, or "
        "labels of which some are missing; name the 3 classes in the network's order with --classes"
    )
