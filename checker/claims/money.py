"""Money: an amount, and the ISO 4217 code of its currency, by symbol, code or name (babel's tables)."""

import re
from functools import lru_cache
from typing import NamedTuple

from babel import Locale
from babel.numbers import list_currencies

NAMES = {
    "dollar": ("USD", 1.0), "buck": ("USD", 1.0), "cent": ("USD", 0.01), "pound": ("GBP", 1.0), "quid": ("GBP", 1.0),
    "pence": ("GBP", 0.01), "penny": ("GBP", 0.01), "p": ("GBP", 0.01), "euro": ("EUR", 1.0), "yen": ("JPY", 1.0),
    "rupee": ("INR", 1.0), "franc": ("CHF", 1.0), "krona": ("SEK", 1.0), "yuan": ("CNY", 1.0),
}  # fmt: skip
"""Names of currencies and of their parts, as they are meant where nothing else is said."""
SIGNS = {
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₺": "TRY",
    "zł": "PLN",
}
"""Symbols, as they are meant where nothing else is said."""


class Currency(NamedTuple):
    """A currency that was read beside a number."""

    start: int
    end: int
    code: str
    factor: float


@lru_cache(maxsize=1)
def signs() -> dict[str, str]:
    """Return the code that each symbol stands for, `CA$` and the like included."""
    known = Locale("en").currency_symbols
    return {sign: code for code, sign in known.items() if not sign.isalpha() and len(sign) <= LONGEST} | SIGNS


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    listed = sorted(map(re.escape, signs()), key=len, reverse=True)
    return re.compile(rf"(?:(?<![A-Za-z])(?P<code>[A-Z]{{3}}) ?|(?P<sign>{'|'.join(listed)})[ \u00a0]?)$")


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(list_currencies("en"))


AFTER = re.compile(
    r"[ \u00a0-]?(?:(?P<code>[A-Z]{3})(?!\w)|(?P<sign>[$£€¥₹])(?!\d)|(?P<name>(?i:dollars?|bucks?|cents?|pounds?|quid|pence|penny|euros?"
    r"|yen|rupees?|francs?|krona|yuan)|(?<=\d)p)(?!\w)(?: sterling)?)"
)
LONGEST = 4
"""Characters of the longest symbol: `CFPF` and the like are codes."""
LETTERS = 8
"""Characters before a number among which its symbol stands."""


def before(text: str, at: int) -> Currency | None:
    """Return the currency whose symbol or code ends at *at*, or none."""
    start = max(0, at - LETTERS)
    match = _before().search(text[start:at])
    if not match:
        return None
    code = match["code"] or signs()[match["sign"]]
    return Currency(start + match.start(), at, code, 1.0) if code in _codes() else None


def after(text: str, at: int) -> Currency | None:
    """Return the currency whose name, code or symbol stands at *at*, or none."""
    match = AFTER.match(text, at)
    if not match:
        return None
    if match["name"]:
        name = match["name"].lower()
        code, factor = NAMES[name if name in NAMES else name.removesuffix("s")]
        return Currency(at, match.end(), code, factor)
    code = match["code"] or SIGNS[match["sign"]]
    return Currency(at, match.end(), code, 1.0) if code in _codes() else None
