"""The alignment page: who says what, where teams part, how it moves; and its files."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from checker.domain import Alignment, Noun
from checker.exporters import load
from checker.exporters.alignments.view import view
from service.nouns import AlignmentQuery
from service.pages.insights import FILES, Chosen, May, chosen, day_of, known_format, passage, saved
from service.pages.rendering import page
from service.parts import PartsOf
from service.problems import not_found

ROUTER = APIRouter(include_in_schema=False)
ROWS = ("team", "channel", "audience", "week")
"""What the rows may be, besides labels."""
LONGEST = 200
"""Characters of a field."""


class Wanted(Noun):
    """What the fields hold, as the browser sends them: empty strings for nothing."""

    kit: str = ""
    by: str = "team"
    team: str = ""
    channel: str = ""
    audience: str = ""
    label: str = ""
    """A label's name and its value, with `=` between them."""
    since: str = ""
    until: str = ""

    @property
    def is_whole(self) -> bool:
        """Return whether no document is left aside."""
        return not any((self.team, self.channel, self.audience, self.label, self.since, self.until))

    @property
    def address(self) -> str:
        """Return what is filled as a query."""
        return urlencode({name: value for name, value in self.model_dump().items() if value})

    def query(self, kit: str) -> AlignmentQuery:
        """Return it as `Insight` takes it, about a *kit*; what makes no sense is left out."""
        name, sign, value = self.label.partition("=")
        return AlignmentQuery(
            kit=kit,
            by=self.by[:LONGEST] or "team",
            team=self.team[:LONGEST],
            channel=self.channel[:LONGEST],
            audience=self.audience[:LONGEST],
            labels={name: value} if sign else {},
            since=day_of(self.since),
            until=day_of(self.until),
        )


@ROUTER.get("/alignment")
def alignment_page(
    request: Request, parts: PartsOf, who: May, wanted: Annotated[Wanted, Query()]
) -> HTMLResponse:
    """Show who says what over the documents that are wanted."""
    choice = chosen(parts, wanted.kit)
    wanted = wanted.model_copy(update={"kit": choice.kit})
    found = parts.insight.alignment(wanted.query(choice.kit)) if choice.kit else None
    return page(
        request,
        "alignment/alignment.html.jinja",
        who=who,
        here="alignment",
        choice=choice,
        wanted=wanted,
        rows=_rows(choice),
        labels=_labels(choice),
        files=FILES,
        documents=found.documents if found else 0,
        v=view(found, address=passage) if found else None,
        shortage=_shortage(found),
    )


@ROUTER.get("/alignment/as/{name}")
def alignment_file(
    parts: PartsOf,
    who: May,  # noqa: ARG001 - who is asked for its scope
    name: str,
    wanted: Annotated[Wanted, Query()],
) -> Response:
    """Send the alignment as a file."""
    exporter = load(known_format(name), Alignment)
    choice = chosen(parts, wanted.kit)
    if not choice.kit:
        raise not_found("published kit", wanted.kit)
    found = parts.insight.alignment(wanted.query(choice.kit))
    return saved(exporter.render(found), f"alignment-{choice.kit}{exporter.SUFFIX}", exporter.MEDIA_TYPE)


def _rows(choice: Chosen) -> tuple[str, ...]:
    """Return what the rows may be."""
    return tuple(dict.fromkeys((*ROWS, *choice.facets.labels)))


def _labels(choice: Chosen) -> dict[str, str]:
    """Return the labels that may be chosen: the field's value, and what it says."""
    return {
        f"{name}={value}": f"{name}: {value}"
        for name, values in choice.facets.labels.items()
        for value in values
    }


def _shortage(found: Alignment | None) -> int:
    """Return how many documents it takes to compare, where no group has as many; else 0."""
    if found is None or not found.documents or any(not group.is_small for group in found.groups):
        return 0
    return found.smallest
