import io

import pytest
from pypdf import PdfReader, PdfWriter

from checker.domain import Document, Limits
from checker.readers.pdf import FORMAT, read
from tests.readers.paper import FREE, column, pdf, words
from tests.readers.reading import HOSTILE, assert_sound, seen

LEFT = ("Alpha starts the left column,", "goes on for some more lines", "and ends it here.")
RIGHT = ("Beta starts the right column,", "which says something else", "before it ends as well.")
THIRD = ("Gamma starts the third one,", "and is no longer than the", "others are, so it ends.")
FLOWING = [("paragraph", " ".join(lines)) for lines in (LEFT, RIGHT, THIRD)]


def of(content: bytes, limits: Limits | None = None) -> Document:
    [document] = read(content, "draft.pdf", limits or Limits())
    assert_sound(document)
    return document


def on_page(*commands: bytes) -> list[tuple[str, str]]:
    return seen(of(pdf(b"".join(commands))))


def test_lines_become_paragraphs():
    assert on_page(column(LEFT), column(RIGHT, top=132)) == FLOWING[:2]


LAYOUTS = {
    "two columns": [column(LEFT), column(RIGHT, left=320)],
    "two columns written line by line": [
        command
        for index in range(3)
        for command in (
            column(LEFT[index : index + 1], top=72 + 12 * index),
            column(RIGHT[index : index + 1], left=320, top=72 + 12 * index),
        )
    ],
    "columns whose lines are not level": [column(LEFT), column(RIGHT, left=320, top=77)],
    "a narrow gutter": [column(LEFT), column(RIGHT, left=72 + 140)],
    "the right column written first": [column(RIGHT, left=320), column(LEFT)],
    "columns of other lengths": [column(LEFT), column(RIGHT, left=320, top=96)],
}


@pytest.mark.parametrize("commands", LAYOUTS.values(), ids=LAYOUTS)
def test_columns_are_read_one_after_the_other(commands):
    assert on_page(*commands) == FLOWING[:2]


def test_three_columns_below_a_heading_and_above_a_line_across():
    heading = words("A heading across the whole of the page", size=20, top=60)
    across = words(
        "A last line goes across the whole of the page below all of the columns, so it comes last.", top=200
    )
    columns = (
        column(lines, left=60 + 165 * index, top=90, size=9)
        for index, lines in enumerate((LEFT, RIGHT, THIRD))
    )

    found = on_page(heading, across, *columns)

    assert [text for _, text in found[:4]] == [
        "A heading across the whole of the page",
        *(text for _, text in FLOWING),
    ]
    assert found[4][1].startswith("A last line")


def test_columns_between_headings_across_stay_between_them():
    one = [
        words("The first heading across the page", size=16, top=60),
        column(LEFT, top=90),
        column(RIGHT, left=320, top=90),
    ]
    two = [
        words("The second heading across the page", size=16, top=160),
        column(THIRD, top=190),
        column(LEFT, left=320, top=190),
    ]

    assert [text.split()[1] for _, text in on_page(*one, *two)] == [
        "first",
        "starts",
        "starts",
        "second",
        "starts",
        "starts",
    ]
    assert [text.split()[0] for _, text in on_page(*one, *two)] == [
        "The",
        "Alpha",
        "Beta",
        "The",
        "Gamma",
        "Alpha",
    ]


def test_a_sentence_goes_on_in_the_next_column_and_on_the_next_page():
    first = column(("This sentence begins in a column", "and it is not yet at its"))
    second = column(("end, which it comes to here.", "Another one goes on to the"), left=320)
    document = of(pdf(first + second, column(("next page of the file.",))))

    whole = "This sentence begins in a column and it is not yet at its end, which it comes to here."
    assert seen(document) == [("paragraph", f"{whole} Another one goes on to the next page of the file.")]
    assert document.blocks[0].place.page == 1


HYPHENS = {
    "a divided word is made whole": (("It is all about infor-", "mation for pools."), "information"),
    "a compound keeps its hyphen": (("Ask for our self-", "service desk now."), "self-service"),
    "so is one that starts like a prefix": (
        ("We re-", "port it and in-", "crease it."),
        "report it and increase",
    ),
    "and one with an ending": (("Good market-", "ing is easy."), "marketing"),
    "a word of several parts keeps all hyphens": (
        ("It is up-", "to-date and end-to-", "end."),
        "up-to-date and end-to-end.",
    ),
    "a word known from elsewhere is made whole": (
        ("A lowland pool and low-", "land pools are."),
        "lowland pools",
    ),
    "a compound known from elsewhere keeps its hyphen": (
        ("A user-run pool is a user-", "run pool."),
        "a user-run pool.",
    ),
    "a hyphen before a capital stays": (("We sell in Baden-", "Baden as well."), "Baden-Baden"),
    "a hyphen before a digit stays": (("That is version-", "2 of the pool."), "version- 2"),
    "a dash is no hyphen": (("It is easy \u2013", "very easy to use."), "easy \u2013 very"),
    "the hyphen of Windows is one": (("Our reser\u00ad", "vations are easy."), "reservations"),
}


@pytest.mark.parametrize(("lines", "expected"), HYPHENS.values(), ids=HYPHENS)
def test_words_divided_at_line_ends_are_made_whole(lines, expected):
    [(_, text)] = on_page(column(lines))

    assert expected in text


def test_ligatures_become_letters():
    code = b"<< /Subtype /Type1 /BaseFont /Times-Roman /Encoding << /Differences [65 /fi /fl /ffi] >> >>"
    document = of(pdf(words("AnanceBow eCcient", font="F3"), objects={FREE: code}))

    assert seen(document) == [("paragraph", "financeflow efficient")]


def test_size_makes_headings_and_the_largest_on_the_first_page_is_the_title():
    first = words("Calm days", size=24, top=60) + words("Why us", size=14, top=100) + column(LEFT, top=130)
    second = words("And how", size=14, top=60) + words("In detail", size=12, top=90) + column(RIGHT, top=120)
    document = of(pdf(first, second))

    assert [(block.kind, block.level) for block in document.blocks] == [
        ("title", 0), ("heading", 2), ("paragraph", 0), ("heading", 2), ("heading", 3), ("paragraph", 0)
    ]  # fmt: skip
    assert document.title == "Calm days"
    assert [block.place.page for block in document.blocks] == [1, 1, 1, 2, 2, 2]


def test_short_bold_lines_are_headings_and_bold_words_are_not():
    bold = words("What you get", font="F2") + column(LEFT, top=84)
    inside = words("Much", font="F2", top=160) + words(
        "of this is not bold, so this is text.", left=105, top=160
    )

    assert on_page(bold, inside) == [
        ("heading", "What you get"),
        FLOWING[0],
        ("paragraph", "Much of this is not bold, so this is text."),
    ]


def test_items_of_lists_are_bullets_without_their_signs():
    items = (
        words("\u2022", left=72) + words("First thing,", left=90) + words("which goes on", left=90, top=84)
    )
    numbered = words("1. Second thing", top=96) + words("2. Third thing", top=108)

    assert on_page(column(("Two things:",), top=60), items, numbered) == [
        ("paragraph", "Two things:"),
        ("bullet", "First thing, which goes on"),
        ("bullet", "Second thing"),
        ("bullet", "Third thing"),
    ]


def test_rows_of_tables_are_cells():
    rows = [
        ("Plan", "Price a month", "Set-up"),
        ("Small", "10 euros", "one day"),
        ("Large", "20 euros", "three days"),
    ]
    table = b"".join(
        words(cell, 72 + 130 * x, 72 + 20 * y) for y, row in enumerate(rows) for x, cell in enumerate(row)
    )

    assert on_page(table) == [("cell", cell) for row in rows for cell in row]


def test_what_repeats_in_the_margins_is_read_once():
    def page(number: int) -> bytes:
        header = words("Ottermere handbook", top=40, size=8)
        return header + column(LEFT, top=300 + number) + words(f"Page {number} of 4", top=810, size=8)

    document = of(pdf(*map(page, (1, 2, 3, 4))))

    assert seen(document)[:3] == [FLOWING[0], ("footer", "Ottermere handbook"), ("footer", "Page 1 of 4")]
    assert seen(document)[3:] == [FLOWING[0]] * 3


def test_headlines_that_repeat_are_no_headers():
    def page(top: int) -> bytes:
        return words("Our prices", top=60, size=24) + column(LEFT, top=top)

    kinds = [kind for kind, _ in seen(of(pdf(*map(page, (200, 220, 240)))))]

    assert kinds == ["title", "paragraph", "heading", "paragraph", "heading", "paragraph"]


def test_the_title_is_the_files_own_unless_its_program_gave_it():
    for title, expected in (
        ("Autumn guide", "Autumn guide"),
        ("Microsoft Word - draft.docx", "Shown"),
        ("", "Shown"),
    ):
        writer = PdfWriter(
            clone_from=PdfReader(io.BytesIO(pdf(words("Shown", size=20) + column(LEFT, top=200))))
        )
        writer.add_metadata({"/Title": title})
        stream = io.BytesIO()
        writer.write(stream)

        document = of(stream.getvalue())

        assert (document.title, document.format) == (expected, FORMAT)


@pytest.mark.parametrize("draft", HOSTILE)
def test_hostile_drafts_travel_unharmed(draft):
    document = of(pdf(words(" ".join(draft.decode().split()))))

    assert [text for _, text in seen(document)] == (
        [" ".join(draft.decode().split())] if draft.strip() else []
    )
