"""What kits may be called: short names in kebab-case, which are safe in addresses and file names."""

import re
from http import HTTPStatus
from pathlib import PurePath

from service.problems import Problem

PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""An id: lower-case letters and digits, with single hyphens between them."""
LONGEST = 64
"""Characters of an id."""
RESERVED = frozenset({"import", "new"})
"""Addresses that mean something else."""


def is_id(text: str) -> bool:
    """Return whether *text* can be a kit's id."""
    return len(text) <= LONGEST and text not in RESERVED and bool(re.fullmatch(PATTERN, text, re.ASCII))


def valid_id(text: str) -> str:
    """Return *text*, which is to be a kit's id.

    Raises:
        Problem: 422 if it can't be one.
    """
    if is_id(text):
        return text
    raise Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "invalid-kit-id",
        f"A kit's id has lower-case letters, digits and single hyphens, at most {LONGEST}, as “acme-dental”; "
        f"{' and '.join(sorted(RESERVED))} are taken. Choose another.",
    )


def id_from(name: str, taken: frozenset[str]) -> str:
    """Return an id that no kit has, made of *name*: a brand's, or a file's."""
    words = re.findall(r"[a-z0-9]+", PurePath(name).stem.lower().encode("ascii", "ignore").decode())
    stem = "-".join(words)[: LONGEST - 5].strip("-") or "kit"
    candidates = (stem, *(f"{stem}-{number}" for number in range(2, 10_000)))
    return next(each for each in candidates if is_id(each) and each not in taken)
