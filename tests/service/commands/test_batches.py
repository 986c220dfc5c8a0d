"""`brandcheck batch`: handed in from a command line, followed, and fetched."""

import http.server
import json
import threading
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from checker.errors import InputError
from service.commands.batches import (
    Request,
    Service,
    exit_code,
    in_words,
    named_files,
    results,
    status,
    submit,
)
from service.nouns import Batch

FINE = "# Learn it between two swimmers.\n\nTry a Saturday: ottermere.example/try\n"
BATCH = {"id": "b", "name": "", "state": "done", "kit": "k", "kit_version": 1, "by": "Ada"}
WHEN = "2026-11-22T12:00:00Z"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "decks"
    (home / "campaign").mkdir(parents=True)
    (home / "campaign" / "a.md").write_text(FINE)
    (home / "b.md").write_text(FINE)
    return home


def handed(url: str, *paths: Path, wait: bool = False, **given: object) -> tuple[int, str, str]:
    """Return the exit code, what is printed, and what is said beside it."""
    printed: list[str] = []
    said: list[str] = []
    request = Request(tuple(map(str, paths)), "ottermere", **given)  # type: ignore[arg-type]  # fields of it
    code = submit(Service(url), request, wait=wait, tell=printed.append, aside=said.append)
    return code, "\n".join(printed), "\n".join(said)


def test_a_folder_is_handed_in_followed_and_fetched(service_url: str, folder: Path, tmp_path: Path) -> None:
    given = {
        "name": "Q4",
        "team": "campaign",
        "labels": ("region=EMEA",),
        "idempotency_key": f"key of {folder}",
    }

    code, batch, said = handed(service_url, folder, wait=True, **given)
    again = handed(service_url, folder, **given)

    assert code == 0
    assert "Q4: done, 2 of 2 documents checked; 2 pass." in said
    assert f"{service_url}/batches/{batch}" in said
    assert again[1] == batch
    lines: list[str] = []
    assert status(Service(service_url), batch, follow=False, tell=lines.append) == 0
    assert lines == ["Q4: done, 2 of 2 documents checked; 2 pass."]
    screen = BytesIO()
    results(Service(service_url), batch, "csv", None, screen)
    assert b"decks/campaign/a.md" in screen.getvalue()
    results(Service(service_url), batch, "zip", tmp_path / "new" / "r.zip", screen)
    with zipfile.ZipFile(tmp_path / "new" / "r.zip") as archive:
        assert archive.read("decks/campaign/a.md") == FINE.encode()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["r.zip"]


@pytest.mark.parametrize(
    ("form", "output", "says"), [("xlsx", None, "choose csv, json or zip"), ("zip", None, "needs a file")]
)
def test_what_can_not_be_fetched_is_said(form: str, output: Path | None, says: str) -> None:
    with pytest.raises(InputError, match=says):
        results(Service("http://127.0.0.1:9"), "b", form, output, BytesIO())


def test_what_the_service_refuses_is_said_in_its_words(service_url: str, folder: Path) -> None:
    with pytest.raises(InputError, match="There is no batch “nobody”"):
        status(Service(service_url), "nobody", follow=True, tell=print)
    with pytest.raises(InputError, match="write it as https://"):
        handed(service_url, folder, callback="mailto:somebody")
    with pytest.raises(InputError, match="write it as name=value"):
        handed(service_url, folder, labels=("EMEA",))


@pytest.mark.parametrize(
    ("counts", "finished", "code"),
    [
        ({"done": 2, "passed": 2}, WHEN, 0),
        ({"done": 2, "passed": 1, "not_passed": 1}, WHEN, 1),
        ({"done": 1, "not_passed": 1, "failed": 1}, WHEN, 2),
        ({"done": 2, "passed": 1, "incomplete": 1}, WHEN, 3),
        ({"done": 1, "passed": 1, "cancelled": 1}, WHEN, 3),
        ({"done": 1, "passed": 1, "waiting": 1}, None, 3),
    ],
)
def test_exit_codes_are_those_of_check(counts: dict[str, int], finished: str | None, code: int) -> None:
    batch = Batch.model_validate({**BATCH, "counts": counts, "finished": finished, "created": WHEN})

    assert exit_code(batch) == code


def test_a_batch_that_waits_for_its_language_model_says_so() -> None:
    silent = {"silent": WHEN, "again": "2026-11-22T12:05:00Z", "state": "running"}
    batch = Batch.model_validate({**BATCH, **silent, "counts": {"done": 1, "waiting": 1}, "created": WHEN})

    assert in_words(batch) == f"b: running, 1 of 2 documents checked. {batch.waits}"
    assert "asked again at 12:05 UTC." in batch.waits


def test_files_are_sent_under_the_names_of_their_folders(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("another")

    named = named_files([str(folder), str(folder / "b.md"), str(tmp_path / "b.md")], tmp_path)

    assert [name for name, _ in named] == ["decks/b.md", "decks/campaign/a.md", "b.md"]
    with pytest.raises(InputError, match="no such file"):
        named_files([str(tmp_path / "none")], tmp_path)


class Breaking(http.server.BaseHTTPRequestHandler):
    """Breaks the first connection off in the middle of what is sent, and answers the second."""

    got: list[tuple[str, bytes]]

    def do_POST(self) -> None:
        length = int(self.headers["content-length"])
        body = self.rfile.read(length // 2 if not self.got else length)
        self.got.append((self.headers["idempotency-key"], body))
        if len(self.got) == 1:
            self.close_connection = True
            return
        answer = json.dumps({**BATCH, "created": WHEN}).encode()
        self.send_response(202)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's
        """Be quiet."""


@pytest.fixture
def breaking() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    got: list[tuple[str, bytes]] = []
    handler = type("Handler", (Breaking,), {"got": got})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", got
        server.shutdown()
        thread.join()


def test_a_broken_upload_is_sent_again_whole_under_the_same_key(
    breaking: tuple[str, list[tuple[str, bytes]]], folder: Path
) -> None:
    url, got = breaking
    (folder / "large.md").write_text("word " * 400_000)

    code, batch, _ = handed(url, folder)

    assert (code, batch) == (0, "b")
    (first, half), (second, whole) = got
    assert first == second
    assert len(whole) > 2_000_000 > len(half)
    assert whole.count(b"filename=") == 3
    assert whole.rstrip().endswith(b"--")


def test_a_service_that_is_not_there_leaves_a_way_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.client.calling.FIRST_PAUSE", 0.0)

    with pytest.raises(InputError, match="--idempotency-key mine"):
        handed("http://127.0.0.1:9", folder, idempotency_key="mine")
