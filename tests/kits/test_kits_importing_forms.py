"""Accepted spellings, bans on a condition, and what is left to the writer."""

from pathlib import Path

import pytest

from checker.domain import BlockKind, Severity
from checker.kits.importing.forms import variants
from tests.kits.guides import section, the_guidelines

LISTED = ["- kettle drum", "- open kettle", "- a.m.", "- TeaHub", "- tea towel", "- tea-towel rail"]


def test_a_list_of_accepted_forms_rules_out_their_other_spellings(tmp_path: Path) -> None:
    (words,) = the_guidelines(tmp_path, *section("Words as we spell them", *LISTED))

    assert {term.avoid: term.prefer for term in words.terms} == {
        "Kettle drum": "kettle drum",
        "Kettle Drum": "kettle drum",
        "kettle-drum": "kettle drum",
        "kettledrum": "kettle drum",
        "Open kettle": "open kettle",
        "Open Kettle": "open kettle",
        "open-kettle": "open kettle",
        "openkettle": "open kettle",
        "am": "a.m.",
        "A.M.": "a.m.",
        "Tea towel": "tea towel",
        "Tea Towel": "tea towel",
        "teatowel": "tea towel",
        "Tea-towel rail": "tea-towel rail",
        "Tea-Towel Rail": "tea-towel rail",
    }
    assert "Write TeaHub." in words.text


def test_a_list_of_words_that_is_not_about_spelling_rules_out_nothing(tmp_path: Path) -> None:
    found = the_guidelines(tmp_path, *section("Words we love", "- warm kettle", "- slow tea", "Never shout."))

    assert [term for guideline in found for term in guideline.terms] == []


@pytest.mark.parametrize(
    ("text", "words", "severity"),
    [
        ("Avoid “lads” as a word for everybody.", ["lads"], Severity.SUGGESTION),
        ("Avoid “lads”.", ["lads"], None),
        ("Don’t use aunts as a substitute for “novice”.", [], None),
        ("We recommend against using the word “punters”.", ["punters"], None),
        ("Avoid terms that make light of what some of us have to live with: “mad”.", ["mad"], None),
        ("Replace “utilise” with “use”.", ["utilise"], None),
        ("At your discretion, use “Tea” in place of “Department of Tea”.", [], None),
        ("For example, writing “Tbsp” instead of “tablespoon”.", [], None),
    ],
)  # fmt: skip
def test_sentences_rule_out_what_they_mean(
    text: str, words: list[str], severity: Severity | None, tmp_path: Path
) -> None:
    found = the_guidelines(tmp_path, *section("Odds and ends", text, "Never shout."))

    assert [term.avoid for guideline in found for term in guideline.terms] == words
    assert {guideline.severity for guideline in found if guideline.terms} == ({severity} if words else set())


@pytest.mark.parametrize("heading", ["Additional resources", "Further reading", "See also"])
def test_other_peoples_pages_are_no_instructions(heading: str, tmp_path: Path) -> None:
    blocks = [
        (BlockKind.HEADING, "Voice", 2),
        (BlockKind.PARAGRAPH, "Never shout."),
        *section(heading, "- Use Tea"),
    ]

    assert [guideline.text for guideline in the_guidelines(tmp_path, *blocks)] == ["Never shout."]


def test_names_have_no_variants() -> None:
    assert list(variants("Scrum", is_all=True)) == []
