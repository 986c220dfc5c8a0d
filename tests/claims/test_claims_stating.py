"""What of a document is a claim, and what a complaint."""

import numpy as np
import pytest

from checker.claims import complaints_in, statements_in
from checker.domain import Basis
from checker.dossier import Dossier
from checker.splitter import split
from tests import fakes
from tests.drafts import draft

KIT = fakes.kit({"id": "calm", "kind": "voice", "text": "Sound calm."})
STATED = [
    ("Set-up takes ten minutes.", {Basis.FIGURE}),
    ("The new kettle ships in March 2027.", {Basis.DATE}),
    ("The offer holds only with a yearly contract.", {Basis.CONDITION}),
    ("Refunds exclude postage.", {Basis.CONDITION}),
    ("Our kettle boils faster than any gas ring.", {Basis.COMPARISON}),
    ("It costs half the price of a café.", {Basis.FIGURE, Basis.COMPARISON}),
    ("We are ISO 27001 certified.", {Basis.CERTIFICATION}),
    ("An award-winning kettle.", {Basis.CERTIFICATION}),
    ("Ours takes ten minutes, other providers take a week.", {Basis.FIGURE}),
    ("“It boils in two minutes,” said Ada Pot, our head of design.", {Basis.FIGURE}),
]
NOT_STATED = [
    "We like kettles.",
    "Does set-up take ten minutes?",
    "We are not ISO 27001 certified.",
    "Set-up does not take ten minutes.",
    "Competitors take three weeks.",
    "It used to take three weeks.",
    "They say that theirs takes three weeks.",
    "I'll ring you on 12 March at 10am.",
    "Talk to you tomorrow.",
    "If you have questions, call us.",
    "> It took me ten minutes.",
    "One plain screen.",
    "£384",
    "{{ 7*7 }} {% raw %}",
]


def dossier(text, **facts):
    document = draft(text, **facts)
    passages = split(document)
    vectors = fakes.encode([p.plain for p in passages]) if passages else np.zeros((0, 384), dtype=np.float32)
    return Dossier(document, passages, vectors, KIT, fakes.SMALL, fakes.encode)


@pytest.mark.parametrize(("text", "bases"), STATED)
def test_these_are_claims(text, bases):
    (statement,) = statements_in(dossier(text))

    assert set(statement.bases) >= bases
    assert " ".join(text.split()) == statement.text


@pytest.mark.parametrize("text", NOT_STATED)
def test_these_are_none(text):
    assert statements_in(dossier(text)) == ()


def test_a_rivals_figure_beside_ours_is_left_out():
    (statement,) = statements_in(dossier("Ours takes ten minutes, other providers take a week."))

    assert [measure.text for measure in statement.measures] == ["ten minutes"]


def test_each_measure_knows_what_its_clause_is_about():
    (statement,) = statements_in(dossier("Set-up takes ten minutes and support answers within one day."))

    about = [set(measure.about) for measure in statement.measures]
    assert "answer" in about[1] - about[0]
    assert "set" in about[0] - about[1]


def test_places_lead_back_to_the_words():
    made = dossier("# Kettles\n\nWe like kettles. Set-up takes ten minutes.")

    (statement,) = statements_in(made)

    assert made.document.text[statement.start : statement.end] == "Set-up takes ten minutes."


COMPLAINT = "> It is not easy to use, I am stuck.\n\nSorry to hear it."


def test_an_unhappy_customer_in_a_ticket_complains_about_a_theme():
    (complaint,) = complaints_in(dossier(COMPLAINT, format_name="tickets"))

    assert complaint.theme == "Ease of use"


@pytest.mark.parametrize(
    ("text", "format_name"),
    [
        (COMPLAINT, "html"),
        ("> It is easy to use, thank you so much!", "tickets"),
        ("It is not easy to use, I am stuck.", "tickets"),
    ],
)
def test_testimonials_praise_and_our_own_words_are_no_complaints(text, format_name):
    assert complaints_in(dossier(text, format_name=format_name)) == ()
