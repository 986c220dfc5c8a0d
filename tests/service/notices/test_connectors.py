"""Connectors: each keeps the protocol, and its system's answers decide what becomes of a message."""

import datetime
import importlib
import inspect
import json
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

import service.notices
from checker.errors import InputError
from service.exchange.deliveries import Fate, Medium
from service.notices.connectors import CONNECTORS
from service.notices.protocol import Connector, Sending
from service.outbound import Guard
from service.records.outbox import Message, Outcome
from service.settings import Outbound
from tests.service.notices.conftest import HERE
from tests.service.notices.occasions import KINDS, occasion
from tests.service.notices.receiver import Receiver, answers

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
NAMES = ("require_address", "send", "shown_as")
CHATS = (Medium.SLACK, Medium.TEAMS)


def modules() -> dict[str, ModuleType]:
    """Return all modules of the package that call themselves a connector."""
    found = pkgutil.walk_packages(service.notices.__path__, "service.notices.")
    loaded = {one.name: importlib.import_module(one.name) for one in found}
    return {name: one for name, one in loaded.items() if hasattr(one, "KIND") and inspect.ismodule(one)}


def sending(kind: str, url: str, outbound: Outbound = HERE) -> Sending:
    told = occasion(kind)
    message = Message("m" * 32, Medium.SLACK, kind, "t", told.model_dump(mode="json"), 1, "lease")
    return Sending(message, told, url, Guard(outbound), NOW)


def tried(medium: Medium, url: str, outbound: Outbound = HERE) -> Outcome:
    return CONNECTORS[medium].send(sending("check.failed", url, outbound))


def test_what_is_listed_is_what_there_is() -> None:
    assert sorted(one.__name__ for one in CONNECTORS.values()) == sorted(modules())  # type: ignore[attr-defined]  # a module
    assert CONNECTORS.keys() == set(Medium)
    assert all(one.KIND is medium for medium, one in CONNECTORS.items())


@pytest.mark.parametrize("medium", list(Medium))
def test_each_keeps_the_protocol(medium: Medium) -> None:
    connector = CONNECTORS[medium]

    assert isinstance(connector.KIND, Medium)
    assert connector.NAME
    assert connector.HINT.endswith(".")
    assert inspect.getdoc(connector)
    for name in NAMES:
        ours, wanted = (inspect.signature(getattr(one, name)) for one in (connector, Connector))
        assert list(ours.parameters) == list(wanted.parameters)[1:]
        assert ours.return_annotation == wanted.return_annotation
        assert inspect.getdoc(getattr(connector, name))


@pytest.mark.parametrize("medium", list(Medium))
@pytest.mark.parametrize(
    "url", ["", "nonsense", "ftp://example.com/hush", "https:///hush", "https://a b/hush"]
)
def test_an_address_that_is_none_is_not_repeated(medium: Medium, url: str) -> None:
    with pytest.raises(InputError) as caught:
        CONNECTORS[medium].require_address(url)

    assert "hush" not in str(caught.value)


FILES = (
    "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/?template={file}",
    "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js/?template={file}",
    "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js/?template=http://169.254.169.254/latest",
    "fcm://project@apikey/device/?mode=oauth2&keyfile={file}",
)


@pytest.mark.parametrize("url", FILES)
def test_no_address_has_a_file_or_a_page_read(url: str, tmp_path: Path) -> None:
    file = tmp_path / "hush.json"
    file.write_text("{}", encoding="utf-8")

    with pytest.raises(InputError) as caught:
        CONNECTORS[Medium.NOTICE].require_address(url.format(file=file))

    assert "hush" not in str(caught.value)


def test_mail_goes_by_no_server_inside(receiver: Receiver) -> None:
    port = receiver.url.rpartition(":")[2]
    url = f"mailto://me:hush@example.com:{port}?smtp=127.0.0.1&to=you@example.com"

    outcome = tried(Medium.NOTICE, url, Outbound())

    assert (outcome.state, "is not on the public internet" in outcome.says) == (Fate.FAILED, True)
    assert receiver.got == []


@pytest.mark.parametrize("medium", [*CHATS, Medium.WEBHOOK])
def test_no_more_is_shown_than_where_it_is(medium: Medium) -> None:
    assert CONNECTORS[medium].shown_as("https://example.com/hush?sig=hush") == "https://example.com/…"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("medium", CHATS)
def test_every_occasion_is_posted(receiver: Receiver, medium: Medium, kind: str) -> None:
    receiver.answer = answers(200, b"ok")

    outcome = CONNECTORS[medium].send(sending(kind, f"{receiver.url}/services/T/B/x?sig=y"))

    (got,) = receiver.got
    assert (outcome.state, outcome.says) == (Fate.DELIVERED, "200 OK")
    assert (got.path, got.headers["content-type"]) == ("/services/T/B/x?sig=y", "application/json")
    assert json.loads(got.body).keys() >= ({"blocks"} if medium is Medium.SLACK else {"attachments"})


@pytest.mark.parametrize(
    ("medium", "status", "state", "says"),
    [
        (Medium.SLACK, 400, Fate.FAILED, "failed: 400 Bad Request (Slack takes no such message)"),
        (Medium.SLACK, 404, Fate.FAILED, "failed: 404 Not Found (the webhook or its channel is gone)"),
        (Medium.SLACK, 410, Fate.FAILED, "failed: 410 Gone (the channel is archived)"),
        (Medium.SLACK, 429, Fate.WAITING, "429 Too Many Requests"),
        (Medium.SLACK, 500, Fate.WAITING, "500 Internal Server Error"),
        (Medium.TEAMS, 202, Fate.DELIVERED, "202 Accepted"),
        (
            Medium.TEAMS,
            401,
            Fate.FAILED,
            "failed: 401 Unauthorized (the URL's signature is not right: copy it again)",
        ),
        (Medium.TEAMS, 404, Fate.WAITING, "404 Not Found"),
        (Medium.TEAMS, 302, Fate.WAITING, "302 Found (redirects are not followed)"),
        (Medium.WEBHOOK, 404, Fate.WAITING, "404 Not Found"),
    ],
)
def test_the_answer_decides(receiver: Receiver, medium: Medium, status: int, state: Fate, says: str) -> None:
    receiver.answer = answers(status, b"<script>what the other side says</script>")

    outcome = tried(medium, receiver.url)

    assert (outcome.state, outcome.says, outcome.status) == (state, says, status)


def test_a_chat_may_ask_for_time(receiver: Receiver) -> None:
    receiver.answer = answers(429, Retry_After="3600")

    outcome = tried(Medium.SLACK, receiver.url)

    assert outcome.again == NOW + datetime.timedelta(hours=1)


@pytest.mark.parametrize("medium", list(CONNECTORS))
def test_nothing_goes_inside(receiver: Receiver, medium: Medium) -> None:
    url = receiver.url.replace("http:", "json:" if medium is Medium.NOTICE else "https:")

    outcome = tried(medium, url, Outbound())

    assert (outcome.state, receiver.got) == (Fate.FAILED, [])
    assert "not on the public internet" in outcome.says
