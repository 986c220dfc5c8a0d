"""The settings page of one target: what it is told of its own accord, of which drafts, and when."""

import zoneinfo
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, ValidationError

from checker.domain import Severity
from service.exchange.deliveries import Target
from service.notices.connectors import CONNECTORS
from service.notices.targets import CALLBACKS
from service.nouns import Identity, Scope
from service.nouns.telling import Tells, Wants
from service.pages.rendering import page
from service.pages.settings import TABS
from service.parts import Parts, PartsOf
from service.problems import not_found
from service.security import allowed

ROUTER = APIRouter(prefix="/settings/targets", include_in_schema=False)
OCCASIONS = {
    Tells.CHECK_FAILED: "A draft fails, at once",
    Tells.BATCH_DONE: "A batch is done",
    Tells.DIGEST: "A digest, once a day for each team",
}
"""What a target can be told, in words."""
WRONG = {
    "teams": "Write at most 50 teams, a line each.",
    "channels": "Write at most 50 channels, a line each.",
    "most_per_hour": "Between 1 and 100 drafts can be told at once within an hour.",
    "digest_at": "Write the time of day as 08:00.",
    "timezone": "Name a time zone such as Europe/Berlin.",
}
"""What to do about a field that can't be taken."""

Admin = Annotated[Identity, allowed(Scope.ADMIN)]


class WantsForm(BaseModel):
    """What the form holds, as the browser sends it."""

    occasions: list[Tells] = []
    teams: str = ""
    channels: str = ""
    severity: Severity = Severity.SUGGESTION
    quotes: bool = False
    most_per_hour: str = "10"
    digest_at: str = "08:00"
    timezone: str = "UTC"
    all_clear: bool = False

    @classmethod
    def of(cls, wants: Wants) -> "WantsForm":
        """Return the form that says what a target *wants*."""
        return cls.model_validate(
            wants.model_dump()
            | {
                "teams": "\n".join(wants.teams),
                "channels": "\n".join(wants.channels),
                "most_per_hour": str(wants.most_per_hour),
            }
        )

    @property
    def wants(self) -> Wants:
        """Return what it says.

        Raises:
            ValidationError: if a field makes no sense.
        """
        return Wants.model_validate(
            self.model_dump()
            | {
                "teams": _lines(self.teams),
                "channels": _lines(self.channels),
                "digest_at": self.digest_at[:5],
                "timezone": self.timezone.strip(),
            }
        )


@ROUTER.get("/{target}")
def show_target(request: Request, who: Admin, parts: PartsOf, target: str) -> HTMLResponse:
    """Show what a target is told."""
    found = _target(parts, target)
    return _page(request, who, found, WantsForm.of(found.wants))


@ROUTER.post("/{target}")
def put_wants(
    request: Request, who: Admin, parts: PartsOf, target: str, form: Annotated[WantsForm, Form()]
) -> Response:
    """Say what a target is told from now on."""
    found = _target(parts, target)
    try:
        wants = form.wants
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        says = WRONG.get(field, "Something of this makes no sense.")
        return _page(request, who, found, form, wrong=says, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    parts.notices.targets.put(target, wants, by=who)
    return RedirectResponse("/settings/deliveries", HTTPStatus.SEE_OTHER)


def _target(parts: Parts, target: str) -> Target:
    """Return the target of that id.

    Raises:
        Problem: 404 if there is none that can be told anything.
    """
    known = (one for one in parts.notices.targets.list() if one.id == target and one.id != CALLBACKS)
    found = next(known, None)
    if found is None:
        raise not_found("target", target)
    return found


def _page(  # noqa: PLR0913 - what the page shows
    request: Request,
    who: Identity,
    target: Target,
    form: WantsForm,
    *,
    wrong: str = "",
    status: int = HTTPStatus.OK,
) -> HTMLResponse:
    return page(
        request,
        "settings/target.html.jinja",
        who=who,
        here="settings",
        status=status,
        tabs=TABS,
        tab="deliveries",
        target=target,
        system=CONNECTORS[target.kind].NAME,
        form=form,
        occasions=OCCASIONS,
        severities=tuple(Severity),
        zones=sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone),
        wrong=wrong,
    )


def _lines(text: str) -> tuple[str, ...]:
    """Return the lines of *text* that say something, each once."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, text.splitlines()))))
