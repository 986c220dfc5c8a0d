"""Assistants by HTTP: who is let in, as what, and who is not; by the SDK's client and by bare requests."""

import json
import secrets
import threading
from collections.abc import Callable
from functools import partial

import anyio
import httpx2
import pytest
from fastapi.testclient import TestClient
from mcp import Client
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.types import CallToolResult
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import Receive, Send
from starlette.types import Scope as Connection

from service.app import create_app
from service.assistants.server import server_of
from service.nouns import LOCAL, Scope
from service.parts import Parts
from tests.service.assistants.asking import MODES, connected, said, talked_by_http
from tests.service.assistants.desks import Obedient
from tests.service.serving import served

DRAFT = "Ottermere is the cheapest choice."
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
ACCEPT = {"accept": "application/json, text/event-stream"}
Key = Callable[..., str]
REAL = {
    "check_draft": {"text": DRAFT, "kit": "ottermere"},
    "explain_guideline": {"guideline": "one-price", "kit": "ottermere"},
    "rewrite": {"text": DRAFT, "kit": "ottermere"},
    "list_guidelines": {"kit": "ottermere"},
    "search_claims": {"kit": "ottermere", "text": "monthly"},
}


@pytest.fixture
def key(service_parts: Parts) -> Key:
    """Return what makes keys: `key(Scope.READ)` is a secret."""
    return lambda *scopes: service_parts.records.keys.create("An assistant", scopes, None, LOCAL)[1]


@pytest.mark.parametrize("mode", MODES)
def test_all_tools_answer_whoever_may_read_and_check(mode: str, service_url: str, key: Key) -> None:
    name = secrets.token_hex(4)

    async def talk(client: Client) -> dict[str, CallToolResult]:
        assert [tool.name for tool in (await client.list_tools()).tools] == list(REAL)
        asked = REAL | {"check_draft": REAL["check_draft"] | {"document": name}}
        return {tool: await client.call_tool(tool, given) for tool, given in asked.items()}

    made = talked_by_http(service_url, talk, key(Scope.READ, Scope.CHECK), mode)

    assert {tool: said(result) for tool, result in made.items() if result.is_error} == {
        "rewrite": "No language model is set. Set BRANDCHECK_JUDGE__MODEL and its key."
    }
    checked = made["check_draft"].structured_content
    assert (checked["verdict"], checked["findings"][0]["quote"]) == ("fail", DRAFT)
    assert made["explain_guideline"].structured_content["expires"] == ""
    assert made["list_guidelines"].structured_content["brand"] == "Ottermere"
    with httpx2.Client(base_url=service_url) as http:
        kept = http.get("/v1/checks", params={"document": name}).json()["items"]
        assert http.get(f"/reports/{checked['check']}").is_success
    assert [(check["id"], check["by"]) for check in kept] == [(checked["check"], "An assistant")]
    assert checked["url"].endswith(f"/reports/{checked['check']}")


@pytest.mark.parametrize("mode", MODES)
def test_each_key_may_do_what_its_scopes_say_and_the_local_user_all(
    mode: str, service_url: str, key: Key
) -> None:
    async def talk(client: Client) -> set[str]:
        answers = {tool: said(await client.call_tool(tool, {})) for tool in REAL}
        return {tool for tool, words in answers.items() if "it needs the right" in words}

    refused = partial(talked_by_http, service_url, talk, mode=mode)

    assert refused(key=key(Scope.READ)) == {"check_draft", "rewrite"}
    assert refused(key=key(Scope.CHECK)) == {"explain_guideline", "list_guidelines", "search_claims"}
    assert refused(key=key(Scope.ADMIN, Scope.READ, Scope.CHECK)) == set()
    assert refused(key="") == set()


def test_kits_and_reports_are_resources(service_url: str, key: Key) -> None:
    async def talk(client: Client) -> tuple[str, str]:
        check = (await client.call_tool("check_draft", REAL["check_draft"])).structured_content["check"]
        kit = (await client.read_resource("brandcheck://kits/ottermere")).contents[0]
        report = (await client.read_resource(f"brandcheck://checks/{check}")).contents[0]
        return kit.text, report.text

    kit, report = talked_by_http(service_url, talk, key(Scope.READ, Scope.CHECK))

    assert "\nguidelines:\n" in kit
    assert json.loads(report)["findings"][0]["quote"] == DRAFT


def test_a_wrong_key_does_not_get_in(service_url: str) -> None:
    wrong = post(service_url, {"authorization": f"Bearer brandcheck_{secrets.token_hex(16)}"})

    assert wrong.status_code == 401
    assert wrong.headers["www-authenticate"] == 'Bearer error="invalid_token"'
    assert "Ask whoever runs the service for another" in wrong.json()["detail"]
    with pytest.raises(BaseExceptionGroup):
        talked_by_http(service_url, lambda client: client.list_tools(), "brandcheck_wrong")


@pytest.mark.parametrize(
    ("headers", "status", "says"),
    [
        ({"x-forwarded-for": "192.0.2.1"}, 401, "send a key"),
        ({"origin": "http://evil.example"}, 403, "Another site"),
        ({"origin": "null"}, 403, "Another site"),
        ({"sec-fetch-site": "cross-site"}, 403, "Another site"),
        ({"origin": "http://{host}"}, 403, "Another site"),
        ({"sec-fetch-site": "same-origin"}, 403, "Another site"),
        ({"referer": "http://{host}/"}, 403, "Another site"),
        ({"host": "evil.example"}, 400, "does not go by that name"),
        ({"host": "127.0.0.1.evil.example"}, 400, "does not go by that name"),
    ],
)
def test_no_page_of_a_browser_and_nobody_unknown_gets_in(
    service_url: str, headers: dict[str, str], status: int, says: str
) -> None:
    host = service_url.removeprefix("http://")

    answer = post(service_url, {name: value.format(host=host) for name, value in headers.items()})

    assert (answer.status_code, says in answer.json()["detail"]) == (status, True)
    if status == 401:
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_page_of_another_site_does_not_get_in_with_a_key_either(service_url: str, key: Key) -> None:
    bearer = {"authorization": f"Bearer {key(Scope.READ)}"}

    assert post(service_url, bearer | {"origin": "http://evil.example"}).status_code == 403
    assert post(service_url, bearer | {"origin": service_url}).status_code == 200


def test_a_key_without_a_right_that_is_enough_is_told_which(service_url: str, key: Key) -> None:
    answer = post(service_url, {"authorization": f"Bearer {key(Scope.KITS)}"})

    assert answer.status_code == 403
    assert 'error="insufficient_scope", scope="read check"' in answer.headers["www-authenticate"]


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "OPTIONS"])
def test_there_is_nothing_but_post(service_url: str, method: str) -> None:
    answer = httpx2.request(method, f"{service_url}/mcp", headers=ACCEPT)

    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("body", [LIST, {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {}}])
def test_no_session_is_begun_and_none_that_is_brought_along_means_anything(
    service_url: str, body: dict[str, object]
) -> None:
    answer = post(service_url, {"mcp-session-id": "fixed-by-somebody"}, body)

    assert "mcp-session-id" not in answer.headers
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "content",
    [b"", b"null", b"[]", b"{", b'{"jsonrpc": "1.0"}', b"\xff\xfe", b"[" * 20_000, b'{"id":' * 5_000],
    ids=repr,
)
@pytest.mark.parametrize("version", ["2025-06-18", "2026-07-28", "9999-99-99"])
def test_rubbish_is_refused_without_a_fault(service_url: str, content: bytes, version: str) -> None:
    headers = ACCEPT | {"content-type": "application/json", "mcp-protocol-version": version}

    answer = httpx2.post(f"{service_url}/mcp", content=content, headers=headers)

    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("wrong", [None, True, 1.5, [], {}], ids=repr)
@pytest.mark.parametrize("version", ["2025-06-18", "2026-07-28"])
def test_a_request_whose_id_is_none_is_told_so(service_url: str, wrong: object, version: str) -> None:
    answer = post(service_url, {"mcp-protocol-version": version}, LIST | {"id": wrong})

    assert answer.status_code == 400
    told = answer.json()
    assert (told["jsonrpc"], told["id"], told["error"]["code"]) == ("2.0", None, -32600)


def test_a_notification_is_taken(service_url: str) -> None:
    notified = {"jsonrpc": "2.0", "method": "notifications/initialized"}

    assert post(service_url, {}, notified).status_code == 202


def test_what_is_too_large_is_refused_before_it_is_read(service_url: str, service_parts: Parts) -> None:
    most = 12 * service_parts.service.max_text + 1_000_000
    huge = LIST | {"params": {"text": "x" * most}}

    assert post(service_url, {}, huge).status_code == 413


def test_a_text_that_is_too_long_for_this_service_is_said_to_be(
    service_parts: Parts, service_url: str
) -> None:
    words = "word " * (service_parts.service.max_text // 5 + 1)
    talk = lambda client: client.call_tool("check_draft", {"text": words, "kit": "ottermere"})  # noqa: E731

    made = talked_by_http(service_url, talk)

    assert made.is_error
    assert "characters" in said(made)
    assert len(said(made)) < 400


def test_two_assistants_at_once_get_their_own_answers(service_url: str, key: Key) -> None:
    drafts = {"a": "Ottermere is the cheapest choice.", "b": "Get 20% off when you sign by Friday."}
    found: dict[str, list[str]] = {"a": [], "b": []}

    async def ask(name: str) -> None:
        async with connected(service_url, key(Scope.CHECK)) as client, anyio.create_task_group() as tasks:
            for _ in range(3):
                tasks.start_soon(once, client, name)

    async def once(client: Client, name: str) -> None:
        made = await client.call_tool("check_draft", {"text": drafts[name], "kit": "ottermere"})
        found[name].append(made.structured_content["findings"][0]["quote"])

    async def both() -> None:
        async with anyio.create_task_group() as tasks:
            for name in drafts:
                tasks.start_soon(ask, name)

    anyio.run(both)

    assert found == {name: [draft] * 3 for name, draft in drafts.items()}


def test_requests_are_logged_under_their_route_and_refused_while_the_service_starts(
    service_parts: Parts, caplog: pytest.LogCaptureFixture
) -> None:
    client = TestClient(create_app(service_parts), base_url="http://127.0.0.1", client=("127.0.0.1", 1))

    with caplog.at_level("INFO", "brandcheck.requests"):
        answer = client.post("/mcp", json=LIST, headers=ACCEPT)

    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/closed")
    assert [record.fields["route"] for record in caplog.records if hasattr(record, "fields")] == ["/mcp"]


@pytest.mark.parametrize("mode", MODES)
def test_a_call_that_is_given_up_by_http_ends(mode: str) -> None:
    desk = Obedient(waits=threading.Event())

    async def talk(client: Client) -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(client.call_tool, "check_draft", {"text": DRAFT})
            await anyio.to_thread.run_sync(desk.begun.wait)
            tasks.cancel_scope.cancel()

    with served(_alone(desk)) as url:
        talked_by_http(url, talk, mode=mode)
        assert desk.ended.wait(20)


def _alone(desk: Obedient) -> Starlette:
    """Return an application that answers by *desk*, without a service around it."""
    server = server_of(lambda _: desk, keeps=True)
    manager = StreamableHTTPSessionManager(server, stateless=True)
    return Starlette(routes=[Route("/mcp", _Answering(manager))], lifespan=lambda _: manager.run())


class _Answering:
    def __init__(self, manager: StreamableHTTPSessionManager) -> None:
        self._manager = manager

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        await self._manager.handle_request(scope, receive, send)


def post(url: str, headers: dict[str, str], body: dict[str, object] | None = None) -> httpx2.Response:
    return httpx2.post(f"{url}/mcp", json=body or LIST, headers=ACCEPT | headers, timeout=30)
