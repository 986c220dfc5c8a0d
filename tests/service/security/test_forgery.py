"""Requests that a page of somebody else makes a browser send."""

from http import HTTPStatus

import pytest
from fastapi.testclient import TestClient

from service.nouns import Role, Scope
from tests.service.security.conftest import Site

HERE = "http://localhost:8000"
SETTING = "/v1/teams/forged"
TERMS = {"retention_days": 7, "may_be_judged": True}
FORM = {"name": "forged", "retention_days": "7"}


def put(client: TestClient, **headers: str) -> int:
    return client.put(
        SETTING, json=TERMS, headers={k.replace("_", "-"): v for k, v in headers.items()}
    ).status_code


def problem(client: TestClient, **headers: str) -> str:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return str(client.put(SETTING, json=TERMS, headers=sent).json().get("type"))


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:9000"},
        {"origin": "http://localhost"},
        {"origin": "https://localhost.evil.example:8000"},
        {"origin": "http://localhost:8000.evil.example"},
        {"origin": "http://["},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "same-site", "origin": HERE},
        {"sec_fetch_site": "cross-site", "origin": HERE},
    ],
    ids=str,
)
def test_another_site_changes_nothing_even_with_a_token(local: Site, headers: dict[str, str]) -> None:
    token = local.parts.guard.tokens.of("local")

    assert problem(local.browser(), **headers, x_csrf_token=token) == "/problems/forged"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": HERE},
        {"sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "none"},
        {"referer": "http://evil.example/"},
        {"cookie": "anything=1"},
    ],
    ids=str,
)
@pytest.mark.parametrize("token", [None, "", "x", "\u00e4", "another"])
def test_a_browser_needs_the_token(local: Site, headers: dict[str, str], token: str | None) -> None:
    given = local.parts.guard.tokens.of("another") if token == "another" else token  # noqa: S105 - no secret
    more = {} if given is None else {"x-csrf-token": given.encode()}
    sent = {name.replace("_", "-"): value for name, value in headers.items()}

    answer = local.browser().put(SETTING, json=TERMS, headers=sent | more)

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert answer.json()["type"] == "/problems/stale-page"


def test_our_own_pages_change_things(local: Site) -> None:
    token = local.parts.guard.tokens.of("local")

    assert (
        put(local.browser(), origin=HERE, sec_fetch_site="same-origin", x_csrf_token=token) == HTTPStatus.OK
    )


def test_a_program_on_this_machine_needs_no_token(local: Site) -> None:
    assert put(local.browser()) == HTTPStatus.OK


def test_a_program_with_a_key_needs_no_token(outside: Site) -> None:
    assert put(outside.with_key(Scope.ADMIN)) == HTTPStatus.OK


def test_a_key_beside_a_session_is_what_counts(outside: Site) -> None:
    person, program = outside.as_person(Role.WRITER), outside.with_key(Scope.ADMIN)
    person.headers["authorization"] = program.headers["authorization"]

    assert put(person, origin=outside.url) == HTTPStatus.OK


def test_a_session_needs_its_own_token(outside: Site) -> None:
    mine, yours = outside.as_person(Role.ADMIN), outside.as_person(Role.ADMIN)
    token = mine.headers.pop("x-csrf-token")
    other = yours.headers["x-csrf-token"]

    assert problem(mine) == "/problems/stale-page"
    assert problem(mine, x_csrf_token=other) == "/problems/stale-page"
    assert problem(mine, x_csrf_token=outside.parts.guard.tokens.of("local")) == "/problems/stale-page"
    assert put(mine, x_csrf_token=token) == HTTPStatus.OK


def test_the_public_address_is_ours(outside: Site) -> None:
    person = outside.as_person(Role.ADMIN)

    assert put(person, origin="https://brandcheck.example.com") == HTTPStatus.OK
    assert put(person, origin="https://brandcheck.example.com.evil.example") == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("headers", [{}, {"origin": HERE}, {"cookie": "anything=1"}], ids=str)
def test_a_form_needs_its_field_whoever_sends_it(local: Site, headers: dict[str, str]) -> None:
    browser, token = local.browser(), local.parts.guard.tokens.of("local")

    assert browser.post("/settings/teams", data=FORM, headers=headers).status_code == HTTPStatus.FORBIDDEN
    forged = browser.post("/settings/teams", data=FORM | {"csrf": "x"}, headers=headers)
    assert forged.status_code == HTTPStatus.FORBIDDEN
    sent = browser.post("/settings/teams", data=FORM | {"csrf": token}, headers=headers)
    assert sent.status_code == HTTPStatus.SEE_OTHER


def test_the_field_may_come_with_a_file(local: Site) -> None:
    token = local.parts.guard.tokens.of("local")
    sent = {"data": FORM, "files": {"file": ("a.txt", b"x")}}

    forged = local.browser().post("/settings/teams", **sent)
    ours = local.browser().post("/settings/teams", data=FORM | {"csrf": token}, files=sent["files"])

    assert (forged.status_code, ours.status_code) == (HTTPStatus.FORBIDDEN, HTTPStatus.SEE_OTHER)


def test_a_file_in_place_of_the_token_is_none(local: Site) -> None:
    answer = local.browser().post("/settings/teams", data=FORM, files={"csrf": ("a.txt", b"x")})

    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_pages_carry_the_token(local: Site) -> None:
    assert local.parts.guard.tokens.of("local") in local.browser().get("/settings").text


def test_no_answer_lets_another_origin_read_it(local: Site) -> None:
    answer = local.browser().options("/v1/teams", headers={"origin": "http://evil.example"})

    assert not [name for name in answer.headers if name.startswith("access-control-")]
