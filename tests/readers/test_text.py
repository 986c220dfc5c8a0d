import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.domain import Document, Limits
from checker.errors import UnreadableDocument
from checker.readers.text import FORMAT, read
from tests.readers.reading import HOSTILE, assert_sound, block_cases, plain, put_together, seen

TEXTISH = put_together("text")


def of(text: str) -> Document:
    [document] = read(text.encode(), "draft.txt", Limits())
    assert_sound(document)
    return document


@pytest.mark.parametrize(("text", "expected"), block_cases("text"))
def test_blocks(text, expected):
    assert seen(of(text)) == expected


WORDS = "Café – “calm” €5"
ENCODINGS = {
    "UTF-8": (WORDS.encode(), WORDS),
    "UTF-8 with a mark": (WORDS.encode("utf-8-sig"), WORDS),
    "UTF-16 with a mark": (WORDS.encode("utf-16"), WORDS),
    "UTF-16, big end first, with a mark": (b"\xfe\xff" + WORDS.encode("utf-16-be"), WORDS),
    "UTF-16 without a mark": (WORDS.encode("utf-16-le"), WORDS),
    "UTF-16, big end first, without a mark": (WORDS.encode("utf-16-be"), WORDS),
    "UTF-32 with a mark": (WORDS.encode("utf-32"), WORDS),
    "Windows": (WORDS.encode("cp1252"), WORDS),
    "UTF-8 with a broken byte": (WORDS.encode() + b" \xff end", f"{WORDS} \ufffd end"),
    "UTF-16 cut in the middle": (WORDS.encode("utf-16")[:-1], WORDS[:-1] + "\ufffd"),
    "a stray zero": (b"one\0two", "one two"),
}


@pytest.mark.parametrize(("content", "expected"), ENCODINGS.values(), ids=ENCODINGS)
def test_encodings(content, expected):
    [document] = read(content, "draft.txt", Limits())

    assert_sound(document)
    assert document.text == expected


def test_offsets_are_those_of_the_file():
    document = of("Calm days\r\n\r\n  > theirs\r\n  > canary\r\n\r\nEnd.")

    block = document.blocks[1]
    assert document.text[block.start : block.end] == "theirs\n  > canary"
    assert plain(document, block) == "theirs canary"
    assert document.text.count("\n", 0, block.start) == 2


def test_a_quotation_is_not_ours():
    assert [block.speaker for block in of("> Theirs\n\nOurs").blocks] == ["other", "us"]


def test_nested_bullets_have_levels():
    assert [block.level for block in of("- a\n  - b\n    - c\nd").blocks] == [1, 2, 3]


def test_title_and_format_are_told():
    document = of("Calm days\n\nWords.")

    assert (document.title, document.format, document.team, document.channel) == ("Calm days", FORMAT, "", "")


@pytest.mark.parametrize(
    ("limits", "reason"), [(Limits(max_file_bytes=5), "larger"), (Limits(max_characters=5), "longer")]
)
def test_beyond_a_limit_it_is_refused(limits, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        read(b"Some words.", "draft.txt", limits)


@pytest.mark.parametrize("content", HOSTILE)
def test_hostile_drafts_are_only_text(content):
    document = of(content.decode())

    assert " ".join(words for _, words in seen(document)) == content.decode().strip()


@pytest.mark.parametrize(
    "unit",
    [
        "Some words of a line that is about as long as most lines are, give or take.\n",
        "word ",
        "word\n\n",
        "> word\n",
        "--\n",
        "On 3 May Ann wrote:\n",
        "Slide 1: word\nNotes: word\n",
    ],
)
def test_time_grows_with_length_and_no_faster(unit):
    started = time.process_time()

    of(unit * (1_000_000 // len(unit)))

    assert time.process_time() - started < 30


@given(st.one_of(TEXTISH, st.text()))
def test_any_text_is_read_and_no_words_are_lost(text):
    document = of(text.encode("utf-8", "replace").decode())

    blocks = " ".join(document.text[block.start : block.end] for block in document.blocks)
    assert blocks.split().count("word") == text.split().count("word")


@given(st.binary())
def test_any_bytes_are_read(content):
    [document] = read(content, "draft.txt", Limits())

    assert_sound(document)
    assert read(content, "draft.txt", Limits()) == (document,)
