"""What the client repeats and what it does not, and what it makes of answers, on a wire played by hand."""

from collections.abc import Callable

import httpx2
import pytest

from service.client import (
    Brandcheck,
    NewCheck,
    NewFeedback,
    NewWaiver,
    Refused,
    TeamTerms,
    UploadTerms,
    WantedChecks,
)
from service.client.calling import Call, Caller, path_of
from service.exchange.answers import TeamList

PROBLEM = {
    "type": "/problems/too-many-requests",
    "title": "Too many requests",
    "status": 429,
    "detail": "There were too many. Try again in 7 s.",
    "instance": "abc",
    "faults": [],
    "new field": 1,
}
TEXT = NewCheck(text="x", kit="ottermere")
CHECK = {
    "id": "1",
    "document": "1",
    "state": "done",
    "source": "text",
    "kit": "ottermere",
    "kit_version": 1,
    "by": "You",
    "created": "2026-01-01T00:00:00Z",
    "report": None,
    "a field of tomorrow": True,
}
Act = Callable[[Brandcheck], object]


class Wire:
    """Answers from a list, and remembers what was sent and how long was waited."""

    def __init__(self, *answers: httpx2.Response | Exception) -> None:
        self._answers = list(answers)
        self.sent: list[httpx2.Request] = []
        self.paused: list[float] = []

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append(request)
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def client(self, repeats: int = 3) -> Brandcheck:
        sending = httpx2.Client(transport=httpx2.MockTransport(self.handle))
        brandcheck = Brandcheck("http://brandcheck.test", key="secret", client=sending)
        brandcheck._caller = Caller(sending, repeats=repeats, sleep=self.paused.append)
        return brandcheck


def refused(status: int, **headers: str) -> httpx2.Response:
    body = PROBLEM | {"status": status}
    return httpx2.Response(status, json=body, headers={"content-type": "application/problem+json", **headers})


def done(body: object = CHECK) -> httpx2.Response:
    return httpx2.Response(200, json=body)


ACTS: dict[str, Act] = {
    "get": lambda client: client.get_check("1"),
    "list": lambda client: client.list_checks(WantedChecks(team="a")),
    "put": lambda client: client.put_team("a", TeamTerms()),
    "submit": lambda client: client.submit_check(TEXT),
    "delete": lambda client: client.delete_check("1"),
    "waive": lambda client: client.create_waiver(
        NewWaiver(kit="k", finding="f", reason="r", expires="2999-01-01")  # type: ignore[arg-type]
    ),
}
TEAM = {"name": "a", "retention_days": None, "may_be_judged": True}
ANSWERS = {"list": {"items": [], "next": ""}, "put": TEAM, "delete": None}
REPEATABLE = {"get", "list", "put", "submit"}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize(
    "error", [httpx2.ReadTimeout("late"), httpx2.RemoteProtocolError("cut"), 502, 503, 504]
)
def test_what_may_have_been_done_is_repeated_only_where_that_does_no_harm(
    name: str, error: Exception | int
) -> None:
    failure = refused(error) if isinstance(error, int) else error
    wire = Wire(failure, done(ANSWERS.get(name, CHECK)))

    if name in REPEATABLE:
        ACTS[name](wire.client())
    else:
        with pytest.raises(Refused):
            ACTS[name](wire.client())

    assert len(wire.sent) == (2 if name in REPEATABLE else 1)


@pytest.mark.parametrize("name", [name for name in ACTS if name != "waive"])
@pytest.mark.parametrize("error", [httpx2.ConnectError("no"), httpx2.ConnectTimeout("late"), 429])
def test_what_was_not_done_is_repeated(name: str, error: Exception | int) -> None:
    failure = refused(error) if isinstance(error, int) else error
    wire = Wire(failure, failure, done(ANSWERS.get(name, CHECK)))

    ACTS[name](wire.client())

    assert len(wire.sent) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 415, 422, 500])
def test_what_will_not_get_better_is_not_repeated(status: int) -> None:
    wire = Wire(refused(status))

    with pytest.raises(Refused) as caught:
        wire.client().get_check("1")

    assert caught.value.problem.status == status
    assert str(caught.value) == PROBLEM["detail"]
    assert len(wire.sent) == 1


def test_the_service_says_how_long_to_wait() -> None:
    wire = Wire(refused(429, **{"retry-after": "7"}), refused(429, **{"retry-after": "9000"}), done())

    wire.client().get_check("1")

    assert wire.paused == [7, 30]


def test_pauses_grow_and_are_spread() -> None:
    wire = Wire(*[refused(503)] * 4)

    with pytest.raises(Refused):
        wire.client().get_check("1")

    assert len(wire.paused) == 3
    assert all(low <= pause <= 2 * low for low, pause in zip((0.25, 0.5, 1.0), wire.paused, strict=True))


def test_a_draft_carries_the_same_key_each_time() -> None:
    wire = Wire(httpx2.ReadTimeout("late"), done())

    wire.client().submit_check(TEXT)

    keys = [request.headers["idempotency-key"] for request in wire.sent]
    assert len(set(keys)) == 1
    assert len(keys[0]) == 36


def test_a_file_is_sent_whole_again() -> None:
    wire = Wire(httpx2.ReadTimeout("late"), done())
    terms = UploadTerms(kit="ottermere", judged=False)

    wire.client().submit_file("a.md", b"the file's words", terms, idempotency_key="mine")

    assert all(b"the file's words" in request.content for request in wire.sent)
    assert all(b'name="judged"\r\n\r\nfalse' in request.content for request in wire.sent)
    assert [request.headers["idempotency-key"] for request in wire.sent] == ["mine", "mine"]


def test_nobody_there_is_a_refusal_too() -> None:
    with pytest.raises(Refused) as caught:
        Wire(httpx2.ConnectError("no route")).client(repeats=0).list_teams()

    assert (caught.value.problem.type, caught.value.problem.status) == ("/problems/unreachable", 0)
    assert "no route" in str(caught.value)


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(200, text="<html>Sign in to the hotel's network"),
        httpx2.Response(200, json=[]),
        httpx2.Response(200, json={"items": "none"}),
        httpx2.Response(200, content=b"\xff"),
        httpx2.Response(302, headers={"location": "/elsewhere"}),
        httpx2.Response(502, text="<html>Bad gateway"),
        httpx2.Response(404, text="{", headers={"content-type": "application/problem+json"}),
        httpx2.Response(404, text="[]", headers={"content-type": "application/problem+json"}),
    ],
)
def test_what_is_not_from_brandcheck_is_told_as_such(answer: httpx2.Response) -> None:
    with pytest.raises(Refused) as caught:
        Wire(answer).client(repeats=0).list_teams()

    assert caught.value.problem.type == "/problems/unexpected"
    assert caught.value.problem.status == answer.status_code
    assert "GET /v1/teams" in str(caught.value)


def test_fields_of_a_newer_service_are_left_aside() -> None:
    assert Wire(done()).client().get_check("1").id == "1"


def test_a_lone_surrogate_of_a_draft_is_taken() -> None:
    body = b'{"items": [{"name": "a\\udc80", "retention_days": null, "may_be_judged": true}]}'

    teams = Wire(httpx2.Response(200, content=body)).client()._caller.ask(Call("GET", "/v1/teams"), TeamList)

    assert teams.items[0].name == "a\udc80"


def test_names_in_paths_stay_one_part() -> None:
    assert path_of("documents", "a/../b?c#d é") == "/v1/documents/a%2F..%2Fb%3Fc%23d%20%C3%A9"
    wire = Wire(done(TEAM))

    wire.client().get_team("../keys")

    assert wire.sent[0].url.raw_path == b"/v1/teams/..%2Fkeys"


def test_the_key_goes_with_every_request() -> None:
    wire = Wire(done({"items": []}))

    wire.client().list_keys()

    assert wire.sent[0].headers["authorization"] == "Bearer secret"


def test_only_what_is_asked_for_is_in_the_query() -> None:
    wire = Wire(done({"items": [], "next": ""}), done({"items": [], "next": ""}))

    wire.client().list_checks()
    wire.client().list_checks(WantedChecks(team="a&b", limit=3, verdict="fail", since="2026-01-31"))  # type: ignore[arg-type]

    assert wire.sent[0].url.query == b""
    assert dict(wire.sent[1].url.params) == {
        "team": "a&b",
        "limit": "3",
        "verdict": "fail",
        "since": "2026-01-31",
    }


def test_feedback_may_be_given_again() -> None:
    feedback = {
        "id": "1",
        "check": "c",
        "finding": "f",
        "verdict": "right",
        "by": "You",
        "created": "2026-01-01T00:00:00Z",
    }
    wire = Wire(httpx2.ReadTimeout("late"), httpx2.Response(201, json=feedback))

    assert wire.client().give_feedback("f", NewFeedback(verdict="right")).verdict == "right"
