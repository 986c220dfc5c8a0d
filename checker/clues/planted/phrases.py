"""The language of `corpus/lexicons/planted.yaml`: what people write to a machine, as words with gaps.

`ignore|disregard {0,4} above|previous all|any{0,2} orders? now` is one of two words, up to four others, one
of two, up to two of two, perhaps another, and a last one. `word*` has any ending, `a_b` are two words,
`<name>` is a list of the file, `/…/` a regular expression. Words stand in one sentence: between them is
anything but a letter and the end of a sentence. Every quantity is bounded, so that time grows with a text's
length and no faster.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from pydantic import ConfigDict, Field
from ruamel.yaml import YAML

from checker.clues.planted.reading import read
from checker.domain import Noun
from checker.lexicon.gazetteer import CORPUS

GAP = r"(?:(?:[^\w.!?]|_){1,6})"
"""What may stand between two words: anything short that is no letter and ends no sentence."""
WORD = r"[^\W_]+"
END = r"(?![^\W_])"
BETWEEN = r"[^.!?。！？]{0,12}?"
"""What may stand between the words of languages that write no blanks."""
KEY = 4
"""Letters of a word by which phrases are looked up."""
TIMES = re.compile(r"(?P<options>.*)\{(?P<least>\d),(?P<most>\d)\}")
LIST = re.compile(r"<(\w+)>")
TOKEN = re.compile(WORD)
FILE = CORPUS / "lexicons" / "planted.yaml"


class Rule(Noun):
    """One thing that words to a machine do, and how they do it."""

    id: str
    says: str
    """What it does, in words that go on from “it”."""
    weight: int = 2
    """2 where it is proof by itself, 1 where it takes another sign."""
    is_order: bool = False
    """Whether it counts only as an order: not where it is denied, or told of somebody."""
    can_be_meant: bool = False
    """Whether words that say which letter or box they mean make it an order to a reader."""
    is_common: bool = False
    """Whether other texts have it too, so that a hiding place adds nothing to it."""
    can_be_told: bool = True
    """Whether it may be quoted by who writes about such words."""
    phrases: tuple[str, ...] = ()
    dense: tuple[str, ...] = ()
    """The same in languages that write no blanks between words."""
    marks: tuple[str, ...] = ()
    """Regular expressions of what is no phrase: tokens, tags, fields."""
    if_any: tuple[str, ...] = ()
    """Signs of which a text has one where any mark is in it."""


class Hit(NamedTuple):
    """Where a rule's words stand in a reading."""

    start: int
    end: int
    rule: Rule


class Part(NamedTuple):
    """One piece of a phrase."""

    options: tuple[str, ...]
    """Words of which one must stand here, as a reading has them; none for any word."""
    least: int = 1
    most: int = 1
    raw: str = ""
    """A regular expression instead."""

    @property
    def pattern(self) -> str:
        """Return the regular expression of one of the options."""
        if not self.options:
            return WORD
        return rf"(?:{'|'.join(GAP.join(map(_ended, words.split('_'))) for words in self.options)}){END}"

    @property
    def keys(self) -> frozenset[str]:
        """Return how the words begin that this piece may begin with."""
        return frozenset(words.split("_")[0].rstrip("*")[:KEY] for words in self.options)


class Phrase(Noun):
    """Words with gaps."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    rule: Rule
    parts: tuple[Part, ...]
    is_dense: bool = False

    @cached_property
    def begins(self) -> frozenset[str]:
        """Return the keys of the words that it may begin with."""
        keys: set[str] = set()
        for part in self.parts:
            keys |= part.keys
            if part.least:
                break
        return frozenset(keys)

    def may_go_on(self, key: str) -> bool:
        """Return whether the second word may be one that begins with *key*."""
        return self._second is None or key in self._second

    @cached_property
    def _second(self) -> frozenset[str] | None:
        """Return the keys of the words that may come second; none where that may be any."""
        keys = {words.split("_")[1][:KEY] for words in self.parts[0].options if "_" in words}
        for part in self.parts[1:] if self.parts[0].least else ():
            if not part.options:
                return None
            keys |= part.keys
            if part.least:
                return frozenset(keys)
        return None

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Return, for each word that must be there, the keys of which it has one."""
        return tuple(part.keys for part in self.parts if part.least and part.options)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return it as a regular expression, made when it is first needed."""
        if self.is_dense:
            return re.compile(BETWEEN.join(f"(?:{'|'.join(map(re.escape, p.options))})" for p in self.parts))
        return re.compile(_joined(self.parts))


class Phrasebook(NamedTuple):
    """All the phrases."""

    spaced: tuple[Phrase, ...]
    dense: tuple[Phrase, ...]
    marks: tuple[tuple[re.Pattern[str], Rule], ...]


class _File(Noun):
    words: dict[str, tuple[str, ...]]
    rules: tuple[Rule, ...] = Field(min_length=1)


def find(text: str) -> Iterator[Hit]:
    """Yield where phrases and marks stand in *text*, a reading."""
    book = phrasebook()
    words = [(word.group()[:KEY], word.start()) for word in TOKEN.finditer(text)]
    known = {key for key, _ in words}
    phrases = [p for p in book.spaced if not any(known.isdisjoint(keys) for keys in p.needs)]
    if phrases:
        yield from _find_spaced(text, words, phrases)
    if not text.isascii():
        yield from _find_dense(text, book.dense)
    for mark, rule in book.marks:
        if any(sign in text for sign in rule.if_any):
            yield from (Hit(*match.span(), rule) for match in mark.finditer(text))


def _find_spaced(text: str, words: list[tuple[str, int]], phrases: list[Phrase]) -> Iterator[Hit]:
    """Yield where *phrases* stand among the *words* of *text*, looked up by each word and the next."""
    begun = _by_beginning(phrases)
    known: dict[tuple[str, str], list[Phrase]] = {}
    for (key, start), (following, _) in pairwise((*words, ("", 0))):
        if key not in begun:
            continue
        pair = (key, following)
        if pair not in known:
            known[pair] = [phrase for phrase in begun[key] if phrase.may_go_on(following)]
        for phrase in known[pair]:
            if match := phrase.pattern.match(text, start):
                yield Hit(*match.span(), phrase.rule)


def _by_beginning(phrases: list[Phrase]) -> dict[str, list[Phrase]]:
    begun: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        for key in phrase.begins:
            begun.setdefault(key, []).append(phrase)
    return begun


def _find_dense(text: str, phrases: tuple[Phrase, ...]) -> Iterator[Hit]:
    for phrase in phrases:
        if all(any(word in text for word in part.options) for part in phrase.parts):
            yield from (Hit(*match.span(), phrase.rule) for match in phrase.pattern.finditer(text))


@lru_cache(maxsize=1)
def phrasebook() -> Phrasebook:
    """Return the phrases of the file."""
    content = _File.model_validate(YAML(typ="safe").load(FILE.read_text(encoding="utf-8")))
    lists = {name: "|".join(words) for name, words in content.words.items()}
    spaced = (Phrase(rule=r, parts=_parts(p, lists)) for r in content.rules for p in r.phrases)
    dense = (Phrase(rule=r, parts=_parts(p, lists), is_dense=True) for r in content.rules for p in r.dense)
    marks = ((re.compile(mark), rule) for rule in content.rules for mark in rule.marks)
    return Phrasebook(tuple(spaced), tuple(dense), tuple(marks))


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """Return every word of every phrase that has no open end."""
    options = (option for phrase in phrasebook().spaced for part in phrase.parts for option in part.options)
    words = (word for option in options for word in option.split("_"))
    return frozenset(word for word in words if not word.endswith("*"))


def _parts(phrase: str, lists: Mapping[str, str]) -> tuple[Part, ...]:
    """Return the pieces of *phrase*, its lists written out and its letters as a reading has them."""
    return tuple(_part(LIST.sub(lambda name: lists[name[1]], token)) for token in phrase.split())


def _part(token: str) -> Part:
    if token.startswith("/"):
        return Part((), raw=token[1:-1])
    if token.endswith("?"):
        return Part(_options(token[:-1]), least=0)
    if times := TIMES.fullmatch(token):
        return Part(_options(times["options"]), int(times["least"]), int(times["most"]))
    return Part(_options(token))


def _options(written: str) -> tuple[str, ...]:
    return tuple(read(written).text.split("|")) if written else ()


def _joined(parts: tuple[Part, ...]) -> str:
    """Return the regular expression of a phrase."""
    pattern, gap = "", ""
    for part in parts:
        if part.raw:
            pattern, gap = pattern + part.raw, ""
        elif (part.least, part.most) == (1, 1):
            pattern, gap = pattern + gap + part.pattern, GAP
        else:
            pattern += rf"{gap}(?:{part.pattern}{GAP}){{{part.least},{part.most}}}?"
            gap = ""
    return pattern


def _ended(word: str) -> str:
    return rf"{re.escape(word[:-1])}[^\W_]*" if word.endswith("*") else re.escape(word)
