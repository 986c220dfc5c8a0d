"""What publishing a version would change, counted on documents that are stored."""

import datetime

import pytest

from checker.bootstrap import engine_of
from checker.errors import InputError
from service.engine.worker import Desk
from service.jobs.terms import policy
from service.kits import Kits, rechecking
from service.kits.rechecking import Case, Rechecked, Versions
from service.nouns import LOCAL, Change, Draft, Impact, Team
from service.records import Records
from service.records.passages import Passages
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
OTHERS = """\
  - id: warm
    kind: voice
    text: Be warm.
    phrases: [dear]
    applies_to: [support]
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
        checked = engine.check(draft, version, policy(records, draft))[0]
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
    assert told == [(0, 3), (3, 3)]
    assert (found.touched, found.judged, found.encoded) == (3, 3, 3)


@pytest.mark.usefixtures("stored")
def test_documents_to_which_nothing_applies_that_changed_are_not_looked_at(kits: Kits) -> None:
    kits.put(
        "acme",
        KIT.replace("    severity: error\n", "    severity: error\n    owner: Ada\n") + OTHERS,
        by=LOCAL,
    )
    kits.publish("acme", 2, by=LOCAL)
    kits.put("acme", kits.version("acme", 2).source.replace("dear", "beloved"), by=LOCAL)

    found = kits.impact("acme", 3)

    assert found == Impact(of=3)


@pytest.mark.usefixtures("stored")
def test_passages_whose_vectors_are_stored_are_not_encoded_again(
    kits: Kits, records: Records, desk: Desk
) -> None:
    passages = Passages(records.database, engine_of(desk.settings)["offline_model"])
    for check in passages.due():
        passages.add(check, desk.encode)

    found = kits.impact("acme", 2)

    assert (found.judged, found.encoded, len(found.changes)) == (3, 0, 2)


def test_a_report_of_another_version_is_made_anew(kits: Kits, stored: list[str]) -> None:
    kits.publish("acme", 2, by=LOCAL)
    kits.put("acme", KIT, by=LOCAL)

    found = kits.impact("acme", 3)

    assert found.judged == 6
    assert {change.check: change.after for change in found.changes} == {stored[0]: "fail", stored[2]: "pass"}


@pytest.mark.usefixtures("stored")
def test_a_waiver_of_today_changes_nothing_by_itself(kits: Kits, records: Records) -> None:
    records.waivers.add(
        kit="acme", guideline="plain", quote="splendid", reason="A prize.", expires=TODAY, by=LOCAL
    )
    kits.put("acme", KIT.replace("Be plain.", "Be very plain."), by=LOCAL)

    found = kits.impact("acme", 2)

    assert (found.changes, found.judged) == ((), 6)


def test_what_is_no_longer_kept_is_left_out(kits: Kits, stored: list[str], records: Records) -> None:
    records.checks.delete(stored[1])
    records.teams.put(Team(name="sales", retention_days=1), by=LOCAL)
    records.checks.expire(datetime.datetime.now(tz=datetime.UTC) + datetime.timedelta(days=3))

    assert kits.impact("acme", 2) == Impact(of=0, left_out=2, touched=2)


def test_only_the_newest_version_of_a_document_counts(
    kits: Kits, stored: list[str], records: Records, engine: Inline
) -> None:
    first = records.checks.get(stored[0])
    assert first is not None
    draft = Draft(name="x.md", content=b"# A plain day", kit="acme", document=first.document)
    version = kits.version("acme", 1)
    checked = engine.check(draft, version, policy(records, draft))[0]
    records.checks.add_done(draft, checked, kit_version=1, by=LOCAL)

    found = kits.impact("acme", 2)

    assert found.of == 3
    assert [change.check for change in found.changes] == [stored[2]]


def test_a_document_that_takes_a_worker_down_is_left_out_alone(
    kits: Kits, stored: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = rechecking.recheck

    def failing(desk: Desk, versions: Versions, cases: tuple[Case, ...]) -> tuple[Rechecked, ...]:
        if any(case.check == stored[1] for case in cases):
            raise InputError("Reading this fails.")
        return whole(desk, versions, cases)

    monkeypatch.setattr(rechecking, "recheck", failing)

    found = kits.impact("acme", 2)

    assert (found.of, found.left_out, len(found.changes)) == (2, 1, 2)


def test_without_a_published_version_nothing_is_compared(kits: Kits) -> None:
    kits.put("acme", KIT, by=LOCAL)

    assert kits.impact("acme", 1) == Impact(of=0)


@pytest.mark.usefixtures("stored")
def test_a_preview_is_shared_until_something_is_published(kits: Kits) -> None:
    first = kits.previewing("acme", 2).result()
    again = kits.previewing("acme", 2).result()

    assert first is again
    assert isinstance(first.changes[0], Change)
    kits.put("acme", FINE + "# more\n", by=LOCAL)
    assert kits.previewing("acme", 2).result() is not first
