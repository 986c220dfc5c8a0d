"""A language model whose answers are written beforehand."""

from collections.abc import Callable
from dataclasses import dataclass, field

from checker.asking import Answer, Question, Reply, Usage
from checker.domain import Noun
from checker.errors import ModelFailed

Scripted = Noun | ModelFailed | Callable[[Question], Noun]
"""An answer, a failure, or whatever makes an answer of the question."""


@dataclass
class ScriptedModel:
    """Gives its answers in order, keeps what it was asked, and complains when it runs out."""

    answers: list[Scripted]
    name: str = "scripted:reader"
    asked: list[Question] = field(default_factory=list)

    def ask(self, question: Question[Answer]) -> Reply[Answer]:
        self.asked.append(question)
        assert self.answers, f"asked once too often: {question.prompt.name}"
        answer = self.answers.pop(0)
        if isinstance(answer, ModelFailed):
            raise answer
        made = answer(question) if callable(answer) else answer
        assert isinstance(made, question.answer), f"{question.prompt.name} wants {question.answer.__name__}"
        return Reply(made, Usage(calls=1, tokens_in=100, tokens_out=10), self.name)


def scripted(*answers: Scripted) -> ScriptedModel:
    """Return a model that gives *answers*."""
    return ScriptedModel(list(answers))
