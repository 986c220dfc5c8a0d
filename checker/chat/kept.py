"""Answers of language models, kept so that the same question is paid once."""

import hashlib
import json
import logging
import time
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import delete, func, or_, select, update

from checker.asking import Answer, Model, Question, Reply, Tell, Usage
from checker.chat.database import Database, DatabaseFailed
from checker.chat.prices import is_edition
from checker.chat.tables import ANSWERS, insert

LOG = logging.getLogger(__name__)
TOUCH_SECONDS = 3600.0
"""Age at which an answer's time of last use is renewed; reading it more often writes nothing."""
PRUNE_EVERY = 500
"""Answers that one process keeps between two prunings; the first one prunes too."""
PRUNED_AT_ONCE = 2000
"""Answers that one pruning drops at most, so that nobody waits long for its lock."""


class Terms(NamedTuple):
    """On what terms answers are kept."""

    origin: str = ""
    """What an answer depends on besides model and question, such as the server's URL and the temperature."""
    bytes: int = 500_000_000
    """Size of all answers; beyond it, those that were not used for longest go."""
    seconds: float = 30 * 24 * 3600
    """Time without use after which an answer goes."""


class Kept:
    """A model whose good answers are kept and given again for the same question.

    Put it outside whatever counts money. What another model answers in the model's place, a fallback, is not
    kept, so that it is not taken for the model's own later. Where the database fails, the model is asked.
    """

    def __init__(
        self,
        model: Model,
        database: Database,
        *,
        terms: Terms = Terms(),  # noqa: B008 - frozen
        now: Callable[[], float] = time.time,
        tell: Tell = LOG.warning,
    ) -> None:
        """Keep what *model* answers in *database*.

        Args:
            model: who is asked what is not kept.
            database: where answers are kept.
            terms: what else an answer depends on, how much is kept, and how long.
            now: returns the time in seconds since 1970.
            tell: takes, once, the sentence that nothing can be kept.
        """
        self._model = model
        self._database = database
        self._terms = terms
        self._now = now
        self._tell = tell
        self._has_told = False
        self._keeps = 0

    @property
    def name(self) -> str:
        """Return the name of the model."""
        return self._model.name

    def ask(self, question: Question[Answer]) -> Reply[Answer]:
        """Return the kept answer to *question*, at no cost, or the model's, which is then kept.

        Raises:
            ModelFailed: if the model has none; that is not kept.
        """
        key = self._key(question)
        kept = self._find(key, question)
        if kept:
            return kept
        reply = self._model.ask(question)
        if is_edition(reply.model, self.name) and not question.accept(reply.answer):
            self._keep(key, reply)
        return reply

    def prune(self) -> None:
        """Drop answers that were not used for too long or are too much, the oldest first, some at a time.

        Raises:
            DatabaseFailed: if the database can't be written.
        """
        columns = ANSWERS.c
        up_to_here = func.sum(columns.size).over(order_by=(columns.used.desc(), columns.key))
        sums = select(columns.key, columns.used, up_to_here.label("size")).subquery().c
        too_old = sums.used < self._now() - self._terms.seconds
        going = select(sums.key).where(or_(too_old, sums.size > self._terms.bytes)).order_by(sums.used)
        with self._database.writing(patiently=False) as connection:
            connection.execute(delete(ANSWERS).where(columns.key.in_(going.limit(PRUNED_AT_ONCE))))

    def _key(self, question: Question[Answer]) -> str:
        whole = json.dumps([self._model.name, self._terms.origin, question.digest])
        return hashlib.sha256(whole.encode()).hexdigest()

    def _find(self, key: str, question: Question[Answer]) -> Reply[Answer] | None:
        columns = select(ANSWERS.c.model, ANSWERS.c.answer, ANSWERS.c.used)
        try:
            with self._database.reading(patiently=False) as connection:
                row = connection.execute(columns.where(ANSWERS.c.key == key)).one_or_none()
        except DatabaseFailed as error:
            self._go_on_without(error)
            return None
        if row is None:
            return None
        try:
            answer = question.answer.model_validate_json(row.answer)
        except ValueError:
            return None
        if question.accept(answer):
            return None
        self._touch(key, row.used)
        return Reply(answer, Usage(kept=1), str(row.model))

    def _touch(self, key: str, used: float) -> None:
        now = self._now()
        if now - used < TOUCH_SECONDS:
            return
        try:
            with self._database.writing(patiently=False) as connection:
                connection.execute(update(ANSWERS).where(ANSWERS.c.key == key).values(used=now))
        except DatabaseFailed as error:
            self._go_on_without(error)

    def _keep(self, key: str, reply: Reply[Answer]) -> None:
        try:
            answer = reply.answer.model_dump_json()
        except ValueError:
            return  # it holds what JSON can't, half a surrogate pair, and would not come back as it is
        now = self._now()
        values = {
            "model": reply.model,
            "made": now,
            "used": now,
            "size": len(answer.encode()),
            "usage": reply.usage.model_dump_json(),
            "answer": answer,
        }
        try:
            with self._database.writing(patiently=False) as connection:
                row = insert(ANSWERS, connection).values(key=key, **values)
                connection.execute(row.on_conflict_do_update(index_elements=[ANSWERS.c.key], set_=values))
            if self._keeps % PRUNE_EVERY == 0:
                self.prune()
            self._keeps += 1
        except DatabaseFailed as error:
            self._go_on_without(error)

    def _go_on_without(self, error: DatabaseFailed) -> None:
        if not self._has_told:
            self._has_told = True
            self._tell(f"Answers are not kept, so the same question is paid again. {error}")
