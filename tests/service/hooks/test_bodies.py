"""JSON as strangers send it."""

import pytest

from service.hooks import bodies
from service.hooks.protocol import Malformed


def test_what_no_database_keeps_is_replaced_in_names_and_texts():
    found = bodies.read(b'{"a\\u0000": ["x\\ud800y", "\\ud83d\\ude80"]}')

    assert found == {"a\ufffd": ["x\ufffdy", "🚀"]}


def test_a_byte_order_mark_is_no_part_of_it():
    assert bodies.read(b"\xef\xbb\xbf[1]") == [1]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"{", "not JSON"),
        (b"\xff", "not JSON"),
        (b"[Infinity]", "Infinity is no number"),
        (b"[" * 127 + b"1" + b"]" * 127, ""),
        (b"[" * 130 + b"1" + b"]" * 130, "nested deeper than 128"),
        (b"[" * 1_000_000, "nested deeper than 128"),
        (b"[" + b"1," * 200_001 + b"1]", "more than 200000 values"),
    ],
)
def test_what_is_malformed_says_why(body, says):
    if not says:
        bodies.read(body)
        return

    with pytest.raises(Malformed, match=says):
        bodies.read(body)


def test_texts_and_numbers_are_said_and_nothing_else():
    found = {"a": {"t": "x", "n": 7, "b": True, "l": [1], "z": None}}

    assert [bodies.said(found, "a", name) for name in "tnblzq"] == ["x", "7", "", "", "", ""]
    assert bodies.said("text", "a") == ""
    with pytest.raises(Malformed, match="/a/q is missing"):
        bodies.wanted(found, "a", "q")


@pytest.mark.parametrize("name", ["a", "A-b_c.d~1", "..a"])
def test_ids_that_may_be_part_of_an_address(name):
    assert bodies.fitting(name, "It", bodies.ID) == name


@pytest.mark.parametrize(
    "name", [".", "..", "...", "", "a/b", "a?b", "a#b", "a b", "a\n", "ä", "%2e%2e", "x" * 129]
)
def test_ids_that_may_not(name):
    with pytest.raises(Malformed, match="which is none"):
        bodies.fitting(name, "It", bodies.ID)


def test_an_option_of_a_hook_is_checked_and_may_be_missing():
    assert bodies.option({}, "region", "[a-z]+", "eu") == "eu"
    assert bodies.option({"region": " us "}, "region", "[a-z]+") == "us"
    with pytest.raises(Malformed, match="The hook's option region is 'U S'"):
        bodies.option({"region": "U S"}, "region", "[a-z]+")
