"""The names that the service answers to, and what counts as this machine."""

from http import HTTPStatus

import pytest

from service.security.hosts import Names, is_local, is_loopback
from service.settings import ServiceSettings
from tests.service.security.conftest import OPEN_TO_OTHERS, MakeSite

ANYWHERE = "0.0.0.0"  # noqa: S104 - nothing listens


def settings(**given: object) -> ServiceSettings:
    return ServiceSettings(_env_prefix="NONE_", **given)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "[::1]", "localhost", "LOCALHOST"])
def test_loopback_is_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    [ANYWHERE, "::", "", "192.168.0.1", "example.com", "localhost.evil.example", "127.0.0.1.evil.example"],
)
def test_all_else_is_not(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("given", "local"),
    [
        ({}, True),
        ({"public_url": "http://localhost:8000"}, True),
        ({"public_url": "https://brandcheck.example.com"}, False),
        ({"host": ANYWHERE}, False),
        ({"host": ANYWHERE, "public_url": "http://localhost:8000"}, False),
    ],
    ids=str,
)
def test_only_what_nobody_else_reaches_is_local(given: dict[str, str], local: bool) -> None:  # noqa: FBT001 - a case
    assert is_local(settings(**given)) is local


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:1"]
)
def test_loopback_goes_by_its_names(host: str) -> None:
    assert Names.of(settings()).include(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        ":8000",
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "localhost@evil.example",
        "evil.example@localhost.evil.example",
        "127.0.0.1.evil.example",
        "localhost,evil.example",
        " localhost",
        "[::1",
        "localhost/evil.example",
    ],
)
def test_it_goes_by_no_other(host: str) -> None:
    assert not Names.of(settings()).include(host)


def test_a_public_service_goes_by_its_public_name_and_its_own() -> None:
    names = Names.of(settings(host="10.0.0.5", public_url="https://Brandcheck.example.com"))

    assert names.include("brandcheck.example.com")
    assert names.include("10.0.0.5:8000")
    assert not names.include("evil.example")


def test_one_without_a_public_name_goes_by_any() -> None:
    assert Names.of(settings(host=ANYWHERE)).include("10.1.2.3:8000")


@pytest.mark.parametrize("given", [{}, OPEN_TO_OTHERS], ids=["local", "public"])
def test_a_page_that_calls_itself_by_our_address_gets_nothing(site: MakeSite, given: dict[str, str]) -> None:
    browser = site(**given).browser()

    answer = browser.get("/v1/teams", headers={"host": "evil.example:8000"})

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer.json()["type"] == "/problems/wrong-host"
    assert answer.headers["content-security-policy"]


def test_two_names_are_none(site: MakeSite) -> None:
    answer = site().browser().get("/v1/teams", headers=[("host", "localhost"), ("host", "evil.example")])

    assert answer.status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("probe", ["/healthz", "/readyz"])
def test_probes_answer_to_any_name(site: MakeSite, probe: str) -> None:
    answer = site().browser().get(probe, headers={"host": "10.1.2.3"})

    assert answer.json().keys() & {"status", "records"}
