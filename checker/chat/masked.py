"""A model that never sees what is private: e-mail addresses, numbers, keys, listed names.

Put it outside whatever keeps, counts or logs, so that none of these sees it either.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar, cast

from checker.asking import Answer, Model, Question, Reply
from checker.domain import Noun
from checker.privacy import Masked, mask

Value = TypeVar("Value")
NOTE = "Marks such as ⟨email-1⟩ stand for private data: copy them exactly, and never make one up."
"""What follows data in which something was masked."""


class Masking:
    """A model that is asked with placeholders for what is private, and answers with the originals.

    Only the untrusted part of a prompt, its data, is masked: what also stands in the prompt's context, the
    guidelines, is published and stays.
    """

    def __init__(self, model: Model, names: tuple[str, ...] = ()) -> None:
        """Stand before *model*, and mask the *names* of people and firms, too."""
        self._model = model
        self._names = names

    @property
    def name(self) -> str:
        """Return the name of the model."""
        return self._model.name

    def ask(self, question: Question[Answer]) -> Reply[Answer]:
        """Return the model's answer to *question*, with the originals restored in all its texts.

        What `accept` says is wrong with an answer goes back to the model, so that is masked as well.

        Raises:
            ModelFailed: if the model has no answer.
        """
        masked = mask(question.prompt.data, names=self._names, public=question.prompt.context)
        if not masked.found:
            return self._model.ask(question)

        def accept(answer: Answer) -> str:
            return masked.hide(question.accept(restored(answer, masked)))

        prompt = question.prompt._replace(data=f"{masked.text}\n\n{NOTE}")
        reply = self._model.ask(replace(question, prompt=prompt, accept=accept))
        return replace(reply, answer=restored(reply.answer, masked))


def restored(value: Value, masked: Masked) -> Value:
    """Return *value* with the originals in all texts that it holds, however deep they lie.

    Nouns, lists, tuples, sets and mappings are gone through; numbers, enumerations and the like stay.
    """
    return cast("Value", _restored(value, masked))


def _restored(value: object, masked: Masked) -> object:
    if type(value) is str:
        return masked.restore(value)
    if isinstance(value, Noun):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        inner = {name: _restored(field, masked) for name, field in fields.items()}
        return value.model_copy(update={name: inner[name] for name in fields if inner[name] != fields[name]})
    if isinstance(value, Mapping):
        return {_restored(key, masked): _restored(held, masked) for key, held in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return _collection(value, [_restored(held, masked) for held in value])
    return value


def _collection(
    like: tuple[object, ...] | list[object] | set[object] | frozenset[object], values: list[object]
) -> object:
    """Return *values* as a collection of the kind of *like*, named tuples included."""
    make = getattr(type(like), "_make", type(like))
    return make(values)
