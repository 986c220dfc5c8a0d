"""Asking a language model: the question, the reply, and what anything that answers must offer.

Whoever asks (the judge, the import, compiling, lint and rewriting of kits) knows only this module; which
provider answers, through which cache and within which budget, is put together in `bootstrap`.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar, cast

from pydantic import Field

from checker.domain import Noun
from prompts import Prompt

Answer = TypeVar("Answer", bound=Noun)


def _anything(_: object) -> str:
    return ""


@dataclass(frozen=True)
class Question(Generic[Answer]):
    """What is asked, and the form of its answer."""

    prompt: Prompt
    answer: type[Answer]
    """The noun that the answer must be; its JSON schema is sent along."""
    sample: int = 0
    """Which of several answers to the same question, counted from 0."""
    accept: Callable[[Answer], str] = field(default=_anything, compare=False)
    """What is wrong with an answer in the right form, in a few words; empty where nothing is.

    An answer that is not accepted is asked for once more, with what is wrong, and never kept.
    """

    @property
    def digest(self) -> str:
        """Return the SHA-256 of all that is asked; two questions that share it may share an answer."""
        prompt = self.prompt
        texts = (prompt.name, prompt.version, prompt.digest, prompt.instructions, prompt.context, prompt.data)
        whole = [*texts, self.schema, self.sample]
        return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()

    @property
    def schema(self) -> dict[str, object]:
        """Return the JSON schema of the answer, without what tells a model nothing."""
        return _bare(self.answer.model_json_schema())


def _bare(schema: dict[str, object]) -> dict[str, object]:
    """Return *schema* without titles, which repeat the names, and without our own docstrings."""
    kept = {name: value for name, value in schema.items() if name not in {"title", "description"}}
    bare = {name: _bare(value) if isinstance(value, dict) else value for name, value in kept.items()}
    match bare.get("anyOf"):
        case [{"type": one, **rest}, {"type": "null"}] if not rest:
            bare = {name: value for name, value in bare.items() if name != "anyOf"} | {"type": [one, "null"]}
    for name in {"properties", "$defs"} & schema.keys():
        children = cast("dict[str, dict[str, object]]", schema[name])
        bare[name] = {child: _bare(value) for child, value in children.items()}
    return bare


class Usage(Noun):
    """What asking has cost."""

    calls: int = 0
    """Calls to the provider; 0 where the answer was kept."""
    tokens_in: int = 0
    """Input tokens, those from the provider's prompt cache included."""
    tokens_cached: int = 0
    """Input tokens that came from the provider's prompt cache."""
    tokens_out: int = 0
    money: float = Field(default=0.0, ge=0)
    """In the currency of the price table; 0 where no price is known."""
    kept: int = 0
    """Answers taken from our own cache."""

    def __add__(self, other: "Usage") -> "Usage":
        """Return both together."""
        mine, theirs = self.model_dump(), other.model_dump()
        return Usage(**{name: round(mine[name] + theirs[name], 9) for name in mine})


@dataclass(frozen=True)
class Reply(Generic[Answer]):
    """An answer and what it cost."""

    answer: Answer
    usage: Usage
    model: str
    """The name of the model that answered, as `provider:model`."""


class Model(Protocol):
    """Anything that answers questions."""

    @property
    def name(self) -> str:
        """Return the name of the model, as `provider:model`."""
        ...

    def ask(self, question: Question[Answer]) -> Reply[Answer]:
        """Return the answer to *question*.

        Raises:
            ModelFailed: if there is none that can be used; its text says why, in a few words.
        """
        ...


Tell = Callable[[str], None]
"""Takes a sentence for whoever waits."""
