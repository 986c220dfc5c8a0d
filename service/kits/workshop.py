"""What a worker process does with kits and guides, so that a hostile one takes down nothing but itself."""

import datetime
from dataclasses import replace
from typing import NamedTuple

from checker.bootstrap import language_model, read_content, vocabulary
from checker.domain import BrandKit, Document
from checker.dossier import Lexicon
from checker.errors import InputError
from checker.judges.discretion import kept_in
from checker.kits.importing import draft_kit
from checker.kits.importing.by_model import GuideReader, portion
from checker.kits.interpret import interpret
from checker.kits.lint import Problem, lint
from checker.kits.loading import load_text
from checker.kits.testing import ExampleResult, results_of
from checker.pipeline import Policy
from service.engine.task import Source
from service.engine.worker import Desk
from service.kits import editing
from service.kits.editing import Load
from service.kits.fields import Fields

EMPTY = "guidelines: []"
"""The line of a draft kit in which nothing was understood."""


class Drafted(NamedTuple):
    """A kit drafted from a guide."""

    source: str
    """The draft kit's YAML, which may yet lack guidelines."""
    guide: str
    """The text of the guide."""


def read(desk: Desk, text: str, name: str) -> BrandKit:
    """Return the kit that *text* is; the suffix of *name* says whether it is YAML or JSON.

    Raises:
        InvalidBrandKit: if anything is wrong with it.
    """
    return load_text(text, name, known=vocabulary(desk.lexicon))


def edited(desk: Desk, source: str, guideline: str, fields: Fields) -> str:
    """Return the YAML *source* with one guideline changed.

    Raises:
        InputError: if that can't be done; what *fields* hold may be wrong.
    """
    return editing.edited(source, guideline, fields, _loader(desk))


def added(desk: Desk, source: str, fields: Fields) -> str:
    """Return the YAML *source* with another guideline.

    Raises:
        InputError: if that can't be done; what *fields* hold may be wrong.
    """
    return editing.added(source, fields, _loader(desk))


def removed(desk: Desk, source: str, guideline: str) -> str:
    """Return the YAML *source* without one guideline.

    Raises:
        InputError: if that can't be done.
    """
    return editing.removed(source, guideline, _loader(desk))


def linted(desk: Desk, kit: BrandKit) -> tuple[Problem, ...]:
    """Return what is wrong with *kit* as a whole, worst first."""
    return _problems(kit, desk.lexicon, datetime.datetime.now(tz=datetime.UTC).date())


def tried(desk: Desk, kit: Source, guideline: str) -> tuple[ExampleResult, ...]:
    """Return what becomes of the examples of one *guideline* of *kit*, each held against the others."""
    offline = replace(desk.checker(kit, datetime.date.min), policy=Policy(), judge=None)
    chosen = next(each for each in offline.kit.guidelines if each.id == guideline)
    check = lambda text, kit: replace(offline, kit=kit).check(text).report.findings  # noqa: E731 - one use
    return tuple(results_of(chosen, offline.kit, check))


def drafted(desk: Desk, name: str, content: bytes) -> Drafted:
    """Return the draft kit that rules make of the guide *content*, called *name*.

    Raises:
        InputError: if the guide can't be read, or nothing in it is a guideline.
    """
    guide = _guide(desk, name, content)
    return _drafted(guide, draft_kit(guide, examine=lambda kit: _problems(kit, desk.lexicon)))


def drafted_by_model(desk: Desk, name: str, content: bytes) -> Drafted:
    """Return the draft kit that the language model makes of the guide *content*, called *name*.

    Raises:
        InputError: if the guide can't be read or may not be shown, or nothing in it is a guideline.
        ModelFailed: if the model answered for no part of it.
    """
    guide, chosen = _guide(desk, name, content), desk.settings.judge
    if reason := kept_in(guide, chosen):
        raise InputError(f"{name}: {reason}, so it is not shown to a model. Import it by rules.")
    reader = GuideReader(
        model=desk.model or language_model(desk.settings),
        themes=desk.lexicon.themes,
        examine=lambda kit: _problems(kit, desk.lexicon),
        size=portion(chosen.window, chosen.max_output),
        tell=lambda _: None,
    )
    return _drafted(guide, reader.read([guide]).kit)


def _guide(desk: Desk, name: str, content: bytes) -> Document:
    return read_content(content, name, desk.settings)[0]


def _drafted(guide: Document, source: str) -> Drafted:
    if EMPTY in source.splitlines():
        raise InputError(
            f"{guide.source}: nothing in it reads like a guideline. "
            "Import a guide that says what to write and what not, or write the kit here."
        )
    return Drafted(source, guide.text)


def _loader(desk: Desk) -> Load:
    return lambda text: read(desk, text, "kit.yaml")


def _problems(kit: BrandKit, words: Lexicon, today: datetime.date | None = None) -> tuple[Problem, ...]:
    return lint(interpret(kit, concepts=words.concepts, themes=words.themes), today)
