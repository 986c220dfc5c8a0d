import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.chat.replies import Misread, Said, read
from tests.chat.questions import Fit

FIT = Fit(reason="so", faults=2)
JSON = FIT.model_dump_json()


@pytest.mark.parametrize(
    "text",
    [
        JSON,
        f"  \n{JSON}\n",
        f"```json\n{JSON}\n```",
        f"Here it is: {JSON} I hope it helps.",
        f"<think>Two faults.</think>{JSON}",
        '{"faults": "2", "reason": "so"}',
    ],
)
def test_json_is_found_alone_or_among_words(text):
    assert read(text, Fit) == FIT


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("I would say two.", "JSON"),
        ("{", "JSON"),
        ("null", "the answer"),
        ("[]", "the answer"),
        ('{"reason": "so"}', "faults: Field required"),
        ('{"reason": "so", "faults": "many"}', "faults: "),
        ('{"reason": "so", "faults": 2, "score": 9}', "score: "),
        ('{"reason": "so", "faults": 2} {"reason": "so", "faults": 3}', "JSON"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_what_is_not_the_answer_is_told(text, told):
    with pytest.raises(Misread, match=told):
        read(text, Fit)


def test_a_misread_answer_is_not_repeated_in_what_is_told():
    with pytest.raises(Misread) as caught:
        read('{"reason": "so", "faults": "the words of a draft"}', Fit)

    assert "draft" not in str(caught.value)


def test_only_the_first_faults_are_told():
    with pytest.raises(Misread, match="and 45 more"):
        read("{" + ",".join(f'"x{n}": 1' for n in range(48)) + "}", Fit)


@given(st.text())
def test_any_text_is_read_or_told(text):
    with pytest.raises(Misread):
        read(text, Fit)


@pytest.mark.parametrize(
    ("said", "is_cut", "is_declined"),
    [
        (Said("x", "stop"), False, False),
        (Said("x", "end_turn"), False, False),
        (Said("x", ""), False, False),
        (Said("x", "length"), True, False),
        (Said("x", "MAX_TOKENS"), True, False),
        (Said("x", "max_output_tokens"), True, False),
        (Said("x", "content_filter"), False, True),
        (Said("x", "SAFETY"), False, True),
        (Said("x", "refusal"), False, True),
        (Said("x", "stop", refusal="No."), False, True),
    ],
)
def test_why_a_model_stopped_is_known_in_each_provider_s_words(said, is_cut, is_declined):
    assert (said.is_cut, said.is_declined) == (is_cut, is_declined)
