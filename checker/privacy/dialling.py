"""Whether a stretch of digits is a phone number: by its form, by a country's plan, by the words before it."""

import re
from typing import Literal, NamedTuple

from checker.privacy import numbering
from checker.privacy.telling import Told

FEWEST, MOST = 7, 15
"""Digits of a number; E.164 allows 15."""
ALONE, ALONE_IN_GROUPS = 9, 8
"""Digits from which on a number needs no word before it; in groups and near one, or on its own line."""
TRUNK = range(10, 12)
"""Digits of a number that its leading 0 and its groups alone make one, although no plan may hold it."""
AREA = range(3, 6)
"""Digits of the first group of such a number."""
AMERICAN = {(3, 3, 4), (1, 3, 3, 4)}
"""Digits of the groups in North America."""
LOCAL = (3, 4)
"""Digits of the groups of an American number without its area."""
_GROUP = re.compile(r"\d+")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_NEVER = re.compile(
    rf"0\.|\d\d?/\d\d?(?!\d)|(?:.*(?<!\d))?(?:{_DAY}([./-]){_DAY}\1{_YEAR}|{_YEAR}([./-])[01]?\d\2{_DAY})(?!\d)|{_YEAR}(?:\D+{_YEAR})*\Z"
)
"""Decimal fractions, months, what holds a date, and years in a row."""
_FIGURE = re.compile(r"\+? ?[1-9]\d{0,2}([ .])\d{3}(?:\1\d{3})*")
"""A figure with its thousands set apart."""
_RANGE = re.compile(r"(\d+)-(\d+)")
_POSTCODE = re.compile(r"\d{5}-\d{4}")
"""ZIP+4, as in `02110-1301`."""
_LOCAL = re.compile(r"[2-9]\d\d[-.](?!(?:19|20)\d\d)(?!\d\d00)\d{4}")
"""No range of round figures, and none that ends with a year."""


Stands = Literal["on its own line", "apart", "within"]
"""How a number stands: as under a letter; at the end of a clause; amid other words."""


class Number(NamedTuple):
    """A stretch of digit groups that may be a phone number."""

    text: str
    """From its plus sign or bracket, if any, to its last digit."""
    groups: tuple[str, ...]
    told: Told
    is_whole: bool
    """Whether no other digits stand in the same row."""
    stands: Stands

    @property
    def digits(self) -> str:
        """Its digits, as they would be dialled."""
        return "".join(self.groups)


def is_number(number: Number) -> bool:
    """Return whether *number* is a phone number."""
    if _NEVER.match(number.text):
        return False
    if number.text.startswith(("+", "(+")):
        return _is_abroad(number)
    if number.digits.startswith("00"):
        return len(number.digits) > max(TRUNK) and numbering.is_possible_abroad(number.digits[2:])
    if number.told == "number of a thing":
        return number.text[0] == "("
    return _is_formed(number) or _is_told(number)


def may_be_one(number: Number) -> bool:
    """Return whether *number*, which no plan holds, follows a word for a phone and ends like a number."""
    is_told = number.told == "phone" and not _NEVER.match(number.text)
    return is_told and len(number.digits) <= max(TRUNK) + 1 and len(number.groups[-1]) >= min(AREA)


def _is_abroad(number: Number) -> bool:
    digits = "".join(_GROUP.findall(number.text.replace("(0)", "")))
    if _FIGURE.fullmatch(number.text):
        return len(digits) > ALONE and numbering.is_valid_abroad(digits)
    return numbering.is_possible_abroad(digits) or number.told == "phone"


def _is_formed(number: Number) -> bool:
    """Return whether the form of *number* makes it one, whatever stands before it."""
    if number.text[0] == "(":
        return len(number.digits) >= ALONE and _is_known(number.digits)
    if number.digits[0] == "0":
        return _is_prefixed(number)
    sizes = tuple(map(len, number.groups))
    if sizes == LOCAL:
        is_given = number.stands != "within" or number.told == "phone nearby"
        return is_given and _LOCAL.fullmatch(number.text) is not None
    return _is_grouped(number, sizes)


def _is_prefixed(number: Number) -> bool:
    """Return whether *number*, which begins with a 0, is dialled so or set in groups as such numbers are."""
    if len(number.groups) == 1:
        return len(number.digits) in TRUNK and number.told != "thing" and numbering.is_dialled(number.digits)
    if _POSTCODE.fullmatch(number.text):
        return False
    is_set_so = len(number.digits) in TRUNK and len(number.groups[0]) in AREA
    return is_set_so or (len(number.digits) >= ALONE and numbering.is_dialled(number.digits))


def _is_grouped(number: Number, sizes: tuple[int, ...]) -> bool:
    """Return whether *number*, of groups of *sizes*, is set as a plan without a leading 0 has it."""
    is_row = " " in number.text and not number.is_whole
    if len(sizes) == 1 or is_row or _FIGURE.fullmatch(number.text) or _is_range(number.text):
        return False
    if sizes in AMERICAN and numbering.is_american(number.digits):
        return True
    fewest = ALONE_IN_GROUPS if number.stands == "on its own line" else ALONE
    return len(number.digits) >= fewest and numbering.is_grouped(number.digits, number.groups)


def _is_range(text: str) -> bool:
    ends = _RANGE.fullmatch(text)
    return ends is not None and len(ends[1]) == len(ends[2])


def _is_told(number: Number) -> bool:
    if number.told == "phone nearby":
        fewest = ALONE_IN_GROUPS if len(number.groups) > 1 else ALONE
        is_figure = _FIGURE.fullmatch(number.text) is not None
        return len(number.digits) >= fewest and not is_figure and _is_known(number.digits)
    return number.told == "phone" and _is_known(number.digits)


def _is_known(digits: str) -> bool:
    return numbering.is_dialled(digits) or numbering.is_subscriber(digits)
