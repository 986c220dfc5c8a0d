"""This kind of draft must hold something that it does not.

Required elements are texts (a call to action, a disclaimer, an address) or things to be detected: a
signature with a name, what happens next and when.

Bad: a support reply without a name under it.
Good: *… We will write again by Friday. Ines*
"""

import re
from collections.abc import Iterator

from checker.domain import BlockKind, Candidate, Element, Kind
from checker.dossier import Dossier, fold
from checker.english.words import content_stems

NAME = "missing-element"
NEXT = re.compile(
    r"\b(?:i|we|he|she|they|you|it|that|this|\w+)(?:[’']ll| will| can expect| should)\b|\b(?:is|are|am|[’']s|[’']re|[’']m) (?:\w+ )?going to\b"
    r"|\b(?:has|have|[’']ve) asked\b|\bonce\b.*\b(?:will|[’']ll)\b|\bpays on\b|\bcomes? (?:on|by)\b|\b(?:is|are) (?:due|booked|set|on (?:its|their|the) way)\b|\b(?:goes|go|leaves?|ships?|arrives?|starts?|ends?|closes|opens|lands?|takes effect|happens)\b|\bnext\b|\bplease\b",
    re.IGNORECASE,
)
TIME = re.compile(
    r"\b(?:today|tonight|tomorrow|this (?:morning|afternoon|evening|week|month)|next (?:\w+day|week|month|working day|business day|run)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"|\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|a\.m\.|p\.m\.)|noon|midday|end of (?:the )?(?:day|week|month)|within (?:\w+ ){1,3}(?:minutes?|hours?|days?|weeks?)"
    r"|in (?:\w+ ){1,3}(?:minutes?|hours?|days?|weeks?)|by (?:the )?(?:\d{1,2}|end|close|noon|lunch)|\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
    r"|(?:january|february|march|april|june|july|august|september|october|november|december) \d|straight ?away|right away|now|(?:\w+ )?(?:working|business) days?|\d+ hours?|(?:five|ten|fifteen|twenty|\d+) minutes)\b",
    re.IGNORECASE,
)
NAME_LINE = re.compile(r"^\W*[A-Z][a-zà-ÿ’'-]+(?: [A-Z][\w’'.-]*){0,3}(?:(?:,| [-–—|(]).{0,60})?$")
CLOSING_LINES = 6
"""Lines at the end among which a signature stands."""
MAX_NAME_WORDS = 12
"""Words of a line with a name and a job."""


def find(dossier: Dossier) -> Iterator[Candidate]:
    """Yield one candidate for each required guideline that the document does not meet.

    What is required of some teams only is not asked of a document whose team nobody knows.
    """
    if not dossier.passages:
        return
    known = {dossier.document.team, dossier.document.channel} - {""}
    for guideline in dossier.kit.of(Kind.REQUIRED):
        if guideline.applies_to and not known:
            continue
        missing = [e for e in guideline.elements if _is_needed(dossier, e) and not _is_present(dossier, e)]
        if missing:
            names = ", ".join(element.name for element in missing)
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


def _is_needed(dossier: Dossier, element: Element) -> bool:
    known = {dossier.document.team, dossier.document.channel} - {""}
    if element.channels and not any(set(name.split()) <= known for name in element.channels):
        return False
    return not known & set(element.except_channels) and _is_triggered(dossier, element)


def _is_triggered(dossier: Dossier, element: Element) -> bool:
    if not element.when:
        return True
    asked = " ".join(_quoted_blocks(dossier))
    said = content_stems(asked or dossier.document.text)
    return any(content_stems(words) and content_stems(words) <= said for words in element.when)


def _is_present(dossier: Dossier, element: Element) -> bool:
    return any(_holds(dossier, text) for text in element.any_of)


def _holds(dossier: Dossier, text: str) -> bool:
    if text == "@signature":
        return _is_signed(dossier)
    if text == "@next-step":
        return _says_what_is_next(dossier)
    ours = " ".join(b_text for b_text in _our_blocks(dossier))
    return fold(text) in fold(ours) or (_digits(text) != "" and _digits(text) in _digits(ours))


def _says_what_is_next(dossier: Dossier) -> bool:
    """Return whether what happens and when stand together: in one sentence, or in two that follow each other."""
    plain = [passage.plain for _, passage in dossier.ours]
    pairs = (" ".join(plain[row : row + 2]) for row in range(len(plain)))
    return any(NEXT.search(pair) and TIME.search(pair) for pair in pairs)


def _quoted_blocks(dossier: Dossier) -> Iterator[str]:
    """Yield the customer's words, which say what a reply is about."""
    for block in dossier.document.blocks:
        if block.speaker == "customer":
            yield dossier.document.text[block.start : block.end]


def _our_blocks(dossier: Dossier) -> Iterator[str]:
    for block in dossier.document.blocks:
        if block.kind is not BlockKind.QUOTED:
            yield dossier.document.text[block.start : block.end]


def _digits(text: str) -> str:
    """Return the digits of a telephone number, or nothing where *text* is not mostly digits."""
    digits = re.sub(r"\D", "", text)
    return digits if len(digits) >= 7 else ""  # noqa: PLR2004 - the shortest telephone number


def _is_signed(dossier: Dossier) -> bool:
    text = "\n".join(_our_blocks(dossier))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    last = lines[-CLOSING_LINES:][1:] or lines[-1:]
    return any(NAME_LINE.match(line) and len(line.split()) <= MAX_NAME_WORDS for line in last)
