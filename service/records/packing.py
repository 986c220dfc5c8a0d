"""Nouns as the bytes that are kept of them, whatever characters they hold; made small where that is worth it.

What is large is packed before the database is asked for a turn, and unpacked after, so that nobody waits for
that.
"""

import json
import zlib
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from checker.domain import Noun

SAMPLE = 65_536
"""Bytes by which it is decided whether the rest is worth compressing."""
WORTH = 0.9
"""Part of its size to which a sample must shrink for that; zipped formats don't."""
SQUEEZED, PLAIN = b"z", b"-"
"""The first byte of what is kept: compressed (RFC 1950), or as it was."""

Kept = TypeVar("Kept", bound=Noun)


def packed(noun: Noun) -> bytes:
    """Return *noun* as it is kept."""
    return squeezed(as_json(noun))


def unpacked(kind: type[Kept], content: bytes) -> Kept:
    """Return the noun that is kept as *content*."""
    plain = unsqueezed(content)
    try:
        return kind.model_validate_json(plain)
    except ValidationError:
        return kind.model_validate(json.loads(plain))


def as_json(noun: Noun) -> bytes:
    """Return *noun* as JSON; lone surrogates, which pydantic refuses to write, as escapes."""
    try:
        return noun.model_dump_json().encode()
    except PydanticSerializationError:
        return json.dumps(noun.model_dump(mode="json")).encode()


def squeezed(content: bytes) -> bytes:
    """Return *content* as it is kept."""
    sample = content[:SAMPLE]
    is_worth = len(zlib.compress(sample, 1)) < WORTH * len(sample)
    return SQUEEZED + zlib.compress(content, 1) if is_worth else PLAIN + content


def unsqueezed(content: bytes) -> bytes:
    """Return what is kept as *content*."""
    return zlib.decompress(memoryview(content)[1:]) if content[:1] == SQUEEZED else content[1:]
