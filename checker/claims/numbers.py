"""Numbers as people write them: digits, words, scales, fractions; hostile ones are passed over.

`9,400`, `1.5m`, `two hundred and fifty`, `half a million`, `2½`. A number of more than fifteen digits, one in
a list without spaces (`1,2,3,4`), in a word (`v2.1`, `1e400`) or with a leading zero (`01947`) counts nothing.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from babel.numbers import NumberFormatError, parse_decimal

SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {"hundred": 1e2, "dozen": 12.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
PARTS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
LEAD = {"once": 1.0, "twice": 2.0, "thrice": 3.0, "a couple of": 2.0, "a dozen": 12.0, "half a dozen": 6.0}
"""Words that are a number by themselves."""

_WORD = "|".join(sorted(SMALL, key=len, reverse=True))
_SCALE = "hundred|thousand|million|billion|trillion|dozen"
_VULGAR = "¼½¾⅓⅔⅕⅖⅗⅘⅛⅜⅝⅞"
_DIGITS = (
    rf"(?<![\w.,])(?:\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,6}})?|\d{{1,3}}(?:[\u00a0\u202f ]\d{{3}}){{1,4}}(?!\d)"
    rf"|\d{{1,15}}(?:\.\d{{1,6}})?)[{_VULGAR}]?(?!\d|[.,]\d)"
)
_SPELT = (
    rf"\b(?:{_WORD})(?:(?:[ -]|(?<=hundred) and |(?<=thousand),? and |(?<=million),? and )(?:{_WORD}|{_SCALE})(?!\w)){{0,8}}"
    rf"|\ba (?:{_SCALE})(?: (?:{_SCALE})){{0,2}}\b(?! of\b)"
    r"|\bhalf an? (?=hour|day|year|minute|mile|pound|kilo|lit|pint|million|billion|dozen|ton)"
    r"|\b(?:a |one )?(?:quarter|third) of an? (?=hour|million|mile|second|pint|lit)"
    r"|\bthree quarters of an (?=hour)|\b(?:once|twice|thrice|a couple of)\b"
)
NUMBER = re.compile(
    rf"(?P<digits>{_DIGITS})(?: ?(?P<short>k|mn?|bn|tn)(?![\w/]))?(?P<and> and an? (?:half|quarter)\b)?"
    rf"(?P<scale>(?:[ -](?:{_SCALE})\b){{0,2}})"
    rf"|(?P<spelt>{_SPELT})(?P<spelt_and> and an? (?:half|quarter)\b)?(?P<spelt_scale>(?:[ -]?(?:{_SCALE})\b){{0,2}})"
    rf"|(?<![\w.,])(?P<vulgar>[{_VULGAR}])",
    re.IGNORECASE,
)


class Number(NamedTuple):
    """A number and where it stands."""

    start: int
    end: int
    value: float
    is_short: bool = False
    """Whether its scale is a letter, which may be a unit instead: `2m`."""


def numbers_in(text: str) -> list[Number]:
    """Return the numbers of *text* in order."""
    found = []
    for match in NUMBER.finditer(text):
        value = _value(match)
        if value is not None:
            end = len(match.group().rstrip()) + match.start()
            found.append(Number(match.start(), end, value, match["short"] is not None))
    return found


def _value(match: re.Match[str]) -> float | None:
    if match["vulgar"]:
        return unicodedata.numeric(match["vulgar"])
    digits = match["digits"]
    value = read_digits(digits) if digits else spelt(match["spelt"].lower())
    if value is None:
        return None
    tail = match["and"] or match["spelt_and"]
    if tail:
        value += PARTS[tail.rsplit(" ", 1)[1].lower()]
    for scale in re.split(r"[ -]", (match["scale"] or match["spelt_scale"] or "").lower()):
        value *= SCALES.get(scale, 1.0)
    return value * SHORT.get((match["short"] or "").lower(), 1.0)


@lru_cache(maxsize=4_096)
def read_digits(written: str) -> float | None:
    """Return what *written*, in English or grouped by spaces, comes to; none where it is no number."""
    part = unicodedata.numeric(written[-1]) if written[-1] in _VULGAR else 0.0
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in written.rstrip(_VULGAR))
    plain = re.sub(r"[\u00a0\u202f ]", "", plain)
    if re.match(r"0\d", plain):
        return None
    try:
        return float(parse_decimal(plain, locale="en", strict="," in plain)) + part
    except (NumberFormatError, ValueError):
        return None


@lru_cache(maxsize=4_096)
def spelt(words: str) -> float | None:
    """Return what *words*, in lower case, come to: `two hundred and fifty`; none where they make no number."""
    whole = words.strip()
    if whole in LEAD:
        return LEAD[whole]
    if whole.startswith("half"):
        return PARTS["half"]
    if whole.endswith((" of a", " of an")):
        part = PARTS[whole.split(" of")[0].removesuffix("s").rsplit(" ", 1)[-1]]
        return 3 * part if whole.startswith("three") else part
    return _summed(re.split(r"[ ,-]+", whole))


def _summed(words: list[str]) -> float | None:
    """Return the sum of *words*: tens, hundreds, thousands; none where they make no number."""
    total, current = 0.0, 0.0
    for word in words:
        if word in {"and", "a"}:
            current = current or float(word == "a" and not total)
            continue
        total, current, fits = _added(word, total, current)
        if not fits:
            return None
    return total + current


def _added(word: str, total: float, current: float) -> tuple[float, float, bool]:
    """Return total and current sum with *word*, and whether it can stand there."""
    if word in SMALL:
        value = SMALL[word]
        return total, current + value, current == 0 or value < _room(current)
    if word in {"hundred", "dozen"}:
        return total, max(current, 1.0) * SCALES[word], True
    return total + max(current, 1.0) * SCALES[word], 0.0, True


def _room(current: float) -> int:
    """Return below what a number must be to be added: `twenty` takes a `five`, `two hundred` a `fifty`."""
    return next((scale for scale in (100, 10) if current % scale == 0), 0)
