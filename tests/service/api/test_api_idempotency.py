"""Requests that are sent again make nothing twice."""

import datetime
import threading
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import httpx2

from service.nouns import LOCAL, Scope
from service.records import Records
from service.records.tables import RequestRow
from tests.service.api.conftest import new, over, problem
from tests.service.conftest import Ask


def send(api: httpx2.Client, key: str, body: dict[str, object], wait: float = 30) -> httpx2.Response:
    return api.post("/v1/checks", json=body, headers={"Idempotency-Key": key}, params={"wait": wait})


def count(api: httpx2.Client, team: str) -> int:
    return len(api.get("/v1/checks", params={"team": team}).json()["items"])


def test_the_same_request_is_answered_with_the_same_check(api: httpx2.Client) -> None:
    team, key = uuid4().hex, str(uuid4())
    first = over(api, send(api, key, new(team=team)))

    again = send(api, key, new(team=team))

    assert again.status_code == 200
    assert again.json() == first
    assert again.headers["location"] == f"/v1/checks/{first['id']}"
    assert count(api, team) == 1


def test_who_did_not_wait_may_ask_again_for_the_report(api: httpx2.Client) -> None:
    team, key = uuid4().hex, str(uuid4())
    first = send(api, key, new(team=team), wait=0)
    over(api, first)

    again = send(api, key, new(team=team))

    assert (first.status_code, again.status_code) == (202, 200)
    assert again.json()["id"] == first.json()["id"]
    assert count(api, team) == 1


def test_a_key_of_another_request_is_refused(api: httpx2.Client) -> None:
    team, key = uuid4().hex, str(uuid4())
    over(api, send(api, key, new(team=team)))

    for other in (
        new("Another text.", team=team),
        new(team=team, document="x"),
        new(team=team, judged=False),
    ):
        assert problem(send(api, key, other), 422)["type"] == "/problems/idempotency-key"

    assert count(api, team) == 1


def test_a_request_that_was_refused_may_be_mended(api: httpx2.Client) -> None:
    team, key = uuid4().hex, str(uuid4())

    problem(send(api, key, new(kit="nope", team=team)), 404)

    assert over(api, send(api, key, new(team=team)))["state"] == "done"


def test_a_check_that_was_deleted_is_not_made_anew(api: httpx2.Client) -> None:
    team, key = uuid4().hex, str(uuid4())
    check = over(api, send(api, key, new(team=team)))
    api.delete(f"/v1/checks/{check['id']}").raise_for_status()

    told = problem(send(api, key, new(team=team)), 410)

    assert told["type"] == "/problems/check-gone"
    assert count(api, team) == 0


def test_of_many_at_once_one_is_done(api: httpx2.Client) -> None:
    team, key = uuid4().hex, str(uuid4())
    answers: list[httpx2.Response] = []
    start = threading.Barrier(8)

    def one() -> None:
        start.wait()
        answers.append(send(api, key, new(team=team)))

    run([threading.Thread(target=one) for _ in range(8)])

    done = [answer for answer in answers if answer.status_code != 409]
    assert {answer.json()["id"] for answer in done} == {over(api, done[0])["id"]}
    assert all(problem(answer, 409) for answer in answers if answer not in done)
    assert count(api, team) == 1


def test_everybody_has_keys_of_their_own(here: httpx2.Client, with_key: Ask) -> None:
    team, key = uuid4().hex, str(uuid4())
    callers = [here, with_key(Scope.READ, Scope.CHECK), with_key(Scope.READ, Scope.CHECK)]

    ids = {over(caller, send(caller, key, new(team=team)))["id"] for caller in callers}

    assert len(ids) == 3


def test_a_key_that_is_none_is_refused(here: httpx2.Client) -> None:
    for key in ("x" * 256, "ä\u0080"):
        headers = [(b"Idempotency-Key", key.encode())]
        problem(here.post("/v1/checks", json=new(), headers=headers), 422)


def run(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_after_a_day_a_key_may_name_another_request(tmp_path: Path) -> None:
    records = Records(f"sqlite:///{tmp_path / 'records.db'}")
    records.prepare()
    long_ago = datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=25)
    with records.database.writing() as session:
        session.add(RequestRow(by_id=LOCAL.id, key="k", digest="one", subject="a check", created=long_ago))

    assert records.requests.begin("k", "another", by=LOCAL) == ""

    records.close()
