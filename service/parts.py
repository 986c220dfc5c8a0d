"""The parts of the service and how they are put together: the one place that knows them all."""

import contextlib
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from checker.bootstrap import engine_of
from checker.settings import Settings
from service.batches.batches import Batches
from service.batches.copies import Copies
from service.checks import Checks
from service.engine import Engine
from service.gates import Gates
from service.hooks.hooks import Hooks
from service.indexing import LazyEncoder
from service.insight import Insight
from service.insight.kits import Workers
from service.jobs import Jobs
from service.kits import Kits
from service.notices import Notices, announce
from service.records import Records, records_url
from service.records.index import Index, index_of
from service.security.callers import Guard
from service.security.guarding import guard_of, provider_of
from service.security.openid import Provider
from service.settings import ServiceSettings
from service.tidying import Tidying

GRACE = 20.0
"""Seconds for what is at work to end after a signal to stop."""


@dataclass(frozen=True)
class Parts:
    """Everything that answers requests."""

    settings: Settings
    service: ServiceSettings
    records: Records
    engine: Engine
    jobs: Jobs
    checks: Checks
    batches: Batches
    kits: Kits
    guard: Guard
    provider: Provider | None
    """By whom people sign in; none where nobody does."""

    @functools.cached_property
    def index(self) -> Index:
        """Return the index of what stored documents say."""
        return index_of(self.settings, self.service, self.records, LazyEncoder(self.settings))

    @functools.cached_property
    def insight(self) -> Insight:
        """Return what says what stored documents say together."""
        workers, origin = Workers(self.engine), engine_of(self.settings)["offline_model"]
        return Insight(self.records, workers.read, workers.encode, origin=origin)

    @functools.cached_property
    def tidying(self) -> Tidying:
        """Return what is done from time to time without anybody asking."""
        return Tidying(self.records, self.index, self.insight)

    @functools.cached_property
    def gates(self) -> Gates:
        """Return what says what may be published."""
        return Gates(self.checks, self.records, self.service.address)

    @functools.cached_property
    def hooks(self) -> Hooks:
        """Return where a CMS sends what somebody publishes."""
        return Hooks(self.records, self.service, self.jobs)

    @functools.cached_property
    def copies(self) -> Copies:
        """Return what makes annotated copies of stored drafts."""
        return Copies(self.records, self.engine)

    @functools.cached_property
    def notices(self) -> Notices:
        """Return what sends webhooks and notices."""
        return Notices(self.records, self.service, judge=self.settings.judge)

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Make ready what must be ready before the first request, and let what is at work end.

        Raises:
            InputError: if the records can't be used.
        """
        self.records.prepare()
        self.kits.seed_sample()
        self.jobs.resume()
        self.tidying.begin()
        self.notices.begin()
        self.hooks.begin()
        try:
            yield
        finally:
            self.tidying.stop()
            self.notices.stop()
            self.hooks.stop()
            self.jobs.close(GRACE)
            self.engine.close(GRACE)
            self.records.close()


def build(settings: Settings, service: ServiceSettings) -> Parts:
    """Return the parts that *settings* and *service* describe.

    Raises:
        InputError: if a setting can't be used.
    """
    records = Records(records_url(settings, service))
    announce(records, service)
    guard = guard_of(service, records.keys, records.people, records.sessions)
    provider = provider_of(service)
    engine = Engine(settings, service)
    jobs = Jobs(settings, service, records, engine)
    return Parts(
        settings=settings,
        service=service,
        records=records,
        engine=engine,
        jobs=jobs,
        checks=Checks(settings, service, records, engine, jobs),
        batches=Batches(service, records, jobs),
        kits=Kits(settings, records, engine),
        guard=guard,
        provider=provider,
    )


def parts(request: Request) -> Parts:
    """Return the parts of the service that *request* was made to."""
    made: Parts = request.app.state.parts
    return made


PartsOf = Annotated[Parts, Depends(parts)]
"""A parameter of a route: `parts: PartsOf`."""
