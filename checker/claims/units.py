"""Units: what stands after a number, its name in the ledger, and what a number of it comes to.

Lengths of time are minutes; working days stay apart from calendar days (five working days are a week). Weights,
lengths, areas, volumes, powers, temperatures and amounts of data come to SI base units through pint, which is
loaded when the first of them is met. Whatever else is counted is its own unit, in the singular.
"""

import re
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

MINUTES = {
    "second": 1 / 60, "sec": 1 / 60, "s": 1 / 60, "minute": 1, "min": 1, "hour": 60, "hr": 60, "h": 60, "day": 1440,
    "night": 1440, "week": 10_080, "wk": 10_080, "weekend": 2 * 1440, "fortnight": 20_160, "month": 43_830,
    "mth": 43_830, "quarter": 131_490, "year": 525_960, "yr": 525_960, "decade": 5_259_600,
}  # fmt: skip
"""Minutes in each; a year is 365.25 days, a month its twelfth."""
SHORT = 3
"""Letters of a word up to which an s at its end makes no plural."""
MOST_RATES = 3
"""Units that something can be given for at once: per user, per site, per month."""
WORKING_DAY = {"day": 1.0, "hour": 1 / 8, "week": 5.0}
"""Working days in each."""
PHYSICAL = {
    "kg": "kilogram", "kilo": "kilogram", "kilogram": "kilogram", "kilogramme": "kilogram", "g": "gram", "gram": "gram",
    "gramme": "gram", "mg": "milligram", "tonne": "tonne", "ton": "tonne", "lb": "pound", "oz": "ounce", "ounce": "ounce",
    "km": "kilometer", "kilometre": "kilometer", "kilometer": "kilometer", "m": "meter", "metre": "meter",
    "meter": "meter", "cm": "centimeter", "centimetre": "centimeter", "centimeter": "centimeter", "mm": "millimeter",
    "millimetre": "millimeter", "millimeter": "millimeter", "mile": "mile", "yard": "yard", "foot": "foot",
    "feet": "foot", "ft": "foot", "inch": "inch", "acre": "acre", "hectare": "hectare", "litre": "liter",
    "liter": "liter", "l": "liter", "ml": "milliliter", "millilitre": "milliliter", "pint": "imperial_pint",
    "gallon": "imperial_gallon", "kw": "kilowatt", "kilowatt": "kilowatt", "w": "watt", "watt": "watt", "mw": "megawatt",
    "kwh": "kilowatt_hour", "kilowatt-hour": "kilowatt_hour", "mph": "mile/hour", "km/h": "kilometer/hour",
    "kph": "kilometer/hour", "calorie": "calorie", "kcal": "kilocalorie", "kj": "kilojoule", "volt": "volt", "v": "volt",
    "hz": "hertz", "khz": "kilohertz", "mhz": "megahertz", "ghz": "gigahertz", "byte": "byte", "kb": "kilobyte",
    "mb": "megabyte", "megabyte": "megabyte", "gb": "gigabyte", "gig": "gigabyte", "gigabyte": "gigabyte",
    "tb": "terabyte", "terabyte": "terabyte", "mbps": "megabit/second", "gbps": "gigabit/second",
    "mbit/s": "megabit/second", "ms": "millisecond", "millisecond": "millisecond", "m2": "meter**2", "m²": "meter**2",
    "sq ft": "foot**2", "square metre": "meter**2", "square meter": "meter**2", "square foot": "foot**2",
    "square feet": "foot**2", "sq m": "meter**2", "cubic metre": "meter**3", "°c": "degC", "°f": "degF",
    "degree celsius": "degC", "degree fahrenheit": "degF",
}  # fmt: skip
"""How units are written, and what pint calls them."""
_TIMES = "|".join(sorted((f"{n}s?" for n in MINUTES if n not in {"s", "h"}), key=len, reverse=True))
TIME = re.compile(
    rf"[ \u00a0-]?(?:(?P<kind>working|business|calendar|full|short|whole|clear|consecutive|quick|little|mere|straight|solid) )?"
    rf"(?P<unit>(?:{_TIMES})(?!\w)|(?<=\d)(?:s|h)(?!\w))(?:[’']s?(?!\w)(?! \d))?",
    re.IGNORECASE,
)
_PHYSICAL = "|".join(
    sorted((re.escape(n) + ("s?" if len(n) > SHORT else "") for n in PHYSICAL), key=len, reverse=True)
)
QUANTITY = re.compile(
    rf"[ \u00a0-]?(?P<unit>{_PHYSICAL}|inches|lbs|kilos|tons|pints|grams|gigs)(?![\w’'])", re.IGNORECASE
)
COUNTED = re.compile(
    r"\+?[ \u00a0-](?:of )?(?P<words>[a-z][\w’'-]{0,29}(?:[ -][a-z][\w’'-]{0,29}){0,3})", re.IGNORECASE
)
RATE = re.compile(
    r"(?P<sign> ?/ ?| ?p/| per | an? | each | every | for each | for every | in each )(?P<unit>[a-z][a-z-]{0,19})(?! of\b)"
    r"| (?P<adverb>hourly|daily|nightly|weekly|monthly|quarterly|yearly|annually|pcm|pppn|p\.a\.|pa\b|a head)",
    re.IGNORECASE,
)
ADVERBS = {
    "hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "monthly": "month", "quarterly": "quarter",
    "yearly": "year", "annually": "year", "pcm": "month", "p.a.": "year", "pa": "year", "a head": "person",
}  # fmt: skip
ALIASES = {
    "mo": "month", "mth": "month", "yr": "year", "annum": "year", "hr": "hour", "h": "hour", "min": "minute",
    "wk": "week", "sec": "second", "s": "second", "head": "person", "person": "person", "client": "customer",
    "staff": "person", "people": "person", "men": "man", "women": "woman", "children": "child", "pupils": "pupil",
    "feet": "foot", "teeth": "tooth", "license": "licence", "employee": "person",
    "colleague": "person", "time": "time", "times": "time", "lives": "life", "companies": "company",
    "businesses": "business", "business": "business", "firm": "company", "organisation": "organisation",
    "organization": "organisation", "store": "shop", "branch": "shop", "outlet": "shop", "worker": "person", "starting": "", "start": "",
}  # fmt: skip
"""Units of rates and counted nouns that are one and the same."""
PAUSES = frozenset(
    "am pm and or of in on at to for from by with the a an is are was were be been has have had do does did can could "
    "it its that this these those who which when where while until since per if so as but than then more less fewer "
    "hundred thousand million billion each every our your their his her my we you they not no will would may might must "
    "should use uses used using run runs trust rely choose chose already now every after before under over within off "
    "about around plus minus times x third thirds quarter quarters fifths tenths half halves percent took take takes get gets got join joined switched out into through across".split()
)
"""Words that end the noun after a number."""


class Unit(NamedTuple):
    """What was read after a number."""

    end: int
    name: str
    factor: float
    offset: float = 0.0
    """For degrees: added after the factor."""


def time_at(text: str, at: int) -> Unit | None:
    """Return the length of time whose unit stands at *at*, or none."""
    match = TIME.match(text, at)
    if not match:
        return None
    written = match["unit"].lower()
    base = written if written in MINUTES else written.removesuffix("s")
    if (match["kind"] or "").lower() in {"working", "business"} and base in WORKING_DAY:
        return Unit(match.end(), "working-day", WORKING_DAY[base])
    return Unit(match.end(), "minute", MINUTES[base])


def quantity_at(text: str, at: int) -> Unit | None:
    """Return the physical unit that stands at *at*, or none."""
    match = QUANTITY.match(text, at)
    if not match:
        return None
    written = match["unit"].lower()
    name = next(
        (n for n in (written, written.removesuffix("s"), written.removesuffix("es")) if n in PHYSICAL), ""
    )
    if not name or (name in {"m", "g", "l", "w", "v"} and text[at : at + 1] == "-"):
        return None
    factor, base, offset = in_base(PHYSICAL[name])
    return Unit(match.end(), base, factor, offset)


@lru_cache(maxsize=256)
def in_base(name: str) -> tuple[float, str, float]:
    """Return factor, SI base unit and offset of the unit that pint calls *name*."""
    one, two = (_registry().Quantity(number, name).to_base_units() for number in (1.0, 2.0))
    if "byte" in name or "bit" in name:
        shown = _registry().Quantity(1.0, name).to("byte/second" if "/" in name else "byte")
        return float(shown.magnitude), str(shown.units), 0.0
    factor = float(two.magnitude - one.magnitude)
    return factor, str(one.units), float(one.magnitude) - factor


@lru_cache(maxsize=1)
def _registry():  # type: ignore[no-untyped-def]  # noqa: ANN202 - pint's registry is generic over what it makes
    from pint import UnitRegistry

    return UnitRegistry()


def counted_at(text: str, at: int, *, is_one: bool = False) -> Unit | None:
    """Return the noun that is counted by the number before *at*, or none; *is_one* for a noun in the singular."""
    match = COUNTED.match(text, at)
    if not match:
        return None
    split = re.split(r"[ -]", match["words"])
    words = list(takewhile(lambda word: word.lower() not in PAUSES, split))
    index = _head(words, is_one=is_one)
    if index is None:
        return None
    end = match.start("words") + len(" ".join(words[: index + 1]))
    name = noun(words[index])
    return Unit(end, name, 1.0) if name else None


def _head(words: list[str], *, is_one: bool) -> int | None:
    """Return the place of the noun that is counted: the first plural, or the only word after a one."""
    if is_one:
        return 0 if len(words) == 1 and not _is_plural(words[0]) else None
    return next((place for place, word in enumerate(words) if _is_plural(word)), None)


def _is_plural(word: str) -> bool:
    low = word.lower()
    if low in ALIASES and low not in {
        "time",
        "home",
        "start",
        "starting",
        "firm",
        "client",
        "business",
        "seat",
    }:
        return len(low) > SHORT
    return (
        len(low) > SHORT
        and low.endswith("s")
        and not low.endswith(("ss", "us", "is", "ous", "’s", "'s", "less"))
    )


@lru_cache(maxsize=8_192)
def noun(word: str) -> str:
    """Return *word* in the singular and in lower case, one for those that mean the same."""
    low = word.lower()
    if low in ALIASES:
        return ALIASES[low]
    if low.endswith("ies") and len(low) > SHORT + 1:
        single = low[:-3] + "y"
    elif low.endswith(("sses", "xes", "ches", "shes")):
        single = low[:-2]
    else:
        single = low.removesuffix("s") if not low.endswith(("ss", "us", "is")) else low
    return ALIASES.get(single, single)


def rates_at(text: str, at: int) -> tuple[int, tuple[str, ...]]:
    """Return where the rates that begin at *at* end, and their units, sorted: `a month for each site`."""
    names: set[str] = set()
    while len(names) < MOST_RATES and (match := RATE.match(text, at)):
        word = (match["unit"] or "").lower()
        spelt = match["adverb"]
        name = ADVERBS.get(spelt.lower(), "night") if spelt else noun(word)
        if not name or (match["sign"] and match["sign"].strip() in {"a", "an"} and not _divides(name)):
            break
        names.add(name)
        at = match.end()
    return at, tuple(sorted(names))


def _divides(name: str) -> bool:
    """Return whether something can be given "a" such unit: a month, a head, a site."""
    return name in MINUTES or name in {
        "person",
        "user",
        "site",
        "time",
        "mile",
        "visit",
        "customer",
        "litre",
        "item",
        "unit",
        "piece",
        "ticket",
        "room",
        "seat",
        "class",
        "lesson",
        "session",
        "page",
        "word",
        "meal",
        "kilo",
        "kilometre",
        "call",
        "order",
        "box",
        "bottle",
        "bag",
        "pack",
        "transaction",
    }
