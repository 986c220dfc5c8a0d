"""Where a sentence uses an unwanted term, and where its capitals are no fault."""

import pytest

from checker.clues.terms import uses_of
from checker.domain import Term

SMALL = Term(avoid="Agile", prefer="agile", case_sensitive=True)
APART = Term(avoid="open-source", prefer="open source")
CLOCK = Term(avoid="am", prefer="a.m.")
CASES = [
    (SMALL, "We work in Agile ways.", ["Agile"]),
    (SMALL, "Agile ways work.", []),
    (SMALL, "It works. Agile does.", []),
    (SMALL, "The Agile Alliance met.", []),
    (SMALL, "Our Manifesto for Agile was long.", []),
    (SMALL, "Ten Reasons Why Agile Works Well", []),
    (SMALL, "We work in agile ways.", []),
    (APART, "an open-source tool", ["open-source"]),
    (APART, "an Open-source tool", ["Open-source"]),
    (APART, "an open source tool", []),
    (CLOCK, "at 9 am or 10am", [" am", "am"]),
    (CLOCK, "I am at 9 a.m.", []),
    (Term(avoid="sign up", prefer="register"), "please sign-up", ["sign-up"]),
]


@pytest.mark.parametrize(("term", "sentence", "used"), CASES)
def test_a_term_is_found_where_it_is_a_fault(term: Term, sentence: str, used: list[str]) -> None:
    assert [sentence[span.start : span.end] for span in uses_of(term, sentence)] == used
