"""Checks through HTTP: from a draft to its report, in every form, until it is deleted."""

import dataclasses
import json
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest
from fastapi.testclient import TestClient

from checker.domain import Report
from checker.reporters import REPORTERS
from service.app import create_app
from service.parts import Parts
from service.records import Records
from tests.service.api.conftest import FAULTY, FINE, check_of, made, new, over, problem


def test_a_text_is_answered_with_its_report(api: httpx2.Client) -> None:
    answer = api.post(
        "/v1/checks", json=new(team="sales", audience="pools", name="landing.md"), params={"wait": 30}
    )

    told = over(api, answer)
    report = Report.model_validate(told["report"])
    check = check_of(told)
    assert answer.headers["location"] == f"/v1/checks/{check.id}"
    assert (check.state, check.source, check.team) == ("done", "landing.md", "sales")
    assert check.verdict == report.verdict == "fail"
    assert check.counts.error == sum(finding.severity == "error" for finding in report.findings) > 0
    assert all(finding.quote in FAULTY for finding in report.findings)


def test_a_file_is_answered_with_its_report(api: httpx2.Client) -> None:
    files = {"file": ("plan.md", FAULTY.encode())}
    fields = {"kit": "ottermere", "team": "sales", "judged": "false", "document": "cms 12"}

    told = over(api, api.post("/v1/checks", files=files, data=fields, params={"wait": 30}))

    assert (told["source"], told["team"], told["document"]) == ("plan.md", "sales", "cms 12")
    assert told["report"]["findings"]


def test_who_does_not_wait_is_told_where_the_check_is(api: httpx2.Client) -> None:
    answer = api.post("/v1/checks", json=new(), params={"wait": 0})

    assert answer.status_code == 202
    with api.stream("GET", f"{answer.headers['location']}/events") as events:
        lines = list(events.iter_lines())
    assert events.headers["content-type"].startswith("text/event-stream")
    assert lines[-3:-1] == ["event: done", "data: "] or "event: done" in lines
    done = api.get(answer.headers["location"]).json()
    assert done["state"] == "done"
    assert done["report"]["verdict"] == "fail"


def test_progress_comes_as_json(api: httpx2.Client) -> None:
    place = api.post("/v1/checks", json=new(), params={"wait": 0}).headers["location"]

    with api.stream("GET", f"{place}/events") as events:
        lines = list(events.iter_lines())

    data = [
        lines[row + 1].removeprefix("data: ") for row, line in enumerate(lines) if line == "event: progress"
    ]
    assert data
    assert all(json.loads(each)["step"] for each in data)


def test_a_draft_that_cannot_be_read_in_time_to_wait_is_refused(api: httpx2.Client) -> None:
    files = {"file": ("deck.pdf", b"%PDF-1.7 and then nothing that a reader knows")}

    told = problem(api.post("/v1/checks", files=files, data={"kit": "ottermere"}), 422)

    assert told["type"] == "/problems/unreadable-document"
    assert "deck.pdf" in str(told["detail"])


def test_a_draft_that_cannot_be_read_later_fails_and_says_why(api: httpx2.Client) -> None:
    files = {"file": ("deck.pdf", b"%PDF-1.7 and then nothing that a reader knows")}
    answer = api.post("/v1/checks", files=files, data={"kit": "ottermere"}, params={"wait": 0})

    api.get(f"{answer.headers['location']}/events")

    told = api.get(answer.headers["location"]).json()
    assert told["state"] == "failed"
    assert "deck.pdf" in told["problem"]
    assert told["report"] is None
    assert (
        problem(api.get(answer.headers["location"], params={"format": "html"}), 409)["detail"]
        == told["problem"]
    )


@pytest.mark.parametrize("name", [name for name in REPORTERS if name != "json"])
def test_every_rendering_is_an_attachment_in_a_sandbox(
    api: httpx2.Client, checked: dict[str, object], name: str
) -> None:
    answer = api.get(f"/v1/checks/{checked['id']}", params={"format": name})

    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="report.')
    assert "p%C3%A4ssw%C3%B6rd%20%3Cb%3E.report" in answer.headers["content-disposition"]
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.content


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/sarif+json", "application/sarif+json; charset=utf-8"),
        ("application/json;q=0.1, text/plain", "text/plain; charset=utf-8"),
        ("*/*, text/csv", "text/csv; charset=utf-8"),
        ("text/*", "text/html; charset=utf-8"),
        ("image/png, text/csv;q=0", ""),
    ],
)
def test_the_form_is_the_best_that_is_accepted(
    api: httpx2.Client, checked: dict[str, object], accept: str, media_type: str
) -> None:
    answer = api.get(f"/v1/checks/{checked['id']}", headers={"accept": accept})

    if media_type:
        assert answer.headers["content-type"] == media_type
    else:
        assert "text/csv" in str(problem(answer, 406)["detail"])


def test_a_script_in_a_draft_is_text_in_every_form(api: httpx2.Client) -> None:
    check = made(
        api, "# Cheapest <script>alert(1)</script>\n\nThe cheapest <img src=x onerror=alert(1)> choice."
    )

    page = api.get(f"/v1/checks/{check['id']}", params={"format": "html"}).text

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("form", ["json", "html", "csv"])
def test_an_unchanged_report_is_not_sent_again(
    api: httpx2.Client, checked: dict[str, object], form: str
) -> None:
    def get(etag: str) -> httpx2.Response:
        headers = {"If-None-Match": etag}
        return api.get(f"/v1/checks/{checked['id']}", params={"format": form}, headers=headers)

    first = get("")

    again, other = get(f'"x", W/{first.headers["etag"]}'), get('"x"')

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert (other.status_code, other.content) == (200, first.content)


def test_the_answer_to_a_draft_is_the_check_as_it_is_read_later(api: httpx2.Client) -> None:
    answer = api.post("/v1/checks", json=new(), params={"wait": 30})
    over(api, answer)

    later = api.get(answer.headers["location"])

    if answer.status_code == 200:
        assert later.content == answer.content
        assert later.headers["etag"] == answer.headers["etag"]


def test_lists_go_page_by_page_and_leave_nothing_out(api: httpx2.Client) -> None:
    team = uuid4().hex
    ids = [made(api, team=team)["id"] for _ in range(5)]

    seen: list[str] = []
    url = f"/v1/checks?team={team}&limit=2"
    pages = 0
    while url:
        page = api.get(url)
        seen += [item["id"] for item in page.json()["items"]]
        url = page.links["next"]["url"] if "next" in page.links else ""
        assert bool(url) is bool(page.json()["next"])
        pages += 1

    assert seen == list(reversed(ids))
    assert pages == 3


def test_filters_choose(api: httpx2.Client) -> None:
    team = uuid4().hex
    faulty = made(api, team=team, name="one.md", channel="web")
    fine = made(api, FINE, team=team, name="two.md", channel="campaign")

    def found(**query: str) -> list[str]:
        items = api.get("/v1/checks", params={"team": team, **query}).json()["items"]
        return [item["id"] for item in items]

    day = str(faulty["created"])[:10]
    assert found(verdict="fail") == [faulty["id"]]
    assert found(verdict="pass") == [fine["id"]]
    assert found(channel="web") == [faulty["id"]]
    assert found(text="TWO") == [fine["id"]]
    assert found(document=str(fine["document"])) == [fine["id"]]
    assert found(since=day, until="9999-12-31", state="done") == [fine["id"], faulty["id"]]
    assert found(until="2001-01-01") == []
    assert found(kit="another") == []


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "cursor=x",
        "verdict=maybe",
        "since=0",
        "until=1.5.2026",
        "colour=red",
        "text=%00",
    ],
)
def test_a_wrong_query_is_refused(api: httpx2.Client, query: str) -> None:
    told = problem(api.get(f"/v1/checks?{query}"), 422)

    assert query.partition("=")[0] in json.dumps(told["faults"])


def test_a_deleted_check_is_gone_with_its_report(api: httpx2.Client) -> None:
    check = made(api)

    answer = api.delete(f"/v1/checks/{check['id']}")

    assert (answer.status_code, answer.content) == (204, b"")
    problem(api.get(f"/v1/checks/{check['id']}"), 404)
    problem(api.get(f"/v1/checks/{check['id']}/events"), 404)
    problem(api.delete(f"/v1/checks/{check['id']}"), 404)


@pytest.mark.parametrize(
    "id_", ["x", "0" * 32, "%00", "..%2f..%2fetc%2fpasswd", "ünïcode", "%F0%9F%98%80", "'--"]
)
def test_what_is_not_there_is_a_problem(api: httpx2.Client, id_: str) -> None:
    problem(api.get(f"/v1/checks/{id_}"), 404)


def test_other_methods_are_refused_with_those_that_are_taken(api: httpx2.Client) -> None:
    answer = api.request("PATCH", "/v1/checks")

    problem(answer, 405)
    assert answer.headers["allow"] == "GET, POST"


def test_records_that_cannot_be_reached_are_a_problem_too(service_parts: Parts, tmp_path: Path) -> None:
    records = Records(f"sqlite:///{tmp_path / 'nowhere' / 'records.db'}")
    app = create_app(dataclasses.replace(service_parts, records=records))
    caller = TestClient(app, base_url="http://localhost:8000")

    told = problem(caller.get("/v1/checks"), 503)

    assert told["type"] == "/problems/records-unavailable"
