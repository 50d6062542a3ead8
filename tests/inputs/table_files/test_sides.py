"""Groups and weights out of their columns, and the exact sentence where they are none."""

from pathlib import Path

import pytest
from tables import table_of

from yasenn_report.errors import TableError
from yasenn_report.inputs.table_files.sides import read_groups, read_weights


def test_groups_are_numbered_as_they_appear(tmp_path: Path) -> None:
    groups = read_groups(table_of(tmp_path, "a,who\n1,07\n2,7\n3, 07\n4,x\n", as_text=("who",)), "who")
    assert groups.tolist() == [0, 1, 0, 2]
    assert not groups.flags.writeable


def test_weights_are_numbers(tmp_path: Path) -> None:
    weights = read_weights(table_of(tmp_path, "a,w\n1,0.5\n2,1e-30\n3,3\n"), "w")
    assert weights.tolist() == [0.5, 1e-30, 3]
    assert not weights.flags.writeable


def test_a_row_without_a_group_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        read_groups(table_of(tmp_path, "a,who\n1,A\n2,\n", as_text=("who",)), "who")
    assert str(caught.value) == (
        "data.csv: row 2, column 'who' is empty; every row needs a group: fill the entry, or leave such rows out by "
        "--missing drop (1 of 2 rows: 1 lacks 'who')"
    )


FILL = "every row needs a weight: fill the entry, or leave such rows out by --missing drop (1 of 2 rows: 1 lacks 'w')"


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("0", "'0', which is no weight, since it is not greater than 0: correct the entry or remove the row"),
        ("-1.5", "'-1.5', which is no weight, since it is not greater than 0: correct the entry or remove the row"),
        (
            "inf",
            "'inf', which is infinite in the report's 32-bit numbers (the largest is 3.4e38): correct the entry or "
            "remove the row",
        ),
        (
            "-inf",
            "'-inf', which is infinite in the report's 32-bit numbers (the largest is 3.4e38): correct the entry or "
            "remove the row",
        ),
        ("", f"empty; {FILL}"),
        ("nan", f"'nan'; {FILL}"),
        ("x", "'x'; every row needs a weight that is a number: correct the entry or leave the column out"),
    ],
)
def test_what_is_no_weight_is_refused(tmp_path: Path, entry: str, message: str) -> None:
    with pytest.raises(TableError) as caught:
        read_weights(table_of(tmp_path, f"a,w\n1,2\n2,{entry}\n"), "w")
    assert str(caught.value) == f"data.csv: row 2, column 'w' is {message}"
