"""Systems that send to hooks: the right ones as often as they like, the wrong ones not."""

import time

import pytest
from fastapi.testclient import TestClient

from service.problems import Problem
from service.security.rates import DOUBTED, WRONG, Rates
from tests.service.security.conftest import OPEN_TO_OTHERS, MakeSite

SENDER = "10.0.0.1 web"


def test_right_deliveries_are_not_limited() -> None:
    rates = Rates(1)
    for _ in range(2_000):
        rates.deliver(SENDER)
        rates.delivered(SENDER, is_right=True)


def test_wrong_ones_are_limited_beside_as_many_as_were_right() -> None:
    rates = Rates(1_000)
    rates.delivered(SENDER, is_right=False)
    for _ in range(50):
        rates.delivered(SENDER, is_right=True)
    for _ in range(WRONG + 50 - 1):
        rates.deliver(SENDER)
        rates.delivered(SENDER, is_right=False)

    with pytest.raises(Problem, match="not signed right") as refused:
        rates.deliver(SENDER)
    assert refused.value.status == 429
    assert 1 <= int(refused.value.headers["Retry-After"]) <= 120
    rates.deliver("10.0.0.1 other")
    rates.deliver("10.0.0.2 web")


def test_who_sends_only_right_ones_for_two_minutes_is_not_counted_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rates, now = Rates(1_000), [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    for _ in range(WRONG):
        rates.delivered(SENDER, is_right=False)
    with pytest.raises(Problem, match="not signed right"):
        rates.deliver(SENDER)

    now[0] = DOUBTED + 1

    rates.deliver(SENDER)


def test_guessed_names_are_not_listened_to_and_cost_no_requests_of_others(site: MakeSite) -> None:
    made = site(**OPEN_TO_OTHERS, requests_per_minute=3)
    browser: TestClient = made.browser()

    guessed = {
        browser.post(f"/v1/hooks/guess-{number}", content=b"x" * 10).status_code for number in range(10)
    }

    assert guessed == {404}
    assert browser.get("/v1/kits").status_code == 401
    assert browser.post("/v1/hooks/guess/rotate").status_code == 401
