"""Batches through HTTP: from files to results, held, ended and tried again on the way."""

import csv
import io
import json

import httpx2
import pytest

from service.nouns import Scope
from tests.service.batches.conftest import FAULTY, FINE, Follow, documents
from tests.service.zips import zipped

TERMS = {"kit": "ottermere", "judged": "false"}


def handed_in(http: httpx2.Client, files: list[tuple[str, bytes]], **terms: object) -> str:
    """Hand *files* in, and return the id of the batch."""
    form = [("files", (name, content)) for name, content in files]
    answer = http.post("/v1/batches", data={**TERMS, **terms}, files=form)
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"/v1/batches/{answer.json()['id']}"
    return str(answer.json()["id"])


def test_files_and_archives_become_documents_with_reports(http: httpx2.Client, over: Follow) -> None:
    archive = zipped(
        {"Sales/pitch.md": FAULTY, "support/reply.txt": FINE, "plan.docx": b"PK\x03\x04 cut short"}
    )
    files = [("landing.md", FAULTY.encode()), ("night.zip", archive)]

    batch = handed_in(http, files, name="Night", labels=json.dumps({"region": "EMEA"}))

    told = over(batch)
    assert (told["state"], told["is_whole"], told["name"]) == ("done", True, "Night")
    counts = told["counts"]
    assert (counts["done"], counts["failed"], counts["passed"] + counts["not_passed"]) == (3, 1, 3)
    found = documents(http, batch)
    assert [item["source"] for item in found] == [
        "landing.md",
        "Sales/pitch.md",
        "support/reply.txt",
        "plan.docx",
    ]
    assert [item["team"] for item in found] == ["", "sales", "support", ""]
    assert "damaged or cut short" in str(found[3]["problem"])
    check = http.get(f"/v1/checks/{found[1]['id']}").json()
    assert (check["batch"], check["position"], check["labels"]) == (batch, 1, {"region": "EMEA"})
    assert check["report"]["verdict"] == "fail"


def test_texts_become_documents_on_their_own_terms(http: httpx2.Client, over: Follow) -> None:
    texts = [{"text": FINE, "team": "support", "labels": {"author": "Ann"}}, {"text": FAULTY, "name": "a.md"}]
    body = {"kit": "ottermere", "team": "sales", "labels": {"region": "EMEA"}, "documents": texts}

    answer = http.post("/v1/batches", json=body)

    assert answer.status_code == 202
    over(answer.json()["id"])
    found = documents(http, answer.json()["id"])
    assert [(item["team"], item["state"]) for item in found] == [("support", "done"), ("sales", "done")]
    labels = [http.get(f"/v1/checks/{item['id']}").json()["labels"] for item in found]
    assert labels == [{"region": "EMEA", "author": "Ann"}, {"region": "EMEA"}]


def test_results_are_a_file_with_every_document(http: httpx2.Client, over: Follow) -> None:
    batch = handed_in(http, [("=cmd.md", FAULTY.encode()), ("empty.md", b"  "), ("fine.md", FINE.encode())])
    over(batch)

    whole = http.get(f"/v1/batches/{batch}/results").json()
    rows = list(csv.DictReader(io.StringIO(http.get(f"/v1/batches/{batch}/results?format=csv").text)))

    assert whole["batch"]["id"] == batch
    assert [one["state"] for one in whole["documents"]] == ["done", "failed", "done"]
    assert whole["documents"][0]["report"]["findings"]
    assert [row["source"] for row in rows] == ["'=cmd.md", "empty.md", "fine.md"]
    assert [row["problem"] for row in rows] == ["", "It is empty.", ""]
    assert rows[0]["errors"] == str(whole["documents"][0]["counts"]["error"])
    assert http.get(f"/v1/batches/{batch}/results?format=nonsense").status_code == 406


def test_a_request_that_is_repeated_makes_one_batch(http: httpx2.Client) -> None:
    key = {"idempotency-key": "night of the fifth"}
    answers = [
        http.post("/v1/batches", data=TERMS, files={"files": ("a.md", FINE)}, headers=key) for _ in range(2)
    ]
    other = http.post("/v1/batches", data=TERMS, files={"files": ("a.md", FAULTY)}, headers=key)

    assert [answer.status_code for answer in (*answers, other)] == [202, 202, 422]
    assert answers[0].json()["id"] == answers[1].json()["id"]


REFUSED = [
    ({"data": {"kit": "ottermere"}, "files": {"notes": (None, "a field")}}, 422, "empty-batch"),
    ({"data": {"kit": "nowhere"}, "files": {"files": ("a.md", FINE)}}, 404, "unknown-kit"),
    ({"data": {"judged": "no"}, "files": {"files": ("a.md", FINE)}}, 422, "invalid-request"),
    ({"data": TERMS | {"labels": "region"}, "files": {"files": ("a.md", FINE)}}, 422, "invalid-request"),
    (
        {"data": TERMS | {"callback": "file:///etc"}, "files": {"files": ("a.md", FINE)}},
        422,
        "invalid-request",
    ),
    ({"json": {"kit": "ottermere", "documents": []}}, 422, "invalid-request"),
    ({"content": b"text", "headers": {"content-type": "text/plain"}}, 415, "unsupported-media-type"),
    (
        {"content": b"--x\r\n", "headers": {"content-type": "multipart/form-data; boundary=x"}},
        400,
        "malformed-form",
    ),
    ({"content": b"", "headers": {"content-type": "multipart/form-data"}}, 400, "malformed-form"),
    (
        {"content": b"no form", "headers": {"content-type": "multipart/form-data; boundary=x"}},
        400,
        "malformed-form",
    ),
]


@pytest.mark.parametrize(("request_", "status", "name"), REFUSED)
def test_what_can_not_be_a_batch_is_refused_and_nothing_is_kept(
    http: httpx2.Client, request_: dict[str, object], status: int, name: str
) -> None:
    before = http.get("/v1/batches").json()["items"]

    answer = http.post("/v1/batches", **request_)

    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{name}")
    assert [one["id"] for one in http.get("/v1/batches").json()["items"]] == [one["id"] for one in before]


def test_only_who_handed_it_in_may_change_it(with_key, http: httpx2.Client) -> None:
    batch = handed_in(with_key(Scope.CHECK, Scope.READ), [("a.md", FINE.encode())])
    other = with_key(Scope.CHECK, Scope.READ)

    for way in ("pause", "resume", "cancel", "retry"):
        assert other.post(f"/v1/batches/{batch}/{way}").status_code == 403
    assert other.delete(f"/v1/batches/{batch}").status_code == 403
    assert http.delete(f"/v1/batches/{batch}").status_code == 204
    assert http.get(f"/v1/batches/{batch}").status_code == 404
    assert http.get(f"/v1/batches/{batch}/documents").status_code == 404
