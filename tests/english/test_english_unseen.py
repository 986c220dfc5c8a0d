"""Characters that show nothing hide no word from a check, in whatever kind of file they stand."""

import io
import json

import docx
import pptx
import pytest
from docx.oxml import OxmlElement
from hypothesis import given
from hypothesis import strategies as st

from checker.checks import wrong_term
from checker.composition import Composition
from checker.domain import BlockKind, BrandKit, Guideline, Kind, Limits, Term
from checker.dossier import Dossier, Lexicon
from checker.english.unseen import UNSEEN, seen
from checker.readers import docx as docx_reader
from checker.readers import fields, html, markdown, text
from checker.readers import pptx as pptx_reader
from checker.splitter import split

SIGNS = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufe0f"
    "\ufeff\U000e0101"
)
TERM = Term(avoid="fully guaranteed", prefer="promised")
KIT = BrandKit(
    brand="Acme",
    guidelines=(Guideline(id="no-promise", kind=Kind.TERM, text="Never guaranteed.", terms=(TERM,)),),
)
BEFORE, AFTER = "It is ", " to all. Ask us."
KINDS = {"text": text.read, "markdown": markdown.read, "html": html.read}
SPOTS = st.lists(
    st.tuples(st.integers(0, len(TERM.avoid)), st.text(SIGNS, min_size=1, max_size=3)), max_size=6
)


def hidden(spots: list[tuple[int, str]]) -> str:
    """Return the term with signs that show nothing at these places."""
    words = TERM.avoid
    for at, signs in sorted(spots, reverse=True):
        words = words[:at] + signs + words[at:]
    return words


def found(document) -> list[str]:
    """Return the document's own words at which the check finds the term."""
    passages = split(document)
    dossier = Dossier(document, passages, None, KIT, Lexicon({}, {}), None)  # type: ignore[arg-type]
    return [document.text[each.start : each.end] for each in wrong_term.find(dossier)]


@given(SPOTS)
def test_a_word_is_found_at_its_own_characters_wherever_such_signs_stand(spots) -> None:
    words = hidden(spots)
    (document,) = text.read(f"{BEFORE}{words}{AFTER}".encode(), "d.txt", Limits())

    (quote,) = found(document)

    assert quote == words.strip(SIGNS)
    assert seen(quote) == TERM.avoid


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("kind", KINDS)
def test_in_every_kind_of_text(kind: str, sign: str) -> None:
    words = f"It is fully gua{sign}ran{sign}teed to all."

    (document,) = KINDS[kind](words.encode(), f"d.{kind}", Limits())

    assert [seen(quote) for quote in found(document)] == [TERM.avoid]


def word_file(first: str, second: str) -> bytes:
    made, file = docx.Document(), io.BytesIO()
    paragraph = made.add_paragraph(first)
    paragraph.add_run()._r.append(OxmlElement("w:softHyphen"))
    paragraph.add_run(second)
    made.save(file)
    return file.getvalue()


def slides(first: str, second: str) -> bytes:
    made, file = pptx.Presentation(), io.BytesIO()
    slide = made.slides.add_slide(made.slide_layouts[1])
    run = slide.placeholders[1].text_frame.paragraphs[0].add_run
    run().text, run().text = first, second
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize(("build", "read"), [(word_file, docx_reader.read), (slides, pptx_reader.read)])
def test_in_office_files_also_where_runs_meet(build, read) -> None:
    (document,) = read(build("It is fully guar\u00ada\u200b", "nt\u2060eed to all."), "d", Limits())

    (quote,) = found(document)

    assert seen(quote) == TERM.avoid


@pytest.mark.parametrize("kind", ["text", "html", "markdown", "auto"])
def test_in_the_fields_of_a_page(kind: str) -> None:
    page = {"fields": [{"path": "/body", "kind": kind, "text": f"{BEFORE}fully guaran\u00adteed{AFTER}"}]}

    (document,) = fields.read(json.dumps(page).encode(), "d.fields.json", Limits())

    assert [seen(quote) for quote in found(document)] == [TERM.avoid]


def test_offsets_of_the_passage_lead_to_its_own_characters() -> None:
    (first, second) = split(_document("\ufeffA\u00adb cat.\u200b Next\u2060 o\u00adne.\u200b"))

    assert (first.text, first.plain) == ("A\u00adb cat.", "Ab cat.")
    assert (second.text, second.plain) == ("Next\u2060 o\u00adne.", "Next one.")
    assert first.place(0, 2) == (1, 4)
    assert second.place(5, 8) == (second.start + 6, second.start + 10)
    assert second.place(3, 3) == (second.start + 3, second.start + 3)


def test_what_nobody_sees_is_no_passage() -> None:
    assert split(_document("\u200b\u2060\ufeff")) == ()


def test_many_of_them_cost_no_more_than_as_many_letters() -> None:
    passages = split(_document("A\u00ad" * 100_000 + ". " + "B\u200b. " * 20_000))

    assert sum(len(passage.unseen) for passage in passages) > 99_000
    assert all(seen(passage.text) == passage.plain for passage in passages)


def test_letters_and_blanks_are_seen() -> None:
    assert [sign for sign in "aé\u00a0\u2009\u3000한😀’-\n" if UNSEEN.match(sign)] == []


def _document(words: str):
    composition = Composition()
    composition.add("x", BlockKind.PARAGRAPH)
    made = composition.finish(b"", source="d", format_name="text")
    block = made.blocks[0].model_copy(update={"start": 0, "end": len(words)})
    return made.model_copy(update={"text": words, "blocks": (block,)})
