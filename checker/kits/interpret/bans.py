"""What a guideline forbids or denies: concepts it names, and phrases."""

import re
from collections.abc import Iterator, Mapping

from checker.domain import Guideline, Kind
from checker.english.speech import is_negated, is_question
from checker.english.words import STOPWORDS, content_stems, stem
from checker.kits.interpret.messages import LEAD
from checker.kits.interpret.prose import PROHIBITION, clauses, items, quoted, sentences, without_quotes
from checker.lexicon.concepts import Concept

DENIED = re.compile(
    r"\b(?:(?:there (?:is|are|exists?) )?(?:no|not|never|nor|neither|without)"
    r"|(?:does|do|did|is|are|has|have|can)(?:n[’']t| not)(?: (?:do|say|use|offer|sell|make|have|call (?:it|them|ourselves)|speak of|talk of|mention|include|handle|give|an?|any))*"
    r"|don[’']t|avoid)\s+(?:(?:say|use|call it|called|promise|offer|write|mention|claim|a|an|any|other|such things as|to be|words? like|talk of)\s+)*"
    r"(?P<listing>[^.;:()]+)",
    re.IGNORECASE,
)
CALLED = re.compile(
    r"\b(?:never|not|don[’']t|nobody may|do not) (?:call|describe|brand|label)\b[^.;]*?\b(?:as )?(?P<listing>[\w-]+)(?=[.;]|$)",
    re.IGNORECASE,
)
PREPOSITIONS = frozenset("of in on at for to with by from as used said given".split())
"""Words that make what follows a negator a circumstance, not a thing."""
GROUPS = re.compile(
    r"\b(?:no|not|never|avoid|without)\s[\w\s,'’-]{0,50}\((?P<listing>(?:[^(),]+,\s*){1,}[^()]+)\)"
)
MAX_WORDS = 3
NO_START = (STOPWORDS | {"nothing", "anything"}) - {"any", "other"}
"""First words that make a listed item a clause, not a thing."""
ADJECTIVES = ("free", "less", "ful", "able", "ible", "ous", "est", "ed", "ly", "proof", "ing")
"""Endings of single words that say something by themselves; a bare noun has too many other uses."""
MIN_LETTERS = 4
"""Letters of a phrase's longest stem; shorter words have too many other uses."""
TOO_COMMON = frozenset(
    stem(word)
    for word in ("headline price cost people person customer company business work product service number claim message reason "
                  "word name figure time day year month week hour team rule way line page other anything everything first last "
                  "new good nice own date place part result help email mail order put remember charge know think say go come see look run want like try work ask feel turn take keep "
                  "hold leave find show use mean add set stop start end open close read write call paid pay buy sell let begin become say make do get have give nothing anything like more round").split()
)  # fmt: skip


def concepts_of(guideline: Guideline, concepts: Mapping[str, Concept]) -> tuple[str, ...]:
    """Return the ids of the concepts that the guideline forbids, by its words or by its bad examples."""
    bad = (*(q.text for q in quoted(guideline.text) if q.banned), *guideline.examples.off_brand)
    named = tuple(_forbidding(guideline))
    stated = sentences(guideline.text)
    return tuple(
        concept.id
        for concept in concepts.values()
        if any(map(concept.named_in, named))
        or any(map(concept.implied_in, stated))
        or any(asserts(concept, example) for example in bad)
    )


def _forbidding(guideline: Guideline) -> Iterator[str]:
    """Yield the clauses that forbid or deny something; all of a voice guideline's do."""
    for sentence in sentences(guideline.text):
        for clause in clauses(without_quotes(sentence)):
            if guideline.kind is Kind.VOICE or PROHIBITION.search(clause):
                yield clause


def asserts(concept: Concept, sentence: str) -> bool:
    """Return whether *sentence* asserts *concept* and does not deny it."""
    if concept.questions == "clear" and is_question(sentence):
        return False
    spans = concept.asserted_in(sentence)
    return any(concept.negation == "ignored" or not is_negated(sentence, *span) for span in spans)


def phrases_of(guideline: Guideline, *, used: frozenset[str]) -> tuple[str, ...]:
    """Return the short phrases that the guideline forbids or denies, in order.

    Args:
        guideline: the guideline.
        used: stems of the words that the kit's other guidelines use approvingly; a phrase of nothing
            else is an everyday word of the brand, not a ban.
    """
    if guideline.kind in {Kind.TERM, Kind.REQUIRED}:
        return ()
    found: dict[str, None] = {}
    for quotation in quoted(guideline.text):
        short = len(quotation.text.split()) <= MAX_WORDS + 2 and content_stems(quotation.text)
        if quotation.banned and not quotation.example and short:
            found[quotation.text.rstrip(".!")] = None
    for match in CALLED.finditer(guideline.text):
        found.update(dict.fromkeys(i for i in items(match["listing"]) if len(i.split()) <= MAX_WORDS))
    for phrase in _denied(_below_headline(guideline), used):
        found[phrase] = None
    return tuple(phrase for phrase in found if phrase)


def _below_headline(guideline: Guideline) -> str:
    """Return the guideline's text without the clauses that only say what a headline may not be."""
    if guideline.kind is not Kind.MESSAGE:
        return guideline.text
    kept = (c for s in sentences(guideline.text) for c in clauses(s) if not LEAD.search(c))
    return ". ".join(kept)


def approving_stems(guideline: Guideline) -> frozenset[str]:
    """Return the stems of the words that *guideline* uses outside what it denies."""
    return content_stems(DENIED.sub(" ", guideline.text))


def _denied(text: str, used: frozenset[str]) -> Iterator[str]:
    positive = content_stems(DENIED.sub(" ", text)) | used
    for sentence in map(without_quotes, sentences(text)):
        for match in DENIED.finditer(sentence):
            members = items(match["listing"])
            if members and members[0].split()[0].lower() not in PREPOSITIONS:
                yield from (item for item in members if _is_phrase(item, positive) and _stands_alone(item))
        for match in GROUPS.finditer(sentence):
            yield from (
                i
                for i in items(match["listing"])
                if len(i.split()) <= MAX_WORDS and i.split()[0].lower() not in STOPWORDS
            )


def _is_phrase(item: str, positive: frozenset[str]) -> bool:
    """Return whether *item* is a short noun phrase or adjective that the rest does not use approvingly."""
    words = item.lower().split()
    stems = content_stems(item)
    if not stems or len(words) > MAX_WORDS or words[0] in NO_START or any(mark in item for mark in "’'‘“\""):
        return False
    return not stems <= positive and not stems <= TOO_COMMON and len(max(stems, key=len)) >= MIN_LETTERS


def _stands_alone(item: str) -> bool:
    """Return whether *item* says something by itself: more than a bare noun, or a name."""
    return " " in item or item.endswith(ADJECTIVES) or not item.islower()
