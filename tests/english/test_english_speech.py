"""Who says what: quotations, denials, other people's claims, questions, the brand's own people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.english.speech import (
    Span,
    is_negated,
    is_question,
    is_reported,
    is_spokesperson,
    quotations,
)


def marked(text):
    """Return *text* without its brackets, and where the words between them lie."""
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), start, end


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("She said “it is cheap” and left.", ["“it is cheap”"]),
        ('She said "it is cheap" and left.', ['"it is cheap"']),
        ("She said ‘it is cheap’ and left.", ["‘it is cheap’"]),
        ("She said 'it is cheap' and left.", ["'it is cheap'"]),
        ("Elle dit «c'est bon» et part.", ["«c'est bon»"]),
        ("“One” and “two”.", ["“One”", "“two”"]),
        ("‘It isn’t cheap’, she said.", ["‘It isn’t cheap’"]),
    ],
)
def test_quotations_are_found_by_their_marks(text, quoted):
    assert [text[span.start : span.end] for span in quotations(text)] == quoted


@pytest.mark.parametrize(
    "text",
    [
        "The kettle's lid and the pot's lid.",
        "It doesn’t boil, and it won’t.",
        "The cups’ rims",
        "",
        "“",
        "An open “ mark",
    ],
)
def test_apostrophes_and_open_marks_quote_nothing(text):
    assert quotations(text) == []


@given(st.text(alphabet="ab '\"“”‘’«»\n.", max_size=80))
def test_quotations_lie_apart_and_in_the_text(text):
    edges = [edge for span in quotations(text) for edge in span]

    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


@pytest.mark.parametrize(
    "text",
    [
        "We are not the [cheapest].",
        "We never promise [a refund].",
        "It comes without [a contract].",
        "We don’t offer [a discount].",
        "We don't offer [a discount].",
        "There is no [discount].",
        "Nobody here can give [a discount].",
        "We cannot make [a promise].",
        "We won't call it [unbreakable].",
        "It is far from [perfect].",
        "We sell tea rather than [a dream].",
        "[Cheap] is not what we are.",
        "[The lowest price] isn't us.",
        "Not included: windows, [mould].",
        "No calendar, no chat, [video].",
        "Neither fast nor [cheap].",
        "We stop short of [a guarantee].",
    ],
)
def test_what_a_clause_denies_is_negated(text):
    words, start, end = marked(text)

    assert is_negated(words, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "We are the [cheapest].",
        "We are not shy: we are the [cheapest].",
        "It is not slow, but it is [cheap].",
        "We don't wait; we give [a discount].",
        "Nothing is wrong. Take [a discount].",
        "If it is not right, you get [a refund].",
        "It never stops because it is [the best].",
        "[The lowest price] in town, and we are proud.",
        "You will notice [the best] tea.",
        "Not only that: it is [cheap], but good.",
    ],
)
def test_a_denial_elsewhere_leaves_the_words_standing(text):
    words, start, end = marked(text)

    assert not is_negated(words, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "Their line is [the lowest price].",
        "Competitors say they are [the cheapest].",
        "Another firm’s website promises [a refund].",
        "They claim to be [the best].",
        "You mentioned [the price].",
        "You've heard that it is [the cheapest].",
        "You asked whether it is [the cheapest].",
        "He asked for a [discount].",
        "Some companies promise [results].",
    ],
)
def test_what_others_claim_is_reported(text):
    words, start, _ = marked(text)

    assert is_reported(words, start)


@pytest.mark.parametrize(
    "text",
    [
        "We are [the cheapest].",
        "We say it plainly: [the lowest price].",
        "They asked us in. We are [the cheapest].",
        "[The cheapest], say competitors.",
        "I promise [a refund].",
        "Our website promises [a refund].",
    ],
)
def test_what_we_claim_is_not_reported(text):
    words, start, _ = marked(text)

    assert not is_reported(words, start)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Is it cheap?", True),
        ("Is it cheap? ", True),
        ("“Is it cheap?”", True),
        ("**Is it cheap?**", True),
        ("It is cheap.", False),
        ("Is it cheap? It is.", False),
        ("", False),
    ],
)
def test_a_question_ends_like_one(text, expected):
    assert is_question(text) is expected


@pytest.mark.parametrize(
    ("text", "whole", "expected"),
    [
        ("“We are glad,” said Ada Moss, chief executive.", "", True),
        ("“We are glad,” said Moss.", "Ada Moss is the founder of Kettlewick.", True),
        ("“We are glad,” said Ada Moss of Kettlewick's tea room.", "", True),
        ("“I am glad,” said Ada Moss, a customer.", "", False),
        ("“I am glad,” said Moss.", "Ada Moss keeps a café in Hull.", False),
        ("“I am glad.”", "Ada Moss is the founder of Kettlewick.", False),
    ],
)
def test_a_spokesperson_is_known_by_the_title_or_the_brand(text, whole, expected):
    [span] = quotations(text)

    assert is_spokesperson(text, span, "Kettlewick", whole or text) is expected


def test_a_quotation_holds_what_lies_between_its_marks():
    assert Span(5, 10).holds(6, 9)
    assert Span(5, 10).holds(4, 11)
    assert not Span(5, 10).holds(6, 12)
