"""What is said to a model: the parts of a question as messages, with a mark for each fence."""

import secrets
from typing import NamedTuple, Protocol

from checker.asking import Answer, Question
from checker.errors import Rejected
from prompts import FENCE

DRAWS = 8
"""Marks that are drawn until one is in none of the texts."""
JSON_ONLY = "Answer with one JSON object by this JSON schema, and with nothing else:"


class Message(NamedTuple):
    """One message of a conversation."""

    role: str
    """`system`, `user` or `assistant`."""
    text: str


Talk = tuple[Message, ...]


class Fence(Protocol):
    """Draws the mark that takes the place of the fence in one question."""

    def __call__(self, question: Question[Answer], /) -> str:
        """Return a mark; it should differ from call to call, or from question to question."""
        ...


def random_mark(_question: Question[Answer]) -> str:
    """Return 16 random hexadecimal digits, which no writer of a draft can foresee."""
    return secrets.token_hex(8)


def opening(question: Question[Answer], fence: Fence) -> Talk:
    """Return the messages that ask *question*: what stays the same comes first, then the draft.

    Raises:
        Rejected: if every mark that *fence* draws is in the texts, so that none could close the draft off.
    """
    prompt = question.prompt
    stable = f"{prompt.instructions}\n\n{prompt.context}"
    mark = _mark(question, fence)
    return tuple(
        Message(role, _sound(text.replace(FENCE, mark)))
        for role, text in (("system", stable), ("user", prompt.data))
    )


def spelled_out(talk: Talk, schema: str) -> Talk:
    """Return *talk* with the *schema* in words, for models that take it in no other way."""
    first, *others = talk
    return (first._replace(text=f"{first.text}\n\n{JSON_ONLY}\n{schema}"), *others)


def again(talk: Talk, answer: str, problem: str, schema: str) -> Talk:
    """Return *talk* with the *answer* that could not be used, its *problem*, and the request for another."""
    told = f"Your answer can't be used: {problem.rstrip('.')}. {JSON_ONLY}\n{schema}"
    return (*talk, Message("assistant", _sound(answer) or "(empty)"), Message("user", told))


def _mark(question: Question[Answer], fence: Fence) -> str:
    prompt = question.prompt
    texts = (prompt.instructions, prompt.context, prompt.data)
    for _ in range(DRAWS):
        mark = fence(question)
        if not any(mark in text for text in texts):
            return mark
    raise Rejected("The text holds every mark that was drawn to close it off. Ask again.")


def _sound(text: str) -> str:
    """Return *text* with half characters, which no request can carry, replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
