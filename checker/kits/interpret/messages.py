"""The part that a key message plays, and the themes that it names."""

import re
from collections.abc import Mapping

from checker.domain import Guideline, Kind, Role
from checker.kits.interpret.prose import PROHIBITION, clauses, sentences
from checker.lexicon.themes import Theme

LEAD = re.compile(
    r"\b(?:lead|open|start|begin|headline|come first|put first|first thing|comes first|main message|core message|above all|takes the (?:headline|title)|always about)\b",
    re.IGNORECASE,
)
SUPPORT = re.compile(
    r"\bsupport(?:s|ing)?\b|\bback(?:s)? (?:it|this|that|them) up\b|\bsecond(?:ary)?\b|\bin the body\b|\bproof points?\b|\bunderneath\b",
    re.IGNORECASE,
)


def role_of(guideline: Guideline) -> Role | None:
    """Return whether a message guideline names what leads, what supports or what is avoided."""
    if guideline.kind is not Kind.MESSAGE:
        return None
    first = sentences(guideline.text)[0]
    if SUPPORT.search(first) and not re.match(r"\W*(?:lead|open|start)", first, re.IGNORECASE):
        return Role.SUPPORT
    if PROHIBITION.search(first) and not re.match(
        r"\W*(?:we )?(?:lead|open|start|always|every)", first, re.IGNORECASE
    ):
        return Role.AVOID
    return Role.LEAD if LEAD.search(guideline.text) else Role.SUPPORT


def themes_of(guideline: Guideline, role: Role | None, themes: Mapping[str, Theme]) -> tuple[str, ...]:
    """Return the themes whose cues stand in the clauses that carry the guideline's role."""
    if role is None:
        return ()
    found: dict[str, None] = {}
    for sentence in sentences(guideline.text):
        for clause in clauses(sentence):
            forbids = bool(PROHIBITION.search(clause))
            if forbids is (role is Role.AVOID):
                found.update(dict.fromkeys(theme.id for theme in themes.values() if theme.named_in(clause)))
    return tuple(found)
