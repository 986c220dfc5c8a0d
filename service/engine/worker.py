"""What runs in a worker process: a desk, ready before the first draft comes, and the checkers of some kits.

A kit comes with each task as its YAML and is read only if it is not among the last few; the local model and
what is remembered of passages are shared by all kits. The memory that drafts may take is limited once all is
loaded.
"""

import datetime
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from checker.asking import Model
from checker.bootstrap import (
    encoder,
    engine_of,
    judge,
    language_model,
    lexicon,
    read_content,
    telling,
    vocabulary,
)
from checker.dossier import Encode, Lexicon
from checker.english.recall import RECALL
from checker.errors import CheckerError, InputError, UnreadableDocument
from checker.kits.interpret import interpret
from checker.kits.loading import load_text, without_expired
from checker.pipeline import Checker, Policy
from checker.settings import Settings
from checker.splitter import split
from checker.workers import limit_memory
from service.engine.task import Outcome, Source, Task, fault_of, note
from service.nouns import Progress

SAMPLE = b"""# Dear reader, here is what we do

It does no more than make sure that everything is loaded before somebody waits for it. Ask us on 24 May.
"""
"""What is checked against each kit before the first draft comes."""
T = TypeVar("T")

KITS = 12
"""Kits whose checkers a worker keeps."""


class Desk:
    """All that checking needs, but for the kit."""

    def __init__(self, settings: Settings, *, is_judging: bool) -> None:
        """Load the lexicon and the local model, and connect to the language model where it is to judge.

        Raises:
            ModelUnavailable: if one of them can't be had.
        """
        off = settings.judge.model_copy(update={"mode": "off"})
        self._settings = settings if is_judging else settings.model_copy(update={"judge": off})
        self._lexicon = lexicon()
        self._encode = encoder(settings, self._lexicon)
        self._model: Model | None = language_model(settings) if is_judging else None
        self._checker = lru_cache(maxsize=KITS)(self._build)
        self._encode(["warm"])

    def check(self, task: Task) -> Outcome:
        """Return what is found out about the task's draft.

        Raises:
            InputError: if the draft or the kit can't be read.
        """
        note(task.notes, Progress(step="reading"))
        documents = read_content(task.content, task.name, self._settings)
        checker = replace(self._checker(task.kit, task.policy.today), policy=task.policy)
        note(task.notes, Progress(step="offline"))
        if task.notes:
            checker = telling(checker, _teller(task.notes))
        if not task.is_counted:
            return Outcome(tuple(checker.check(document) for document in documents), 0)
        with RECALL.watched() as seen:
            checked = tuple(checker.check(document) for document in documents)
        passages = (passage for one in checked for passage in split(one.document))
        return Outcome(checked, sum(passage.plain in seen for passage in passages))

    def _build(self, kit: Source, today: datetime.date) -> Checker:
        words = self._lexicon
        read = load_text(kit.text, f"{kit.id}.yaml", known=vocabulary(words))
        loaded = interpret(without_expired(read, today), concepts=words.concepts, themes=words.themes)
        return Checker(
            kit=loaded,
            lexicon=self._lexicon,
            encode=self._encode,
            read=lambda _: (),
            engine=engine_of(self._settings),
            judge=judge(self._settings, loaded, self._encode, self._model),
        )

    @property
    def encode(self) -> Encode:
        """Return the local model."""
        return self._encode

    @property
    def settings(self) -> Settings:
        """Return what drafts are checked with."""
        return self._settings

    @property
    def model(self) -> Model | None:
        """Return the language model; none where drafts are checked offline only."""
        return self._model

    @property
    def lexicon(self) -> Lexicon:
        """Return what is known of any brand's language."""
        return self._lexicon

    def checker(self, kit: Source, today: datetime.date) -> Checker:
        """Return the checker for *kit*, which holds what of it holds on that day.

        Raises:
            InvalidBrandKit: if anything is wrong with it.
        """
        return self._checker(kit, today)


_desk: Desk | None = None
_failure: CheckerError | None = None
"""Why this worker could not be made ready."""


def start(settings: Settings, is_judging: bool) -> None:  # noqa: FBT001 - as a process pool passes it
    """Make this process ready."""
    global _desk, _failure
    try:
        _desk = Desk(settings, is_judging=is_judging)
    except InputError as error:
        _failure = error
    except Exception as error:  # noqa: BLE001 - whoever asks is told, where a process that ends is started again
        _failure = fault_of(error)
    limit_memory(settings.limits.memory_bytes)


def ready(kits: tuple[Source, ...], today: datetime.date) -> None:
    """Return once this process is ready to check drafts against those of *kits* that load.

    Raises:
        InputError: if it can't be made ready.
    """
    desk = _ours()
    for kit in kits:
        with suppress(InputError):
            desk.check(Task("sample", SAMPLE, kit, Policy(today=today)))


def check(task: Task) -> Outcome:
    """Return what is found out about the task's draft.

    Raises:
        InputError: if the draft or the kit can't be read, or there is too little memory.
        Fault: if something of ours is wrong.
    """
    try:
        return _ours().check(task)
    except (MemoryError, RecursionError) as error:
        reason = "too much memory" if isinstance(error, MemoryError) else "too deep a nesting"
        remedy = "Split it, or raise the limit."
        raise UnreadableDocument(task.name, f"reading it takes {reason}", remedy) from None
    except CheckerError:
        raise
    except Exception as error:  # noqa: BLE001 - its text may hold words of the draft, and goes no further
        raise fault_of(error) from None


def _teller(notes: Path) -> Callable[[int, int], None]:
    return lambda done, of: note(notes, Progress(step="judge", done=done, of=of))


def work(function: Callable[..., T], args: tuple[object, ...]) -> T:
    """Return what *function* makes of this process's desk and *args*.

    Raises:
        InputError: if the process can't be made ready, or there is too little memory; or whatever it raises.
    """
    try:
        return function(_ours(), *args)
    except (MemoryError, RecursionError) as error:
        reason = "too much memory" if isinstance(error, MemoryError) else "too deep a nesting"
        raise InputError(f"Reading this takes {reason}. Make it smaller.") from None


def _ours() -> Desk:
    if _desk is None:
        raise _failure or RuntimeError("the worker was not started")
    return _desk
