"""What a guideline is found by: the texts that stand for it as vectors, and the words that name it."""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from checker.domain import Guideline
from checker.dossier import fold
from checker.english.words import content_stems, sentence_spans, stem

PUNCTUATION = "\"'“”‘’.,;:!?…()[]"
"""What stands around a word and is none of it."""
OPENERS = frozenset(".!?:…\"'“”‘’([")
"""After one of these a capital only begins a sentence, or may."""


@lru_cache(maxsize=4_096)
def wordings(guideline: Guideline) -> tuple[str, ...]:
    """Return the texts of *guideline*, any of which a passage may be near to, each once.

    One vector for a guideline of four sentences is near to none of them; so it is its text, the sentences of
    its text, its terms, phrases, approved wordings and examples.
    """
    text = guideline.text
    found = [text, *(text[start:end] for start, end in sentence_spans(text)), *_fields(guideline)]
    return tuple(dict.fromkeys(wording for wording in found if wording.strip()))


@lru_cache(maxsize=4_096)
def key(guideline: Guideline) -> str:
    """Return what names the `wordings` of *guideline*: 32 hexadecimal digits; equal texts share it."""
    content = "\x1f".join(wordings(guideline)).encode(errors="surrogatepass")
    return hashlib.sha256(content).hexdigest()[:32]


def marks(guideline: Guideline) -> frozenset[str]:
    """Return the unwanted terms and phrases of *guideline*, to be looked up in what is `spoken`.

    A term that ends in `*` stands for any ending, so its mark ends inside a word.
    """
    terms = [term.avoid for term in guideline.terms]
    whole = map(normal, (*(term for term in terms if not term.endswith("*")), *guideline.phrases))
    begun = (_plain(term.rstrip("*")).rstrip() for term in terms if term.endswith("*"))
    return frozenset(filter(str.strip, (*whole, *begun)))


def signs(guideline: Guideline) -> frozenset[str]:
    """Return the names and figures in *guideline*, normalised; others may hold them too."""
    figures = (figure.quote for figure in guideline.figures)
    return frozenset(filter(str.strip, map(normal, (*names(guideline.text), *figures))))


def stems(guideline: Guideline) -> frozenset[str]:
    """Return the stems of all words of *guideline* that carry a subject."""
    return frozenset().union(*map(content_stems, wordings(guideline)))


def spoken(texts: Iterable[str]) -> str:
    """Return *texts* in one, each in its words' stems and as it is: what `marks` and `signs` lie in."""
    return " ".join(form for text in texts for form in (normal(text), _plain(text)))


@lru_cache(maxsize=65_536)
def normal(text: str) -> str:
    """Return *text* as its words' stems between spaces, so that one text lies in another word by word.

    Capitals, punctuation, inflections and ways of encoding a letter (NFKC, Unicode Annex 15) don't count.
    """
    words = " ".join(map(stem, _plain(text).split()))
    return f" {words} " if words else ""


def _plain(text: str) -> str:
    return f" {fold(unicodedata.normalize('NFKC', text))} "


def names(text: str) -> Iterator[str]:
    """Yield the names in *text*: capitalised words inside a sentence, and words with a capital inside."""
    run: list[str] = []
    before = "."
    for word in text.split():
        is_name = _is_name(word, before)
        if run and not (is_name and before[-1].isalnum()):
            yield " ".join(run)
            run = []
        if is_name:
            run.append(_bare(word))
        before = word
    if run:
        yield " ".join(run)


def _fields(guideline: Guideline) -> Iterator[str]:
    yield from guideline.allows
    yield from guideline.phrases
    for term in guideline.terms:
        yield from (term.avoid.rstrip("*"), term.prefer)
    yield from guideline.examples.on_brand
    yield from guideline.examples.off_brand
    yield from (condition.claim for condition in guideline.conditions)
    if guideline.compiled:
        yield from guideline.compiled.off_brand


def _bare(word: str) -> str:
    return word.strip(PUNCTUATION)


def _is_name(word: str, before: str) -> bool:
    """Return whether *word* is written as a name, where *before* is the word before it."""
    bare = _bare(word)
    if not bare.isupper() and any(letter.isupper() for letter in bare[1:]):
        return True
    return word[0].isupper() and before[-1] not in OPENERS
