"""PDF files given back with highlights."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from checker.errors import InputError
from tests.annotators.marking import HOSTILE, copy_of, read, same, whole_copy_of
from tests.readers import paper
from tests.readers.office import WOUNDS, damaged

NAME = "datasheet.pdf"
PAGE = paper.words("We are the cheapest pool of all.")
CORPUS = Path("corpus/drafts/ottermere")


def _annotations(content: bytes, page: int = 0) -> list[DictionaryObject]:
    entries = PdfReader(io.BytesIO(content)).pages[page].get("/Annots") or []
    return [entry.get_object() for entry in entries]


def _boxes(content: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    """Return left, bottom, right and top of each highlighted stretch of a line."""
    found = []
    for entry in _annotations(content, page):
        points = [float(edge) for edge in entry.get("/QuadPoints", [])]
        for i in range(0, len(points), 8):
            x, y = points[i : i + 8 : 2], points[i + 1 : i + 8 : 2]
            found.append((min(x), min(y), max(x), max(y)))
    return found


WIDTHS = (51.69, 40.58)
"""Points of “We are the ” and of “cheapest” in Helvetica of ten points, by its standard widths."""


def test_a_highlight_covers_exactly_the_words() -> None:
    copy = copy_of(paper.pdf(PAGE), NAME, "cheapest")

    [(left, bottom, right, top)] = _boxes(copy)
    assert (left - 72, right - left) == pytest.approx(WIDTHS)
    assert (bottom, top) == pytest.approx((paper.HEIGHT - 72 - 2.2, paper.HEIGHT - 72 + 8))


def test_notes_are_signed_and_the_first_sums_up() -> None:
    summary, note = _annotations(copy_of(paper.pdf(PAGE), NAME, "cheapest", suggestion="easiest"))

    assert summary["/T"] == note["/T"] == "Brandcheck"
    assert summary["/Contents"].startswith("Brandcheck: failed")
    assert note["/Contents"].split("\n")[1] == "It sells the price."
    assert note["/Contents"].endswith("Instead: easiest")


def test_words_over_two_lines_are_two_stretches_of_one_highlight() -> None:
    page = paper.column(["Nobody is as cheap and cheer-", "ful as we are in all the land."])

    copy = copy_of(paper.pdf(page), NAME, "cheap and cheerful as")

    first, second = _boxes(copy)
    assert first[1] > second[3] - 4
    assert second[0] == pytest.approx(72, abs=0.5)


def test_a_sentence_over_two_pages_is_highlighted_on_both() -> None:
    pages = (
        paper.column(["We are cheap, and nobody in all of this land is", "as cheap as we are, because we"]),
        paper.column(["never buy anything that we could borrow instead.", "That is how we do it."]),
    )

    copy = copy_of(paper.pdf(*pages), NAME, "because we never")

    assert len(_boxes(copy, 0)) == len(_boxes(copy, 1)) == 1


@pytest.mark.parametrize(("turn", "expected"), [(90, "upright"), (180, "flat"), (270, "upright")])
def test_highlights_turn_with_the_page(turn: int, expected: str) -> None:
    sideways = {
        90: b"BT /F1 10 Tf 0 1 -1 0 300 200 Tm (We are the cheapest pool of all.) Tj ET\n",
        180: b"BT /F1 10 Tf -1 0 0 -1 400 500 Tm (We are the cheapest pool of all.) Tj ET\n",
        270: b"BT /F1 10 Tf 0 -1 1 0 300 600 Tm (We are the cheapest pool of all.) Tj ET\n",
    }

    copy = copy_of(paper.pdf(sideways[turn], page=b"/Rotate %d" % turn), NAME, "cheapest")

    [(left, bottom, right, top)] = _boxes(copy)
    wide, high = right - left, top - bottom
    assert (high > 3 * wide) if expected == "upright" else (wide > 3 * high)
    assert 190 < left < 410
    assert 190 < bottom < 610


def test_a_page_that_does_not_start_at_nought_is_marked_at_the_words() -> None:
    page = b"BT /F1 10 Tf 1 0 0 1 150 700 Tm (cheapest) Tj ET\n"

    copy = copy_of(paper.pdf(page, page=b"/CropBox [100 100 500 800]"), NAME, "cheapest")

    [(left, bottom, _, top)] = _boxes(copy)
    assert left == pytest.approx(150)
    assert bottom < 700 < top


def test_the_original_stays_byte_for_byte() -> None:
    content = paper.pdf(PAGE, PAGE)

    assert whole_copy_of(content, NAME).startswith(content)


def test_annotating_a_copy_replaces_its_marks() -> None:
    content = paper.pdf(PAGE)
    once = copy_of(content, NAME, "cheapest")

    assert copy_of(once, NAME, "cheapest") == once
    assert len(_annotations(copy_of(once, NAME, "pool", "all"))) == 3


def test_marks_of_a_copy_that_another_program_saved_are_replaced_too() -> None:
    writer = PdfWriter(io.BytesIO(copy_of(paper.pdf(PAGE), NAME, "cheapest")))
    stream = io.BytesIO()
    writer.write(stream)

    again = copy_of(stream.getvalue(), NAME, "pool")

    assert [entry["/Contents"].split("\n")[0] for entry in _annotations(again)] == [
        "Brandcheck: failed, score 80 of 100",
        "Off message (error)",
    ]


def test_notes_of_others_stay() -> None:
    mine = b"<< /Type /Annot /Subtype /Text /Rect [9 9 20 20] /T (Mina) /Contents (Is that so?) >>"
    content = paper.pdf(PAGE, page=b"/Annots [50 0 R]", objects={50: mine})

    copy = copy_of(content, NAME, "cheapest")

    assert [entry["/T"] for entry in _annotations(copy)] == ["Mina", "Brandcheck", "Brandcheck"]
    assert same(read(copy, NAME), read(content, NAME))


def test_title_and_catalogue_stay() -> None:
    content = (CORPUS / "campaign/brochure.pdf").read_bytes()

    before, after = PdfReader(io.BytesIO(content)), PdfReader(io.BytesIO(whole_copy_of(content, NAME)))

    assert after.metadata == before.metadata
    assert set(after.trailer["/Root"]) == set(before.trailer["/Root"])


def test_a_file_with_a_compressed_list_of_objects_gets_another_one() -> None:
    writer = PdfWriter(io.BytesIO(paper.pdf(PAGE)), incremental=True)
    writer.add_blank_page(10, 10)
    stream = io.BytesIO()
    writer.write(stream)

    copy = copy_of(stream.getvalue(), NAME, "cheapest")

    assert b"/XRef" in copy[len(stream.getvalue()) :]
    assert len(_boxes(copy)) == 1
    assert copy_of(copy, NAME, "cheapest") == copy


def test_an_encrypted_file_is_refused() -> None:
    writer = PdfWriter(io.BytesIO(paper.pdf(PAGE)))
    writer.encrypt("", "owner", algorithm="AES-256")
    stream = io.BytesIO()
    writer.write(stream)

    with pytest.raises(InputError, match="protected against changes"):
        copy_of(stream.getvalue(), NAME, "cheapest")


def test_what_is_not_ink_is_noted_beside_the_page() -> None:
    note = b"<< /Type /Annot /Subtype /Text /Rect [9 9 20 20] /Contents (So cheap) >>"
    content = paper.pdf(PAGE, PAGE, page=b"/Annots [50 0 R]", objects={50: note})

    entries = _annotations(copy_of(content, NAME, "So cheap", ""))

    assert [str(entry["/Subtype"]) for entry in entries] == ["/Text"] * 4
    assert len({tuple(entry["/Rect"]) for entry in entries}) == 4
    assert any("“So cheap”" in entry["/Contents"] for entry in entries)


def test_hostile_words_are_a_sound_note() -> None:
    note = _annotations(copy_of(paper.pdf(PAGE), NAME, "cheapest", why=HOSTILE))[1]

    assert "<script>&amp;]]>" in note["/Contents"]
    assert not set(note["/Contents"]) & set("\x00\x1b\u202e\u2066\ud800")


@given(wounds=WOUNDS)
def test_a_damaged_file_is_marked_or_refused(wounds: list[tuple[float, str, int]]) -> None:
    content = damaged(paper.pdf(PAGE), wounds)
    try:
        before = read(content, NAME)
        copy = whole_copy_of(content, NAME)
    except InputError:
        return

    assert same(read(copy, NAME), before)
