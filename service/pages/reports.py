"""The list of reports: searched, filtered, a page at a time."""

import datetime
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from checker.domain import Noun, Verdict
from checker.presentation.wording import VERDICTS
from service.nouns import CheckQuery, Identity, Scope
from service.pages.choices import Choice, options
from service.pages.rendering import fragment, page
from service.parts import PartsOf
from service.security import allowed

ROUTER = APIRouter(include_in_schema=False)
PER_PAGE = 50
"""Reports that are shown at once."""


class Wanted(Noun):
    """What the filter's fields hold, as the browser sends them: empty strings for nothing."""

    text: str = ""
    kit: str = ""
    team: str = ""
    channel: str = ""
    verdict: str = ""
    since: str = ""
    until: str = ""
    document: str = ""
    cursor: str = ""

    @property
    def is_empty(self) -> bool:
        """Return whether everything is wanted."""
        return not any(self.model_dump(exclude={"cursor"}).values())

    @property
    def without_page(self) -> str:
        """Return the fields that are filled as a query, the page aside."""
        return urlencode(
            {name: value for name, value in self.model_dump(exclude={"cursor"}).items() if value}
        )

    def query(self) -> CheckQuery:
        """Return it as the records take it; what makes no sense is left out."""
        return CheckQuery(
            text=self.text,
            kit=self.kit,
            team=self.team,
            channel=self.channel,
            verdict=Verdict(self.verdict) if self.verdict in set(Verdict) else None,
            since=_date(self.since),
            until=_date(self.until),
            document=self.document,
            cursor=self.cursor,
            limit=PER_PAGE,
        )


@ROUTER.get("/reports")
def report_list(
    request: Request,
    parts: PartsOf,
    who: Annotated[Identity, allowed(Scope.READ)],
    wanted: Annotated[Wanted, Query()],
) -> HTMLResponse:
    """Show the reports that are wanted, newest first; htmx gets the rows alone."""
    checks, cursor = parts.records.checks.list(wanted.query())
    kits = parts.records.kits.list()
    brands = {kit.id: kit.brand for kit in kits}
    rows = {"checks": checks, "cursor": cursor, "wanted": wanted, "verdicts": VERDICTS, "kits": brands}
    if request.headers.get("HX-Target") == "found":
        return fragment(request, "reports/rows.html.jinja", **rows)
    choice = Choice(kit=wanted.kit, team=wanted.team, channel=wanted.channel)
    return page(
        request,
        "reports/list.html.jinja",
        who=who,
        here="reports",
        status=HTTPStatus.OK,
        options=options(parts, choice, kits),
        **rows,
    )


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
