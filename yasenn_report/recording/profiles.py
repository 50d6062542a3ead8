"""The columns in which partitions differ most, for all partitions at once."""

import numpy as np
from numpy.typing import NDArray

from yasenn_report.audit import Audit
from yasenn_report.record.partitions import Profiles
from yasenn_report.yasenn.describe import standardised_differences

MOST_COLUMNS = 12


def record_profiles(audit: Audit) -> Profiles:
    """At most 12 columns, those with the largest difference in any partition, the largest first."""
    features, membership = audit.fit_features, audit.partitioning.membership
    differences = np.stack(
        [standardised_differences(features, membership == one) for one in range(len(audit.partitioning.partitions))]
    )
    chosen = most_different(differences)
    columns = audit.holdout.readable.columns
    return Profiles(
        columns=tuple((columns[index].column, columns[index].entry) for index in chosen.tolist()),
        standardised=tuple(tuple(row) for row in differences[:, chosen].tolist()),
    )


def most_different(differences: NDArray[np.float64]) -> NDArray[np.intp]:
    """Which columns to show, of differences (partitions, columns); none of those that never differ."""
    largest = np.abs(differences).max(axis=0)
    order = np.argsort(-largest, kind="stable")[:MOST_COLUMNS]
    return np.asarray(order[largest[order] > 0])
