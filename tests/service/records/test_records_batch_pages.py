"""A batch's documents by pages: the worst first, some of them, none twice."""

from checker.domain import Severity, Verdict
from service.nouns import NewBatch, State
from service.records import Records
from service.records.announcing import Announcer
from service.records.batch_pages import Order, Shown
from service.records.batch_rows import Member
from tests.service.records.makers import ADA, TEXT, checked, draft, finding


def made(records: Records) -> str:
    """Return a batch with a document in each state, handed in from good to bad."""
    batch = records.batches.create(NewBatch(kit="acme"), kit_version=1, by=ADA).id
    names = ("waits", "runs", "passes", "broken", "incomplete", "one error", "two errors")
    members = [Member(draft(name=name), "It is no deck." if name == "broken" else "") for name in names]
    records.batches.add(batch, members)
    ids = {item.source: item.id for item in records.batches.items(batch)}
    records.checks.start(ids["runs"])
    ends = {
        "passes": (Verdict.PASS, 0),
        "incomplete": (Verdict.INCOMPLETE, 0),
        "one error": (Verdict.FAIL, 1),
        "two errors": (Verdict.FAIL, 2),
    }
    for name, (verdict, errors) in ends.items():
        found = (finding(number=n, severity=Severity.ERROR) for n in range(errors))
        records.checks.finish(ids[name], checked(TEXT, *found, verdict=verdict))
    return batch


def test_the_worst_come_first_or_as_they_came(records: Records) -> None:
    batch = made(records)
    pages = records.batch_pages

    worst, count = pages.page(batch, order=Order.WORST, shown=Shown.ALL, number=1, size=100)
    came, _ = pages.page(batch, order=Order.UPLOADED, shown=Shown.ALL, number=1, size=100)

    said = ["two errors", "one error", "incomplete", "broken", "passes", "runs", "waits"]
    assert ([item.source for item in worst], count) == (said, 7)
    assert [item.position for item in came] == list(range(7))


def test_pages_hold_each_document_once(records: Records) -> None:
    batch = made(records)

    parts = [
        records.batch_pages.page(batch, order=Order.WORST, shown=Shown.ALL, number=n, size=3)[0]
        for n in (1, 2, 3, 4)
    ]

    assert [len(part) for part in parts] == [3, 3, 1, 0]
    assert len({item.id for part in parts for item in part}) == 7


def test_only_some_are_shown(records: Records) -> None:
    batch = made(records)
    other = records.batches.create(NewBatch(kit="acme"), kit_version=1, by=ADA).id

    shown = {
        which: records.batch_pages.page(batch, order=Order.WORST, shown=which, number=1, size=9)[1]
        for which in Shown
    }

    assert shown == {
        Shown.ALL: 7,
        Shown.FAIL: 2,
        Shown.INCOMPLETE: 1,
        Shown.PASSED: 1,
        Shown.UNREAD: 1,
        Shown.OPEN: 2,
        Shown.CANCELLED: 0,
    }
    assert records.batch_pages.page(other, order=Order.WORST, shown=Shown.ALL, number=1, size=9) == ((), 0)
    assert records.batches.items(batch, state=State.FAILED)[0].problem == "It is no deck."


def test_whoever_asked_is_told_in_the_same_transaction(records: Records) -> None:
    records.batches.on_done(Announcer("https://here.test").batch)
    new = NewBatch(kit="acme", name="Decks", callback="https://example.com/cb", notify=("team", "team"))
    batch = records.batches.create(new, kit_version=1, by=ADA).id
    records.batches.add(batch, [Member(draft(), "It is no deck.")])

    before = records.outbox.lease(9, seconds=60)
    records.batches.complete(batch)
    records.batches.settle_all()

    told = {message.target: message for message in records.outbox.lease(9, seconds=60)}
    assert before == ()
    assert told.keys() == {"https://example.com/cb", "team"}
    payload = told["team"].payload
    assert payload["type"] == "batch.done"
    assert payload["data"]["url"] == f"https://here.test/batches/{batch}"
    assert payload["data"]["counts"]["failed"] == 1
    assert payload["data"].keys().isdisjoint({"callback", "notify", "by_id"})
