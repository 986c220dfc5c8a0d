"""Requests that are broken, too large, of the wrong kind or made to mislead: each gets a problem."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.service.api.conftest import problem

JSON = {"content-type": "application/json"}
FAULTY = b"Ottermere is the cheapest choice."
BODIES: list[tuple[bytes, int, str]] = [
    (b"", 422, "invalid-request"),
    (b"{", 422, "invalid-request"),
    (b"[]", 422, "invalid-request"),
    (b"null", 422, "invalid-request"),
    (b'{"text": "x"}', 422, "invalid-request"),
    (b'{"kit": "ottermere"}', 422, "invalid-request"),
    (b'{"text": "", "kit": "ottermere"}', 422, "invalid-request"),
    (b'{"text": " \\n\\t ", "kit": "ottermere"}', 422, "invalid-request"),
    (b'{"text": "\\ud800", "kit": "ottermere"}', 422, "invalid-request"),
    (b'{"text": "x", "kit": "ottermere", "team": "\\udfff"}', 422, "invalid-request"),
    (b'{"text": "x", "kit": "ottermere", "\\ud800": 1}', 422, "invalid-request"),
    (b'{"text": "a\\u0000b", "kit": "ottermere"}', 422, "invalid-request"),
    (b'{"text": "x", "kit": "otter\\u0000mere"}', 422, "invalid-request"),
    (b'{"text": "x", "kit": "ottermere", "team": "a\\nb"}', 422, "invalid-request"),
    (b'{"text": "x", "kit": "ottermere", "team": 7}', 422, "invalid-request"),
    (b'{"text": "x", "kit": "ottermere", "judged": "yes"}', 422, "invalid-request"),
    (b'{"text": "x", "kit": "ottermere", "document": "a/../b"}', 422, "invalid-request"),
    (b'{"text": "x", "kit": "ottermere", "document": "/a"}', 422, "invalid-request"),
    (b'{"text": "x", "kit": "ottermere", "colour": "red"}', 422, "invalid-request"),
    (b'{"text": "x", "kit": "ottermere", "team": "' + b"x" * 201 + b'"}', 422, "invalid-request"),
    (b'{"text": "\xff", "kit": "ottermere"}', 422, "invalid-request"),
    (b"[" * 100_000, 422, "invalid-request"),
    (b'{"text": "x", "kit": "no such kit"}', 404, "unknown-kit"),
    (b'{"text": "' + b"x" * 200_001 + b'", "kit": "ottermere"}', 413, "too-large"),
]


@pytest.mark.parametrize(("body", "status", "name"), BODIES, ids=[str(body[:60]) for body, _, _ in BODIES])
def test_a_broken_text_is_refused(here: httpx2.Client, body: bytes, status: int, name: str) -> None:
    told = problem(here.post("/v1/checks", content=body, headers=JSON), status)

    assert told["type"] == f"/problems/{name}"


def test_an_unknown_kit_is_answered_with_those_that_there_are(here: httpx2.Client) -> None:
    told = problem(here.post("/v1/checks", json={"text": "x", "kit": "otermere"}), 404)

    assert "“otermere”" in str(told["detail"])
    assert "Published are: “" in str(told["detail"])


def test_all_that_is_wrong_is_said_at_once(here: httpx2.Client) -> None:
    body = {"text": "", "kit": "", "team": "a\nb", "colour": "red"}

    told = problem(here.post("/v1/checks", json=body), 422)

    assert {fault["at"] for fault in told["faults"]} == {"body.text", "body.kit", "body.team", "body.colour"}


def test_what_was_sent_is_not_repeated(here: httpx2.Client) -> None:
    body = {"text": "our secret launch", "kit": 7, "secret field": "hush"}

    told = here.post("/v1/checks", json=body).text

    assert "launch" not in told
    assert "hush" not in told


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/xml",
        "application/jsonp",
        "nonsense",
        "",
    ],
)
@pytest.mark.parametrize(
    "path", ["/v1/checks", "/v1/rewrites", "/v1/waivers", "/v1/keys", "/v1/findings/x/feedback"]
)
def test_a_body_of_another_type_is_refused(here: httpx2.Client, path: str, kind: str) -> None:
    headers = {"content-type": kind} if kind else {}

    answer = here.post(path, content=b'{"text": "x", "kit": "ottermere"}', headers=headers)

    assert "application/json" in str(problem(answer, 415)["detail"])
    assert "application/json" in answer.headers["accept-post"]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\win.ini", "win.ini"),
        ("/abs/olute.md", "olute.md"),
        ("a\x00b.md", "ab.md"),
        ("Entwurf für Ünïcode 🏊.md", "Entwurf für Ünïcode 🏊.md"),
        ("evil\u202efdp.md", "evilfdp.md"),
        ("..", "upload"),
        ("", "upload"),
        ("x" * 300 + ".md", "x" * 197 + ".md"),
        ('<img src=x onerror="alert(1)">.md', '<img src=x onerror="alert(1)">.md'),
    ],
)
def test_a_file_keeps_of_its_name_what_is_harmless(here: httpx2.Client, given: str, shown: str) -> None:
    boundary = b"a-boundary"
    quoted = given.replace("\\", "\\\\").replace('"', '\\"').encode()
    answer = here.post(
        "/v1/checks",
        content=b"\r\n".join(
            [
                b"--a-boundary",
                b'Content-Disposition: form-data; name="kit"',
                b"",
                b"ottermere",
                b"--a-boundary",
                b'Content-Disposition: form-data; name="file"; filename="' + quoted + b'"',
                b"",
                FAULTY,
                b"--a-boundary--",
                b"",
            ]
        ),
        headers={"content-type": f"multipart/form-data; boundary={boundary.decode()}"},
    )

    assert answer.json()["source"] == shown


FORMS: list[tuple[str, dict[str, object], dict[str, str], int]] = [
    ("no file", {}, {"kit": "ottermere"}, 422),
    ("no kit", {"file": ("a.md", FAULTY)}, {}, 422),
    ("an empty file", {"file": ("a.md", b"")}, {"kit": "ottermere"}, 422),
    ("a blank file", {"file": ("a.md", b" \n ")}, {"kit": "ottermere"}, 422),
    ("an unknown field", {"file": ("a.md", FAULTY)}, {"kit": "ottermere", "colour": "red"}, 422),
    ("no truth", {"file": ("a.md", FAULTY)}, {"kit": "ottermere", "judged": "maybe"}, 422),
    ("a picture", {"file": ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(100))}, {"kit": "ottermere"}, 415),
    ("a program", {"file": ("a.md", b"MZ\x90\x00" + bytes(range(256)) * 20)}, {"kit": "ottermere"}, 415),
    ("another kit", {"file": ("a.md", FAULTY)}, {"kit": "nope"}, 404),
]


@pytest.mark.parametrize(
    ("files", "fields", "status"), [form[1:] for form in FORMS], ids=[form[0] for form in FORMS]
)
def test_a_wrong_form_is_refused(
    here: httpx2.Client, files: dict[str, tuple[str, bytes]], fields: dict[str, str], status: int
) -> None:
    if not files:
        files = {"kit": (None, fields.pop("kit").encode())}  # type: ignore[dict-item]
    problem(here.post("/v1/checks", files=files, data=fields), status)


def test_a_field_given_twice_is_refused(here: httpx2.Client) -> None:
    files = [("file", ("a.md", FAULTY)), ("kit", (None, b"ottermere")), ("kit", (None, b"another"))]

    told = problem(here.post("/v1/checks", files=files), 422)

    assert told["faults"][0]["at"] == "body.kit"


def test_two_files_are_refused(here: httpx2.Client) -> None:
    files = [("file", ("a.md", FAULTY)), ("file", ("b.md", FAULTY)), ("kit", (None, b"ottermere"))]

    problem(here.post("/v1/checks", files=files), 400)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x\r\n"),
        ("multipart/form-data; boundary=x", b"no boundary here"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\nv\r\n--x--\r\n"),
        ("multipart/form-data; boundary=" + "x" * 5_000, b"--x--"),
    ],
)
def test_a_form_that_is_none_is_refused(here: httpx2.Client, kind: str, body: bytes) -> None:
    answer = here.post("/v1/checks", content=body, headers={"content-type": kind})

    problem(answer, answer.status_code)
    assert answer.status_code in {400, 422}


def test_a_file_over_the_limit_is_refused_before_it_is_read(here: httpx2.Client) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n\r\n'
        while sent < 200_000_000:
            sent += 1_000_000
            yield bytes(1_000_000)

    try:
        answer = here.post(
            "/v1/checks", content=endless(), headers={"content-type": "multipart/form-data; boundary=x"}
        )
    except httpx2.TransportError:
        assert sent < 200_000_000
    else:
        problem(answer, 413)


def test_a_declared_size_over_the_limit_is_refused(service_url: str) -> None:
    connection = HTTPConnection(urlsplit(service_url).netloc)
    headers = {"content-type": "multipart/form-data; boundary=x", "content-length": "200000000"}

    connection.request("POST", "/v1/checks", headers=headers)
    answer = connection.getresponse()

    assert answer.status == 413
    assert json.loads(answer.read())["type"] == "/problems/too-large"
    connection.close()


@pytest.mark.parametrize("wait", ["-1", "601", "nan", "inf", "soon", ""])
def test_a_wait_that_is_none_is_refused(here: httpx2.Client, wait: str) -> None:
    answer = here.post("/v1/checks", params={"wait": wait}, json={"text": "x", "kit": "ottermere"})

    assert json.dumps(problem(answer, 422)["faults"]).count("query.wait") == 1
