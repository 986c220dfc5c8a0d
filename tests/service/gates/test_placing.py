"""Findings by field: offsets are those of what was sent, or none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.composition import tidy
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
        assert tidy(text[made.start : made.end]) == quote
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
        ("<script>cheap()</script><style>cheap {}</style><p title='cheap'>cheap<!-- cheap --></p>", 0, 64),
        ("<script>cheap()</script><p>So che<b>ap</b></p>", 0, None),
        ("<!-- cheap --><p hidden>So cheap</p>", 1, 27),
        ("<p hidden>cheap</p><p>che<b>ap</b></p>", 1, None),
        ("<p>cheap<b> cheap cheap</b></p>", 2, 18),
    ],
)
def test_words_of_html_are_found_where_they_were_sent(html: str, nth: int, start: int | None) -> None:
    title = GateField(path="/title", text="Not cheap at all", is_title=True)

    made = found([title, GateField(path="/body", kind="html", text=html)], "cheap", nth + 1)

    assert (made.field, made.start) == ("/body", start)
    assert made.prefix or made.suffix


TEXT = {
    "white space before it": ("\n  cheap\n", "cheap", 3, ("", "")),
    "line ends of two characters": (
        "One.\r\n\r\nTwo\r\ncheap\r\nend",
        "cheap",
        13,
        ("One.\n\nTwo\n", "\nend"),
    ),
    "over a line end": ("x\r\na\r\nb\r\n", "a\nb", 3, ("x\n", "")),
    "beyond the basic plane": ("🏊🏊 cheap 🏊", "cheap", 3, ("🏊🏊 ", " 🏊")),
    "of itself": ("aaab", "aa", 0, ("", "ab")),
    "far from the first word": (
        "Words. " * 50 + "cheap",
        "cheap",
        350,
        ("s. Words. Words. Words. Words. ".rjust(32, "d"), ""),
    ),
    "a control character": ("So\x0bcheap", "So cheap", None, ("", "")),
}


@pytest.mark.parametrize("kind", ["text", "markdown"])
@pytest.mark.parametrize(("text", "quote", "start", "around"), TEXT.values(), ids=TEXT)
def test_words_of_text_are_found_where_they_were_sent(
    text: str, quote: str, start: int | None, around: tuple[str, str], kind: str
) -> None:
    made = found([GateField(path="/body", kind=kind, text=text)], quote)

    assert (made.field, made.start, (made.prefix, made.suffix)) == ("/body", start, around)


def test_words_that_are_found_everywhere_are_looked_for_once() -> None:
    fields = [GateField(path="/body", kind="html", text="<p>" + "cheap " * 20_000)]
    draft = draft_of(GateRequest(kit="acme", fields=fields))
    (document,) = read(draft.content, draft.name, Limits())
    made = Fields(fields, document)
    places = [Location(start=at, end=at + 5, line=1, column=1, field="/body") for at in range(0, 120_000, 60)]

    starts = [made.placed(finding("cheap", location=place), refuses=False).start for place in places]

    assert starts == [place.start + 3 for place in places]


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
    [
        "cheap",
        "It is",
        "a pool",
        "🎈",
        "\n",
        "\r\n",
        "\n\n",
        "  ",
        "<b>cheap</b>",
        "<p>",
        "</p>",
        "&amp;",
        "-",
    ]
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
