"""Unwanted words and what to write instead, read from prose."""

import re
from collections.abc import Iterator

from checker.domain import Guideline, Kind, Term
from checker.kits.interpret.prose import is_left_to_writer, items, quoted, sentences

BEFORE = r"(?P<prefer>[^,;.()\n]{1,60}?)"
LISTED = r"(?P<listing>[^.;()]*(?:\([^)]*\)[^.;()]*)*)"
IN_BRACKETS = re.compile(rf"{BEFORE}\s*\((?:and )?(?:not|never)\s+(?P<listing>[^)]*)\)", re.IGNORECASE)
AFTER_NOT = re.compile(
    rf"(?:^|[,;.:(—–]\s*|\b(?:and|or)\s+)(?:not|never(?: say| use| write)?|don[’']t say|do not (?:say|use|write)|avoid(?: saying)?|we don[’']t say|no)\s+{LISTED}",
    re.IGNORECASE,
)
INSTEAD = re.compile(
    rf"(?P<prefer>[^,;.]{{1,60}}?)\s+(?:instead of|rather than|in place of|over|, not)\s+{LISTED}",
    re.IGNORECASE,
)
NO_TERM = re.compile(
    r"^(?:in|on|at|to|for|with|by|of|as|if|when|where|who|that|which|because|and|or|the customer|a customer|an?y? other|it|they|we|you|"
    r"every|each|so|than|from|only|even|just|once|until|after|before|more|less|nobody|else|its|their|is|are|be|been|was|used|ever)\b|\d{4}$",
    re.IGNORECASE,
)
MAX_WORDS = 4


def terms_of(guideline: Guideline) -> tuple[Term, ...]:
    """Return the unwanted words that a term guideline names, each once."""
    if guideline.kind is not Kind.TERM or is_left_to_writer(guideline.text):
        return ()
    found: dict[str, Term] = {}
    for sentence in sentences(guideline.text):
        for term in _named(re.split(r"\bexcept\b|\bunless\b", sentence)[0]):
            found.setdefault(term.avoid, term)
    for quotation in quoted(guideline.text):
        if quotation.banned and len(quotation.text.split()) <= MAX_WORDS:
            found.setdefault(quotation.text, _term(quotation.text, ""))
    wanted = {term.prefer for term in found.values()}
    return tuple(term for term in found.values() if term.avoid not in wanted)


def _named(sentence: str) -> Iterator[Term]:
    for preferred, listing in _pairs(sentence):
        for item in items(listing):
            if _is_term(item):
                yield _term(item, _last_words(preferred))


def _pairs(sentence: str) -> Iterator[tuple[str, str]]:
    """Yield what is preferred, with the list of what is not, for each way of saying so."""
    for match in IN_BRACKETS.finditer(sentence):
        yield match["prefer"], match["listing"]
    rest = IN_BRACKETS.sub(" ", sentence)
    for match in AFTER_NOT.finditer(rest):
        yield rest[: match.start()].split(";")[-1].split(".")[-1], match["listing"]
    for match in INSTEAD.finditer(rest):
        yield match["prefer"], match["listing"]


def _last_words(text: str) -> str:
    """Return the name at the end of *text*: what follows "say", "is called", "then" or a comma."""
    tail = re.split(
        r",\s*|\b(?:say|says|write|use|call (?:it|them)|is called|are called|then|and|is|are|it[’']s)\s+",
        text.strip(" :,"),
        flags=re.IGNORECASE,
    )[-1]
    words = tail.strip(" .’'‘“”\"*_:")
    return words if 0 < len(words.split()) <= MAX_WORDS and not NO_TERM.match(words) else ""


def _is_term(item: str) -> bool:
    return (
        0 < len(item.split()) <= MAX_WORDS
        and not NO_TERM.match(item)
        and len(item) > 1
        and not item.endswith("…")
    )


def _term(avoid: str, prefer: str) -> Term:
    """Return the term; case counts where only case tells it from what is preferred, or it is a name."""
    same = avoid.lower().replace(" ", "") == prefer.lower().replace(" ", "") if prefer else False
    name = avoid != avoid.lower() and (not avoid[1:].islower() or any(map(str.isdigit, avoid)))
    return Term(avoid=avoid, prefer=prefer, case_sensitive=same or name)
