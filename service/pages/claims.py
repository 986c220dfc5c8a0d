"""The claims pages: conflicts first, what expires, all claims with filters, each with a page of its own."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import Field

from checker.domain import Ledger, Noun, Standing
from checker.exporters import load
from checker.exporters.ledgers import words
from checker.exporters.ledgers.view import contradiction, listing, view, wordings
from service.nouns import LedgerQuery
from service.pages.insights import FILES, May, chosen, day_of, known_format, passage, saved
from service.pages.rendering import page
from service.parts import PartsOf
from service.problems import not_found

ROUTER = APIRouter(include_in_schema=False)
PER_PAGE = 50
"""Claims that are listed at once."""
LONGEST = 200
"""Characters of a field."""


class Wanted(Noun):
    """What the fields hold, as the browser sends them: empty strings for nothing."""

    kit: str = ""
    team: str = ""
    standing: str = ""
    text: str = ""
    since: str = ""
    until: str = ""
    page: int = Field(default=1, ge=1, le=100_000)

    @property
    def is_whole(self) -> bool:
        """Return whether all claims are wanted."""
        return not any((self.team, self.standing, self.text, self.since, self.until))

    @property
    def is_start(self) -> bool:
        """Return whether conflicts and what expires belong on the page: nothing is looked for yet."""
        return self.page == 1 and not self.standing and not self.text

    @property
    def without_page(self) -> str:
        """Return what is filled as a query, the page aside."""
        return urlencode({name: value for name, value in self.model_dump(exclude={"page"}).items() if value})

    def claim_address(self, id_: str) -> str:
        """Return the page of a claim among the documents that are wanted."""
        fields = self.model_dump(include={"kit", "team", "since", "until"})
        return f"/claims/{id_}?{urlencode({name: value for name, value in fields.items() if value})}"

    def query(self, kit: str) -> LedgerQuery:
        """Return it as `Insight` takes it, about a *kit*; what makes no sense is left out."""
        return LedgerQuery(
            kit=kit,
            team=self.team[:LONGEST],
            since=day_of(self.since),
            until=day_of(self.until),
            standing=Standing(self.standing) if self.standing in set(Standing) else None,
            text=self.text[:LONGEST],
        )


@ROUTER.get("/claims")
def claims_page(
    request: Request, parts: PartsOf, who: May, wanted: Annotated[Wanted, Query()]
) -> HTMLResponse:
    """Show the claims that are wanted, a page at a time."""
    choice = chosen(parts, wanted.kit)
    wanted = wanted.model_copy(update={"kit": choice.kit})
    query = wanted.query(choice.kit)
    whole = (
        parts.insight.ledger(query.model_copy(update={"standing": None, "text": ""})) if choice.kit else None
    )
    found = parts.insight.ledger(query).claims if whole else ()
    start = (wanted.page - 1) * PER_PAGE
    shown = found[start : start + PER_PAGE]
    return page(
        request,
        "claims/claims.html.jinja",
        who=who,
        here="claims",
        choice=choice,
        wanted=wanted,
        standings={standing.value: words.STANDINGS[standing] for standing in words.ORDER},
        files=FILES,
        documents=whole.documents if whole else 0,
        v=view(whole, address=passage, claim_address=wanted.claim_address, claims=shown) if whole else None,
        found=len(found),
        pages=max(-(-len(found) // PER_PAGE), 1),
    )


@ROUTER.get("/claims/as/{name}")
def claims_file(
    parts: PartsOf,
    who: May,  # noqa: ARG001 - who is asked for its scope
    name: str,
    wanted: Annotated[Wanted, Query()],
) -> Response:
    """Send the claims that are wanted as a file."""
    exporter = load(known_format(name), Ledger)
    choice = chosen(parts, wanted.kit)
    if not choice.kit:
        raise not_found("published kit", wanted.kit)
    found = parts.insight.ledger(wanted.query(choice.kit))
    return saved(exporter.render(found), f"claims-{choice.kit}{exporter.SUFFIX}", exporter.MEDIA_TYPE)


@ROUTER.get("/claims/{claim_id}")
def claim_page(
    request: Request, parts: PartsOf, who: May, claim_id: str, wanted: Annotated[Wanted, Query()]
) -> HTMLResponse:
    """Show one claim with all its wordings, where they stand, and what contradicts it."""
    choice = chosen(parts, wanted.kit)
    wanted = wanted.model_copy(update={"kit": choice.kit, "standing": "", "text": ""})
    whole = parts.insight.ledger(wanted.query(choice.kit)) if choice.kit else None
    claim = next((one for one in whole.claims if one.id == claim_id), None) if whole else None
    if whole is None or claim is None:
        raise not_found("claim", claim_id)
    return page(
        request,
        "claims/claim.html.jinja",
        who=who,
        here="claims",
        wanted=wanted,
        claim=listing(claim, wanted.claim_address),
        bases=[words.BASES[basis] for basis in claim.bases],
        meaning=words.MEANINGS[claim.standing],
        wordings=wordings(claim, address=passage),
        conflicts=[
            contradiction(conflict, passage, wanted.claim_address)
            for conflict in whole.conflicts
            if conflict.claim == claim.id
        ],
    )
