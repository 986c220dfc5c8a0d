"""`brandcheck serve` as a process of its own: refusals, readiness, and the end after a signal."""

import gc
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

import httpx2
import pytest

from checker.errors import InputError
from service.commands.serving import TURN, _settle, address_of, run
from service.nouns import State
from service.records import Records
from service.security.heads import LONGEST
from service.settings import ServiceSettings

ROOT = Path(__file__).parents[3]
READY = re.compile(r"Brandcheck is open on (http://127\.0\.0\.1:\d+)")
PATIENCE = 120.0
"""Seconds for anything to happen on a busy machine."""


def command(*arguments: str) -> list[str]:
    """Return the command; a suite that a shell runs in the background would have it ignore Ctrl+C."""
    return ["env", "--default-signal=INT", sys.executable, "-m", "service", *arguments]


def environment(folder: Path, **settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BRANDCHECK_")}
    given = {"DATA": str(folder / "data"), "LANES": "1"} | settings
    return kept | {f"BRANDCHECK_SERVICE__{name}": value for name, value in given.items()}


def refused(folder: Path, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command("serve", *arguments),
        env=environment(folder, **settings),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@contextmanager
def serving(env: Mapping[str, str]) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Yield the address of a service that runs in a process of its own, and the process."""
    started = subprocess.Popen(
        command("serve", "--port", "0"),
        env=env,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with started as process:
        try:
            assert process.stdout
            found = READY.search(process.stdout.readline())
            assert found
            yield found[1], process
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("host", "settings", "says"),
    [
        ("0.0.0.0", {}, "brandcheck keys create"),  # noqa: S104 - it is refused
        (None, {"PUBLIC_URL": "https://brandcheck.example.com"}, "brandcheck keys create"),
        ("192.0.2.1", {}, "Can't listen on port 0 of 192.0.2.1"),
        (None, {"SECRET": "short"}, "BRANDCHECK_SERVICE__SECRET"),
        (None, {"RECORDS_URL": "mysql://x/y"}, "BRANDCHECK_SERVICE__RECORDS_URL"),
        (None, {"OPENID__ISSUER": "https://login.example.com"}, "BRANDCHECK_SERVICE__OPENID__CLIENT_ID"),
    ],
    ids=["open", "public", "address", "secret", "records", "provider"],
)
def test_what_can_t_be_served_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str | None, settings: dict[str, str], says: str
) -> None:
    for name, value in ({"DATA": str(tmp_path / "data")} | settings).items():
        monkeypatch.setenv(f"BRANDCHECK_SERVICE__{name}", value)

    with pytest.raises(InputError, match=re.escape(says)):
        run(host, 0, tell=pytest.fail)


def test_a_refusal_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    ended = refused(tmp_path, "--port", "0", PUBLIC_URL="https://brandcheck.example.com")

    assert ended.returncode == 2
    assert ended.stderr.startswith("brandcheck: The service is to be open on https://brandcheck.example.com")
    assert ended.stderr.count("\n") == 1
    assert ended.stdout == ""


def test_a_port_that_is_taken_is_said() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(InputError, match="Choose another with --port"),
    ):
        run(None, taken.getsockname()[1], tell=pytest.fail)


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)], ids=["TERM", "INT"])
def test_a_signal_ends_it_after_what_is_at_work(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    with serving(environment(tmp_path)) as (url, process), httpx2.Client(base_url=url, timeout=60) as client:
        draft = {"text": "We are the cheapest.", "kit": "ottermere"}
        kept = client.post("/v1/checks", json=draft, params={"wait": 30})
        assert kept.status_code in {HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED}

        process.send_signal(sent)

        assert process.wait(PATIENCE) == code

    records = Records(f"sqlite:///{tmp_path / 'data' / 'records.db'}")
    check = records.checks.get(kept.json()["id"])
    assert check
    assert check.state is State.DONE


def takes(url: str, headers: dict[str, str]) -> bool:
    """Return whether the service at *url* answers a request with *headers*; it may hang up."""
    try:
        return httpx2.get(f"{url}/v1/teams", headers=headers).status_code == HTTPStatus.OK
    except httpx2.TransportError:
        return False


def test_with_a_key_it_may_be_open_to_others(tmp_path: Path) -> None:
    env = environment(tmp_path, PUBLIC_URL="https://brandcheck.example.com")
    made = subprocess.run(
        command("keys", "create", "CMS", "--scope", "read"),
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )

    plain = env | {"BRANDCHECK_SERVICE__PUBLIC_URL": "", "BRANDCHECK_SERVICE__HOST": "127.0.0.1"}
    with serving(plain) as (url, _):
        key = {"authorization": f"Bearer {made.stdout.strip()}"}
        assert takes(url, key)
        assert httpx2.get(f"{url}/v1/keys", headers=key).status_code == HTTPStatus.FORBIDDEN
        assert not takes(url, key | {"x-endless": "a" * 20 * LONGEST})


def test_help_is_quick_and_names_the_commands() -> None:
    probe = "import sys, service.__main__; print(*sorted(m for m in sys.modules if '.' not in m))"
    loaded = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=True
    ).stdout.split()
    shown = subprocess.run(
        command("--help"), cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=True
    ).stdout

    assert not {"fastapi", "sqlalchemy", "chromadb", "onnxruntime", "authlib", "dbos"} & set(loaded)
    assert all(name in shown for name in ("check", "serve", "keys", "index", "records"))


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"host": "::1", "port": 9}, "http://[::1]:9"),
        ({"public_url": "https://brandcheck.example.com"}, "https://brandcheck.example.com"),
    ],
)
def test_the_address_is_one_that_a_browser_takes(given: dict[str, object], address: str) -> None:
    assert address_of(ServiceSettings(_env_prefix="NONE_", **given)) == address


def test_answers_wait_for_short_turns_and_no_look_through_what_was_loaded() -> None:
    turn = sys.getswitchinterval()
    try:
        _settle()
        assert (sys.getswitchinterval(), gc.get_freeze_count() > 0) == (pytest.approx(TURN), True)
    finally:
        sys.setswitchinterval(turn)
        gc.unfreeze()
