"""Tests of hooks go the whole way, and count nowhere."""

import datetime

import pytest

from service.exchange.deliveries import Medium
from service.hooks import working
from service.hooks.hooks import Hooks
from service.nouns import LOCAL, AlignmentQuery, Facets
from service.nouns.hooks import DeliveryState, Hook, System
from service.nouns.telling import Tells, Wants
from service.records import Records
from service.records.announcing import Announcer
from service.records.digest_queries import Stretch, fared
from service.records.listeners import Listener
from service.records.passages import Passages
from tests.service.hooks.conftest import Started, now
from tests.service.hooks.inventing import Invented, event, sent
from tests.service.records.makers import checked

SECRET = "a secret of sixteen"  # noqa: S105 - of a test
WEB = Hook(name="web", system=System.GENERIC, kit="acme", team="marketing", channel="web")
LEASE = 100.0
SOON = datetime.timedelta(days=2)


@pytest.fixture
def web(hooks: Hooks) -> Hooks:
    hooks.put(WEB, secret=SECRET, token=None, by=LOCAL)
    return hooks


def do(hooks: Hooks) -> None:
    for job in hooks._means.records.hook_work.lease(50, seconds=LEASE):
        working.work(job, hooks._means, now())


def test_a_test_goes_the_whole_way_and_fetches_and_writes_nothing(
    web: Hooks, records: Records, started: Started, invented: Invented
) -> None:
    web.put(WEB.model_copy(update={"writes_back": True}), secret=None, token=None, by=LOCAL)
    first, second = web.test("web", by=LOCAL), web.test("web", by=LOCAL)

    do(web)
    for check in started.checks:
        records.checks.finish(check, checked())

    assert first.id != second.id
    assert (first.is_test, web.delivery(first.id).state) == (True, DeliveryState.DONE)
    assert records.hook_verdicts.lease(seconds=LEASE) is None
    assert invented.outcomes == []


@pytest.mark.parametrize("is_failed", [False, True])
def test_a_test_counts_nowhere_and_takes_no_real_document_s_place(
    web: Hooks, records: Records, started: Started, *, is_failed: bool
) -> None:
    everyone = Listener("-", "chat", Medium.NOTICE, Wants(occasions=(Tells.CHECK_FAILED,)), now())
    records.checks.on_end(Announcer("https://check.example", (everyone,)).check)
    web.receive("web", sent(event("sample", "1"), secret=SECRET))
    do(web)
    records.checks.finish(started.checks[0], checked())
    web.test("web", by=LOCAL)
    do(web)
    real, test = started.checks

    if is_failed:
        records.checks.fail(test, "It can't be read.")
    else:
        records.checks.finish(test, checked())

    found = [records.checks.get(one) for one in (real, test)]
    assert [one and (one.document, one.is_test, one.is_of_hook, one.by) for one in found] == [
        ("sample", False, True, "Hook web"),
        ("sample", True, True, "Test of hook web"),
    ]
    query = AlignmentQuery(kit="acme")
    assert [said.document for said in records.said.said(query)] == [real]
    assert records.said.left_out(query) == 0
    assert [check.id for check in records.checks.latest("acme")] == [real]
    assert Passages(records.database, "model").due() == (real,)
    assert records.said.refresh() == 0
    with records.database.reading() as session:
        assert fared(session, Stretch(now() - SOON, now() + SOON), Wants()).drafts == 1
    told = records.outbox.lease(9, seconds=LEASE)
    assert [one.payload["data"]["id"] for one in told] == [real]


def test_where_only_tests_were_made_there_is_nothing_to_choose(
    web: Hooks, records: Records, started: Started
) -> None:
    web.test("web", by=LOCAL)
    do(web)
    records.checks.finish(started.checks[0], checked())

    assert records.said.facets() == Facets()
