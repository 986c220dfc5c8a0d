"""What is understood of a guideline's prose: `cases.yaml`, a table of invented guidelines."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from checker.bootstrap import lexicon
from checker.domain import BrandKit, Guideline, Kind, Severity, Term
from checker.kits.interpret import interpret

WORDS = lexicon()
CASES = YAML(typ="safe", pure=True).load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
SAID = [(kind, case) for kind, cases in CASES.items() for case in cases]
PIECES = st.sampled_from(
    ["not ", "never ", "“", "”", "(", ")", ": ", "; ", ". ", ", ", "Keep the year", "tea", "no ", "say "]
)


def understood(guideline):
    kit = BrandKit(brand="Kettlewick", guidelines=(guideline,))
    return interpret(kit, concepts=WORDS.concepts, themes=WORDS.themes).guidelines[0]


def shown(guideline):
    """Return what was understood, in the short forms of the table."""
    return {
        "role": guideline.role and guideline.role.value,
        "themes": list(guideline.themes),
        "forbids": list(guideline.forbids),
        "phrases": list(guideline.phrases),
        "allows": list(guideline.allows),
        "terms": {term.avoid: term.prefer for term in guideline.terms},
        "figures": [figure.quote for figure in guideline.figures],
        "keeps": [list(condition.keep) for condition in guideline.conditions],
        "elements": [element.any_of[0] for element in guideline.elements],
        "channels": [list(element.channels) for element in guideline.elements],
        "when": [list(element.when) for element in guideline.elements],
        "on_brand": list(guideline.examples.on_brand),
        "off_brand": list(guideline.examples.off_brand),
    }


@pytest.mark.parametrize(("kind", "case"), SAID, ids=[case["text"] for _, case in SAID])
def test_prose_is_understood(kind, case):
    understanding = shown(understood(Guideline(id="g", kind=kind, text=case["text"])))

    exact = {name: value for name, value in case.items() if name in understanding}
    assert {name: understanding[name] for name in exact} == exact
    for name in ("forbids", "phrases"):
        assert set(case.get(f"has_{name}", ())) <= set(understanding[name])
        assert not set(case.get(f"lacks_{name}", ())) & set(understanding[name])


@pytest.mark.parametrize("kind", Kind)
def test_the_table_has_cases_of_every_kind(kind):
    assert len(CASES[kind]) >= 5


def test_what_the_author_filled_in_is_left_alone():
    given_terms = (Term(avoid="punter", prefer="guest"),)
    guideline = Guideline(
        id="g",
        kind=Kind.TERM,
        text="Say host, not waiter.",
        terms=given_terms,
        severity=Severity.ERROR,
    )

    assert understood(guideline).terms == given_terms
    assert understood(guideline).severity is Severity.ERROR


def test_understanding_twice_changes_nothing():
    guideline = understood(Guideline(id="g", kind=Kind.FACT, text="Delivery takes two days. No discounts."))

    assert understood(guideline) == guideline


def test_a_word_that_another_guideline_uses_approvingly_is_not_banned():
    kit = BrandKit(
        brand="Kettlewick",
        guidelines=(
            Guideline(id="one", kind=Kind.FACT, text="We have no catalogue."),
            Guideline(id="two", kind=Kind.FACT, text="Our catalogue comes out in spring."),
        ),
    )

    one, _ = interpret(kit, concepts={}, themes={}).guidelines

    assert one.phrases == ()


@given(st.sampled_from(Kind), st.lists(PIECES, min_size=1, max_size=12).map("".join))
def test_any_prose_is_understood_somehow(kind, text):
    guideline = Guideline(id="g", kind=kind, text=f"Tea {text}")

    assert understood(guideline).text == guideline.text
