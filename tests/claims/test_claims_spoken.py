"""What one statement speaks of: worked out once, kept as text, and worked out again once it may be another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.claims import ledger, spoken
from checker.claims.spoken import form, understood, written
from checker.claims.subjects import described
from tests import fakes
from tests.claims.planted import stands
from tests.claims.test_claims_ledgers import KIT, SAID, TODAY

NAMED = [
    "Maple takes ten minutes.",
    "For the Maple plan we ask £45 a month.",
    "With Maple you pay £54 a month.",
]
WORDS = st.frozensets(st.text(max_size=8), max_size=4)
KNOWN = (
    "1",
    '[["ireland","premium"],["in"]]\n[["delivery"],[],[],[],["ireland"],[],[]]\n'
    '[[],[],["express"],[],["premium"],["pool"],[]]',
)
"""A form, and how a statement is understood by it."""


def told_of(text, brand=KIT.brand):
    return spoken.spoken(text, described(text), brand)


def recorded(sentences, **told):
    stood = [stands(text, document=f"d{n}", team=f"t{n % 2}") for n, text in enumerate(sentences)]
    vectors = fakes.encode(sentences)
    return ledger(stood, vectors, KIT, encode=fakes.encode, today=TODAY, **told)


def test_a_ledger_is_the_same_whether_it_is_known_what_statements_speak_of():
    sentences = [*SAID, *NAMED, *SAID[:3]]

    kept = [understood(written(told_of(text))) for text in sentences]

    assert recorded(sentences, told=kept) == recorded(sentences)


def test_what_begins_a_sentence_is_a_name_where_others_use_it_as_one():
    first, *others = (told_of(text) for text in NAMED)

    assert first.first == {"maple"}
    assert not first.names
    assert all("maple" in one.names for one in others)
    assert recorded(NAMED, told=[first, *others]) == recorded(NAMED)


@given(st.lists(WORDS, min_size=2, max_size=2), st.lists(st.lists(WORDS, min_size=7, max_size=7), max_size=3))
def test_whatever_it_is_comes_back_as_it_was(names, things):
    found = spoken.Spoken(*names, tuple(spoken.Thing(*parts) for parts in things))

    kept = written(found)

    assert understood(kept) == found
    assert kept.isascii()


@pytest.mark.parametrize("text", ["", "\ud800 ten days", "\x00 £9\x1a", "9" * 200, "<script>1 day</script>"])
def test_hostile_statements_are_kept_as_they_are(text):
    assert understood(written(told_of(text))) == told_of(text)


def test_a_statement_is_understood_as_its_form_says():
    """Whoever makes this fail by changing how statements are understood changes `spoken.FORM`, too."""
    found = told_of("In Ireland delivery takes four working days, Premium pools pay £9.")

    assert (spoken.FORM, written(found)) == KNOWN


def test_another_brand_or_another_list_is_another_form(monkeypatch, tmp_path):
    before = form("Acme")
    assert len(before) == 64
    assert form("Apex") != before
    (tmp_path / "lexicons").mkdir()
    for name in spoken.LISTS:
        (tmp_path / "lexicons" / name).write_text("{}", encoding="utf-8")

    form.cache_clear()
    monkeypatch.setattr(spoken, "CORPUS", tmp_path)
    assert form("Acme") != before
    form.cache_clear()
