"""What has been understood of a guide so far, and what has not."""

import re
from collections.abc import Sequence

from checker.domain import Kind, Role
from checker.english.words import sentence_spans
from checker.kits.importing.addressed import Addressed
from checker.kits.importing.cues import ABOUT_GUIDE, is_rule, states_fact, teams_in
from checker.kits.importing.draft import Draft
from checker.kits.importing.layout import clipped
from checker.kits.importing.outline import Section, Unit
from checker.kits.importing.wording import slug

CLIP = 70
"""Characters of the guide that a source repeats."""
NAMES: dict[Role | None, str] = {Role.LEAD: "lead-message", Role.SUPPORT: "supporting-message"}
"""Ids of messages whose role tells more than their words."""
UNCAPITAL = re.compile(r"\b(?:don[’']t|do not|never)\b[^.]{0,30}\bcapitali[sz]e", re.IGNORECASE)
"""Words on small letters; what they quote is a word to use, so it stands without quotation marks."""
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
        self._page = ""

    def turn_to(self, page: str) -> None:
        """Name the *page* that is read from now on, where a guide has several."""
        self._page = f"{page}, " if page else ""

    def leave(self, unit: Unit, text: str) -> None:
        """Keep a *text* of *unit* for the list of what was not understood."""
        if text:
            self.left.append(f"{self._page}{unit.place}: {text}")

    def add(self, section: Section, unit: Unit, kind: Kind, text: str, *, label: str = "") -> Draft:
        """Add the guideline *text* that *unit* of *section* gives, and return it."""
        role = section.role if kind is Kind.MESSAGE else None
        text = text if not UNCAPITAL.search(text) else re.sub(r'[“”"]', "", text)
        draft = Draft(
            name=NAMES.get(role) or slug(label or unit.label or text),
            kind=kind,
            text=text,
            sources=[self.source(section, unit, text)],
            role=role,
            teams=teams_in(_first_sentence(text)) or teams_in(section.heading),
        )
        self.drafts.append(draft)
        return draft

    def set_aside(self, found: Sequence[Addressed]) -> None:
        """Move what speaks to a program to what is left, and tell of it."""
        for place, words in found:
            meant = [d for d in self.drafts if _share(words, " ".join((d.text, *d.remarks, *d.on_brand)))]
            self.drafts = [draft for draft in self.drafts if draft not in meant]
            self.left.append(f"{place} (speaks to a program that checks drafts; not obeyed): {words}")
            self.left.extend(f"{place} (stands beside it): {draft.instruction}" for draft in meant)

    def source(self, section: Section, unit: Unit, text: str = "") -> str:
        """Return where *unit* of *section* stands, with its first words, or *text* where it has none."""
        under = f', under "{section.heading}"' if section.heading else ""
        return f"{self._page}{unit.place}{under}: {clipped(unit.text or text, CLIP)}"

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


def _share(words: str, text: str) -> bool:
    """Return whether a sentence of *words* stands in *text*, or the other way round."""
    bare = [re.sub(r"\W+", " ", part).strip().lower() for part in (words, text)]
    sentences = [re.sub(r"\W+", " ", words[a:b]).strip().lower() for a, b in sentence_spans(words)]
    return bool(bare[1]) and (bare[1] in bare[0] or any(s and s in bare[1] for s in sentences))


def _first_sentence(text: str) -> str:
    start, end = next(iter(sentence_spans(text)), (0, 0))
    return text[start:end]
