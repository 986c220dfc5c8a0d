import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.chat.messages import DRAWS, JSON_ONLY, Message, again, opening, random_mark, spelled_out
from checker.errors import Rejected
from prompts import FENCE
from tests.chat.questions import DRAFT, question


def test_what_stays_the_same_comes_first_and_the_draft_last():
    system, user = opening(question(), lambda _: "MARK")

    assert system == Message("system", "Count the faults.\n\nlead: Lead with quiet.")
    assert user == Message("user", f"The draft stands between two lines MARK.\nMARK\n{DRAFT}\nMARK")


def test_two_questions_alike_in_instructions_and_kit_open_alike_whatever_the_mark():
    first, second = (opening(question(draft), random_mark) for draft in ("One.", "Two."))

    assert first[0] == second[0]
    assert first[1] != second[1]


def test_a_mark_is_drawn_anew_for_each_question():
    assert len({random_mark(question()) for _ in range(100)}) == 100


def test_a_mark_that_the_draft_holds_is_drawn_again():
    marks = iter(["cheapest", "", "faults", "quiet", "M4RK"])

    _, user = opening(question(), lambda _: next(marks))

    assert user.text.count("M4RK") == 3


def test_a_draft_that_holds_every_mark_is_not_sent():
    marks = itertools.count()

    with pytest.raises(Rejected):
        opening(question(" ".join(map(str, range(DRAWS)))), lambda _: str(next(marks)))


@pytest.mark.parametrize(
    ("draft", "sent"),
    [("a\ud800b", "a�b"), ("\ud83d\ude00", "😀"), ("é😀漢", "é😀漢"), ("\x00\u2028", "\x00\u2028")],
)
def test_half_characters_are_replaced_as_no_request_can_carry_them(draft, sent):
    _, user = opening(question(draft), lambda _: "MARK")

    assert user.text.split("\n")[2] == sent


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_no_draft_gets_out_of_its_fence(draft):
    clean = draft.replace(FENCE, "")
    _, user = opening(question(clean), random_mark)
    mark = user.text.split("lines ")[1][:16]

    assert FENCE not in user.text
    assert user.text.split(f"\n{mark}") == [f"The draft stands between two lines {mark}.", f"\n{clean}", ""]


def test_a_schema_in_words_goes_with_what_stays_the_same():
    talk = (Message("system", "Do."), Message("user", "Draft."))

    assert spelled_out(talk, "{}") == (Message("system", f"Do.\n\n{JSON_ONLY}\n{{}}"), talk[1])


def test_an_answer_that_can_not_be_used_is_shown_with_its_problem():
    talk = (Message("system", "Do."), Message("user", "Draft."))

    asked = again(talk, "{", "it is cut.", "{}")

    assert asked[:2] == talk
    assert asked[2] == Message("assistant", "{")
    assert asked[3] == Message("user", f"Your answer can't be used: it is cut. {JSON_ONLY}\n{{}}")


def test_an_empty_answer_is_never_sent_back_as_an_empty_message():
    assert again((), "", "it is empty", "{}")[0] == Message("assistant", "(empty)")
