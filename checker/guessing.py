"""Guess who wrote a draft and where it appears, and say so."""

from collections.abc import Mapping
from pathlib import PurePath

from checker.domain import Document

TEAMS = {
    "campaign": {"campaign", "campaigns", "marketing", "social", "press", "ads", "web", "landing"},
    "sales": {"sales", "decks", "deck", "proposals", "pitch", "pitches", "one-pagers"},
    "support": {"support", "tickets", "service", "helpdesk", "replies", "care"},
}
"""Folder names that tell the team."""
CHANNELS = {"pptx": "deck", "email": "email", "tickets": "reply", "html": "landing"}
"""Formats that tell the channel."""
TEAM_OF_FORMAT = {"tickets": "support", "pptx": "sales"}
"""Formats that tell the team where nothing else does."""


def guess(
    document: Document,
    *,
    team: str = "",
    channel: str = "",
    audience: str = "",
    labels: Mapping[str, str] | None = None,
) -> Document:
    """Return *document* with its team and the like: as asked for, as it says itself, or as guessed."""
    said: list[str] = []
    chosen_team = team or document.team or _team(document, said)
    chosen_channel = channel or document.channel or _channel(document, said)
    return document.model_copy(
        update={
            "team": chosen_team,
            "channel": chosen_channel,
            "audience": audience or document.audience,
            "labels": document.labels | dict(labels or {}),
            "guessed": tuple(said),
        }
    )


def _team(document: Document, said: list[str]) -> str:
    folders = [part.lower() for part in PurePath(document.source.split("#")[0]).parts[:-1]]
    for folder in reversed(folders):
        for team, names in TEAMS.items():
            if folder in names:
                said.append(f"team “{team}” from the folder “{folder}”")
                return team
    team = TEAM_OF_FORMAT.get(document.format, "")
    if team:
        said.append(f"team “{team}” from the format {document.format}")
    return team


def _channel(document: Document, said: list[str]) -> str:
    channel = CHANNELS.get(document.format, "")
    if channel:
        said.append(f"channel “{channel}” from the format {document.format}")
    return channel
