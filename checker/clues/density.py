"""Jargon by density: sentences of long Latin nouns, or of initials that the kit does not use."""

import re
from collections.abc import Iterator

from checker.clues.matching import Match
from checker.domain import Guideline
from checker.dossier import Dossier
from checker.english.speech import Span

LATIN = re.compile(
    r"\b\w{5,}(?:tion|sion|ment|ance|ence|ity|ism|ship|ology|ics|ize|ise|izing|ising|ized|ised|ture|ure)s?\b",
    re.IGNORECASE,
)
INITIALS = re.compile(r"(?<![\w@./-])(?:[A-Z]{3,5}|[A-Z]o[A-Z])(?![\w@./,-])")
COMMON = frozenset(
    "USA VAT PDF FAQ CEO NHS BBC ATM TV DVD GPS PIN DIY USB ISO SOC HIPAA APR APY "
    "AGM PLC LLC LTD MOT GCSE".split()
)
MIN_LATIN = 3
"""Latin nouns and verbs from which a sentence is dense."""
PART = 0.2
"""Part of the sentence's words that they must be."""
CONCEPT = "jargon"


def dense(dossier: Dossier, guideline: Guideline) -> Iterator[Match]:
    """Yield the passages thick with abstract nouns or unknown initials, where *guideline* forbids jargon."""
    if CONCEPT not in guideline.forbids:
        return
    kit = " ".join(other.text for other in dossier.kit.guidelines)
    for _, passage in dossier.ours:
        span = _thick(passage.plain) or _initials(passage.plain, kit)
        if span and dossier.is_said(passage, span):
            yield Match(
                passage, span, "business jargon", "It says little in words that keep people out.", 0.6
            )


def _thick(sentence: str) -> Span | None:
    found = list(LATIN.finditer(sentence))
    if len(found) >= MIN_LATIN and len(found) >= PART * len(sentence.split()):
        return Span(found[0].start(), found[-1].end())
    return None


def _initials(sentence: str, kit: str) -> Span | None:
    for match in INITIALS.finditer(sentence):
        unknown = match.group() not in COMMON and match.group() not in kit
        if unknown and match.start() > 0 and not sentence.isupper():
            return Span(*match.span())
    return None
