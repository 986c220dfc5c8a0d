"""A guide turned into a draft kit."""

from checker.domain import Document
from checker.kits.importing.notes import Notes
from checker.kits.importing.outline import outline
from checker.kits.importing.reading import Reading
from checker.kits.importing.writing import write


def draft_kit(document: Document) -> str:
    """Return a draft kit for what the guide *document* says, as YAML with comments."""
    notes = Notes()
    for section in outline(document):
        Reading(section, notes).read()
    return write(document, notes)
