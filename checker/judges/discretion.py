"""Which documents never leave the house."""

from checker.domain import Document
from checker.settings import JudgeSettings

TOP = 600
"""Characters at either end of a document in which a mark of confidence is looked for."""


def kept_in(document: Document, settings: JudgeSettings) -> str:
    """Return why *document* may not be shown to a judge; empty where it may."""
    for name in (document.team, document.channel):
        if name and name in settings.forbidden_teams:
            return f"the judge is not allowed for {name}"
    places = (document.title, document.text[:TOP], document.text[-TOP:])
    text = " ".join(" ".join(places).lower().split())
    mark = next((mark for mark in settings.confidential if mark.lower() in text), None)
    return f"it is marked “{mark}”" if mark else ""
