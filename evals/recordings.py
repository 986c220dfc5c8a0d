"""Recorded answers: a model that replays what a reader answered to exactly these questions.

`recordings/<engine>/<brand>.json` holds the recordings of one brand's drafts. An answer belongs to the digest
of its question: when the prompt, the guidelines, the draft or the form of the answer changes by a letter,
the recording is *stale*, and the draft counts as not judged until it is answered again.
"""

import datetime
import json
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar, cast

from pydantic import JsonValue, ValidationError

from checker.asking import Question, Reply, Usage
from checker.chat.schemas import compact
from checker.domain import Noun
from checker.errors import InputError, ModelFailed
from checker.settings import Price

ABOUT = (
    "Answers to exactly the questions that are asked about these drafts, by a reader who saw the question "
    "and nothing else, and no labels. No provider's service was called for them."
)
"""What stands at the head of every file."""
FOLDER = Path(__file__).parent / "recordings"
"""The recordings that are shipped, a folder an engine."""
CHARACTERS_PER_TOKEN = 4
"""How tokens are estimated; an English text of any usual tokenizer lies between 3.5 and 4.5."""
FREE = Price(input=0, output=0)
"""The price where none is named."""
Answer = TypeVar("Answer", bound=Noun)


class InvalidRecordings(InputError):
    """A file of recordings that is not one."""


class Recording(Noun):
    """One answer, with the question that it belongs to."""

    draft: str
    """The draft's id."""
    prompt: str
    """The prompt's name."""
    version: str
    """The prompt's version."""
    prompt_digest: str
    """SHA-256 of the prompt's file."""
    sample: int = 0
    """Which of several answers to the same question."""
    question: str
    """The question's digest."""
    by: str
    """Who answered."""
    when: datetime.date
    answer: dict[str, JsonValue]

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Return what recordings are sorted by in their file."""
        return self.draft, self.prompt, self.sample, self.question


class _File(Noun):
    about: str
    recordings: tuple[Recording, ...]


@dataclass
class Tally:
    """What became of the questions about one draft."""

    draft: str
    replayed: list[Recording] = field(default_factory=list)
    open: list[Question[Noun]] = field(default_factory=list)
    """Questions without an answer."""
    outdated: tuple[Recording, ...] = ()
    """Recordings about the draft that answer no question that was asked."""

    @property
    def counts(self) -> dict[str, float]:
        """Return the recordings used, stale and missing, as they stand beside a report's cost.

        An open question is stale where an outdated recording of its prompt and sample is left, else missing.
        """
        left = Counter((recording.prompt, recording.sample) for recording in self.outdated)
        asked = Counter((question.prompt.name, question.sample) for question in self.open)
        stale = (left & asked).total()
        return {"recorded": len(self.replayed), "stale": stale, "missing": len(self.open) - stale}


class Recordings:
    """All recordings of one engine; a `Model` that answers about the draft that is open."""

    def __init__(self, folder: Path, *, price: Price = FREE) -> None:
        """Read what lies in *folder* when it is asked for; a replayed call is said to cost its *price*."""
        self._folder = folder
        self._price = price
        self._brands: dict[str, dict[str, Recording]] = {}
        self._known: Mapping[str, Recording] = {}
        self._tally = Tally("")
        self._sample = 0
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """Return the name under which reports say who judged."""
        return f"recordings:{self._folder.name}"

    @contextmanager
    def about(self, brand: str, draft: str) -> Iterator[Tally]:
        """Answer questions about one *draft* of *brand*; the tally is whole when the block is left.

        Raises:
            InvalidRecordings: the brand's file is not one.
        """
        self._known = self._of(brand)
        self._tally = tally = Tally(draft)
        yield tally
        used = {recording.question for recording in tally.replayed}
        tally.outdated = tuple(
            each for each in self._known.values() if each.draft == draft and each.question not in used
        )

    @contextmanager
    def sample(self, number: int) -> Iterator[None]:
        """Answer as if the recorded sample with this *number*, from 0, were the first."""
        before, self._sample = self._sample, number
        try:
            yield
        finally:
            self._sample = before

    def ask(self, question: Question[Answer]) -> Reply[Answer]:
        """Return the recorded answer to *question*.

        Usage is one call; tokens are estimated at `CHARACTERS_PER_TOKEN`, none of them from a prompt cache.

        Raises:
            ModelFailed: there is no recording of exactly this question, or what was answered is not accepted.
        """
        question = replace(question, sample=question.sample + self._sample)
        recording = self._known.get(question.digest)
        answer = _accepted(question, recording.answer) if recording else None
        with self._lock:
            if recording is None or answer is None:
                self._tally.open.append(cast("Question[Noun]", question))
                raise ModelFailed("no recording of this question")
            self._tally.replayed.append(recording)
        return Reply(answer, usage(question, recording.answer, self._price), f"recording:{recording.by}")

    def all(self, brand: str) -> tuple[Recording, ...]:
        """Return the recordings of *brand*, in the order of their file."""
        return tuple(sorted(self._of(brand).values(), key=lambda recording: recording.order))

    def samples(self, brand: str, draft: str) -> int:
        """Return how many samples are recorded about *draft* of *brand*."""
        numbers = (each.sample + 1 for each in self._of(brand).values() if each.draft == draft)
        return max(numbers, default=0)

    def add(self, brand: str, recording: Recording) -> None:
        """Keep *recording*, in memory and in the brand's file."""
        with self._lock:
            self._of(brand)[recording.question] = recording
            self._write(brand)

    def drop(self, brand: str, unwanted: Iterable[Recording]) -> None:
        """Forget the *unwanted* recordings of *brand*, in memory and in its file."""
        with self._lock:
            for recording in unwanted:
                del self._of(brand)[recording.question]
            self._write(brand)

    def _of(self, brand: str) -> dict[str, Recording]:
        if brand not in self._brands:
            path = self._path(brand)
            found = _load(path) if path.exists() else ()
            self._brands[brand] = {recording.question: recording for recording in found}
        return self._brands[brand]

    def _path(self, brand: str) -> Path:
        return self._folder / f"{brand}.json"

    def _write(self, brand: str) -> None:
        kept = _File(about=ABOUT, recordings=self.all(brand)).model_dump(mode="json")
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._path(brand).with_suffix(".unfinished")
        unfinished.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        unfinished.replace(self._path(brand))


def tokens(text: str) -> int:
    """Return the estimated number of tokens of *text*."""
    return -(-len(text) // CHARACTERS_PER_TOKEN)


def tokens_of(question: Question[Answer]) -> int:
    """Return the estimated input tokens of *question*: all its messages and its answer's form, as sent."""
    prompt, form = question.prompt, json.dumps(compact(question.schema))
    return tokens(prompt.instructions + prompt.context + prompt.data + form)


def usage(question: Question[Answer], answer: Mapping[str, JsonValue], price: Price = FREE) -> Usage:
    """Return what *question* and *answer* are estimated to cost at *price*, without any prompt cache."""
    asked, told = tokens_of(question), tokens(json.dumps(answer, ensure_ascii=False))
    money = round((asked * price.input + told * price.output) / 1_000_000, 9)
    return Usage(calls=1, tokens_in=asked, tokens_out=told, money=money)


def recording_of(question: Question[Answer], reply: Reply[Answer], *, draft: str, by: str) -> Recording:
    """Return the *reply* to *question* about *draft* as a recording of today, answered by *by*."""
    prompt = question.prompt
    return Recording(
        draft=draft,
        prompt=prompt.name,
        version=prompt.version,
        prompt_digest=prompt.digest,
        sample=question.sample,
        question=question.digest,
        by=by,
        when=datetime.datetime.now(tz=datetime.UTC).date(),
        answer=reply.answer.model_dump(mode="json"),
    )


def _accepted(question: Question[Answer], told: Mapping[str, JsonValue]) -> Answer | None:
    """Return what was *told* as the answer to *question*; None where whoever asks does not accept it."""
    try:
        answer = question.answer.model_validate(told)
    except ValidationError:
        return None
    return None if question.accept(answer) else answer


def _load(path: Path) -> tuple[Recording, ...]:
    try:
        return _File.model_validate_json(path.read_text(encoding="utf-8")).recordings
    except (ValidationError, UnicodeDecodeError) as error:
        raise InvalidRecordings(f"{path}: not a file of recordings: {error}") from error
