"""What a real guide's sentences forbid, and what they only mention."""

import pytest

from checker.bootstrap import lexicon
from checker.domain import Guideline, Kind
from checker.kits.interpret.bans import concepts_of, phrases_of
from checker.kits.interpret.prose import quoted

FORBIDS = [
    ("Calm, plain, exact.", {"hype", "jargon"}),
    ("We write sentences without buzzwords, so that a neighbour knows what is meant.", {"hype", "jargon"}),
    ("A domain level with more than one word is separated by dashes, so that it is found.", set()),
    ("When you mention corporate brands in what you write, name several of them.", set()),
    ("Our pages should be fun and easy to read for anybody who has come to find something.", set()),
]  # fmt: skip
PHRASES = [
    ("Avoid moving or deleting pages without a good reason.", set()),
    ("Never let anybody forget that we are friendly, dedicated, hardworking people.", set()),
    ("No gushing, no free gifts.", {"gushing", "free gifts"}),
]
BANNED = [
    ("Don’t assume (for example, use “partner” instead of “wife”).", {"partner": False, "wife": True}),
    ("Spell out names of places, such as “Mississippi”.", {"Mississippi": False}),
    ("Never boast (“cheapest”).", {"cheapest": True}),
]


def voice(text: str) -> Guideline:
    return Guideline(id="voice", kind=Kind.VOICE, text=text)


@pytest.mark.parametrize(("text", "expected"), FORBIDS)
def test_a_manner_is_ruled_out_where_the_guide_speaks_of_writing(text: str, expected: set[str]) -> None:
    assert set(concepts_of(voice(text), lexicon().concepts)) == expected


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_a_clause_with_commas_is_no_list_of_things(text: str, expected: set[str]) -> None:
    assert set(phrases_of(voice(text), used=frozenset())) == expected


@pytest.mark.parametrize(("text", "expected"), BANNED)
def test_what_is_quoted_is_banned_or_asked_for(text: str, expected: dict[str, bool]) -> None:
    assert {each.text: each.banned for each in quoted(text)} == expected
