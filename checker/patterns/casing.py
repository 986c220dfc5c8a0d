"""Titles and sentences as style guides want them written."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from checker.patterns.dialect import Compiled, InvalidExpression, compiled, found, matches
from checker.patterns.exceptions import longest_first

SMALL = frozenset("a an and as at but by en for if in nor of on or per the to vs vs. via v v.".split())
"""Words that a title writes small."""
LONGER = frozenset(
    "with from into during including until against among throughout despite towards upon concerning about"
    " over through before between after since without under within along following across beyond around"
    " down near above".split()
)
"""Prepositions that Chicago writes small too."""
TITLE_WORD = r"[\p{N}\p{L}]+[^\s\-/]*"
SENTENCE_WORD = r"[\p{N}\p{L}*]+[^\s]*"
LIKE_ASCII = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
NO_NOUN = re.compile(
    r"(?:an?|the|this|that|these|those|my|your|his|her|its|our|their|all|any|each|every|some|no|be|do|have|"
    r"get|go|make|use|see|set|find|run|keep|help|it|them|us|me|you|in|on|at|from|with|\d.*)$",
    re.IGNORECASE,
)
"""Words behind "to" that are no noun; the others are taken for one."""
Follows = Callable[[str, int], bool]


class Vocabulary:
    """How known words are written."""

    def __init__(self, terms: Sequence[str]) -> None:
        """Know *terms*, each a word or an expression."""
        self.terms = longest_first(terms)
        self._known = [(term, term.lower(), _expression(term)) for term in self.terms]

    def spelling(self, word: str) -> str:
        """Return how *word* is written, or an empty text where it is not known."""
        lowered = word.lower()
        for term, folded, expression in self._known:
            if folded == lowered:
                return term
            if expression is not None and found(expression, word):
                return word
        return ""


def _expression(term: str) -> Compiled | None:
    try:
        return compiled(term)
    except InvalidExpression:
        return None


def sentence_case(text: str, known: Vocabulary, *, follows: Follows, prefix: str) -> str:
    """Return *text* as a sentence; *follows* says whether a capital comes behind a word."""
    begun, text = _begun(text, prefix)
    listed = rf"\b(?:{'|'.join(known.terms)})\b|" if known.terms else ""
    words = [match[0] for match in matches(compiled(f"(?i){listed}{SENTENCE_WORD}"), text)]
    made = []
    for number, word in enumerate(words):
        before = words[number - 1] if number else ""
        starts = number == 0 or follows(before, number - 1)
        made.append(known.spelling(word) or (upper_first(word.lower()) if starts else word.lower()))
    return begun + " ".join(made)


def title_case(text: str, known: Vocabulary, *, is_chicago: bool, prefix: str) -> str:
    """Return *text* as a title in the style of Chicago or else AP."""
    begun, text = _begun(text, prefix)
    plain = text.translate(LIKE_ASCII)
    words = list(matches(compiled(TITLE_WORD), text))
    made, at = [begun], 0
    for number, match in enumerate(words):
        following = words[number + 1][0] if number + 1 < len(words) else ""
        word, is_edge = match[0], match.start() == 0 or match.end() == len(plain)
        is_small = _is_small(word.lower(), following, is_chicago=is_chicago, is_edge=is_edge)
        small = is_small and _stands_free(plain, *match.span())
        right = known.spelling(word) or (word.lower() if small else upper_first(word))
        made += [text[at : match.start()], right]
        at = match.end()
    return "".join((*made, text[at:]))


def _is_small(word: str, following: str, *, is_chicago: bool, is_edge: bool) -> bool:
    if word == "to" and not is_chicago and following:
        return not NO_NOUN.match(following)
    return not is_edge and (word in SMALL or (is_chicago and word in LONGER))


def _stands_free(text: str, start: int, end: int) -> bool:
    """Return whether a small word may be small there: not behind a colon, not as the first of a compound."""
    before, earlier = text[start - 1 : start], text[start - 2 : start - 1] if start > 1 else ""
    is_apart = before in {" ", "-", "/"} and earlier not in {":", "-"}
    return is_apart and (text[end : end + 1] != "-" or before == "-")


def _begun(text: str, prefix: str) -> tuple[str, str]:
    """Return what *prefix* matches at the beginning of *text*, and the rest."""
    match = next(matches(compiled(prefix), text), None) if prefix else None
    if match is None:
        return "", text
    return match[0], text.removeprefix(match[0])


def upper_first(word: str) -> str:
    """Return *word* with a capital."""
    first = word[:1]
    capital = first.title()
    return (capital if len(capital) == 1 else first) + word[1:]


def capitalised(text: str) -> str:
    """Return *text* with a capital at the beginning of each run of letters, digits and underscores."""
    made, before = [], " "
    for character in text:
        made.append(character.title() if _parts(before) and len(character.title()) == 1 else character)
        before = character
    return "".join(made)


def _parts(character: str) -> bool:
    """Return whether a word begins behind *character*."""
    if character.isascii():
        return not (character.isalnum() or character == "_")
    return unicodedata.category(character)[0] not in "LN" and character.isspace()
