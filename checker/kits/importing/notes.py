"""What has been understood of a guide so far, and what has not."""

from checker.domain import Kind, Role
from checker.english.words import sentence_spans
from checker.kits.importing.cues import ABOUT_GUIDE, is_rule, states_fact, teams_in
from checker.kits.importing.draft import Draft
from checker.kits.importing.outline import Section, Unit
from checker.kits.importing.wording import slug

CLIP = 70
"""Characters of the guide that a source repeats."""
NAMES: dict[Role | None, str] = {Role.LEAD: "lead-message", Role.SUPPORT: "supporting-message"}
"""Ids of messages whose role tells more than their words."""
LONG = 90
"""Words from which a paragraph counts as explanation, of which only the rules are taken."""
LONG_ON_STYLE = 30
"""The same where it is about words or voice, on which guides explain themselves at length."""
NAME = 4
"""Words up to which what stands in a list of words is but a word."""


class Notes:
    """Guidelines in the making, and the remainder of the guide."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.drafts: list[Draft] = []
        self.left: list[str] = []

    def leave(self, unit: Unit, text: str) -> None:
        """Keep a *text* of *unit* for the list of what was not understood."""
        if text:
            self.left.append(f"{unit.place}: {text}")

    def add(self, section: Section, unit: Unit, kind: Kind, text: str, *, label: str = "") -> Draft:
        """Add the guideline *text* that *unit* of *section* gives, and return it."""
        role = section.role if kind is Kind.MESSAGE else None
        draft = Draft(
            name=NAMES.get(role) or slug(label or unit.label or text),
            kind=kind,
            text=text,
            source=_source(section, unit, text),
            role=role,
            teams=teams_in(_first_sentence(text)) or teams_in(section.heading),
        )
        self.drafts.append(draft)
        return draft

    def rules(self, unit: Unit, text: str, announced: Kind | None) -> str:
        """Return what of *text* makes a guideline; the rest is left.

        Below a heading that has *announced* instructions that is a short paragraph as a whole, of
        others the sentences that are rules, and below no such heading also those that state facts.
        """
        if _is_instruction(text, announced):
            return text
        sentences = [text[start:end] for start, end in sentence_spans(text)]
        kept = [s for s in sentences if is_rule(s) or (announced is None and states_fact(s))]
        self.leave(unit, " ".join(sentence for sentence in sentences if sentence not in kept))
        return " ".join(kept)


def _is_instruction(text: str, announced: Kind | None) -> bool:
    words = len(text.split())
    if text.endswith("?") or ABOUT_GUIDE.match(text.replace("’", "'")):
        return False
    if announced is Kind.TERM:
        return NAME < words <= LONG_ON_STYLE
    if announced is Kind.VOICE:
        return words <= LONG_ON_STYLE
    return announced is not None and words <= LONG


def _first_sentence(text: str) -> str:
    start, end = next(iter(sentence_spans(text)), (0, 0))
    return text[start:end]


def _source(section: Section, unit: Unit, text: str) -> str:
    under = f', under "{section.heading}"' if section.heading else ""
    words = unit.text or text
    quote = f"{words[: CLIP - 1]}…" if len(words) > CLIP else words
    return f"{unit.place}{under}: {quote}"
