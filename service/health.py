"""Whether each part of the service can do its work, for machines that ask and for the Settings page."""

from collections.abc import Callable
from typing import Literal

from checker.domain import Noun
from checker.errors import CheckerError, InputError
from service.parts import Parts
from service.spending import is_judged, spent

State = Literal["ok", "off", "failed"]


class Part(Noun):
    """One part and how it is."""

    name: str
    """`records`, `engine`, `index`, `hooks` or `judge`."""
    state: State
    says: str = ""
    """What is wrong and what to do, or what it is at; for administrators."""


def look(parts: Parts) -> tuple[Part, ...]:
    """Return how each part is, asked just now."""
    return (
        _tried("records", lambda: parts.records.ping()),
        _tried("engine", lambda: _engine(parts)),
        _told("index", parts.tidying.index_problem),
        _told("hooks", parts.hooks.problem),
        _judge(parts),
    )


def _tried(name: str, ask: Callable[[], object]) -> Part:
    try:
        ask()
    except CheckerError as error:
        return Part(name=name, state="failed", says=str(error))
    return Part(name=name, state="ok")


def _told(name: str, problem: str) -> Part:
    return Part(name=name, state="failed", says=problem) if problem else Part(name=name, state="ok")


def _engine(parts: Parts) -> None:
    if not parts.engine.is_ready():
        raise InputError(parts.engine.problem or "Its processes are getting ready. Wait a moment.")


def _judge(parts: Parts) -> Part:
    """Return how the judge is; one whose budget is spent is not broken, and drafts are checked offline."""
    if not is_judged(parts.settings):
        return Part(name="judge", state="off", says="No language model is set: drafts are checked offline.")
    found = _tried("judge", lambda: spent(parts.settings))
    over = [one.period for one in spent(parts.settings) if one.is_over] if found.state == "ok" else []
    return found.model_copy(update={"says": f"The budget of the {over[0]} is spent."}) if over else found
