"""The Settings pages: keys, teams, the judge, waivers, the audit log, health; and script stored in names."""

import dataclasses
import datetime
import itertools
import re
from http import HTTPStatus
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from checker.settings import Budget, JudgeSettings, Settings
from service.app import create_app
from service.nouns import LOCAL, Scope, Team
from service.parts import Parts
from service.records import Records

SCRIPT = '"><script>alert(1)</script>'
PAGES = ("", "/teams", "/judge", "/waivers", "/audit", "/health")
SECRET = re.compile(r"brandcheck_[\w-]{43}")
DAY = datetime.timedelta(days=1)
_numbers = itertools.count()


@pytest.fixture(scope="module")
def browser(service_parts: Parts, service_url: str) -> TestClient:
    """The browser of the local user, with the token of our pages."""
    assert service_url
    return _browser(service_parts)


@pytest.fixture
def records(service_parts: Parts) -> Records:
    return service_parts.records


def _browser(parts: Parts) -> TestClient:
    headers = {"x-csrf-token": parts.guard.tokens.of("local"), "accept": "text/html"}
    return TestClient(
        create_app(parts), base_url="http://localhost:8000", headers=headers, follow_redirects=False
    )


def fresh(name: str) -> str:
    return f"{name} {next(_numbers)}"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_the_way_to_the_others(browser: TestClient, page: str) -> None:
    answer = browser.get(f"/settings{page}")

    assert answer.status_code == HTTPStatus.OK
    assert all(f'href="/settings{other}"' in answer.text for other in PAGES)
    assert answer.text.count('aria-current="page"') == 2


def test_a_key_is_shown_this_once(browser: TestClient, records: Records) -> None:
    name = fresh("CMS")

    made = browser.post("/settings/keys", data={"name": name, "scopes": ["read", "check"], "days": "90"})

    found = SECRET.search(made.text)
    assert made.status_code == HTTPStatus.CREATED
    assert made.headers["cache-control"] == "no-store"
    assert found
    key = records.keys.find(found[0])
    assert key
    assert (key.name, key.scopes) == (name, {Scope.READ, Scope.CHECK})
    assert key.expires
    assert key.expires - key.created == pytest.approx(90 * DAY, abs=DAY)
    assert not SECRET.search(browser.get("/settings").text)


@pytest.mark.parametrize(
    "form",
    [
        {"name": "", "scopes": ["read"]},
        {"name": " ", "scopes": ["read"]},
        {"name": "a", "scopes": []},
        {"name": "a" * 201, "scopes": ["read"]},
        {"name": "a", "scopes": ["read"], "days": "7"},
        {"name": "a", "scopes": ["read"], "days": "x"},
    ],
    ids=["nameless", "blank", "rightless", "long", "term", "no number"],
)
def test_a_form_that_makes_no_key_is_shown_again(
    browser: TestClient, records: Records, form: dict[str, object]
) -> None:
    before = records.keys.list()

    answer = browser.post("/settings/keys", data=form)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'role="alert"' in answer.text
    assert records.keys.list() == before


def test_a_right_that_there_is_none_of_is_a_problem(browser: TestClient) -> None:
    answer = browser.post("/settings/keys", data={"name": "a", "scopes": ["everything"]})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize(
    ("days", "is_used", "shown"),
    [(5, True, (1, 1)), (5, False, (1, 0)), (90, True, (0, 0)), (None, True, (0, 0)), (-1, True, (0, 0))],
)
def test_of_a_key_that_ends_soon_the_page_says_so(
    browser: TestClient, records: Records, *, days: int | None, is_used: bool, shown: tuple[int, int]
) -> None:
    name, now = fresh("Gate"), datetime.datetime.now(datetime.UTC)
    before = browser.get("/settings").text.count("ends soon")
    key, secret = records.keys.create(name, [Scope.CHECK], days and now + max(days, 1) * DAY, LOCAL)
    if is_used:
        assert records.keys.find(secret)
    if days == -1:
        records.keys.revoke(key.id, LOCAL)

    page = browser.get("/settings").text

    assert (page.count("ends soon") - before, page.count(f"“{name}” ends on")) == shown


def test_a_key_is_revoked(browser: TestClient, records: Records) -> None:
    key, secret = records.keys.create(fresh("CMS"), [Scope.READ], None, LOCAL)

    answer = browser.post(f"/settings/keys/{key.id}/revoke")

    assert (answer.status_code, answer.headers["location"]) == (HTTPStatus.SEE_OTHER, "/settings")
    assert records.keys.find(secret) is None
    assert f'aria-label="Revoke the key {key.name}"' not in browser.get("/settings").text


@pytest.mark.parametrize(
    ("form", "team"),
    [
        ({"retention_days": "30", "may_be_judged": "true"}, {"retention_days": 30, "may_be_judged": True}),
        ({"retention_days": "", "may_be_judged": "true"}, {"retention_days": None, "may_be_judged": True}),
        ({"retention_days": " 1 "}, {"retention_days": 1, "may_be_judged": False}),
    ],
)
def test_a_team_is_kept(
    browser: TestClient, records: Records, form: dict[str, str], team: dict[str, object]
) -> None:
    name = fresh("team")

    answer = browser.post("/settings/teams", data={"name": f" {name} "} | form)

    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert records.teams.get(name) == Team(name=name, **team)
    assert f'value="{name}"' in browser.get("/settings/teams").text


@pytest.mark.parametrize("days", ["0", "-1", "1.5", "x", "99999999", "9" * 5000])
def test_a_retention_that_makes_no_sense_is_not_kept(
    browser: TestClient, records: Records, days: str
) -> None:
    name = fresh("team")

    answer = browser.post("/settings/teams", data={"name": name, "retention_days": days})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'role="alert"' in answer.text
    assert records.teams.get(name) is None


@pytest.mark.parametrize("name", ["", "  ", "a" * 201])
def test_a_team_needs_a_name(browser: TestClient, name: str) -> None:
    assert browser.post("/settings/teams", data={"name": name}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_waiver_is_shown_with_its_age_and_ended(browser: TestClient, records: Records) -> None:
    today = datetime.datetime.now(datetime.UTC).date()
    quote = fresh("the cheapest")
    waiver = records.waivers.add(
        kit="ottermere",
        guideline="not-cheap",
        quote=quote,
        reason="A legal text.",
        expires=today + 9 * DAY,
        by=LOCAL,
    )
    shown = browser.get("/settings/waivers").text

    answer = browser.post(f"/settings/waivers/{waiver.id}/end")

    assert f"“{quote}”" in shown
    assert "0 days" in shown
    assert answer.headers["location"] == "/settings/waivers"
    ended = records.waivers.get(waiver.id)
    assert ended
    assert ended.ended
    assert f"End the waiver of {quote}" not in browser.get("/settings/waivers").text


@pytest.mark.parametrize("path", ["/settings/keys/none/revoke", "/settings/waivers/none/end"])
def test_what_is_not_there_can_t_be_ended(browser: TestClient, path: str) -> None:
    assert browser.post(path).status_code == HTTPStatus.NOT_FOUND


def test_the_audit_log_is_shown_a_page_at_a_time(browser: TestClient, records: Records) -> None:
    for number in range(60):
        records.audit.add(LOCAL, "count sheep", f"sheep {number}")

    first = browser.get("/settings/audit").text
    older = re.search(r'href="(/settings/audit\?cursor=[^"]+)">Older', first)

    assert "sheep 59" in first
    assert "sheep 0<" not in first
    assert older
    assert "sheep 0<" in browser.get(older[1]).text


def test_script_in_names_reaches_no_page(browser: TestClient, records: Records) -> None:
    records.keys.create(SCRIPT, [Scope.READ], None, LOCAL)
    records.teams.put(Team(name=SCRIPT), by=LOCAL)
    records.audit.add(LOCAL, SCRIPT, SCRIPT, detail=SCRIPT, nested=[SCRIPT])
    today = datetime.datetime.now(datetime.UTC).date()
    records.waivers.add(
        kit="ottermere", guideline=SCRIPT, quote=SCRIPT, reason=SCRIPT, expires=today, by=LOCAL
    )

    for page in PAGES:
        assert "<script>alert" not in browser.get(f"/settings{page}").text
    answer = browser.post("/settings/teams", data={"name": SCRIPT, "retention_days": SCRIPT})
    assert "<script>alert" not in answer.text


def test_without_a_language_model_the_page_says_so(browser: TestClient) -> None:
    assert "No language model judges" in browser.get("/settings/judge").text


@pytest.mark.parametrize(
    ("budget", "says"),
    [(Budget(day=5.0), "open"), (Budget(day=0.0), "checked offline until the day is over")],
)
def test_with_one_it_says_what_was_spent_and_no_secret(
    service_parts: Parts, service_url: str, tmp_path: Path, budget: Budget, says: str
) -> None:
    assert service_url
    judge = JudgeSettings(model="openai:some-model", api_key="sk-very-secret", budget=budget)
    settings = Settings(_env_prefix="NONE_", judge=judge, database_url=f"sqlite:///{tmp_path}/chat.db")
    browser = _browser(dataclasses.replace(service_parts, settings=settings))

    text = browser.get("/settings/judge").text

    assert "openai:some-model" in text
    assert says in text
    assert "sk-very-secret" not in text
    assert 'brandcheck_judge_spent{period="day"} 0.0' in browser.get("/metrics").text


def test_books_that_can_t_be_read_are_said(service_parts: Parts, service_url: str, tmp_path: Path) -> None:
    assert service_url
    judge = JudgeSettings(model="openai:some-model")
    settings = Settings(_env_prefix="NONE_", judge=judge, database_url=f"sqlite:///{tmp_path}")
    browser = _browser(dataclasses.replace(service_parts, settings=settings))

    assert 'role="alert"' in browser.get("/settings/judge").text
    assert "brandcheck_judge_spent{" not in browser.get("/metrics").text
    ready = browser.get("/readyz")
    assert (ready.status_code, ready.json()["judge"]) == (HTTPStatus.SERVICE_UNAVAILABLE, "failed")
    assert str(tmp_path) not in ready.text
    assert "failed" in browser.get("/settings/health").text
