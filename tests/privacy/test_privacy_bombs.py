"""Hostile texts: the work grows with their length, whatever they hold."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.privacy import mask

BOMBS = (
    "1234567890", "@", "a@", "a@a.", ":", "ab:", ".", "1.", "1.1.1.1 ", "1 ", "12 34 ", "020 7946 0958 ",
    "415 555 0132 ", "915-155-0132 ", "+", "+1 ", "(", "()", "(0", "((1)) ", "-", "GB82", "GB82 WEST ",
    "4111 ", "4", "4111111111111112 ", "SSN ", "SSN 1 ", "tax id 123456 ", "key:", "api_key_",
    "api key = ", "password: ", "-----BEGIN PRIVATE KEY-----", "eyJaaaaaa.", "eyJ", "-eyJaaaaaa", "sk-",
    "bearer ", "%40", "a[at]", "[dot]b", '"@', '"a', "://a:", "http://a:b", "?token=", "&key=aaaa",
    "⟨email-1⟩", "⟨", "⟨email-", "DE 1", "DE 12 34 56 ", " ", "\n", "a", "A1", "\u200b", "1\u200b",
    "a\u0301", "Ada ", "Ada\n", "0x", "1A", "bc1", "2024-03-15 10:20:30 ", "call 1234567 ", "call ",
    "fe80::", "::1 ", "00:", "00-11-", "1/2/3 ", "44051401458 ", "٠١٢٣", "0 ", "0171/", "ada@x.example ",
)  # fmt: skip
NAMES = ("Ada Kent", "Ada\tMoor")
LONG = 100_000


def work(text):
    """Return how many functions are called, ours and the interpreter's, while *text* is masked."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        mask(text, names=NAMES)
    finally:
        sys.setprofile(before)
    return calls


def long(bomb, length):
    return (bomb * (length // len(bomb) + 1))[:length]


@pytest.mark.parametrize("bomb", BOMBS, ids=repr)
def test_twice_the_text_is_about_twice_the_work(bomb):
    mask(long(bomb, 100), names=NAMES)

    assert work(long(bomb, 6_000)) <= 2.5 * work(long(bomb, 3_000)) + 500


@pytest.mark.parametrize("bomb", ["1234567890", "@", ":", "sk-", "a@a.", "-eyJaaaaaa", "1 "])
def test_a_long_bomb_is_defused(bomb):
    text = long(bomb, LONG)

    masked = mask(text)

    assert masked.restore(masked.text) == text


@given(st.lists(st.tuples(st.sampled_from(BOMBS), st.integers(1, 60)), max_size=8))
def test_mixed_bombs_are_restored(parts):
    text = "".join(bomb * times for bomb, times in parts)

    masked = mask(text, names=NAMES)

    assert masked.restore(masked.text) == text
