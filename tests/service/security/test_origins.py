"""Pages of others may ask the gate from a browser if they are named, and nothing else."""

import pytest
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from service.security.origins import GATE, GateOrigins
from service.settings import ServiceSettings

STUDIO = "https://studio.example.com"
ASKS = {
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization,content-type",
}


def client(*origins: str) -> TestClient:
    routes = [
        Route(path, lambda _: PlainTextResponse("answer"), methods=["POST", "GET"])
        for path in (GATE, "/v1/kits", f"{GATE}/more")
    ]
    return TestClient(GateOrigins(Starlette(routes=routes), origins))


def test_a_named_page_may_ask_the_gate_with_a_key():
    asked = client(STUDIO).options(GATE, headers={"origin": STUDIO, **ASKS})
    answered = client(STUDIO).post(GATE, headers={"origin": STUDIO, "authorization": "Bearer k"})

    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == STUDIO
    assert "authorization" in asked.headers["access-control-allow-headers"].lower()
    assert answered.headers["access-control-allow-origin"] == STUDIO
    assert "access-control-allow-credentials" not in answered.headers


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example.com", "https://studio.example.com.evil.org", "http://studio.example.com", "null"],
)
def test_no_other_page_may(origin):
    asked = client(STUDIO).options(GATE, headers={"origin": origin, **ASKS})
    answered = client(STUDIO).post(GATE, headers={"origin": origin})

    assert asked.status_code == 400
    assert "access-control-allow-origin" not in asked.headers
    assert "access-control-allow-origin" not in answered.headers


@pytest.mark.parametrize("path", ["/v1/kits", f"{GATE}/more"])
def test_nothing_but_the_gate_is_open(path):
    answered = client(STUDIO).get(path, headers={"origin": STUDIO})

    assert "access-control-allow-origin" not in answered.headers


def test_nobody_is_named_by_default():
    assert ServiceSettings().gate_origins == ()
    assert "access-control-allow-origin" not in client().post(GATE, headers={"origin": STUDIO}).headers


@pytest.mark.parametrize(
    "origin", ["*", "https://studio.example.com/", "studio.example.com", "https://*.example.com"]
)
def test_what_no_browser_sends_is_refused(origin):
    with pytest.raises(ValidationError):
        ServiceSettings(gate_origins=(origin,))
