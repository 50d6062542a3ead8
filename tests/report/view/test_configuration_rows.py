"""The options as the page prints them."""

from dataclasses import replace

import pytest

from yasenn_report.report.provenance import Setting, trace
from yasenn_report.report.view.audited import SettingRow, configuration


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (None, "not given"),
        ([], "not given"),
        (["a", "b, c"], "a, b, c"),
        (0.05, "0.05"),
        (1e-7, "1e-07"),
        (20, "20"),
        (8192, "8192"),
        (True, "yes"),
        (False, "no"),
        ("auto", "auto"),
    ],
)
def test_a_setting_is_printed_with_its_source(value: object, printed: str) -> None:
    settings = (Setting(option="an-option", value=value, source="config file"),)
    provenance = replace(trace("tool"), settings=settings)
    assert configuration(provenance) == (SettingRow(option="an-option", value=printed, source="config file"),)


def test_without_a_command_line_there_is_nothing_to_print() -> None:
    assert configuration(trace("tool")) == ()
