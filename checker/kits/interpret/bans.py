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
WORSE = re.compile(r"\b(?:rather than|instead of|in place of)\b", re.IGNORECASE)
FEW = 12
"""Words of a clause that is a list of adjectives, as voice guidelines have them."""
MANNER = re.compile(
    r"\b(?:sound\w*|voice|tone|style|writ\w+|words?|wording|language|sentences?|sa(?:y|id|ys|ying)|speak\w*|"
    r"talk\w*|copy|headlines?|read(?:s|ers?)?|tell\w*|explain\w*|like)\b",
    re.IGNORECASE,
)
"""Words of a clause on how to write."""
MAX_WORDS = 3
NO_START = (STOPWORDS | {"nothing", "anything"}) - {"any", "other"}
"""First words that make a listed item a clause, not a thing."""
ADJECTIVES = ("free", "less", "ful", "able", "ible", "ous", "est", "ed", "ly", "proof", "ing")
"""Endings of single words that say something by themselves; a bare noun has too many other uses."""
CLAUSE = re.compile(r"^(?:\w+ ){0,3}(?:forget|doubt|think|assume|suppose|imagine)\b", re.IGNORECASE)
"""Words that make what is denied a clause, not a thing: `never forget that we are friendly, helpful people`."""
TWO = 2
"""Verbs of which the second alone has the object: `avoid moving or deleting content`."""
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
    manners = tuple(_on_manner(guideline))
    stated = sentences(guideline.text)
    return tuple(
        concept.id
        for concept in concepts.values()
        if any(map(concept.named_in, named))
        or (concept.is_manner and any(map(concept.named_in, manners)))
        or (guideline.kind not in {Kind.VOICE, Kind.TERM} and any(map(concept.implied_in, stated)))
        or any(asserts(concept, example) for example in bad)
    )


def _forbidding(guideline: Guideline) -> Iterator[str]:
    """Yield the clauses that forbid or deny something; of a comparison, what comes off worse."""
    for clause in _clauses(guideline):
        worse = WORSE.search(clause)
        if worse and not PROHIBITION.search(clause[: worse.start()]):
            yield clause[worse.start() :].split(",")[0]
        elif PROHIBITION.search(clause):
            yield clause


def _on_manner(guideline: Guideline) -> Iterator[str]:
    """Yield the clauses of a voice guideline that say how we sound: a few words, or on writing."""
    if guideline.kind is Kind.VOICE:
        for clause in _clauses(guideline):
            is_case = clause[:3].lower() == "if "
            if not is_case and (len(clause.split()) <= FEW or MANNER.search(clause)):
                yield clause


def _clauses(guideline: Guideline) -> Iterator[str]:
    for sentence in sentences(guideline.text):
        yield from clauses(without_quotes(sentence))


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
            if members:
                things = _things(members)
                yield from (item for item in things if _is_phrase(item, positive) and _stands_alone(item))
        for match in GROUPS.finditer(sentence):
            yield from (
                i
                for i in items(match["listing"])
                if len(i.split()) <= MAX_WORDS and i.split()[0].lower() not in STOPWORDS
            )


def _things(members: list[str]) -> list[str]:
    """Return what of the *members* of a list is denied by name: none of a clause, no verb without its object."""
    if members[0].split()[0].lower() in PREPOSITIONS or CLAUSE.search(members[0]):
        return []
    shares_object = len(members) == TWO and _is_doing(members[1])
    return [item for item in members if not (shares_object and " " not in item and item.endswith("ing"))]


def _is_doing(item: str) -> bool:
    """Return whether *item* is a verb with its object, which the verbs before it share."""
    first, *rest = item.split()
    return bool(rest) and first.endswith("ing")


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
