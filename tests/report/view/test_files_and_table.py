"""What was audited: every file, the part of every column, the region on the cover."""

from dataclasses import replace

from records import MAP, binary, nothing_run, regression, with_dictionary

from yasenn_report.record import Record
from yasenn_report.record.columns import LeftOut
from yasenn_report.report.view.cover import region_of, worst_partition
from yasenn_report.report.view.files import audited_files, own_code
from yasenn_report.report.view.maps import unmapped
from yasenn_report.report.view.method import how_opened, spreads, what_was_split, wide_layers
from yasenn_report.report.view.read_files import file_notes, files, number_of_files
from yasenn_report.report.view.table_facts import table_facts


def values(record: Record) -> dict[str, str]:
    return {fact.name: fact.value for fact in table_facts(record)}


def test_every_file_has_its_size_and_hash() -> None:
    found = {fact.name: fact.value for fact in files(regression())}
    assert number_of_files(regression()) == "seven"
    assert found["Model file"] == "model.pt, 11,627 bytes; a pickled torch.nn.Sequential"
    assert found["Code that built the network"] == "net.py, 777 bytes; build was run"
    assert found["SHA-256 of that code"] == "8" * 64
    assert found["Fit data file"] == "training.csv, 99,001 bytes, 1,000 rows; compared with the data file only"
    assert found["Prepared file"] == "inputs.npy, 16,128 bytes"
    assert found["SHA-256 of the configuration file"] == regression().verdict.policy.sha256
    assert len(found) == 14
    assert file_notes(regression()) == (
        "data.csv: Entries are separated by semicolons",
        "readable.csv: Decimal commas were read as such",
    )


def test_the_cover_names_what_a_signature_stands_for() -> None:
    assert [(file.role, file.name) for file in audited_files(regression())] == [
        ("Model", "model.pt"),
        ("Architecture", "net.py:build"),
        ("Data", "data.csv"),
        ("Prepared", "inputs.npy"),
        ("Explanation", "readable.csv"),
    ]
    assert [file.role for file in audited_files(with_dictionary())] == ["Model", "Data", "Dictionary"]
    assert own_code(regression()).startswith("net.py:build, named by whoever made this report, built the network")
    assert own_code(binary()) == ""


def test_the_part_of_every_column_is_said() -> None:
    found = values(regression())
    assert found["Rows"] == "500 of the 800 rows of the file are in focus; the others have no part in this report"
    assert found["Rows that lack an entry"] == "10 rows lack an entry in 'income'"
    assert found["Rows of the prepared file"] == "800, matched by their order with the 800 of the data file"
    assert found["Rows of the explanation file"] == "802, matched by the ids in person with the 800 of the data file"
    assert found["Group column"] == "household, 210 groups; each fitted or measured as a whole"
    assert found["Weight column"] == "weight"
    assert found["Recorded predictions"].startswith("'prediction' agrees with the network's outputs in 500 rows")
    assert found["Explanation columns left out"] == "remark (no entries)"
    assert found["Target column"] == "not given: no accuracy was measured"


def test_what_was_not_given_is_said_too() -> None:
    found = values(nothing_run())
    assert found["Rows"] == "500; none was dropped"
    assert found["No column was named by"] == "--id, --group, --weights, --sensitive, --expect"
    assert "Id columns" not in found
    assert values(regression())["Id columns"] == "person"
    assert values(regression())["Sensitive columns"] == "sex"
    assert "No column was named by" not in values(regression())
    assert values(binary())["No column was named by"] == "--group, --weights, --expect"
    assert found["Explanation columns"] == "the input columns"
    assert found["Columns not used, and not tested for"] == "none"
    assert values(binary())["Explanation columns left out"] == "town (212 different entries of text)"
    one = replace(binary(), explanation=replace(binary().explanation, left_out=(LeftOut(column="a", entries=1),)))
    assert values(one)["Explanation columns left out"] == "a (1 different entry of text)"


def test_columns_stand_beside_what_the_file_calls_them() -> None:
    name = "Explanation columns, in which descriptions speak"
    assert values(binary())[name] == "age_z, income, smoker, sex is Female, sex is Male"
    assert values(with_dictionary())[name] == (
        "age at screening (age_z), yearly income (income), smoker, sex is woman (sex is Female), "
        "sex is man (sex is Male)"
    )


def test_a_region_is_on_the_cover() -> None:
    assert region_of(regression()) == (
        "This audit is about a part of the data file only: the 500 of 790 rows for which this holds: branch == 'Bern'. "
        "Nothing here is about the others."
    )
    assert region_of(binary()) == ""


def test_the_worst_partition_and_none() -> None:
    assert worst_partition(binary()).name == "Worst partition: P2"
    none = worst_partition(nothing_run())
    assert (none.name, none.reading.value, none.reading.rows) == ("Worst partition", "not run", "")
    assert none.reading.interval == "no partition's disagreement was measured"


def test_the_method_follows_the_audit() -> None:
    assert how_opened(regression()).endswith("What builds the network, net.py:build, was named and was run.")
    assert what_was_split(regression()) == "The rows in focus, whole groups at a time, were"
    assert what_was_split(binary()) == "The rows of the table were"
    assert spreads(regression()) == "2.31"
    assert wide_layers(binary()) == ""
    record = binary()
    first, *others = record.network.layers
    wide = replace(record.network, layers=(replace(first, units=1000), *others))
    assert wide_layers(replace(record, network=wide)) == (
        " Of hidden layer 1 they see the 256 activations that correlate most with what the layers before left "
        "unexplained, chosen on the fit rows."
    )


def test_partitions_that_no_leaf_names_are_listed() -> None:
    record = binary()
    assert unmapped(record) == ""
    rules = tuple(rule for rule in MAP.rules if rule.partition == "P3")
    assert unmapped(replace(record, map=replace(MAP, rules=rules))) == "No leaf of the map names P1 or P2."
    assert unmapped(nothing_run()) == ""
