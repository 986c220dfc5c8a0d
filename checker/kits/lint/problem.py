"""A problem of a kit, and what the rules share."""

import re
from collections.abc import Iterator
from itertools import combinations

from checker.clues.terms import is_respelling, uses_of
from checker.domain import BrandKit, Guideline, Noun, Severity, Term

LISTED = 8
"""How many guidelines a message names."""


class Problem(Noun):
    """Something about a kit that somebody should decide on."""

    rule: str
    """The rule that found it, in kebab-case."""
    severity: Severity
    guideline: str
    """The guideline to change; empty where the whole kit is meant."""
    message: str
    """What is wrong."""
    remedy: str
    """What to do about it."""
    others: tuple[str, ...] = ()
    """The guidelines that it can't be kept with, or that say the same."""

    def __str__(self) -> str:
        """Return it on one line."""
        subject = f'guideline "{self.guideline}"' if self.guideline else "the kit"
        return f"{self.severity}: {subject}: {self.message}; {self.remedy} [{self.rule}]"


def meet(one: Guideline, other: Guideline) -> bool:
    """Return whether some draft must keep both."""
    everywhere = not one.applies_to or not other.applies_to
    return everywhere or not set(one.applies_to).isdisjoint(other.applies_to)


def meeting_pairs(kit: BrandKit) -> Iterator[tuple[Guideline, Guideline]]:
    """Yield each two guidelines that some draft must keep both of."""
    return ((one, other) for one, other in combinations(kit.guidelines, 2) if meet(one, other))


def named(names: list[str]) -> str:
    """Return *names* as a list that fits into a message."""
    rest = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return ", ".join(f'"{name}"' for name in names[:LISTED]) + rest


def uses(text: str, term: Term) -> bool:
    """Return whether *text* uses the unwanted form of *term* outside its exceptions."""
    if term.avoid.rstrip("*").casefold() not in text.casefold():
        return False
    for exception in term.exceptions:
        text = re.sub(re.escape(exception), " ", text, flags=re.IGNORECASE)
    if is_respelling(term):
        return bool(uses_of(term, text))
    flags = 0 if term.case_sensitive else re.IGNORECASE
    pattern = re.escape(term.avoid).replace(r"\*", r"\w*")
    return re.search(rf"(?<!\w){pattern}(?!\w)", text, flags) is not None


def banned_in(text: str, guideline: Guideline) -> str:
    """Return the first term or phrase of *guideline* that *text* may not hold, or an empty text."""
    for term in guideline.terms:
        if uses(text, term):
            return term.avoid
    phrases = (phrase for phrase in guideline.phrases if uses(text, Term(avoid=phrase)))
    return next(phrases, "")
