"""What the pages about many documents share: kits to choose, the way to a passage, files to save."""

import datetime
from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Response

from checker.domain import Complained, Noun, Stood, Voice
from checker.exporters.pages import style
from checker.exporters.quotes import at_words
from service.nouns import Facets, Identity, Kit, Scope
from service.parts import Parts
from service.problems import Problem
from service.security import allowed

ROUTER = APIRouter(include_in_schema=False)
FILES = {"csv": "CSV", "pdf": "PDF", "pptx": "PPTX"}
"""What can be saved, by its format: the word on the button."""
May = Annotated[Identity, allowed(Scope.READ)]


class Chosen(Noun):
    """The kit that a page is about, and what else can be chosen."""

    kit: str
    """Its id; empty where no document was held against any published kit."""
    brand: str
    kits: tuple[Kit, ...]
    """Published kits, those with documents first."""
    facets: Facets


@ROUTER.get("/insight/style.css")
def insight_style(who: May) -> Response:  # noqa: ARG001 - who is asked for its scope
    """Send the style of charts and quotes, which files that are saved have too."""
    headers = {"Cache-Control": "private, max-age=3600"}
    return Response(style(), media_type="text/css", headers=headers)


def chosen(parts: Parts, kit: str) -> Chosen:
    """Return the kit that is asked for, else the one with most documents."""
    facets = parts.insight.facets()
    published = {one.id: one for one in parts.records.kits.list() if one.published is not None}
    order = [*(one for one in facets.kits if one in published), *published]
    ids = list(dict.fromkeys(order))
    with_documents = [one for one in ids if one in facets.kits]
    found = kit if kit in published else next(iter(with_documents), "")
    brand = published[found].brand if found else ""
    return Chosen(kit=found, brand=brand, kits=tuple(published[one] for one in ids), facets=facets)


def passage(place: Voice | Stood | Complained) -> str:
    """Return the report page of a passage, at its words."""
    return at_words(f"/reports/{quote(place.document, safe='', errors='replace')}", _words(place))


def saved(content: bytes, name: str, media_type: str) -> Response:
    """Return a file to be saved under *name*, which is plain ASCII."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=media_type, headers=headers)


def known_format(name: str) -> str:
    """Return the format *name*.

    Raises:
        Problem: 404 if files of it are not made.
    """
    if name not in FILES:
        raise Problem(HTTPStatus.NOT_FOUND, "not-found", f"There is no file of the format “{name}”.")
    return name


def day_of(text: str) -> datetime.date | None:
    """Return the day that a field holds; none for nothing, or what is no day."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _words(place: Voice | Stood | Complained) -> str:
    if isinstance(place, Voice):
        return place.quote
    return place.statement.text if isinstance(place, Stood) else place.complaint.text
