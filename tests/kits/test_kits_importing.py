"""Headings, paragraphs and lists of a guide become guidelines."""

from pathlib import Path

import pytest

from checker.composition import Composition
from checker.domain import BlockKind, Examples, Kind, Role
from checker.kits.importing import draft_kit
from tests.kits.guides import guide, imported, section, the_guidelines

HEADINGS = [
    ("What we lead with", "It is easy.", Kind.MESSAGE, Role.LEAD),
    ("Our core message", "It is easy.", Kind.MESSAGE, Role.LEAD),
    ("What holds it up", "It is right.", Kind.MESSAGE, Role.SUPPORT),
    ("Proof points", "It is right.", Kind.MESSAGE, Role.SUPPORT),
    ("What we don’t lead with", "Price.", Kind.MESSAGE, Role.AVOID),
    ("Messages to avoid", "Price.", Kind.MESSAGE, Role.AVOID),
    ("Who we are for", "Cooks in small kitchens.", Kind.MESSAGE, None),
    ("Facts", "The oven is blue.", Kind.FACT, None),
    ("What is true of us", "The oven is blue.", Kind.FACT, None),
    ("Claims", "“Bakes a loaf in an hour.” Keep the hour.", Kind.CLAIM, None),
    ("Words", "Write the brand with one capital.", Kind.TERM, None),
    ("How we sound", "Warm, dry.", Kind.VOICE, None),
    ("Tone of voice", "Warm, dry.", Kind.VOICE, None),
    ("What has to be there", "The phone number.", Kind.REQUIRED, None),
    ("Disclaimers", "Not for outdoor use.", Kind.REQUIRED, None),
    ("Odds and ends", "Never name a rival.", Kind.VOICE, None),
    ("Odds and ends", "The headline must be about bread.", Kind.MESSAGE, None),
    ("Odds and ends", "Never write “cheap”.", Kind.TERM, None),
    ("Odds and ends", "Emails must carry the address.", Kind.REQUIRED, None),
    ("Emails", "End with the address.", Kind.REQUIRED, None),
    ("Odds and ends", "There is no app.", Kind.FACT, None),
    ("Odds and ends", "Always “the oven that 8 in 10 bakers would buy”.", Kind.CLAIM, None),
]


@pytest.mark.parametrize(("heading", "text", "kind", "role"), HEADINGS)
def test_headings_and_words_tell_the_kind(
    heading: str, text: str, kind: Kind, role: Role | None, tmp_path: Path
) -> None:
    found = the_guidelines(tmp_path, *section(heading, text))

    assert [(g.kind, g.role) for g in found] == [(kind, role)]


def test_paragraphs_on_the_lead_message_are_one_guideline(tmp_path: Path) -> None:
    blocks = section("What we lead with", "> Bread without fuss.", "Ease comes first.", "In every headline.")

    (lead,) = the_guidelines(tmp_path, *blocks)

    assert lead.id == "lead-message"
    assert lead.text == "Our line: “Bread without fuss.” Ease comes first. In every headline."


def test_teams_are_taken_from_what_they_write(tmp_path: Path) -> None:
    blocks = section(
        "What has to be there", "- Support replies say when.", "- In sales, give the address.", "- A date."
    )

    assert [g.applies_to for g in the_guidelines(tmp_path, *blocks)] == [("support",), ("sales",), ()]


def test_examples_join_the_guideline_above_them(tmp_path: Path) -> None:
    blocks = section(
        "How we sound",
        "Warm, dry.",
        "- Do: “Bread, done.”",
        "- Don’t: “Bake like a pro!”",
        "Never blame.",
        "Instead of:",
        "> You forgot the yeast.",
        "Use:",
        "> The yeast was left out.",
    )

    warm, blame = the_guidelines(tmp_path, *blocks)

    assert warm.examples == Examples(on_brand=("Bread, done.",), off_brand=("Bake like a pro!",))
    assert blame.examples == Examples(
        on_brand=("The yeast was left out.",), off_brand=("You forgot the yeast.",)
    )


def test_do_and_dont_headings_stand_for_what_is_below_them(tmp_path: Path) -> None:
    blocks = [
        *section("Do", "- Say it plainly"),
        *section("Don’t", "- blame the baker", "- “Bake like a pro!”"),
    ]

    plainly, blame = the_guidelines(tmp_path, *blocks)

    assert plainly.text == "Say it plainly"
    assert blame.text == "Don't blame the baker"
    assert blame.examples.off_brand == ("Bake like a pro!",)


def test_labels_are_completed_by_the_heading(tmp_path: Path) -> None:
    text = "## What we don't lead with\n\n**Price.** Never a headline.\n"
    composition = Composition(text)
    composition.mark(3, 26, BlockKind.HEADING, level=2)
    composition.mark(28, 56, BlockKind.PARAGRAPH, markup=((28, 30), (36, 38)))
    document = composition.finish(b"", source="g.md", format_name="markdown")

    (price,) = imported(document, tmp_path).guidelines

    assert (price.id, price.text) == ("price", "We don't lead with price. Never a headline.")


def test_emphasis_is_read_as_a_quotation(tmp_path: Path) -> None:
    text = "Avoid *guys* and [*lads*](http://x.example) in **every** text.\n"
    composition = Composition(text)
    spans = [(6, 7), (11, 12), (17, 18), (18, 19), (23, 24), (24, 43), (47, 49), (54, 56)]
    composition.mark(0, len(text) - 1, BlockKind.PARAGRAPH, markup=tuple(spans))
    document = composition.finish(b"", source="g.md", format_name="markdown")

    (words,) = imported(document, tmp_path).guidelines

    assert words.text.startswith("Avoid “guys” and ")
    assert words.text.endswith(" in every text.")


def test_lists_with_an_introduction_are_read_with_it(tmp_path: Path) -> None:
    blocks = section(
        "How we sound",
        "We are friendly. We want to be:",
        "- warm",
        "- dry",
        "Avoid:",
        "- talking down to people who cook at home",
    )

    friendly, traits, down = (g.text for g in the_guidelines(tmp_path, *blocks))

    assert friendly == "We are friendly."
    assert traits == "We want to be: warm; dry"
    assert down == "Avoid: talking down to people who cook at home"


def test_explanations_are_left_and_rules_among_them_are_kept(tmp_path: Path) -> None:
    text = "Bread has been baked for as long as there have been ovens. " * 4 + "Never call it toast."
    blocks = section("How we sound", text, "See the handbook.", "What is bread?")

    written = draft_kit(guide(*blocks))
    (rule,) = the_guidelines(tmp_path, *blocks)

    assert rule.text == "Never call it toast."
    assert "Not understood" in written
    assert "See the handbook." in written
    assert "What is bread?" in written
