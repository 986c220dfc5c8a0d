"""The fields of a content that hold prose: all that do, or those that rules name."""

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from service.hooks.bodies import plain
from service.hooks.prose.looks import is_locale, is_prose, kind_of, name_of, title_rank
from service.hooks.prose.paths import Found, find, parts, pointer
from service.hooks.prose.rich import html
from service.hooks.protocol import FieldText, Malformed
from service.nouns.hooks import FieldKind, FieldRule

DEPTH = 100
"""How deep content may be nested."""
FIELDS = 2_000
"""How many fields a document may have."""
CHARACTERS = 2_000_000
"""How many characters they may have together."""


@dataclass(frozen=True)
class Habits:
    """What is peculiar to a system's content."""

    skips: Callable[[str, JsonValue], bool] = lambda _name, _value: False
    """Whether what has this name and value holds no prose, whatever it looks; in lists names are empty."""


@dataclass
class _Basket:
    habits: Habits
    under: int
    """How many names of a pointer are left out of what people call a field."""
    fields: dict[str, FieldText] = field(default_factory=dict)
    characters: int = 0

    def add(self, found: FieldText) -> None:
        """Keep a field, unless it is there already."""
        if found.path in self.fields or not found.text.strip():
            return
        self.characters += len(found.text)
        if len(self.fields) >= FIELDS or self.characters > CHARACTERS:
            raise Malformed(f"There are more than {FIELDS} fields, or {CHARACTERS} characters in them.")
        self.fields[found.path] = found


def gathered(value: JsonValue, at: str, habits: Habits) -> list[FieldText]:
    """Return all fields with prose in *value*, which lies *at* a JSON pointer, in its order.

    Raises:
        Malformed: if it is over a limit.
    """
    basket = _Basket(habits, len(parts(at)))
    _walk(Found(at, value), basket, 0)
    return list(basket.fields.values())


def chosen(content: JsonValue, rules: Iterable[FieldRule], habits: Habits) -> list[FieldText]:
    """Return the fields that *rules* name.

    Raises:
        Malformed: if a rule's path is none, or the content is over a limit.
    """
    basket = _Basket(habits, 0)
    for rule in rules:
        for found in find(content, rule.path):
            _follow(rule, found, basket)
    return list(basket.fields.values())


def _follow(rule: FieldRule, found: Found, basket: _Basket) -> None:
    for at, value in _spread(found):
        if isinstance(value, str):
            kind = kind_of(value) if rule.kind is FieldKind.AUTO else rule.kind
            name = rule.name or called(at, 0) or rule.path
            basket.add(FieldText(at, name, kind, plain(value), is_title=rule.is_title))
            continue
        before = len(basket.fields)
        _walk(Found(at, value), basket, 0)
        for path, made in list(basket.fields.items())[before:] if rule.name or rule.is_title else ():
            name = rule.name or made.name
            basket.fields[path] = dataclasses.replace(made, name=name, is_title=rule.is_title)


def _spread(found: Found) -> list[Found]:
    """Return what is in *found* where that is texts in several locales, or a list of texts; else itself."""
    at, value = found
    if isinstance(value, dict) and value and all(map(is_locale, value)):
        return [Found(at + pointer(name), inner) for name, inner in value.items()]
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return [Found(f"{at}/{place}", inner) for place, inner in enumerate(value)]
    return [found]


def _walk(found: Found, basket: _Basket, depth: int) -> None:
    at, value = found
    if depth > DEPTH:
        raise Malformed(f"The content is nested deeper than {DEPTH} levels.")
    if isinstance(value, str):
        _text(at, value, basket)
    elif (pen := html(value, at)) is not None:
        basket.add(FieldText(at, called(at, basket.under), FieldKind.HTML, pen.html))
        _all((Found(*aside) for aside in pen.asides if not basket.habits.skips("", aside[1])), basket, depth)
    else:
        _all(_inner(found, basket.habits), basket, depth)


def _all(places: Iterable[Found], basket: _Basket, depth: int) -> None:
    for place in places:
        _walk(place, basket, depth + 1)


def _inner(found: Found, habits: Habits) -> list[Found]:
    at, value = found
    if isinstance(value, dict):
        kept = [(name, inner) for name, inner in value.items() if not habits.skips(name, inner)]
        return [Found(at + pointer(name), inner) for name, inner in kept]
    places = enumerate(value if isinstance(value, list) else ())
    return [Found(f"{at}/{place}", inner) for place, inner in places if not habits.skips("", inner)]


def _text(at: str, text: str, basket: _Basket) -> None:
    if is_prose(name_of(parts(at)), text):
        basket.add(FieldText(at, called(at, basket.under), kind_of(text), plain(text)))


def called(at: str, under: int) -> str:
    """Return what people call the field *at* a pointer, without the first *under* names: `body 3 › text`."""
    names: list[str] = []
    for part in parts(at)[under:]:
        if part.isdecimal() and names:
            names[-1] += f" {int(part[:9]) + 1}"
        else:
            names.append(part)
    return " › ".join(names)


def titled(fields: Sequence[FieldText], name: Callable[[FieldText], str]) -> list[FieldText]:
    """Return *fields* with the likeliest as the title, unless one is it; *name* gives their plain names."""
    if any(found.is_title for found in fields):
        return list(fields)
    ranks = [
        (rank, place) for place, each in enumerate(fields) if (rank := title_rank(name(each))) is not None
    ]
    best = min(ranks, default=(0, -1))[1]
    return [dataclasses.replace(each, is_title=place == best) for place, each in enumerate(fields)]


def title_of(fields: Sequence[FieldText]) -> str:
    """Return the words of the field that is the title, in a line of 300 characters at most; else nothing."""
    words = next((each.text for each in fields if each.is_title), "")
    return " ".join(words.split())[:300]
