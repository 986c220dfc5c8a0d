"""What people say, accept and set: feedback, waivers, teams, keys, documents, the audit log."""

import base64
import datetime
import json
from uuid import uuid4

import httpx2
import pytest

from service.nouns import Scope
from tests.service.api.conftest import FAULTY, made, problem
from tests.service.conftest import Ask

SOON = "2999-12-31"


def of(told: dict[str, object]) -> list[dict[str, object]]:
    """Return the findings of a check."""
    report = told["report"]
    assert isinstance(report, dict)
    return list(report["findings"])


def test_feedback_is_kept_and_changed(api: httpx2.Client) -> None:
    check = made(api, document=uuid4().hex)
    finding = of(check)[0]["id"]

    first = api.post(f"/v1/findings/{finding}/feedback", json={"verdict": "wrong", "reason": "A quote."})
    named = {"verdict": "right", "check": check["id"]}
    second = api.post(f"/v1/findings/{finding}/feedback", json=named)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["reason"] == "A quote."
    assert second.json() | {"verdict": "right", "reason": "", "by": "You"} == second.json()
    kept = json.loads(api.get(f"/v1/documents/{check['document']}").content)
    assert [each["verdict"] for each in kept["checks"][0]["feedback"]] == ["right"]


@pytest.mark.parametrize("check", ["", "0" * 32])
def test_feedback_on_nothing_is_refused(here: httpx2.Client, check: str) -> None:
    problem(here.post("/v1/findings/nothing/feedback", json={"verdict": "right", "check": check}), 404)


def test_a_waiver_covers_what_it_says_until_it_is_ended(api: httpx2.Client) -> None:
    document = uuid4().hex
    finding = of(made(api, document=document))[0]
    new = {
        "kit": "ottermere",
        "finding": finding["id"],
        "document": document,
        "reason": "Agreed.",
        "expires": SOON,
    }

    waiver = api.post("/v1/waivers", json=new)
    covered = next(each for each in of(made(api, document=document)) if each["id"] == finding["id"])
    ended = api.delete(f"/v1/waivers/{waiver.json()['id']}")
    open_again = next(each for each in of(made(api, document=document)) if each["id"] == finding["id"])

    assert waiver.status_code == 201
    assert waiver.json()["owner"] == "You"
    assert str(covered["waived_by"]).startswith("You until 2999-12-31")
    assert ended.json()["ended"]
    assert api.delete(f"/v1/waivers/{waiver.json()['id']}").json() == ended.json()
    assert open_again["waived_by"] is None


def test_waivers_are_listed_by_kit_and_day(api: httpx2.Client) -> None:
    words = {
        "kit": "ottermere",
        "guideline": "never-sell-on-price",
        "quote": uuid4().hex,
        "reason": "A prize.",
    }
    held = api.post("/v1/waivers", json={**words, "expires": SOON, "owner": "Kit"}).json()
    ended = api.post("/v1/waivers", json={**words, "expires": SOON}).json()
    api.delete(f"/v1/waivers/{ended['id']}")

    def ids(**query: str) -> set[str]:
        return {item["id"] for item in api.get("/v1/waivers", params=query).json()["items"]}

    assert {held["id"], ended["id"]} <= ids()
    assert {held["id"], ended["id"]} <= ids(kit="ottermere")
    assert held["id"] in ids(holding_on="2999-12-31")
    assert ended["id"] not in ids(holding_on="2999-12-31")
    assert held["id"] not in ids(holding_on="3000-01-01")
    assert ids(kit="another") == set()


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"finding": "", "guideline": "", "quote": ""}, 422),
        ({"finding": "x"}, 422),
        ({"quote": ""}, 422),
        ({"quote": " "}, 422),
        ({"document": "x"}, 422),
        ({"reason": " "}, 422),
        ({"expires": "2001-01-01"}, 422),
        ({"expires": 40_000}, 422),
        ({"expires": "tomorrow"}, 422),
        ({"kit": "nope"}, 404),
    ],
)
def test_a_waiver_that_says_too_little_or_too_much_is_refused(
    here: httpx2.Client, change: dict[str, object], status: int
) -> None:
    new = {"kit": "ottermere", "guideline": "g", "quote": "q", "reason": "r", "expires": SOON}

    problem(here.post("/v1/waivers", json=new | change), status)


def test_what_holds_for_a_team_is_set_and_read(api: httpx2.Client) -> None:
    name = f"Büro {uuid4().hex}"
    problem(api.get(f"/v1/teams/{name}"), 404)

    put = api.put(f"/v1/teams/{name}", json={"retention_days": 30})

    assert put.json() == {"name": name, "retention_days": 30, "may_be_judged": True}
    assert api.get(f"/v1/teams/{name}").json() == put.json()
    assert put.json() in api.get("/v1/teams").json()["items"]


@pytest.mark.parametrize(
    "terms", [{"retention_days": 0}, {"retention_days": 40_000}, {"retention_days": "7"}, {"x": 1}]
)
def test_wrong_terms_of_a_team_are_refused(here: httpx2.Client, terms: dict[str, object]) -> None:
    problem(here.put("/v1/teams/sales", json=terms), 422)


def test_a_key_shows_its_secret_once_and_opens_what_it_may(api: httpx2.Client) -> None:
    name = uuid4().hex
    answer = api.post(
        "/v1/keys", json={"name": name, "scopes": ["read"], "expires": "2999-01-01T00:00:00+01:00"}
    )
    key = answer.json()
    headers = {"authorization": f"Bearer {key['secret']}"}

    assert answer.status_code == 201
    assert answer.headers["cache-control"] == "no-store"
    assert key["expires"] == "2998-12-31T23:00:00Z"
    assert api.get("/v1/checks", headers=headers).status_code == 200
    problem(api.post("/v1/checks", json={"text": FAULTY, "kit": "ottermere"}, headers=headers), 403)
    listed = api.get("/v1/keys")
    assert key["secret"] not in listed.text
    assert name in [each["name"] for each in listed.json()["items"]]
    assert api.delete(f"/v1/keys/{key['id']}").json()["revoked"]
    problem(api.get("/v1/checks", headers=headers), 401)


def test_nobody_gives_a_key_more_than_they_have(with_key: Ask) -> None:
    admin = with_key(Scope.ADMIN)

    problem(admin.post("/v1/keys", json={"name": "x", "scopes": ["admin", "kits"]}), 403)

    assert admin.post("/v1/keys", json={"name": "x", "scopes": ["admin"]}).status_code == 201


@pytest.mark.parametrize(
    "change",
    [
        {"scopes": []},
        {"scopes": ["all"]},
        {"name": " "},
        {"expires": "2001-01-01T00:00:00Z"},
        {"expires": "2999-01-01"},
    ],
)
def test_a_key_that_is_none_is_not_made(here: httpx2.Client, change: dict[str, object]) -> None:
    problem(here.post("/v1/keys", json={"name": "x", "scopes": ["read"]} | change), 422)


def test_a_document_is_exported_whole_and_erased(api: httpx2.Client) -> None:
    document = f"cms/{uuid4().hex}/Über uns"
    for _ in range(2):
        made(api, document=document)

    exported = api.get(f"/v1/documents/{document}")
    kept = exported.json()
    erased = api.delete(f"/v1/documents/{document}")

    assert kept["document"] == document
    assert len(kept["checks"]) == 2
    assert base64.b64decode(kept["checks"][0]["draft"]["content"]).decode() == FAULTY
    assert exported.headers["content-disposition"].startswith("attachment")
    assert erased.json() == {"checks": 2}
    problem(api.get(f"/v1/documents/{document}"), 404)
    problem(api.delete(f"/v1/documents/{document}"), 404)
    assert api.get("/v1/checks", params={"document": document}).json()["items"] == []


def test_changes_are_in_the_audit_log(api: httpx2.Client) -> None:
    name = uuid4().hex
    api.put(f"/v1/teams/{name}", json={"may_be_judged": False}).raise_for_status()

    page = api.get("/v1/audit", params={"limit": 1})
    entry = page.json()["items"][0]

    assert (entry["action"], entry["subject"], entry["who"]) == ("set team", name, "You")
    assert entry["details"]["may_be_judged"] is False
    after = api.get(page.links["next"]["url"]).json()["items"]
    assert [each["id"] for each in after][:1] < [entry["id"]]
    at = datetime.datetime.fromisoformat(entry["at"])
    assert at.tzinfo is not None


def test_a_check_is_deleted_by_whoever_made_it_or_an_administrator(
    here: httpx2.Client, with_key: Ask
) -> None:
    mine = with_key(Scope.READ, Scope.CHECK)
    first, second = made(mine), made(mine)
    other, admin = with_key(Scope.READ, Scope.CHECK), with_key(Scope.CHECK, Scope.ADMIN)

    problem(other.delete(f"/v1/checks/{first['id']}"), 403)

    assert mine.delete(f"/v1/checks/{first['id']}").status_code == 204
    assert admin.delete(f"/v1/checks/{second['id']}").status_code == 204
    problem(here.get(f"/v1/checks/{second['id']}"), 404)


def test_a_rewrite_needs_a_language_model(here: httpx2.Client) -> None:
    told = problem(here.post("/v1/rewrites", json={"text": FAULTY, "kit": "ottermere"}), 503)

    assert told["type"] == "/problems/model-unavailable"


def test_a_rewrite_needs_a_kit(here: httpx2.Client) -> None:
    problem(here.post("/v1/rewrites", json={"text": FAULTY, "kit": "nope"}), 404)
