"""Problems as answers: `application/problem+json`, or a page with the same words where a browser asks."""

from collections.abc import Callable
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from service.problems import MEDIA_TYPE, Problem
from service.security.returning import sign_in_for

API = "/v1/"
"""Where the routes for programs lie; they get JSON whatever they accept."""
NOT_SIGNED_IN = "not-signed-in"
"""The name of the problem that a browser is sent to the sign-in page with."""
ProblemPage = Callable[[Request, Problem], Response]
"""Makes the page of a problem."""


def is_for_people(request: Request) -> bool:
    """Return whether a page answers *request* best: a browser asks, and not for the API."""
    accepted = request.headers.get("accept", "")
    return "text/html" in accepted and not request.url.path.startswith(API)


def request_id(request: Request) -> str:
    """Return the id of *request*, as the log has it."""
    return str(getattr(request.state, "request_id", ""))


def answer(request: Request, problem: Problem) -> Response:
    """Return the answer to *request* that says *problem*."""
    if problem.name == NOT_SIGNED_IN and request.method == "GET" and is_for_people(request):
        return RedirectResponse(sign_in_for(_address(request)), HTTPStatus.SEE_OTHER)
    page: ProblemPage | None = getattr(request.app.state, "problem_page", None)
    if page is not None and is_for_people(request):
        return page(request, problem)
    details = problem.details(instance=request_id(request))
    return Response(
        details.model_dump_json(),
        status_code=problem.status,
        headers=problem.headers,
        media_type=MEDIA_TYPE,
    )


def _address(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


async def refuse(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with *problem* where no route is asked any more."""
    request = Request(scope, receive)
    await answer(request, problem)(scope, receive, send)
