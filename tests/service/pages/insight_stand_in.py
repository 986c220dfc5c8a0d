"""An insight for tests that answers from samples, by the kit that is asked for."""

from pathlib import Path

from checker.domain import Alignment, Ledger
from checker.settings import Settings
from service.insight.insight import narrowed
from service.nouns import LOCAL, AlignmentQuery, Facets, LedgerQuery
from service.parts import Parts
from service.records import Records
from service.security.guarding import guard_of
from service.settings import ServiceSettings
from tests.exporters import insight_samples
from tests.service.pages.stand_ins import NoJobs, NoKits, ScriptedChecks

LARGE, SMALL, EMPTY, HOSTILE = "larkfield", "smallfield", "emptyfield", "oddfield"
KITS = (LARGE, SMALL, HOSTILE)
"""Kits with documents; `EMPTY` is published and has none."""


class SampleInsight:
    """Answers with samples, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[AlignmentQuery | LedgerQuery] = []
        self.kits = KITS

    def alignment(self, query: AlignmentQuery) -> Alignment:
        self.asked.append(query)
        if query.kit == EMPTY or query.team == "nobody":
            return insight_samples.empty_alignment()
        if query.kit == SMALL:
            return insight_samples.alignment(("partners",), by=query.by)
        if query.kit == HOSTILE:
            return insight_samples.alignment(insight_samples.HOSTILE, insight_samples.HOSTILE, by=query.by)
        return insight_samples.alignment(by=query.by)

    def ledger(self, query: LedgerQuery) -> Ledger:
        self.asked.append(query)
        if query.kit == EMPTY or query.team == "nobody":
            return insight_samples.empty_ledger()
        if query.kit == HOSTILE:
            return narrowed(insight_samples.ledger(3, hostile=insight_samples.HOSTILE), query)
        return narrowed(insight_samples.ledger(130), query)

    def facets(self) -> Facets:
        labels = {"region": ("north", "south"), "agency": ("Peter & Daughters",)}
        return Facets(
            kits=self.kits,
            teams=("sales", "support"),
            channels=("deck",),
            audiences=("buyers",),
            labels=labels,
        )


def sample_parts(folder: Path) -> Parts:
    """Return the parts of a service whose insight is a sample."""
    service = ServiceSettings(_env_prefix="NONE_", data=folder, requests_per_minute=100_000)
    settings = Settings(_env_prefix="NONE_")
    records = Records(f"sqlite:///{folder / 'records.db'}")
    records.prepare()
    for kit in (*KITS, EMPTY):
        version = records.kits.put_draft(
            kit,
            f"brand: {kit.capitalize()}\nguidelines: []\n",
            brand=kit.capitalize(),
            guidelines=0,
            by=LOCAL,
        )
        records.kits.publish(kit, version.number, by=LOCAL)
    parts = Parts(
        settings=settings,
        service=service,
        records=records,
        engine=NoJobs(),
        jobs=NoJobs(),
        checks=ScriptedChecks(records, settings),
        kits=NoKits(),
        batches=NoJobs(),
        guard=guard_of(service, records.keys, records.people),
        provider=None,
    )
    parts.__dict__["insight"] = SampleInsight()
    return parts
