"""This kind of draft must hold something that it does not.

Required elements are texts (a call to action, a disclaimer, an address) or things to be detected: a
signature with a name, what happens next and when.

Bad: a support reply without a name under it.
Good: *… We will write again by Friday. Ines*
"""

import re
from collections.abc import Iterator

from checker.clues.detectors import customers_words, is_signed, our_blocks, says_what_is_next
from checker.clues.needs import unmet
from checker.domain import Candidate, Element, Guideline, Kind
from checker.dossier import Dossier, fold
from checker.english.words import content_stems

NAME = "missing-element"


def find(dossier: Dossier) -> Iterator[Candidate]:
    """Yield one candidate for each required guideline that the document does not meet.

    What is required of some teams only is not asked of a document whose team nobody knows.
    """
    if not dossier.passages:
        return
    known = dossier.document.names
    for guideline in dossier.kit.of(Kind.REQUIRED):
        if guideline.applies_to and known.isdisjoint(guideline.applies_to):
            continue
        missing = _missing(dossier, guideline)
        if missing:
            names = ", ".join(missing)
            end = len(dossier.document.text)
            yield Candidate(
                check=NAME,
                guideline=guideline.id,
                start=end,
                end=end,
                confidence=0.85,
                explanation=f"Missing: {names}.",
                suggestion=None,
            )


def _missing(dossier: Dossier, guideline: Guideline) -> list[str]:
    """Return the names of what the document lacks; needs compiled for the guideline stand for its elements."""
    if guideline.compiled and guideline.compiled.needs:
        return [need.name for need in unmet(dossier, guideline)]
    wanted = (element for element in guideline.elements if _is_needed(dossier, element))
    return [element.name for element in wanted if not _is_present(dossier, element)]


def _is_needed(dossier: Dossier, element: Element) -> bool:
    known = dossier.document.names
    if element.channels and not any(set(name.split()) <= known for name in element.channels):
        return False
    return not known & set(element.except_channels) and _is_triggered(dossier, element)


def _is_triggered(dossier: Dossier, element: Element) -> bool:
    if not element.when:
        return True
    asked = " ".join(customers_words(dossier))
    said = content_stems(asked or dossier.document.text)
    return any(content_stems(words) and content_stems(words) <= said for words in element.when)


def _is_present(dossier: Dossier, element: Element) -> bool:
    return any(_holds(dossier, text) for text in element.any_of)


def _holds(dossier: Dossier, text: str) -> bool:
    if text == "@signature":
        return is_signed(dossier)
    if text == "@next-step":
        return says_what_is_next(dossier)
    ours = " ".join(b_text for b_text in our_blocks(dossier))
    return fold(text) in fold(ours) or (_digits(text) != "" and _digits(text) in _digits(ours))


def _digits(text: str) -> str:
    """Return the digits of a telephone number, or nothing where *text* is not mostly digits."""
    digits = re.sub(r"\D", "", text)
    return digits if len(digits) >= 7 else ""  # noqa: PLR2004 - the shortest telephone number
