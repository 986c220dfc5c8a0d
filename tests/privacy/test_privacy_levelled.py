"""Levelled texts know where their characters come from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.privacy.levelled import INVISIBLE, folded, level


@pytest.mark.parametrize(
    ("text", "levelled"),
    [
        ("０２０‑７９４６", "020-7946"),
        ("٠١٢ ৩৪", "012 34"),
        ("a\u00a0b\u2009c", "a b c"),
        ("ada＠x．example", "ada@x.example"),
        ("\u202a+44\u202c 2\u200b0", "+44 20"),
        ("O’Neil – 5", "O'Neil - 5"),
        ("", ""),
    ],
)
def test_digits_spaces_and_hyphens_are_written_in_one_way(text, levelled):
    assert level(text).text == levelled


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\u200b\u202a\u00ad1a "))))
def test_each_stretch_leads_back_to_the_characters_that_it_comes_from(text):
    levelled = level(text)

    for place in range(len(levelled.text)):
        start, end = levelled.stretch(place, place + 1)
        assert level(text[start:end]).text == levelled.text[place]
    assert len(levelled.text) == len(INVISIBLE.sub("", text))


def test_folding_drops_case_and_accents():
    assert folded("STRAẞE É e\u0301") == "strasse e e"
