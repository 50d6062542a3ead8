"""Train the example network on scikit-learn's breast cancer table; write model.pt and holdout.csv beside this file.

The network sees raw columns: its first layer standardises them with the training rows' statistics. 150 rows train it;
the other 419 are the holdout.
"""

from pathlib import Path

import torch
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from torch import nn

HERE = Path(__file__).parent


def main() -> None:
    """Write both files."""
    data = load_breast_cancer(as_frame=True)
    columns = [name.replace(" ", "_") for name in data.feature_names]
    table = data.frame.rename(columns=dict(zip(data.feature_names, columns, strict=True)))
    table["diagnosis"] = table.pop("target").map({0: "malignant", 1: "benign"})
    training, holdout = train_test_split(table, train_size=150, random_state=0, stratify=table["diagnosis"])
    network = train(
        torch.tensor(training[columns].to_numpy(), dtype=torch.float32),
        torch.tensor((training["diagnosis"] == "malignant").to_numpy(), dtype=torch.float32),
    )
    torch.save(network, HERE / "model.pt")
    holdout.to_csv(HERE / "holdout.csv", index=False)


def train(inputs: torch.Tensor, malignant: torch.Tensor) -> nn.Sequential:
    """A network with two hidden layers that puts out the probability of malignant."""
    torch.manual_seed(0)
    standardise = nn.BatchNorm1d(inputs.shape[1], affine=False, eps=0.0)
    standardise.running_mean, standardise.running_var = inputs.mean(0), inputs.var(0)
    standardise.eval()
    body = nn.Sequential(nn.Linear(30, 32), nn.ReLU(), nn.Linear(32, 16), nn.ReLU(), nn.Linear(16, 1), nn.Sigmoid())
    optimiser = torch.optim.Adam(body.parameters(), lr=1e-3, weight_decay=1e-2)
    for _ in range(200):
        optimiser.zero_grad()
        nn.functional.binary_cross_entropy(body(standardise(inputs))[:, 0], malignant).backward()
        optimiser.step()
    return nn.Sequential(standardise, *body).eval()


if __name__ == "__main__":
    main()
