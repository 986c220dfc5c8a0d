"""Who may do what: every route of the application against every kind of caller."""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from service.nouns import Role, Scope
from service.security import allowed
from service.security.access import Allowed, Everybody, Signed
from service.security.callers import SAFE
from tests.service.security.conftest import Site

TABLE = Path(__file__).parent / "golden" / "authorisation.txt"
FILES = {"/static", "/openapi.json"}
"""What everybody may have: our own files, and what the API is like."""
REFUSED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
EVERYBODY, SIGNED = "everybody", "signed"
OPEN = {EVERYBODY, SIGNED}
"""What routes declare that look at no key and no session."""


class Entry(NamedTuple):
    """A route and who may use it."""

    method: str
    path: str
    scope: str
    """A scope, `everybody`, `signed`, or nothing where the route has not said."""

    @property
    def address(self) -> str:
        """Return an address of the route, of something that is not there."""
        return self.path.replace("{", "").replace("}", "")


def declared(dependant: Dependant) -> Iterator[str]:
    """Yield what a route asks of its callers."""
    if isinstance(dependant.call, Allowed):
        yield dependant.call.scope
    if isinstance(dependant.call, Everybody):
        yield EVERYBODY
    if isinstance(dependant.call, Signed):
        yield SIGNED
    for inner in dependant.dependencies:
        yield from declared(inner)


def entries(app: FastAPI) -> list[Entry]:
    found = []
    for route in iter_route_contexts(app.routes):
        if route.path in FILES:
            continue
        scopes = sorted(set(declared(route.dependant))) if hasattr(route, "dependant") else []
        found += [Entry(method, route.path, " ".join(scopes)) for method in sorted(route.methods or ())]
    return sorted(found, key=lambda entry: (entry.path, entry.method))


def refusals(client: TestClient, table: list[Entry]) -> dict[str, int]:
    """Return the routes that refuse *client*, with their statuses."""
    answers = {f"{entry.method} {entry.path}": asked(client, entry) for entry in table}
    return {name: status for name, status in answers.items() if status in REFUSED}


def asked(client: TestClient, entry: Entry) -> int:
    """Return the status of what *client* gets, with a body that says nothing where one is due."""
    body = None if entry.method in SAFE else b"{}"
    headers = {"content-type": "application/json"} if body else {}
    return client.request(entry.method, entry.address, content=body, headers=headers).status_code


def expected(table: list[Entry], scopes: frozenset[Scope]) -> dict[str, int]:
    return {
        f"{entry.method} {entry.path}": HTTPStatus.FORBIDDEN
        for entry in table
        if entry.scope not in {*OPEN, *scopes}
    }


def test_every_route_declares_one_thing(local: Site) -> None:
    undeclared = [entry for entry in entries(local.app) if entry.scope not in {*Scope, *OPEN}]

    assert not undeclared


def test_a_route_without_a_declaration_is_found() -> None:
    app, router = FastAPI(openapi_url=None, docs_url=None, redoc_url=None), APIRouter(prefix="/v1")
    router.add_api_route("/bare", lambda: None)
    router.add_api_route("/guarded", lambda: None, dependencies=[allowed(Scope.READ)])
    router.add_api_route("/beside", lambda: None, dependencies=[Depends(lambda: None)])
    app.include_router(router)

    assert [(entry.path, entry.scope) for entry in entries(app)] == [
        ("/v1/bare", ""),
        ("/v1/beside", ""),
        ("/v1/guarded", "read"),
    ]


def test_only_these_change_nothing_for_everybody(local: Site) -> None:
    unsafe = [entry for entry in entries(local.app) if entry.scope == EVERYBODY and entry.method not in SAFE]

    assert not unsafe


def test_the_table_is_as_it_was_agreed(local: Site, update_golden: bool) -> None:  # noqa: FBT001 - a fixture
    text = "".join(f"{entry.method:7}{entry.path:60}{entry.scope}\n" for entry in entries(local.app))
    if update_golden:
        TABLE.parent.mkdir(exist_ok=True)
        TABLE.write_text(text)

    assert text == TABLE.read_text()


@pytest.mark.parametrize("scopes", [(), *((scope,) for scope in Scope), tuple(Scope)], ids=" ".join)
def test_keys_open_what_their_scopes_say(outside: Site, scopes: tuple[Scope, ...]) -> None:
    table = entries(outside.app)

    assert refusals(outside.with_key(*scopes), table) == expected(table, frozenset(scopes))


@pytest.mark.parametrize("role", Role)
def test_people_may_do_what_their_role_says(outside: Site, role: Role) -> None:
    table = [entry for entry in entries(outside.app) if entry.path != "/sign-out"]

    assert refusals(outside.as_person(role), table) == expected(table, role.scopes)


def test_the_local_user_may_do_everything(local: Site) -> None:
    table = entries(local.app)
    browser = local.browser()
    browser.headers["x-csrf-token"] = local.parts.guard.tokens.of("local")

    assert refusals(browser, table) == {}


def test_nobody_unknown_may_do_anything(outside: Site) -> None:
    table = entries(outside.app)
    shut = {
        f"{one.method} {one.path}": 401
        for one in table
        if one.scope != SIGNED and (one.scope != EVERYBODY or one.method not in SAFE)
    }

    assert refusals(outside.browser(), table) == shut


def test_what_a_key_may_not_do_is_said(outside: Site) -> None:
    answer = outside.with_key(Scope.READ).get("/v1/keys")

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert answer.json()["type"] == "/problems/not-allowed"
    assert "“admin”" in answer.json()["detail"]


def test_somebody_unknown_is_told_how_to_get_in(outside: Site) -> None:
    answer = outside.browser().get("/v1/keys")

    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["type"] == "/problems/not-signed-in"


@pytest.mark.parametrize(
    "credentials",
    ["Bearer ", "Bearer x", "Bearer brandcheck_\u00e4", "bearer  x ", "Bearer " + "x" * 5000],
    ids=["empty", "wrong", "not ASCII", "spaces", "long"],
)
def test_a_wrong_key_opens_nothing_not_even_on_this_machine(local: Site, credentials: str) -> None:
    answer = local.browser().get("/v1/keys", headers={"authorization": credentials.encode()})

    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert answer.json()["type"] == "/problems/wrong-key"


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip", "x-forwarded-host"])
def test_who_comes_through_a_proxy_is_not_the_local_user(local: Site, header: str) -> None:
    assert local.browser().get("/v1/teams").status_code == HTTPStatus.OK
    assert local.browser().get("/v1/teams", headers={header: "x"}).status_code == HTTPStatus.UNAUTHORIZED
