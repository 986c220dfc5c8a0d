"""Questions, answers and who answers them, as small as they can be."""

import json
from collections.abc import Callable, Sequence

from pydantic import JsonValue

from checker.asking import Question, Reply, Usage
from checker.domain import Noun
from checker.errors import ModelFailed
from prompts import Prompt


class Verdicts(Noun):
    """A small answer."""

    said: str
    flags: tuple[str, ...] = ()


def question(
    data: str = "Is it blue?", *, name: str = "judge", version: str = "1", sample: int = 0
) -> Question[Verdicts]:
    prompt = Prompt(name, version, f"digest of {name} {version}", "To try", "Judge.", "Blue is fine.", data)
    return Question(prompt, Verdicts, sample)


class Reader:
    """A model that answers by a function of the data and the sample, and remembers what it was asked."""

    name = "test:reader"

    def __init__(self, answer: Callable[[str, int], Verdicts] | None = None) -> None:
        self._answer = answer or (lambda data, sample: Verdicts(said=f"{data} {sample}"))
        self.asked: list[tuple[str, int]] = []

    def ask(self, question):
        self.asked.append((question.prompt.data, question.sample))
        return Reply(self._answer(question.prompt.data, question.sample), Usage(calls=1), self.name)


def silent(*data: str) -> Callable[[str, int], Verdicts]:
    """Return what a reader does who has no answer to *data*."""

    def answer(asked: str, sample: int) -> Verdicts:
        if asked in data:
            raise ModelFailed("nobody answered in time")
        return Verdicts(said=f"{asked} {sample}")

    return answer


def file_of(recordings: Sequence[dict[str, JsonValue]]) -> str:
    return json.dumps({"about": "x", "recordings": list(recordings)})
