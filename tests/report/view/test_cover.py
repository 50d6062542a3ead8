"""The first page: what a person should look at first, and what nobody said of the release."""

from dataclasses import replace

from records import binary

from yasenn_report.report.view.cover import gravest, not_provided


def test_the_first_page_names_the_gravest_findings_those_on_the_network_first() -> None:
    record = binary()
    high, medium, low = record.findings
    on_network = replace(medium, code="YR030", title="The network is weak in P3", about="network")
    many = replace(record, findings=(high, medium, on_network, low))
    assert gravest(many) == (
        f"YR001 {high.title}: high, about this report",
        "YR030 The network is weak in P3: medium, about the network",
        f"YR002 {medium.title}: medium, about this report",
    )
    assert gravest(replace(many, findings=(high, *(on_network,) * 5)))[-1] == "2 more of high or medium severity"
    assert gravest(replace(record, findings=(low,))) == ()


def test_the_first_page_says_how_much_of_the_release_nobody_described() -> None:
    record = binary()
    assert not_provided(record).startswith("1 of 3 lines on the release under review")
    assert not_provided(replace(record, context={"model_name": "M"})) == ""
