"""What a guideline approves: wordings, the figures in them, and the conditions they may not lose."""

import re
from collections.abc import Iterator

from checker.domain import Condition, Figure, Guideline, Kind
from checker.english.quantities import find_quantities
from checker.english.words import content_stems
from checker.kits.interpret.prose import items, quoted, sentences, without_quotes

MIN_CLAIM_WORDS = 5
KEEP = re.compile(
    r"\b(?:keep|stays?|always with|must (?:say|carry|keep|name|give)|never without|only with|goes with|belongs? with|together with)\b",
    re.IGNORECASE,
)
KEPT = re.compile(
    r"\bkeep (?P<listing>[^.;:]+)|(?:^|[.;] )(?P<named>[^.;:]+?) (?:all )?(?:stays?|must stay|remains?)\b",
    re.IGNORECASE,
)
LIMITS = re.compile(
    r"\b(?:if|unless|once|until|because of|subject to|provided|as long as|only (?:if|when|for|with|after)|after an?|for (?:adults|people|patients) (?:of|over|aged))\b[^,.;]{3,60}",
    re.IGNORECASE,
)
"""Words that limit a claim."""
MIN_ANCHORS = 3
"""Content words that a claim needs, its condition aside, to be recognised."""
NAMED = {
    "survey": ("survey",),
    "year": (),
    "median": ("median", "half"),
    "figure": (),
    "date": (),
    "size": (),
    "source": (),
}


def allowed_of(guideline: Guideline) -> tuple[str, ...]:
    """Return the wordings that the guideline approves."""
    return tuple(q.text for q in quoted(guideline.text) if not q.banned and not q.example and " " in q.text)


def figures_of(guideline: Guideline) -> tuple[Figure, ...]:
    """Return the quantities that a fact or claim states, each with the words around it."""
    if guideline.kind not in {Kind.FACT, Kind.CLAIM}:
        return ()
    figures = []
    for sentence in sentences(guideline.text):
        for clause in re.split(r"[;:]|, and (?=[a-z])", sentence):
            for q in find_quantities(clause):
                about = tuple(sorted(content_stems(clause[: q.start] + " " + q.noun + " " + clause[q.end :])))
                figures.append(
                    Figure(
                        quote=clause[q.start : q.end], value=q.value, upper=q.upper, unit=q.unit, about=about
                    )
                )
    return tuple(figures)


def conditions_of(guideline: Guideline) -> tuple[Condition, ...]:
    """Return the approved claims of the guideline and what each may not lose."""
    if guideline.kind not in {Kind.CLAIM, Kind.FACT}:
        return ()
    quotes = list(quoted(guideline.text))
    claims = [q.text for q in quotes if not q.banned and len(q.text.split()) >= MIN_CLAIM_WORDS]
    parts = (q.text for q in quotes if not q.banned and KEEP.search(q.sentence) and content_stems(q.text))
    named = [text for text in parts if len(text.split()) < MIN_CLAIM_WORDS or _is_part(text, claims)]
    kept = named + _listed(guideline.text)
    found = (
        c
        for claim in claims
        for sentence in sentences(claim)
        for c in _conditions(sentence, kept, guideline.text)
    )
    return tuple(condition for condition in found if len(condition.anchors) >= MIN_ANCHORS)


def anchored(condition: Condition) -> Condition:
    """Return *condition* with the words that show its claim, where its author gave none."""
    lost = frozenset().union(*(content_stems(words) for words in condition.keep))
    words = content_stems(condition.claim)
    return condition.model_copy(update={"anchors": condition.anchors or tuple(sorted(words - lost or words))})


def described(figure: Figure, text: str) -> Figure:
    """Return *figure* with the words that say what it measures, where its author gave none."""
    if figure.about:
        return figure
    near = [sentence for sentence in sentences(text) if figure.quote.lower() in sentence.lower()]
    words = content_stems(" ".join(near or [text]).replace(figure.quote, " "))
    return figure.model_copy(update={"about": tuple(sorted(words))})


def _is_part(text: str, claims: list[str]) -> bool:
    return any(text.lower() in claim.lower() and text != claim for claim in claims)


def _listed(text: str) -> list[str]:
    """Return the members of "Keep the page, the year and planned maintenance"."""
    found = (
        item
        for match in KEPT.finditer(without_quotes(text))
        for item in items(match["listing"] or match["named"])
    )
    return [re.sub(r"^(?:the|its|a|an|both) ", "", item) for item in found if content_stems(item)]


def _conditions(claim: str, kept: list[str], text: str) -> Iterator[Condition]:
    named: list[tuple[str, ...]] = [(words.lower(),) for words in kept if words.lower() in claim.lower()]
    for name, alternatives in NAMED.items():
        present = any(word in claim.lower() for word in alternatives)
        if (
            present
            and KEEP.search(text)
            and re.search(rf"\b(?:the|its|his) {name}\b|\b{name}\b[^.;]*\bstays?\b", text)
        ):
            named.append(alternatives)
    years = tuple(re.findall(r"\b(?:19|20)\d\d\b", claim))
    if years and KEEP.search(text):
        named.append(years)
    limits = [match.group().lower().strip() for match in LIMITS.finditer(claim)]
    named += [
        (limit,)
        for limit in limits
        if not any(limit in keep or keep in limit for words in named for keep in words)
    ]
    for keep in named:
        yield anchored(Condition(claim=claim, anchors=(), keep=keep))
