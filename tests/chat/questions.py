"""A small question, models that answer from a list, and a provider's client that does."""

from collections.abc import Callable, Mapping

from checker.asking import Answer, Question, Reply, Usage
from checker.chat.errand import Call, Manner
from checker.chat.replies import Said
from checker.domain import Noun
from prompts import FENCE, Prompt

DRAFT = "Our kettle is the cheapest in town."
COST = Usage(calls=1, tokens_in=10, tokens_out=2)


class Fit(Noun):
    """Whether a draft fits."""

    reason: str
    faults: int


GOOD = {"reason": "It sells price.", "faults": 1}


def question(draft: str = DRAFT, accept: Callable[[Fit], str] = lambda _: "") -> Question[Fit]:
    """Return a question about *draft*."""
    prompt = Prompt(
        name="fit",
        version="1",
        digest="0" * 64,
        purpose="Count faults.",
        instructions="Count the faults.",
        context="lead: Lead with quiet.",
        data=f"The draft stands between two lines {FENCE}.\n{FENCE}\n{draft}\n{FENCE}",
    )
    return Question(prompt, Fit, accept=accept)


class Scripted:
    """A model that answers as it is told, and notes what it was asked."""

    def __init__(self, *replies: Noun | Exception, name: str = "openai:scripted") -> None:
        self.name = name
        self.asked: list[Question] = []
        self._replies = list(replies)

    def ask(self, question: Question[Answer]) -> Reply[Answer]:
        self.asked.append(question)
        reply = self._replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return Reply(reply, COST, self.name)


class ScriptedLine:
    """A provider's client that says what it is told, and notes what it was called with."""

    name = "openai:scripted"
    address = "http://127.0.0.1/v1"

    def __init__(self, *replies: Said | Exception) -> None:
        self.calls: list[Call] = []
        self._replies = list(replies)

    def call(self, call: Call) -> Said:
        self.calls.append(call)
        reply = self._replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply

    def parameters(self, manner: Manner) -> Mapping[str, float | None]:
        return {"temperature": 0.0 if manner.is_warm else None}
