"""Words of the report: each has one meaning, and no meaning leads back to its own word."""

import re
from graphlib import CycleError, TopologicalSorter

import pytest

from yasenn_report.report.glossary import Meaning, read_glossary

ASKED_FOR = {
    "Network",
    "Layer",
    "Activation",
    "Leaf index",
    "Code",
    "Partition",
    "Support",
    "Answer",
    "Distillation error",
    "Fidelity",
    "Accuracy",
    "Holdout",
    "Fit rows",
    "Evaluation rows",
    "Interval",
    "Confidence",
    "Tolerance",
    "Within tolerance",
    "Low fidelity",
    "Inconclusive",
    "Stability",
    "Precision",
    "Recall",
    "Map",
    "Contrast",
    "Typical row",
    "R²",
    "Total variation",
    "Bonferroni correction",
    "SHA-256",
}
PLURALS = {"Activation": "activations", "Leaf index": "leaf indices", "Typical row": "typical rows"}


def order(terms: tuple[Meaning, ...]) -> list[str]:
    """The words in an order in which each is explained by earlier ones only.

    Raises:
        CycleError: there is none.
    """

    def uses(meaning: str) -> set[str]:
        return {
            term.word
            for term in terms
            if re.search(
                rf"\b({re.escape(term.word)}s?|{PLURALS.get(term.word, '(?!)')})(?!\w)", meaning, re.IGNORECASE
            )
        }

    return list(TopologicalSorter({term.word: uses(term.meaning) for term in terms}).static_order())


def test_every_word_that_a_reviewer_meets_is_there() -> None:
    assert {term.word for term in read_glossary()} >= ASKED_FOR


def test_words_are_unique_and_in_alphabetical_order() -> None:
    words = [term.word.casefold() for term in read_glossary()]
    assert words == sorted(set(words))


def test_no_meaning_is_circular() -> None:
    assert len(order(read_glossary())) == len(read_glossary())


def test_a_circle_would_be_found() -> None:
    planted = (Meaning(word="Code", meaning="What a partition holds."), Meaning(word="Partition", meaning="Of codes."))
    with pytest.raises(CycleError):
        order(planted)


def test_meanings_are_one_or_two_sentences() -> None:
    for term in read_glossary():
        assert term.meaning.endswith(".")
        assert 1 <= len(re.findall(r"[.](?: |$)", term.meaning)) <= 2
