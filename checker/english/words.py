"""English words: stems, content words, sentence ends."""

import re
from functools import lru_cache

import snowballstemmer

STOPWORDS = frozenset(
    "a about above after again all also am an and any are as at be been before being both but by can could did do does "
    "doing don for from get gets give gives go goes got had has have having he her here hers him his how i if in into is it "
    "its just keep like ll made make makes may me might more most my never no nor not now of off on once one only or "
    "other our out over own re s same say says she should so some such t than that the their them then there these they "
    "this those to too up us use used ve very was we were what when where which while who will with won would you your "
    "yours let every each per never always must need needs take takes tell please thing things way".split()
)
"""Words that carry no subject."""
WORD = re.compile(r"[a-z0-9]+(?:[’'][a-z]+)?", re.IGNORECASE)
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st vs e.g i.e etc no inc ltd co jr sr approx dept est a.m p.m u.s u.k minn".split()
)
"""Words whose full stop does not end a sentence."""
SENTENCE_END = re.compile(r"(?:[.!?…]+[\"”’')\]*_]*(?=\s)|\n(?=\s*\n))\s*")

_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the stem of *word* after Porter's second algorithm (Snowball)."""
    return str(_stemmer.stemWord(word.lower().replace("’", "'")))


@lru_cache(maxsize=16_384)
def content_stems(text: str) -> frozenset[str]:
    """Return the stems of the words of *text* that carry a subject."""
    words = (word.lower().split("'")[0].split("’")[0] for word in WORD.findall(text))
    return frozenset(
        stem(word) for word in words if word not in STOPWORDS and not word.isdigit() and len(word) > 1
    )


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of *text* start and end, white space outside."""
    spans, start = [], 0
    for match in SENTENCE_END.finditer(text):
        if _goes_on(text, start, match.start(), match.end()):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [trimmed for a, b in spans if (trimmed := _trim(text, a, b))[0] < trimmed[1]]


def _goes_on(text: str, start: int, stop: int, after: int) -> bool:
    """Return whether the full stop at *stop* ends no sentence."""
    if text[stop] != ".":
        return text[stop] != "\n" and after < len(text) and text[after].islower() and text[stop] == "…"
    last = text[start:stop].rsplit(None, 1)[-1:] or [""]
    word = last[0].strip("(\"“‘'*_").lower()
    follows = text[after : after + 1]
    return (
        follows.islower()
        or (word in ABBREVIATIONS and (word != "no" or follows.isdigit()))
        or (len(word) == 1 and word.isalpha() and word not in {"i", "a"})
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
