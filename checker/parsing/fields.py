"""A draft as the fields of a page: the JSON that a content management system's hook or gate makes of it."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Literal

from pydantic import ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from checker.composition import Facts, tidy
from checker.domain import Limits, Noun
from checker.errors import UnreadableDocument
from checker.parsing.decoding import SPLIT, decode, require_size

MOST_FIELDS = 2_000
"""Fields of one draft."""
MOST_LABELS = 50
"""Labels that are kept."""
LONGEST_PATH = 2_000
"""Characters of a field's path."""
LONGEST_NAME = 200
"""Characters of a field's name that are shown."""
LONGEST_KEY = 60
"""Characters of a name in the file that an error repeats."""
MOST_PROBLEMS = 3
"""Problems that an error names."""
REMEDY = "See “Drafts in fields” in the README, and send it again."
KINDS = ("text", "html", "markdown", "auto")

PROBLEMS = {
    "missing": "is missing",
    "extra_forbidden": "is not known",
    "string_type": "must be text",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "tuple_type": "must be a list",
    "bool_type": "must be true or false",
    "literal_error": f"must be one of {', '.join(KINDS)}",
    "string_too_short": "must not be empty",
    "string_too_long": f"must not be longer than {LONGEST_PATH} characters",
}
"""What is wrong with a value, by pydantic's names of it."""


HALF = re.compile("[\ud800-\udfff]")
"""Half of a character, as programs leave it that cut a text in the middle of an emoji."""


class DraftField(Noun):
    """One field of a draft."""

    model_config = ConfigDict(strict=True)
    path: str = Field(min_length=1, max_length=LONGEST_PATH)
    """Where it is in the content that it comes from, such as a JSON pointer; no other field has the same."""
    name: str = ""
    """What people call it; its path where empty."""
    kind: Literal["text", "html", "markdown", "auto"] = "text"
    """How its text is written; `auto` is HTML where it has tags, else text."""
    text: str
    is_title: bool = False
    """Whether it is the draft's headline."""


class FieldsDraft(Noun):
    """A draft in fields."""

    model_config = ConfigDict(strict=True)
    title: str = ""
    url: str = ""
    """Where readers find it."""
    language: str = ""
    """The language that it is written in, as its system calls it."""
    team: str = ""
    channel: str = ""
    audience: str = ""
    labels: dict[str, str] = Field(default_factory=dict)
    fields: tuple[DraftField, ...] = Field(strict=False)

    @property
    def facts(self) -> Facts:
        """Return what it says of itself, as front matter would."""
        known = {"url": self.url, "language": self.language}
        labels = {_flat(name): _flat(said) for name, said in (known | self.labels).items()}
        said = [(name, words) for name, words in labels.items() if name and words]
        return Facts(
            title=_flat(self.title),
            team=_flat(self.team).lower(),
            channel=_flat(self.channel).lower(),
            audience=_flat(self.audience),
            labels=dict(said[:MOST_LABELS]),
        )


def read_fields(content: bytes, source: str, limits: Limits) -> FieldsDraft:
    """Return the draft that *content* holds.

    Raises:
        UnreadableDocument: it is no such JSON, which its text says, with line or pointer, or over a limit.
    """
    require_size(content, source, limits)
    value = _loaded(_decoded(content), source)
    try:
        draft = FieldsDraft.model_validate(value)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_context=False, include_input=False)
        raise _wrong(source, problems) from error
    _require_sound(draft, source, limits)
    return draft


def _decoded(content: bytes) -> str:
    """Return *content* as text; JSON in UTF-8 may hold halves of characters, as no other text does."""
    if b"\0" not in content:
        with suppress(UnicodeDecodeError):
            return content.decode("utf-8", "surrogatepass").removeprefix("\ufeff")
    return decode(content)


def _loaded(text: str, source: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_single)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableDocument(source, f"not valid JSON ({where}: {error.msg})", REMEDY) from error
    except RecursionError as error:
        raise UnreadableDocument(source, "nested too deeply", REMEDY) from error
    except ValueError as error:
        raise UnreadableDocument(source, f"not valid JSON ({error})", REMEDY) from error


def _single(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return the members of an object, no two of which may have the same name."""
    members = {_whole(name): _whole(value) if isinstance(value, str) else value for name, value in pairs}
    if len(members) < len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"“{_short(twice)}” stands twice in one object")
    return members


def _whole(text: str) -> str:
    return HALF.sub("\ufffd", text)


def _flat(text: str) -> str:
    return " ".join(tidy(text).split())


def _wrong(source: str, problems: list[ErrorDetails]) -> UnreadableDocument:
    told = list(dict.fromkeys(map(_problem, problems)))
    more = f" and {len(told) - MOST_PROBLEMS} more" if len(told) > MOST_PROBLEMS else ""
    return UnreadableDocument(source, "; ".join(told[:MOST_PROBLEMS]) + more, REMEDY)


def _problem(problem: ErrorDetails) -> str:
    """Return what is wrong and where, as a JSON pointer (RFC 6901)."""
    steps = [_short(str(step)).replace("~", "~0").replace("/", "~1") for step in problem["loc"]]
    where = "".join(f"/{step}" for step in steps) or "the whole"
    return f"{where} {PROBLEMS.get(problem['type'], problem['msg'])}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_KEY else f"{words[:LONGEST_KEY]}…"


def _require_sound(draft: FieldsDraft, source: str, limits: Limits) -> None:
    """Refuse too many fields, too much text, and two fields at one place.

    Raises:
        UnreadableDocument: so it is.
    """
    if len(draft.fields) > MOST_FIELDS:
        raise UnreadableDocument(source, f"holds more than {MOST_FIELDS:,} fields", SPLIT)
    if sum(len(field.text) for field in draft.fields) > limits.max_characters:
        raise UnreadableDocument(source, f"longer than {limits.max_characters:,} characters", SPLIT)
    for twice in _repeated(draft):
        raise UnreadableDocument(source, f"two fields have the path “{_short(twice)}”", REMEDY)


def _repeated(draft: FieldsDraft) -> Iterator[str]:
    counts = Counter(field.path for field in draft.fields)
    return (path for path, count in counts.items() if count > 1)
