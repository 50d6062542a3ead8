"""The endnotes: where the method and the statistics come from."""

from dataclasses import dataclass

from yasenn_report.report.sections import Section, section


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One endnote."""

    key: str
    """What templates cite it by."""
    number: int
    """What readers know it by, from 1."""
    text: str
    """What it is that the source describes, and what this report uses it for."""
    source: str
    """Where it was published."""
    cited_in: tuple[Section, ...]
    """The sections that rest on it: where its links lead back to."""

    @property
    def anchor(self) -> str:
        """The ``id`` of its element."""
        return f"note-{self.key}"


# Bibliographic data were checked against library catalogues and documentation that quote them; what could not be
# confirmed (page numbers that sources disagree on) is left out.
TEXTS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "yasenn",
        "The method: codes of leaf indices from trees fitted layer by layer, and partitions made of them.",
        "Y. Zharov, D. Korzhenkov, P. Shvechikov, A. Tuzhilin: YASENN: Explaining Neural Networks via Partitioning "
        "Activation Sequences. arXiv 1811.02783, 2018.",
        ("method",),
    ),
    (
        "lightgbm",
        "The program that fits the boosted trees, of a layer for two classes or one value, and of the comparison.",
        "G. Ke and others: LightGBM: A Highly Efficient Gradient Boosting Decision Tree. Advances in Neural "
        "Information Processing Systems 30, 2017.",
        ("method", "comparisons"),
    ),
    (
        "k-means",
        "Kinds of behaviour among the fit rows are found around centres, moved until they settle.",
        "S. Lloyd: Least squares quantization in PCM. IEEE Transactions on Information Theory 28, 1982, 129-137.",
        ("method",),
    ),
    (
        "ward",
        "Partitions are merged two by two, each time those that make the sets least uneven inside.",
        "J. H. Ward: Hierarchical Grouping to Optimize an Objective Function. Journal of the American Statistical "
        "Association 58, 1963, 236-244.",
        ("method",),
    ),
    (
        "clopper-pearson",
        "Exact intervals for rates, from the binomial distribution: the stated confidence is reached or exceeded, "
        "whatever the true rate.",
        "C. J. Clopper, E. S. Pearson: The use of confidence or fiducial limits illustrated in the case of the "
        "binomial. Biometrika 26, 1934, 404-413.",
        ("verdict", "fidelity", "partitions"),
    ),
    (
        "bonferroni",
        "Bounds for all partitions at once: the chance of error is divided by the number of partitions. The "
        "inequality is Bonferroni's; its use for intervals is set out by Dunn.",
        "O. J. Dunn: Multiple Comparisons Among Means. Journal of the American Statistical Association 56, 1961, "
        "52-64.",
        ("verdict", "partitions", "regions"),
    ),
    (
        "effective-rows",
        "Where rows have groups or weights, bounds count how many independent rows they are worth.",
        "L. Kish: Survey Sampling. Wiley, 1965. For heavy groups compare M. P. Fay, E. J. Feuer: Confidence intervals "
        "for directly standardized rates. Statistics in Medicine 16, 1997, 791-801.",
        ("method", "limitations"),
    ),
    (
        "student",
        "Intervals of means, such as of the distillation error.",
        "Student (W. S. Gosset): The probable error of a mean. Biometrika 6, 1908, 1-25.",
        ("fidelity", "partitions"),
    ),
    (
        "delta-method",
        "Intervals of R² and of kappa: the spread of a ratio is taken from that of its two parts, near their values "
        "(the delta method). They are approximate.",
        "A standard result of statistics, with no single source.",
        ("fidelity",),
    ),
    (
        "total-variation",
        "The distance between two lists of class probabilities: half the sum of the absolute differences, which is "
        "the most by which the two can differ in the probability of anything.",
        "A standard measure; for example D. A. Levin, Y. Peres, E. L. Wilmer: Markov Chains and Mixing Times. American "
        "Mathematical Society, 2009, chapter 4.",
        ("fidelity", "partitions", "sheets"),
    ),
    (
        "kappa",
        "Agreement beyond chance.",
        "J. Cohen: A Coefficient of Agreement for Nominal Scales. Educational and Psychological Measurement 20, 1960, "
        "37-46.",
        ("fidelity",),
    ),
    (
        "adjusted-rand",
        "How alike the partitions of two refits are, beyond chance.",
        "L. Hubert, P. Arabie: Comparing partitions. Journal of Classification 2, 1985, 193-218.",
        ("method",),
    ),
    (
        "jaccard",
        "How far one partition is found again: rows in both as a share of rows in either.",
        "P. Jaccard: The distribution of the flora in the alpine zone. New Phytologist 11, 1912, 37-50. Used on single "
        "sets of rows as in C. Hennig: Cluster-wise assessment of cluster stability. Computational Statistics and Data "
        "Analysis 52, 2007, 258-271.",
        ("method", "partitions"),
    ),
    (
        "medoid",
        "Typical rows: rows with small distances to the others of their partition, found one after another.",
        "L. Kaufman, P. J. Rousseeuw: Finding Groups in Data: An Introduction to Cluster Analysis. Wiley, 1990.",
        ("sheets",),
    ),
    (
        "sha-256",
        "The fingerprints of files.",
        "National Institute of Standards and Technology: Secure Hash Standard, FIPS PUB 180-4, 2015.",
        ("verdict", "provenance", "signoff"),
    ),
)

NOTES = tuple(
    Note(key=key, number=number, text=text, source=source, cited_in=tuple(section(anchor) for anchor in anchors))
    for number, (key, text, source, anchors) in enumerate(TEXTS, start=1)
)
