"""What publishing a version would change, counted on documents that are stored."""

import datetime

import pytest

from service.kits import Kits, impact
from service.nouns import LOCAL, Change, Draft, Impact, Team
from service.records import Records
from tests.service.kits.conftest import Inline

KIT = """\
brand: Acme
guidelines:
  - id: plain
    kind: voice
    text: Be plain.
    severity: error
    phrases: [splendid]
"""
FINE = KIT.replace("splendid", "gorgeous")
"""The same, flagging another word."""
TODAY = datetime.datetime.now(tz=datetime.UTC).date()


@pytest.fixture
def stored(kits: Kits, records: Records, engine: Inline) -> list[str]:
    """Publish a kit, keep three documents with their reports, and draft another version of the kit."""
    kits.put("acme", KIT, by=LOCAL)
    version = kits.publish("acme", 1, by=LOCAL)
    ids = []
    for text in ("# A splendid day", "# A plain day", "# A gorgeous day"):
        draft = Draft(name=f"{text[2:]}.md", content=text.encode(), kit="acme", team="sales")
        checked = engine.check(draft, version, impact.policy(records, draft))[0]
        ids.append(records.checks.add_done(draft, checked, kit_version=1, by=LOCAL).id)
    kits.put("acme", FINE, by=LOCAL)
    engine.checks.clear()
    return ids


def test_documents_that_change_verdict_are_named(kits: Kits, stored: list[str]) -> None:
    told: list[tuple[int, int]] = []

    found = kits.impact("acme", 2, lambda done, of: told.append((done, of)))

    assert (found.of, found.left_out) == (3, 0)
    changes = {
        change.check: (change.before, change.after, change.new, change.gone) for change in found.changes
    }
    assert changes == {stored[0]: ("fail", "pass", 0, 1), stored[2]: ("pass", "fail", 1, 0)}
    assert {change.team for change in found.changes} == {"sales"}
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


@pytest.mark.usefixtures("stored")
def test_a_report_of_the_published_version_stands(kits: Kits, engine: Inline) -> None:
    kits.impact("acme", 2)

    assert [number for _, number in engine.checks] == [2, 2, 2]


def test_a_report_of_another_version_is_made_anew(kits: Kits, stored: list[str], engine: Inline) -> None:
    kits.publish("acme", 2, by=LOCAL)
    kits.put("acme", KIT, by=LOCAL)

    found = kits.impact("acme", 3)

    assert sorted(number for _, number in engine.checks) == [2, 2, 2, 3, 3, 3]
    assert {change.check: change.after for change in found.changes} == {stored[0]: "fail", stored[2]: "pass"}


@pytest.mark.usefixtures("stored")
def test_a_waiver_of_today_changes_nothing_by_itself(kits: Kits, records: Records, engine: Inline) -> None:
    records.waivers.add(
        kit="acme", guideline="plain", quote="splendid", reason="A prize.", expires=TODAY, by=LOCAL
    )
    kits.put("acme", KIT + "# the same\n", by=LOCAL)

    found = kits.impact("acme", 2)

    assert found.changes == ()
    assert sorted(number for _, number in engine.checks) == [1, 1, 1, 2, 2, 2]


def test_what_is_no_longer_kept_is_left_out(kits: Kits, stored: list[str], records: Records) -> None:
    records.checks.delete(stored[1])
    records.teams.put(Team(name="sales", retention_days=1), by=LOCAL)
    records.checks.expire(datetime.datetime.now(tz=datetime.UTC) + datetime.timedelta(days=3))

    assert kits.impact("acme", 2) == Impact(of=0, left_out=2)


def test_only_the_newest_version_of_a_document_counts(
    kits: Kits, stored: list[str], records: Records, engine: Inline
) -> None:
    first = records.checks.get(stored[0])
    assert first is not None
    draft = Draft(name="x.md", content=b"# A plain day", kit="acme", document=first.document)
    version = kits.version("acme", 1)
    checked = engine.check(draft, version, impact.policy(records, draft))[0]
    records.checks.add_done(draft, checked, kit_version=1, by=LOCAL)

    found = kits.impact("acme", 2)

    assert found.of == 3
    assert [change.check for change in found.changes] == [stored[2]]


@pytest.mark.usefixtures("stored")
def test_beyond_the_limit_documents_are_counted_and_left_out(
    kits: Kits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(impact, "MOST", 2)

    found = kits.impact("acme", 2)

    assert (found.of, found.left_out) == (2, 1)


def test_a_document_that_cannot_be_read_any_more_is_left_out(
    kits: Kits, stored: list[str], records: Records
) -> None:
    draft = Draft(name="x.pdf", content=b"%PDF-1.7 broken", kit="acme")
    whole = records.checks.checked(stored[1])
    assert whole is not None
    records.checks.add_done(draft, whole, kit_version=1, by=LOCAL)

    assert (kits.impact("acme", 2).of, kits.impact("acme", 2).left_out) == (3, 1)


def test_without_a_published_version_nothing_is_compared(kits: Kits) -> None:
    kits.put("acme", KIT, by=LOCAL)

    assert kits.impact("acme", 1) == Impact(of=0)


@pytest.mark.usefixtures("stored")
def test_a_preview_is_shared_until_something_is_published(kits: Kits, engine: Inline) -> None:
    first = kits.previewing("acme", 2).result()
    again = kits.previewing("acme", 2).result()

    assert first is again
    assert isinstance(first.changes[0], Change)
    assert len(engine.checks) == 3
    kits.put("acme", FINE + "# more\n", by=LOCAL)
    assert kits.previewing("acme", 2).result() is not first
