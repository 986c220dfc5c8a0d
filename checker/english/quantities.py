"""Quantities in prose: figures with units, ranges, fractions, money, durations and idioms.

Two quantities are compared in their unit's base: percent, count, minutes, currency units. Numbers
are read as digits (`9,400`, `99.6`), as words (`two`, `a dozen`, `half a million`) and as the
idioms that stand in for a duration (`before lunch`, `overnight`, `in no time`).
"""

import re
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a": 1, "an": 1, "a couple of": 2, "a few": 3,
    "a dozen": 12, "half": 0.5, "half a": 0.5, "half an": 0.5, "a quarter of a": 0.25, "a quarter of an": 0.25,
}  # fmt: skip
PARTS = {"half": 0.5, "quarter": 0.25}
SCALES = {"hundred": 100, "thousand": 1_000, "k": 1_000, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
MINUTES = {
    "second": 1 / 60, "sec": 1 / 60, "minute": 1, "min": 1, "hour": 60, "hr": 60, "day": 1440, "night": 1440,
    "week": 10_080, "fortnight": 20_160, "month": 43_200, "quarter": 129_600, "year": 525_600, "decade": 5_256_000,
}  # fmt: skip
IDIOMS = {
    r"before the (?:kettle|coffee|tea)(?: has|'s|’s)? (?:boil\w*|brew\w*|cool\w*|stew\w*)": 5,
    r"(?:over|in) (?:a|one|your) (?:coffee|tea|lunch)(?: break)?": 30, r"before lunch|by lunch(?:time)?": 240,
    r"in (?:no time|an instant|a flash|moments|seconds)|instantly|on the spot": 0.5,
    r"in (?:just )?minutes|within minutes": 10, r"within hours|in hours": 180,
    r"(?:the )?same[- ]day|by (?:this|the) evening|by tonight|this afternoon|later today|by end of (?:the )?day": 480,
    r"(?:the )?(?:end of the )?next (?:working|business) day": 1440,
    r"overnight|next[- ]day|(?:by|within) tomorrow": 1440,
}  # fmt: skip

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_UNITS = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_ALONE = "|".join(sorted((re.escape(w) for w in WORDS), key=len, reverse=True))
_NUMBER = (
    rf"(?:(?:{_DIGITS})(?: ?(?:k|m|bn)\b)?|(?:{_TENS}[- ]{_UNITS}|\b(?:{_ALONE})\b))"
    rf"(?: and a (?:half|quarter)\b)?(?:[- ](?:an? )?(?:hundred|thousand|million|billion)\b)*"
)
_TIME = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|fortnights?|months?|quarters?(?! of\b)|years?|decades?)"
_TO = r"(?: ?(?:-|–|—) ?| to | or | and )"
_BETWEEN = r"(?:(?:working|business|calendar|full|short|whole|quiet) )?"

PERCENT = re.compile(
    rf"(?P<low>{_NUMBER})(?:(?: ?[-–—] ?| to )(?P<high>{_NUMBER}))? ?(?:%|per ?cent\b|percent\b)|(?P<part>{_NUMBER}) (?:in|out of)(?: every)? "
    rf"(?P<whole>10|100|1,?000|ten|hundred|a hundred|three|four|five|20|twenty)\b", re.IGNORECASE)  # fmt: skip
MONEY = re.compile(
    rf"(?P<sign>[$£€])\s?(?P<low>{_DIGITS})(?: ?(?P<scale>k|m|bn|billion|million|thousand)\b)?"
    rf"|(?P<plain>{_NUMBER}) (?:dollars?|pounds?|euros?|quid|pence|cents?|USD|GBP|EUR)\b", re.IGNORECASE)  # fmt: skip
DURATION = re.compile(
    rf"(?P<low>{_NUMBER})(?:{_TO}(?P<high>{_NUMBER}))?[- ]{_BETWEEN}(?P<unit>{_TIME})\b", re.IGNORECASE
)
PER = re.compile(
    r"(?:[$£€]\s?[\d.,]+|\b(?:per|each|every|times|once|twice|year|visits|people|person)|\d%?) $"
)
"""What comes before a duration that is a rate (`$9 a month`), not a length of time."""
VAGUE = frozenset({"a", "an", "half", "one", "a few", "a couple of"})
"""Numbers that count nothing in particular."""
IDIOM = re.compile("|".join(f"(?P<i{n}>{p})" for n, p in enumerate(IDIOMS)), re.IGNORECASE)
COUNT = re.compile(
    rf"(?<![\w.,$£€-])(?P<low>{_NUMBER})(?:{_TO}(?P<high>{_NUMBER}))?\+?[ -](?:of )?(?P<noun>[a-z][\w’'-]*(?: [a-z][\w’'-]*){{0,2}})",
    re.IGNORECASE)  # fmt: skip
NOT_COUNTED = frozenset(
    "am pm and or of in on at to for from by with the a an is are was were be has have had it its that this who which "
    "per if so as but than then when while more less hundred thousand million billion quarters thirds fifths tenths each every our your their not".split()
)
"""Words that end the noun after a number, or show that none follows."""


class Quantity(NamedTuple):
    """A figure in a text: where it is, what it comes to, in which unit."""

    start: int
    end: int
    value: float
    upper: float
    unit: str
    """`percent`, `minute`, `currency` or `count`."""
    noun: str
    """For counts, the words counted, in lower case; else empty."""

    def agrees(self, other: "Quantity", *, tolerance: float = 0.001) -> bool:
        """Return whether both say the same, a range agreeing with anything inside it."""
        if self.unit != other.unit:
            return False
        slack = tolerance * max(abs(self.upper), abs(other.upper), 1e-9)
        return self.value <= other.upper + slack and other.value <= self.upper + slack


def number(text: str) -> float | None:
    """Return what *text* (`9,400`, `twenty-six`, `half a million`) comes to, or none."""
    words = text.lower().replace(",", "").strip()
    scale = 1.0
    while match := re.search(r"(?:[- ](?:an? )?|(?<=\d) ?)(hundred|thousand|million|billion|k|m|bn)$", words):
        scale *= SCALES[match[1]]
        words = words[: match.start()].strip()
    if match := re.search(r" and a (half|quarter)$", words):
        whole = number(words[: match.start()])
        return None if whole is None else (whole + PARTS[match[1]]) * scale
    if re.fullmatch(r"\d+(?:\.\d+)?", words):
        return float(words) * scale
    if words in WORDS:
        return WORDS[words] * scale
    parts = re.split(r"[- ]", words)
    if len(parts) == 2 and all(part in WORDS for part in parts):  # noqa: PLR2004 - tens and units
        return (WORDS[parts[0]] + WORDS[parts[1]]) * scale
    return None


def _percents(text: str) -> list[Quantity]:
    found = []
    for match in PERCENT.finditer(text):
        if match["low"]:
            value, upper = number(match["low"]), number(match["high"] or match["low"])
        else:
            part, whole = (
                number(match["part"]),
                number(match["whole"].replace("a hundred", "100").replace("hundred", "100")),
            )
            value = upper = 100 * part / whole if part is not None and whole else None
        if value is not None and upper is not None:
            low, high = sorted((value, upper))
            found.append(Quantity(match.start(), match.end(), low, high, "percent", ""))
    return found


def _money(text: str) -> list[Quantity]:
    found = []
    for match in MONEY.finditer(text):
        value = number(match["low"] or match["plain"])
        if value is not None:
            value *= SCALES.get((match["scale"] or "").lower(), 1)
            found.append(Quantity(match.start(), match.end(), value, value, "currency", ""))
    return found


def _durations(text: str) -> list[Quantity]:
    found = []
    for match in DURATION.finditer(text):
        low, high = number(match["low"]), number(match["high"] or match["low"])
        if low is None or high is None or PER.search(text, 0, match.start()):
            continue
        base = MINUTES[re.sub(r"s$", "", match["unit"].lower())]
        found.append(Quantity(match.start(), match.end(), low * base, max(low, high) * base, "minute", ""))
    for match in IDIOM.finditer(text):
        value = float(list(IDIOMS.values())[int((match.lastgroup or "i0")[1:])])
        found.append(Quantity(match.start(), match.end(), value, value, "minute", "idiom"))
    return found


def _counts(text: str) -> list[Quantity]:
    found = []
    for match in COUNT.finditer(text):
        low, high = number(match["low"]), number(match["high"] or match["low"])
        noun = " ".join(takewhile(lambda word: word not in NOT_COUNTED, match["noun"].lower().split()))
        if low is None or high is None or not noun or match["low"].lower() in VAGUE or _is_year(match["low"]):
            continue
        end = match.start("noun") + len(noun)
        found.append(Quantity(match.start(), end, low, max(low, high), "count", noun))
    return found


def _is_year(digits: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", digits) is not None


@lru_cache(maxsize=16_384)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of *text* in order, none overlapping another."""
    taken: list[Quantity] = []
    for finder in (_percents, _money, _durations, _counts):
        for quantity in finder(text):
            if all(quantity.end <= t.start or quantity.start >= t.end for t in taken):
                taken.append(quantity)
    return tuple(sorted(taken))
