"""Trying out what a hook says before it holds: which text it finds in what was received last."""

from typing import NamedTuple

from service.exchange.hooks import HookDeliveryQuery
from service.hooks import working
from service.hooks.conversing import Failed, Passing
from service.hooks.protocol import Malformed, Version
from service.hooks.working import Means
from service.nouns import Moment
from service.nouns.hooks import Hook
from service.security.sealing import Unsealable

LOOKED_AT = 20
"""The newest deliveries, of which one is taken that still has its content."""


class Tried(NamedTuple):
    """What a hook finds in a delivery; nothing was kept or checked."""

    document: str = ""
    """Which document it was about; empty where nothing was received yet."""
    received: Moment | None = None
    versions: tuple[Version, ...] = ()
    wrong: str = ""
    """Why it finds nothing that could be checked; empty where it does, or where there is no prose."""


def tried(hook: Hook, means: Means) -> Tried:
    """Return what *hook*, as it would be, finds in the newest delivery whose content is still kept.

    A test counts only where nothing else was received. Content that the delivery did not hold is fetched.
    """
    found, _ = means.records.hook_deliveries.list(hook.name, HookDeliveryQuery(limit=LOOKED_AT))
    jobs = [
        job for one in found if (job := means.records.hook_deliveries.job(one.id)) and job.head is not None
    ]
    if not jobs:
        return Tried(
            wrong="Nothing was received yet whose content is kept. Publish something, then try again."
        )
    job = min(jobs, key=lambda one: one.is_test)
    try:
        case = working.case_of(job, means)._replace(hook=hook)
        content = working.content_of(case, means, job)
        versions = case.connector.versions(content, case.event, hook) if content is not None else ()
    except (Failed, Passing, Malformed, Unsealable) as error:
        return Tried(job.document, job.received, wrong=str(error))
    return Tried(job.document, job.received, versions)
