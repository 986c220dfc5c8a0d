"""What a rewritten draft may say: figures, names and addresses that stand in the draft or in the kit."""

import re
from collections.abc import Iterator, Mapping

from checker.domain import BrandKit, Document, Guideline
from checker.english.quantities import find_quantities
from checker.english.words import STOPWORDS, sentence_spans
from checker.lexicon.themes import Theme

NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s)\]>\"”]+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/[\w./-]*)?"
)
"""E-mail addresses and places on the web."""
WORD = re.compile(r"[^\W\d_][\w’'-]*")
MARKUP = re.compile(r"<[a-zA-Z/!]|\]\(|```|\{\{|\{%")
"""Marks that make words something else than words."""
ALWAYS = frozenset({"i", "i'm", "i'll", "i've", "i'd"})
"""Words that have a capital anywhere."""


class Ground:
    """Figures, names and addresses of a draft and a kit."""

    def __init__(self, document: Document, kit: BrandKit, ordinary: frozenset[str]) -> None:
        """Read *document* and *kit*; *ordinary* words may begin a sentence without being a name."""
        texts = (document.text, kit.brand, *(text for g in kit.guidelines for text in _texts(g)))
        whole = "\n\n".join(texts)
        self._whole = whole.casefold()
        self._numbers = frozenset(NUMBER.findall(whole))
        stated = {(f.value, f.upper, f.unit) for g in kit.guidelines for f in g.figures}
        self._quantities = stated | {(q.value, q.upper, q.unit) for q in find_quantities(whole)}
        self._words = frozenset(_bare(word) for word in WORD.findall(whole))
        self._ordinary = ordinary | STOPWORDS

    def invented(self, text: str) -> str:
        """Return the first figure, address, name or markup of *text* that stands in neither, or nothing."""
        return next(self._inventions(text), "")

    def _inventions(self, text: str) -> Iterator[str]:
        yield from (found[0] for found in ADDRESS.finditer(text) if found[0].casefold() not in self._whole)
        yield from (number for number in NUMBER.findall(text) if number not in self._numbers)
        for quantity in find_quantities(text):
            if (quantity.value, quantity.upper, quantity.unit) not in self._quantities:
                yield text[quantity.start : quantity.end]
        yield from (found[0] for found in MARKUP.finditer(text) if found[0].casefold() not in self._whole)
        yield from self._names(text)

    def _names(self, text: str) -> Iterator[str]:
        starts = _sentence_starts(text)
        for match in WORD.finditer(text):
            word = _bare(match[0])
            if match[0][0].islower() or word in self._words or word in ALWAYS:
                continue
            if match.start() not in starts or word not in self._ordinary:
                yield match[0]


def ordinary_words(themes: Mapping[str, Theme]) -> frozenset[str]:
    """Return words that the sentences of *themes* write small, so that a capital makes no name of them."""
    sentences = (s for theme in themes.values() for s in (*theme.sentences.all, *theme.look_alikes))
    return frozenset(word for sentence in sentences for word in re.findall(r"\b[a-z]{2,}\b", sentence))


def _texts(guideline: Guideline) -> Iterator[str]:
    yield guideline.text
    yield from guideline.allows
    yield from guideline.examples.on_brand
    yield from (term.prefer for term in guideline.terms)
    yield from (condition.claim for condition in guideline.conditions)
    yield from (text for element in guideline.elements for text in element.any_of)


def _sentence_starts(text: str) -> frozenset[int]:
    """Return where the first words of the sentences of *text* start, markup and quotation marks aside."""
    starts = set()
    for start, end in sentence_spans(text):
        first = WORD.search(text, start, end)
        if first:
            starts.add(first.start())
    starts.update(match.end() for match in re.finditer(r"[:–—]\s+[“\"'‘*_]*|[“\"‘]", text))
    return frozenset(starts)


def _bare(word: str) -> str:
    return re.sub(r"'s?$", "", word.casefold().replace("’", "'"))
