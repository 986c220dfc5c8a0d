"""What machines ask: is it alive, is it ready, what are its figures."""

import logging
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from checker.domain import Noun
from service.health import look
from service.nouns import Identity, Scope
from service.parts import PartsOf
from service.security import allowed, everybody
from service.security.logs import note

ROUTER = APIRouter(include_in_schema=False)
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


class Alive(Noun):
    """The process answers."""

    status: str = "ok"


@ROUTER.get("/healthz", dependencies=[everybody()])
async def healthz() -> Alive:
    """Say that the process answers."""
    return Alive()


@ROUTER.get("/readyz", dependencies=[everybody()])
def readyz(parts: PartsOf) -> JSONResponse:
    """Name each part and how it is; 503 where one has failed. The log and the settings say why."""
    found = look(parts)
    failed = [part for part in found if part.state == "failed"]
    for part in failed:
        note("not ready", logging.WARNING, part=part.name, says=part.says)
    status = HTTPStatus.SERVICE_UNAVAILABLE if failed else HTTPStatus.OK
    return JSONResponse({part.name: part.state for part in found}, status)


@ROUTER.get("/metrics", response_class=Response)
def metrics(request: Request, _: Annotated[Identity, allowed(Scope.READ)]) -> Response:
    """Return the figures in Prometheus' text format; a key with the right to read opens them."""
    return Response(request.app.state.metrics.text(), media_type=PROMETHEUS)
