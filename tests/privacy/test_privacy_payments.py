"""Cards of every issuer and IBANs of every country, put together here with their check digits."""

import re

import pytest
from stdnum import iban, luhn, numdb

from checker.privacy import find
from checker.privacy.payments import ISSUERS, is_card

PREFIXES = {
    "4": 16, "51": 16, "2221": 16, "2720": 16, "34": 15, "37": 15, "300": 14, "36": 14, "38": 14,
    "3528": 16, "3589": 16, "6011": 16, "644": 16, "65": 16, "62": 17, "81": 16, "508": 16, "50": 16,
    "6759": 19, "2200": 16, "9792": 16, "1": 15,
}  # fmt: skip
COUNTRIES = (
    "GB DE FR ES IT NL BE CH AT SE NO DK FI PL PT IE LU CZ GR RO HU TR AE SA IL BR MT SK HR EE".split()
)
LETTERS = {"n": "4072951836", "a": "KLMQ", "c": "7K3M"}


def card(prefix, length):
    body = (prefix + "8305176294" * 2)[: length - 1]
    return body + luhn.calc_check_digit(body)


def account(country):
    _, facts = numdb.get("iban").info(country)[0]
    parts = re.findall(r"(\d+)!([nac])", facts["bban"])
    body = "".join((LETTERS[kind] * 30)[: int(count)] for count, kind in parts)
    return country + iban.calc_check_digits(f"{country}00{body}") + body


def masked(text):
    return [(text[start:end], kind) for start, end, kind in find(text)]


@pytest.mark.parametrize(("prefix", "length"), PREFIXES.items())
@pytest.mark.parametrize("size", [4, 30])
@pytest.mark.parametrize("mark", [" ", "-"])
def test_a_card_is_found_in_groups_and_in_one_piece(prefix, length, size, mark):
    digits = card(prefix, length)
    number = mark.join(digits[place : place + size] for place in range(0, length, size))

    assert masked(f"Paid with {number}, thanks") == [(number, "card")]


@pytest.mark.parametrize(("prefix", "length"), PREFIXES.items())
def test_a_wrong_check_digit_makes_no_card(prefix, length):
    digits = card(prefix, length)

    assert is_card(digits)
    assert not is_card(digits[:-1] + str((int(digits[-1]) + 1) % 10))


@pytest.mark.parametrize(
    "digits", [card("4", 13), card("9", 16), card("7", 16), card("34", 16), card("51", 15)]
)
def test_other_ranges_and_lengths_are_no_cards(digits):
    assert luhn.is_valid(digits)
    assert not is_card(digits)


def test_every_range_of_the_table_is_tried():
    tried = {
        number for number, (first, *_) in enumerate(ISSUERS) for prefix in PREFIXES if re.match(first, prefix)
    }

    assert tried == set(range(len(ISSUERS)))


@pytest.mark.parametrize("country", COUNTRIES)
def test_an_account_is_found_in_groups_and_in_one_piece(country):
    number = account(country)
    groups = " ".join(number[place : place + 4] for place in range(0, len(number), 4))

    assert masked(f"Pay to {number}.") == [(number, "account")]
    assert masked(f"Pay to {groups} by Friday") == [(groups, "account")]
    assert masked(f"Pay to {number.lower()}.") == [(number.lower(), "account")]


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_wrong_check_digit_or_length_makes_no_account(country):
    number = account(country)
    wrong = f"{country}{(int(number[2:4]) + 1) % 97:02}{number[4:]}"

    assert all(kind != "account" for text in (wrong, f"{number}7") for _, kind in masked(text))
