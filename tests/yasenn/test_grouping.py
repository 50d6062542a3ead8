"""Groups of a sensitive column: entries, bands of numbers, and what is left over."""

import numpy as np
import pytest

from yasenn_report.inputs.table_files.sides import Sensitive
from yasenn_report.yasenn.grouping import MOST_GROUPS, Group, Grouping, make_grouping, make_groupings


def grouping(labels: list[str], fit: list[int] | None = None) -> Grouping:
    """Of a column; every row is a fit row unless said otherwise."""
    rows = np.arange(len(labels)) if fit is None else np.array(fit, dtype=np.intp)
    return make_grouping(Sensitive(name="sex", labels=np.array(labels)), rows)


def ends(found: Grouping) -> list[tuple[float | None, float | None, int]]:
    return [(group.above, group.at_most, group.fit_rows) for group in found.groups]


def test_entries_are_groups_with_most_fit_rows_first() -> None:
    found = grouping(["b", "a", "b", "c", "b", "a"], fit=[0, 1, 2, 4, 5])
    assert found.column == "sex"
    assert found.groups == (
        Group(entry="b", fit_rows=3),
        Group(entry="a", fit_rows=2),
        Group(entry="c", fit_rows=0),
    )
    assert found.assign(np.array(["c", "a", "b"])).tolist() == [2, 1, 0]


def test_few_numbers_are_entries_in_their_order() -> None:
    found = grouping(["10", "9", "10", "-1.5", "10"])
    assert [group.entry for group in found.groups] == ["-1.5", "9", "10"]


def test_many_numbers_are_cut_at_quartiles_of_the_fit_rows() -> None:
    labels = [str(number) for number in range(40)] + ["1000"] * 40
    found = grouping(labels, fit=list(range(40)))
    assert ends(found) == [(None, 9, 10), (9, 19, 10), (19, 29, 10), (29, None, 10)]
    assert found.assign(np.array(["9", "9.5", "29", "29.01", "1000", "-7"])).tolist() == [0, 1, 2, 3, 3, 0]


def test_bands_that_would_be_the_same_are_one() -> None:
    found = grouping(["5"] * 60 + [str(number) for number in range(10, 30)])
    assert ends(found) == [(None, 5, 60), (5, None, 20)]


def test_most_rows_at_the_largest_number_are_a_group_of_their_own() -> None:
    found = grouping(["99"] * 90 + [str(number) for number in range(20)])
    assert ends(found) == [(None, 19, 20), (19, None, 90)]


def test_an_infinite_number_bounds_no_band() -> None:
    found = grouping(["-inf"] * 50 + [str(number) for number in range(13)] + ["inf"] * 50)
    assert [group for group in found.groups if group.above in (np.inf, -np.inf)] == []
    assert [group for group in found.groups if group.at_most in (np.inf, -np.inf)] == []
    assert sum(group.fit_rows for group in found.groups) == 113


def test_of_many_entries_those_with_most_fit_rows_stand_alone() -> None:
    labels = [f"town {number}" for number in range(30) for _ in range(30 - number)]
    found = grouping(labels)
    assert len(found.groups) == MOST_GROUPS
    assert [group.entry for group in found.groups[:2]] == ["town 0", "town 1"]
    rest = found.groups[-1]
    assert (rest.entry, rest.above, rest.at_most) == (None, None, None)
    assert rest.fit_rows == sum(30 - number for number in range(11, 30))
    assert found.assign(np.array(["town 29", "town 10", "no town"])).tolist() == [11, 10, 11]


def test_of_many_entries_those_of_few_rows_are_not_named() -> None:
    found = grouping([f"person {number}" for number in range(30)] + ["clerk"] * 5 + ["judge"] * 4)
    assert found.groups == (Group(entry="clerk", fit_rows=5), Group(fit_rows=34))
    assert grouping([f"person {number}" for number in range(30)]).groups == (Group(fit_rows=30),)


def test_twelve_entries_are_twelve_groups() -> None:
    found = grouping([f"town {number:02}" for number in range(12)])
    assert [group.entry for group in found.groups] == [f"town {number:02}" for number in range(12)]


@pytest.mark.parametrize(
    "entry", ["<script>alert(1)</script>", "x" * 200, "\N{ZERO WIDTH SPACE}", "a\nb", "{{ 7 * 7 }}"]
)
def test_entries_are_taken_as_they_are(entry: str) -> None:
    found = grouping([entry, "plain", entry])
    assert found.groups[0] == Group(entry=entry, fit_rows=2)
    assert found.assign(np.array([entry, "plain"])).tolist() == [0, 1]


def test_each_column_has_its_groups() -> None:
    columns = [Sensitive(name=name, labels=np.array(["a", "b"])) for name in ("sex", "race")]
    assert [one.column for one in make_groupings(columns, np.array([0, 1]))] == ["sex", "race"]
    assert make_groupings([], np.array([0])) == ()
