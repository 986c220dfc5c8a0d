"""One question on its way: in a form that the server takes, asked once more where need be, logged."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Generic, NamedTuple, Protocol

from checker.asking import Answer, Question, Usage
from checker.chat.exchange import Exchange, Log, now
from checker.chat.failures import CUT, DECLINED, GARBLED, about_form, about_temperature, failed, own_words
from checker.chat.messages import Fence, Talk, again, opening, spelled_out
from checker.chat.replies import Misread, Said, read
from checker.chat.schemas import Schema, compact, in_words, strict
from checker.chat.wire import Trip
from checker.errors import ModelFailed


class Form(StrEnum):
    """How the form of an answer is asked for, the surest first."""

    SCHEMA = "schema"
    TOOLS = "tools"
    JSON = "json"


class Manner(NamedTuple):
    """How a server is asked."""

    form: Form
    is_warm: bool = True
    """Whether a temperature is sent, where one is set."""


class Call(NamedTuple):
    """What a vendor's client is called with."""

    talk: Talk
    manner: Manner
    schema: Schema
    is_strict: bool
    """Whether the schema is one that strict mode takes."""


class Line(Protocol):
    """A model as a vendor's client reaches it."""

    name: str
    """`provider:model`."""
    address: str
    """Where it is reached, without secrets; empty for the provider's own address."""

    def call(self, call: Call) -> Said:
        """Return what the model says to *call*.

        Raises:
            ModelFailed: if it says nothing.
        """
        ...

    def parameters(self, manner: Manner) -> Mapping[str, float | None]:
        """Return what is sent along beside messages and schema."""
        ...


@dataclass(frozen=True)
class Terms:
    """On what terms a model is asked."""

    first: Manner
    """The manner that is tried first."""
    steps_down: bool
    """Whether another form is tried where a server does not take the first."""
    fence: Fence
    log: Log | None = None


_worked: dict[tuple[str, str], Manner] = {}
"""The manner that worked last in this process, by model and address."""


@dataclass(frozen=True)
class Errand(Generic[Answer]):
    """One question, until it is answered."""

    line: Line
    terms: Terms
    question: Question[Answer]
    trip: Trip

    def run(self) -> Answer:
        """Return the answer: the first that is accepted, or else the second that can be read.

        Raises:
            ModelFailed: if there is none.
        """
        talk = opening(self.question, self.terms.fence)
        said, manner = self._received(talk)
        answer, problem = self._weighed(said)
        if problem:
            talk = again(talk, said.text, problem, in_words(self._schema))
            answer, _ = self._weighed(self._exchanged(talk, manner))
        if answer is None:
            raise failed(self.line.name, GARBLED)
        _worked[self._key] = manner
        return answer

    def _weighed(self, said: Said) -> tuple[Answer | None, str]:
        """Return the answer in what was *said*, if there is one, and what is wrong with it."""
        try:
            answer = read(said.text, self.question.answer)
        except Misread as problem:
            return None, str(problem)
        return answer, self.question.accept(answer)

    def _received(self, talk: Talk) -> tuple[Said, Manner]:
        """Return what the model says to *talk*, and the first manner that its server takes."""
        manner = self._first
        reasons: list[ModelFailed] = []
        while True:
            try:
                return self._exchanged(talk, manner), manner
            except ModelFailed as error:
                reasons.append(error)
                other = self._instead(manner, error)
                if other is None:
                    told = reasons[0] if about_form(error) else error
                    raise told from told.__cause__
                manner = other

    def _instead(self, manner: Manner, error: ModelFailed) -> Manner | None:
        """Return the manner to try after *error*, or none if another would not help."""
        if manner.is_warm and about_temperature(error):
            return manner._replace(is_warm=False)
        if not (self.terms.steps_down and about_form(error)):
            return None
        lower = list(Form)[list(Form).index(manner.form) + 1 :]
        return manner._replace(form=lower[0]) if lower else None

    def _exchanged(self, talk: Talk, manner: Manner) -> Said:
        """Return what the model says to *talk*, with what it cost counted and all of it logged."""
        call = self._call(talk, manner)
        before = self.trip.requests
        self.trip.calls += 1
        record = self._record(call)
        try:
            said = self.line.call(call)
        except ModelFailed as error:
            self._log(record, Said(""), before, error)
            raise
        self.trip.tokens += said.usage
        failure = self._failure(said)
        self._log(record, said, before, failure)
        if failure:
            raise failure
        return said

    def _failure(self, said: Said) -> ModelFailed | None:
        problem = CUT if said.is_cut else DECLINED if said.is_declined else None
        return failed(self.line.name, problem) if problem else None

    def _call(self, talk: Talk, manner: Manner) -> Call:
        exact = strict(self._schema) if manner.form is Form.SCHEMA else None
        if manner.form is Form.JSON:
            talk = spelled_out(talk, in_words(self._schema))
        return Call(talk, manner, exact or self._schema, is_strict=exact is not None)

    def _record(self, call: Call) -> Exchange:
        prompt = self.question.prompt
        return Exchange(
            time=now(),
            model=self.line.name,
            server=self.line.address,
            prompt={"name": prompt.name, "version": prompt.version, "digest": prompt.digest},
            form=call.manner.form.value,
            schema=call.schema,
            parameters=self.line.parameters(call.manner),
            messages=call.talk,
        )

    def _log(self, record: Exchange, said: Said, before: int, error: ModelFailed | None) -> None:
        if self.terms.log is None:
            return
        calls = max(self.trip.requests - before, 1)
        came_back = replace(
            record,
            answer=said.text if error is None or said.text else None,
            finish_reason=said.reason,
            refusal=said.refusal,
            failure=str(error or ""),
            provider_says=own_words(error),
            usage=said.usage + Usage(calls=calls),
        )
        self.terms.log.append(came_back)

    @property
    def _first(self) -> Manner:
        known = _worked.get(self._key)
        if known is None:
            return self.terms.first
        return known if self.terms.steps_down else known._replace(form=self.terms.first.form)

    @property
    def _key(self) -> tuple[str, str]:
        return self.line.name, self.line.address

    @cached_property
    def _schema(self) -> Schema:
        return compact(self.question.schema)
