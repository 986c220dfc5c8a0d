"""A guide turned into a draft kit."""

from pathlib import PurePath

from checker.domain import Document
from checker.kits.importing.addressed import addressed
from checker.kits.importing.clashes import Examine
from checker.kits.importing.notes import Notes
from checker.kits.importing.outline import outline
from checker.kits.importing.reading import Reading
from checker.kits.importing.settling import settle
from checker.kits.importing.writing import write


def draft_kit(document: Document, *more: Document, examine: Examine | None = None) -> str:
    """Return a draft kit for what a guide of one *document* or *more* says, as YAML with comments.

    Args:
        document: the guide, or its first page.
        more: its other pages.
        examine: finds the problems of a kit; guidelines that the rules read so that they clash are then
            left to the person who reviews the draft.
    """
    documents = (document, *more)
    notes = Notes()
    for page in documents:
        notes.turn_to(PurePath(page.source).name if more else "")
        for section in outline(page):
            Reading(section, notes).read()
    notes.set_aside(tuple(addressed(documents)))
    if examine:
        settle(notes, examine)
    return write(documents, notes)
