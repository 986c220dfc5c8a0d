"""Sentences as style packages count them: a full stop ends one unless it ends an abbreviation.

This follows the Punkt method (Kiss and Strunk, 2006, doi:10.1162/coli.2006.32.4.485) in what it decides: a
sentence ends behind `.`, `?` or `!` and their closing marks, whatever follows; behind an abbreviation, an
initial or an ellipsis only where a word follows that usually begins a sentence.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

ABBREVIATIONS = frozenset(
    "adm ala ariz aug ave bros calif chg cie co col colo conn corp cos ct dec dr feb fla fri ft ga "
    "gen gov ill inc jan jr kan ky lt ltd maj messrs mg mich minn mr mrs ms mt nev no nov oct ok okla "
    "pa ph.d prof rep reps sen sep sept sgt sr st sw tenn tues va vs vt wash wed wis yr".split()
)
"""The method's parameters for English: abbreviations in lower case, those with full stops inside aside."""
STARTERS = frozenset(
    "according although among both but despite even he however i if in indeed instead it many "
    "meanwhile moreover most nevertheless nonetheless nor separately similarly since so some the "
    "there these they this though thus under when while yet".split()
)
"""Its parameters again: words that begin a sentence more often than chance has it."""
WORD = re.compile(r"\S+")
ENDS = re.compile(r"[?!][\"'’”)\]]*$|\.[\"’”)]*$|[.?!][\[(]|[.?!]\"")
CLOSERS = "\"'’”)]"
OPENERS = "\"'‘“(["
INITIAL = re.compile(r"[^\W\d_]\.$")
DOTTED = re.compile(r"(?:\w\.)+\w*\.")
ELLIPSIS = re.compile(r"(?:\.\s?){2,}\.$|…$")


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of *text* begin and end, without the white space around them."""
    words = list(WORD.finditer(text))
    start = words[0].start() if words else 0
    for word, following in pairwise(words):
        if ENDS.search(word[0]) and _ends(word[0], following[0]):
            yield start, word.end()
            start = following.start()
    if words:
        yield start, words[-1].end()


def _ends(word: str, following: str) -> bool:
    """Return whether a sentence ends between *word*, which has a mark for it, and the word *following*."""
    bare, core = word.rstrip(CLOSERS), following.lstrip(OPENERS)
    starts = core[:1].isupper()
    is_starter = core.rstrip(".,;:!?" + CLOSERS).lower() in STARTERS
    if ELLIPSIS.search(bare):
        return starts
    if bare != word and core[:1].islower():
        return is_starter
    return not _is_short(bare.lstrip(OPENERS)) or (starts and is_starter and not INITIAL.fullmatch(bare))


def _is_short(word: str) -> bool:
    """Return whether *word* ends in a full stop that belongs to it."""
    if not word.endswith("."):
        return False
    stem = word.rstrip(".").lower()
    is_initial = INITIAL.fullmatch(word) is not None and stem != "i"
    return is_initial or stem in ABBREVIATIONS or DOTTED.search(word) is not None
