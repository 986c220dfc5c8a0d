"""People, teams, keys: who may do what."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest

from checker.errors import InputError
from service.nouns import Role, Scope, Team
from service.problems import Problem
from service.records.tables import KeyRow
from tests.service.records.makers import ADA, HOSTILE

NEVER = None
DAY = datetime.timedelta(days=1)


def now():
    return datetime.datetime.now(datetime.UTC)


def set_key(records, key, **values):
    with records.database.writing() as session:
        row = session.get(KeyRow, key.id)
        for name, value in values.items():
            setattr(row, name, value)


def test_a_key_opens_with_its_secret_alone_which_is_kept_nowhere(records):
    key, secret = records.keys.create("CMS", {Scope.CHECK, Scope.READ}, now() + DAY, ADA)

    assert secret.startswith(key.prefix)
    assert len(key.prefix) < len(secret) - 30
    assert records.keys.find(secret).id == key.id
    assert records.keys.find(secret).scopes == {Scope.CHECK, Scope.READ}
    assert [records.keys.find(wrong) for wrong in ("", secret[:-1], secret + "x", "\x00", "\ud800")] == [
        None
    ] * 5
    with records.database.reading() as session:
        kept = session.connection().exec_driver_sql("SELECT * FROM records_keys").one()
    assert not any(secret[len(key.prefix) :] in str(value) for value in kept)
    assert secret not in str(records.audit.list())


def test_no_two_keys_have_one_secret(records):
    secrets = {records.keys.create("k", [Scope.READ], NEVER, ADA)[1] for _ in range(20)}

    assert len(secrets) == 20
    assert all(len(secret) >= 43 for secret in secrets)


@pytest.mark.parametrize(
    ("name", "ago"),
    [("expires", -DAY), ("expires", datetime.timedelta()), ("revoked", -DAY)],
    ids=str,
)
def test_a_key_that_is_over_opens_nothing(records, name, ago):
    key, secret = records.keys.create("CMS", [Scope.READ], NEVER, ADA)

    set_key(records, key, last_used=now(), **{name: now() + ago})

    assert records.keys.find(secret) is None


def test_a_key_is_revoked_once(records):
    key, secret = records.keys.create("CMS", [Scope.READ], NEVER, ADA)

    revoked = records.keys.revoke(key.id, ADA)

    assert revoked.revoked is not None
    assert records.keys.revoke(key.id, ADA) == revoked == records.keys.get(key.id)
    assert records.keys.find(secret) is None
    assert records.keys.list() == (revoked,)
    assert [entry.action for entry in records.audit.list()[0]] == ["revoke key", "create key"]


def test_revoking_what_is_not_there_is_a_404(records):
    with pytest.raises(Problem) as caught:
        records.keys.revoke("0" * 32, ADA)

    assert caught.value.status == 404


@pytest.mark.parametrize(("ago", "is_written"), [(30, False), (90, True)])
def test_the_last_use_is_written_at_most_once_a_minute(records, ago, is_written):
    key, secret = records.keys.create("CMS", [Scope.READ], NEVER, ADA)
    before = now() - datetime.timedelta(seconds=ago)
    set_key(records, key, last_used=before)

    found = records.keys.find(secret)

    assert (found.last_used > before) is is_written
    assert records.keys.list() == (found,)


def test_a_person_is_described_as_at_their_last_visit(records):
    records.people.seen("issuer|ada", "Ada", "ada@example.com", Role.WRITER)
    ben = records.people.seen("issuer|ben", "Ben", "", Role.ADMIN)

    ada = records.people.seen("issuer|ada", "Ada L.", "ada@example.org", Role.BRAND_MANAGER)

    assert records.people.get("issuer|ada") == ada
    assert (ada.name, ada.email, ada.role) == ("Ada L.", "ada@example.org", Role.BRAND_MANAGER)
    assert records.people.list() == (ada, ben)
    assert records.people.get("nobody") is None


def test_a_person_may_arrive_twice_at_once(records):
    with ThreadPoolExecutor(6) as pool:
        seen = list(pool.map(lambda _: records.people.seen("s", "Ada", "", Role.WRITER), range(6)))

    assert len(records.people.list()) == 1
    assert {person.subject for person in seen} == {"s"}


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_any_name_comes_back_as_it_was(records, text):
    records.people.seen(text, text, text, Role.WRITER)
    records.teams.put(Team(name=text), by=ADA)
    key, _ = records.keys.create(text, [], NEVER, ADA)

    person = records.people.get(text)
    assert (person.subject, person.name, person.email) == (text,) * 3
    assert records.teams.get(text) == Team(name=text)
    assert records.keys.get(key.id).name == text
    assert records.audit.list()[0][1].subject == text


def test_what_holds_for_a_team_is_kept_and_for_others_the_usual(records):
    records.teams.put(Team(name="support", retention_days=30, may_be_judged=False), by=ADA)
    support = records.teams.put(Team(name="support", retention_days=60, may_be_judged=False), by=ADA)

    assert records.teams.get("support") == support == records.teams.of("support")
    assert records.teams.get("sales") is None
    assert records.teams.of("sales") == Team(name="sales")
    assert records.teams.list() == (support,)
    entry = records.audit.list()[0][0]
    assert (entry.action, entry.subject, entry.details) == (
        "set team",
        "support",
        {"retention_days": 60, "may_be_judged": False},
    )


@pytest.mark.parametrize("days", [36_501, 10**12])
def test_a_retention_beyond_a_century_is_refused(records, days):
    with pytest.raises(InputError, match="36,500 days at most"):
        records.teams.put(Team(name="support", retention_days=days), by=ADA)

    assert records.teams.list() == ()
