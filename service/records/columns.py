r"""What SQLite and PostgreSQL keep alike: any text, moments with their zone, JSON.

PostgreSQL refuses NUL in text, neither database takes lone surrogates, and drafts hold both. Such characters
are written as `\x1a` and four hexadecimal digits, `\x1a` itself included, so that each text comes back as it
was.
"""

import datetime
import json
import re
from typing import cast

from pydantic import JsonValue
from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator

from checker.errors import InputError

ESCAPE = "\x1a"
"""ASCII's SUBSTITUTE, which stands for a character that can't be represented (ECMA-48)."""
UNTOLD = re.compile("[\x00\x1a\ud800-\udfff]")
"""The characters that are escaped."""
SURROGATE = re.compile("[\ud800-\udfff]")
TOLD = re.compile("\x1a([0-9a-f]{4})")
LONGEST_NAME = 300
"""Characters of a name; an entry of PostgreSQL's index holds 2,704 bytes at most."""


class Short(TypeDecorator[str]):
    """Text of a few characters that is ours: an identifier, a digest, a state."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's
        """Return *value* in characters that every database takes."""
        return None if value is None else told(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return what was given."""
        if value is None or ESCAPE not in value:
            return value
        return TOLD.sub(lambda found: chr(int(found[1], 16)), value)


class Words(Short):
    """Text of any characters and any length."""

    impl = Text
    cache_ok = True


class Name(Words):
    """A short text of the caller's by which something is found.

    Raises:
        InputError: if it is to be kept and longer than `LONGEST_NAME` characters; it may be asked for.
    """

    cache_ok = True

    def coerce_compared_value(self, op: object, value: object) -> Words:  # noqa: ARG002 - SQLAlchemy's
        """Return the type of what it is compared with."""
        return Words()

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return *value* in characters that every database takes."""
        if value is not None and len(value) > LONGEST_NAME:
            raise InputError(
                f"“{value[:40]}…” has {len(value):,} characters. "
                f"Names of documents, kits, teams, channels and people have at most {LONGEST_NAME}."
            )
        return super().process_bind_param(value, dialect)


class At(TypeDecorator[datetime.datetime]):
    """A moment, kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime.datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's
    ) -> datetime.datetime | None:
        """Return *value* in UTC.

        Raises:
            ValueError: if it has no zone.
        """
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return None if value is None else value.astimezone(datetime.UTC)

    def process_result_value(
        self,
        value: datetime.datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's
    ) -> datetime.datetime | None:
        """Return the moment with its zone, which SQLite forgets."""
        if value is None:
            return None
        return value.replace(tzinfo=datetime.UTC) if value.tzinfo is None else value.astimezone(datetime.UTC)


class Json(TypeDecorator[JsonValue]):
    """A value of JSON (RFC 8259), in ASCII."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: JsonValue, dialect: Dialect) -> str:  # noqa: ARG002
        """Return *value* as text."""
        return json.dumps(value, allow_nan=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> JsonValue:  # noqa: ARG002
        """Return the value."""
        return None if value is None else cast("JsonValue", json.loads(value))


def told(text: str) -> str:
    """Return *text* in characters that every database takes; no two texts become one."""
    return UNTOLD.sub(lambda found: f"{ESCAPE}{ord(found[0]):04x}", text)


def shown(text: str) -> str:
    """Return *text* without lone surrogates, which no JSON can hold: for what is shown in lists."""
    return SURROGATE.sub("\ufffd", text)
