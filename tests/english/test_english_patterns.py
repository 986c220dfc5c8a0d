"""Patterns of words: what each sign matches, what is refused, and that nothing makes them slow."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.english.patterns import MAX_LENGTH, MAX_SIDES, InvalidPattern, pattern

MATCHES = [
    ("all forms of a word", "promise", "We promised nothing."),
    ("any case", "promise", "PROMISES!"),
    ("words next to each other", "top shelf", "the top shelf"),
    ("little words between", "brew tea", "We brew all our tea."),
    ("up to five words at a gap", "brew ... tea", "We brew one two three four five tea."),
    ("a gap of nothing", "brew ... tea", "brew tea"),
    ("an ellipsis as one sign", "brew … tea", "brew black tea"),
    ("one alternative", "(lid|spout)", "a spout"),
    ("an alternative of several words", "(lid|long spout) leak", "The long spout leaked."),
    ("an absent option", "two [working] days", "two days"),
    ("a present option", "two [working] days", "two working days"),
    ("any ending", "clean*", "cleanliness"),
    ("a form that any ending doesn't show", "save*", "savings"),
    ("exactly these capitals", "=Kettle", "The Kettle boils."),
    ("both sides", "free & month", "The first month is free."),
    ("three sides", "free & month & first", "The first month is free."),
    ("written-out contractions", "will not leak", "It won't leak."),
    ("contracted patterns", "won't leak", "It will not leak."),
    ("a contracted verb", "you have won", "You’ve won."),
    ("a possessive or none", "owner's kettle", "the owners kettle"),
    ("money", "<money> ... cup", "It's £2 a cup."),
    ("a percentage", "<percent>", "9 in 10 people"),
    ("a duration", "within <duration>", "within two days"),
    ("a number", "<number> kettle", "forty kettles"),
    ("a time of the clock", "by <clock>", "by half past four"),
    ("a day", "on <weekday>", "on Saturdays"),
    ("a date", "by <date>", "by the 3rd of March"),
    ("an address", "kettlewick.example/try", "Go to kettlewick.example/try today."),
    ("a telephone number", "01632 960 123", "Ring 01632-960-123."),
    ("an ampersand without space around it", "b&b", "the B&B"),
    ("punctuation between", "ring kettlewick", "Ring: Kettlewick"),
]
MISSES = [
    ("a word inside another", "lid", "a solid offer"),
    ("a gap that is too long", "brew ... tea", "We brew one two three four five six tea."),
    ("words in another order", "top shelf", "the shelf on top"),
    ("words apart", "top shelf", "the top oak shelf"),
    ("one side only", "free & month", "The kettle is free."),
    ("one word for both sides", "(back|return) & (return|ready)", "They return."),
    ("other capitals", "=Kettle", "the kettle"),
    ("another form of an exact word", "=Kettle", "Kettles"),
    ("no such expression", "within <duration>", "within reach"),
    ("nothing to read", "kettle", ""),
]
REFUSED = [
    ("an open bracket", "(a kettle"),
    ("a bracket that nothing opened", "kettle)"),
    ("the wrong bracket", "(kettle]"),
    ("& in brackets", "(kettle & tea)"),
    ("an empty side", "kettle &"),
    ("nothing", ""),
    ("nothing but an option", "[kettle]"),
    ("nothing but a gap", "..."),
    ("an unknown expression", "<kettle>"),
    ("too many sides", " & ".join(["kettle"] * (MAX_SIDES + 1))),
    ("too many brackets", "(" * 9 + "kettle" + ")" * 9),
    ("too long", "kettle " * MAX_LENGTH),
]


def named(cases):
    """The cases as parameters, the first of each as its name."""
    return [pytest.param(*case[1:], id=case[0]) for case in cases]


@pytest.mark.parametrize(("text", "sentence"), named(MATCHES))
def test_a_pattern_matches(text, sentence):
    assert pattern(text).find(sentence)


@pytest.mark.parametrize(("text", "sentence"), named(MISSES))
def test_a_pattern_does_not_match(text, sentence):
    assert pattern(text).find(sentence) is None


@pytest.mark.parametrize("text", named(REFUSED))
def test_what_is_no_pattern_is_refused(text):
    with pytest.raises(InvalidPattern):
        pattern(text)


@pytest.mark.parametrize("text", ["the", "you & get", "up to", "not", "[kettle] the"])
def test_a_pattern_of_common_words_is_one_that_tells_nothing(text):
    assert pattern(text).is_common


@pytest.mark.parametrize(
    "text", ["the kettle", "you & kettle", "up to you all", "by <clock>", "(the|kettle)"]
)
def test_a_pattern_with_any_other_word_tells_something(text):
    assert not pattern(text).is_common


def test_the_words_of_each_side_are_told():
    found = pattern("free & first month").find("The first month is free.")
    assert [("The first month is free."[a:b]) for a, b in found.spans] == ["free", "first month"]
    assert found.whole == (4, 23)


@pytest.mark.parametrize(
    ("text", "sentence", "denies"),
    [
        ("never fail", "It never fails.", True),
        ("(always|never) fail", "It never fails.", True),
        ("(always|never) fail", "It always fails.", False),
        ("not ... worry", "You won't have to worry.", True),
        ("promise ... refund", "We promise not to refund.", False),
    ],
)
def test_only_a_negation_that_the_pattern_asks_for_is_its_own(text, sentence, denies):
    assert pattern(text).find(sentence).denies is denies


def test_the_worst_pattern_meets_the_worst_sentence_in_bounded_steps():
    text = "((a|b|aa) ... " * 5 + "(a|b|aa)" + ")" * 5 + " & a ... b ... a ... c"
    assert pattern(text).find("a b " * 600) is None


@given(st.text(alphabet=string.ascii_letters + "()[]|&<>*=.… '’€é\n", max_size=60), st.text(max_size=80))
def test_any_text_is_a_pattern_or_refused(text, sentence):
    try:
        found = pattern(text).find(sentence)
    except InvalidPattern:
        return
    if found:
        assert all(0 <= start < end <= len(sentence) for start, end in found.spans)


@given(st.lists(st.sampled_from(["lid", "spout", "leaks", "boils", "Kettle's"]), min_size=1, max_size=8))
def test_every_sentence_of_content_words_is_its_own_pattern(words):
    sentence = " ".join(words)
    assert pattern(sentence).find(sentence)
