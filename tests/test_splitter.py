"""Passages: sentences of blocks, at exact places, with the weight of the first impression."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.composition import Composition
from checker.domain import Block, BlockKind, Document, Place
from checker.splitter import MAX_PASSAGE, split
from tests.drafts import draft

WORDS = st.lists(
    st.sampled_from(["Tea", "is", "ready.", "So", "there!", "\n", "  ", "e.g.", "…", "x" * 1300, "“Hm.”"]),
    min_size=1,
    max_size=12,
)
KINDS = st.sampled_from(BlockKind)


@st.composite
def documents(choose):
    composition = Composition()
    for kind, words in choose(st.lists(st.tuples(KINDS, WORDS), max_size=4)):
        composition.add(" ".join(words), kind)
    document = composition.finish(b"", source="d", format_name="text")
    blocks = tuple(_marked(block, choose) for block in document.blocks)
    return document.model_copy(update={"blocks": blocks})


def _marked(block, choose):
    start = choose(st.integers(block.start, block.end - 1))
    end = choose(st.integers(start + 1, block.end))
    return block.model_copy(update={"markup": ((start, end),)})


@given(documents())
def test_a_passage_is_the_text_at_its_place(document):
    for passage in split(document):
        assert passage.text == document.text[passage.start : passage.end]
        assert len(passage.plain) == len(passage.text)
        assert passage.block.start <= passage.start < passage.end <= passage.block.end
        assert 0 <= passage.lead_weight <= 1
        assert len(passage.text) <= MAX_PASSAGE


@given(documents())
def test_passages_lie_apart_in_reading_order_and_hold_every_word(document):
    passages = split(document)

    edges = [edge for passage in passages for edge in (passage.start, passage.end)]
    assert edges == sorted(edges)
    read = "".join("".join(passage.plain.split()) for passage in passages)
    assert read == "".join("".join(_plain(document, block).split()) for block in document.blocks)


def _plain(document, block):
    signs = list(document.text)
    for start, end in block.markup:
        signs[start:end] = ["\n" if sign == "\n" else " " for sign in signs[start:end]]
    return "".join(signs)[block.start : block.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tea is ready. Come in.", ["Tea is ready.", "Come in."]),
        ("One\n\nTwo", ["One", "Two"]),
        ("Kettlewick\n1 Quay Street\nHull", ["Kettlewick", "1 Quay Street", "Hull"]),
        ("", []),
    ],
)
def test_a_draft_falls_into_sentences_and_short_lines(text, expected):
    assert [passage.text for passage in split(draft(text))] == expected


def test_a_line_that_is_wrapped_goes_on():
    wrapped = "The kettle stands on the shelf by the window in the long kitchen at the back\nand boils."

    assert [passage.text for passage in split(draft(wrapped))] == [wrapped]


def test_markup_is_blanked_and_stays_in_the_text():
    text = "It is **hot** tea."
    block = Block(start=0, end=len(text), kind=BlockKind.PARAGRAPH, markup=((6, 8), (11, 13)))
    document = Document(source="d", format="text", digest="", text=text, blocks=(block,))

    [passage] = split(document)

    assert passage.text == text
    assert passage.plain == "It is   hot   tea."


@pytest.mark.parametrize(
    ("kind", "traits", "weight"),
    [
        (BlockKind.TITLE, {}, 1.0),
        (BlockKind.SUBJECT, {}, 1.0),
        (BlockKind.HEADING, {}, 0.8),
        (BlockKind.PARAGRAPH, {}, 0.5),
        (BlockKind.BULLET, {}, 0.2),
        (BlockKind.NOTES, {}, 0.05),
        (BlockKind.CODE, {}, 0.0),
        (BlockKind.FOOTER, {}, 0.0),
        (BlockKind.QUOTED, {}, 0.0),
        (BlockKind.TITLE, {"speaker": "customer"}, 0.0),
        (BlockKind.TITLE, {"place": Place(hidden=True)}, 0.0),
        (BlockKind.BULLET, {"place": Place(slide=1)}, 0.3),
        (BlockKind.HEADING, {"place": Place(slide=2)}, 0.8),
        (BlockKind.BULLET, {"place": Place(slide=3)}, 0.2),
    ],
)
def test_the_first_impression_weighs_most(kind, traits, weight):
    composition = Composition()
    composition.add("Tea is ready", kind, **traits)

    [passage] = split(composition.finish(b"", source="d", format_name="text"))

    assert passage.lead_weight == weight


def test_what_comes_later_weighs_less():
    weights = [p.lead_weight for p in split(draft("# Tea\n\n## Pots\n\nOne. Two.\n\nThree. Four."))]

    assert weights == [1.0, 0.5, 0.5, 0.1, 0.2, 0.1]
