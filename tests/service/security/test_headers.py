"""What browsers are told about every answer."""

from http import HTTPStatus

import pytest

from service.security.headers import HEADERS, POLICY
from tests.service.security.conftest import MakeSite, Site

ANSWERS = {
    "/": HTTPStatus.OK,
    "/settings": HTTPStatus.OK,
    "/sign-in": HTTPStatus.SEE_OTHER,
    "/v1/teams": HTTPStatus.OK,
    "/v1/teams/none": HTTPStatus.NOT_FOUND,
    "/nowhere": HTTPStatus.NOT_FOUND,
    "/static/style.css": HTTPStatus.OK,
    "/healthz": HTTPStatus.OK,
    "/openapi.json": HTTPStatus.OK,
}
OWN = {"cache-control"}
"""What a route may say differently."""


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_says_it(local: Site, path: str) -> None:
    answer = local.browser().get(path)

    assert answer.status_code == ANSWERS[path]
    said = {name: answer.headers.get(name) for name in HEADERS.keys() - OWN}
    assert said == {name: text for name, text in HEADERS.items() if name not in OWN}


def test_refusals_say_it_too(outside: Site) -> None:
    unknown = outside.browser().post("/v1/checks")
    large = outside.browser().post("/", headers={"content-length": "9" * 12})

    assert {unknown.headers["content-security-policy"], large.headers["content-security-policy"]} == {POLICY}


@pytest.mark.parametrize("word", ["unsafe", "http:", "https:", "data:", "blob:", "*"])
def test_the_policy_allows_our_own_files_and_nothing_else(word: str) -> None:
    assert word not in POLICY


def test_browsers_are_kept_to_https_where_it_is(local: Site, outside: Site) -> None:
    assert outside.browser().get("/healthz").headers["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in local.browser().get("/healthz").headers


@pytest.mark.parametrize("path", ["/settings", "/v1/keys", "/reports", "/sign-in"])
def test_nothing_of_anybody_is_kept_by_browsers_or_proxies(local: Site, path: str) -> None:
    assert local.browser().get(path).headers["cache-control"] == "no-store"


def test_no_page_holds_a_script_or_a_style_of_its_own(local: Site) -> None:
    for path in ("/", "/reports", "/settings", "/settings/teams", "/settings/health", "/nowhere"):
        text = local.browser(accept="text/html").get(path).text

        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text
        assert text.count("<script") == text.count('<script src="/static/')


def test_the_server_does_not_say_what_it_runs_on(site: MakeSite) -> None:
    assert "x-powered-by" not in site().browser().get("/healthz").headers
