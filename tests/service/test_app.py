"""The application put together: every error in one form, and what stands before the routes."""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

import pytest
from fastapi import FastAPI, Form
from fastapi.testclient import TestClient
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from checker.errors import CheckerError, InvalidBrandKit, OverBudget, UnreadableDocument, UnsupportedFormat
from service.app import create_app
from service.parts import Parts
from service.problems import MEDIA_TYPE, Problem, ProblemDetails, RecordsUnavailable

WORDS = "the words of a draft"


class Sent(BaseModel):
    """A body."""

    number: int


def _raises(error: Exception) -> Callable[[], None]:
    def route() -> None:
        raise error

    return route


ERRORS: dict[str, tuple[Exception, int, str]] = {
    "problem": (Problem(HTTPStatus.CONFLICT, "taken", "It is taken."), 409, "taken"),
    "format": (UnsupportedFormat("No reader."), 415, "unsupported-format"),
    "document": (UnreadableDocument("a.pdf", "it is damaged", "Save it anew."), 422, "unreadable-document"),
    "kit": (InvalidBrandKit(("line 1: no id", "line 9: no text")), 422, "invalid-kit"),
    "budget": (OverBudget("The budget of the day is spent."), 503, "model-failed"),
    "records": (RecordsUnavailable("The records are gone."), 503, "records-unavailable"),
    "ours": (CheckerError("Something of ours."), 500, "fault"),
    "bug": (RuntimeError(WORDS), 500, "fault"),
    "key": (KeyError(WORDS), 500, "fault"),
    "framework": (HTTPException(418, "I am a teapot"), 418, "bad-request"),
    "slow": (HTTPException(408), 408, "too-slow"),
    "large": (HTTPException(413, "1000"), 413, "too-large"),
    "large-unknown": (HTTPException(413, "Content Too Large"), 413, "too-large"),
}


@pytest.fixture(scope="module")
def app(service_parts: Parts, service_url: str) -> FastAPI:
    assert service_url
    app = create_app(service_parts)
    for name, (error, _, _) in ERRORS.items():
        app.add_api_route(f"/v1/broken/{name}", _raises(error))

    def sent(body: Sent) -> Sent:
        return body

    def filled(number: Annotated[int, Form()]) -> int:
        return number

    app.add_api_route("/v1/sent", sent, methods=["POST"])
    app.add_api_route("/v1/filled", filled, methods=["POST"])
    return app


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app, base_url="http://localhost:8000", raise_server_exceptions=False)


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_is_a_problem(client: TestClient, name: str) -> None:
    _, status, kind = ERRORS[name]

    answer = client.get(f"/v1/broken/{name}")

    details = ProblemDetails.model_validate_json(answer.content)
    assert answer.status_code == details.status == status
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert details.type == f"/problems/{kind}"
    assert details.instance == answer.headers["x-request-id"]
    assert details.title
    assert details.detail


def test_all_that_is_wrong_with_a_kit_is_told(client: TestClient) -> None:
    faults = client.get("/v1/broken/kit").json()["faults"]

    assert [fault["says"] for fault in faults] == ["line 1: no id", "line 9: no text"]


@pytest.mark.parametrize("name", ["bug", "key"])
@pytest.mark.parametrize("accepts", ["application/json", "text/html"])
def test_a_bug_tells_nobody_how(client: TestClient, name: str, accepts: str) -> None:
    answer = client.get(f"/v1/broken/{name}", headers={"accept": accepts})

    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert WORDS not in answer.text
    assert "Traceback" not in answer.text
    assert ".py" not in answer.text


@pytest.mark.parametrize(
    ("sent", "at"),
    [
        ({"json": {"number": WORDS}}, "body.number"),
        ({"json": {}}, "body.number"),
        ({"json": []}, "body"),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, "body.1"),
        ({"content": b"", "headers": {"content-type": "application/json"}}, "body"),
    ],
    ids=["value", "missing", "shape", "JSON", "empty"],
)
def test_what_is_wrong_with_a_body_is_told_without_repeating_it(
    client: TestClient, sent: dict[str, object], at: str
) -> None:
    answer = client.post("/v1/sent", **sent)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert [fault["at"] for fault in answer.json()["faults"]] == [at]
    assert WORDS not in answer.text


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe", b"\x00", b'"\\ud800"', b"[" * 20_000, b"1" * 5_000, b"NaN", b'{"number": 1e999}'],
    ids=["not UTF-8", "nothing", "half a pair", "deep", "long number", "not a number", "infinite"],
)
def test_hostile_bodies_are_problems(client: TestClient, content: bytes) -> None:
    answer = client.post("/v1/sent", content=content, headers={"content-type": "application/json"})

    assert HTTPStatus.BAD_REQUEST <= answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    assert answer.headers["content-type"] == MEDIA_TYPE
    ProblemDetails.model_validate_json(answer.content)


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x"]
)
def test_hostile_forms_are_problems(client: TestClient, kind: str) -> None:
    answer = client.post("/v1/filled", content=b"--x\r\n\xff", headers={"content-type": kind})

    assert HTTPStatus.BAD_REQUEST <= answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    ProblemDetails.model_validate_json(answer.content)


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/v1/nowhere", 404, "not-found"),
        ("GET", "/v1/../etc/passwd", 404, "not-found"),
        ("GET", "/static/../app.py", 404, "not-found"),
        ("GET", "/static/%2e%2e/app.py", 404, "not-found"),
        ("GET", "/static/..%2fapp.py", 404, "not-found"),
        ("GET", "/static//etc/passwd", 404, "not-found"),
        ("GET", "/static/", 404, "not-found"),
        ("PATCH", "/v1/sent", 405, "method-not-allowed"),
        ("TRACE", "/v1/sent", 405, "method-not-allowed"),
        ("POST", "/healthz", 405, "method-not-allowed"),
        ("GET", "/%00", 404, "not-found"),
    ],
)
def test_what_is_not_there_is_a_problem(
    client: TestClient, method: str, path: str, status: int, kind: str
) -> None:
    answer = client.request(method, path)

    assert answer.status_code == status
    assert answer.json()["type"] == f"/problems/{kind}"


def test_a_wrong_method_says_which_are_right(client: TestClient) -> None:
    assert client.patch("/v1/sent").headers["allow"] == "POST"


def test_browsers_get_a_page_with_the_same_words(client: TestClient) -> None:
    page = client.get("/nowhere", headers={"accept": "text/html,*/*;q=0.8"})

    assert page.status_code == HTTPStatus.NOT_FOUND
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "There is nothing at this address." in page.text


def test_programs_get_none_whatever_they_accept(client: TestClient) -> None:
    assert client.get("/v1/nowhere", headers={"accept": "text/html"}).headers["content-type"] == MEDIA_TYPE


def test_nothing_of_the_framework_s_own_is_open(client: TestClient) -> None:
    assert client.get("/redoc").status_code == HTTPStatus.NOT_FOUND
    assert "swagger" not in client.get("/docs").text.lower()
    paths = json.loads(client.get("/openapi.json").content)["paths"]
    assert all(path.startswith("/v1/") for path in paths)


def test_the_service_is_alive_and_says_how_its_parts_are(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    parts = client.get("/readyz").json()
    assert parts.keys() == {"records", "engine", "index", "hooks", "judge"}
    assert (parts["records"], parts["judge"]) == ("ok", "off")


def test_the_sample_kit_is_published_at_the_first_start(client: TestClient) -> None:
    kits = client.get("/v1/kits").json()["items"]

    assert ("ottermere", 1) in [(kit["id"], kit["published"]) for kit in kits]
