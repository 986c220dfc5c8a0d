"""The page of one target: what it is told; in a browser, without its scripts, and to assistive technology."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect

from service.app import create_app
from service.exchange.deliveries import Medium, NewTarget
from service.nouns import LOCAL
from service.nouns.telling import Tells, Wants
from service.parts import Parts
from service.records import Records
from tests.service.pages.looking import looked_at

FORM = {"digest_at": "08:00", "timezone": "UTC", "most_per_hour": "10", "severity": "error"}
Browse = Callable[..., Page]


@pytest.fixture(scope="module")
def browser(service_parts: Parts, service_url: str) -> TestClient:
    """The browser of the local user, with the token of our pages."""
    assert service_url
    headers = {"x-csrf-token": service_parts.guard.tokens.of("local"), "accept": "text/html"}
    return TestClient(
        create_app(service_parts), base_url="http://localhost:8000", headers=headers, follow_redirects=False
    )


def target(parts: Parts, name: str = "", **wants: object) -> str:
    new = NewTarget(
        kind=Medium.SLACK,
        name=name or uuid4().hex,
        url="https://hooks.slack.com/services/hush",
        wants=Wants.model_validate(wants),
    )
    return parts.notices.targets.create(new, by=LOCAL).id


def wants(records: Records, target: str) -> Wants:
    kept = records.targets.get(target)
    assert kept
    return kept.target.wants


def test_people_are_asked_what_they_are_told_once_they_are_added(
    browser: TestClient, service_parts: Parts
) -> None:
    name = uuid4().hex
    form = {"kind": "teams", "name": name, "url": "https://example.com/hush"}

    made = browser.post("/settings/targets", data=form)
    asked = browser.get(made.headers["location"])
    known = next(one for one in service_parts.records.targets.list() if one.name == name)

    assert made.headers["location"] == f"/settings/targets/{known.id}"
    assert f"What “{name}” is told" in asked.text
    assert "Microsoft Teams" in asked.text
    assert "hush" not in asked.text


def test_what_is_saved_is_what_was_said(browser: TestClient, service_parts: Parts) -> None:
    mine = target(service_parts)
    form = FORM | {
        "occasions": ["check.failed", "digest"],
        "teams": " sales \r\n\r\nsupport\r\nsales",
        "quotes": "true",
        "digest_at": "07:30:00",
        "timezone": "Europe/Berlin",
    }

    saved = browser.post(f"/settings/targets/{mine}", data=form)

    assert (saved.status_code, saved.headers["location"]) == (HTTPStatus.SEE_OTHER, "/settings/deliveries")
    assert wants(service_parts.records, mine) == Wants(
        occasions=(Tells.CHECK_FAILED, Tells.DIGEST),
        teams=("sales", "support"),
        severity="error",
        quotes=True,
        digest_at="07:30",
        timezone="Europe/Berlin",
    )
    assert "with words of drafts" in browser.get("/settings/deliveries").text


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("timezone", "Mars/Olympus", "Name a time zone"),
        ("digest_at", "soon", "Write the time of day"),
        ("most_per_hour", "1000", "Between 1 and 100"),
        ("teams", "\n".join(map(str, range(51))), "at most 50 teams"),
    ],
)
def test_what_makes_no_sense_is_asked_again(
    browser: TestClient, service_parts: Parts, field: str, value: str, says: str
) -> None:
    mine = target(service_parts)

    again = browser.post(f"/settings/targets/{mine}", data=FORM | {field: value, "channels": "kept"})

    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert says in again.text
    assert "kept</textarea>" in again.text
    assert wants(service_parts.records, mine) == Wants()


@pytest.mark.parametrize("path", ["nobody", "callbacks", "..%2Fkeys"])
def test_what_is_not_there_is_said(browser: TestClient, path: str) -> None:
    assert browser.get(f"/settings/targets/{path}").status_code == HTTPStatus.NOT_FOUND
    assert browser.post(f"/settings/targets/{path}", data=FORM).status_code == HTTPStatus.NOT_FOUND


def test_script_in_names_reaches_no_page(browser: TestClient, service_parts: Parts) -> None:
    mine = target(service_parts, f'"><script>alert(1)</script>{uuid4().hex}', teams=("</textarea><script>",))

    for page in (f"/settings/targets/{mine}", "/settings/deliveries"):
        assert "<script>alert" not in browser.get(page).text
        assert "<script>\n" not in browser.get(page).text
    service_parts.notices.targets.delete(mine, by=LOCAL)


def test_the_pages_can_be_used_by_all(browse: Browse) -> None:
    page = browse(1440, 900, "/settings/deliveries")
    page.get_by_label("Slack", exact=True).check()
    page.get_by_label("Name").fill(f"Sales {uuid4().hex[:6]}")
    page.get_by_label("Address").fill("https://hooks.slack.com/services/T/B/hush")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name="What “Sales")).to_be_visible()
    assert looked_at(page, "settings-target") == []
    page.get_by_label("A digest, once a day for each team").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Who is told")).to_be_visible()
    assert looked_at(page, "settings-targets") == []


def test_without_scripts_it_is_the_same(browse: Browse) -> None:
    page = browse(1024, 800, "/settings/deliveries", java_script_enabled=False)
    page.get_by_label("Microsoft Teams", exact=True).check()
    page.get_by_label("Name").fill(uuid4().hex)
    page.get_by_label("Address").fill("https://example.com/hush")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("A draft fails, at once").check()
    page.get_by_label("Send them").check()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("with words of drafts").first).to_be_visible()
