"""The nouns: frozen, strict, and what little they reckon themselves."""

import pytest
from pydantic import ValidationError

from checker import domain
from checker.domain import BrandKit, Document, Guideline, Kind, Limits, Place, Severity, Term, Unjudged
from tests.drafts import draft

EVERYONE = Guideline(id="all", kind=Kind.VOICE, text="Calm.")
SALES = Guideline(id="sales", kind=Kind.VOICE, text="Calm.", applies_to=("sales", "deck"))
COUNCILS = Guideline(id="councils", kind=Kind.VOICE, text="Calm.", applies_to=("councils",))
KIT = BrandKit(brand="Kettlewick", guidelines=(EVERYONE, SALES, COUNCILS))
NOUNS = [noun for name in domain.__all__ if isinstance(noun := getattr(domain, name), type)]


@pytest.mark.parametrize(
    ("facts", "ids"),
    [
        ({}, ["all", "sales", "councils"]),
        ({"team": "sales"}, ["all", "sales"]),
        ({"channel": "deck"}, ["all", "sales"]),
        ({"team": "support", "channel": "deck"}, ["all", "sales"]),
        ({"team": "support"}, ["all"]),
        ({"team": "support", "channel": "reply"}, ["all"]),
        ({"team": "support", "audience": "Councils"}, ["all", "councils"]),
        ({"team": "sales", "audience": "councils"}, ["all", "sales", "councils"]),
        ({"team": "sales", "audience": "hotels"}, ["all", "sales"]),
        ({"audience": "hotels"}, ["all", "sales", "councils"]),
    ],
)
def test_a_kit_gives_a_document_the_guidelines_that_apply(facts, ids):
    assert [g.id for g in KIT.for_document(draft("Tea.", **facts)).guidelines] == ids


def test_a_kit_gives_its_guidelines_by_kind():
    assert KIT.of(Kind.VOICE) == (EVERYONE, SALES, COUNCILS)
    assert KIT.of(Kind.FACT) == ()


def test_a_guideline_that_says_nothing_to_look_for_is_not_testable():
    assert not EVERYONE.is_testable
    assert EVERYONE.model_copy(update={"terms": (Term(avoid="cheap"),)}).is_testable
    assert EVERYONE.model_copy(update={"forbids": ("hype",)}).is_testable


def test_a_noun_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        KIT.brand = "Other"


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if issubclass(noun, domain.Noun)])
def test_a_noun_refuses_what_it_does_not_know(noun):
    with pytest.raises(ValidationError, match="Extra inputs"):
        noun.model_validate({"nonsense": 1})


def test_severities_are_ranked_from_the_gravest():
    assert [severity.rank for severity in Severity] == [0, 1, 2]


def test_a_part_that_was_not_judged_is_read_as_older_reports_have_it():
    part = Unjudged.model_validate_json('{"passages": 1, "begins": "Tea", "reason": "no answer"}')

    assert not part.is_passing


def test_words_are_what_white_space_parts():
    document = Document(source="d", format="text", digest="", text=" Tea  is\nready. ", blocks=())

    assert document.words == 3


def test_limits_and_places_have_defaults():
    assert Limits().seconds > 0
    assert Place() == Place(hidden=False)


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_says_what_it_is(noun):
    assert (noun.__doc__ or "").strip()
