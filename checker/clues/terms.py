"""Where a sentence uses an unwanted term: inflections, spaces and hyphens, capitals, the clock."""

import re
from functools import lru_cache

from checker.domain import Term
from checker.english.recall import per_text
from checker.english.speech import Span

CLOCK = {"am", "pm"}
"""Terms that are times of day only after a figure."""
FEW_CAPITALS = 0.5
"""Part of the longer words with a capital up to which a sentence is not set in title case."""
LONGER = 4
"""Letters from which a word has a capital in title case."""
STARTS = re.compile(r"(?:^|[.!?:•–—]\s+|\n|\|)[\s\W]*$")
"""What stands before the first word of a sentence, a bullet or a cell."""
NAME_AFTER = re.compile(r"(?:[’']s)?[ -](?:(?:of|for|and|&|the|on)[ ]){0,2}(?P<word>[A-ZÀ-Þ0-9][\w’'-]*)")
NAME_BEFORE = re.compile(r"(?P<word>[A-ZÀ-Þ][\w’'.&-]*)[ ](?:(?:of|for|and|&|the)[ ]){0,2}$")


@per_text
def uses_of(term: Term, sentence: str) -> tuple[Span, ...]:
    """Return where *sentence* uses what *term* avoids.

    A term that differs from its replacement in capitals alone is fine where any word has them: at the
    start of a sentence, in a heading in title case and within a longer proper name.
    """
    pattern = _pattern(term.avoid, term.prefer, term.case_sensitive)
    found = (Span(*match.span()) for match in pattern.finditer(sentence))
    if not is_respelling(term):
        return tuple(found)
    return tuple(span for span in found if not _has_capitals_anyway(sentence, span))


def is_respelling(term: Term) -> bool:
    """Return whether *term* differs from its replacement in the size of first letters alone."""
    return (
        term.avoid != term.prefer
        and term.avoid.casefold() == term.prefer.casefold()
        and term.prefer.islower()
        and not term.avoid.isupper()
    )


def _has_capitals_anyway(sentence: str, span: Span) -> bool:
    before, after = sentence[: span.start], sentence[span.end :]
    if STARTS.search(before) or NAME_AFTER.match(after) or _is_title(sentence, span):
        return True
    name = NAME_BEFORE.search(before)
    return bool(name) and not STARTS.search(before[: name.start()] if name else "")


def _is_title(sentence: str, span: Span) -> bool:
    others = f"{sentence[: span.start]} {sentence[span.end :]}"
    words = [word for word in re.findall(r"[^\W\d_]+", others) if len(word) >= LONGER]
    return bool(words) and sum(word[0].isupper() for word in words) > FEW_CAPITALS * len(words)


@lru_cache(maxsize=4096)
def _pattern(avoid: str, prefer: str, case_sensitive: bool) -> re.Pattern[str]:  # noqa: FBT001 - a cache key
    if avoid in CLOCK:
        return re.compile(rf"(?<=\d)[ \u00a0]?{avoid}(?!\w)", re.IGNORECASE)
    words = [
        re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "")
        for word in re.split(r"[\s-]+", avoid)
    ]
    ending = r"(?:e?s)?(?:[’']s)?" if avoid[-1:].isalpha() and not case_sensitive else r"(?:[’']s|s)?"
    flags = re.NOFLAG if case_sensitive else re.IGNORECASE
    if case_sensitive or _letters(avoid) == _letters(prefer):
        words = [re.escape(avoid).replace(r"\ ", r"\s+")]
    joint = r"[\s-]+"
    return re.compile(rf"(?<![\w@./-]){joint.join(words)}{ending}(?![\w@]|\.\w|-\w)", flags)


def _letters(text: str) -> str:
    return re.sub(r"[\s-]+", "", text).casefold()
