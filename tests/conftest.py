"""Fixtures that more than one test module uses. Networks are trained once per session."""

import pandas as pd
import pytest
import torch
from examples import Example
from networks import binary_loss, class_loss, train, value_loss, xor_table
from sklearn.datasets import load_diabetes, load_digits

from yasenn_report.audit import Audit

torch.set_num_threads(1)  # two test workers on two cores; more threads would only get in each other's way


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the pages of tests/report/golden instead of comparing with them."""
    parser.addoption("--update-golden", action="store_true", help="write the golden pages anew")


@pytest.fixture(scope="session")
def xor(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """A network that has learnt XOR of its first two inputs among four of noise."""
    X, y, _ = xor_table(4000, noise=4, seed=0)
    network = train(X, y, outputs=1, loss=binary_loss, widths=(16, 16), epochs=30)
    X, y, _ = xor_table(3000, noise=4, seed=1)
    table = pd.DataFrame(X, columns=["east", "north", "n1", "n2", "n3", "n4"]).assign(outcome=y)
    return Example(tmp_path_factory.mktemp("xor"), network, table)


@pytest.fixture(scope="session")
def foreign(xor: Example, tmp_path_factory: pytest.TempPathFactory) -> Example:
    """The XOR network beside a table with ids, persons and weights; ``readable.csv`` says in words what its inputs are.

    Its rows stand in another order, and it has some more of them.
    """
    folder = tmp_path_factory.mktemp("foreign")
    table = pd.read_csv(xor.data)
    table = table.assign(
        row=[f"r{n}" for n in table.index],
        person=[f"p{n % 700}" for n in table.index],
        weight=1 + table.index % 3,
        branch=["Bern" if n % 5 else "Genf" for n in table.index],
    )
    sides = pd.DataFrame(
        {
            "row": table["row"],
            "side": ["east" if east > 0 else "west" for east in table["east"]],
            "northing": (table["north"] * 100).round(1),
            "remark": [f"remark {n}" for n in table.index],
        }
    )
    more = pd.DataFrame({"row": ["x1", "x2"], "side": "east", "northing": 0.0, "remark": "none"})
    pd.concat([more, sides]).iloc[::-1].to_csv(folder / "readable.csv", index=False)
    example = Example(folder, torch.nn.Sequential(torch.nn.Linear(1, 1)), table)
    example.model.write_bytes(xor.model.read_bytes())
    return example


@pytest.fixture(scope="session")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """Ten classes."""
    frame = load_digits(as_frame=True).frame.rename(columns={"target": "outcome"})
    training, holdout = frame.iloc[:800], frame.iloc[800:]
    X, y = training.drop(columns="outcome").to_numpy(), training["outcome"].to_numpy()
    return Example(tmp_path_factory.mktemp("digits"), train(X, y, outputs=10, loss=class_loss, epochs=30), holdout)


@pytest.fixture(scope="session")
def diabetes(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """A network of values."""
    frame = load_diabetes(as_frame=True, scaled=False).frame.rename(columns={"target": "outcome"})
    frame["outcome"] = (frame["outcome"] - 150) / 77
    training, holdout = frame.iloc[:150], frame.iloc[150:]
    X, y = training.drop(columns="outcome").to_numpy(), training["outcome"].to_numpy()
    return Example(tmp_path_factory.mktemp("diabetes"), train(X, y, outputs=1, loss=value_loss, epochs=30), holdout)


@pytest.fixture(scope="session")
def xor_audit(xor: Example) -> Audit:
    """The audit of the XOR network with default options."""
    return xor.audit()


@pytest.fixture(scope="session")
def foreign_audit(foreign: Example) -> Audit:
    """The audit of a region of that table, in the words of ``readable.csv``, split by persons."""
    return foreign.audit(
        features=["east", "north", "n1", "n2", "n3", "n4"],
        reading={
            "ids": ["row"],
            "group": "person",
            "weights": "weight",
            "explain_with": foreign.data.parent / "readable.csv",
            "focus": "branch == 'Bern' and northing > -80",
        },
    )


@pytest.fixture(scope="session")
def digits_audit(digits: Example) -> Audit:
    """The audit of the network of ten classes."""
    return digits.audit()


@pytest.fixture(scope="session")
def diabetes_audit(diabetes: Example) -> Audit:
    """The audit of the network of values."""
    return diabetes.audit()
