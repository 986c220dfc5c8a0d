"""The kind of a guideline, from the heading above it and its own words."""

from checker.domain import Kind
from checker.english.quantities import find_quantities
from checker.english.speech import quotations
from checker.kits.importing.cues import EXISTENCE, HOLDS, LEADING, is_rule, states_fact
from checker.kits.importing.terms import pairs_in_sentence

CLAIM_WORDS = 6
"""Words from which a quotation with a figure is a claim."""
TERM_WORDS = 40
"""Words up to which a text that names unwanted words is about them."""


def kind_of(text: str, announced: Kind | None, *, heading: str = "") -> Kind:
    """Return what *text* governs, whose *heading* has *announced* a kind or none."""
    plain = text.replace("’", "'")
    if announced is Kind.MESSAGE and EXISTENCE.search(plain) and not LEADING.search(plain):
        return Kind.FACT
    if announced in {None, Kind.VOICE} and len(text.split()) <= TERM_WORDS and pairs_in_sentence(text):
        return Kind.TERM
    return announced or _guessed(plain, heading)


def _guessed(text: str, heading: str) -> Kind:
    if HOLDS.match(text) or HOLDS.match(f"{heading} {text}"):
        return Kind.REQUIRED
    if LEADING.search(text):
        return Kind.MESSAGE
    quoted = (text[span.start : span.end] for span in quotations(text))
    if any(len(words.split()) >= CLAIM_WORDS and find_quantities(words) for words in quoted):
        return Kind.CLAIM
    return Kind.VOICE if is_rule(text) or not states_fact(text) else Kind.FACT
