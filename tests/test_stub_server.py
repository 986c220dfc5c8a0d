import httpx2
import pytest

from tests.stub_server import StubServer, answers, fails, hangs_up, says

ASKED = {"messages": [{"role": "user", "content": "How many?"}]}


def post(server: StubServer, body: dict, path: str = "/chat/completions") -> httpx2.Response:
    return httpx2.post(server.url + path, json=body)


def test_requests_meet_behaviours_in_order_and_are_noted():
    with StubServer(says("one"), always=answers(lambda asked: {"n": len(asked.messages)})) as server:
        found = [post(server, ASKED).json()["choices"][0]["message"]["content"] for _ in range(3)]

    assert found == ["one", '{"n": 1}', '{"n": 1}']
    assert [asked.text for asked in server.requests] == ["How many?"] * 3


def test_a_request_too_many_fails_and_is_told_at_the_end():
    server = StubServer(says("one"))
    server.__enter__()
    statuses = [post(server, ASKED).status_code for _ in range(2)]

    assert statuses == [200, 418]
    with pytest.raises(AssertionError, match="1 requests more"):
        server.__exit__(None)


def test_failures_look_like_a_provider_s():
    with StubServer(fails(429, code="busy")) as server:
        response = post(server, ASKED)

    assert (response.status_code, response.json()["error"]["code"]) == (429, "busy")
    assert response.headers["retry-after-ms"] == "1"


def test_a_connection_may_be_closed_without_a_word():
    with StubServer(hangs_up()) as server, pytest.raises(httpx2.RemoteProtocolError):
        post(server, ASKED)


def test_a_tool_is_called_where_one_is_asked_for_in_either_api():
    tool = {"name": "answer", "parameters": {}}
    with StubServer(always=answers({"n": 1})) as server:
        chat = post(server, ASKED | {"tools": [{"type": "function", "function": tool}]}).json()
        response = post(server, {"input": [], "tools": [{"type": "function", **tool}]}, "/responses").json()

    [call] = chat["choices"][0]["message"]["tool_calls"]
    assert call["function"] == {"name": "answer", "arguments": '{"n": 1}'}
    assert (response["output"][0]["name"], response["output"][0]["arguments"]) == ("answer", '{"n": 1}')
    assert [asked.schema for asked in server.requests] == [{}, {}]
