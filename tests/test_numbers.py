"""How numbers are printed. A no-break space stands before the percent sign; here an ordinary one is compared."""

import pytest

from yasenn_report.numbers import band, count, exact, number, percent, plural, points, setting


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("share", "printed"),
    [(0.0, "0 %"), (1.0, "100 %"), (0.5, "50.0 %"), (0.0004, "< 0.1 %"), (0.9996, "> 99.9 %"), (0.9994, "99.9 %")],
)
def test_a_share_is_never_rounded_to_none_or_all(share: float, printed: str) -> None:
    assert plain(percent(share)) == printed


def test_a_chosen_share_keeps_its_digits() -> None:
    assert [plain(setting(share)) for share in (0.05, 0.95, 0.125, 0.001)] == ["5 %", "95 %", "12.5 %", "0.1 %"]


@pytest.mark.parametrize(
    ("value", "printed"),
    [(0, "0"), (0.08991, "0.0899"), (-1.2345, "-1.23"), (1234.5, "1,234"), (1.5e9, "1.5e+09"), (2e-7, "2e-07")],
)
def test_a_number_has_three_significant_digits(value: float, printed: str) -> None:
    assert number(value) == printed


def test_a_threshold_can_be_typed_in_again() -> None:
    for value in (0.1, 13.486, 1e-9, 123456.789, 1 / 3):
        assert float(exact(value)) == pytest.approx(value, rel=1e-14)


def test_counts_have_their_noun() -> None:
    assert (plural(1, "row"), plural(1200, "row"), count(12345)) == ("1 row", "1,200 rows", "12,345")
    assert plural(2, "leaf index", "leaf indices") == "2 leaf indices"


def test_bounds_are_rounded_outwards() -> None:
    """5.04 % is not "at least 5.0 %" by luck, and 5.004 % is not "at most 5.0 %"."""
    assert (plain(percent(0.0504, "down")), plain(percent(0.05004, "up"))) == ("5.0 %", "5.1 %")
    assert (number(0.12345, "down"), number(0.12345, "up")) == ("0.123", "0.124")
    assert (number(-0.12345, "down"), number(-0.12345, "up")) == ("-0.124", "-0.123")
    assert plain(percent(0.3, "up")) == "30.0 %"
    assert (plain(percent(0.0004, "down")), plain(percent(0.9996, "up"))) == ("0 %", "100 %")


def test_gaps_are_rounded_down_and_bands_are_told_by_their_bounds() -> None:
    assert points(0.0999, "down") == "9.9 percentage points"
    assert points(0.0999) == "10.0 percentage points"
    assert (band(None, 25.0), band(25.0, 40.5), band(40.5, None)) == (
        "at most 25",
        "above 25, at most 40.5",
        "above 40.5",
    )
    assert band(None, None) == ""


def test_rounding_up_to_the_next_power_keeps_three_digits() -> None:
    assert (number(0.9996), number(9.996), number(99.96)) == ("1.00", "10.0", "100")
