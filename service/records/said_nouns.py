"""How rows of what documents say become nouns again, which were valid when they were kept."""

import datetime
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias, cast

from pydantic import JsonValue

from checker.claims.spoken import Spoken, understood
from checker.domain import (
    Basis,
    Chances,
    Complained,
    Complaint,
    Measure,
    Said,
    Share,
    Statement,
    Stood,
    Verdict,
)
from checker.domain.kit import Role

MOST_VALUES = 50
"""Values that each label has at most, the commonest."""

Shared: TypeAlias = tuple[str, str, list[str], str | None, float, int, str, int, int]
"""Check, message, guidelines, role, share, passages, quote, start, end."""
ClaimColumns: TypeAlias = tuple[str, int, int, int, str, str, str, str | None, bytes | None]
"""Check, position, start, end, text, bases and measures in JSON, what it speaks of, vector."""
Bound = Literal["", "at-most", "at-least"]


class Head(NamedTuple):
    """What a row says of the check."""

    check: str
    title: str
    source: str
    team: str
    channel: str
    audience: str


class Claimed(NamedTuple):
    """A statement, where it stands, and its vector and what it speaks of, where they are known."""

    stood: Stood
    position: int
    """Its place among the check's claims."""
    vector: bytes | None
    spoken: Spoken | None


def said_of_row(row: tuple[object, ...], shares: Iterable[Shared]) -> Said:
    """Return what a document says; *row* is a `Head` and the columns of `SAYS`."""
    head = Head(*cast("tuple[str, str, str, str, str, str]", row[:6]))
    labels, verdict, lead, day, readers, passages, chances = row[6:]
    return Said.of_valid(
        document=head.check,
        title=head.title,
        source=head.source,
        team=head.team,
        channel=head.channel,
        audience=head.audience,
        labels=cast("dict[str, str]", labels),
        day=cast("datetime.date", day),
        readers=cast("float", readers),
        verdict=Verdict(cast("str", verdict)),
        lead=cast("str | None", lead),
        messages=tuple(map(_share, shares)),
        chances=_chances(cast("dict[str, JsonValue] | None", chances)),
        passages=cast("int", passages),
    )


def claimed_of_row(head: Head, day: datetime.date, row: ClaimColumns) -> Claimed:
    """Return a claim of the check *head*."""
    _, position, start, end, text, bases, measures, spoken, vector = row
    statement = Statement.of_valid(
        start=start, end=end, text=text, bases=_bases(bases), measures=_measures(measures)
    )
    return Claimed(_stood(head, day, statement), position, vector, understood(spoken) if spoken else None)


def _stood(head: Head, day: datetime.date, statement: Statement) -> Stood:
    return Stood.of_valid(
        statement=statement,
        document=head.check,
        title=head.title,
        source=head.source,
        team=head.team,
        channel=head.channel,
        day=day,
    )


@lru_cache(maxsize=512)
def _bases(kept: str) -> tuple[Basis, ...]:
    return tuple(map(Basis, json.loads(kept)))


@lru_cache(maxsize=16_384)
def _measures(kept: str) -> tuple[Measure, ...]:
    """Return the measures that *kept*, a list in JSON, holds; the same figure stands in many documents."""
    return tuple(map(_measure, json.loads(kept)))


def sold_of_row(row: tuple[object, ...]) -> Stood:
    """Return a passage that sells a theme; *row* is a `Head` and day, message, start, end, quote."""
    head = Head(*cast("tuple[str, str, str, str, str, str]", row[:6]))
    day, _, start, end, quote = row[6:]
    statement = Statement.of_valid(
        start=cast("int", start), end=cast("int", end), text=cast("str", quote), bases=(), measures=()
    )
    return _stood(head, cast("datetime.date", day), statement)


def complained_of_row(row: tuple[object, ...]) -> Complained:
    """Return a complaint; *row* is check, title, day, start, end, text, theme."""
    check, title, day, start, end, text, theme = row
    complaint = Complaint.of_valid(
        start=cast("int", start), end=cast("int", end), text=cast("str", text), theme=cast("str", theme)
    )
    return Complained.of_valid(
        complaint=complaint,
        document=cast("str", check),
        title=cast("str", title),
        day=cast("datetime.date", day),
    )


def joined(
    heads: Iterable[tuple[object, ...]], shares: Iterable[tuple[str, Iterator[Shared]]]
) -> Iterator[tuple[tuple[object, ...], Iterable[Shared]]]:
    """Yield each of *heads* with the shares of its check; both are in the order of the checks."""
    groups = iter(shares)
    group = next(groups, None)
    for head in heads:
        while group and group[0] < str(head[0]):
            group = next(groups, None)
        yield head, group[1] if group and group[0] == head[0] else ()


def valued(rows: Iterable[tuple[str, str, int]]) -> dict[str, tuple[str, ...]]:
    """Return names of labels with the commonest of their values; *rows* has the commonest first."""
    found: dict[str, list[str]] = {}
    for name, value, _ in rows:
        values = found.setdefault(name, [])
        if len(values) < MOST_VALUES:
            values.append(value)
    return {name: tuple(values) for name, values in found.items()}


def _share(row: Shared) -> Share:
    _, message, guidelines, role, share, passages, quote, start, end = row
    return Share.of_valid(
        message=message,
        guidelines=tuple(guidelines),
        role=Role(role) if role else None,
        share=share,
        passages=passages,
        quote=quote,
        start=start,
        end=end,
    )


def _chances(kept: dict[str, JsonValue] | None) -> Chances | None:
    if kept is None:
        return None
    return Chances.of_valid(messages=tuple(cast("list[str]", kept["messages"])), pairs=kept["pairs"])


def _measure(kept: dict[str, JsonValue]) -> Measure:
    return Measure.of_valid(
        text=cast("str", kept["text"]),
        low=cast("float", kept["low"]),
        high=cast("float", kept["high"]),
        unit=cast("str", kept["unit"]),
        about=tuple(cast("list[str]", kept["about"])),
        bound=cast("Bound", kept["bound"]),
    )
