"""Deliveries become checks: once, in one transaction, whoever dies meanwhile."""

import datetime

import pytest

from service.exchange.hooks import HookDeliveryQuery
from service.hooks import working
from service.hooks.hooks import Hooks
from service.nouns import LOCAL, CheckQuery, Draft, State
from service.nouns.hooks import DeliveryState, Hook, HookDelivery, System
from service.outbound import FAULT
from service.problems import Problem
from service.records import Records
from tests.service.hooks.conftest import Started, now
from tests.service.hooks.inventing import Invented, event, sent
from tests.service.notices.receiver import Receiver, answers
from tests.service.records.makers import checked

SECRET, TOKEN = "a secret of sixteen", "a token of theirs"
WEB = Hook(
    name="web", system=System.GENERIC, kit="acme", team="marketing", channel="web", labels={"site": "main"}
)
LEASE = 100.0
SOON = datetime.timedelta(days=2)


@pytest.fixture
def web(hooks: Hooks) -> Hooks:
    hooks.put(WEB, secret=SECRET, token=TOKEN, by=LOCAL)
    return hooks


def deliver(hooks: Hooks, *events) -> None:
    hooks.receive("web", sent(*events, secret=SECRET))


def do(hooks: Hooks, at: datetime.datetime | None = None) -> int:
    """Work on all that is due; return how many deliveries that were."""
    jobs = hooks._means.records.hook_work.lease(50, seconds=LEASE, now=at)
    for job in jobs:
        working.work(job, hooks._means, at or now())
    return len(jobs)


def only(hooks: Hooks) -> HookDelivery:
    (found,), _ = hooks.deliveries(HookDeliveryQuery())
    return found


def drafts(records: Records) -> list[Draft]:
    checks, _ = records.checks.list(CheckQuery())
    return [draft for check in reversed(checks) if (draft := records.checks.draft(check.id))]


def test_a_delivery_becomes_a_check_for_each_locale(web: Hooks, records: Records, started: Started) -> None:
    deliver(web, event("page", "1", content={"en": "Hello.", "de": "Hallo.", "fr": "  "}))

    assert do(web) == 1

    made = only(web)
    assert (made.state, list(made.checks)) == (DeliveryState.CHECKING, started.checks)
    english, german = drafts(records)
    assert (english.document, german.document) == ("page:en", "page:de")
    assert (english.name, english.team, english.channel) == ("page.fields.json", "marketing", "web")
    assert english.labels == {"site": "main"}
    check = records.checks.get(started.checks[0])
    assert check
    assert (check.state, check.by, check.by_id) == (State.WAITING, "Hook web", "hook:web")
    assert check.is_of_hook
    assert not check.is_single


def test_only_the_locales_of_the_hook_are_checked(web: Hooks, records: Records) -> None:
    web.put(WEB.model_copy(update={"locales": ("de",)}), secret=None, token=None, by=LOCAL)
    deliver(web, event("page", "1", content={"en": "Hello.", "de": "Hallo."}))

    do(web)

    assert [draft.document for draft in drafts(records)] == ["page:de"]


@pytest.mark.parametrize(
    ("content", "state", "says"),
    [
        ({"-": " \n"}, DeliveryState.IGNORED, "There is no text to check."),
        ({}, DeliveryState.IGNORED, "There is no text to check."),
        ("text", DeliveryState.FAILED, "The content is no object."),
        ({f"l{number}": "x" for number in range(101)}, DeliveryState.FAILED, "It has 101 locales; 100 are"),
    ],
)
def test_what_holds_nothing_to_check_says_so(
    web: Hooks, content: object, state: DeliveryState, says: str
) -> None:
    deliver(web, event("page", "1", content=content))

    do(web)

    found = only(web)
    assert (found.state, found.says[: len(says)]) == (state, says)
    assert found.finished
    assert do(web) == 0


def test_content_is_fetched_where_the_delivery_has_none(
    web: Hooks, invented: Invented, system: Receiver, records: Records
) -> None:
    invented.place = system.url
    system.answer = answers(200, b'{"-": "Fetched."}')
    deliver(web, event("page", "1", content=None))

    do(web)

    assert [draft.document for draft in drafts(records)] == ["page"]
    (got,) = system.got
    assert (got.path, got.headers["authorization"]) == ("/page", TOKEN)


@pytest.mark.parametrize(
    ("status", "state", "says"),
    [
        (404, DeliveryState.IGNORED, "It is not there any more."),
        (403, DeliveryState.FAILED, "It answered 403."),
        (503, DeliveryState.ACCEPTED, "It answered 503."),
        (429, DeliveryState.ACCEPTED, "It answered 429."),
    ],
)
def test_what_cannot_be_fetched_now_is_tried_again(  # noqa: PLR0913, PLR0917 - fixtures and a case
    web: Hooks, invented: Invented, system: Receiver, status: int, state: DeliveryState, says: str
) -> None:
    invented.place = system.url
    system.answer = answers(status)
    deliver(web, event("page", "1", content=None))

    do(web)

    assert (only(web).state, only(web).says) == (state, says)
    assert do(web) == 0
    assert do(web, now() + SOON) == (state is DeliveryState.ACCEPTED)


def test_nothing_is_fetched_from_inside(web: Hooks, invented: Invented, system: Receiver) -> None:
    invented.place = system.url.replace("127.0.0.1", "10.0.0.1")
    deliver(web, event("page", "1", content=None))

    do(web)

    assert only(web).state is DeliveryState.FAILED
    assert "10.0.0.1" in only(web).says
    assert system.got == []


def test_an_answer_that_is_too_large_is_not_read(web: Hooks, invented: Invented, system: Receiver) -> None:
    invented.place = system.url
    system.answer = answers(200, b"x" * 2_000_001)
    deliver(web, event("page", "1", content=None))

    do(web)

    assert (only(web).state, "more than 2,000,000 bytes" in only(web).says) == (DeliveryState.FAILED, True)


def test_a_kit_that_is_not_published_is_waited_for(web: Hooks, records: Records) -> None:
    records.kits.put_draft("other", "a: 1", brand="Other", guidelines=1, by=LOCAL)
    web.put(WEB.model_copy(update={"kit": "other"}), secret=None, token=None, by=LOCAL)
    deliver(web, event("page", "1"))
    do(web)
    waiting = only(web)
    records.kits.publish("other", 1, by=LOCAL)

    do(web, now() + SOON)

    assert (waiting.state, "Publish it." in waiting.says) == (DeliveryState.ACCEPTED, True)
    assert only(web).state is DeliveryState.CHECKING


def test_nobody_works_on_what_another_has_leased(web: Hooks, records: Records) -> None:
    deliver(web, event("page", "1"))
    (job,) = records.hook_work.lease(5, seconds=LEASE)

    assert records.hook_work.lease(5, seconds=LEASE) == ()
    (again,) = records.hook_work.lease(5, seconds=LEASE, now=now() + SOON)
    working.work(job, web._means, now())
    assert drafts(records) == []
    working.work(again, web._means, now())
    assert len(drafts(records)) == 1
    assert not records.hook_work.end(job, DeliveryState.FAILED, "too late")


def test_checks_and_the_delivery_s_state_are_one_transaction(
    web: Hooks, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    from service.records import hook_work

    deliver(web, event("page", "1"))
    (job,) = records.hook_work.lease(5, seconds=LEASE)
    monkeypatch.setattr(hook_work.rows, "check_of", lambda _: 1 / 0)

    working.work(job, web._means, now())

    monkeypatch.undo()
    assert drafts(records) == []
    assert (only(web).state, only(web).says) == (DeliveryState.ACCEPTED, FAULT)
    assert do(web, now() + SOON) == 1
    assert len(drafts(records)) == 1


def test_what_was_recorded_and_not_started_is_unfinished_work(web: Hooks, records: Records) -> None:
    class Dies:
        def start(self, _):
            raise KeyboardInterrupt

    deliver(web, event("page", "1"))
    (job,) = records.hook_work.lease(5, seconds=LEASE)

    with pytest.raises(KeyboardInterrupt):
        working.work(job, web._means._replace(jobs=Dies()), now())

    assert records.checks.unfinished() == only(web).checks


def test_a_delivery_is_done_when_its_checks_are(web: Hooks, records: Records, started: Started) -> None:
    deliver(web, event("page", "1", content={"en": "Hello.", "de": "Hallo."}))
    do(web)

    records.checks.finish(started.checks[0], checked())
    assert only(web).state is DeliveryState.CHECKING
    records.checks.finish(started.checks[1], checked())

    found = only(web)
    assert (found.state, found.says) == (DeliveryState.DONE, "en fails. de fails.")
    assert found.finished


def test_a_check_that_fails_or_is_deleted_fails_the_delivery(
    web: Hooks, records: Records, started: Started
) -> None:
    deliver(web, event("a", "1"))
    deliver(web, event("b", "2"))
    do(web)

    records.checks.fail(started.checks[0], "It can't be read.")
    records.checks.delete(started.checks[1])

    (second, first), _ = web.deliveries(HookDeliveryQuery())
    assert (first.state, first.says) == (DeliveryState.FAILED, "It could not be checked: It can't be read.")
    assert (second.state, second.says) == (DeliveryState.FAILED, "Its check was deleted.")


def test_a_document_that_is_erased_is_gone_from_what_came_in(web: Hooks, records: Records) -> None:
    deliver(web, event("a", "1", content={"-": "Unique words."}), event("b", "2"))
    deliver(web, event("c", "3", content={"-": "Other words."}))
    do(web)
    deliver(web, event("a", "4", content={"-": "Waiting words."}))

    records.checks.erase("a", by=LOCAL)
    do(web)

    records.close()
    content = records.database.path.read_bytes()
    assert b"Unique" not in content
    assert b"Waiting" not in content
    last = web.deliveries(HookDeliveryQuery(document="a"))[0][0]
    assert (last.state, last.says) == (DeliveryState.FAILED, working.GONE)


def test_what_is_past_its_retention_is_forgotten(web: Hooks, records: Records, started: Started) -> None:
    deliver(web, event("a", "1"))
    deliver(web, event("b", "2"))
    do(web)
    records.checks.finish(started.checks[0], checked())
    deliver(web, event("c", "3"))

    records.hook_deliveries.expire(now() + SOON)

    left, _ = web.deliveries(HookDeliveryQuery())
    assert [(one.document, one.state.value) for one in left] == [("c", "accepted"), ("b", "checking")]
    assert do(web) == 1


def test_a_delivery_is_worked_on_once_more_with_what_its_hook_says_now(
    web: Hooks, records: Records, started: Started
) -> None:
    deliver(web, event("page", "1"))
    do(web)
    first = only(web)
    with pytest.raises(Problem) as refused:
        web.replay(first.id, by=LOCAL)
    records.checks.finish(started.checks[0], checked())
    web.put(WEB.model_copy(update={"team": "sales"}), secret=None, token=None, by=LOCAL)

    web.replay(first.id, by=LOCAL)
    do(web)

    again = only(web)
    assert refused.value.status == 409
    assert (again.state, again.id) == (DeliveryState.CHECKING, first.id)
    assert set(again.checks).isdisjoint(first.checks)
    assert [draft.team for draft in drafts(records)] == ["marketing", "sales"]


def test_what_is_not_kept_any_more_cannot_be_worked_on_again(
    web: Hooks, records: Records, started: Started
) -> None:
    deliver(web, event("page", "1"))
    do(web)
    records.checks.finish(started.checks[0], checked())
    records.checks.erase("page", by=LOCAL)

    with pytest.raises(Problem) as refused:
        web.replay(only(web).id, by=LOCAL)

    assert refused.value.status == 410
