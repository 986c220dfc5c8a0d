"""Working on deliveries: what was published is fetched where it must be, and a check is made of each version.

Deliveries wait in the records, whose leases keep two processes from one. Only so many checks are open at a
time that those who check have enough: what waits for its turn is a row, and costs nothing. The checks are
recorded in the transaction that says so of the delivery; a process that dies before it has put them into the
queue leaves that to the next look of whoever works (`service.jobs`).
"""

import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from pydantic import JsonValue

from checker.errors import CheckerError
from service.hooks.conversing import Failed, Passing, converse
from service.hooks.protocol import Connector, Event, Malformed, Received, Sample, Version
from service.hooks.receiving import is_wanted
from service.hooks.sealing import secrets_of
from service.hooks.writing import outcome_of, planned
from service.nouns import Check, Identity, Moment, Scope
from service.nouns.checks import OF_HOOK, OF_TEST
from service.nouns.hooks import DeliveryState, Hook, System
from service.outbound import FAULT, Guard, again
from service.problems import Problem
from service.records import Records
from service.records.hook_checks import CheckFate
from service.records.hook_verdicts import Due
from service.records.hook_work import Job, Planned
from service.records.hooks import SealedHook
from service.security.logs import note
from service.security.sealing import Sealer, Unsealable

UNWRITTEN = "The verdict could not be written: "
GONE = "What came with this delivery is not kept any more."
MOST_VERSIONS = 100
"""Locales of one delivery."""


class Starting(Protocol):
    """Works on checks: `service.jobs.Jobs`."""

    def start(self, check: Check) -> None:
        """Work on *check*, which is recorded, some time soon."""
        ...


class Means(NamedTuple):
    """What deliveries are worked on with."""

    records: Records
    jobs: Starting
    guard: Guard
    sealer: Sealer
    load: Callable[[System], Connector]
    address: str
    """Where the service's pages are, without a slash at the end."""


class Case(NamedTuple):
    """All that a delivery is about."""

    hook: Hook
    connector: Connector
    event: Event
    token: str
    kept: SealedHook


class Ignored(Exception):
    """There is nothing to check; its text says why."""


def work(job: Job, means: Means, now: Moment) -> None:
    """Work on a delivery: make its checks, or say why there are none.

    Raises:
        RecordsUnavailable: if the records can't be used; its lease runs out, and it is worked on again.
    """
    try:
        with _faults_pass(delivery=job.id):
            checks = _checked(job, means)
    except Ignored as error:
        means.records.hook_work.end(job, DeliveryState.IGNORED, str(error))
    except Passing as error:
        following = again(job.attempt, now)
        state = DeliveryState.ACCEPTED if following else DeliveryState.FAILED
        means.records.hook_work.end(job, state, str(error), again=following)
    except (Failed, Malformed, Problem, Unsealable) as error:
        means.records.hook_work.end(job, DeliveryState.FAILED, str(error))
    else:
        for check in checks:
            means.jobs.start(check)


def write(due: Due, means: Means, now: Moment) -> None:
    """Write a verdict back into its system, or say why that can't be done.

    Raises:
        RecordsUnavailable: if the records can't be used; its lease runs out, and it is written again.
    """
    try:
        with _faults_pass(check=due.check):
            written = _written(due, means)
    except Passing as error:
        following = again(due.attempt, now)
        fate = CheckFate.DUE if following else CheckFate.FAILED
        means.records.hook_verdicts.end(due, fate, f"{UNWRITTEN}{error}", again=following)
    except (Failed, Malformed, Problem, Unsealable) as error:
        means.records.hook_verdicts.end(due, CheckFate.FAILED, f"{UNWRITTEN}{error}")
    else:
        means.records.hook_verdicts.end(due, CheckFate.WRITTEN, written)


def identity_of(hook: Hook, *, is_test: bool) -> Identity:
    """Return as whom checks of *hook* are made: those that try it out are another's, and count nowhere."""
    id_, name = (OF_TEST, "Test of hook") if is_test else (OF_HOOK, "Hook")
    return Identity(
        kind="key", id=f"{id_}{hook.name}", name=f"{name} {hook.name}", scopes=frozenset({Scope.CHECK})
    )


@contextlib.contextmanager
def _faults_pass(**of: str) -> Iterator[None]:
    """Have what a connector raises that it must not be tried again, as what passes by itself is."""
    try:
        yield
    except (CheckerError, Failed, Ignored, Malformed, Passing, Problem):
        raise
    except Exception as error:
        note("hook failed", logging.ERROR, error=error, **of)
        raise Passing(FAULT) from error


def _checked(job: Job, means: Means) -> Sequence[Check]:
    """Return the checks that are made of *job*, recorded with what it is now; none if its lease is over."""
    case = case_of(job, means)
    if not (job.is_test or is_wanted(case.event, case.hook)):
        raise Ignored("No check is made after this event.")
    plans = _plans(case, means, job)
    version = means.records.kits.published_number(case.hook.kit)
    if version is None:
        raise Passing(f"The kit “{case.hook.kit}” is not there or not published. Publish it.")
    made = means.records.hook_work.begin(
        job,
        plans,
        kit_version=version,
        writes_back=case.hook.writes_back,
        by=identity_of(case.hook, is_test=job.is_test),
    )
    return made or ()


def _plans(case: Case, means: Means, job: Job) -> tuple[Planned, ...]:
    content = content_of(case, means, job)
    if content is None:
        raise Ignored("It is not there any more.")
    versions = [one for one in case.connector.versions(content, case.event, case.hook) if _asks(one, case)]
    if not versions:
        raise Ignored("There is no text to check.")
    if len(versions) > MOST_VERSIONS:
        raise Failed(f"It has {len(versions):,} locales; {MOST_VERSIONS} are checked at once.")
    return tuple(planned(one, case.event, case.hook) for one in versions)


def content_of(case: Case, means: Means, job: Job) -> JsonValue:
    """Return what was published: out of the delivery, else fetched; of a test what the sample says.

    Raises:
        Passing: if it can't be fetched now.
        Failed: if it can't be fetched.
    """
    if case.event.content is not None:
        return case.event.content
    if job.is_test:
        return sample_of(case.kept, case.connector, means, job.received).content
    return converse(case.connector.content(case.event, case.hook, case.token), means.guard)


def sample_of(kept: SealedHook, connector: Connector, means: Means, now: Moment) -> Sample:
    """Return a delivery as the system of the hook would send it, signed with the hook's secret.

    Raises:
        Unsealable: if the secret was kept under another secret of the service.
    """
    secret = secrets_of(kept, means.sealer, now)[0]
    return connector.sample(kept.hook, secret, f"{means.address}/v1/hooks/{kept.hook.name}", now)


def _asks(version: Version, case: Case) -> bool:
    """Return whether *version* is one of a locale that is to be checked, and says anything."""
    wanted = case.hook.locales
    is_asked = not wanted or not version.locale or version.locale in wanted
    return is_asked and any(field.text.strip() for field in version.fields)


def case_of(job: Job, means: Means) -> Case:
    """Return what *job* is about.

    Raises:
        Failed: if the hook is gone, or what came in.
        Malformed: if it is not what the system sends.
    """
    kept = means.records.hooks.get(job.hook)
    received = _received(job)
    if kept is None or received is None:
        raise Failed(GONE if kept else "The hook is not there any more.")
    connector = means.load(kept.hook.system)
    events = connector.events(received, kept.hook)
    event = next((event for event in events if event.id == job.delivery), None)
    if event is None:
        raise Failed("The delivery does not hold this event. Was the hook changed?")
    token = means.sealer.open(kept.token) if kept.token else ""
    return Case(kept.hook, connector, event, token, kept)


def _received(job: Job) -> Received | None:
    """Return what came in, as it was but for what is a secret; none where it is not kept."""
    head = job.head
    if not isinstance(head, dict):
        return None
    headers = head.get("headers")
    return Received(
        method=str(head.get("method", "")),
        url=str(head.get("url", "")),
        headers={name: str(value) for name, value in headers.items()} if isinstance(headers, dict) else {},
        body=job.body,
        at=job.received,
    )


def _written(due: Due, means: Means) -> str:
    check = means.records.checks.get(due.check)
    if check is None:
        raise Failed("the check was deleted.")
    case = case_of(due.job, means)
    if not case.hook.writes_back:
        raise Failed("the hook writes nothing back any more.")
    report = means.records.checks.report(due.check) if check.verdict else None
    outcome = outcome_of(check, report, locale=due.locale, address=means.address)
    return converse(case.connector.write_back(outcome, case.event, case.hook, case.token), means.guard)
