"""Signing in with a real OpenID provider, and all that must not work."""

import datetime
from collections.abc import Callable, Iterator
from http import HTTPStatus
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest
from fastapi.testclient import TestClient

from service.nouns import Role
from service.problems import Problem
from service.security.openid import LASTS, role_of
from service.settings import OpenId
from tests.service.security.conftest import MakeSite, Site
from tests.service.security.provider import CLIENT, PUBLIC, SECRET, running, sent_back

ROLES = {"writer": Role.WRITER, "manager": Role.BRAND_MANAGER, "admin": Role.ADMIN}
NOBODY = "http://127.0.0.1:9"
"""An address at which nothing listens."""


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with running() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def brandcheck(sites: MakeSite, issuer: str) -> Site:
    return sites(openid=openid(issuer), requests_per_minute=100_000)


def openid(issuer: str, **more: object) -> OpenId:
    return OpenId(**{"issuer": issuer, "client_id": CLIENT, "client_secret": SECRET, "roles": ROLES} | more)


def departed(browser: TestClient, back: str = "/reports") -> str:
    """Return the provider's address to which *browser* is sent."""
    answer = browser.get("/sign-in/start", params={"next": back})
    assert answer.status_code == HTTPStatus.SEE_OTHER
    return answer.headers["location"]


def signed_in(browser: TestClient, login: str, back: str = "/reports") -> httpx2.Response:
    """Return what *browser* gets when the provider sends it back."""
    return browser.get(sent_back(departed(browser, back), login))


def names(answer: httpx2.Response) -> list[str]:
    return [header.partition("=")[0] for header in answer.headers.get_list("set-cookie")]


@pytest.mark.parametrize(
    ("login", "reports", "keys"),
    [
        ("ada:writer", 200, 403),
        ("ben:manager", 200, 403),
        ("cleo:admin", 200, 200),
        ("dan:x,admin,writer", 200, 200),
    ],
)
def test_people_sign_in_with_the_role_that_the_provider_says(
    brandcheck: Site, login: str, reports: int, keys: int
) -> None:
    browser = brandcheck.browser()

    answer = signed_in(browser, login)

    assert (answer.status_code, answer.headers["location"]) == (HTTPStatus.SEE_OTHER, "/reports")
    assert browser.get("/v1/checks").status_code == reports
    assert browser.get("/v1/keys").status_code == keys


def test_whoever_signs_in_is_known_and_noted(brandcheck: Site, issuer: str) -> None:
    signed_in(brandcheck.browser(), "eve:writer")

    person = brandcheck.parts.records.people.get(f"{issuer} eve:writer")
    entries, _ = brandcheck.parts.records.audit.list()
    assert person
    assert (person.name, person.email, person.role) == ("eve", "eve@example.com", Role.WRITER)
    assert (entries[0].action, entries[0].who) == ("sign in", "eve")


def test_a_client_without_a_secret_signs_people_in_too(site: MakeSite, issuer: str) -> None:
    made = site(openid=openid(issuer, client_id=PUBLIC, client_secret=""))

    assert signed_in(made.browser(), "ada:writer").headers["location"] == "/reports"


def test_nobody_without_a_role_enters(brandcheck: Site) -> None:
    browser = brandcheck.browser()

    answer = signed_in(browser, "fay")

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert answer.json()["type"] == "/problems/no-role"
    assert browser.get("/v1/checks").status_code == HTTPStatus.UNAUTHORIZED


def test_with_sign_in_the_user_of_this_machine_signs_in_too(brandcheck: Site) -> None:
    assert brandcheck.browser().get("/v1/checks").status_code == HTTPStatus.UNAUTHORIZED


def test_what_is_sent_to_the_provider_protects_the_way_back(brandcheck: Site) -> None:
    sent = [parse_qs(urlsplit(departed(brandcheck.browser())).query) for _ in range(2)]

    assert sent[0]["response_type"] == ["code"]
    assert sent[0]["code_challenge_method"] == ["S256"]
    assert sent[0]["redirect_uri"] == ["http://localhost:8000/sign-in/callback"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(sent[0][name][0]) >= 20
        assert sent[0][name] != sent[1][name]


def test_the_departure_is_kept_from_scripts_and_does_not_last(brandcheck: Site) -> None:
    cookie = brandcheck.browser().get("/sign-in/start").headers["set-cookie"]

    assert cookie.startswith("brandcheck-departure=")
    assert {"HttpOnly", "SameSite=Lax", "Max-Age=600"} <= {part.strip() for part in cookie.split(";")}


def test_signing_in_begins_a_new_session(brandcheck: Site) -> None:
    browser = brandcheck.browser()
    signed_in(browser, "ada:writer")
    before = browser.cookies["brandcheck"]

    signed_in(browser, "ada:writer")

    after = browser.cookies["brandcheck"]
    old = brandcheck.browser()
    old.cookies.set("brandcheck", before)
    assert after != before
    assert old.get("/v1/checks").status_code == HTTPStatus.UNAUTHORIZED
    assert browser.get("/v1/checks").status_code == HTTPStatus.OK


def test_a_session_that_was_planted_is_not_what_one_gets(brandcheck: Site) -> None:
    attacker, victim = brandcheck.browser(), brandcheck.browser()
    signed_in(attacker, "mallory:writer")
    victim.cookies.set("brandcheck", attacker.cookies["brandcheck"])

    signed_in(victim, "ada:admin")

    assert attacker.get("/v1/keys").status_code == HTTPStatus.UNAUTHORIZED
    assert victim.get("/v1/keys").status_code == HTTPStatus.OK


def test_somebody_else_s_way_back_is_not_taken(brandcheck: Site) -> None:
    attacker, victim = brandcheck.browser(), brandcheck.browser()
    back = sent_back(departed(attacker), "mallory:writer")
    departed(victim)

    planted, bare = victim.get(back), brandcheck.browser().get(back)

    assert {planted.status_code, bare.status_code} == {HTTPStatus.BAD_REQUEST}
    assert planted.json()["type"] == "/problems/sign-in-lost"
    assert "brandcheck" not in names(planted) + names(bare)


def test_a_way_back_is_taken_once(brandcheck: Site) -> None:
    browser = brandcheck.browser()
    back = sent_back(departed(browser), "ada:writer")
    departure = browser.cookies["brandcheck-departure"]
    assert browser.get(back).status_code == HTTPStatus.SEE_OTHER
    assert "brandcheck-departure" not in browser.cookies

    again = brandcheck.browser()
    again.cookies.set("brandcheck-departure", departure)
    answer = again.get(back)

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert answer.json()["type"] == "/problems/sign-in-refused"


Change = Callable[[dict[str, str]], dict[str, str]]
CHANGES: dict[str, Change] = {
    "nonce": lambda left: left | {"nonce": "another"},
    "verifier": lambda left: left | {"verifier": "v" * 48},
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_token_for_another_sign_in_is_refused(brandcheck: Site, what: str) -> None:
    browser, provider = brandcheck.browser(), brandcheck.parts.provider
    assert provider
    back = sent_back(departed(browser), "ada:writer")
    left = provider.cookies.read(browser.cookies["brandcheck-departure"])
    assert isinstance(left, dict)
    changed = provider.cookies.write(CHANGES[what](left)).partition(";")[0].partition("=")[2]
    browser.cookies.clear()
    browser.cookies.set("brandcheck-departure", changed)

    answer = browser.get(back)

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert answer.json()["type"] == "/problems/sign-in-refused"


def test_who_takes_too_long_begins_again(brandcheck: Site) -> None:
    browser, provider = brandcheck.browser(), brandcheck.parts.provider
    assert provider
    back = sent_back(departed(browser), "ada:writer")
    left = provider.cookies.read(browser.cookies["brandcheck-departure"])
    assert isinstance(left, dict)
    early = datetime.datetime.now(datetime.UTC) - LASTS - datetime.timedelta(seconds=1)
    changed = provider.cookies.write(left | {"left": early.isoformat()}).partition(";")[0].partition("=")[2]
    browser.cookies.clear()
    browser.cookies.set("brandcheck-departure", changed)

    assert browser.get(back).json()["type"] == "/problems/sign-in-lost"


@pytest.mark.parametrize(
    "back", ["//evil.example/", "https://evil.example/", "/\\evil.example", "/sign-in/start"]
)
def test_nobody_is_sent_to_another_site(brandcheck: Site, back: str) -> None:
    browser = brandcheck.browser()

    assert signed_in(browser, "ada:writer", back).headers["location"] == "/"
    assert browser.get("/sign-in", params={"next": back}).headers["location"] == "/"


@pytest.mark.parametrize(
    "said", [{"error": "access_denied"}, {"error": "<script>"}, {"code": ""}, {"code": "x" * 5000}], ids=str
)
def test_a_refusal_of_the_provider_is_said(brandcheck: Site, said: dict[str, str]) -> None:
    browser = brandcheck.browser()
    state = parse_qs(urlsplit(departed(browser)).query)["state"][0]

    answer = browser.get(f"/sign-in/callback?{urlencode(said | {'state': state})}")

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert answer.json()["type"] == "/problems/sign-in-refused"
    assert "<script>" not in answer.text


def test_another_provider_s_answer_is_refused(brandcheck: Site) -> None:
    browser = brandcheck.browser()
    back = sent_back(departed(browser), "ada:writer")
    assert "iss=" in back
    planted = back.partition("iss=")[0] + "iss=" + "https%3A%2F%2Fevil.example"

    assert browser.get(planted).json()["type"] == "/problems/sign-in-refused"


def test_a_provider_that_does_not_answer_is_named(site: MakeSite) -> None:
    answer = site(openid=openid(NOBODY)).browser().get("/sign-in/start")

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.json()["type"] == "/problems/sign-in-unavailable"
    assert "127.0.0.1" in answer.json()["detail"]


def test_the_page_says_who_is_asked(brandcheck: Site) -> None:
    text = brandcheck.browser(accept="text/html").get("/sign-in?next=/kits/a%22b").text

    assert 'href="/sign-in/start?next=/kits/a%22b"' in text
    assert "Sign in with 127.0.0.1" in text


def test_the_page_says_where_there_is_no_sign_in(outside: Site) -> None:
    assert "no provider is set" in outside.browser(accept="text/html").get("/sign-in").text
    assert outside.browser().get("/sign-in/start").status_code == HTTPStatus.NOT_FOUND


def test_whoever_is_in_goes_on(brandcheck: Site) -> None:
    browser = brandcheck.browser()
    signed_in(browser, "ada:writer")

    assert browser.get("/sign-in?next=/kits").headers["location"] == "/kits"


@pytest.mark.parametrize(
    ("claim", "role"),
    [
        ("writer", Role.WRITER),
        (["writer", "admin"], Role.ADMIN),
        (["other", "manager", "writer"], Role.BRAND_MANAGER),
        (["writer", 7, None, {"admin": 1}], Role.WRITER),
    ],
)
def test_of_several_roles_the_highest_counts(claim: object, role: Role) -> None:
    assert role_of({"roles": claim}, openid("x")) is role


@pytest.mark.parametrize(
    "claim", [None, "", [], "Admin", "admin,writer", 7, {"admin": True}, [["admin"]]], ids=repr
)
def test_what_names_no_role_gives_none(claim: object) -> None:
    with pytest.raises(Problem, match="no role"):
        role_of({"roles": claim}, openid("x"))


def test_the_claim_may_be_another() -> None:
    assert role_of({"groups": ["admin"]}, openid("x", claim="groups")) is Role.ADMIN
    assert role_of({"realm": {"roles": ["admin"]}}, openid("x", claim="realm.roles")) is Role.ADMIN
