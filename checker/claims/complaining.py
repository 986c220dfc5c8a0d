"""Complaints: what customers write in tickets and e-mails because they are unhappy, and about which theme."""

import re

from checker.clues.mix import Sold, name_of, sold
from checker.domain import Complaint, Document, Passage
from checker.dossier import Dossier

FORMATS = frozenset({"tickets", "email"})
TEAMS = frozenset({"support", "service", "care"})
CHANNELS = frozenset({"reply", "ticket", "tickets", "support", "helpdesk", "chat"})
NEAR = 0.3
"""Score from which a complaint is about a theme; lower than to sell it, for it says the opposite."""
UNHAPPY = re.compile(
    r"\b(?:disappoint\w*|unhappy|frustrat\w*|annoy\w*|angry|furious|upset|appall\w*|awful|terrible|dreadful|horrible|useless|hopeless|shocking|unacceptable"
    r"|disgust\w*|ridiculous|a joke|nightmare|rude|confus(?:ed|ing)|complicated|difficult|impossible|struggl\w*|baffl\w*|unclear|slow\w*|broken?|faulty|defective|damaged|crash\w*"
    r"|fail(?:s|ed|ing|ure)?|wrong|missing|lost|late|delay\w*|overcharged|overpriced|expensive|rip[- ]?off|waste|worse|worst|poor|bad|leak\w*|stuck|bugs?|buggy|glitch\w*|freez(?:es|ing)|froze"
    r"|complain\w*|fed up|let down|misled|misleading|lied|scam|ignored|unreliable|insecure|unsafe|dirty|cold|stale|mouldy|cancel(?:led)? my|want my money|refund me"
    r"|(?:still|been) waiting|waited|nobody|no[- ]one|no (?:reply|answer|response|help|sign|idea)|too (?:much|many|long|slow|hard|expensive|complicated|small|big|late)|charged (?:me )?twice|hidden (?:fees?|costs?|charges?)|twice already|third time"
    r"|(?:do|does|did|is|are|was|were|has|have|had|ca|could|wo|would)(?:n[’']t| not)(?! (?:mind|matter|worry))|cannot|can[’']t|won[’']t|never|not (?:working|what|happy|good|right|as|the|easy|clear|safe|able|acceptable|impressed))\b",
    re.IGNORECASE,
)
"""Words with which customers say that something is wrong."""
CONTENT = re.compile(
    r"\b(?:thank(?:s| you) (?:for|so)|love|loved|great|brilliant|fantastic|excellent|happy with|very happy|delighted|perfect|not (?:a )?(?:bad|complain\w*)|no complaints?|can(?:no|[’'])t (?:fault|complain|recommend)|couldn[’']t be (?:happier|easier|better|simpler)|never (?:been|had) (?:happier|a problem|any)|don[’']t worry|no problem|no longer)\b",
    re.IGNORECASE,
)
"""Words of a customer who is pleased."""


def complaints_in(dossier: Dossier) -> tuple[Complaint, ...]:
    """Return what customers in the document are unhappy about, in its order.

    Only correspondence counts: a quotation on a page that sells is a testimonial, whatever it says.
    """
    if not _is_correspondence(dossier.document):
        return ()
    rows = [row for row, passage in enumerate(dossier.passages) if _is_unhappy(passage)]
    what = sold(dossier) if rows else None
    made = (_complaint(dossier, what, row) for row in rows if what is not None)
    return tuple(complaint for complaint in made if complaint)


def _is_correspondence(document: Document) -> bool:
    return document.format in FORMATS or document.team in TEAMS or document.channel in CHANNELS


def _is_unhappy(passage: Passage) -> bool:
    if passage.block.speaker != "customer":
        return False
    return bool(UNHAPPY.search(passage.plain)) and not CONTENT.search(passage.plain)


def _complaint(dossier: Dossier, what: Sold, row: int) -> Complaint | None:
    theme = _theme(dossier, what, row)
    if theme is None:
        return None
    passage = dossier.passages[row]
    words = " ".join(passage.plain.split())
    return Complaint(start=passage.start, end=passage.end, text=words, theme=name_of(theme, dossier))


def _theme(dossier: Dossier, what: Sold, row: int) -> str | None:
    """Return the theme that the passage in *row* is about: the nearest one."""
    known = [name for name in what.messages if name in dossier.lexicon.themes]
    best = max(known, key=lambda name: (what.score(row, name), name), default=None)
    return best if best and what.score(row, best) >= NEAR else None
