"""The partitions for people who work in notebooks: an estimator in the style of scikit-learn."""

from dataclasses import replace
from typing import Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted, validate_data
from torch import nn

from yasenn_report.errors import AuditError
from yasenn_report.inputs.network import Network, take_file, take_network
from yasenn_report.inputs.task import OutputKind, tell_task
from yasenn_report.options import AuditOptions, choices, choose_support, target_fidelity
from yasenn_report.parameters import LARGEST_SEED, refuse_bad_parameters
from yasenn_report.yasenn.activations import Activations, capture
from yasenn_report.yasenn.codebook import CodeBook, make_code_book
from yasenn_report.yasenn.distil import LayerOrder
from yasenn_report.yasenn.fit_rows import FOLDS, FitRows
from yasenn_report.yasenn.grid import make_grid
from yasenn_report.yasenn.partition import Partition
from yasenn_report.yasenn.search import Search, search

FEWEST_ROWS = 2 * FOLDS  # the search holds out a fold at a time, and two rows are the fewest that can be told apart


class YasennPartitioner(ClusterMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """Find the kinds of decisions that a trained network makes: the partitions of an audit, without the audit.

    All rows that ``fit`` is given fit and choose; nothing here measures how far the partitions can be trusted. For
    that, keep rows aside, or run an audit.

    Args:
        network: any ``torch.nn.Module`` that takes rows of numbers, or a ``Network`` that was opened already. A module
            is copied and run in evaluation mode; it stays as it is.
        layer_order: which hidden layer is distilled first; ``auto`` searches.
        leaves: most leaves per tree, 2 to 64; None to search.
        trees: trees per layer, 1 to 20; None to search.
        smallest_leaf: smallest share of the rows in a leaf, 0 to 0.5; None for 0.05, less for many classes.
        max_partitions: most partitions, 1 to 40.
        min_support: fewest rows in a partition; None for what an audit would choose that measures on as many rows.
        target_fidelity: fidelity beyond which the search wants no more; None for an agreement of 0.95, or R2 0.90.
        output_kind: what the network's outputs are. Without it the last layer must tell: a notebook gives no target.
        threshold: two classes: probability of class 1 from which on class 1 is decided, 0 to 1.
        random_state: seed of all that is drawn; the same seed gives the same partitions.

    Attributes:
        network_: the ``Network`` that was run.
        search_: the ``Search``: all candidates with their scores, the rule, and the choice.
        code_book_: the ``CodeBook``: what turns activations into codes, and codes into partitions.
        partitions_: every ``Partition``, largest first; ``predict`` gives the place in this tuple.
        labels_: partition of each row of ``fit``, (rows,).
        n_features_in_: columns of X.
        feature_names_in_: their names, where X was a table whose columns have text names.

    Example:
        >>> import numpy as np
        >>> import torch
        >>> from yasenn_report import YasennPartitioner
        >>> _ = torch.manual_seed(0)
        >>> layers = [torch.nn.Linear(2, 8), torch.nn.ReLU(), torch.nn.Linear(8, 8), torch.nn.ReLU()]
        >>> network = torch.nn.Sequential(*layers, torch.nn.Linear(8, 1), torch.nn.Sigmoid())
        >>> X = np.random.default_rng(0).normal(size=(300, 2))
        >>> partitioner = YasennPartitioner(network, max_partitions=4).fit(X)
        >>> codes, member = partitioner.apply(X), partitioner.predict(X)
        >>> len(codes), int(member.max()) + 1 == len(partitioner.partitions_)
        (300, True)
        >>> sum(partition.fit_rows for partition in partitioner.partitions_)
        300
    """

    network_: Network
    search_: Search
    code_book_: CodeBook
    partitions_: tuple[Partition, ...]
    labels_: NDArray[np.intp]
    n_features_in_: int
    feature_names_in_: NDArray[np.object_]

    def __init__(
        self,
        network: nn.Module | Network,
        *,
        layer_order: LayerOrder | Literal["auto"] = "auto",
        leaves: int | None = None,
        trees: int | None = None,
        smallest_leaf: float | None = None,
        max_partitions: int = 16,
        min_support: int | None = None,
        target_fidelity: float | None = None,
        output_kind: OutputKind | None = None,
        threshold: float = 0.5,
        random_state: int | np.random.RandomState | None = 0,
    ) -> None:
        self.network = network
        self.layer_order = layer_order
        self.leaves = leaves
        self.trees = trees
        self.smallest_leaf = smallest_leaf
        self.max_partitions = max_partitions
        self.min_support = min_support
        self.target_fidelity = target_fidelity
        self.output_kind = output_kind
        self.threshold = threshold
        self.random_state = random_state

    def fit(self, X: ArrayLike, y: object = None) -> Self:  # noqa: ARG002 - scikit-learn's pipelines pass y
        """Search the code book and make the partitions.

        Args:
            X: inputs of the network, (rows, features), finite numbers, at least 6 rows.
            y: not used: what is partitioned is what the network says, whatever is true.

        Raises:
            YasennReportError: a parameter, the network, or the match of the two with X is refused.
            ValueError: X is no matrix of finite numbers.
        """
        refuse_bad_parameters(self.get_params(deep=False))
        features = validate_data(self, X, dtype=np.float64, ensure_min_samples=FEWEST_ROWS)
        self.network_ = self._open_network(features)
        rows = self._fit_rows(features)
        options = self._options(rows)
        grid = make_grid(choices(options), len(rows.task.class_names))
        self.search_ = search(rows, grid, target_fidelity=target_fidelity(options, rows.task))
        self.code_book_ = make_code_book(rows, self.search_.chosen.settings)
        self.partitions_ = self.code_book_.partitioning.partitions
        self.labels_ = self.code_book_.partitioning.membership
        return self

    def apply(self, X: ArrayLike) -> NDArray[np.int64]:
        """Codes, (rows, code length): one leaf index per tree, layers in distilled order.

        Raises:
            ValueError: X is no matrix of as many finite numbers per row as in ``fit``.
            AuditError: the network computes something that is no number.
        """
        activations = self._activations(X)
        return self.code_book_.distillation.codes(activations)

    def predict(self, X: ArrayLike) -> NDArray[np.intp]:
        """Place in ``partitions_`` of the partition of each row, (rows,).

        A code not seen in fitting goes to the partition that holds most fit rows of its deepest known prefix.

        Raises:
            ValueError: X is no matrix of as many finite numbers per row as in ``fit``.
            AuditError: the network computes something that is no number.
        """
        activations = self._activations(X)
        return self.code_book_.assign(activations)

    def _activations(self, X: ArrayLike) -> Activations:
        check_is_fitted(self)
        return capture(self.network_, validate_data(self, X, dtype=np.float64, reset=False))

    def _open_network(self, features: NDArray[np.float64]) -> Network:
        if isinstance(self.network, Network):
            return take_file(self.network.file, features)
        if isinstance(self.network, nn.Module):
            return take_network(self.network, features)
        raise AuditError(
            f"YasennPartitioner: network is a {type(self.network).__name__}; a torch.nn.Module that takes rows of "
            "numbers was expected, or what yasenn_report.inputs.network.load_network(path) opens"
        )

    def _fit_rows(self, features: NDArray[np.float64]) -> FitRows:
        activations = capture(self.network_, features)
        task = tell_task(
            self.network_, activations.outputs, None, output_kind=self.output_kind, threshold=self.threshold
        )
        outputs = task.outputs(activations.outputs)
        return FitRows(
            task=task,
            activations=activations,
            outputs=outputs,
            decisions=task.decisions(outputs) if task.classes else None,
            columns=features,
        )

    def _options(self, rows: FitRows) -> AuditOptions:
        """What an audit would be given, with the support that it would choose."""
        options = AuditOptions(
            layer_order=self.layer_order,
            leaves=self.leaves,
            trees=self.trees,
            smallest_leaf=self.smallest_leaf,
            max_partitions=self.max_partitions,
            min_support=self.min_support,
            target_fidelity=self.target_fidelity,
            seed=self._seed(),
        )
        support = options.min_support or choose_support(
            options, rows.task, fit_rows=len(rows), evaluation_rows=len(rows)
        )
        return replace(options, min_support=support)

    def _seed(self) -> int:
        if isinstance(self.random_state, int | np.integer):
            return int(self.random_state)
        return int(check_random_state(self.random_state).randint(LARGEST_SEED))
