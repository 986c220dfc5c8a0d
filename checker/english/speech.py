"""Who says what: quoted words, other people's claims, negations, questions.

Half of a good reviewer's work is not flagging: a customer's own words, a rival's promise that is
described, a benefit that is denied, a question that is only asked.
"""

import re
from typing import NamedTuple

QUOTED = re.compile(
    r"“[^”\n]{2,600}”|\"[^\"\n]{2,600}\"|(?<![\w’'])[‘'](?=\S)[^‘\n]{2,400}?(?<=\S)[’'](?!\w)|«[^»\n]{2,600}»"
)
"""Words between quotation marks; an apostrophe inside a word opens and closes nothing."""
NEGATORS = re.compile(
    r"\b(?:no|not|never|without|nor|neither|none|cannot|nobody|nothing|rather than|instead of|unlike|stop short of|"
    r"avoid|refuse|hardly|free of|far from|(?:is|are|was|were|do|does|did|has|have|had|ca|wo|would|could|should|must)n[’']?t"
    r"|don[’']t|won[’']t|can[’']t)\b",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(
    r"[;:,.!?–—()]|\b(?:but|so|because|although|though|which|and then|while|until|unless)\b", re.IGNORECASE
)
DENIED_AFTER = re.compile(
    r"^[^.;:!?]{0,40}?\b(?:is|are|was|were|does|do|has|have|would|will)(?:n[’']t| not| never)\b"
    r"|^[^.;:!?]{0,30}\b(?:isn[’']t (?:us|true|ours)|is not (?:us|true|ours))",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:their|its|his|her|another|other|rival\w*|competitor\w*|somebody else)[’']?s? "
    r"(?:[\w’']+ )?(?:line|slogan|deck|pitch|leaflet|website|site|ad|ads|advert|brochure|quote|rep|page|promise|offer)\b"
    r"|\b(?:they|competitors|rivals|others|he|she|some (?:people|firms|companies|providers|brands)|other \w+) (?:also |always |still |now |all )?"
    r"(?:say|says|said|claim|claims|claimed|promise|promises|promised|offer|offers|offered|call|calls|called|swear|swears|advertise|boast|boasts)\b"
    r"|\byou(?:[’']ve| have)? (?:say|said|mention|mentioned|told|heard|wrote|asked|thought|were told|called)\b"
    r"|\b(?:asks?|asked|wonder(?:s|ed)?) (?:us |me |him |her |them )?(?:whether|if|how)\b"
    r"|\b(?:he|she|they|customers?|clients?|somebody|someone|anyone|[A-Z]\w+)(?:[’']ll| will| may| might)? (?:also |probably |always )?"
    r"(?:wants?|wanted|asks? for|asked for|asking for|hopes? for|hoped for|expects?|expected|push(?:es)? for) (?:a|an|some|any|the|more)\b",
    re.IGNORECASE,
)
SUBJECT = re.compile(r"\s*(?:i|we|you|he|she|it|they|there|this|that)\b", re.IGNORECASE)
"""The start of a clause that says something of its own, where a list would go on with a thing."""
OURS = re.compile(
    r"\b(?:chief|ceo|founder|co-?founder|director|president|head of|vice president|vp|chair|owner of the company|managing|"
    r"spokes\w+|our)\b", re.IGNORECASE)  # fmt: skip
SAID = re.compile(r"\b(?:said|says|added|adds|explained|explains|comments?|commented)\b", re.IGNORECASE)


class Span(NamedTuple):
    """A half-open stretch of a text."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """Return whether *start* to *end* lies inside, give or take a quotation mark."""
        return self.start - 1 <= start and end <= self.end + 1


def quotations(text: str) -> list[Span]:
    """Return the stretches of *text* between quotation marks."""
    return [Span(*match.span()) for match in QUOTED.finditer(text)]


def is_negated(text: str, start: int, end: int) -> bool:
    """Return whether the words from *start* to *end* are denied in their clause."""
    before = text[max(0, start - 90) : start]
    breaks = list(CLAUSE_END.finditer(before))
    clause = before[breaks[-1].end() :] if breaks else before
    if NEGATORS.search(clause):
        return True
    earlier = before[: breaks[-1].start()] if breaks else ""
    if breaks and breaks[-1].group() == "," and _lists_on(earlier, clause):
        return True
    if _heads_denial(before):
        return True
    return bool(DENIED_AFTER.match(text[end : end + 60]))


def _lists_on(earlier: str, clause: str) -> bool:
    """Return whether *clause* goes on with a list that *earlier* denies: "no calendar, no chat, video"."""
    start = max(earlier.rfind(mark) for mark in ".;:!?") + 1
    is_item = len(clause.split()) <= 4 and not SUBJECT.match(clause)  # noqa: PLR2004 - a few words
    return is_item and bool(NEGATORS.search(earlier[start:]))


def _heads_denial(before: str) -> bool:
    """Return whether a colon with a negation before it heads the list: "Not included: windows, mould"."""
    head, colon, rest = re.split(r"[.!?;]", before)[-1].rpartition(":")
    if not colon or SUBJECT.match(rest) or re.search(r"\b(?:but|so)\b", rest):
        return False
    return bool(NEGATORS.search(head))


def is_question(text: str) -> bool:
    """Return whether *text* only asks."""
    return text.rstrip(" *_\"”’')").endswith("?")


def is_reported(text: str, start: int) -> bool:
    """Return whether what follows *start* is said to be somebody else's claim."""
    before = text[max(0, start - 120) : start]
    sentence = re.split(r"[.!?;]\s", before)[-1]
    return bool(OTHERS.search(sentence))


def is_spokesperson(text: str, span: Span, brand: str, whole: str) -> bool:
    """Return whether the quotation at *span* is said by somebody of the brand's own.

    Args:
        text: the passage or block that holds the quotation.
        span: where the quotation is in *text*.
        brand: the brand's name.
        whole: the document's text, where a surname may have been introduced.
    """
    around = text[span.end : span.end + 160] + " " + text[max(0, span.start - 120) : span.start]
    if not SAID.search(around):
        return False
    names = re.findall(r"\b[A-Z][a-zà-ÿ’'-]+\b", around)
    for name in names:
        for match in re.finditer(rf"\b{re.escape(name)}\b", whole):
            context = whole[match.start() : match.end() + 90].split("\n")[0]
            if (
                OURS.search(context)
                or f"{brand}’s" in context
                or f"{brand}'s" in context
                or f" at {brand}" in context
            ):
                return True
    return False
