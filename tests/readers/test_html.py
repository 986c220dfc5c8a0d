import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.domain import Document, Limits
from checker.errors import UnreadableDocument
from checker.readers.html import FORMAT, read
from tests.readers.reading import (
    BRACES,
    HOSTILE,
    INSTRUCTION,
    assert_sound,
    block_cases,
    find,
    put_together,
    seen,
)

HTMLISH = put_together("html")


def of(text: str) -> Document:
    [document] = read(text.encode("utf-8", "replace"), "page.html", Limits())
    assert_sound(document)
    return document


@pytest.mark.parametrize(("text", "expected"), block_cases("html"))
def test_blocks(text, expected):
    assert seen(of(text)) == expected


HIDDEN = [
    "<p hidden>canary</p>",
    "<p style='display: none'>canary</p>",
    "<p style='DISPLAY:NONE;color:red'>canary</p>",
    "<p style='visibility:hidden'>canary</p>",
    "<p style='font-size:0px'>canary</p>",
    "<p style='opacity:0'>canary</p>",
    "<p style='text-indent:-9999px'>canary</p>",
    "<p style='max-height:0;overflow:hidden'>canary</p>",
    "<p style='color:#fff;background:#ffffff'>canary</p>",
    "<div style='background-color:white'><p style='color:rgb(255, 255, 255)'>canary</p></div>",
    "<div style='display:none'><section><p>canary</p></section></div>",
    "<p aria-hidden=true>canary</p>",
    "<span class=sr-only>canary</span>",
    "<p>Words <span style='display:none'>canary</span> here</p>",
    "<!-- canary -->",
]


@pytest.mark.parametrize("text", HIDDEN)
def test_what_nobody_sees_is_read_and_marked(text):
    assert find(of(text), "canary").place.hidden


SHOWN = [
    "<p style='display:block'>canary</p>",
    "<p style='font-size:0.9em'>canary</p>",
    "<div style='font-size:0'><p style='font-size:16px'>canary</p></div>",
    "<p style='opacity:0.9'>canary</p>",
    "<p style='color:#fff;background:#000'>canary</p>",
    "<div style='color:white;background:white'><p style='color:black'>canary</p></div>",
    "<p aria-hidden=false>canary</p>",
    "<p style='overflow:hidden;max-height:20px'>canary</p>",
    "<div class=preheader style='display:none'>canary</div>",
    "<p style='left:-5px'>canary</p>",
]


@pytest.mark.parametrize("text", SHOWN)
def test_what_is_seen_is_not_marked(text):
    assert not find(of(text), "canary").place.hidden


def test_hidden_words_do_not_part_a_sentence():
    assert seen(of("<p>We are <span hidden>never</span> calm</p>")) == [
        ("paragraph", "We are calm"),
        ("paragraph", "never"),
    ]


def test_others_speak_in_quotations_and_customers_in_testimonials():
    document = of("<p>a</p><blockquote>b</blockquote><div class=testimonial>c</div>")

    assert [block.speaker for block in document.blocks] == ["us", "other", "customer"]


LINES = """<body>

<p>
one
</p>
<p
 class=x>two
and <b>more</b>
and</p> three
<!-- four
goes on --><ul>
<li>five</ul>
"""


def test_lines_are_those_of_the_source():
    document = of(LINES)

    starts = [words.split()[0] for _, words in seen(document)]
    assert list(zip(starts, (block.place.line for block in document.blocks), strict=True)) == [
        ("one", 4),
        ("two", 7),
        ("three", 9),
        ("four", 10),
        ("five", 12),
    ]


def test_lines_are_counted_on_where_the_parser_stops():
    assert find(of("<body>x" + "\n" * 70_000 + "<p>canary</p>"), "canary").place.line == 70_001


def test_what_is_not_read_is_reported():
    document = of(
        "<img src=a>\n<iframe src=b></iframe>\n<video>x</video><canvas>x</canvas><object>x</object>"
        "<img alt='' src=c><img width=1 height=1 src=d>"
    )

    assert [(part.what, part.place.line) for part in document.not_read] == [
        ("image", 1),
        ("embedded page", 2),
        ("video", 3),
        ("canvas", 3),
        ("embedded object", 3),
    ]


def test_title_and_format_are_told():
    document = of("<title>Calm</title><h1>Days</h1>")

    assert (document.title, document.format) == ("Calm", FORMAT)


ENCODINGS = {
    "UTF-8": "<p>Café €".encode(),
    "UTF-16": "<p>Café €".encode("utf-16"),
    "declared": "<meta charset='iso-8859-15'><p>Café €".encode("iso-8859-15"),
    "declared the long way": "<meta http-equiv=x content='text/html; charset=windows-1252'><p>Café €".encode(
        "cp1252"
    ),
    "declared wrongly": "<meta charset=iso-8859-1><p>Café €".encode(),
    "declared, but unknown": "<meta charset=martian><p>Café €".encode("cp1252"),
    "not declared": "<p>Café €".encode("cp1252"),
}


@pytest.mark.parametrize("content", ENCODINGS.values(), ids=ENCODINGS)
def test_encodings(content):
    [document] = read(content, "page.html", Limits())

    assert seen(document) == [("paragraph", "Café €")]


@pytest.mark.parametrize(
    ("text", "limits", "reason"),
    [
        ("<p>Some words", Limits(max_file_bytes=5), "larger than 5 bytes"),
        ("<p>Some words", Limits(max_characters=5), "longer than 5 characters"),
        ("<div>" * 300 + "words", Limits(), "nested more than 200 deep"),
        ("<div>" * 5000 + "words", Limits(), "nested too deeply"),
    ],
)
def test_beyond_a_limit_it_is_refused(text, limits, reason):
    with pytest.raises(UnreadableDocument) as caught:
        read(text.encode(), "page.html", limits)

    assert caught.value.reason == reason


def test_no_entity_of_a_file_is_opened(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("canary")

    document = of(f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><p>a&x;b</html>')

    assert "canary" not in document.text


@pytest.mark.parametrize("content", HOSTILE)
def test_hostile_drafts_are_only_text(content):
    document = of(f"<p>{content.decode()}</p>")

    assert " ".join(words for _, words in seen(document)) == content.decode().strip()


def test_a_hidden_instruction_is_read_as_hidden():
    document = of(f"<p>{BRACES.decode()}</p><p style='display:none'>{INSTRUCTION.decode()}</p>")

    assert [block.place.hidden for block in document.blocks] == [False, True]


@pytest.mark.parametrize(
    "unit",
    [
        "<p>x",
        "<q>x</q>",
        "<td>x",
        "<br>",
        "<!-- x -->",
        "<a",
        "<p style='a'>",
        "<p style='a:b;'>",
        "&amp;",
        "<b>x</b> ",
    ],
)
def test_time_grows_with_length_and_no_faster(unit):
    started = time.process_time()

    of("<body>" + unit * (100_000 // len(unit)))

    assert time.process_time() - started < 20


@given(HTMLISH | st.text())
def test_any_page_is_read(text):
    assert of(text) == of(text)


@given(put_together("html", "tags"))
def test_no_words_are_lost(text):
    assert of(text).text.count("word") == text.count("word")


@given(st.binary())
def test_any_bytes_are_read(content):
    [document] = read(content, "page.html", Limits())

    assert_sound(document)
