"""`/v1/audit`: every change of a kit, waiver, key or team."""

from typing import Annotated

from fastapi import Query, Request, Response

from service.api.answers import link_next
from service.api.describing import problems, router
from service.exchange.answers import AuditPage
from service.exchange.texts import Cursor
from service.nouns import Identity, Scope
from service.parts import PartsOf
from service.security import allowed

ROUTER = router("Audit")


@ROUTER.get("/audit", summary="Read the audit log", responses=problems(422))
def list_audit(  # noqa: PLR0913, PLR0917 - what a request brings
    who: Annotated[Identity, allowed(Scope.ADMIN)],  # noqa: ARG001 - asked for its scope
    parts: PartsOf,
    request: Request,
    response: Response,
    cursor: Annotated[Cursor, Query(description="`next` of the page before; empty for the first.")] = "",
    limit: Annotated[int, Query(ge=1, le=200, description="Entries of a page.")] = 50,
) -> AuditPage:
    """Return who changed what, and when, the newest first; entries are never altered."""
    items, after = parts.records.audit.list(cursor, limit)
    link_next(request, response, after)
    return AuditPage(items=items, next=after)
