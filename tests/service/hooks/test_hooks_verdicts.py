"""Verdicts on their way back: asked for when a check ends, tried again, never an older one over a newer."""

import datetime
from collections.abc import Sequence

import pytest

from checker.domain import Severity, Verdict
from service.exchange.hooks import HookDeliveryQuery
from service.hooks import working
from service.hooks.hooks import Hooks
from service.nouns import LOCAL
from service.nouns.hooks import DeliveryState, Hook, HookDelivery, System
from service.records import Records
from tests.service.hooks.conftest import Started, fill, now
from tests.service.hooks.inventing import Invented, event, sent
from tests.service.notices.receiver import Receiver, answers
from tests.service.records.makers import checked, finding

SECRET = "a secret of sixteen"  # noqa: S105 - of a test
WEB = Hook(name="web", system=System.GENERIC, kit="acme", writes_back=True)
LEASE = 100.0
LATER = datetime.timedelta(days=2)


@pytest.fixture
def web(hooks: Hooks) -> Hooks:
    hooks.put(WEB, secret=SECRET, token=None, by=LOCAL)
    return hooks


def deliver(hooks: Hooks, *events) -> None:
    """Have *events* delivered and their checks made."""
    hooks.receive("web", sent(*events, secret=SECRET))
    for job in hooks._means.records.hook_work.lease(50, seconds=LEASE):
        working.work(job, hooks._means, now())


def write(hooks: Hooks, at: datetime.datetime | None = None) -> int:
    """Write back all that is due; return how many verdicts that were."""
    count = 0
    while due := hooks._means.records.hook_verdicts.lease(seconds=LEASE, now=at):
        working.write(due, hooks._means, at or now())
        count += 1
    return count


def log(hooks: Hooks) -> Sequence[HookDelivery]:
    """Return what was received, the oldest first."""
    return tuple(reversed(hooks.deliveries(HookDeliveryQuery())[0]))


def test_a_verdict_is_written_when_the_check_is_over(
    web: Hooks, records: Records, started: Started, invented: Invented
) -> None:
    deliver(web, event("page", "1"))
    assert write(web) == 0
    small = finding("small", number=2, severity=Severity.SUGGESTION)
    waived = finding("waived", number=3, waived_by="Ada")
    records.checks.finish(started.checks[0], checked("small cheapest waived", small, finding(), waived))

    assert write(web) == 1

    ((document, outcome),) = invented.outcomes
    assert (document, outcome.verdict, outcome.locale) == ("page", Verdict.FAIL, "")
    assert outcome.url == f"https://check.example/reports/{started.checks[0]}"
    assert [remark.quote for remark in outcome.remarks] == ["cheapest", "small"]
    (found,) = log(web)
    assert (found.state, found.says, found.written) == (DeliveryState.DONE, "It fails.", "a note on page")


def test_a_check_that_failed_is_told_too(
    web: Hooks, records: Records, started: Started, invented: Invented
) -> None:
    deliver(web, event("page", "1"))
    records.checks.fail(started.checks[0], "It can't be read.")

    write(web)

    ((_, outcome),) = invented.outcomes
    assert (outcome.verdict, outcome.problem, outcome.remarks) == (None, "It can't be read.", ())


def test_a_verdict_that_is_not_taken_is_tried_again(
    web: Hooks, records: Records, started: Started, invented: Invented, system: Receiver
) -> None:
    invented.place = system.url
    system.answer = answers(503)
    deliver(web, event("page", "1"))
    records.checks.finish(started.checks[0], checked())

    assert (write(web), write(web)) == (1, 0)
    assert log(web)[0].state is DeliveryState.CHECKING
    system.answer = answers(204)
    assert write(web, now() + LATER) == 1

    assert (log(web)[0].state, log(web)[0].written) == (DeliveryState.DONE, "a note on page")
    assert [got.body for got in system.got] == [b"1", b"1"]


def test_a_fault_while_a_verdict_is_written_is_tried_again(
    web: Hooks, records: Records, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(web, event("page", "1"))
    records.checks.finish(started.checks[0], checked())
    with monkeypatch.context() as broken:
        broken.setattr(Invented, "write_back", lambda *_: 1 / 0)
        assert write(web) == 1
        assert log(web)[0].state is DeliveryState.CHECKING

    assert write(web, now() + LATER) == 1

    assert (log(web)[0].state, log(web)[0].written) == (DeliveryState.DONE, "a note on page")


def test_a_verdict_that_is_refused_is_given_up(
    web: Hooks, records: Records, started: Started, invented: Invented, system: Receiver
) -> None:
    invented.place = system.url
    system.answer = answers(403)
    deliver(web, event("page", "1"))
    records.checks.finish(started.checks[0], checked())

    write(web)

    assert write(web, now() + LATER) == 0
    assert log(web)[0].state is DeliveryState.FAILED
    assert log(web)[0].says == "It fails. The verdict could not be written: It answered 403."


@pytest.mark.parametrize("ends", [(0, 1), (1, 0)], ids=["in order", "the newer first"])
@pytest.mark.parametrize(
    ("versions", "last"),
    [(("1", "2"), "new"), (("2", "1"), "old"), (("", ""), "new"), (("1", "1"), "new")],
)
def test_never_an_older_version_over_a_newer_one(  # noqa: PLR0913, PLR0917 - fixtures and cases
    web: Hooks,
    records: Records,
    started: Started,
    invented: Invented,
    ends: tuple[int, int],
    versions: tuple[str, str],
    last: str,
) -> None:
    deliver(web, event("page", "old", version=versions[0]))
    deliver(web, event("page", "new", version=versions[1]))
    of = dict(zip(started.checks, ("old", "new"), strict=True))

    for number in ends:
        records.checks.finish(started.checks[number], checked())
        write(web)

    written = [of[outcome.check] for _, outcome in invented.outcomes]
    assert written[-1] == last
    assert {one.state for one in log(web)} == {DeliveryState.DONE}
    if len(written) == 1:
        assert any("A newer version's verdict stands." in one.says for one in log(web))


def test_of_two_that_are_due_only_the_newer_is_written(
    web: Hooks, records: Records, started: Started, invented: Invented
) -> None:
    deliver(web, event("page", "1"))
    deliver(web, event("page", "2"))
    for check in started.checks:
        records.checks.finish(check, checked())

    assert write(web) == 1

    assert [outcome.check for _, outcome in invented.outcomes] == [started.checks[1]]
    assert {one.state for one in log(web)} == {DeliveryState.DONE}


def test_a_document_s_verdicts_are_written_one_at_a_time(
    both_records: Records, service, started, invented
) -> None:
    hooks = Hooks(both_records, service, started, load=lambda _: invented)
    hooks.put(WEB, secret=SECRET, token=None, by=LOCAL)
    deliver(hooks, event("page", "1"))
    deliver(hooks, event("page", "2"), event("other", "3"))
    both_records.checks.finish(started.checks[0], checked())

    first = both_records.hook_verdicts.lease(seconds=LEASE)
    for check in started.checks[1:]:
        both_records.checks.finish(check, checked())
    others = [both_records.hook_verdicts.lease(seconds=LEASE) for _ in range(2)]

    assert first
    assert [due and due.job.document for due in others] == ["other", None]
    working.write(first, hooks._means, now())
    following = both_records.hook_verdicts.lease(seconds=LEASE)
    assert following
    assert following.check == started.checks[1]
    hooks.stop()


def test_a_dead_writer_s_verdict_is_another_s(web: Hooks, records: Records, started: Started) -> None:
    deliver(web, event("page", "1"))
    records.checks.finish(started.checks[0], checked())
    dead = records.hook_verdicts.lease(seconds=LEASE)

    again = records.hook_verdicts.lease(seconds=LEASE, now=now() + LATER)

    assert dead
    assert again
    assert (again.check, again.attempt) == (dead.check, 2)
    assert again.lease != dead.lease


def test_a_replay_of_an_older_version_does_not_come_over_a_newer_one(
    web: Hooks, records: Records, started: Started, invented: Invented
) -> None:
    deliver(web, event("page", "1"))
    deliver(web, event("page", "2"))
    for check in started.checks:
        records.checks.finish(check, checked())
    write(web)
    older = log(web)[0]

    web.replay(older.id, by=LOCAL)
    for job in records.hook_work.lease(5, seconds=LEASE):
        working.work(job, web._means, now())
    records.checks.finish(started.checks[2], checked())
    write(web)

    assert [outcome.check for _, outcome in invented.outcomes] == [started.checks[1]]


def test_what_is_replayed_writes_nothing_of_its_former_check(
    web: Hooks, records: Records, started: Started, invented: Invented
) -> None:
    deliver(web, event("page", "1"))
    records.checks.finish(started.checks[0], checked())
    write(web)
    web.replay(log(web)[0].id, by=LOCAL)
    for job in records.hook_work.lease(5, seconds=LEASE):
        working.work(job, web._means, now())
    records.checks.finish(started.checks[1], checked())
    write(web)

    assert [outcome.check for _, outcome in invented.outcomes] == started.checks


def test_a_hook_that_writes_nothing_back_writes_nothing(
    web: Hooks, records: Records, started: Started, invented: Invented
) -> None:
    deliver(web, event("page", "1"))
    web.put(WEB.model_copy(update={"writes_back": False}), secret=None, token=None, by=LOCAL)
    deliver(web, event("other", "2"))
    for check in started.checks:
        records.checks.finish(check, checked())

    write(web)

    assert invented.outcomes == []
    assert [one.state for one in log(web)] == [DeliveryState.FAILED, DeliveryState.DONE]


def test_it_is_all_so_in_the_other_database(postgresql_url: str, service, started, invented) -> None:
    records = Records(postgresql_url)
    fill(records)
    hooks = Hooks(records, service, started, load=lambda _: invented)
    hooks.put(WEB, secret=SECRET, token=None, by=LOCAL)
    deliver(hooks, event("page", "1", content={"en": "x", "de": "y"}))
    for check in started.checks:
        records.checks.finish(check, checked())
    write(hooks)

    (found,) = log(hooks)
    assert (found.state, found.written) == (DeliveryState.DONE, "a note on page")
    records.checks.erase("page:en", by=LOCAL)
    records.hook_deliveries.expire(now() + LATER)
    assert log(hooks) == ()
    hooks.delete("web", by=LOCAL)
    hooks.stop()
    records.close()
