"""What answers the tools, wherever it gets its answers from."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from checker.domain import BrandKit, Finding, Ledger, Report
from checker.rewriting import Rewritten
from service.assistants.answers import KitFacts
from service.assistants.asked import CheckDraft, Rewrite
from service.nouns import LedgerQuery, Scope


class Unanswered(Exception):
    """A tool can't do what was asked; its text says why, and what to do."""


class Step(NamedTuple):
    """How far a call has come."""

    done: float
    of: float | None
    says: str


def _never() -> None:
    """Nobody has hung up."""


def _nobody(_: Step) -> None:
    """Nobody wants to know."""


class Call(NamedTuple):
    """One call of one tool, as what works on it sees it."""

    tell: Callable[[Step], None] = _nobody
    """Takes how far it is."""
    go_on: Callable[[], None] = _never
    """Returns if the caller still waits; raises what is no `Exception` where it has hung up."""


class HeldKit(NamedTuple):
    """A kit that drafts are held against."""

    id: str
    kit: BrandKit
    """Its prose read."""
    source: str
    """YAML or JSON, as it is written."""


class Made(NamedTuple):
    """A report, and where it is kept."""

    report: Report
    check: str = ""
    url: str = ""


class Edited(NamedTuple):
    """A draft that was rewritten, and what became of its findings."""

    text: str
    edits: int
    report: Report
    remaining: tuple[Finding, ...]
    refused: tuple[str, ...]
    unsolved: tuple[str, ...]
    failure: str

    @classmethod
    def of(cls, made: Rewritten) -> "Edited":
        """Return what was *made*, as a caller is told it."""
        return cls(
            made.after.text,
            made.edits,
            made.report,
            made.remaining,
            made.refused,
            made.unsolved,
            made.failure,
        )


class Desk(Protocol):
    """Answers one caller. Everything may take long, so it is called from threads, several at once.

    Whatever can't be done is raised as `Unanswered`, or as one of the errors that `failing` knows.
    """

    @property
    def scopes(self) -> frozenset[Scope]:
        """Return what the caller may do."""
        ...

    def kits(self) -> tuple[KitFacts, ...]:
        """Return the kits that drafts can be held against, by id."""
        ...

    def kit(self, kit_id: str) -> HeldKit:
        """Return the kit of that id."""
        ...

    def check(self, asked: CheckDraft, kit_id: str, call: Call) -> Made:
        """Return what is found out about a draft."""
        ...

    def rewrite(self, asked: Rewrite, kit_id: str, call: Call) -> Edited:
        """Return a draft with the fewest edits that take its findings away."""
        ...

    def ledger(self, query: LedgerQuery, call: Call) -> Ledger:
        """Return what documents claim."""
        ...

    def report(self, check: str) -> Report:
        """Return the report of a check."""
        ...
