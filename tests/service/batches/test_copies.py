"""Annotated copies: one draft, and those of a batch with a table that leaves nothing out."""

import csv
import datetime
import io
import os
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import httpx2
import pytest

from service.batches.copies import PIECE, TABLE, Copies
from service.nouns import Batch, BatchItem, Check, State
from service.problems import Problem
from tests.service.records.makers import ADA, draft

DRAFTS = Path(__file__).parents[3] / "corpus/drafts/ottermere"
DECK = DRAFTS / "sales/brackenmoor-leisure-trust.pptx"
TEXT = b"# Ottermere is the cheapest choice.\n"
NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
FILES = (
    ("sales/deck.pptx", DECK.read_bytes()),
    ("campaign/a.md", TEXT),
    ("campaign/broken.pptx", b"no deck"),
    ("../../=cmd.md", TEXT),
)
"""What is handed in: what can be annotated, what can't, what can't be read, and a name that is an attack."""


def over(http: httpx2.Client, batch: str) -> dict[str, object]:
    """Return the batch once it is over."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        found: dict[str, object] = http.get(f"/v1/batches/{batch}").json()
        if found["finished"]:
            return found
        time.sleep(0.05)
    pytest.fail(f"{found}")


@pytest.fixture(scope="module")
def finished(service_url: str) -> Iterator[tuple[httpx2.Client, str]]:
    """Return a client, and a batch of `FILES` that is over."""
    with httpx2.Client(base_url=service_url, timeout=120) as http:
        files = [("files", one) for one in FILES]
        made = http.post("/v1/batches", data={"kit": "ottermere"}, files=files)
        assert made.status_code == 202, made.text
        over(http, made.json()["id"])
        yield http, made.json()["id"]


def check_of(http: httpx2.Client, batch: str, ending: str) -> str:
    items = http.get(f"/v1/batches/{batch}/documents").json()["items"]
    return next(str(item["id"]) for item in items if item["source"].endswith(ending))


def test_a_batch_is_handed_back_whole(finished: tuple[httpx2.Client, str]) -> None:
    http, batch = finished

    answer = http.get(f"/v1/batches/{batch}/results", params={"format": "zip"})

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        content = {name: archive.read(name) for name in archive.namelist()}
    rows = list(csv.DictReader(io.StringIO(content.pop(TABLE).decode("utf-8-sig"))))
    assert answer.headers["content-type"] == "application/zip"
    assert len(rows) == len(FILES)
    assert not [name for name in content if name.startswith("/") or ".." in name.split("/")]
    assert content["campaign/a.md"] == TEXT
    assert content["sales/deck.pptx"] != FILES[0][1]
    with zipfile.ZipFile(io.BytesIO(content["sales/deck.pptx"])) as deck:
        assert [name for name in deck.namelist() if "comment" in name.lower()]
    told = {Path(row["file"].removeprefix("'")).name: row for row in rows}
    assert (told["deck.pptx"]["annotated"], told["deck.pptx"]["verdict"]) == ("yes", "fail")
    assert told["a.md"]["why not"] == "a file of its format can't hold notes"
    assert told["broken.pptx"]["state"] == "failed"
    assert "broken.pptx" in told["broken.pptx"]["why not"]
    assert not [row for row in rows if row["file"].startswith("=")]


def test_one_draft_is_handed_back_annotated(finished: tuple[httpx2.Client, str]) -> None:
    http, batch = finished
    deck = check_of(http, batch, "deck.pptx")

    answer = http.get(f"/v1/checks/{deck}/annotated")
    page = http.get(f"/reports/{deck}/annotated")
    again = http.get(f"/v1/checks/{deck}/annotated", headers={"if-none-match": answer.headers["etag"]})

    assert answer.status_code == 200
    assert "deck.annotated.pptx" in answer.headers["content-disposition"]
    assert answer.headers["content-type"] == "application/octet-stream"
    assert page.content == answer.content != FILES[0][1]
    assert again.status_code == 304
    assert f'href="/reports/{deck}/annotated"' in http.get(f"/reports/{deck}").text


def test_what_has_no_annotated_copy_says_why(finished: tuple[httpx2.Client, str]) -> None:
    http, batch = finished
    text, broken = (check_of(http, batch, ending) for ending in ("a.md", "broken.pptx"))

    statuses = [http.get(f"/v1/checks/{one}/annotated").status_code for one in (text, broken, "nobody")]

    assert statuses == [404, 409, 404]
    assert "annotated" not in http.get(f"/reports/{text}").text


class Stored:
    """Records of a batch of many large drafts that can't be annotated."""

    def __init__(self, number: int, size: int) -> None:
        self._number, self._size = number, size
        self.batches = self.checks = self

    def items(self, _: str, *, after: int, limit: int) -> tuple[BatchItem, ...]:
        last = min(after + 1 + limit, self._number)
        return tuple(
            BatchItem(id=f"{n:032x}", position=n, source="same/name.bin", state=State.DONE)
            for n in range(after + 1, last)
        )

    def get(self, check: str) -> Check:
        return Check(
            id=check, document=check, state=State.DONE, source="s", kit="k", kit_version=1, by="", created=NOW
        )

    def draft(self, _: str) -> object:
        return draft(os.urandom(self._size))

    def checked(self, _: str) -> None:
        return None


def test_an_archive_of_many_takes_no_more_memory_than_one_of_few() -> None:
    size, number = 4 * PIECE, 24
    copies = Copies(Stored(number, size), SimpleNamespace())  # type: ignore[arg-type]  # a stand-in
    batch = Batch(id="b", name="", state="done", kit="k", kit_version=1, by="Ada", created=NOW)

    tracemalloc.start()
    got = sum(map(len, copies.of_batch(batch, address="https://here.test")))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert got > number * size
    assert peak < 12 * size


def test_documents_of_one_name_all_have_one() -> None:
    copies = Copies(Stored(3, 10), SimpleNamespace())  # type: ignore[arg-type]  # a stand-in
    batch = Batch(id="b", name="", state="done", kit="k", kit_version=1, by="Ada", created=NOW)

    content = b"".join(copies.of_batch(batch, address=""))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    assert names == ["same/name.bin", "same/name (2).bin", "same/name (3).bin", TABLE]


def test_an_archive_is_cut_off_where_the_service_stops() -> None:
    stored = Stored(3, 10)

    def stopping(_: str) -> object:
        raise Problem(503, "stopping", "The service is being stopped.")  # type: ignore[arg-type]  # a status

    stored.draft = stopping  # type: ignore[method-assign]  # a stand-in
    copies = Copies(stored, SimpleNamespace())  # type: ignore[arg-type]  # a stand-in
    batch = Batch(id="b", name="", state="done", kit="k", kit_version=1, by=ADA.name, created=NOW)

    with pytest.raises(Problem):
        list(copies.of_batch(batch, address=""))
