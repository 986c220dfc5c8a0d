"""How often somebody may ask."""

from http import HTTPStatus

import pytest
from fastapi.testclient import TestClient

from service.nouns import Role, Scope
from service.problems import Problem
from service.security.rates import FAILURES, Rates
from tests.service.security.conftest import OPEN_TO_OTHERS, MakeSite

FEW = 3
pytestmark = pytest.mark.usefixtures("one_minute")


def statuses(client: TestClient, times: int, path: str = "/v1/teams") -> list[int]:
    return [client.get(path).status_code for _ in range(times)]


def test_a_key_may_ask_so_often_and_no_oftener(site: MakeSite) -> None:
    program = site(**OPEN_TO_OTHERS, requests_per_minute=FEW).with_key(Scope.READ)

    assert statuses(program, FEW + 1) == [HTTPStatus.OK] * FEW + [HTTPStatus.TOO_MANY_REQUESTS]


def test_who_asks_too_often_is_told_when_to_ask_again(site: MakeSite) -> None:
    program = site(**OPEN_TO_OTHERS, requests_per_minute=1).with_key(Scope.READ)
    program.get("/v1/teams")

    answer = program.get("/v1/teams")

    assert answer.json()["type"] == "/problems/too-many-requests"
    assert 1 <= int(answer.headers["retry-after"]) <= 120
    assert answer.headers["retry-after"] in answer.json()["detail"]


def test_everybody_has_a_limit_of_their_own(site: MakeSite) -> None:
    made = site(**OPEN_TO_OTHERS, requests_per_minute=FEW)
    callers = [
        made.with_key(Scope.READ),
        made.with_key(Scope.READ),
        made.as_person(Role.WRITER),
        made.browser(),
    ]
    first = [statuses(caller, FEW)[-1] for caller in callers]

    assert first == [HTTPStatus.OK] * 3 + [HTTPStatus.UNAUTHORIZED]
    assert [statuses(caller, 1)[0] for caller in callers] == [HTTPStatus.TOO_MANY_REQUESTS] * 4


def test_the_user_of_this_machine_has_none(site: MakeSite) -> None:
    assert set(statuses(site(requests_per_minute=1).browser(), 5)) == {HTTPStatus.OK}


def test_files_and_probes_of_ours_are_not_counted(site: MakeSite) -> None:
    browser = site(**OPEN_TO_OTHERS, requests_per_minute=1).browser()

    assert set(statuses(browser, 4, "/static/style.css")) == {HTTPStatus.OK}
    assert set(statuses(browser, 4, "/healthz")) == {HTTPStatus.OK}
    assert HTTPStatus.TOO_MANY_REQUESTS not in statuses(browser, 4, "/readyz")


def test_who_guesses_keys_is_not_listened_to_for_a_while(site: MakeSite) -> None:
    made = site(**OPEN_TO_OTHERS)
    guesser, program = made.browser(authorization="Bearer guess"), made.with_key(Scope.READ)

    assert statuses(guesser, FAILURES + 1) == [HTTPStatus.UNAUTHORIZED] * FAILURES + [
        HTTPStatus.TOO_MANY_REQUESTS
    ]
    assert statuses(program, 1) == [HTTPStatus.TOO_MANY_REQUESTS]
    assert statuses(made.browser(), 1) == [HTTPStatus.UNAUTHORIZED]


def test_one_address_s_guesses_are_not_another_s() -> None:
    rates = Rates(1000)
    for _ in range(FAILURES):
        rates.fail("10.0.0.1")

    rates.admit("10.0.0.2")
    with pytest.raises(Problem, match="too many wrong keys"):
        rates.admit("10.0.0.1")
