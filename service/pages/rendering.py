"""Pages from templates: escaped, with what every page has.

Other pages use three names of this module: `page`, `fragment` and `problem_page`.
"""

import datetime
from functools import cache

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from checker import __version__
from checker.exporters.pages import LOADER
from checker.presentation.neutral import label, one_line
from checker.presentation.wording import counted
from service.nouns import Identity, Scope
from service.problems import Problem
from service.security import csrf_token

NAV = (
    ("check", "/", "Check", Scope.CHECK),
    ("batches", "/batches", "Batches", Scope.READ),
    ("reports", "/reports", "Reports", Scope.READ),
    ("alignment", "/alignment", "Alignment", Scope.READ),
    ("claims", "/claims", "Claims", Scope.READ),
    ("kits", "/kits", "Kits", Scope.READ),
    ("settings", "/settings", "Settings", Scope.ADMIN),
)
"""The pages that every page leads to: name, address, word, and what one must be allowed to do there."""


def page(
    request: Request,
    template: str,
    *,
    who: Identity | None,
    here: str = "",
    status: int = 200,
    **context: object,
) -> HTMLResponse:
    """Return the page that *template* makes of *context*.

    Args:
        request: what it answers.
        template: a file of `service/templates` that extends `base.html.jinja`.
        who: who asks; none on pages that nobody has signed in to.
        here: the name of the page in `NAV` that is marked as the current one.
        status: the HTTP status.
        context: what else the template uses.
    """
    every = {
        "who": who,
        "here": here,
        "csrf": csrf_token(request),
        "nav": [entry[:3] for entry in NAV if who and entry[3] in who.scopes],
        "may": {scope.value: bool(who and scope in who.scopes) for scope in Scope},
    }
    return HTMLResponse(environment().get_template(template).render(every | context), status_code=status)


def fragment(request: Request, template: str, **context: object) -> HTMLResponse:
    """Return a part of a page, as htmx asks for it."""
    return HTMLResponse(render(template, csrf=csrf_token(request), **context))


def problem_page(request: Request, problem: Problem, *, who: Identity | None = None) -> HTMLResponse:
    """Return the page that says what went wrong and what to do."""
    shown = page(request, "problem.html.jinja", who=who, status=problem.status, problem=problem.details())
    shown.headers.update(problem.headers)
    return shown


def render(template: str, **context: object) -> str:
    """Return what *template* makes of *context*."""
    return environment().get_template(template).render(context)


@cache
def environment() -> Environment:
    """Return the templates, with everything that is put into them escaped."""
    pages = Environment(
        loader=ChoiceLoader([PackageLoader("service", "templates"), LOADER]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.globals["version"] = __version__
    pages.filters.update(label=label, one_line=one_line, counted=counted, day=day, moment=moment, plain=plain)
    return pages


def day(when: datetime.date | None) -> str:
    """Return *when* as people write it: `5 January 2026`; a dash for none."""
    return f"{when.day} {when:%B %Y}" if when else "–"


def moment(when: datetime.datetime | None) -> str:
    """Return *when* with its time of day, in UTC: `5 January 2026, 14:05`."""
    return f"{day(when)}, {when:%H:%M} UTC" if when else "–"


def plain(name: str) -> str:
    """Return a *name* in kebab-case as words: `ease-of-use` as `ease of use`."""
    return one_line(name.replace("-", " ").replace("_", " "))
