"""Passages that a kit's compiled rules know: what a language model foresaw, run without it."""

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from checker.clues.matching import Match
from checker.domain import Amount, BlockKind, Guideline, Passage, Rule, Sharpening, Where, Within
from checker.dossier import Dossier
from checker.english.expressions import expressions
from checker.english.patterns import Found, Pattern, pattern
from checker.english.quantities import Quantity, find_quantities
from checker.english.recall import per_text
from checker.english.speech import NEGATORS, Span, is_negated, is_question, is_reported, quotations
from checker.english.tokens import tokens

LEADS = 0.8
"""Lead weight from which a passage is part of what a document leads with."""
OPENS = 0.5
"""… for the first sentence of its text."""
MANY = 0.5
"""Share of capitalised words from which a sentence is set in title case."""
MOST = 200
"""Times that a price may be multiplied in a sum."""
LAST = 4
"""Passages at the end that count as its last lines."""
KINDS = {"duration": "minute", "money": "currency", "percent": "percent", "count": "count"}
"""The kinds of amounts that are quantities, with their unit."""
CONFIDENCE = 0.7
"""How sure a match of a compiled rule is: less than words that the kit itself rules out."""
DISOWNED = re.compile(
    r"\b(?:not|never|cannot|nobody|(?:do|does|did|ca|wo|would|could|should)n[’']?t) "
    r"(?:\w+ ){0,2}(?:say|claim|promise|tell|guarantee|call|pretend|suggest|mean|imply)\b[^.;:!?]*$",
    re.IGNORECASE,
)
"""Words that disown what follows them."""


def broken(dossier: Dossier, guideline: Guideline) -> Iterator[Match]:
    """Yield the passages that break *guideline* by a rule or an amount that was compiled for it."""
    compiled = guideline.compiled
    if compiled is None:
        return
    for rule in compiled.rules:
        if is_meant(dossier, rule.only):
            yield from _by_rule(dossier, rule)
    for amount in compiled.amounts:
        if is_meant(dossier, amount.only):
            yield from _by_amount(dossier, amount)


def is_meant(dossier: Dossier, only: Sequence[str], not_for: Sequence[str] = ()) -> bool:
    """Return whether what is for *only* some teams, kinds of draft or audiences is for this document."""
    known = {name.lower() for name in dossier.document.names}
    wanted, unwanted = ({name.lower().strip() for name in names} for names in (only, not_for))
    return (not wanted or bool(known & wanted)) and not known & unwanted


@per_text
def told(rule: Rule, sentence: str) -> Found | None:
    """Return where *sentence*, taken by itself, breaks *rule*, or none."""
    if is_question(sentence) and "asked" not in rule.even:
        return None
    if rule.unless and any(exception.find(sentence) for exception in patterns(rule.unless)):
        return None
    for known in patterns(rule.say):
        found = known.find(sentence)
        if found and ("denied" in rule.even or not _is_denied(sentence, found)):
            return found
    return None


def known_by(part: Sharpening, sentence: str) -> bool:
    """Return whether a rule or an amount of *part* flags *sentence*, taken by itself as our own words."""
    told_by = (found for rule in part.rules if (found := told(rule, sentence)))
    wrong = (span for amount in part.amounts for span in misgiven(amount, sentence))
    return any(is_own(sentence, *found.spans) for found in told_by) or any(is_own(sentence, s) for s in wrong)


def is_own(sentence: str, *spans: Span) -> bool:
    """Return whether the words at all *spans* of *sentence* are ours, as far as the sentence tells."""
    quoted = any(quotation.holds(*span) for quotation in quotations(sentence) for span in spans)
    return not quoted and not any(is_reported(sentence, span.start) for span in spans)


@per_text
def misgiven(amount: Amount, sentence: str) -> tuple[Span, ...]:
    """Return where *sentence*, taken by itself, gives a figure of *amount* wrongly."""
    if is_question(sentence) or not any(known.find(sentence) for known in patterns(amount.about)):
        return ()
    right = tuple(quantity for text in amount.right for quantity in find_quantities(text))
    return tuple(span for span in _wrong(sentence, amount, right) if not is_negated(sentence, *span))


@lru_cache(maxsize=4096)
def patterns(texts: tuple[str, ...]) -> tuple[Pattern, ...]:
    """Return *texts* as patterns.

    Raises:
        InvalidPattern: if one of them is none; loading a kit has refused such before.
    """
    return tuple(pattern(text) for text in texts)


def holds_any(dossier: Dossier, texts: tuple[str, ...], rows: Sequence[int]) -> bool:
    """Return whether one of the passages *rows* holds any of the patterns *texts*."""
    known = patterns(texts)
    return any(each.find(dossier.passages[row].plain) for row in rows for each in known)


def _is_denied(sentence: str, found: Found) -> bool:
    """Return whether what was found is denied; a negation that was asked for can only be disowned."""
    if found.denies:
        return bool(DISOWNED.search(sentence[: found.whole.start]))
    return found.is_crossed or any(is_negated(sentence, *span) for span in found.spans)


def _by_rule(dossier: Dossier, rule: Rule) -> Iterator[Match]:
    for row, passage in _places(dossier, rule.where):
        found = told(rule, passage.plain)
        if not found or not _is_said(dossier, passage, found) or _is_under_denial(dossier, row):
            continue
        if len(found.spans) == 1 and _is_part_of_name(passage.plain, found.whole):
            continue
        if rule.unless and holds_any(dossier, rule.unless, _around(dossier, row, rule.within)):
            continue
        yield Match(passage, found.whole, "", rule.why, CONFIDENCE)


def _is_said(dossier: Dossier, passage: Passage, found: Found) -> bool:
    """Return whether we say all that was found, and not in an approved wording."""
    own = all(dossier.is_own(passage, span) for span in found.spans)
    return own and not all(dossier.is_approved(passage, *span) for span in found.spans)


def _is_part_of_name(sentence: str, span: Span) -> bool:
    """Return whether the words at *span* stand in a longer name: "Cheap" in "Cheap Street School"."""
    capitals = [word[:1].isupper() for word in sentence.split()]
    if not re.match(r"[A-Z][a-z]", sentence[span.start : span.end]) or sum(capitals) > MANY * len(capitals):
        return False
    before = re.search(r"(?<=\w )[A-Z][\w’'&]* $", sentence[: span.start])
    after = re.match(r"[\w’']* (?:(?:&|and|of) )?[A-Z][a-z]", sentence[span.end :])
    return bool(before or after)


def _places(dossier: Dossier, where: Where) -> Iterator[tuple[int, Passage]]:
    ours = dossier.ours
    if where is Where.END:
        yield from ours[-LAST:]
    elif where is Where.LEAD:
        yield from leading(dossier)
    else:
        yield from ours


def leading(dossier: Dossier) -> tuple[tuple[int, Passage], ...]:
    """Return what a document leads with: titles, subject, first slide, first sentence; each with its row."""
    return tuple(
        (row, passage)
        for row, passage in dossier.ours
        if passage.lead_weight >= LEADS
        or (passage.lead_weight >= OPENS and passage.block.kind is BlockKind.PARAGRAPH)
    )


def _around(dossier: Dossier, row: int, within: Within) -> Sequence[int]:
    if within is Within.SENTENCE:
        return ()
    if within is Within.NEAR:
        return range(max(0, row - 1), min(len(dossier.passages), row + 2))
    return [row for row, _ in dossier.ours]


def _is_under_denial(dossier: Dossier, row: int) -> bool:
    """Return whether the passage is an item of a list whose heading denies it: "What we don't do"."""
    if dossier.passages[row].block.kind is not BlockKind.BULLET:
        return False
    for passage in reversed(dossier.passages[:row]):
        if passage.block.kind is not BlockKind.BULLET:
            return bool(NEGATORS.search(passage.plain)) and not is_question(passage.plain)
    return False


def _by_amount(dossier: Dossier, amount: Amount) -> Iterator[Match]:
    for row, passage in dossier.ours:
        for span in misgiven(amount, passage.plain):
            if dossier.is_said(passage, span) and not _is_under_denial(dossier, row):
                yield Match(passage, span, "", amount.why, CONFIDENCE)
                break


def _wrong(sentence: str, amount: Amount, right: tuple[Quantity, ...]) -> Iterator[Span]:
    """Yield where *sentence* gives a quantity of the amount's kind that is not right."""
    fine = [found.whole for form in amount.right if (found := _found(form, sentence))]
    for span in _given(sentence, amount, right):
        if not any(span.start < each.end and each.start < span.end for each in fine):
            yield span


def _found(form: str, sentence: str) -> Found | None:
    """Return where *sentence* gives a correct *form* word by word, or none."""
    words = " ".join(token.raw for token in tokens(form))
    return pattern(words).find(sentence) if words else None


def _given(sentence: str, amount: Amount, right: tuple[Quantity, ...]) -> Iterator[Span]:
    """Yield the quantities that are not right, unless the sentence gives the right one or works with it."""
    if amount.kind not in KINDS:
        yield from (Span(*place) for place in expressions(amount.kind, sentence))
        return
    unit = KINDS[amount.kind]
    given = [q for q in find_quantities(sentence) if q.unit == unit and _is_counted(q, amount)]
    if unit == "currency" and any(_is_sum(quantity, given, right) for quantity in given):
        return
    if not any(quantity.agrees(each) for quantity in given for each in right):
        yield from (Span(quantity.start, quantity.end) for quantity in given)


def _is_sum(quantity: Quantity, given: list[Quantity], right: tuple[Quantity, ...]) -> bool:
    """Return whether an amount of money is a multiple of a right one, or differs by one from another."""
    for each in right:
        times = quantity.value / each.value if each.value else 0.0
        if 1 < times <= MOST and times.is_integer():
            return True
        if any(math.isclose(abs(quantity.value - other.value), each.value) for other in given):
            return True
    return False


def _is_counted(quantity: Quantity, amount: Amount) -> bool:
    if quantity.unit != "count" or not amount.counted:
        return True
    return any(each.find(quantity.noun) for each in patterns(amount.counted))
