"""A model behind masking sees placeholders, and its answers come back with the originals."""

from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

import pytest

from checker.asking import Question
from checker.chat.masked import NOTE, Masking
from checker.domain import Noun
from checker.errors import Refused
from prompts import FENCE
from tests.chat.questions import COST, Fit, Scripted, question

DRAFT = "Ask Ada Kent, ada@x.example or desk@otter.example. {{ 7*7 }}"
MASKED = "Ask ⟨name-1⟩, ⟨email-1⟩ or ⟨email-2⟩. {{ 7*7 }}"
NAMES = ("Ada Kent",)
FIT = Fit(reason="“Ask ⟨name-1⟩, ⟨email-1⟩” is fine.", faults=1)


class Tone(StrEnum):
    EMAIL = "⟨email-1⟩"


class Pair(NamedTuple):
    quote: str
    number: int


class Part(Noun):
    quote: str
    note: str = "⟨email-9⟩"


class Everything(Noun):
    texts: tuple[str, ...]
    parts: tuple[Part, ...]
    part: Part | None
    listed: list[list[str]]
    named: dict[str, str]
    several: frozenset[str]
    pair: Pair
    tone: Tone
    number: int = 3
    unsaid: str = "⟨email-1⟩"


def test_the_model_sees_placeholders_in_the_data_alone():
    model = Scripted(FIT)
    asked = question(DRAFT)

    Masking(model, NAMES).ask(asked)

    (seen,) = model.asked
    masked = asked.prompt.data.replace(DRAFT, MASKED)
    assert seen.prompt == asked.prompt._replace(data=f"{masked}\n\n{NOTE}")
    assert seen.prompt.data.count(FENCE) == asked.prompt.data.count(FENCE)


def test_what_stands_in_the_guidelines_stays_in_the_draft():
    model = Scripted(FIT)
    asked = question(DRAFT)
    guide = asked.prompt._replace(context="Sign with desk@otter.example. Ada Kent leads.")

    Masking(model, NAMES).ask(replace(asked, prompt=guide))

    assert "Ask Ada Kent, ⟨email-1⟩ or desk@otter.example." in model.asked[0].prompt.data
    assert model.asked[0].prompt.context == guide.context


def test_the_answer_comes_back_with_the_originals_and_its_cost():
    reply = Masking(Scripted(FIT), NAMES).ask(question(DRAFT))

    assert reply.answer == Fit(reason="“Ask Ada Kent, ada@x.example” is fine.", faults=1)
    assert (reply.usage, reply.model) == (COST, "openai:scripted")


def test_originals_come_back_however_deep_they_lie():
    said = Everything(
        texts=("to ⟨email-1⟩", "x"),
        parts=(Part(quote="⟨name-1⟩"),),
        part=Part(quote="q"),
        listed=[["⟨email-2⟩"]],
        named={"⟨name-1⟩": "⟨email-1⟩"},
        several=frozenset({"⟨email-1⟩"}),
        pair=Pair("<email-1>", 2),
        tone=Tone.EMAIL,
    )

    answer = Masking(Scripted(said), NAMES).ask(Question(question(DRAFT).prompt, Everything)).answer

    assert answer == Everything(
        texts=("to ada@x.example", "x"),
        parts=(Part(quote="Ada Kent"),),
        part=Part(quote="q"),
        listed=[["desk@otter.example"]],
        named={"Ada Kent": "ada@x.example"},
        several=frozenset({"ada@x.example"}),
        pair=Pair("ada@x.example", 2),
        tone=Tone.EMAIL,
        unsaid="ada@x.example",
    )
    assert type(answer.pair) is Pair
    assert answer.tone is Tone.EMAIL


def test_an_answer_is_accepted_with_the_originals_and_refused_without_them():
    model = Scripted(FIT)

    Masking(model, NAMES).ask(question(DRAFT, accept=lambda answer: f"no such words: {answer.reason}"))

    assert model.asked[0].accept(FIT) == "no such words: “Ask ⟨name-1⟩, ⟨email-1⟩” is fine."


def test_two_drafts_that_differ_in_what_is_private_ask_the_same():
    model = Scripted(FIT, FIT)
    masking = Masking(model)

    first = masking.ask(question("Write to ada@x.example."))
    second = masking.ask(question("Write to bo@y.example."))

    assert model.asked[0].digest == model.asked[1].digest
    assert "ada@x.example" in first.answer.reason
    assert "bo@y.example" in second.answer.reason


def test_a_draft_with_nothing_private_is_asked_as_it_is():
    model = Scripted(FIT)
    asked = question("Our kettle costs £9.99.")

    reply = Masking(model, NAMES).ask(asked)

    assert model.asked == [asked]
    assert model.asked[0] is asked
    assert reply.answer is FIT


def test_a_failure_is_passed_on():
    with pytest.raises(Refused, match="declined"):
        Masking(Scripted(Refused("declined")), NAMES).ask(question(DRAFT))


def test_the_name_is_the_models():
    assert Masking(Scripted(name="openai:x")).name == "openai:x"
