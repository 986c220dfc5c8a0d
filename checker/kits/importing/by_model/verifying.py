"""What a model said of a guide, held against the guide: quote or drop."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from checker.domain import Condition, Element, Examples, Guideline, Kind, Term
from checker.english.words import content_stems
from checker.kits.forms import DETECTORS
from checker.kits.importing.by_model.answers import (
    SaidCondition,
    SaidElement,
    SaidGuideline,
    SaidTerm,
    Words,
)
from checker.kits.importing.by_model.lookup import bare, place_of_words, stands_in
from checker.kits.importing.by_model.passages import GuidePassage
from checker.kits.importing.by_model.questions import CHANNELS, TEAMS
from checker.kits.importing.layout import is_acronym
from checker.kits.importing.wording import flat, slug
from checker.kits.source.scope import shown

OWN = 0.7
"""Part of a text's content words that stand in the passages it comes from, or it is not the guide's."""
FEWEST = 2
"""Words of the shortest quotation, unless it is a passage as a whole."""
CITED = {"example", "term", "claim", "required text"}
"""Pieces of a guideline whose own place is a source of it."""
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


class Source(NamedTuple):
    """Words of a guide, and the passage that they stand in."""

    passage: GuidePassage
    quote: str


class Sourced(NamedTuple):
    """A guideline and the words of the guide that it comes from."""

    guideline: Guideline
    sources: tuple[Source, ...]


class Verifier:
    """Holds what a model said of one window against its passages."""

    def __init__(self, window: Sequence[GuidePassage], themes: Mapping[str, object]) -> None:
        """Start with nothing dropped."""
        self._window = window
        self._numbered = {passage.number: passage for passage in window}
        self._themes = themes
        self._subject = ""
        self._cited: list[Source] = []  # the sources of the guideline that is being verified
        self.dropped: list[str] = []
        """What was not taken over, and why, a sentence each."""

    def guideline(self, said: SaidGuideline) -> Sourced | None:
        """Return what of *said* stands in the guide, or nothing if its sources don't."""
        self._subject = slug(said.id)
        sources = self._sources(said.sources)
        if not sources:
            self._drop("left out, since none of its words stand in the guide")
            return None
        self._cited = list(sources)
        made = Guideline(
            id=self._subject,
            kind=said.kind,
            text=self._text(said.text, sources),
            role=said.role if said.kind is Kind.MESSAGE else None,
            themes=self._known_themes(said) if said.kind is Kind.MESSAGE else (),
            applies_to=self._teams(said.applies_to),
            phrases=self._standing(said.phrases, "phrase"),
            allows=self._standing(said.allows, "approved wording"),
            terms=tuple(self._terms(said.terms)),
            conditions=tuple(self._conditions(said.conditions)),
            elements=tuple(self._elements(said.elements)) if said.kind is Kind.REQUIRED else (),
            examples=Examples(
                on_brand=self._standing(said.on_brand, "example"),
                off_brand=self._standing(said.off_brand, "example"),
            ),
        )
        return Sourced(made, tuple(self._cited))

    def quotations(self, words: Iterable[Words]) -> tuple[Source, ...]:
        """Return those of *words* that stand in the guide, with their passages."""
        self._subject = "quotation"
        return self._sources(tuple(words))

    def _sources(self, words: Sequence[Words]) -> tuple[Source, ...]:
        found = {source: None for said in words if (source := self._source(said))}
        return tuple(found)

    def _source(self, said: Words) -> Source | None:
        """Return where *said* stands: in its passage, or in the only other that holds it."""
        quote = flat(said.quote)
        named = self._numbered.get(said.passage)
        holding = [p for p in self._window if stands_in(quote, p.text)]
        if named in holding:
            holding = [named]
        whole = any(bare(quote) == bare(p.text) for p in holding)
        if len(holding) != 1 or (len(quote.split()) < FEWEST and not whole):
            self._drop(f"{shown(quote)} does not stand in passage {said.passage}")
            return None
        return Source(holding[0], quote)

    def _text(self, said: str, sources: Sequence[Source]) -> str:
        """Return the text as it was *said*, or the quotations where too much of it is not the guide's."""
        given = " ".join(f"{source.passage.under} {source.passage.text}" for source in sources)
        figures = [figure for figure in NUMBER.findall(said) if figure not in NUMBER.findall(given)]
        stems = content_stems(said)
        own = len(stems & content_stems(given)) / len(stems) if stems else 0.0
        if own >= OWN and not figures:
            return flat(said)
        why = f"{figures[0]} is not in the guide there" if figures else "too few of its words are the guide's"
        self._drop(f"its text is made of its quotations instead, since {why}")
        return " ".join(_sentence(source.quote) for source in sources)

    def _known_themes(self, said: SaidGuideline) -> tuple[str, ...]:
        unknown = [theme for theme in said.themes if theme not in self._themes]
        for theme in unknown:
            self._drop(f"unknown theme {shown(theme)}")
        return tuple(dict.fromkeys(theme for theme in said.themes if theme in self._themes))

    def _teams(self, said: Sequence[str]) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(flat(name).lower() for name in said))
        known = tuple(name for name in names if self._is_team(name))
        for name in names:
            if name not in known:
                self._drop(f"{shown(name)} is no team or channel that the guide names; see whom it is for")
        return known

    def _is_team(self, name: str) -> bool:
        is_known = name in (*TEAMS, *CHANNELS)
        return is_known or ("," not in name and place_of_words(name, self._window, any_case=True) is not None)

    def _standing(self, texts: Iterable[str], what: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(flat(text) for text in texts if self._stands(text, what)))

    def _stands(self, text: str, what: str) -> bool:
        """Return whether *text* stands in the guide, and cite the place of what is ruled out or shown."""
        cited = tuple(source.passage for source in self._cited)
        place = place_of_words(text, cited, any_case=True) or place_of_words(
            text, self._window, any_case=True
        )
        if place is None:
            self._drop(f"the {what} {shown(text)} does not stand in the guide")
        elif what in CITED and place not in cited:
            self._cited.append(Source(place, flat(text)))
        return place is not None

    def _terms(self, said: Iterable[SaidTerm]) -> Iterator[Term]:
        for term in said:
            avoid, prefer = flat(term.avoid), flat(term.prefer)
            if avoid == prefer or not self._stands(avoid, "term"):
                continue
            yield Term(
                avoid=avoid,
                prefer=prefer if prefer and self._stands(prefer, "replacement") else "",
                exceptions=self._standing(term.exceptions, "exception"),
                case_sensitive=is_acronym(avoid) or avoid.casefold() == prefer.casefold(),
            )

    def _conditions(self, said: Iterable[SaidCondition]) -> Iterator[Condition]:
        for condition in said:
            keep = self._standing(condition.keep, "condition")
            if keep and self._stands(condition.claim, "claim"):
                yield Condition(
                    claim=flat(condition.claim), anchors=(), keep=tuple(words.lower() for words in keep)
                )

    def _elements(self, said: Iterable[SaidElement]) -> Iterator[Element]:
        """Yield what is required; an element that would lose its circumstances is dropped."""
        for element in said:
            texts = tuple(t for t in element.any_of if t in DETECTORS or self._stands(t, "required text"))
            made = Element(
                name=flat(element.name) or "a required text",
                any_of=tuple(map(flat, texts)),
                channels=self._teams(element.channels),
                except_channels=self._teams(element.except_channels),
                when=tuple(words.lower() for words in self._standing(element.when, "circumstance")),
            )
            if (
                texts
                and bool(made.channels) == bool(element.channels)
                and bool(made.when) == bool(element.when)
            ):
                yield made

    def _drop(self, why: str) -> None:
        self.dropped.append(f"{self._subject}: {why}")


def _sentence(quote: str) -> str:
    return quote if quote.endswith((".", "!", "?", '."', ".”")) else f"{quote}."
