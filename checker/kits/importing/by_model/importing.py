"""A guide turned into a draft kit by a language model, each word of it looked up in the guide."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from checker.asking import Model, Tell, Usage
from checker.domain import Document
from checker.english.words import sentence_spans
from checker.errors import ModelFailed, Truncated
from checker.kits.importing.addressed import addressed
from checker.kits.importing.brands import brand_line
from checker.kits.importing.by_model import writing
from checker.kits.importing.by_model.answers import Imported
from checker.kits.importing.by_model.joining import joined
from checker.kits.importing.by_model.lookup import stands_in
from checker.kits.importing.by_model.passages import GuidePassage, passages_of, windows_of
from checker.kits.importing.by_model.questions import question
from checker.kits.importing.by_model.settling import Settled, settled
from checker.kits.importing.by_model.verifying import Source, Sourced, Verifier
from checker.kits.importing.clashes import Examine
from checker.kits.importing.layout import scalar
from checker.kits.importing.wording import flat
from checker.lexicon.themes import Theme

MOST = 0.5
"""Part of an answer's guidelines that may lack words of the guide before it is asked for again."""


@dataclass(frozen=True)
class ModelImport:
    """What a model made of a guide."""

    kit: str
    """The draft kit as YAML."""
    guidelines: tuple[Sourced, ...]
    dropped: tuple[str, ...]
    """What the model said that does not stand in the guide."""
    clashing: tuple[str, ...]
    """What was taken back because it clashed with other guidelines."""
    unused: tuple[GuidePassage, ...]
    """Passages that no guideline comes from."""
    addressed: tuple[Source, ...]
    """Words of the guide that speak to a model; they were not obeyed."""
    unanswered: tuple[str, ...]
    """Parts of the guide for which the model gave no answer, and why."""
    usage: Usage

    @property
    def is_complete(self) -> bool:
        """Return whether the model answered for the whole guide."""
        return not self.unanswered


@dataclass
class _Notes:
    """What has been found so far."""

    found: list[Sourced] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    addressed: dict[Source, None] = field(default_factory=dict)
    unanswered: list[str] = field(default_factory=list)
    failures: list[ModelFailed] = field(default_factory=list)
    brands: list[str] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    has_answers: bool = False


@dataclass(frozen=True)
class GuideReader:
    """Who reads a guide, and on what terms."""

    model: Model
    themes: Mapping[str, Theme]
    """The general values that a message may name, by id."""
    examine: Examine | None = None
    """Finds the problems of a kit; what clashes is then left to the person who reviews the draft."""
    size: int = 2_600
    """Tokens of the guide that are asked about at once."""
    tell: Tell = lambda _: None
    """Hears how far it has come."""

    def read(self, documents: Sequence[Document]) -> ModelImport:
        """Return a draft kit for what a guide says whose pages are *documents*, at least one, in order.

        Raises:
            ModelFailed: if the model answered for no part of the guide.
        """
        passages = passages_of(documents)
        windows = windows_of(passages, self.size)
        notes = _Notes()
        for number, window in enumerate(windows, start=1):
            self.tell(f"Part {number} of {len(windows)}: asking {self.model.name}.")
            self._ask(window, notes, is_part=len(windows) > 1)
        if notes.failures and not notes.has_answers:
            raise notes.failures[0]
        for source in _planted(documents, passages):
            if not any(_are_one(source, other) for other in notes.addressed):
                notes.addressed[source] = None
        found = joined(s for s in notes.found if not _speaks_to_model(s, notes.addressed))
        clear = settled(found, self.examine) if self.examine else Settled(found, ())
        return _made(documents, passages, notes, clear, self.model.name)

    def _ask(self, window: Sequence[GuidePassage], notes: _Notes, *, is_part: bool) -> None:
        """Ask about *window*, in halves where the answer would be too long."""
        try:
            asked = question(window, is_part=is_part, themes=self.themes)
            reply = self.model.ask(replace(asked, accept=lambda answer: self._fault(answer, window)))
        except Truncated as error:
            self._halve(window, notes, error)
        except ModelFailed as error:
            _miss(window, notes, error)
        else:
            notes.usage += reply.usage
            self._take(reply.answer, window, notes)

    def _fault(self, answer: Imported, window: Sequence[GuidePassage]) -> str:
        """Return what is wrong with *answer*, if most of its guidelines don't come from the guide."""
        verifier = Verifier(window, self.themes)
        bare = [said.id for said in answer.guidelines if not verifier.quotations(said.sources)]
        if len(bare) <= len(answer.guidelines) * MOST:
            return ""
        return f"{len(bare)} guidelines have no source whose quote stands, word for word, in its passage"

    def _halve(self, window: Sequence[GuidePassage], notes: _Notes, error: Truncated) -> None:
        half = len(window) // 2
        if not half:
            _miss(window, notes, error)
            return
        for part in (window[:half], window[half:]):
            self._ask(part, notes, is_part=True)

    def _take(self, answer: Imported, window: Sequence[GuidePassage], notes: _Notes) -> None:
        """Keep what of *answer* stands in *window*."""
        verifier = Verifier(window, self.themes)
        notes.has_answers = True
        notes.brands.append(flat(answer.brand))
        notes.addressed.update(dict.fromkeys(verifier.quotations(answer.addressed)))
        for said in answer.guidelines:
            sourced = verifier.guideline(said)
            notes.found.extend([sourced] if sourced else [])
        notes.dropped.extend(verifier.dropped)


def _miss(window: Sequence[GuidePassage], notes: _Notes, error: ModelFailed) -> None:
    notes.failures.append(error)
    notes.unanswered.append(f"{window[0].place} to {window[-1].place}: {error}")


def _made(
    documents: Sequence[Document],
    passages: Sequence[GuidePassage],
    notes: _Notes,
    clear: Settled,
    model: str,
) -> ModelImport:
    used = {source.passage.number for _, sources in clear.guidelines for source in sources}
    unused = tuple(p for p in passages if p.is_rule and p.number not in used)
    lines = [
        *writing.head(documents, _brand(notes.brands, passages) or brand_line(documents), flat(model)),
        *writing.body(clear.guidelines),
        *writing.foot(documents, _remarks(notes, clear, unused)),
    ]
    return ModelImport(
        kit="\n".join(lines) + "\n",
        guidelines=clear.guidelines,
        dropped=tuple(notes.dropped),
        clashing=clear.remarks,
        unused=unused,
        addressed=tuple(notes.addressed),
        unanswered=tuple(notes.unanswered),
        usage=notes.usage,
    )


def _remarks(notes: _Notes, clear: Settled, unused: Sequence[GuidePassage]) -> dict[str, Sequence[str]]:
    """Return what the reviewer has to know beside the guidelines, by what it is called."""
    return {
        "Addressed to whoever reads by program; not obeyed:": tuple(map(writing.told, notes.addressed)),
        "Not answered by the model; import it again, or read it yourself:": notes.unanswered,
        "Taken back, since it clashes with the rest; decide what holds:": clear.remarks,
        "Left out, since the guide does not say it:": notes.dropped,
        "Not used; add what is a rule:": tuple(f"{p.place}: {p.text}" for p in unused),
    }


def _planted(documents: Sequence[Document], passages: Sequence[GuidePassage]) -> Iterator[Source]:
    """Yield what code knows to speak to a program, whatever the model says of it."""
    for place, words in addressed(documents):
        sentences = [words[start:end] for start, end in sentence_spans(words)]
        holding = [p for p in passages if any(stands_in(text, p.text) for text in sentences)]
        yield from (Source(p, words) for p in holding)
        if not holding:
            yield Source(GuidePassage(0, words, place, "", is_rule=False), words)


def _speaks_to_model(sourced: Sourced, addressed: Mapping[Source, None]) -> bool:
    """Return whether a guideline comes from nothing but words that speak to a model."""
    told = [(source.passage.number, source.quote) for source in addressed]
    return all(
        any(s.passage.number == number and _share(s.quote, quote) for number, quote in told)
        for s in sourced.sources
    )


def _are_one(source: Source, other: Source) -> bool:
    return source.passage.number == other.passage.number and _share(source.quote, other.quote)


def _share(quote: str, words: str) -> bool:
    return stands_in(quote, words) or stands_in(words, quote)


def _brand(said: Sequence[str], passages: Sequence[GuidePassage]) -> str:
    """Return the first name *said* that stands in the guide, as YAML; empty where none does."""
    named = (name for name in said if any(stands_in(name, p.text) for p in passages))
    name = next(named, "")
    return scalar(name) if name else ""
