"""A model that answers from a script, and a checker with a judge that asks it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from checker.asking import Question, Reply, Usage
from checker.domain import Document, Report
from checker.errors import ModelFailed
from checker.judges.answers import Answer, Breach, Requirement, Ruling
from checker.judges.model import ModelJudge
from checker.pipeline import Checker
from checker.settings import JudgeSettings
from tests import fakes

Script = Callable[[Question], Answer]

GUIDELINES = (
    {"id": "ease", "kind": "message", "text": "Lead with ease.", "role": "lead", "themes": ["ease-of-use"]},
    {"id": "price", "kind": "message", "text": "We never sell on price.", "role": "avoid"},
    {"id": "refunds", "kind": "fact", "text": "Refunds take three working days."},
    {
        "id": "guest",
        "kind": "term",
        "text": "Say guest.",
        "terms": [{"avoid": "customer", "prefer": "guest"}],
    },
    {"id": "warm", "kind": "voice", "text": "Sound like a friend at the stove."},
    {"id": "sign", "kind": "required", "text": "Close the way that a friend would."},
)
KIT = fakes.kit(*GUIDELINES)
ALL = tuple(guideline["id"] for guideline in GUIDELINES)
SIGNED = Requirement(guideline="sign", reason="It is signed.", passage=1, quote="", status="not-needed")


class Scripted:
    """A model that says what its script says and remembers what it was asked."""

    def __init__(self, *answers: Answer | Exception | Script, name: str = "test:script") -> None:
        self.name = name
        self.asked: list[Question] = []
        self._answers = answers

    def ask(self, question: Question) -> Reply:
        self.asked.append(question)
        given = self._answers[min(len(self.asked), len(self._answers)) - 1]
        if isinstance(given, Exception):
            raise given
        answer = given if isinstance(given, Answer) else given(question)
        return Reply(answer, Usage(calls=1, tokens_in=100, tokens_out=10), self.name)


def answer(*findings: Breach, required: Sequence[Requirement] = (SIGNED,), **facts: object) -> Answer:
    """Return an answer that looked at every guideline."""
    found = {breach.guideline for breach in findings} | {row.guideline for row in required}
    kept = facts.pop("kept", tuple(id_ for id_ in ALL if id_ not in found))
    rulings = facts.pop("suspicions", ())
    return Answer(
        lead="the kettle",
        lead_guideline=None,
        suspicions=rulings,
        required=tuple(required),
        findings=findings,
        kept=kept,
        **facts,
    )


def breach(
    quote: str, guideline: str, check: str, *, passage: int = 1, replacement: str | None = None
) -> Breach:
    """Return a breach that a model claims."""
    return Breach(
        passage=passage,
        quote=quote,
        reason="So it says.",
        guideline=guideline,
        check=check,
        replacement=replacement,
    )


def ruling(id_: str, *, stands: bool, replacement: str | None = None) -> Ruling:
    """Return what a model says of a suspicion."""
    return Ruling(id=id_, reason="Because.", breach=stands, replacement=replacement)


def judged(
    document: Document, model: Scripted, *, kit=KIT, retrieve=None, clock=lambda: 0.0, **settings
) -> Report:
    """Return the report on *document* with *model* as judge."""
    return checker(model, kit=kit, retrieve=retrieve, clock=clock, **settings).check(document).report


def checker(model: Scripted, *, kit=KIT, retrieve=None, clock=lambda: 0.0, **settings) -> Checker:
    """Return a checker with *model* as judge."""
    chosen = JudgeSettings(model=model.name, **settings)
    judge = ModelJudge(
        lambda: model, chosen, retrieve or (lambda kit, _vectors, _texts: kit.guidelines), clock
    )
    return replace(fakes.checker(kit), judge=judge)


def failed(text: str = "no answer in 60 seconds") -> ModelFailed:
    return ModelFailed(text)
