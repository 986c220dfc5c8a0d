"""Amounts: numbers with their units, two of them joined where they are a range."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.claims import money
from checker.claims.numbers import Number, numbers_in
from checker.claims.units import counted_at, quantity_at, rates_at, time_at

JOINED = re.compile(r"(?: ?(?:-|–|—) ?| to | or | and |-to-| up to )$")
NAMED = re.compile(
    r"(?:\b(?:ISO(?:/IEC)?|BS|EN|SOC|PCI|Article|Section|Chapter|Page|Slide|Step|Part|No|Number|Version|Figure|Table|Level|Grade|Type|Phase|Tier|Windows|Office|Room|Floor|Junction|Unit|Day|Week)\.?|#|№)[ -]?$"
)
PERCENT = re.compile(r"[ \u00a0-]?(?:%|per ?cent\b|percentage points?\b|pc\b)", re.IGNORECASE)
OUT_OF = re.compile(r" (?:in|out of)(?: every)? ", re.IGNORECASE)
TIMES = re.compile(
    r"(?:x\b|×| times\b(?= (?:as|fast|more|less|few|cheap|quick|the|better|longer|bigger|larger|your|higher|strong|smaller|\w+er\b))|[- ]?fold\b)",
    re.IGNORECASE,
)
LIMITED = re.compile(
    r"\b(?:includes?|only|up to|at most|at least|just|limit(?:ed)? to|maximum of|with|per|allow(?:s|ed)?|bring|take|gets?) $",
    re.IGNORECASE,
)
OFTEN = re.compile(r" times?(?= (?:a|per|each|every) )", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween (?:\S )?$", re.IGNORECASE)
WEIGHT = re.compile(r" pounds? (?:of|in weight|lighter|heavier)", re.IGNORECASE)
"""Pounds that are no money."""
SIGNLESS = str.maketrans("", "", "£$€")
LETTERS = 12
"""Characters before a number that say that it is the name of something: `ISO 27001`."""


class Amount(NamedTuple):
    """A number with its unit, and where both stand."""

    start: int
    end: int
    low: float
    high: float
    unit: str


def amounts_in(text: str) -> Iterator[Amount]:
    """Yield the amounts of *text* in order."""
    numbers = numbers_in(text)
    index = 0
    while index < len(numbers):
        pair = numbers[index : index + 2]
        both = _both(text, *pair) if len(pair) > 1 else None
        found = both or _alone(text, pair[0])
        if found and not NAMED.search(text[max(0, pair[0].start - LETTERS) : pair[0].start]):
            yield found
        index += 2 if both else 1


def _both(text: str, number: Number, after: Number) -> Amount | None:
    """Return what two numbers in a row measure together: a range, or a part of a whole."""
    between = text[number.end : after.start]
    if OUT_OF.fullmatch(between) and after.value >= number.value > 0:
        part = 100 * number.value / after.value
        return Amount(number.start, after.end, part, part, "percent")
    joint = JOINED.match(between.translate(SIGNLESS))
    high = _alone(text, after, sign_of=number) if joint else None
    if not joint or not high:
        return None
    is_and = joint.group().strip() == "and"
    if is_and and not BETWEEN.search(text[max(0, number.start - LETTERS) : number.start]):
        return None
    return _range(text, number, after, high)


def _range(text: str, number: Number, after: Number, high: Amount) -> Amount | None:
    """Return the range from *number* to *high*, the amount of the number *after* it."""
    low = high.high * number.value / after.value if after.value else number.value
    currency = money.before(text, number.start)
    start = currency.start if currency else number.start
    return Amount(start, high.end, low, high.high, high.unit) if low <= high.high else None


def _alone(text: str, number: Number, sign_of: Number | None = None) -> Amount | None:
    """Return what *number* measures, the currency's sign taken from *sign_of* where it has none."""
    if match := PERCENT.match(text, number.end):
        return _rated(text, number, match.end(), number.value, "percent")
    return (
        _money(text, number)
        or (_lent(text, number, sign_of) if sign_of else None)
        or _metres(text, number)
        or _in_units(text, number)
    )


def _money(text: str, number: Number) -> Amount | None:
    if currency := money.before(text, number.start):
        found = _rated(text, number, number.end, number.value, currency.code)
        return found._replace(start=currency.start)
    named = money.after(text, number.end)
    if named is None or WEIGHT.match(text, number.end):
        return None
    return _rated(text, number, named.end, number.value * named.factor, named.code)


def _lent(text: str, number: Number, sign_of: Number) -> Amount | None:
    currency = money.before(text, sign_of.start)
    return _rated(text, number, number.end, number.value, currency.code) if currency else None


def _metres(text: str, number: Number) -> Amount | None:
    """Return `2m` as a length, unless something is counted that makes it millions."""
    unit = quantity_at(text, number.end - 1) if number.is_short else None
    if unit is None or counted_at(text, number.end):
        return None
    return _rated(text, number, unit.end, number.value / 1e6 * unit.factor, unit.name)


def _in_units(text: str, number: Number) -> Amount | None:
    if match := TIMES.match(text, number.end):
        return Amount(number.start, match.end(), number.value, number.value, "multiple")
    if unit := time_at(text, number.end) or quantity_at(text, number.end):
        return _rated(text, number, unit.end, number.value * unit.factor + unit.offset, unit.name)
    often = OFTEN.match(text, number.end)
    written = text[number.start : number.end].lower()
    if often or written in {"once", "twice", "thrice"}:
        end, rates = rates_at(text, often.end() if often else number.end)
        unit_name = "/".join(("time", *rates))
        return Amount(number.start, end, number.value, number.value, unit_name) if rates else None
    counted = counted_at(text, number.end, is_one=number.value == 1)
    if counted and not _is_an_article(text, number.start, written):
        return _rated(text, number, counted.end, number.value, counted.name)
    return None


def _is_an_article(text: str, start: int, written: str) -> bool:
    """Return whether a number is the word “one”, which mostly counts nothing: “one plain screen”."""
    return written == "one" and not LIMITED.search(text[max(0, start - 2 * LETTERS) : start])


def _rated(text: str, number: Number, end: int, value: float, unit: str) -> Amount:
    """Return an amount with what it is given for: `a month`, `per user`."""
    end, rates = rates_at(text, end)
    return Amount(number.start, end, value, value, "/".join((unit, *rates)))
