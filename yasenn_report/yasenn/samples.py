"""How much the rows that a number is measured on are worth: rows, weights, groups."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The rows that a number is measured on, and how many independent ones of equal weight they are worth.

    Rows of a group are taken as perfectly correlated: they are worth one row together. Groups of unequal weight are
    worth fewer than there are (Kish, Survey Sampling, 1965): the square of their sum over the sum of their squares.
    """

    rows: int
    weight: float
    """Sum of the rows' weights; ``rows`` if they were not weighed."""
    weight_squares: float
    """Sum over groups of the group's weight, squared; ``rows`` if there are neither groups nor weights."""

    @property
    def shrink(self) -> float:
        """What turns a weight into effective rows; exactly 1 without groups and weights."""
        return self.weight / self.weight_squares if self.weight_squares > 0 else 0.0

    @property
    def effective(self) -> float:
        """The effective number of rows."""
        return self.weight * self.shrink

    @property
    def simple(self) -> bool:
        """Whether every row is worth one row."""
        return abs(self.effective - self.rows) <= 1e-9 * self.rows

    @property
    def remark(self) -> str:
        """What the method of an interval must add."""
        return "" if self.simple else ", at the effective number of rows (Kish; the rows of a group count as one)"

    def __add__(self, other: "Sample") -> "Sample":
        return Sample(
            rows=self.rows + other.rows,
            weight=self.weight + other.weight,
            weight_squares=self.weight_squares + other.weight_squares,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The rows of one kind in a sample, for example those that are missed."""

    weight: float
    """Sum of their weights; their number if they were not weighed."""
    weight_squares: float
    """Sum over groups of the group's weight of this kind, squared; their number without groups and weights."""
    cross: float
    """Sum over groups of the group's weight of this kind times its whole weight; likewise."""

    def __add__(self, other: "Part") -> "Part":
        return Part(
            weight=self.weight + other.weight,
            weight_squares=self.weight_squares + other.weight_squares,
            cross=self.cross + other.cross,
        )


def sample_of(rows: int | Sample) -> Sample:
    """The sample of so many independent rows of equal weight; a sample stays what it is."""
    return rows if isinstance(rows, Sample) else Sample(rows=rows, weight=rows, weight_squares=rows)


def part_of(rows: int | Part) -> Part:
    """So many independent rows of equal weight; a part stays what it is."""
    return rows if isinstance(rows, Part) else Part(weight=rows, weight_squares=rows, cross=rows)
