"""Planting words in drafts: one draft as Markdown, page, document and deck, with a text in some place of it.

Real libraries write the files, so that the readers meet what is planted as they would from anybody's hand.
"""

import base64
import html
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import docx
import pptx
from docx.document import Document as Word
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches

from checker.domain import BlockKind, Document
from checker.english.words import sentence_spans

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A PNG of one pixel."""
KINDS = {
    BlockKind.TITLE: "title",
    BlockKind.SUBJECT: "title",
    BlockKind.HEADING: "heading",
    BlockKind.BULLET: "bullet",
    BlockKind.QUOTED: "quoted",
}
"""What a block becomes; whatever is not named here becomes a paragraph."""


class Part(NamedTuple):
    """A stretch of a draft, and what it is."""

    kind: str
    """`title`, `heading`, `paragraph`, `bullet`, `quoted`, or a place that a reader may not look at.

    Those are `cell`, `comment`, `alt`, `hidden` and `notes`.
    """
    text: str


Parts = tuple[Part, ...]


class Variant(NamedTuple):
    """A format, and a place in it."""

    format: str
    """The suffix of its files, without the dot."""
    place: str


def parts_of(document: Document) -> Parts:
    """Return the blocks of *document* as parts."""
    return tuple(
        Part(KINDS.get(block.kind, "paragraph"), _words(document, block.start, block.end, block.markup))
        for block in document.blocks
    )


def planted(parts: Parts, place: str, text: str) -> Parts:
    """Return *parts* with *text* in *place*: `start`, `end`, `inside`, or as a part of that kind."""
    if place == "start":
        return (Part("paragraph", text), *parts)
    if place == "end":
        return (*parts, Part("paragraph", text))
    middle = _middle(parts)
    if place == "inside":
        return (*parts[:middle], _with_sentence(parts[middle], text), *parts[middle + 1 :])
    return (*parts[: middle + 1], Part(place, text), *parts[middle + 1 :])


def write(parts: Parts, format_name: str) -> bytes:
    """Return *parts* as a file of the format called *format_name*."""
    return WRITERS[format_name](parts)


def _words(document: Document, start: int, end: int, markup: Sequence[tuple[int, int]]) -> str:
    hidden = {at for begin, stop in markup for at in range(begin, stop)}
    kept = "".join(document.text[at] for at in range(start, end) if at not in hidden)
    return " ".join(kept.split())


def _middle(parts: Parts) -> int:
    """Return the place of the paragraph in the middle, or of the part there if there is none."""
    paragraphs = [place for place, part in enumerate(parts) if part.kind == "paragraph"]
    return paragraphs[len(paragraphs) // 2] if paragraphs else len(parts) // 2


def _with_sentence(part: Part, text: str) -> Part:
    """Return *part* with *text* after its first sentence."""
    end = next((span[1] for span in sentence_spans(part.text)), len(part.text))
    return part._replace(text=f"{part.text[:end].rstrip()} {text} {part.text[end:].lstrip()}".rstrip())


def _markdown(parts: Parts) -> bytes:
    shapes = {
        "title": "# {}",
        "heading": "## {}",
        "bullet": "- {}",
        "quoted": "> {}",
        "cell": "| what | note |\n| --- | --- |\n| one | {} |",
        "comment": "<!-- {} -->",
        "alt": "![{}](picture.png)",
        "hidden": '<div style="display:none">{}</div>',
    }
    lines = tuple(part._replace(text=" ".join(part.text.splitlines())) for part in parts)
    return "\n\n".join(_shaped(lines, shapes)).encode()


def _html(parts: Parts) -> bytes:
    shapes = {
        "title": "<h1>{}</h1>",
        "heading": "<h2>{}</h2>",
        "bullet": "<ul><li>{}</li></ul>",
        "quoted": "<blockquote><p>{}</p></blockquote>",
        "cell": "<table><tr><td>one</td><td>{}</td></tr></table>",
        "comment": "<!-- {} -->",
        "alt": '<p><img src="picture.png" alt="{}"></p>',
        "hidden": '<p style="display:none">{}</p>',
    }
    shown = [part if part.kind == "comment" else part._replace(text=html.escape(part.text)) for part in parts]
    body = "\n".join(_shaped(tuple(shown), {"paragraph": "<p>{}</p>"} | shapes))
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><body>\n{body}\n</body></html>'.encode()


def _shaped(parts: Parts, shapes: Mapping[str, str]) -> Iterator[str]:
    for part in parts:
        yield shapes.get(part.kind, "{}").format(part.text)


def _docx(parts: Parts) -> bytes:
    document = docx.Document()
    for part in parts:
        _write_word(document, part)
    return _saved(document)


def _write_word(document: Word, part: Part) -> None:
    styles = {"title": "Title", "heading": "Heading 1", "bullet": "List Bullet", "quoted": "Quote"}
    if part.kind == "cell":
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "one", part.text
    elif part.kind == "comment":
        said = [run for paragraph in document.paragraphs for run in paragraph.runs]
        document.add_comment(said[-1:], text=part.text, author="A. Writer")
    elif part.kind == "alt":
        picture = document.add_picture(io.BytesIO(PICTURE))
        picture._inline.docPr.set("descr", part.text)  # noqa: SLF001 - python-docx has no way to say it
    elif part.kind == "hidden":
        document.add_paragraph().add_run(part.text).font.hidden = True
    else:
        document.add_paragraph(part.text, style=styles.get(part.kind))


def _pptx(parts: Parts) -> bytes:
    deck = pptx.Presentation()
    slide = _slide(deck, "")
    for part in parts:
        slide = _write_slide(deck, slide, part)
    return _saved(deck)


def _write_slide(deck: Deck, slide: Slide, part: Part) -> Slide:
    """Write *part* on *slide*, or on another one, and return the slide to go on with."""
    if part.kind in {"title", "heading"}:
        return _slide(deck, part.text)
    if part.kind == "hidden":
        unseen = _slide(deck, "")
        unseen._element.set("show", "0")  # noqa: SLF001 - as with python-docx
        _write_line(unseen, part.text)
    elif part.kind in BESIDE:
        BESIDE[part.kind](slide, part.text)
    else:
        _write_line(slide, part.text)
    return slide


def _slide(deck: Deck, title: str) -> Slide:
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[1])
    if slide.shapes.title is not None:
        slide.shapes.title.text = title
    return slide


def _write_line(slide: Slide, text: str) -> None:
    frame = slide.placeholders[1].text_frame
    (frame.add_paragraph() if frame.text else frame.paragraphs[0]).text = text


def _write_notes(slide: Slide, text: str) -> None:
    if (frame := slide.notes_slide.notes_text_frame) is not None:
        frame.text = text


def _write_cell(slide: Slide, text: str) -> None:
    frame = slide.shapes.add_table(1, 2, Inches(1), Inches(5), Inches(8), Inches(1))
    frame.table.cell(0, 0).text, frame.table.cell(0, 1).text = "one", text


def _write_alt(slide: Slide, text: str) -> None:
    picture = slide.shapes.add_picture(io.BytesIO(PICTURE), Inches(1), Inches(1))
    (names,) = picture._element.xpath("./p:nvPicPr/p:cNvPr")  # noqa: SLF001 - as with python-docx
    names.set("descr", text)


def _saved(file: Word | Deck) -> bytes:
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


BESIDE: Mapping[str, Callable[[Slide, str], None]] = {
    "notes": _write_notes,
    "cell": _write_cell,
    "alt": _write_alt,
}
"""What stands beside a slide's own lines, with what writes it."""
WRITERS: Mapping[str, Callable[[Parts], bytes]] = {
    "md": _markdown,
    "html": _html,
    "docx": _docx,
    "pptx": _pptx,
}
"""Each format, with what writes it."""
EVERYWHERE = ("start", "inside", "end", "cell", "alt", "hidden")
VARIANTS = tuple(
    Variant(format_name, place)
    for format_name in WRITERS
    for place in (*EVERYWHERE, "notes" if format_name == "pptx" else "comment")
)
"""Every place of every format."""
