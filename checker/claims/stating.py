"""Statements: the passages of ours with something that somebody may have to prove."""

import re
from collections.abc import Iterator

from checker.claims.dates import RELATIVE
from checker.claims.measures import Found, measures_in
from checker.claims.subjects import about, masked
from checker.domain import BlockKind, Measure, Passage
from checker.domain.claim import Basis, Statement
from checker.dossier import Dossier
from checker.english.recall import per_text
from checker.english.speech import Span, is_negated, is_question
from checker.english.words import content_stems

MAYBE = re.compile(
    r"\d|[½¼¾£$€%]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred|thousand|million|billion|dozen|couple|half|third|quarter|fifth|twice|once|double\w*|triple\w*|halv\w+"
    r"|an?|single|the (?=minute|hour|day|week|month|year)|minutes|hours|days|weeks|overnight|instant\w*|immediately|straight away|right away|same[- ]day|next[- ]\w+|noon|midnight"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|today|tomorrow|tonight|this|last|day and night|round[- ]the)\b",
    re.IGNORECASE,
)
"""What a sentence with any measure or date holds."""
CONDITION = re.compile(
    r"\b(?:only (?:with|when|if|for|on|where|applies|available|valid)|if you\b|if your\b|subject to|exclud(?:es?|ing)|unless|provided (?:that|you|your)"
    r"|as long as|on condition|terms (?:and conditions )?apply|conditions apply|limited to|not available|available (?:only|to)|requires?\b|eligible|while stocks? lasts?"
    r"|except (?:for|on|in|where|when)|does not (?:include|cover|apply)|doesn[’']t (?:include|cover|apply)|minimum (?:spend|order|term)|depending on|applies (?:only|to))",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\b(?:please|call|ring|phone|contact|e-?mail|write to|reply|let (?:us|me) know|get in touch|ask (?:us|me|for)|speak to|happy to|sorry|if you(?:[’']d| would)? (?:like|want|prefer|wish|can|need|have|had|check))\b",
    re.IGNORECASE,
)
"""What makes an “if you” an invitation, not a condition."""
COMPARISON = re.compile(
    r"\b(?:(?:more|less|fewer|better|worse|\w{2,}(?<!oth)(?<!treasur)(?<!ev)(?<!ov)(?<!und)(?<!wheth)(?<!rath)(?<!aft)(?<!eith)(?<!numb)(?<!memb)(?<!custom)(?<!us)(?<!whet)er)(?: \w+)? than\b(?! (?:\d|one|two|three|five|ten|an? (?:minute|hour|day|week|month|year)))"
    r"|(?:twice|half|double|triple|times|as \w+) (?:as|the) (?:\w+ )?(?:as|price|cost|time|speed|size)\b|the only\b|number one|no\. ?1\b|#1"
    r"|(?:the|our|your|its|world[’']s|britain[’']s|uk[’']s|country[’']s|europe[’']s|america[’']s) (?:very )?(?:best|fastest|easiest|cheapest|leading|largest|biggest|safest|simplest|lowest|highest|first (?:and only|in the|of its kind|to)|strongest|lightest|quietest|finest|smartest|quickest|most \w+|least \w+)\b"
    r"|market[- ]leading|industry[- ]leading|best[- ]in[- ]class|world[- ]class|unrivall?ed|unmatched|unbeatable|second to none|like no other|nobody else|no one else|no other \w+"
    r"|compared (?:with|to)|versus\b|\bvs\.?\b|unlike (?:other|any|most)|outperforms?|beats? (?:every|any|all|the))",
    re.IGNORECASE,
)
CERTIFICATION = re.compile(
    r"\b(?:ISO(?:/IEC)?[ -]?\d{4,5}|SOC ?[123]\b|(?:GDPR|HIPAA|PCI(?:[- ]DSS)?|CCPA|WCAG(?: ?\d(?:\.\d)?)?(?: A{1,3})?)[- ](?:certified|compliant|ready|approved|compliance)|Cyber Essentials|B[- ]?Corp\b"
    r"|FedRAMP|HITRUST|UKAS|Fair ?trade|Soil Association|Energy Star|BREEAM|LEED\b|FSC\b|MSC\b|Red Tractor|Kitemark|CE[- ]mark\w*|Investors in People|FCA\b|ICO\b"
    r"|(?<!gift )certifi(?:ed|cation|cate)\b|accredit\w+|award[- ]winning|awards?\b(?= (?:winner|for|in|from))|won (?:the|an?|two|three|\w+) (?:\w+ ){0,4}(?:award|prize)|winner of|shortlisted|voted\b|rated\b|ranked\b"
    r"|(?:approved|endorsed|recommended|audited|licen[cs]ed|regulated|authori[sz]ed|tested|verified|recogni[sz]ed) by\b|complian(?:t|ce) with|compl(?:y|ies) with|clinically (?:proven|tested)|patent(?:ed|-pending)?\b|five[- ]star|gold standard"
    r"|carbon[- ](?:neutral|negative)|net[- ]zero|organic\b|vegan\b|recycl(?:ed|able))",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:others?|competitors?|rivals?|elsewhere|most (?:\w+ )?(?:providers|tools|firms|companies|suppliers|systems|brands|products|services)|other (?:\w+ )?(?:providers|tools|firms|companies|suppliers|systems|brands|products|services|people)"
    r"|traditional(?:ly)?|the usual|the average|typical(?: \w+)? (?:providers?|tools?|firms?)|industry average|the competition|anybody else|everyone else|used to|formerly|previously|in the past|no longer|until recently|instead of|rather than|down from|up from|compared (?:with|to)|old (?:system|way|price))\b",
    re.IGNORECASE,
)
"""Words of a clause whose figures are somebody else's, or of the past."""
OWN = re.compile(r"\b(?:we|our|ours|us|you|your)\b", re.IGNORECASE)
CLAUSE = re.compile(r"[,;:—]| [-–] |\b(?:but|while|whereas|though|and|to just)\b", re.IGNORECASE)
SILENT = frozenset({BlockKind.FOOTER})
"""Kinds of block that state nothing: addresses, page numbers."""


APPOINTMENT = re.compile(
    r"\b(?:I|we|she|he|they)(?:[’']ll| will| can| could|[’']d| would|[’']ve| have|[’']m| am|[’']re| are)? (?:\w+ )?(?:ring|call|phone|write|send|post|look|check|come|go|meet|see|be in touch|speak|talk|visit|e-?mail|close[ds]?|moved?|put|get back)\b"
    r"|\b(?:next step|talk to you|see you|good to (?:talk|meet)|speak soon|thank you for|meeting|date of|checked (?:in|on)|for release|posted|updated|week of|published)\b",
    re.IGNORECASE,
)
"""What makes a date or a time an appointment, or the day of writing, not a claim."""
PASSING = frozenset({"date", "day of the year", "days from now", "time of day"})
"""Units of dates and times."""


def statements_in(dossier: Dossier) -> tuple[Statement, ...]:
    """Return what the document states that somebody may have to prove, in its order."""
    made = (_statement(dossier, passage) for _, passage in dossier.ours if passage.block.kind not in SILENT)
    return tuple(statement for statement in made if statement)


def _statement(dossier: Dossier, passage: Passage) -> Statement | None:
    text = passage.plain
    stated = _stated(_ASKED, text)
    if not stated:
        return None
    own = [one for one in stated if dossier.is_own(passage, one[1])]
    if not own:
        return None
    bases = tuple(basis for basis in Basis if any(basis is known for known, _, _ in own))
    measures = tuple(measure for _, _, measure in own if measure)
    return Statement(
        start=passage.start, end=passage.end, text=" ".join(text.split()), bases=bases, measures=measures
    )


_ASKED = object()
"""What is asked of every text: the same question, always."""


@per_text
def _stated(_asked: object, text: str) -> tuple[tuple[Basis, Span, Measure | None], ...]:
    """Return what *text* states, whoever says it: on what basis, where, and the measure."""
    if is_question(text):
        return ()
    found: list[tuple[Basis, Span, Measure | None]] = list(_measured(text))
    for basis, pattern in (
        (Basis.CONDITION, CONDITION),
        (Basis.COMPARISON, COMPARISON),
        (Basis.CERTIFICATION, CERTIFICATION),
    ):
        match = pattern.search(text)
        if match and _is_stated(basis, text, match):
            found.append((basis, Span(*match.span()), None))
    return tuple(found)


def _is_stated(basis: Basis, text: str, match: re.Match[str]) -> bool:
    if basis is Basis.CONDITION:
        return not ASKS.search(text)
    return not is_negated(text, *match.span())


def _measured(text: str) -> Iterator[tuple[Basis, Span, Measure]]:
    if not MAYBE.search(text):
        return
    found = [one for one in measures_in(text) if not _is_of_others(text, one)]
    if all(one.measure.unit == RELATIVE for one in found) or not content_stems(masked(text)):
        return
    if APPOINTMENT.search(text) and all(one.measure.unit in PASSING for one in found):
        return
    for one in found:
        measure = one.measure.model_copy(update={"about": about(text, one)})
        dated = measure.unit in {"date", "day of the year", "days from now"}
        yield Basis.DATE if dated else Basis.FIGURE, Span(one.start, one.end), measure


def _is_of_others(text: str, one: Found) -> bool:
    """Return whether the clause around a measure speaks of somebody else or of the past."""
    cuts = [0, *(match.start() for match in CLAUSE.finditer(text)), len(text)]
    low = max(cut for cut in cuts if cut <= one.start)
    high = min((cut for cut in cuts if cut >= one.end), default=len(text))
    clause = text[low:high]
    return bool(OTHERS.search(clause)) and not OWN.search(clause)
