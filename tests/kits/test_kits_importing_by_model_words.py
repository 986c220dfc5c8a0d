"""What a model says of a guide holds only where the guide says it."""

import itertools

import pytest

from checker.domain import BlockKind, Kind, Role
from checker.kits.importing.by_model.answers import (
    SaidCondition,
    SaidElement,
    SaidGuideline,
    SaidTerm,
    Words,
)
from checker.kits.importing.by_model.lookup import stands_in
from checker.kits.importing.by_model.passages import GuidePassage, passages_of, windows_of
from checker.kits.importing.by_model.verifying import Sourced, Verifier
from tests.kits.guides import guide, section, table

PASSAGES = passages_of([
    guide(
        *section(
            "What we lead with",
            "A quiet kitchen comes first. Our line is “Tea, and not a sound.” Price is never a headline.",
        ),
        *section(
            "Words",
            "- kettle, not boiler",
            "- people, not users (user guide is fine)",
            "- No ASAP.",
        ),
        *section(
            "Claims",
            "“Boils in 90 seconds, filled to the line.” Keep the line. Nothing else is claimed.",
        ),
        *section(
            "Legal",
            "Sales letters end with “Kettlewick Ltd, Mill Lane.” If steam comes up, say “Mind the steam.”",
        ),
    )
])  # fmt: skip
LEAD, CLAIM = 2, 8
THEMES = {"ease-of-use": None}


def said(**fields: object) -> SaidGuideline:
    """Return a guideline that the guide says, with other *fields*."""
    standard = {
        "sources": (Words(passage=LEAD, quote="A quiet kitchen comes first."),),
        "id": "quiet kitchen",
        "kind": Kind.MESSAGE,
        "text": "A quiet kitchen comes first.",
    }
    return SaidGuideline.model_validate({**standard, **fields})


def verified(guideline: SaidGuideline) -> tuple[Sourced | None, list[str]]:
    verifier = Verifier(PASSAGES, THEMES)
    return verifier.guideline(guideline), verifier.dropped


def test_the_guide_is_numbered_with_headings_and_rows() -> None:
    lines = [passage.line for passage in PASSAGES]

    assert lines[0] == "[1] # What we lead with"
    assert lines[LEAD - 1].startswith("[2] A quiet kitchen comes first.")
    assert PASSAGES[LEAD - 1].under == "What we lead with"
    assert next(p.text for p in PASSAGES if p.under == "Words") == "kettle, not boiler"


def test_a_tables_rows_are_passages_and_its_head_is_none_that_must_be_used() -> None:
    found = passages_of([table([("Say", "Not"), ("kettle", "boiler"), ("people", "users")])])

    assert [(p.text, p.is_rule) for p in found[1:]] == [
        ("Say | Not", False),
        ("kettle | boiler", True),
        ("people | users", True),
    ]


def test_pages_are_numbered_through_and_named() -> None:
    first = guide(*section("One", "Never shout.")).model_copy(update={"source": "a/one.md"})
    second = guide(*section("Two", "Never whisper.")).model_copy(update={"source": "a/two.md"})

    found = passages_of([first, second])

    assert [p.number for p in found] == list(range(1, len(found) + 1))
    assert [p.place.split(",")[0] for p in found if p.is_rule] == ["one.md", "two.md"]


def test_a_long_guide_goes_in_windows_that_share_their_ends() -> None:
    passages = passages_of(
        [guide(*section("Long", *(f"Rule {n} is never broken by us." for n in range(300))))]
    )

    found = windows_of(passages, 500)

    assert len(found) > 3
    assert [p for p in passages if not any(p in window for window in found)] == []
    for one, other in itertools.pairwise(found):
        assert set(one) & set(other)
        assert other[-1].number > one[-1].number


def test_a_long_block_is_more_than_one_passage_and_loses_no_word() -> None:
    text = " ".join(f"Sentence number {n} stands here." for n in range(200))

    found = [p for p in passages_of([guide((BlockKind.PARAGRAPH, text))]) if p.is_rule]

    assert len(found) > 1
    assert " ".join(p.text for p in found) == text
    assert max(len(p.text) for p in found) <= 1500


@pytest.mark.parametrize(
    ("words", "text", "stands"),
    [
        ("a quiet kitchen", "So a quiet  kitchen it is", True),
        ("the “line”", 'Keep the "line" always', True),
        ("don't", "We don’t", True),
        ("art", "We start here", False),
        ("$9", "It costs $9 now", True),
        ("streamlin*", "We streamline it", True),
        ("*", "anything", False),
        ("“”", "anything", False),
        ("A quiet", "a quiet kitchen", False),
        ("90", "190 seconds", False),
    ],
)
def test_only_white_space_and_quotation_marks_may_differ(words: str, text: str, stands: bool) -> None:  # noqa: FBT001 - a table
    assert stands_in(words, text) is stands


def test_a_guideline_keeps_the_words_that_it_comes_from() -> None:
    sourced, dropped = verified(said(role=Role.LEAD, themes=("ease-of-use",), applies_to=("sales",)))

    assert sourced is not None
    assert sourced.guideline.id == "quiet-kitchen"
    assert (sourced.guideline.role, sourced.guideline.themes) == (Role.LEAD, ("ease-of-use",))
    assert sourced.guideline.applies_to == ("sales",)
    assert [(s.passage.number, s.quote) for s in sourced.sources] == [(LEAD, "A quiet kitchen comes first.")]
    assert dropped == []


def test_a_quotation_with_the_wrong_number_is_found_where_it_stands() -> None:
    sourced, dropped = verified(said(sources=(Words(passage=CLAIM, quote="A quiet kitchen comes first."),)))

    assert sourced is not None
    assert sourced.sources[0].passage.number == LEAD
    assert dropped == []


@pytest.mark.parametrize(
    "quote", ["A loud kitchen comes first.", "quiet", "", "A quiet … first.", "Tea, and not a sound.Price"]
)
def test_a_guideline_without_words_of_the_guide_is_dropped(quote: str) -> None:
    sourced, dropped = verified(said(sources=(Words(passage=LEAD, quote=quote),)))

    assert sourced is None
    assert dropped[-1] == "quiet-kitchen: left out, since none of its words stand in the guide"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A quiet kitchen comes first, in 30 seconds.", "30 is not in the guide there"),
        ("Customers everywhere deserve luxury holidays.", "too few of its words are the guide's"),
    ],
)
def test_a_text_that_is_not_the_guides_is_made_of_its_quotations(text: str, why: str) -> None:
    sourced, dropped = verified(said(text=text))

    assert sourced is not None
    assert sourced.guideline.text == "A quiet kitchen comes first."
    assert why in dropped[0]


def test_themes_teams_and_roles_are_not_invented() -> None:
    sourced, dropped = verified(
        said(kind=Kind.FACT, role=Role.LEAD, themes=("ease-of-use",), applies_to=("pilots", "sales"))
    )
    message, told = verified(said(themes=("calmness",)))

    assert sourced is not None
    assert message is not None
    assert (sourced.guideline.role, sourced.guideline.themes) == (None, ())
    assert sourced.guideline.applies_to == ("sales",)
    assert "“pilots”" in dropped[0].replace('"pilots"', "“pilots”")
    assert (message.guideline.themes, len(told)) == ((), 1)


def test_terms_stand_in_the_guide_with_their_exceptions() -> None:
    terms = (
        SaidTerm(avoid="boiler", prefer="kettle"),
        SaidTerm(avoid="users", prefer="humans", exceptions=("user guide", "user manual")),
        SaidTerm(avoid="pot", prefer="kettle"),
        SaidTerm(avoid="people", prefer="people"),
        SaidTerm(avoid="ASAP"),
    )

    sourced, dropped = verified(said(kind=Kind.TERM, terms=terms))

    assert sourced is not None
    assert [(t.avoid, t.prefer, t.exceptions, t.case_sensitive) for t in sourced.guideline.terms] == [
        ("boiler", "kettle", (), False),
        ("users", "", ("user guide",), False),
        ("ASAP", "", (), True),
    ]
    assert len(dropped) == 3


def test_claims_keep_only_words_of_the_guide() -> None:
    conditions = (
        SaidCondition(claim="Boils in 90 seconds, filled to the line.", keep=("filled to the line",)),
        SaidCondition(claim="Boils in 60 seconds.", keep=("filled to the line",)),
        SaidCondition(claim="Boils in 90 seconds, filled to the line.", keep=("on a good day",)),
    )

    sourced, _ = verified(said(kind=Kind.CLAIM, conditions=conditions))

    assert sourced is not None
    assert [c.keep for c in sourced.guideline.conditions] == [("filled to the line",)]


def test_an_element_that_would_lose_its_circumstances_is_dropped() -> None:
    elements = (
        SaidElement(
            name="address", any_of=("Kettlewick Ltd, Mill Lane.", "Mill Street"), channels=("sales",)
        ),
        SaidElement(name="next", any_of=("@next-step",)),
        SaidElement(name="odd", any_of=("@telephone",)),
        SaidElement(name="steam", any_of=("Mind the steam.",), when=("steam", "vapour")),
        SaidElement(name="flood", any_of=("Mind the steam.",), when=("flood",)),
        SaidElement(name="team", any_of=("Mind the steam.",), channels=("pilots",)),
    )

    sourced, _ = verified(said(kind=Kind.REQUIRED, elements=elements))

    assert sourced is not None
    assert [(e.name, e.any_of, e.channels, e.when) for e in sourced.guideline.elements] == [
        ("address", ("Kettlewick Ltd, Mill Lane.",), ("sales",), ()),
        ("next", ("@next-step",), (), ()),
        ("steam", ("Mind the steam.",), (), ("steam",)),
    ]


def test_examples_and_phrases_stand_in_the_guide() -> None:
    sourced, dropped = verified(
        said(on_brand=("Tea, and not a sound.", "Hush!"), off_brand=("LOUD",), phrases=("no ASAP", "wow"))
    )

    assert sourced is not None
    assert sourced.guideline.examples.on_brand == ("Tea, and not a sound.",)
    assert sourced.guideline.examples.off_brand == ()
    assert sourced.guideline.phrases == ("no ASAP",)
    assert len(dropped) == 3


def test_a_passage_without_place_in_the_window_is_not_used() -> None:
    window = [GuidePassage(1, "Never shout.", "line 1", "", is_rule=True)]

    sourced = Verifier(window, {}).guideline(said())

    assert sourced is None
