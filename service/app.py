"""The application: routes, what stands before them, and every error in one form."""

import contextlib
from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter, run_sync
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from checker import __version__
from checker.errors import CheckerError
from service import api, pages
from service.api.describing import describe
from service.api.methods import methods_at
from service.assistants.door import PATH, Door
from service.figures import figures
from service.parts import Parts
from service.probes import ROUTER as PROBES
from service.problems import Fault, Problem, problem_of
from service.security.answers import answer
from service.security.bodies import BodyLimit, Measure, too_large
from service.security.callers import Recognition
from service.security.draining import Drain, Draining
from service.security.guarding import is_https
from service.security.headers import SecurityHeaders
from service.security.heads import OneLength
from service.security.hosts import HostCheck, Names
from service.security.metrics import Metrics
from service.security.origins import GateOrigins
from service.security.watch import Faults, Watch

STATIC = Path(__file__).parent / "static"
THREADS = 100
"""Requests that are answered at once; most of them wait, for a report or the records."""
QUIET: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
"""FastAPI's own telemetry: nothing leaves unasked."""


def create_app(parts: Parts, draining: Draining | None = None) -> FastAPI:
    """Return the application that answers with *parts*, until *draining* begins; it starts and stops them."""

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = THREADS
        running = parts.running()
        await run_sync(running.__enter__)
        try:
            async with door.open():
                yield
        finally:
            await run_sync(running.__exit__, None, None, None)

    door, metrics = Door(parts), Metrics(*figures(parts))
    app = FastAPI(
        title="Brandcheck",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        telemetry=QUIET,
        middleware=_middleware(parts, metrics, draining or Draining()),
        redirect_slashes=False,
        form_limits={"max_files": 4, "max_fields": 200, "max_part_size": 4 * parts.service.max_text + 4},
    )
    app.state.parts, app.state.guard, app.state.metrics = parts, parts.guard, metrics
    app.state.problem_page = _problem_page
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.router.routes.append(Route(PATH, door))
    for router in (PROBES, *api.ROUTERS, *pages.ROUTERS):
        app.include_router(router)
    app.openapi = describe(app)  # type: ignore[method-assign]  # FastAPI's own way of saying it
    _answer_errors(app)
    return app


def _middleware(parts: Parts, metrics: Metrics, draining: Draining) -> list[Middleware]:
    """Return what a request passes before it reaches a route, the outermost first."""
    service = parts.service
    return [
        Middleware(Watch, metrics),
        Middleware(SecurityHeaders, is_https=is_https(service)),
        Middleware(Faults),
        Middleware(OneLength),
        Middleware(HostCheck, Names.of(service)),
        Middleware(GateOrigins, service.gate_origins),
        Middleware(Recognition, parts.guard),
        Middleware(BodyLimit, Measure.of(service)),
        Middleware(Drain, draining),
    ]


def _answer_errors(app: FastAPI) -> None:
    @app.exception_handler(Problem)
    def problem(request: Request, error: Problem) -> Response:
        return answer(request, error)

    @app.exception_handler(CheckerError)
    def ours(request: Request, error: CheckerError) -> Response:
        return answer(request, problem_of(error))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        return answer(request, invalid_request(error))

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        problem = of_framework(error)
        if problem.status == HTTPStatus.METHOD_NOT_ALLOWED:
            problem.headers["allow"] = methods_at(request)
        return answer(request, problem)


def invalid_request(error: RequestValidationError) -> Problem:
    """Return the problem that a request has not its route's form; what it held is not repeated."""
    faults = tuple(
        Fault(at=".".join(map(str, one["loc"])), says=str(one["msg"]).rstrip(".") + ".")
        for one in error.errors()
    )
    detail = (
        "The request has not the form that this takes. “faults” says what is wrong; put it right and repeat."
    )
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-request", detail, faults=faults)


SAYS = {
    HTTPStatus.NOT_FOUND: ("not-found", "There is nothing at this address."),
    HTTPStatus.METHOD_NOT_ALLOWED: ("method-not-allowed", "This address does not take that method."),
    HTTPStatus.REQUEST_TIMEOUT: ("too-slow", "The request did not come in time. Send it again, faster."),
}
"""What the framework's errors are called here, and what to do."""


def of_framework(error: HTTPException) -> Problem:
    """Return the problem that an *error* of the framework is."""
    status = HTTPStatus(error.status_code)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return too_large(int(error.detail) if error.detail.isdecimal() else None)
    name, says = SAYS.get(status, ("bad-request", f"{error.detail}."))
    problem = Problem(status, name, says)
    problem.headers.update({key.lower(): value for key, value in (error.headers or {}).items()})
    return problem


def _problem_page(request: Request, problem: Problem) -> Response:
    from service.pages.rendering import problem_page
    from service.security.callers import caller_of

    return problem_page(request, problem, who=caller_of(request).identity)
