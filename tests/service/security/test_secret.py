"""The secret that signs sessions."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checker.errors import InputError
from service.security.secret import LENGTH, NAME, session_secret
from service.settings import ServiceSettings


def settings(data: Path, secret: str = "") -> ServiceSettings:
    return ServiceSettings(_env_prefix="NONE_", data=data, secret=secret)


def test_it_is_made_once_and_kept_for_the_owner_alone(tmp_path: Path) -> None:
    made = session_secret(settings(tmp_path / "deep" / "data"))
    path = tmp_path / "deep" / "data" / NAME

    assert session_secret(settings(tmp_path / "deep" / "data")) == made
    assert len(made) >= LENGTH
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [entry.name for entry in path.parent.iterdir()] == [NAME]


def test_whoever_makes_it_at_once_gets_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        made = set(pool.map(lambda _: session_secret(settings(tmp_path / "data")), range(64)))

    assert len(made) == 1


def test_no_two_installations_share_one(tmp_path: Path) -> None:
    assert session_secret(settings(tmp_path / "a")) != session_secret(settings(tmp_path / "b"))


def test_the_setting_goes_first(tmp_path: Path) -> None:
    assert session_secret(settings(tmp_path, "x" * LENGTH)) == "x" * LENGTH
    assert not (tmp_path / NAME).exists()


def test_a_short_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="must have 32"):
        session_secret(settings(tmp_path, "x" * (LENGTH - 1)))


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 60], ids=["empty", "short", "not text"])
def test_a_damaged_one_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)

    with pytest.raises(InputError, match=NAME):
        session_secret(settings(tmp_path))


def test_a_folder_that_can_t_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(InputError, match="BRANDCHECK_SERVICE__SECRET"):
        session_secret(settings(tmp_path / "file" / "data"))
