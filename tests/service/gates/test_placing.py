"""Findings by field: offsets are those of what was sent, or none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.domain import Limits, Location
from checker.readers.fields import read
from service.exchange.gates import GateField, GateRequest
from service.gates.gates import draft_of
from service.gates.placing import Fields
from tests.service.records.makers import finding


def found(fields: list[GateField], quote: str, nth: int = 0) -> object:
    """Return where the *nth* place of *quote* in the document of *fields* is said to be."""
    draft = draft_of(GateRequest(kit="acme", fields=fields))
    (document,) = read(draft.content, draft.name, Limits())
    at = -1
    for _ in range(nth + 1):
        at = document.text.index(quote, at + 1)
    block = next(block for block in document.blocks if block.start <= at < block.end)
    place = Location(start=at, end=at + len(quote), line=1, column=1, field=block.place.field)
    made = Fields(fields, document).placed(finding(quote, location=place), refuses=True)
    if made.start is not None:
        text = next(field.text for field in fields if field.path == made.field)
        assert text[made.start : made.end] == quote
    return made


@pytest.mark.parametrize(
    ("html", "nth", "start"),
    [
        ("<p>It is cheap.</p>", 0, 9),
        ("<p>It is cheap.</p><p>So cheap.</p>", 0, 9),
        ("<p>It is cheap.</p><p>So cheap.</p>", 1, 25),
        ('<!-- wp:p {"alt":"cheap"} --><p class=\'cheap\'>It is cheap.</p>', 1, 52),
        ("<p>It is ch<b>eap</b>.</p>", 0, None),
        ("<p>It is cheap &amp; che&#97;p.</p>", 0, None),
        ("<p>🎈 cheap</p>", 0, 5),
    ],
)
def test_words_of_html_are_found_where_they_were_sent(html: str, nth: int, start: int | None) -> None:
    title = GateField(path="/title", text="Not cheap at all", is_title=True)

    made = found([title, GateField(path="/body", kind="html", text=html)], "cheap", nth + 1)

    assert (made.field, made.start) == ("/body", start)
    assert made.prefix or made.suffix


def test_the_same_words_in_two_fields_are_told_apart() -> None:
    fields = [GateField(path=path, text="It is cheap.") for path in ("/a", "/b")]

    assert [found(fields, "cheap", nth).field for nth in (0, 1)] == ["/a", "/b"]


def test_what_is_missing_is_about_the_whole() -> None:
    fields = [GateField(path="/a", text="It is cheap.")]
    draft = draft_of(GateRequest(kit="acme", fields=fields))
    (document,) = read(draft.content, draft.name, Limits())
    place = Location(start=0, end=0, line=1, column=1, field="/a")

    made = Fields(fields, document).placed(finding("", location=place), refuses=False)

    assert (made.field, made.start, made.prefix, made.suffix) == ("", None, "", "")


WORDS = st.sampled_from(
    ["cheap", "It is", "a pool", "🎈", "\n", "\n\n", "  ", "<b>cheap</b>", "<p>", "</p>", "&amp;", "-"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@settings(deadline=None)
@given(
    texts=st.lists(TEXTS, min_size=1, max_size=3),
    kind=st.sampled_from(["text", "html", "markdown", "auto"]),
    nth=st.integers(0, 4),
)
def test_offsets_are_exact_or_not_there(texts: list[str], kind: str, nth: int) -> None:
    fields = [GateField(path=f"/{at}", kind=kind, text=text) for at, text in enumerate(texts)]
    draft = draft_of(GateRequest(kit="acme", fields=fields))
    (document,) = read(draft.content, draft.name, Limits())
    if document.text.count("cheap") <= nth:
        return

    made = found(fields, "cheap", nth)

    assert made.field.removeprefix("/").isdecimal()
