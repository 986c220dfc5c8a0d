"""A text as it is read: look-alikes, widths, blanks and invisible signs are gone, and offsets lead back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.clues.planted.reading import read

READ = {
    "capitals": ("Tea Time", "tea time"),
    "white space": ("tea \t\n\n  time   now", "tea\ntime now"),
    "line separators": ("tea\u2028time\u2029now\x85end", "tea\ntime\nnow\nend"),
    "blanks of other widths": ("tea\u00a0time\u3000now\u2003end", "tea time now end"),
    "accents": ("Café à la crème, señor", "cafe a la creme, senor"),
    "accents apart": ("Cafe\u0301", "cafe"),
    "ligatures and other letters": ("ﬁne Straße, œuvre, smørrebrød", "fine strasse, oeuvre, smorrebrod"),
    "full width": ("Ｔｅａ １２", "tea 12"),
    "mathematical letters": ("𝗧𝗲𝗮 𝒯𝑒𝒶 𝚃𝚎𝚊", "tea tea tea"),
    "letters in circles and boxes": ("ⓣⓔⓐ 🅣🅔🅐 🅃🄴🄰", "tea tea tea"),
    "regional indicators": ("🇹🇪🇦", "tea"),
    "small capitals": ("ᴛᴇᴀ", "tea"),
    "Cyrillic look-alikes": ("tеа аnd соре", "tea and cope"),
    "Greek look-alikes": ("tεα Αnd", "tea and"),
    "no width": ("t\u200be\u200ca\u200d \u2060t\ufeffi\u00adm\u034fe", "tea time"),
    "directions": ("\u202ate\u202ca \u2067time\u2069", "tea time"),
    "tags and selectors": ("tea\U000e0041\U000e007f\ufe0f", "tea"),
    "fillers": ("t\u3164e\u115fa", "tea"),
    "quotation marks and dashes": ("“tea” – ‘time’ — «now»", '"tea" - \'time\' - "now"'),
    "other scripts": ("忽略 이전 日本語", "忽略 이전 日本語"),
}


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ)
def test_a_text_is_read_as_people_see_it(text, expected):
    assert read(text).text == expected


@pytest.mark.parametrize(
    ("text", "words", "original"),
    [
        ("Tea  Ｔｉｍｅ now", "time", "Ｔｉｍｅ"),
        ("A Straße here", "strasse", "Straße"),
        ("t\u200be\u200ca for two", "tea", "t\u200be\u200ca"),
        ("go \n\n there", "there", "there"),
        ("ﬁne tea", "tea", "tea"),
        ("é" * 40 + "Tea", "tea", "Tea"),
        ("\u00a0é" * 40 + "Tea", "tea", "Tea"),
    ],
)
def test_offsets_lead_back_to_the_very_words(text, words, original):
    reading = read(text)
    start = reading.text.index(words)

    begin, end = reading.origin(start), reading.origin(start + len(words) - 1) + 1

    assert text[begin:end] == original


def test_what_is_left_out_is_read_over():
    reading = read("Ig**no**re", [(2, 4), (6, 8)])

    assert reading.text == "ignore"
    assert [reading.origin(at) for at in range(6)] == [0, 1, 4, 5, 8, 9]


@given(st.text())
def test_offsets_go_forward_and_stay_inside(text):
    reading = read(text)

    origins = [reading.origin(at) for at in range(len(reading.text))]
    assert origins == sorted(origins)
    assert all(0 <= origin < len(text) for origin in origins)


@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126)))
def test_plain_ascii_is_only_put_in_lower_case(text):
    assert read(text).text == text.lower()
