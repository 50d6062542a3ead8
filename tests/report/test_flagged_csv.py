"""The table of flagged rows, as the PDF carries it and as others read it back."""

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest
import records

from yasenn_report.record import Record
from yasenn_report.record.rows import FlaggedRow, FlaggedRows
from yasenn_report.report.flagged import write_flagged

HOSTILE = '=HYPERLINK("https://evil";"x"),\u202e\n-1'
INERT = '\'=HYPERLINK("https://evil";"x"),[U+202E]\n\'-1'
"""The same for a spreadsheet: an apostrophe before whatever would open a formula, nothing that turns the line."""


def flagged_of(record: Record) -> FlaggedRows:
    assert isinstance(record.flagged_rows, FlaggedRows)
    return record.flagged_rows


def written(record: Record) -> str:
    return write_flagged(record, flagged_of(record))


def lines_of(record: Record) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(record)), strict=True))


def test_the_columns_of_classes_are_named_by_them() -> None:
    assert written(records.binary()).splitlines()[0] == (
        "row,id: person,partition,status,code,code seen in fitting,network decides,partition decides,network: no,"
        "network: yes,partition: no,partition: yes,distillation error,disagrees"
    )


def test_the_columns_of_values_are_counted() -> None:
    assert written(records.regression()).splitlines()[0] == (
        "row,id: person,partition,status,code,code seen in fitting,network: 1,partition: 1,distillation error,disagrees"
    )


def test_every_row_says_what_the_record_says_of_it() -> None:
    record = records.binary()
    values = {one.label: one.value for one in record.partitions}
    lines = lines_of(record)
    assert len(lines) == 100
    for line, row in zip(lines, flagged_of(record).rows, strict=True):
        assert (line["row"], line["id: person"]) == (str(row.row), row.ids[0])
        assert (line["partition"], line["status"]) == (row.partition, row.status)
        assert line["code"] == "-".join(map(str, row.code))
        assert (line["code seen in fitting"] == "yes", line["disagrees"] == "yes") == (row.code_seen, row.disagrees)
        assert tuple(float(line[f"network: {name}"]) for name in ("no", "yes")) == row.network
        assert tuple(float(line[f"partition: {name}"]) for name in ("no", "yes")) == values[row.partition]
        assert float(line["distillation error"]) == pytest.approx(row.distillation_error, rel=1e-8)
        assert (line["network decides"] != line["partition decides"]) == row.disagrees
    assert [line["code seen in fitting"] for line in lines].count("no") == 1


def test_decisions_are_in_the_words_of_the_classes() -> None:
    record = records.binary()
    named = replace(record, task=replace(record.task, class_names=("declined, at first", "granted")))
    line = lines_of(named)[0]
    assert (line["network decides"], line["partition decides"]) == ("declined, at first", "granted")
    assert line["network: declined, at first"] == "0.6"


def test_the_threshold_decides_between_two_classes() -> None:
    record = records.binary()
    strict = replace(record, task=replace(record.task, threshold=0.9))
    assert {line["network decides"] for line in lines_of(strict)} == {"no"}


def test_rows_stay_in_the_order_of_the_record() -> None:
    record = records.binary()
    flagged = flagged_of(record)
    turned = replace(record, flagged_rows=replace(flagged, rows=flagged.rows[::-1]))
    assert [int(line["row"]) for line in lines_of(turned)] == [one.row for one in flagged.rows][::-1]


def test_ids_are_those_of_all_id_columns_in_their_order() -> None:
    record = records.binary()
    rows = tuple(replace(row, ids=("Zürich, 8001", row.ids[0])) for row in flagged_of(record).rows)
    several = replace(
        record,
        table=replace(record.table, ids=("town", "person")),
        flagged_rows=replace(flagged_of(record), rows=rows),
    )
    lines = lines_of(several)
    assert list(lines[0])[:4] == ["row", "id: town", "id: person", "partition"]
    assert (lines[3]["id: town"], lines[3]["id: person"]) == ("Zürich, 8001", "p306")


def test_without_id_columns_there_are_none() -> None:
    record = records.binary()
    rows = tuple(replace(row, ids=()) for row in flagged_of(record).rows)
    bare = replace(record, table=replace(record.table, ids=()), flagged_rows=replace(flagged_of(record), rows=rows))
    assert list(lines_of(bare)[0])[:2] == ["row", "partition"]


def test_no_flagged_row_is_a_table_of_its_header() -> None:
    record = records.binary()
    empty = replace(record, flagged_rows=FlaggedRows(total=0, disagreeing=0, rows=()))
    assert lines_of(empty) == []
    assert written(empty) == written(record).splitlines(keepends=True)[0]


def hostile() -> Record:
    """Ids, names of id columns and of classes that a spreadsheet would run."""
    record = records.binary()
    rows: tuple[FlaggedRow, ...] = tuple(replace(row, ids=(HOSTILE,)) for row in flagged_of(record).rows)
    return replace(
        record,
        table=replace(record.table, ids=(HOSTILE,)),
        task=replace(record.task, class_names=(HOSTILE, "@SUM(A1)")),
        flagged_rows=replace(flagged_of(record), rows=rows),
    )


def test_nothing_out_of_a_file_is_a_formula_or_turns_the_line() -> None:
    lines = lines_of(hostile())
    header, line = list(lines[0]), lines[0]
    assert header[1] == 'id: =HYPERLINK("https://evil";"x"),[U+202E]\n\'-1'
    assert line[header[1]] == INERT
    assert (line["network decides"], line["partition decides"]) == (INERT, "'@SUM(A1)")
    cells = [cell for found in (header, *(one.values() for one in lines)) for cell in found]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert "\u202e" not in written(hostile())


@pytest.mark.parametrize("make", [records.binary, records.with_dictionary, records.regression, hostile])
def test_pandas_reads_the_same_table(make) -> None:
    record = make()
    text = written(record)
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    assert frame.to_dict("records") == lines_of(record)
    numbers = pd.read_csv(io.StringIO(text))
    assert numbers["row"].tolist() == [row.row for row in flagged_of(record).rows]
    assert numbers["distillation error"].dtype == "float64"
    assert (numbers["disagrees"] == "yes").sum() == flagged_of(record).disagreeing == 22


def test_lines_end_alike_on_every_system() -> None:
    assert "\r" not in written(hostile())
    assert written(records.binary()).endswith("\n")
