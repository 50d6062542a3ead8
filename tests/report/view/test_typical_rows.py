"""Typical rows on the page and in the record, and outputs in words."""

from dataclasses import replace

import numpy as np
import pytest
from tasks import BINARY, THREE, VALUES
from yasenn_report.report.record import make_record

from yasenn_report.audit import Audit
from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.report.provenance import trace
from yasenn_report.report.view.typical import distribution_words, fullest, output_words, typical_table, value_of
from yasenn_report.yasenn.activations import capture
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.fidelity import Histogram, OutputDistribution
from yasenn_report.yasenn.partition import Partition

P = "\N{NO-BREAK SPACE}%"
HISTOGRAM = Histogram(edges=(0.0, 0.5, 0.9, 1.0), shares=(0.1, 0.3, 0.6))


def partition_of(*value: float) -> Partition:
    return Partition(id="0" * 12, label="P1", codes=(), fit_rows=9, value=np.array(value))


def test_outer_bins_are_open() -> None:
    assert fullest(HISTOGRAM) == f"at least 0.900 (on 60.0{P} of the rows)"
    assert fullest(replace(HISTOGRAM, shares=(0.1, 0.6, 0.3))) == f"from 0.500 to below 0.900 (on 60.0{P} of the rows)"
    assert fullest(replace(HISTOGRAM, shares=(0.6, 0.1, 0.3))) == f"below 0.500 (on 60.0{P} of the rows)"


def test_decisions_come_with_their_shares_and_the_probability_with_its_range() -> None:
    found = OutputDistribution(decided=(0.25, 0.75), histograms=(HISTOGRAM,))
    assert distribution_words(BINARY, partition_of(0.2, 0.8), found) == (
        f"The network decides for yes on 75.0{P}, no on 25.0{P} of the evaluation rows. Its probability of yes is most "
        f"often at least 0.900 (on 60.0{P} of the rows)."
    )
    certain = replace(found, decided=(0.0, 1.0, 0.0))
    assert distribution_words(THREE, partition_of(0, 1, 0), certain).startswith(
        f"The network decides for b on 100{P} of the evaluation rows. Its probability of b is"
    )
    many = replace(THREE, class_names=tuple("abcde"))
    spread = replace(found, decided=(0.1, 0.4, 0.2, 0.25, 0.05))
    assert distribution_words(many, partition_of(0, 1, 0, 0, 0), spread).startswith(
        f"The network decides for b on 40.0{P}, d on 25.0{P}, c on 20.0{P} of the evaluation rows, and for 2 other "
        "classes on the rest."
    )


def test_values_come_with_their_range() -> None:
    one = OutputDistribution(decided=(), histograms=(HISTOGRAM,))
    assert distribution_words(VALUES, partition_of(0.7), one) == (
        f"The network's values are most often at least 0.900 (on 60.0{P} of the rows)."
    )
    two = OutputDistribution(decided=(), histograms=(HISTOGRAM, HISTOGRAM))
    assert distribution_words(VALUES, partition_of(0.7, 0.8), two).startswith(
        "The network's values of the outputs, one after the other, are most often at least 0.900"
    )


def test_no_rows_have_a_reason() -> None:
    assert distribution_words(BINARY, partition_of(0.2, 0.8), NotRun(reason="no evaluation row falls here")) == (
        "What the network puts out here was not measured: no evaluation row falls here."
    )


def test_outputs_and_entries_in_words() -> None:
    assert output_words(BINARY, (0.25, 0.75)) == f"yes, probability 75.0{P}"
    assert output_words(replace(BINARY, threshold=0.8), (0.25, 0.75)) == f"no, probability 25.0{P}"
    assert output_words(VALUES, (1.5, -20.0)) == "1.50, -20.0"
    assert [value_of(ReadableColumn(column="sex", entry="F"), value) for value in (0.0, 1.0)] == ["no", "yes"]
    assert value_of(ReadableColumn(column="age"), 24.0) == "24.0"


@pytest.mark.slow
def test_rows_are_those_of_the_file_with_ids_and_outputs(foreign_audit: Audit) -> None:
    audit = foreign_audit
    member = audit.book.assign(capture(audit.network, audit.holdout.features))
    outputs = audit.task.outputs(capture(audit.network, audit.holdout.features).outputs)
    partitions = make_record(audit, trace("yasenn-report"))["partitions"]
    for index, (partition, found) in enumerate(zip(partitions, audit.typical, strict=True)):
        lines = typical_table(audit, found, audit.descriptions.partitions[index].profile).lines
        for typical, line in zip(partition["typical_rows"], lines, strict=True):
            place = int(np.flatnonzero(audit.holdout.places == typical["row"] - 1)[0])
            assert place in audit.split.fit
            assert member[place] == index
            assert typical["ids"] == {"row": f"r{typical['row'] - 1}"}
            assert line.row == f"row {typical['row']:,}, row r{typical['row'] - 1}"
            assert [one["value"] for one in typical["values"]] == audit.holdout.readable.values[place].tolist()
            assert typical["outputs"] == pytest.approx(outputs[place].tolist(), abs=1e-5)


@pytest.mark.slow
def test_without_a_profile_the_first_columns_are_shown(digits_audit: Audit) -> None:
    table = typical_table(digits_audit, digits_audit.typical[0], ())
    assert table.columns == digits_audit.holdout.readable.names[:5]
    assert all(line.row.startswith("row ") and "," not in line.row for line in table.lines)
