"""A model asked for all that a kit needs, a few guidelines at a time; what fails for some keeps the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from checker.asking import Model, Question, Reply, Tell, Usage
from checker.domain import BrandKit, CleanDraft, Compilation, Guideline, Sharpened
from checker.errors import ModelFailed, Truncated
from checker.kits.compiling.questions import drafts_for, rules_for

AT_ONCE = 5
"""Guidelines of one question: their answer takes some 5,000 tokens."""


@dataclass(frozen=True)
class Order:
    """What is asked for, of whom."""

    kit: BrandKit
    """The whole kit."""
    wanted: tuple[Guideline, ...]
    """Those of its guidelines that are to be compiled."""
    model: Model
    guide: str = ""
    """The text of the guide that the kit was taken from, where there is one."""
    tell: Tell = lambda _: None
    """Takes how far it is."""


class Written(NamedTuple):
    """What was written for a guideline, by whom, for which prompt."""

    part: Sharpened
    by: str
    prompt: str


@dataclass
class Answers:
    """All that was answered."""

    written: dict[str, Written] = field(default_factory=dict)
    """By guideline."""
    failed: dict[str, str] = field(default_factory=dict)
    """Why nothing was written, by guideline."""
    drafts: tuple[CleanDraft, ...] = ()
    """Drafts that keep every guideline."""
    without_drafts: str = ""
    """Why there are none."""
    usage: Usage = field(default_factory=Usage)


def ask(order: Order) -> Answers:
    """Return what the order's model answers."""
    answers = Answers()
    wanted, name = order.wanted, order.model.name
    for start in range(0, len(wanted), AT_ONCE):
        batch = wanted[start : start + AT_ONCE]
        order.tell(f"{start + 1} to {start + len(batch)} of {len(wanted)} guidelines: asking {name}.")
        _ask_rules(order, batch, answers)
    if answers.written:
        order.tell(f"Drafts that keep every guideline: asking {name}.")
        _ask_drafts(order, answers)
    return answers


def _ask_rules(order: Order, batch: Sequence[Guideline], answers: Answers) -> None:
    """Ask about *batch*, in halves where the answer would be too long."""
    question = rules_for(order.kit, batch, order.guide)
    try:
        reply = order.model.ask(question)
    except Truncated as error:
        half = len(batch) // 2
        if half:
            _ask_rules(order, batch[:half], answers)
            _ask_rules(order, batch[half:], answers)
        else:
            answers.failed.update(_all(batch, str(error)))
    except ModelFailed as error:
        answers.failed.update(_all(batch, str(error)))
    else:
        _take(reply, question, batch, answers)


def _all(batch: Sequence[Guideline], reason: str) -> Iterator[tuple[str, str]]:
    return ((guideline.id, reason) for guideline in batch)


def _take(
    reply: Reply[Compilation], question: Question[Compilation], batch: Sequence[Guideline], answers: Answers
) -> None:
    """Keep what was written for guidelines of *batch*, the first of each."""
    answers.usage += reply.usage
    asked = {guideline.id for guideline in batch}
    prompt = f"{question.prompt.name} {question.prompt.version} {question.prompt.digest[:16]}"
    for part in reply.answer.guidelines:
        if part.id in asked:
            answers.written.setdefault(part.id, Written(part, reply.model, prompt))
    missing = [guideline for guideline in batch if guideline.id not in answers.written]
    answers.failed.update(_all(missing, "the model wrote nothing for it"))


def _ask_drafts(order: Order, answers: Answers) -> None:
    try:
        reply = order.model.ask(drafts_for(order.kit, order.guide))
    except ModelFailed as error:
        answers.without_drafts = str(error)
        return
    answers.usage += reply.usage
    answers.drafts = reply.answer.drafts
