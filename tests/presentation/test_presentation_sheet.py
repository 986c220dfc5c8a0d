from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from checker.domain import Block, BlockKind, Document, Place
from checker.presentation.neutral import neutral
from checker.presentation.sheet import lay_out
from tests.reporters.report_builders import document, finding


@st.composite
def drafts(draw: st.DrawFn) -> Document:
    text = draw(st.text(alphabet=st.sampled_from("ab -#|\n*é"), max_size=120))
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    blocks = tuple(
        Block(
            start=start,
            end=end,
            kind=BlockKind.PARAGRAPH,
            place=Place(slide=draw(st.sampled_from((None, 1, 2)))),
        )
        for start, end in pairwise(edges)
    )
    return Document(source="d.md", format="text", digest="", text=text, blocks=blocks)


@given(draft=drafts())
def test_every_word_of_a_draft_is_shown_once_and_in_order(draft: Document) -> None:
    sections = lay_out(draft, ())

    shown = [p for section in sections for p in (*section.body, *section.notes)]

    text = "".join(piece.text for paragraph in shown for piece in paragraph.pieces)
    assert "".join(text.split()) == "".join(neutral(draft.text).split())


@given(draft=drafts(), ends=st.tuples(st.integers(0, 120), st.integers(0, 120)))
def test_the_marked_pieces_are_the_quotation(draft: Document, ends: tuple[int, int]) -> None:
    start, end = sorted(min(place, len(draft.text)) for place in ends)
    quote = draft.text[start:end]
    found = finding(draft, "calm", quote, "off-voice", "Hype.")

    pieces = [piece for section in lay_out(draft, (found,)) for p in section.body for piece in p.pieces]

    marked = "".join(piece.text for piece in pieces if piece.numbers == (0,))
    assert "".join(marked.split()) == "".join(quote.split())


def test_a_blocks_markers_are_shown_as_markup_on_its_line() -> None:
    draft = document("d.md", "---\nteam: sales\n---\n# A **bold** claim\n")
    draft = draft.model_copy(update={"blocks": draft.blocks[3:]})

    front, claim = lay_out(draft, ())[0].body

    assert front.kind == "loose"
    assert [piece.text for piece in claim.pieces] == ["# ", "A ", "**", "bold", "**", " claim"]
    assert [piece.markup for piece in claim.pieces] == [True, False, True, False, True, False]


def test_blocks_that_overlap_are_shown_once() -> None:
    blocks = tuple(Block(start=start, end=6, kind=BlockKind.PARAGRAPH) for start in (0, 3))
    draft = Document(source="d", format="text", digest="", text="abcdef", blocks=blocks)

    paragraphs = lay_out(draft, ())[0].body

    assert "".join(piece.text for paragraph in paragraphs for piece in paragraph.pieces) == "abcdef"
