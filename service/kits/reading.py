"""What callers send and get as a kit: YAML or JSON, with every breach of its form told by line."""

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import cast

from pydantic import JsonValue

from checker.domain import BrandKit
from checker.errors import InvalidBrandKit
from checker.kits.importing.layout import scalar
from checker.kits.source.files import MAX_BYTES
from service.kits.laying import written
from service.problems import Fault, Problem

YAML_NAME = "kit.yaml"
JSON_NAME = "kit.json"
LINE = re.compile(r"kit\.(?:yaml|json):(\d+): (.*)", re.DOTALL)
"""A problem with a place, as the loader tells it."""
WHOLE = re.compile(r"kit\.(?:yaml|json): (.*)", re.DOTALL)


def decoded(content: bytes) -> str:
    """Return *content* as text with plain line ends.

    Raises:
        Problem: 413 if it is too large; 422 if it is not UTF-8.
    """
    if len(content) > MAX_BYTES:
        raise Problem(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "too-large",
            f"A kit has at most {MAX_BYTES:,} bytes, and this has {len(content):,}. Split it into two kits.",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        fault = Fault(at=f"line {line}", says=f"not UTF-8 (byte 0x{content[error.start]:02X})")
        raise _invalid((fault,), "The kit is not UTF-8. Save it as UTF-8.") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def faults_of(error: InvalidBrandKit) -> tuple[Fault, ...]:
    """Return what is wrong with a kit, by line."""
    return tuple(map(_fault, error.problems))


def problem_of(error: InvalidBrandKit) -> Problem:
    """Return the problem that a kit does not load."""
    faults = faults_of(error)
    things = "one thing" if len(faults) == 1 else f"{len(faults)} things"
    return _invalid(faults, f"The kit can't be read as it is: {things} to put right. Nothing was changed.")


def yaml_of(text: str) -> str:
    """Return the JSON *text* of a kit, which loads, as YAML."""
    return written(cast("JsonValue", json.loads(text)))


def named(text: str, kit: BrandKit, brand: str) -> str:
    """Return the YAML *text* of *kit* with its brand's name, which a bare list of guidelines lacks."""
    if kit.brand != "kit" or re.search(r"(?mi)^[\"']?brand[\"']?\s*:", text):
        return text
    body = re.sub(r"\A(?:%YAML[^\n]*\n)?---[ \t]*\n", "", text)
    return f"brand: {scalar(brand)}\nguidelines:\n{body}"


def content_of(kit: BrandKit) -> dict[str, JsonValue]:
    """Return what *kit* says, as JSON that is again a kit."""
    content: dict[str, JsonValue] = kit.model_dump(mode="json", exclude_defaults=True, exclude={"digest"})
    return content


def numbered(source: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of *source* with their numbers, as faults name them."""
    return enumerate(source.splitlines(), start=1)


def _fault(told: str) -> Fault:
    if placed := LINE.fullmatch(told):
        return Fault(at=f"line {placed[1]}", says=placed[2])
    whole = WHOLE.fullmatch(told)
    return Fault(at="kit", says=whole[1] if whole else told)


def _invalid(faults: tuple[Fault, ...], detail: str) -> Problem:
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-kit", detail, faults=faults)
