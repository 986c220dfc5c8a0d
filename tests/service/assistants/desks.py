"""A desk for tests of the protocol: it answers at once, and does as it is told."""

import threading
from dataclasses import dataclass, field

from checker.domain import BrandKit, Guideline, Kind, Ledger, Report
from service.assistants.answers import KitFacts
from service.assistants.asked import CheckDraft, Rewrite
from service.assistants.desk import Call, Edited, HeldKit, Made, Step
from service.nouns import LedgerQuery, Scope
from tests.reporters.report_samples import faulty

KIT = BrandKit(
    brand="Acme",
    version="7",
    guidelines=(
        Guideline(id="not-cheap", kind=Kind.TERM, text="Never say cheap.", applies_to=("sales",)),
        Guideline(id="forty-pounds", kind=Kind.CLAIM, text="A kettle costs £40 and boils in ninety seconds."),
        Guideline(id="lead-with-calm", kind=Kind.MESSAGE, text="Lead with a quiet kitchen."),
    ),
)


@dataclass
class Obedient:
    """Answers with what it was given, or raises it; keeps what it was asked."""

    found: Report = field(default_factory=lambda: faulty().report)
    scopes: frozenset[Scope] = frozenset(Scope)
    names: tuple[str, ...] = ("acme",)
    failure: Exception | None = None
    asked: list[CheckDraft] = field(default_factory=list)
    waits: threading.Event | None = None
    """Whoever checks a draft waits for this, and looks whether the caller does."""
    begun: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    def kits(self) -> tuple[KitFacts, ...]:
        return tuple(KitFacts(id=name, brand="Acme", guidelines=3) for name in self.names)

    def kit(self, kit_id: str) -> HeldKit:
        return HeldKit(kit_id, KIT, "brand: Acme\n")

    def check(self, asked: CheckDraft, kit_id: str, call: Call) -> Made:  # noqa: ARG002
        self.asked.append(asked)
        self.begun.set()
        try:
            for done in (1, 2, 2, 3):
                call.tell(Step(done, 3, f"Step {done}"))
            while self.waits and not self.waits.wait(0.01):
                call.go_on()
        finally:
            self.ended.set()
        if self.failure:
            raise self.failure
        return Made(self.found, "c1", "https://brandcheck.example/reports/c1")

    def rewrite(self, asked: Rewrite, kit_id: str, call: Call) -> Edited:  # noqa: ARG002
        call.tell(Step(0, None, "Round 1"))
        return Edited(asked.text, 0, self.found, self.found.findings, ("no",), ("yes",), "")

    def ledger(self, query: LedgerQuery, call: Call) -> Ledger:  # noqa: ARG002
        return Ledger(brand="Acme", documents=0, statements=0, conflicts=(), expiring=(), claims=())

    def report(self, check: str) -> Report:  # noqa: ARG002
        return self.found
