"""Kit, team, channel and audience of a draft: what may be chosen, and what was chosen last time."""

import time
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, unquote

from fastapi import Request, Response

from checker.domain import BrandKit, Noun
from checker.guessing import CHANNELS, TEAMS
from service.nouns import Facets, Kit
from service.pages.views import brand_kit
from service.parts import Parts
from service.records import Records

COOKIE = "brandcheck-choice"
"""Holds the four choices, percent-encoded, with a colon between them; not secret, so scripts may set it."""
YEAR = 365 * 24 * 3600
"""Seconds for which a choice is remembered."""
AUDIENCES = ("customers", "employees", "investors", "partners", "press", "prospects")
"""For whom drafts commonly are."""
LONGEST = 100
"""Characters of a choice."""
FRESH = 60
"""Seconds for which it is not looked again what documents have."""


class Choice(Noun):
    """What somebody chose."""

    kit: str = ""
    team: str = ""
    channel: str = ""
    audience: str = ""


class Options(Noun):
    """What may be chosen; the current choice is always among it."""

    kits: tuple[Kit, ...]
    """Those with a published version."""
    teams: tuple[str, ...]
    channels: tuple[str, ...]
    audiences: tuple[str, ...]


def remembered(request: Request) -> Choice:
    """Return what was chosen last time, as the cookie has it."""
    parts = [unquote(part)[:LONGEST] for part in request.cookies.get(COOKIE, "").split(":")]
    return Choice(**dict(zip(Choice.model_fields, parts, strict=False)))


def remember(response: Response, choice: Choice) -> None:
    """Have the browser remember *choice*."""
    value = ":".join(quote(part, safe="") for part in choice.model_dump().values())
    response.set_cookie(COOKIE, value, max_age=YEAR, samesite="lax")


def published(parts: Parts) -> tuple[Kit, ...]:
    """Return the kits that drafts can be held against."""
    return tuple(kit for kit in parts.records.kits.list() if kit.published is not None)


def settled(choice: Choice, kits: Iterable[Kit]) -> Choice:
    """Return *choice* with a kit that is there: the one that was chosen, else the first."""
    ids = [kit.id for kit in kits]
    kit = choice.kit if choice.kit in ids else next(iter(ids), "")
    return choice.model_copy(update={"kit": kit})


def options(parts: Parts, choice: Choice, kits: tuple[Kit, ...]) -> Options:
    """Return what may be chosen beside *choice*."""
    version = parts.records.kits.published(choice.kit) if choice.kit else None
    kit = brand_kit(version.source) if version else None
    had = _had(parts.records, int(time.monotonic() // FRESH))
    teams = TEAMS.keys() | {team.name for team in parts.records.teams.list()} | set(had.teams)
    channels = {*CHANNELS.values(), *had.channels, *(_channels(kit) - teams if kit else ())}
    audiences = {*AUDIENCES, *had.audiences}
    known = channels | {name.lower() for name in audiences}
    return Options(
        kits=kits,
        teams=_with(teams | (_named(kit) - known if kit else set()), choice.team),
        channels=_with(channels, choice.channel),
        audiences=_with(audiences, choice.audience),
    )


@lru_cache(maxsize=4)
def _had(records: Records, _minute: int) -> Facets:
    """Return what documents have, looked up once a minute."""
    return records.said.facets()


def _named(kit: BrandKit) -> set[str]:
    """Return for whom *kit* says its guidelines are: teams, channels and audiences alike."""
    return {name for guideline in kit.guidelines for name in guideline.applies_to}


def _channels(kit: BrandKit) -> set[str]:
    """Return the channels that *kit* names as such."""
    elements = [element for guideline in kit.guidelines for element in guideline.elements]
    return {name for element in elements for name in (*element.channels, *element.except_channels)}


def _with(names: Iterable[str], chosen: str) -> tuple[str, ...]:
    return tuple(sorted({*names, chosen} - {""}))
