"""Word documents with comments on the exact words, signed Brandcheck.

Word allows no comments in headers, footers, text boxes, endnotes and other comments. What was found there
stands at the paragraph that a text box or footnote hangs on, else at the start, with its place and its words.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from checker.annotators.original import Original
from checker.domain import Block, BlockKind, Checked, Document, Finding
from checker.packages.edition import Edition, cut
from checker.packages.namespaces import W
from checker.packages.own import is_own_note
from checker.packages.package import Element, Part
from checker.packages.remarks import erase, host, pieces, remark, stand_around, stand_at
from checker.packages.styles import Styles
from checker.packages.words import numbered
from checker.presentation.notes import Note, Wording

FORMAT = "docx"
"""The format that this annotates, as its reader calls it."""

COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
THREADS = ("commentsExtended", "commentsIds")
"""Kinds of parts that say which comment answers which."""

PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
NOT_TEXT = frozenset({BlockKind.ALT_TEXT, BlockKind.CHART})
"""Blocks that are not the words of the paragraph that they stand at."""


class _Copy(NamedTuple):
    """A document on its way to being annotated."""

    document: Document
    main: Part
    root: Element
    """The main part, to be changed."""
    notes: Element
    """The part of comments, to be changed."""
    styles: Styles
    paragraphs: list[Element]
    footnotes: dict[int, str]
    """Ids of footnotes by the numbers of their paragraphs."""


def annotate(original: Original, checked: Sequence[Checked], wording: Wording) -> bytes:
    """Return the document with a comment on each finding, and one at its start on how it fared.

    Raises:
        UnreadableDocument: it is signed, or so damaged that it can't be copied.
    """
    document, report = checked[0]
    edition = Edition(original.content, original.source, original.limits)
    copy = _copy(edition, document)
    first = 1 + max((int(id_) for id_ in _ids(copy.notes) if id_.isdecimal()), default=-1)
    copy.notes.append(remark(first, wording.summary(report)))
    stand_around(_start(copy), first)
    for number, note in enumerate(wording.notes(report), first + 1):
        is_at_words = _place(note, number, copy)
        lines = note.lines if is_at_words else _with_place(note)
        copy.notes.append(remark(number, lines))
    return edition.finish()


def _copy(edition: Edition, document: Document) -> _Copy:
    main = edition.package.main(f"{W}document", "a Word document")
    root = edition.edited(main.name)
    notes = _notes(edition, main)
    _erase_own(edition, main, root, notes)
    styles = next((edition.package.part(name) for name in main.targets("styles")), None)
    return _Copy(
        document=document,
        main=main,
        root=root,
        notes=notes,
        styles=Styles(styles.root if styles else None),
        paragraphs=list(numbered(root)),
        footnotes=dict(_footnotes(edition, main)),
    )


def _notes(edition: Edition, main: Part) -> Element:
    """Return the part of comments, made where there is none."""
    name = next(main.targets("comments"), "")
    if edition.holds(name):
        return edition.edited(name)
    notes = etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
    made = edition.add(name or f"{main.name.rpartition('/')[0]}/comments.xml".lstrip("/"), notes, COMMENTS)
    if not name:
        edition.relate(main.name, "comments", made)
    return notes


def _erase_own(edition: Edition, main: Part, root: Element, notes: Element) -> None:
    """Take out the comments of an earlier copy, but not those that somebody has answered."""
    threads = [edition.edited(name) for name in main.targets(*THREADS) if edition.holds(name)]
    entries = [entry for thread in threads for entry in thread]
    answered = {value for entry in entries for name, value in _attributes(entry) if name == "paraIdParent"}
    gone = set()
    numbers = set()
    for note in [note for note in notes if is_own_note(note)]:
        ids = {paragraph.get(PARAGRAPH_ID, "") for paragraph in note.iter(f"{W}p")} - {""}
        if not ids & answered:
            gone |= ids
            numbers.add(note.get(f"{W}id", ""))
            cut(note)
    for entry in entries:
        if any(name == "paraId" and value in gone for name, value in _attributes(entry)):
            cut(entry)
    erase(root, frozenset(numbers))


def _attributes(entry: Element) -> Iterator[tuple[str, str]]:
    return ((str(name).rpartition("}")[2], str(value)) for name, value in entry.attrib.items())


def _ids(notes: Element) -> Iterator[str]:
    return (note.get(f"{W}id", "") for note in notes.iterfind(f"{W}comment"))


def _footnotes(edition: Edition, main: Part) -> Iterator[tuple[int, str]]:
    for name in main.targets("footnotes"):
        part = edition.package.part(name)
        for number, paragraph in enumerate([] if part is None else numbered(part.root), 1):
            for footnote in paragraph.iterancestors(f"{W}footnote"):
                yield number, footnote.get(f"{W}id", "")


def _start(copy: _Copy) -> Element:
    """Return the first paragraph of the body, made where there is none."""
    if not copy.paragraphs:
        body = copy.root.find(f"{W}body")
        copy.paragraphs.append(etree.Element(f"{W}p"))
        (copy.root if body is None else body).insert(0, copy.paragraphs[0])
    return host(copy.paragraphs[0], copy.paragraphs)


def _place(note: Note, number: int, copy: _Copy) -> bool:
    """Let the comment *number* stand where *note* belongs, and return whether that is at its exact words."""
    block = _block(note.finding, copy.document)
    paragraph = None if block is None else _paragraph(block, copy)
    if block is None or paragraph is None:
        stand_around(_start(copy), number)
        return False
    text = copy.document.text[block.start : block.end]
    found = pieces(paragraph, copy.styles, text, hidden=block.place.hidden)
    is_text = block.place.field is None and block.kind not in NOT_TEXT
    where = host(paragraph, copy.paragraphs)
    if not found or not is_text or where is not paragraph:
        stand_around(where, number)
        return False
    end = min(note.finding.location.end, block.end)
    stand_at(found, (note.finding.location.start - block.start, end - block.start), number)
    return True


def _block(finding: Finding, document: Document) -> Block | None:
    """Return the block in which the words of *finding* start; none where something is missing."""
    start, end = finding.location.start, finding.location.end
    blocks = (block for block in document.blocks if block.start <= start < block.end)
    return next(blocks, None) if start < end else None


def _paragraph(block: Block, copy: _Copy) -> Element | None:
    """Return the paragraph of the main part that *block* is, or hangs on; none where it is neither."""
    number = block.place.paragraph or 0
    if block.place.field is None:
        return copy.paragraphs[number - 1] if 0 < number <= len(copy.paragraphs) else None
    id_ = copy.footnotes.get(number, "") if block.place.field == "footnote" else ""
    marks = (mark for mark in copy.root.iter(f"{W}footnoteReference") if id_ and mark.get(f"{W}id") == id_)
    return next((paragraph for mark in marks for paragraph in mark.iterancestors(f"{W}p")), None)


def _with_place(note: Note) -> tuple[str, ...]:
    field = note.finding.location.field
    return (*note.lines_with_quote, f"In: {field}") if field and note.finding.quote else note.lines_with_quote
