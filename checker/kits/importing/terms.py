"""Unwanted words and their replacements, as tables, lists and sentences put them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.english.speech import quotations
from checker.english.words import STOPWORDS
from checker.kits.interpret.prose import is_left_to_writer

LONGEST = 5
"""Words of the longest term."""
LONGEST_LETTERS = 60
"""Characters of the longest term."""
Q = r"“[^”]{1,60}”"
QS = rf"{Q}(?:(?:,? (?:or|and|nor) |, ){Q}(?!,? (?:instead|rather|not|to|over)\b))*"
"""One quotation or several in a list."""
FOR = r"(?:instead of|rather than|in place of|and not|not|never|is preferred to|over)(?: the (?:word|term))?"
USE_NOT = re.compile(
    rf"(?P<say>{QS}),?(?: \w+){{0,3}} {FOR} (?P<not>{QS})"
    rf"|(?:prefer|replace) (?P<say2>{QS}) (?:to|over) (?P<not2>{QS})"
    rf"|replace (?P<not3>{QS}) (?:with|by) (?P<say3>{QS})",
    re.IGNORECASE,
)
"""Use “buy” instead of “purchase”."""
AND_TO = re.compile(rf"(?:,| and|, and|;) (?P<say>{Q}) (?:to|over) (?P<not>{Q})", re.IGNORECASE)
"""What goes on after `we prefer “one” to “another”`."""
NOT_USE = re.compile(
    r"\b(?:avoid|never|don't|do not|not|no|recommend against|steer clear of|stay away from|refrain from)"
    rf"(?:(?: \w+){{0,9}}?:?|(?: \w+){{10,16}}:) (?P<not>{QS})"
    rf"(?:[.;,]? \(?(?:use|say|write) (?P<say>{QS}))?(?P<after>[^.;]{{0,40}})",
    re.IGNORECASE,
)
"""Avoid “guys”; never “dropdown”."""
OF_OTHERS = re.compile(
    r"\b(?:substitutes?|synonyms?|stand-ins?|words?|terms?) (?:for|of)$"
    r"|\b(?:other than|except|but|instead of)$"
)
"""What stands before a word that is not the unwanted one: `don't use girls as a substitute for “novice”`."""
CONDITION = re.compile(r",? (?:as|when|if|unless|where|while|to (?!“)|for(?! example)|in (?:the|a)\b)")
"""How it goes on where a word is unwanted only in a case that the guide names."""
DESCRIBED = re.compile(
    r"(?<!prefer )(?<!recommend )(?<!suggest )(?<!try )(?<!consider )\b(?:writing|using|saying) $"
)
"""What stands before quotations that explain what something is, rather than what to do."""
SMALL = re.compile(
    rf"\b(?:don't|do not|never) capitali[sz]e(?: the)?(?: words?)? (?P<words>{QS})", re.IGNORECASE
)
"""Don't capitalize “agile”."""
CAPITALS = re.compile(r"\bcapitali[sz]e|\blower-?case|\bupper-?case", re.IGNORECASE)
"""Words on how a word is written, which does not make it unwanted."""
ITEM_NOT = re.compile(
    r"^(?P<say>[^,;:]{1,60}?),? (?:not|never) (?P<not>[^;:()]{1,80}?)(?:$|[;(]|(?<!\.[A-Z])\. (?=[A-Z]))"
)
"""email, not e-mail."""
ITEM_USE = re.compile(r"^(?P<not>[^(]{1,60}?) \((?:use|say|write|try) (?P<say>[^)]+)\)\.?$", re.IGNORECASE)
"""utilize (use “use”)."""
ITEM_GIVEN = re.compile(r"^(?P<not>[^(]{1,60}?) \((?P<say>[^)]+)\)\.?$")
"""Kleenex (tissue), below a heading that says that what is in brackets is the alternative."""
FIELD = "avoid"
"""A word that can't stand as a key among a kit's terms, since it names a field there."""
INITIALS = re.compile(r"(?:\w\.){2,}")
"""An abbreviation that ends with its own full stop."""


class Pair(NamedTuple):
    """An unwanted word and what to write instead, which may be nothing."""

    avoid: str
    prefer: str

    @property
    def is_respelling(self) -> bool:
        """Return whether only capitals are at fault."""
        return self.avoid.casefold() == self.prefer.casefold()

    def __str__(self) -> str:
        """Return the pair as an instruction."""
        return f"Say “{self.prefer}”, not “{self.avoid}”." if self.prefer else f"Don't say “{self.avoid}”."


def pairs_in_sentence(text: str) -> tuple[Pair, ...]:
    """Return the terms of a sentence that quotes them."""
    plain = text.replace("’", "'")
    if is_left_to_writer(plain):
        return ()
    found, rest = [*_capitals(plain)], plain
    for match in USE_NOT.finditer(plain):
        rest = rest.replace(match[0], " ")
        if not DESCRIBED.search(plain[: match.start()]):
            found.extend(_preferred(match, plain))
    for match in NOT_USE.finditer(rest):
        if not _is_of_others(match):
            found.extend(_pairs(match["not"], match["say"] or ""))
    return tuple(dict.fromkeys(found))


def _preferred(match: re.Match[str], text: str) -> Iterator[Pair]:
    """Yield the pairs of a *match* of `USE_NOT` in *text*, and of those that follow it."""
    say = match["say"] or match["say2"] or match["say3"]
    yield from _pairs(match["not"] or match["not2"] or match["not3"], say)
    if match["say2"]:
        for more in _chained(text, match.end()):
            yield from _pairs(more["not"], more["say"])


def is_conditional(text: str) -> bool:
    """Return whether *text* names words that are unwanted only in a case that it names."""
    found = [match for match in NOT_USE.finditer(text.replace("’", "'")) if not _is_of_others(match)]
    return bool(found) and all(CONDITION.match(match["after"]) for match in found)


def _is_of_others(match: re.Match[str]) -> bool:
    before = match[0][: match.start("not") - match.start()]
    return bool(CAPITALS.search(match[0]) or OF_OTHERS.search(before.rstrip()))


def _chained(text: str, at: int) -> Iterator[re.Match[str]]:
    while match := AND_TO.match(text, at):
        yield match
        at = match.end()


def _capitals(text: str) -> Iterator[Pair]:
    """Yield the words that are not to be capitalised, as they then look."""
    for match in SMALL.finditer(text):
        yield from (
            Pair(f"{word[0].upper()}{word[1:]}", word) for word in words_of(match["words"]) if word.islower()
        )


def pairs_in_item(text: str, *, is_unwanted: bool, is_given: bool) -> tuple[Pair, ...]:
    """Return the terms of an item in a list of words.

    Args:
        text: the item.
        is_unwanted: whether the list is one of unwanted words.
        is_given: whether words in brackets are what to write instead.
    """
    plain = text.replace("’", "'")
    for pattern in (ITEM_USE, *([ITEM_GIVEN] if is_given else []), *([] if is_unwanted else [ITEM_NOT])):
        match = pattern.match(plain)
        if match:
            return tuple(_pairs(match["not"], match["say"]))
    if is_unwanted and "(" not in plain:
        return tuple(_pairs(plain.rstrip("."), ""))
    return ()


def pairs_in_row(say: str, unwanted: str) -> tuple[Pair, ...]:
    """Return the terms of a row whose cells are what to say and what not to."""
    return tuple(_pairs(unwanted, say))


def words_of(cell: str) -> list[str]:
    """Return the words or phrases that *cell* lists, remarks in brackets left out."""
    bare = re.sub(r"\([^)]*\)", "", cell)
    quoted = [bare[span.start + 1 : span.end - 1] for span in quotations(bare)]
    listed = quoted or re.split(
        r",\s+(?:then |or |and |nor )?|;\s*|\s/\s|\s+(?:or|nor)\s+|\s+and\s+(?!\w+$)", bare
    )
    words = (
        word if INITIALS.fullmatch(word) else word.strip(" .,“”\"'‘’") for word in map(str.strip, listed)
    )
    return [word for word in words if re.search(r"\w", word) and _is_short(word)]


def _is_short(word: str) -> bool:
    return len(word.split()) <= LONGEST and len(word) <= LONGEST_LETTERS


def _pairs(unwanted: str, say: str) -> Iterator[Pair]:
    prefer = next(iter(words_of(say)), "")
    for word in words_of(unwanted):
        if word not in {prefer, FIELD} and word not in STOPWORDS:
            yield Pair(word, prefer)
