import pytest

from checker.domain import Document, Limits
from checker.readers.pdf import read
from tests.readers.paper import FREE, column, pdf, stream, words
from tests.readers.reading import assert_sound, seen

LEFT = ("Alpha starts the left column,", "goes on for some more lines", "and ends it here.")
TEXT = ("paragraph", " ".join(LEFT))


def of(content: bytes, limits: Limits | None = None) -> Document:
    [document] = read(content, "draft.pdf", limits or Limits())
    assert_sound(document)
    return document


def on_page(*commands: bytes) -> list[tuple[str, str]]:
    return seen(of(pdf(b"".join(commands))))


def gaps(document: Document) -> list[tuple[str, int | None]]:
    assert all(gap.reason for gap in document.not_read)
    return [(gap.what, gap.place.page) for gap in document.not_read]


def test_letters_written_one_by_one_are_words():
    letters = b"".join(b"(%c) Tj 5.56 0 Td " % letter for letter in b"pool")
    commands = b"BT /F1 10 Tf 72 700 Td " + letters + b"( ) Tj 9 0 Td (side) Tj ET"

    assert on_page(commands) == [("paragraph", "pool side")]


def test_kerning_parts_no_words_and_wide_gaps_do():
    assert on_page(b"BT /F1 10 Tf 72 700 Td [(Cal) 30 (m) -400 (days)] TJ ET") == [("paragraph", "Calm days")]


def test_shadows_are_read_once():
    assert on_page(words("Calm days"), words("Calm days", left=72.5, top=72.5)) == [
        ("paragraph", "Calm days")
    ]


def test_pages_that_are_turned_read_the_same():
    turned = b"q 0 1 -1 0 595 0 cm " + column(LEFT, top=300) + b"Q"

    assert seen(of(pdf(turned, page=b"/Rotate 90"))) == [TEXT]


def test_words_in_other_directions_come_after_the_others():
    aside = b"BT /F1 10 Tf 0 1 -1 0 40 100 Tm (Turned aside) Tj ET\n"

    assert on_page(aside, column(LEFT)) == [TEXT, ("paragraph", "Turned aside")]


def test_forms_are_drawn_where_they_are_called():
    form = stream(
        words("In a form"), b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Matrix [1 0 0 1 0 -200]"
    )
    document = of(
        pdf(b"/X Do " + words("On the page"), resources=b"/XObject << /X 100 0 R >>", objects={FREE: form})
    )

    assert seen(document) == [("paragraph", "On the page"), ("paragraph", "In a form")]


def hidden(commands: bytes, images: bytes = b"") -> list[bool]:
    return [block.place.hidden for block in of(pdf(words("Shown", top=300) + commands + images)).blocks]


def test_words_that_nobody_sees_are_marked():
    picture = b"BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI\n"

    assert hidden(words("tiny", size=1)) == [False, True]
    assert hidden(words("off the page", left=900)) == [False, True]
    assert hidden(b"3 Tr " + words("searched") + b"0 Tr ") == [False, True]
    assert hidden(b"3 Tr " + words("over a scan") + b"0 Tr ", picture) == [False, False]


def test_what_is_not_read_is_recorded():
    image = stream(b"", b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8")
    nameless = b"<< /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /Subtype /CIDFontType2 >>] >>"
    document = of(
        pdf(
            words("Canary") + b"/X Do",
            b"",
            resources=b"/XObject << /X 100 0 R >>",
            objects={FREE: image},
        )
    )
    unknown = of(pdf(words("ABCD", font="F3"), objects={FREE: nameless}))

    assert gaps(document) == [("image", 1), ("page without text", 2)]
    assert gaps(unknown) == [("page without text", 1)]


def test_pages_that_are_broken_or_missing_are_recorded_and_the_others_are_read():
    tree = b"<< /Type /Pages /Count 4 /Kids [10 0 R 99 0 R 12 0 R 14 0 R] >>"
    document = of(
        pdf(words("one"), words("two"), words("three"), objects={2: tree, 13: stream(b"x", b"/Filter /None")})
    )

    assert seen(document) == [("paragraph", "one"), ("paragraph", "three")]
    assert gaps(document) == [("page", 4), ("page without text", 2), ("drawing", 2)]


@pytest.mark.parametrize("page", [b"/MediaBox [0 (x)]", b"/Rotate (x)", b"/CropBox [0 0 0 0]", b"/Annots 7"])
def test_pages_with_senseless_entries_are_read(page):
    assert seen(of(pdf(words("Canary"), page=page))) == [("paragraph", "Canary")]


def test_what_lies_outside_the_part_that_is_shown_is_hidden():
    document = of(pdf(words("Job 12", top=30) + words("Canary", top=400), page=b"/CropBox [50 50 545 792]"))

    assert seen(document) == [("paragraph", "Canary"), ("paragraph", "Job 12")]
    assert [block.place.hidden for block in document.blocks] == [False, True]


ANNOTATIONS = {
    "a comment": (b"/Subtype /Text /Contents (Canary)", ("comment", "Canary"), "Text", False),
    "a text over the page": (
        b"/Subtype /FreeText /Contents (Canary)",
        ("paragraph", "Canary"),
        "FreeText",
        False,
    ),
    "one that is not shown": (b"/Subtype /Text /F 2 /Contents (Canary)", ("comment", "Canary"), "Text", True),
    "a field": (b"/Subtype /Widget /FT /Tx /T (name) /V (Canary)", ("paragraph", "Canary"), "name", False),
    "a field of a group": (b"/Subtype /Widget /Parent 101 0 R", ("paragraph", "Canary"), "group", False),
}


@pytest.mark.parametrize(("entries", "expected", "field", "hidden"), ANNOTATIONS.values(), ids=ANNOTATIONS)
def test_annotations_and_fields_are_read(entries, expected, field, hidden):
    group = b"<< /FT /Ch /T (group) /V (Canary) /Parent 101 0 R >>"
    [block] = (
        document := of(pdf(b"", page=b"/Annots [100 0 R]", objects={FREE: b"<< %s >>" % entries, 101: group}))
    ).blocks

    assert seen(document) == [expected]
    assert (block.place.field, block.place.hidden, block.place.page) == (field, hidden, 1)


SILENT = {
    b"/Link /Contents (x)": [],
    b"/Widget /FT /Btn /V /Yes": [],
    b"/FileAttachment": ["embedded object"],
    b"/Sound": ["audio"],
    b"/RichMedia": ["video"],
    b"/Ink": ["ink"],
}


@pytest.mark.parametrize("kind", SILENT)
def test_annotations_without_words_are_recorded_if_something_is_lost(kind):
    document = of(pdf(words("Canary"), page=b"/Annots [<< /Subtype %s >>]" % kind))

    assert [what for what, _ in gaps(document)] == SILENT[kind]
