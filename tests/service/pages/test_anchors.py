"""Code points of a document to UTF-16 code units of what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.domain import Document, Finding, Location, Severity
from service.pages.anchors import anchors


def document(text: str) -> Document:
    return Document(source="Text", format="text", digest="", text=text, blocks=())


def finding(text: str, start: int, end: int, name: str = "f") -> Finding:
    return Finding(
        id=name,
        check="wrong-term",
        guideline="names",
        severity=Severity.ERROR,
        confidence=1,
        origin="rule",
        location=Location(start=start, end=end, line=1, column=1),
        quote=text[start:end],
        guideline_quote="Names.",
        explanation="No.",
    )


def slice_of(text: str, start: int, end: int) -> str:
    """Return what a browser calls `text.slice(start, end)`."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


@given(st.text(alphabet="ab 😀é\U0001d49c\n", min_size=1), st.data())
def test_an_anchor_is_on_the_words_as_a_browser_counts(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    anchor = anchors(text, document(text), [finding(text, start, end)])["f"]

    assert slice_of(text, anchor.start, anchor.end) == text[start:end]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("\ufeffone two", "one two"),
        ("<p>one <b>two</b></p>", "one\n\ntwo"),
        ("Subject: one\n\ntwo 😀 two", "one\n\ntwo 😀 two"),
        ("one\x00 two", "one  two"),
    ],
)
def test_words_are_found_where_the_text_was_read_otherwise(typed: str, read: str) -> None:
    start = read.index("two")

    anchor = anchors(typed, document(read), [finding(read, start, start + 3)])["f"]

    assert slice_of(typed, anchor.start, anchor.end) == "two"
    assert anchor.start == len(typed[: typed.index("two")].encode("utf-16-le")) // 2


def test_repeated_words_are_found_in_their_order() -> None:
    typed, read = "<i>two</i> two", "two two"

    found = anchors(typed, document(read), [finding(read, 4, 7, "second"), finding(read, 0, 3, "first")])

    assert (found["first"].start, found["second"].start) == (3, 11)


def test_words_that_are_not_in_the_text_have_no_anchor() -> None:
    assert anchors("&pound;5", document("£5"), [finding("£5", 0, 2)]) == {}
    assert anchors("£5", document("£5"), [finding("£5", 2, 2)]) == {}
