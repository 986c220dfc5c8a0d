"""Where a quotation stands, whatever its white space and its marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.judges.evidence import find
from checker.splitter import split
from tests.drafts import draft

DOCUMENT = draft(
    "# “Plain” tea\n\nIt’s  hot\nand   strong. It is not cheap.\n\n"
    "- It is not cheap.\n\n> It’s cold, she says."
)
PASSAGES = split(DOCUMENT)


@pytest.mark.parametrize(
    ("quote", "number", "words"),
    [
        ('"Plain" tea', 1, "“Plain” tea"),
        ("It's hot and strong.", 2, "It’s  hot\nand   strong."),
        ("hot and strong. It is not", 2, "hot\nand   strong. It is not"),
        ("It's hot", 9, "It’s  hot"),
        ("It's hot", -4, "It’s  hot"),
        ("It's hot…", 2, "It’s  hot"),
        ("“it’s hot", 2, None),
        ("Hot and strong", 2, None),
        ("It is cheap", 3, None),
        ("", 1, None),
        ("   ", 1, None),
        ("…", 1, None),
    ],
)
def test_a_quotation_is_found_exactly_or_not_at_all(quote, number, words):
    span = find(quote, PASSAGES, number)

    assert (DOCUMENT.text[slice(*span)] if span else None) == words


def test_words_that_stand_twice_are_those_of_the_passage_that_is_named():
    twice = "It is not cheap."
    numbers = [number for number, passage in enumerate(PASSAGES, start=1) if passage.text == twice]

    spans = [(PASSAGES[number - 1].start, PASSAGES[number - 1].end) for number in numbers]
    assert [find(twice, PASSAGES, number) for number in numbers] == spans
    assert len(set(spans)) == 2
    assert find("It is not cheap.", PASSAGES, 99) is None


@given(data=st.data(), words=st.lists(st.text("ab ’“\n\t.", min_size=1), min_size=1, max_size=5))
def test_any_stretch_of_a_passage_is_found_at_its_own_words(data, words):
    document = draft("\n\n".join(part.strip() or "x" for part in words))
    passages = split(document)
    if not passages:
        return
    number = data.draw(st.integers(1, len(passages)))
    text = passages[number - 1].text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = " ".join(text[start:end].split())

    span = find(quote, passages, number)

    assert bool(span) == bool(quote)
    if span:
        assert " ".join(document.text[slice(*span)].split()) == quote
