"""`POST /v1/gates/check` of a running service, and the client's method for it."""

import httpx2
import pytest

from service.client import Brandcheck, GateRequest, Refused
from service.nouns import Scope
from service.parts import Parts
from service.problems import RecordsUnavailable
from tests.service.conftest import Ask

TITLE = {"path": "/title", "text": "Learn it between two swimmers", "is_title": True}
BODY = (
    "<p>Try it: ottermere.example/try</p>\n<p>Ottermere is the cheapest choice for your pool &amp; you.</p>"
)
ASKED = {
    "kit": "ottermere",
    "channel": "web",
    "deadline": 30,
    "fields": [TITLE, {"path": "/body", "kind": "html", "text": BODY}],
}


def test_what_breaks_a_guideline_is_refused_at_its_words(http: httpx2.Client) -> None:
    answer = http.post("/v1/gates/check", json={**ASKED, "document": "gates/refused"}, timeout=60)

    told = answer.json()
    assert (answer.status_code, told["decision"], told["because"]) == (200, "refuse", "findings")
    assert told["findings"][0]["refuses"] is True
    worst = next(each for each in told["findings"] if each["guideline"] == "never-sell-on-price")
    assert (worst["field"], worst["severity"]) == ("/body", "error")
    assert "cheapest" in worst["quote"]
    assert worst["start"] is None or BODY[worst["start"] : worst["end"]] == worst["quote"]
    kept = http.get("/v1/checks", params={"document": "gates/refused"}).json()["items"]
    assert [check["id"] for check in kept] == [told["check"]]
    assert told["url"].endswith(f"/reports/{told['check']}")


def test_the_mended_one_may_go_out(service_url: str) -> None:
    fields = [TITLE, {"path": "/body", "kind": "html", "text": "<p>Try it: ottermere.example/try</p>"}]
    asked = GateRequest.model_validate({**ASKED, "fields": fields, "closed_at": "suggestion"})

    with Brandcheck(service_url) as client:
        answer = client.check_gate(asked)

    assert (answer.decision, answer.because, answer.undecided) == ("allow", "passed", ())


@pytest.mark.parametrize(("closed_at", "decision"), [(None, "allow"), ("error", "refuse")])
def test_what_holds_no_text_is_left_to_the_policy(
    http: httpx2.Client, closed_at: str | None, decision: str
) -> None:
    asked = {**ASKED, "fields": [{"path": "/body", "text": " \n"}], "closed_at": closed_at}

    told = http.post("/v1/gates/check", json=asked, timeout=60).json()

    assert (told["decision"], told["because"]) == (decision, "incomplete")
    assert told["undecided"]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"kit": "no-such-kit"}, 404),
        ({"fields": []}, 422),
        ({"fields": [TITLE, TITLE]}, 422),
        ({"deadline": 0.1}, 422),
        ({"deadline": "8"}, 422),
        ({"closed_at": "fatal"}, 422),
        ({"fields": [{"path": "/body", "text": "long " * 50_000}]}, 413),
    ],
)
def test_a_wrong_request_is_a_problem(service_url: str, change: dict[str, object], status: int) -> None:
    with httpx2.Client(base_url=service_url) as client:
        answer = client.post("/v1/gates/check", json=ASKED | change)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_client_refuses_by_the_service_s_words(service_url: str) -> None:
    with Brandcheck(service_url) as client, pytest.raises(Refused, match="no kit “nothing”"):
        client.check_gate(GateRequest.model_validate({**ASKED, "kit": "nothing"}))


def test_a_key_needs_the_scope_to_check(with_key: Ask) -> None:
    assert with_key(Scope.READ).post("/v1/gates/check", json=ASKED).status_code == 403
    assert with_key(Scope.CHECK).post("/v1/gates/check", json=ASKED, timeout=60).status_code == 200


def test_records_that_are_away_decide_nothing(
    service_parts: Parts, http: httpx2.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise RecordsUnavailable("The disk is full.")

    monkeypatch.setattr(service_parts.checks, "submit", away)

    assert http.post("/v1/gates/check", json=ASKED).status_code == 503
