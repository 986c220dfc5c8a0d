"""Phone numbers of many countries, as their own books write them."""

import re

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from checker.privacy import find
from checker.privacy.numbering import REGIONS, is_american, is_dialled, is_subscriber

SORTS = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE)
EXAMPLES = [
    example
    for region in ("US", "CA", *REGIONS)
    for sort in SORTS
    if (example := phonenumbers.example_number_for_type(region, sort))
    and len(str(example.national_number)) > 6
]


def written(form):
    return sorted({phonenumbers.format_number(example, form) for example in EXAMPLES})


def masked(text):
    return [text[start:end] for start, end, _ in find(text)]


@pytest.mark.parametrize("number", written(PhoneNumberFormat.INTERNATIONAL) + written(PhoneNumberFormat.E164))
def test_an_international_number_is_found_anywhere(number):
    assert masked(f"The pool ({number}) opens at 9.") == [number]


@pytest.mark.parametrize("number", written(PhoneNumberFormat.NATIONAL))
@pytest.mark.parametrize("before", ["Phone: ", "Call us on ", "my number is "])
def test_a_national_number_is_found_next_to_a_telling_word(before, number):
    assert masked(f"{before}{number} for a place") == [number]


@pytest.mark.parametrize("number", written(PhoneNumberFormat.NATIONAL))
def test_a_national_number_is_found_in_one_piece(number):
    digits = re.sub(r"\D", "", number)

    assert masked(f"Phone: {digits}.") == [digits]


@pytest.mark.parametrize(
    "number",
    [number for number in written(PhoneNumberFormat.NATIONAL) if re.match(r"0(?:\D*\d){8,}", number)],
)
def test_a_leading_zero_and_groups_need_no_word(number):
    assert masked(f"The pool, {number}, opens at 9.") == [number]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_the_plans_say_what_the_library_says(example):
    significant = phonenumbers.national_significant_number(example)
    national = re.sub(r"\D", "", phonenumbers.format_number(example, PhoneNumberFormat.NATIONAL))

    assert is_subscriber(significant)
    assert is_dialled(national) or is_subscriber(national)


@pytest.mark.parametrize("digits", ["", "1", "0000000000", "9999999999999", "1234567", "5550100"])
def test_other_digits_are_in_no_plan(digits):
    assert not is_american(digits)
    assert not is_dialled(digits) or is_subscriber(digits)
