"""`brandcheck keys`: made, listed and revoked on the machine that keeps the records."""

import datetime
from pathlib import Path

import pytest

from checker.errors import InputError
from service.commands import keys
from service.commands.stores import OPERATOR, opened
from service.nouns import Scope

DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation whose data lie in a folder of the test."""
    monkeypatch.setenv("BRANDCHECK_SERVICE__DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path / "data"


def create(
    name: str = "CMS", scopes: tuple[str, ...] = ("read",), days: int | None = None
) -> tuple[str, str]:
    """Return what is printed, and what is said beside it."""
    printed: list[str] = []
    said: list[str] = []
    keys.create(name, scopes, days, printed.append, said.append)
    return "\n".join(printed), "\n".join(said)


def test_a_key_that_was_made_opens_what_it_should() -> None:
    secret, said = create(scopes=("read", "check", "read"), days=30)

    with opened() as records:
        key = records.keys.find(secret)
    assert key
    assert (key.name, key.scopes) == ("CMS", {Scope.READ, Scope.CHECK})
    assert key.expires
    assert abs(key.expires - datetime.datetime.now(datetime.UTC) - 30 * DAY) < DAY
    assert key.id in said
    assert secret not in said


def test_without_days_a_key_does_not_expire() -> None:
    secret, said = create()

    with opened() as records:
        key = records.keys.find(secret)
    assert key
    assert key.expires is None
    assert "good until it is revoked" in said


def test_it_is_noted_who_made_it() -> None:
    create()

    with opened() as records:
        entries, _ = records.audit.list()
    assert [(entry.action, entry.who) for entry in entries] == [("create key", OPERATOR.name)]


@pytest.mark.parametrize(
    ("name", "scopes", "says"),
    [
        ("", ("read",), "needs a name"),
        ("  ", ("read",), "needs a name"),
        ("CMS", (), "one right"),
        ("CMS", ("all",), "--scope all"),
    ],
)
def test_a_key_that_makes_no_sense_is_not_made(name: str, scopes: tuple[str, ...], says: str) -> None:
    with pytest.raises(InputError, match=says):
        create(name, scopes)

    with opened() as records:
        assert records.keys.list() == ()


def test_the_list_shows_no_secret(capsys: pytest.CaptureFixture[str]) -> None:
    secret, _ = create("Website CMS")
    other, _ = create("Nightly run", days=3)
    with opened() as records:
        revoked = next(key for key in records.keys.list() if key.name == "Nightly run")
    keys.revoke(revoked.id, lambda _: None)

    keys.show()

    shown = capsys.readouterr().out
    assert "Website CMS" in shown
    assert "never" not in shown
    assert "revoked" in shown
    assert secret not in shown
    assert other not in shown


def test_a_revoked_key_opens_nothing() -> None:
    secret, _ = create()
    with opened() as records:
        key = records.keys.list()[0]
    said: list[str] = []

    keys.revoke(key.id, said.append)

    with opened() as records:
        assert records.keys.find(secret) is None
    assert said == ["The key “CMS” opens nothing any more."]


def test_a_key_that_is_not_there_can_t_be_revoked() -> None:
    with pytest.raises(InputError, match="keys list"):
        keys.revoke("none", lambda _: None)
