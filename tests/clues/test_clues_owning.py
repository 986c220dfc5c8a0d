"""A kit's own lead is told apart by all its lines, and by nothing that any writing shares with them."""

import pytest

from checker.clues.owning import said_as_own
from checker.dossier import Dossier
from checker.splitter import split
from tests.drafts import draft
from tests.fakes import SMALL, checker, encode, kit

LINES = ["Sleep until dawn while the dough rests.", "No baker rises in the night."]
OWN = "“Sleep until dawn while the dough rests”"


def lead(**more):
    return {"id": "lead", "kind": "message", "role": "lead", "text": "Lead with a whole night in bed."} | more


def mix_of(text, **more):
    report = checker(kit(lead(**more))).check(draft(text)).report
    return {share.message: share.share for share in report.messages}


@pytest.mark.parametrize(
    "line",
    ["Sleep while the dough rests", "The dough rests, and no baker rises", "A whole night in bed for bakers"],
)
def test_what_is_like_any_line_of_the_kit_or_its_statement_says_its_message(line):
    assert mix_of(f"# {line}\n", allows=LINES[:1], examples={"on_brand": LINES}) == {OWN: 1.0}


def said(text, **more):
    document = draft(text)
    passages = tuple(split(document))
    vectors = encode([passage.plain for passage in passages])
    return said_as_own(Dossier(document, passages, vectors, kit(lead(**more)), SMALL, encode))[0]


def test_words_that_the_library_has_too_do_not_say_the_message():
    shared = ["So easy to use that the dough rests"]

    assert said("The dough rests", allows=shared) > 2 * said("So easy to use", allows=shared)


def test_every_line_of_the_kit_says_its_message_in_full():
    lines = [*LINES, lead()["text"]]

    assert all(said(line, examples={"on_brand": LINES}) == pytest.approx(1, abs=0.01) for line in lines)


@pytest.mark.parametrize("line", ["The gate is green", "The meeting is on Tuesday"])
def test_what_sells_nothing_does_not(line):
    assert mix_of(f"# {line}\n", allows=LINES[:1], examples={"on_brand": LINES}) == {}


def test_what_sells_a_theme_goes_to_the_theme():
    mix = mix_of("# The lowest price in town\n", allows=LINES[:1], examples={"on_brand": LINES})

    assert mix == {"Low price": 1.0}


def test_a_lead_that_only_names_its_theme_takes_no_passage_for_its_own_words():
    named = lead(themes=["ease-of-use"], text="Lead with a garden full of roses.")
    report = checker(kit(named)).check(draft("# A garden full of roses\n")).report

    assert report.messages == ()
