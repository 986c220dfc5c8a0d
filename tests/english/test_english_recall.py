"""What was found out about a text is known, told apart by what was asked, and forgotten in its turn."""

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.english import recall
from checker.english.recall import RECALL, Recall, per_text, per_texts


class Rule:
    """A thing that texts are held against."""

    def __init__(self, word: str) -> None:
        self.word = word


def test_a_function_of_a_text_is_called_once_for_each_thing_and_text():
    calls = []

    @per_text
    def holds(rule: Rule, text: str) -> bool:
        calls.append((rule.word, text))
        return rule.word in text

    tea, milk = Rule("tea"), Rule("milk")
    texts = ["Tea and tea.", "Milk.", "Neither."]

    answers = [[holds(rule, text) for text in texts] for rule in (tea, milk) for _ in range(2)]

    assert answers == [[True, False, False]] * 2 + [[False, False, False]] * 2
    assert len(calls) == 6


def test_two_functions_of_the_same_thing_are_told_apart():
    longer, shorter = per_text(lambda _, text: len(text)), per_text(lambda _, text: -len(text))
    rule = Rule("tea")

    assert [longer(rule, "abc"), shorter(rule, "abc"), longer(rule, "abc")] == [3, -3, 3]


@pytest.mark.parametrize("answer", [None, (), 0, False, ""])
def test_that_nothing_was_found_is_remembered_too(answer):
    calls = []

    @per_text
    def find(_: Rule, text: str) -> object:
        calls.append(text)
        return answer

    rule = Rule("tea")

    assert [find(rule, "abc"), find(rule, "abc")] == [answer, answer]
    assert calls == ["abc"]


def test_a_thing_that_took_the_place_of_another_is_another():
    word = per_text(lambda rule, _: rule.word)

    found = []
    for number in range(200):
        found.append(word(Rule(str(number)), "the same text"))
        gc.collect(0)

    assert found == [str(number) for number in range(200)]


def test_texts_that_are_new_are_worked_out_together():
    asked = []

    def lengths(texts: list[str]) -> list[int]:
        def work_out(rows: list[int]) -> list[int]:
            asked.append(rows)
            return [len(texts[row]) for row in rows]

        return per_texts("length", lengths, texts, work_out)

    assert lengths(["a", "bb", "a"]) == [1, 2, 1]
    assert lengths(["bb", "ccc"]) == [2, 3]
    assert lengths(["a"]) == [1]
    assert lengths([]) == []
    assert asked == [[0, 1, 2], [1]]


def test_the_texts_that_are_new_are_told():
    upper = per_text(lambda _, text: text.upper())
    rule = Rule("tea")
    upper(rule, "known")

    with RECALL.watched() as seen, RECALL.watched() as besides:
        upper(rule, "known")
        upper(rule, "new")
    upper(rule, "newer")

    assert seen == besides == {"new"}


def test_a_function_that_fails_is_asked_again():
    @per_text
    def fail(_: Rule, text: str) -> str:
        raise ValueError(text)

    rule = Rule("tea")
    for _ in range(2):
        with pytest.raises(ValueError, match="abc"):
            fail(rule, "abc")


@given(st.lists(st.integers(0, 40)), st.integers(1, 20))
def test_it_never_answers_wrongly_and_never_grows_without_end(numbers, keep):
    memory, thing = Recall(keep), Rule("tea")

    for number in numbers:
        text = str(number)
        known = memory.find("square", thing, text)
        assert known is None or known == (thing, number * number)
        if known is None:
            memory.keep("square", thing, text, number * number)

    assert len(memory._young) + len(memory._old) <= 2 * (keep + 1)


@given(st.lists(st.integers(0, 5), min_size=1))
def test_what_was_asked_about_just_now_is_known(numbers):
    memory, thing = Recall(3), Rule("tea")

    for number in numbers:
        memory.keep("square", thing, str(number), number * number)
        assert memory.find("square", thing, str(number)) == (thing, number * number)


def test_a_text_about_which_too_much_is_known_is_begun_anew(monkeypatch):
    monkeypatch.setattr(recall, "MOST", 3)
    memory, things = Recall(4), [Rule(str(number)) for number in range(8)]
    for thing in things:
        memory.keep("word", thing, "text", thing.word)

    memory.keep("word", things[0], "other", "0")
    memory.keep("word", things[0], "text", "0")

    assert memory.find("word", things[7], "text") is None
