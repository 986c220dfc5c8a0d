"""Figures for Prometheus, and answers where the program is at fault."""

from http import HTTPStatus

import anyio
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from service.nouns import Scope as May
from service.security.metrics import Figure, Metrics
from service.security.watch import Faults
from tests.service.security.conftest import MakeSite


def samples(text: str) -> dict[tuple[str, ...], float]:
    """Return each sample by its name and labels."""
    return {
        (sample.name, *(f"{name}={value}" for name, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_and_status(site: MakeSite) -> None:
    browser = site().browser()
    for path in ("/v1/teams/a?x=1", "/v1/teams/b", "/nowhere", "/elsewhere/secret"):
        browser.get(path)

    text = browser.get("/metrics").text

    found = samples(text)
    counted = "brandcheck_requests_total"
    assert found[counted, "method=GET", "route=/v1/teams/{name}", "status=404"] == 2
    assert found[counted, "method=GET", "route=none", "status=404"] == 2
    assert found["brandcheck_request_seconds_count", "method=GET", "route=/v1/teams/{name}"] == 2
    assert found["brandcheck_requests_open",] == 1
    assert "secret" not in text


def test_checks_are_counted_too(site: MakeSite) -> None:
    found = samples(site().browser().get("/metrics").text)

    assert found["brandcheck_checks_unfinished", "state=all"] >= 0


def test_figures_need_the_right_to_read(site: MakeSite) -> None:
    made = site(host="10.0.0.5", public_url="https://brandcheck.example.com")

    assert made.browser().get("/metrics").status_code == HTTPStatus.UNAUTHORIZED
    assert made.with_key(May.KITS).get("/metrics").status_code == HTTPStatus.FORBIDDEN
    assert made.with_key(May.READ).get("/metrics").status_code == HTTPStatus.OK


def test_a_figure_is_looked_up_whenever_it_is_asked_for() -> None:
    amounts = iter([1.0, 2.0])
    metrics = Metrics(Figure("brandcheck_spent", "Money.", "period", lambda: {"day": next(amounts)}))

    first, second = samples(metrics.text().decode()), samples(metrics.text().decode())

    assert (first["brandcheck_spent", "period=day"], second["brandcheck_spent", "period=day"]) == (1.0, 2.0)


def _scope() -> Scope:
    app = type("App", (), {"state": object()})()
    return {"type": "http", "method": "GET", "path": "/v1/x", "headers": [], "state": {}, "app": app}


def _asked(app: object) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    anyio.run(Faults(app), _scope(), receive, send)
    return sent


def test_a_caller_who_leaves_is_no_fault() -> None:
    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise ClientDisconnect

    assert _asked(app) == []


def test_an_answer_that_breaks_off_is_not_finished_as_if_it_were_whole() -> None:
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError

    with pytest.raises(RuntimeError):
        _asked(app)
