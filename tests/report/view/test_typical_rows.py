"""Typical rows on the page, and outputs in words."""

from dataclasses import replace

import numpy as np
import pytest
from records import PARTITIONS, binary, nothing_run, regression, with_dictionary

from yasenn_report.audit import Audit
from yasenn_report.record.measured import NotRun
from yasenn_report.record.network import Task
from yasenn_report.record.partitions import Histogram, Outputs, Partition
from yasenn_report.recording import make_record
from yasenn_report.report.provenance import trace
from yasenn_report.report.view.shown_record import with_shown_names
from yasenn_report.report.view.typical import distribution_words, fullest, no_typical, output_words, typical_table
from yasenn_report.yasenn.activations import capture

P = "\N{NO-BREAK SPACE}%"
HISTOGRAM = Histogram(edges=(0.0, 0.5, 0.9, 1.0), shares=(0.1, 0.3, 0.6))
BINARY, VALUES = binary().task, regression().task
FIRST = PARTITIONS[0]


def classes(*names: str) -> Task:
    none = NotRun(reason="only binary decisions have a threshold")
    return replace(BINARY, name="multiclass", class_names=names, class_labels=names, threshold=none)


def partition_of(*value: float) -> Partition:
    return replace(FIRST, value=value)


def test_outer_bins_are_open() -> None:
    assert fullest(HISTOGRAM) == f"at least 0.900 (on 60.0{P} of the rows)"
    assert fullest(replace(HISTOGRAM, shares=(0.1, 0.6, 0.3))) == f"from 0.500 to below 0.900 (on 60.0{P} of the rows)"
    assert fullest(replace(HISTOGRAM, shares=(0.6, 0.1, 0.3))) == f"below 0.500 (on 60.0{P} of the rows)"


def test_decisions_come_with_their_shares_and_the_probability_with_its_range() -> None:
    found = Outputs(decided=(0.25, 0.75), histograms=(HISTOGRAM,))
    assert distribution_words(BINARY, partition_of(0.2, 0.8), found) == (
        f"The network decides for yes on 75.0{P}, no on 25.0{P} of its evaluation rows. Its probability of yes is most "
        f"often at least 0.900 (on 60.0{P} of the rows)."
    )
    certain = replace(found, decided=(0.0, 1.0, 0.0))
    assert distribution_words(classes("a", "b", "c"), partition_of(0, 1, 0), certain).startswith(
        f"The network decides for b on 100{P} of its evaluation rows. Its probability of b is"
    )
    spread = replace(found, decided=(0.1, 0.4, 0.2, 0.25, 0.05))
    assert distribution_words(classes(*"abcde"), partition_of(0, 1, 0, 0, 0), spread).startswith(
        f"The network decides for b on 40.0{P}, d on 25.0{P}, c on 20.0{P} of its evaluation rows, and for 2 other "
        "classes on the rest."
    )


def test_values_come_with_their_range() -> None:
    one = Outputs(decided=(), histograms=(HISTOGRAM,))
    assert distribution_words(VALUES, partition_of(0.7), one) == (
        f"The network's values are most often at least 0.900 (on 60.0{P} of the rows)."
    )
    two = Outputs(decided=(), histograms=(HISTOGRAM, HISTOGRAM))
    assert distribution_words(VALUES, partition_of(0.7, 0.8), two).startswith(
        "The network's values of the outputs, one after the other, are most often at least 0.900"
    )


def test_no_rows_have_a_reason() -> None:
    assert distribution_words(BINARY, partition_of(0.2, 0.8), NotRun(reason="no evaluation row falls here")) == (
        "What the network puts out here was not measured: no evaluation row falls here."
    )


def test_outputs_in_words() -> None:
    assert output_words(BINARY, (0.25, 0.75)) == f"yes, probability 75.0{P}"
    assert output_words(replace(BINARY, threshold=0.8), (0.25, 0.75)) == f"no, probability 25.0{P}"
    assert output_words(VALUES, (1.5, -20.0)) == "1.50, -20.0"


def test_the_columns_of_the_profile_are_shown_with_units_in_the_head() -> None:
    table = typical_table(binary(), FIRST)
    assert table is not None
    assert (table.file, table.columns) == ("data.csv", ("age_z", "sex is Male"))
    assert [line.row for line in table.lines] == ["row 12, person p012", "row 1,207, person p877"]
    assert [line.values for line in table.lines] == [("-1.10", "no"), ("-0.600", "yes")]
    words = typical_table(with_dictionary(), FIRST)
    assert words is not None
    assert words.columns == ("age at screening (years)", "sex is man")
    assert [line.values for line in words.lines] == [("34.0", "no"), ("39.0", "yes")]


def test_codes_have_their_meanings_and_without_a_profile_the_first_columns_are_shown() -> None:
    table = typical_table(with_dictionary(), replace(FIRST, profile=()))
    assert table is not None
    assert table.columns == (
        "age at screening (years)",
        "yearly income (kEUR)",
        "smoker",
        "sex is woman",
        "sex is man",
    )
    assert table.lines[1].values == ("39.0", "31.5", "yes", "no", "yes")


def test_an_empty_id_is_called_so() -> None:
    assert not isinstance(FIRST.typical_rows, NotRun)
    row = replace(FIRST.typical_rows[0], ids={"person": "", "visit": "a\nb"})
    record = with_shown_names(replace(binary(), partitions=(replace(FIRST, typical_rows=(row,)),)))
    table = typical_table(record, record.partitions[0])
    assert table is not None
    assert table.lines[0].row == "row 12, person empty, visit a[U+000A]b"


def test_rows_that_were_left_out_have_a_reason() -> None:
    record = nothing_run()
    assert typical_table(record, record.partitions[0]) is None
    assert no_typical(record.partitions[0]) == (
        "No typical rows are shown: single rows were left out: --no-rows was given."
    )
    assert no_typical(FIRST) == ""


@pytest.mark.slow
def test_rows_are_those_of_the_file_with_ids_and_outputs(foreign_audit: Audit) -> None:
    audit = foreign_audit
    member = audit.book.assign(capture(audit.network, audit.holdout.features))
    outputs = audit.task.outputs(capture(audit.network, audit.holdout.features).outputs)
    record = make_record(audit, trace("yasenn-report"))
    for index, partition in enumerate(record.partitions):
        table = typical_table(record, partition)
        assert table is not None
        assert not isinstance(partition.typical_rows, NotRun)
        for typical, line in zip(partition.typical_rows, table.lines, strict=True):
            place = int(np.flatnonzero(audit.holdout.places == typical.row - 1)[0])
            assert place in audit.split.fit
            assert member[place] == index
            assert typical.ids == {"row": f"r{typical.row - 1}"}
            assert line.row == f"row {typical.row:,}, row r{typical.row - 1}"
            assert typical.values == tuple(audit.holdout.readable.values[place].tolist())
            assert typical.outputs == pytest.approx(outputs[place].tolist(), abs=1e-5)
