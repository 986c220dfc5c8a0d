"""Jargon by density: sentences of long Latin nouns, or of initials that the kit does not use."""

import re
from collections.abc import Container, Iterator

from checker.clues.matching import Match
from checker.domain import Guideline
from checker.dossier import Dossier
from checker.english.speech import Span

LATIN = re.compile(
    r"\b\w{5,}(?:tion|sion|ment|ance|ence|ity|ism|ship|ology|ics|ize|ise|izing|ising|ized|ised|ture|ure)s?\b",
    re.IGNORECASE,
)
INITIALS = re.compile(r"(?<![\w@./-])(?:[A-Z]{3,5}|[A-Z]o[A-Z])(?![\w@./,-])")
INTRODUCED = re.compile(r"\(\W{0,3}([A-Z]{3,5})s?\b|\b([A-Z]{3,5})s?\W{0,3} \(\W{0,3}[A-Za-z]+ [a-zA-Z]")
"""Initials in brackets after what they stand for, or before it."""
COMMON = frozenset(
    "USA VAT PDF FAQ CEO NHS BBC ATM TV DVD GPS PIN DIY USB ISO SOC HIPAA APR APY "
    "AGM PLC LLC LTD MOT GCSE".split()
)
EVERYDAY = frozenset(
    "ability action application attention audience balance chance city comment community conference "
    "conversation culture decision department difference discussion distance education entrance "
    "environment equipment evidence exercise experience feature finance future government information "
    "insurance leadership majority measure membership moment nation nature noise otherwise payment "
    "performance permission picture population position promise quality question reality relationship "
    "science section security situation size statement station structure surprise technology "
    "television treatment university version".split()
)
"""Words with such endings that everybody uses."""
MIN_LATIN = 3
"""Latin nouns and verbs from which a sentence is dense."""
PART = 0.2
"""Part of the sentence's words that they must be."""
CONCEPT = "jargon"


def dense(dossier: Dossier, guideline: Guideline) -> Iterator[Match]:
    """Yield the passages thick with abstract nouns or unknown initials, where *guideline* forbids jargon."""
    if CONCEPT not in guideline.forbids:
        return
    known = frozenset(INITIALS.findall(" ".join(other.text for other in dossier.kit.guidelines)))
    told = set(known | COMMON | _introduced(dossier.document.text))
    for _, passage in dossier.ours:
        span = _thick(passage.plain) or _initials(passage.plain, told)
        if span and dossier.is_said(passage, span):
            told.add(passage.plain[span.start : span.end])
            yield Match(
                passage, span, "business jargon", "It says little in words that keep people out.", 0.6
            )


def _introduced(text: str) -> frozenset[str]:
    """Return the initials that *text* spells out somewhere, one of the two in brackets."""
    return frozenset(first or second for first, second in INTRODUCED.findall(text))


def _thick(sentence: str) -> Span | None:
    found = [match for match in LATIN.finditer(sentence) if _is_abstract(match, sentence)]
    if len(found) >= MIN_LATIN and len(found) >= PART * len(sentence.split()):
        return Span(found[0].start(), found[-1].end())
    return None


def _is_abstract(match: re.Match[str], sentence: str) -> bool:
    """Return whether a word is neither an everyday one nor, by its capital, part of a name."""
    word = match.group()
    is_name = word[0].isupper() and bool(sentence[: match.start()].strip())
    return not is_name and word.lower() not in EVERYDAY and word.lower().removesuffix("s") not in EVERYDAY


def _initials(sentence: str, told: Container[str]) -> Span | None:
    """Return the first initials of *sentence* that are not *told*; each counts once in a document."""
    for match in INITIALS.finditer(sentence):
        if match.group() not in told and match.start() > 0 and not sentence.isupper():
            return Span(*match.span())
    return None
