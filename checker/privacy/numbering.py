"""Which digits are a phone number somewhere: libphonenumber's numbering plans, many regions in one pattern.

Asking the library region by region costs a millisecond a number; one pattern over all of them costs
microseconds, so that a text full of figures stays quick.
"""

import re
from collections.abc import Iterable
from functools import cache

import phonenumbers
from phonenumbers import NumberFormat, PhoneMetadata

REGIONS = tuple(
    "GB IE AU NZ DE FR ES IT NL BE LU CH AT SE NO DK FI IS PL PT CZ SK HU RO BG GR HR SI EE LV LT MT CY UA "
    "RU IN SG HK MY PH TH ID VN JP KR CN TW IL TR AE SA ZA NG KE EG BR MX AR CL CO".split()
)
"""Whose numbers are known also without a country code, beside those of North America."""
AMERICAN = re.compile(r"1?([2-9]\d\d[2-9]\d{6})")
"""The form of a number in the North American numbering plan."""
WITHOUT_TRUNK = tuple("ES PT PL IT DK NO CZ GR LV EE MX TR IN CN SG HK".split())
"""Where numbers are often written without a prefix, so that only their groups tell them from figures."""
ARGENTINE_MOBILE = r"0\d{2,4}15\d{6,8}"
"""With a 15 after the area, which the number does not have when it is dialled from abroad."""
SORTS = (
    "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "uan",
)  # fmt: skip
"""The sorts of number that a plan has, as the library's metadata calls them."""


def is_possible_abroad(digits: str) -> bool:
    """Return whether *digits*, the country's code first, have a length that the country uses."""
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return False


def is_valid_abroad(digits: str) -> bool:
    """Return whether *digits*, the country's code first, are in the country's plan."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return False


def is_dialled(digits: str) -> bool:
    """Return whether *digits* are a number as it is dialled within its country, its prefix included."""
    return _dialled().fullmatch(digits) is not None


def is_american(digits: str) -> bool:
    """Return whether *digits* are a number of the North American plan, with or without its leading 1."""
    match = AMERICAN.fullmatch(digits)
    return match is not None and is_valid_abroad(f"1{match[1]}")


def is_subscriber(digits: str) -> bool:
    """Return whether *digits* are a number of any plan without its prefix."""
    return _subscriber().fullmatch(digits) is not None or is_american(digits)


def is_grouped(digits: str, groups: tuple[str, ...]) -> bool:
    """Return whether *groups*, which make up *digits*, are those that a country without prefix has."""
    regions = (region for region in WITHOUT_TRUNK if _plan(region).fullmatch(digits))
    return any(groups in _groupings(region, digits) for region in regions)


def _groupings(region: str, digits: str) -> set[tuple[str, ...]]:
    """Return the groups in which *region* sets *digits*, at home and abroad."""
    metadata = PhoneMetadata.metadata_for_region(region)
    forms = [*metadata.number_format, *metadata.intl_number_format] if metadata else []
    fitting = (form for form in forms if _begins(form, digits))
    return {match.groups() for form in fitting if (match := re.fullmatch(form.pattern or "", digits))}


def _begins(form: NumberFormat, digits: str) -> bool:
    """Return whether *form* is one for numbers that begin like *digits*."""
    return not form.leading_digits_pattern or bool(re.match(form.leading_digits_pattern[-1], digits))


@cache
def _dialled() -> re.Pattern[str]:
    prefixed = (f"{_prefix(region)}(?:{_plan(region).pattern})" for region in REGIONS)
    return _any_of([*prefixed, ARGENTINE_MOBILE])


@cache
def _subscriber() -> re.Pattern[str]:
    return _any_of(_plan(region).pattern for region in REGIONS)


@cache
def _plan(region: str) -> re.Pattern[str]:
    metadata = PhoneMetadata.metadata_for_region(region)
    sorts = (getattr(metadata, sort) for sort in SORTS)
    return _any_of(sort.national_number_pattern for sort in sorts if sort and sort.national_number_pattern)


def _prefix(region: str) -> str:
    metadata = PhoneMetadata.metadata_for_region(region)
    return metadata.national_prefix or "" if metadata else ""


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
