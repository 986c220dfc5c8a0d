"""Edits change their own words and nothing else, and every block stays where its words are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.domain import BlockKind, Document
from checker.rewriting.edits import Edit, apply, compatible, without_empty_lines
from tests.drafts import draft

TEXT = "# Tea for less\n\nTen pounds off, today only. Ask an agent.\n\n> I want it cheap.\n\nBye."


def edit(document: Document, old: str, new: str) -> Edit:
    start = document.text.index(old)
    return Edit(start, start + len(old), new, ("id",), "why")


def addition(document: Document, below: str, new: str) -> Edit:
    end = next(b.end for b in document.blocks if below in document.text[b.start : b.end])
    return Edit(end, end, new, ("id",), "why")


def test_edits_are_made_and_blocks_move_with_their_words() -> None:
    document = draft(TEXT)
    edits = compatible(
        [
            edit(document, "an agent", "a Guide"),
            edit(document, "Ten pounds off, today only.", "A kettle costs £40."),
            edit(document, "less", "two"),
        ]
    )

    changed = apply(document, edits)

    assert [changed.text[b.start : b.end] for b in changed.blocks] == [
        "Tea for two",
        "A kettle costs £40. Ask a Guide.",
        "I want it cheap.",
        "Bye.",
    ]
    assert [b.kind for b in changed.blocks] == [b.kind for b in document.blocks]


def test_an_addition_is_a_paragraph_of_its_own() -> None:
    document = draft(TEXT)

    changed = apply(
        document, [addition(document, "Tea for less", "Sit down."), addition(document, "Bye", "Ines")]
    )

    blocks = [(b.kind, changed.text[b.start : b.end]) for b in changed.blocks]
    assert blocks[1] == (BlockKind.PARAGRAPH, "Sit down.")
    assert blocks[-1] == (BlockKind.PARAGRAPH, "Ines")
    assert changed.text.endswith("Bye.\n\nInes")


def test_of_two_edits_that_overlap_the_first_stands() -> None:
    document = draft(TEXT)
    first = edit(document, "Ten pounds off", "A kettle")
    second = edit(document, "pounds off, today", "pounds, today")
    end = addition(document, "Bye", "Ines")

    assert compatible([first, second, end, end]) == (first, end)


def test_markup_inside_an_edit_goes_and_other_markup_moves() -> None:
    document = draft("Tea is **cheap** and **good**.")
    marks = tuple((i, i + 2) for i in range(len(document.text) - 1) if document.text[i : i + 2] == "**")
    block = document.blocks[0].model_copy(update={"markup": marks})
    document = document.model_copy(update={"blocks": (block,)})

    changed = apply(document, [edit(document, "**cheap**", "plain")])

    assert changed.text == "Tea is plain and **good**."
    assert [changed.text[a:b] for a, b in changed.blocks[0].markup] == ["**", "**"]


WORDS = st.lists(st.sampled_from(["tea", "kettle", "x", "£40."]), min_size=1, max_size=6).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=5), st.data())
def test_what_no_edit_touches_stays_and_every_block_holds_its_words(
    parts: list[str], data: st.DataObject
) -> None:
    document = draft("\n\n".join(parts))
    spans = []
    for block in document.blocks:
        start = data.draw(st.integers(block.start, block.end - 1))
        end = data.draw(st.integers(start + 1, block.end))
        spans.append(
            (block, Edit(start, end, data.draw(st.sampled_from(["", "new words", "y"])), ("id",), ""))
        )
    chosen = [pair for pair in spans if data.draw(st.booleans())]

    changed = apply(document, compatible(e for _, e in chosen))

    for before, after in zip(document.blocks, changed.blocks, strict=True):
        text = document.text[before.start : before.end]
        for block, made in chosen:
            if block == before:
                text = text[: made.start - before.start] + made.new + text[made.end - before.start :]
        assert changed.text[after.start : after.end] == text


@pytest.mark.parametrize(
    ("text", "cut", "rest"),
    [
        ("# Tea\n\n- One.\n- Two.\n", "Two.", "# Tea\n\n- One.\n"),
        ("# Tea\n\nOne.", "Tea", "\nOne."),
        ("1. One.\n2. Two.\n", "One.", "2. Two.\n"),
        ("- One. Two.\n", "Two.", "- One. \n"),
    ],
)
def test_a_line_without_words_is_cut_with_its_marks(text: str, cut: str, rest: str) -> None:
    document = draft(text).model_copy(update={"text": text, "blocks": ()})

    changed = apply(document, without_empty_lines([edit(document, cut, "")], text))

    assert changed.text == rest
