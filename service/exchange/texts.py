"""The kinds of text that callers send, dates included, with what they may hold.

A pattern does more than it says: it refuses lone surrogates, which JSON can write and UTF-8 can't.
"""

import datetime
import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints

LONGEST_NAME = 200
"""Characters of a name."""
LONGEST_REASON = 2_000
"""Characters of a reason or a note."""

ONE_LINE = r"^[^\x00-\x1f\x7f-\x9f]*$"
"""Without control characters (C0 and C1 of ISO/IEC 6429)."""
WITHOUT_NUL = r"^[^\x00]*$"
"""Anything but NUL, which no text holds."""
TIME = r"\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})"
RFC_3339 = re.compile(rf"\d{{4}}-\d{{2}}-\d{{2}}(?:[Tt ]{TIME})?", re.ASCII)
"""A date, perhaps with a time and its offset (RFC 3339, section 5.6)."""
SEPARATORS = re.compile(r"[/\\]")
UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Characters that no file name needs: controls, lone surrogates, those that turn the reading direction."""


def _is_apart(name: str) -> str:
    """Return *name* if it stays what it is as the end of a URL's path (RFC 3986, section 5.2.4)."""
    if {".", ".."} & set(name.split("/")) or name.startswith("/"):
        raise ValueError("no part of it may be “.” or “..”, and it may not begin with “/”")
    return name


def _says_something(text: str) -> str:
    """Return *text* if it holds more than white space."""
    if not text.strip():
        raise ValueError("it may not be empty")
    return text


Name = Annotated[str, StringConstraints(max_length=LONGEST_NAME, pattern=ONE_LINE)]
"""One line, perhaps empty."""
Named = Annotated[Name, Field(min_length=1), AfterValidator(_says_something)]
"""One line that says something."""
DocumentName = Annotated[Name, AfterValidator(_is_apart)]
"""One line that can end a URL."""
Reason = Annotated[str, StringConstraints(max_length=LONGEST_REASON, pattern=WITHOUT_NUL)]
"""A few lines, perhaps none."""
Reasoned = Annotated[Reason, Field(min_length=1), AfterValidator(_says_something)]
"""A few lines that say something."""
Prose = Annotated[str, StringConstraints(min_length=1, pattern=WITHOUT_NUL), AfterValidator(_says_something)]
"""A draft's text; how long it may be is a setting."""
LabelName = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=ONE_LINE)]
"""What a label is called, as `region`."""
LabelValue = Annotated[str, StringConstraints(max_length=500, pattern=ONE_LINE)]
"""What a label says, as `north`."""
Labels = Annotated[dict[LabelName, LabelValue], Field(max_length=50)]
"""What else tells a document apart, by name."""
Cursor = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{32})?$")]
"""Where a page of a list ended; empty for the beginning."""


def _is_written(value: object) -> object:
    """Return *value* if RFC 3339 writes dates or times so; numbers would be counted as seconds."""
    if isinstance(value, datetime.date) or (isinstance(value, str) and RFC_3339.fullmatch(value)):
        return value
    raise ValueError("write it as 2030-01-31, and a time as 2030-01-31T00:00:00Z")


def _is_number(value: object) -> object:
    """Return *value* if it is a number in JSON; texts and truth values would be turned into one."""
    if isinstance(value, (bool, str, bytes)):
        raise ValueError("write it as a number")  # noqa: TRY004 - what pydantic takes
    return value


IS_NUMBER = BeforeValidator(_is_number)
"""For whole numbers, which JSON may write as `20.0`."""
Day = Annotated[datetime.date, BeforeValidator(_is_written)]
"""A day, as `2030-01-31`."""
Instant = Annotated[AwareDatetime, BeforeValidator(_is_written)]
"""A time with its zone, as `2030-01-31T00:00:00Z`."""


def file_name(given: str, *, otherwise: str) -> str:
    """Return the last part of the path *given*, as it can be shown; *otherwise* where nothing is left.

    Args:
        given: what the caller calls a file, from any system, or to mislead.
        otherwise: the name of a file without one.
    """
    last = SEPARATORS.split(given)[-1]
    shown = unicodedata.normalize("NFC", UNSHOWN.sub("", last)).strip()
    if not shown.strip("."):
        return otherwise
    stem, dot, suffix = shown.rpartition(".")
    kept = LONGEST_NAME - len(dot + suffix)
    return shown if len(shown) <= LONGEST_NAME or kept < 1 else f"{stem[:kept]}{dot}{suffix}"
