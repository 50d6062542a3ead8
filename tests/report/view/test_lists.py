"""Long lists show their top and say how much more there is and where."""

from dataclasses import replace

import pytest
from drawn import DRAWN
from records import MAP, binary

from yasenn_report.record import Record
from yasenn_report.record.document import Presentation, Setting, Source
from yasenn_report.report.view.choice import make_choice
from yasenn_report.report.view.findings import make_findings
from yasenn_report.report.view.lists import names_of, top
from yasenn_report.report.view.maps import map_leaves
from yasenn_report.report.view.provenance import layers
from yasenn_report.report.view.settings import SettingRow, configuration, setting_value


def in_full(record: Record) -> Record:
    return replace(record, presentation=Presentation(rows=True, detail="full"))


def test_the_top_of_a_list() -> None:
    assert top("abcd", 2, "leaf", "leaves").shown == ("a", "b")
    assert top("abcd", 2, "leaf", "leaves").more == (
        "2 more leaves can be read in audit.json, which is attached to the PDF."
    )
    assert top("abcd", 3, "row").more == "1 more row can be read in audit.json, which is attached to the PDF."
    assert top(range(2000), 1, "row").more.startswith("1,999 more rows can be read")
    assert (top("ab", 2, "row").more, top("ab", None, "row").more, top("", 2, "row").more) == ("", "", "")
    assert top("abcd", None, "row").shown == tuple("abcd")


def test_names_are_cut_in_a_summary_only() -> None:
    names = [f"x{n}" for n in range(784)]
    assert names_of(binary(), names[:30]) == ", ".join(names[:30])
    assert names_of(binary(), names).endswith(
        "x28, x29 and 754 more, which can be read in audit.json, which is attached to the PDF"
    )
    assert names_of(in_full(binary()), names) == ", ".join(names)


def test_the_map_keeps_its_largest_leaves_in_their_order() -> None:
    record = binary()
    leaf = MAP.rules[0]
    rules = tuple(replace(leaf, rule=replace(leaf.rule, fit_rows=rows)) for rows in (1, 50, *range(20, 31), 2))
    record = replace(record, map=replace(MAP, rules=rules))
    found = map_leaves(record)
    assert [leaf.fit_rows for leaf in found.shown] == ["50", *map(str, range(24, 31))]
    assert found.more.startswith("6 more leaves of the map can be read")
    assert len(map_leaves(in_full(record)).shown) == 14


def test_findings_and_layers_and_candidates_are_cut() -> None:
    record = binary()
    many = replace(
        record,
        findings=record.findings * 12,
        network=replace(record.network, layers=(record.network.layers[0],) * 60),
        search=replace(record.search, candidates=record.search.candidates + record.search.candidates[1:] * 5),
    )
    assert make_findings(many).more.startswith("6 more findings can be read")
    assert layers(many).more.startswith("35 more layers can be read")
    assert make_choice(many, DRAWN).more.startswith("9 more candidates can be read")
    assert make_choice(many, DRAWN).candidates[0].chosen
    full = in_full(many)
    assert (make_findings(full).more, layers(full).more, make_choice(full, DRAWN).more) == ("", "", "")


def settings(given: int, left: int) -> Record:
    sources: list[Source] = ["default"] * left + ["command line"] * given
    rows = {f"o{place}": Setting(value=place, source=source) for place, source in enumerate(sources)}
    return replace(binary(), configuration=rows)


@pytest.mark.parametrize(
    ("given", "left", "shown", "more"),
    [
        (2, 3, ["o3", "o4"], "3 more options left at their defaults"),
        (40, 1, [f"o{n}" for n in range(1, 41)], "1 more option left at its default"),
        (2, 0, ["o0", "o1"], ""),
        (0, 2, [], "2 more options left at their defaults"),
    ],
)
def test_a_summary_shows_the_settings_that_somebody_chose_and_counts_the_others(
    given: int, left: int, shown: list[str], more: str
) -> None:
    found = configuration(settings(given, left))
    assert [row.option for row in found.shown] == shown
    assert found.more.partition(" can be read")[0] == more
    full = configuration(in_full(settings(given, left)))
    assert [row.option for row in full.shown] == [f"o{n}" for n in range(given + left)]


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (None, "not given"),
        ((), "not given"),
        (("a", "b, c"), "a, b, c"),
        (0.05, "0.05"),
        (1e-7, "1e-07"),
        (8192, "8192"),
        (True, "yes"),
        (False, "no"),
        ("auto", "auto"),
    ],
)
def test_a_setting_is_printed_with_its_source(value: object, printed: str) -> None:
    record = replace(binary(), configuration={"an-option": Setting(value=value, source="config file")})  # type: ignore[arg-type]
    assert configuration(record).shown == (SettingRow(option="an-option", value=printed, source="config file"),)
    assert setting_value(value) == printed


def test_without_a_command_line_there_is_nothing_to_print() -> None:
    assert configuration(replace(binary(), configuration={})).shown == ()


def test_a_layer_whose_units_are_no_part_of_codes_says_so() -> None:
    assert [row.units for row in layers(binary()).shown] == ["12", "8", "not part of a code"]
