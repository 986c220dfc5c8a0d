from contextlib import suppress
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx.util import Inches, Pt

from checker.domain import Document, Limits
from checker.errors import UnreadableDocument
from checker.packages.namespaces import P
from checker.readers.pptx import FORMAT, read
from tests.readers.office import (
    WOUNDS,
    changed,
    damaged,
    deck,
    on_slide,
    parts,
    related,
    strict,
    without,
    write,
)
from tests.readers.reading import HOSTILE, assert_sound, find, seen

SLIDE = "ppt/slides/slide1.xml"


def of(content: bytes) -> Document:
    [document] = read(content, "deck.pptx", Limits())
    assert_sound(document)
    return document


def made(build) -> Document:
    return of(deck(build))


def slides(presentation):
    first = on_slide(presentation, 0)
    first.shapes.title.text = "Calm days\vfor pools"
    first.placeholders[1].text = "A subtitle"
    second = on_slide(presentation, 1)
    second.shapes.title.text = "Why us"
    second.placeholders[1].text = "Easy to learn"
    below = second.placeholders[1].text_frame.add_paragraph()
    below.text, below.level = "In two hours", 1
    second.notes_slide.notes_text_frame.text = "Pause here\nThen go on"


def test_a_deck_is_read_slide_by_slide():
    assert seen(made(slides)) == [
        ("title", "Calm days for pools"),
        ("heading", "A subtitle"),
        ("heading", "Why us"),
        ("bullet", "Easy to learn"),
        ("bullet", "In two hours"),
        ("notes", "Pause here"),
        ("notes", "Then go on"),
    ]


def test_blocks_know_slide_shape_and_paragraph():
    document = made(slides)
    deeper = find(document, "In two hours")

    assert (deeper.place.slide, deeper.place.field, deeper.place.paragraph) == (2, "Content Placeholder 2", 2)
    assert deeper.level == 2
    assert find(document, "Why us").level == 2
    assert find(document, "Then go on").place.paragraph == 2
    assert (document.format, document.title) == (FORMAT, "Calm days for pools")


def test_slides_come_in_the_order_of_the_presentation():
    def build(presentation):
        for words in ("one", "two", "three"):
            write(on_slide(presentation), words)
        order = presentation.slides._sldIdLst
        order.insert(0, order[2])

    assert [words for _, words in seen(made(build))] == ["three", "one", "two"]


def test_shapes_are_read_row_by_row_from_the_left():
    def build(presentation):
        slide = on_slide(presentation, 5)
        write(slide, "low", 1, 5)
        write(slide, "right", 6, 2.05)
        write(slide, "left", 1, 2.1)
        slide.shapes.title.text = "title"

    assert [words for _, words in seen(made(build))] == ["title", "left", "right", "low"]


def test_groups_stay_together_and_are_placed_by_their_own_measure():
    def build(presentation):
        slide = on_slide(presentation)
        write(slide, "before", 1, 1)
        group = slide.shapes.add_group_shape()
        inner = group.shapes.add_group_shape()
        write(inner, "inner", 1, 9)
        write(group, "outer", 1, 10)
        group.top, group.left, group.width, group.height = Inches(2), Inches(1), Inches(2), Inches(1)
        write(slide, "after", 1, 4)

    document = made(build)

    assert [words for _, words in seen(document)] == ["before", "inner", "outer", "after"]
    assert not any(block.place.hidden for block in document.blocks)


def test_cells_are_read_and_those_merged_away_are_not():
    def build(presentation):
        place = (Inches(1), Inches(1), Inches(4), Inches(1))
        table = on_slide(presentation).shapes.add_table(2, 2, *place).table
        table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 0).text = "one", "two", "wide"
        table.cell(1, 0).merge(table.cell(1, 1))
        table.cell(1, 1).text = "stale"

    assert seen(made(build)) == [("cell", "one"), ("cell", "two"), ("cell", "wide")]


def test_a_missing_slide_is_recorded_and_the_others_are_read():
    document = of(without(deck(slides), SLIDE))

    assert [(gap.what, gap.place.slide) for gap in document.not_read] == [("slide", 1)]
    assert find(document, "Why us").place.slide == 2


def test_pictures_behind_a_slide_are_recorded():
    content = deck(lambda presentation: write(on_slide(presentation), "Canary"))
    ground = "<p:cSld><p:bg><p:bgPr><a:blipFill><a:blip/></a:blipFill></p:bgPr></p:bg>"
    document = of(changed(content, SLIDE, lambda xml: xml.replace(b"<p:cSld>", ground.encode(), 1)))

    assert [gap.what for gap in document.not_read] == ["image"]


def test_footers_and_texts_of_layouts_are_read_once():
    def build(presentation):
        first, second = on_slide(presentation, 5), on_slide(presentation, 5)
        presentation.slide_masters[0].shapes._spTree.append(write(first, "From the master")._element)
        for slide in (first, second):
            mark = write(slide, "A footer")._element.nvSpPr.nvPr
            mark.append(mark.makeelement(f"{P}ph", {"type": "ftr"}))

    document = made(build)

    assert seen(document) == [("footer", "A footer"), ("footer", "From the master")]
    assert [block.place.slide for block in document.blocks] == [1, 1]


def test_hidden_slides_are_read_and_marked():
    def build(presentation):
        slides(presentation)
        presentation.slides[1]._element.set("show", "0")

    document = made(build)

    assert {block.place.slide for block in document.blocks if block.place.hidden} == {2}
    assert find(document, "Easy to learn").place.hidden


def large(slide, words: str, size: int, top: float) -> None:
    write(slide, words, 1, top).text_frame.paragraphs[0].runs[0].font.size = Pt(size)


def test_the_largest_text_is_the_headline_of_a_slide_without_title():
    def build(presentation):
        slide = on_slide(presentation)
        large(slide, "Small words", 14, 1)
        large(slide, "Calm days", 40, 3)

    assert seen(made(build)) == [("paragraph", "Small words"), ("title", "Calm days")]


def test_properties_say_title_team_channel_and_audience():
    def build(presentation):
        slides(presentation)
        presentation.core_properties.title = "Autumn deck"
        presentation.core_properties.keywords = "Team: sales; channel = deck"

    content = deck(build)
    value = '<property name="Audience"><lpwstr>pools</lpwstr></property>'
    content = related(
        content, "", "custom-properties", "docProps/custom.xml", f"<Properties>{value}</Properties>"
    )
    document = of(content)

    assert (document.title, document.team, document.channel, document.audience) == (
        "Autumn deck",
        "sales",
        "deck",
        "pools",
    )


def test_strict_decks_shows_and_templates_read_the_same():
    content = deck(slides)
    expected = seen(of(content))
    kind = b"presentationml.presentation.main"

    assert seen(of(strict(content))) == expected
    for other in (b"presentationml.slideshow.main", b"presentationml.template.main", b"macroEnabled.main"):
        assert (
            seen(of(changed(content, "[Content_Types].xml", lambda x, o=other: x.replace(kind, o))))
            == expected
        )


def test_too_many_slides_are_refused():
    with pytest.raises(UnreadableDocument, match="longer than 1 slides"):
        read(deck(slides), "deck.pptx", Limits(max_pages=1))


@pytest.mark.parametrize("draft", HOSTILE)
def test_hostile_drafts_travel_unharmed(draft):
    words = draft.decode()
    document = made(lambda presentation: write(on_slide(presentation), words))

    assert [text for _, text in seen(document)] == ([" ".join(words.split())] if words.strip() else [])


def everything(presentation):
    slides(presentation)
    table = on_slide(presentation).shapes.add_table(2, 2, Inches(1), Inches(1), Inches(4), Inches(1)).table
    table.cell(0, 0).text = "cell"
    write(presentation.slides[2], "words").rotation = 9


FULL = deck(everything)
NAMES = sorted(name for name in parts(FULL) if name.endswith((".xml", ".rels")))


@given(wounds=WOUNDS, name=st.sampled_from(["", *NAMES]))
def test_damage_anywhere_ends_in_a_document_or_in_our_error(wounds, name):
    content = changed(FULL, name, partial(damaged, wounds=wounds)) if name else damaged(FULL, wounds)

    with suppress(UnreadableDocument):
        of(content)
