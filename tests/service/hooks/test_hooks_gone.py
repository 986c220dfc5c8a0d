"""Hooks that are deleted, remade, rotated or left without a kit while something of theirs is still to do."""

import pytest

from checker.errors import InputError
from service.exchange.hooks import HookDeliveryQuery
from service.hooks import working
from service.hooks.hooks import Hooks
from service.hooks.protocol import Refused
from service.nouns import LOCAL
from service.nouns.hooks import DeliveryState, Hook, HookDelivery, System
from service.problems import Problem
from service.records import Records
from service.records.hooks import Secrets
from tests.service.hooks.conftest import Started, now
from tests.service.hooks.inventing import Invented, event, sent
from tests.service.records.makers import checked

SECRET, ANOTHER = "a secret of sixteen", "another secret"
WEB = Hook(name="web", system=System.GENERIC, kit="acme", writes_back=True)
LEASE = 100.0


@pytest.fixture
def web(hooks: Hooks) -> Hooks:
    hooks.put(WEB, secret=SECRET, token=None, by=LOCAL)
    return hooks


def deliver(hooks: Hooks, *events) -> HookDelivery:
    """Have *events* delivered, and return what is kept of the last."""
    hooks.receive("web", sent(*events, secret=SECRET))
    return only(hooks)


def only(hooks: Hooks) -> HookDelivery:
    """Return the newest delivery."""
    return hooks.deliveries(HookDeliveryQuery())[0][0]


def test_what_waits_for_a_hook_that_is_deleted_is_gone_with_it(web: Hooks, records: Records) -> None:
    waiting = deliver(web, event("page", "1"))
    (at_work,) = records.hook_work.lease(1, seconds=LEASE)

    web.delete("web", by=LOCAL)
    working.work(at_work, web._means, now())

    assert records.hook_work.lease(9, seconds=LEASE) == ()
    assert web.deliveries(HookDeliveryQuery())[0] == ()
    assert records.checks.unfinished() == ()
    for gone in (lambda: web.replay(waiting.id, by=LOCAL), lambda: web.test("web", by=LOCAL)):
        with pytest.raises(Problem) as refused:
            gone()
        assert refused.value.status == 404


def test_no_verdict_is_written_for_a_hook_that_is_deleted(
    web: Hooks, records: Records, started: Started, invented: Invented
) -> None:
    deliver(web, event("page", "1"), event("other", "2"))
    for job in records.hook_work.lease(9, seconds=LEASE):
        working.work(job, web._means, now())
    records.checks.finish(started.checks[0], checked())
    due = records.hook_verdicts.lease(seconds=LEASE)
    assert due is not None

    web.delete("web", by=LOCAL)
    working.write(due, web._means, now())
    records.checks.finish(started.checks[1], checked())

    assert invented.outcomes == []
    assert records.hook_verdicts.lease(seconds=LEASE) is None
    assert [records.checks.get(check) is not None for check in started.checks] == [True, True]


def test_a_hook_that_is_made_anew_knows_nothing_of_the_one_before(
    web: Hooks, started: Started, invented: Invented
) -> None:
    before = deliver(web, event("page", "1"))
    web.delete("web", by=LOCAL)
    web.put(WEB, secret=ANOTHER, token=None, by=LOCAL)

    with pytest.raises(Problem) as refused:
        deliver(web, event("page", "1"))
    assert refused.value.status == 401
    assert isinstance(refused.value.__cause__, Refused)
    with pytest.raises(Problem):
        web.delivery(before.id)
    hooks = web.receive("web", sent(event("page", "1"), secret=ANOTHER))
    assert [kept.state for kept in hooks.deliveries] == [DeliveryState.ACCEPTED]
    assert (started.checks, invented.outcomes) == ([], [])


def test_what_was_accepted_before_a_rotation_is_worked_on_after_it(
    web: Hooks, records: Records, started: Started
) -> None:
    deliver(web, event("page", "1"))
    web.rotate("web", by=LOCAL)
    web.rotate("web", by=LOCAL)

    for job in records.hook_work.lease(9, seconds=LEASE):
        working.work(job, web._means, now())

    assert len(started.checks) == 1
    assert only(web).state is DeliveryState.CHECKING


def test_a_hook_whose_kit_was_deleted_waits_for_it_and_can_be_turned_off(
    web: Hooks, records: Records, started: Started
) -> None:
    deliver(web, event("page", "1"))
    records.kits.delete("acme", by=LOCAL)
    for job in records.hook_work.lease(9, seconds=LEASE):
        working.work(job, web._means, now())

    assert started.checks == []
    assert only(web).state is DeliveryState.ACCEPTED
    assert "Publish it" in only(web).says
    off = web.get("web").model_copy(update={"is_on": False})
    assert not web.put(off, secret=None, token=None, by=LOCAL).is_on
    with pytest.raises(Problem):
        web.put(WEB.model_copy(update={"kit": "no-such-kit"}), secret=None, token=None, by=LOCAL)


def test_an_address_with_a_password_that_was_there_before_does_not_keep_a_hook_from_being_turned_off(
    web: Hooks, records: Records
) -> None:
    old = WEB.model_copy(update={"options": {"callback": "https://user:password@cms.example/in"}})
    with pytest.raises(InputError, match="callback") as refused:
        web.put(old, secret=None, token=None, by=LOCAL)
    assert "password@" not in str(refused.value)
    kept = records.hooks.get("web")
    assert kept is not None
    records.hooks.change(old, Secrets(None, None), by=LOCAL, expected=kept.digest)

    assert not web.put(old.model_copy(update={"is_on": False}), secret=None, token=None, by=LOCAL).is_on
