"""Decks with comments at the shapes concerned and a summary slide in front.

The slides stay as they are: comments lie in parts of their own. Where a deck has threaded comments
(PowerPoint 365), which can't be mixed with these, numbered marks are drawn, and several slides list them.
"""

import math
import posixpath
from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from lxml import etree

from checker.annotators.original import Original
from checker.domain import Checked, Report
from checker.packages import deck
from checker.packages.edition import Edition, cut
from checker.packages.namespaces import P, R
from checker.packages.own import is_own_shape, is_own_slide, own_authors
from checker.packages.package import Element, Part, number
from checker.packages.shapes import NOWHERE, Canvas, canvas
from checker.presentation.neutral import one_line
from checker.presentation.notes import Note, Wording, cut_short
from checker.presentation.ranking import badness
from checker.presentation.wording import counted

FORMAT = "pptx"
"""The format that this annotates, as its reader calls it."""
SLIDE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
COMMENTS = "application/vnd.openxmlformats-officedocument.presentationml.comments+xml"
AUTHORS = "application/vnd.openxmlformats-officedocument.presentationml.commentAuthors+xml"
FIRST_SLIDE_ID = 256
"""The least id that a slide may have."""
LAST_SLIDE_ID = 2_147_483_647
ROWS = 9
"""Findings that one summary slide lists."""
MOST_SUMMARIES = 20
STEP = 150_000
"""Slide units by which comments at one corner are moved apart."""
SECTIONS = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
USUAL_SIZE = (9_144_000, 6_858_000)
LONGEST = 100
"""Characters of a cell in the summary."""


class _Deck(NamedTuple):
    """A deck on its way to being annotated."""

    edition: Edition
    main: Part
    root: Element
    """The presentation, to be changed."""
    slides: list[Part | None]
    """In their order, without summaries; none for those whose part is missing."""
    size: tuple[int, int]
    is_threaded: bool


def annotate(original: Original, checked: Sequence[Checked], wording: Wording) -> bytes:
    """Return the deck with a comment on each finding, and a summary in front.

    Raises:
        UnreadableDocument: it is signed, or so damaged that it can't be copied.
    """
    _, report = checked[0]
    edition = Edition(original.content, original.source, original.limits)
    draft = _opened(edition)
    notes = wording.notes(report)
    if draft.is_threaded:
        _draw(notes, draft)
    else:
        _comment(notes, draft)
    _summarise(report, notes, wording, draft)
    return edition.finish()


def _opened(edition: Edition) -> _Deck:
    """Return the deck without the marks of an earlier copy."""
    main = edition.package.main(f"{P}presentation", "a PowerPoint presentation")
    root = edition.edited(main.name)
    extent = root.find(f"{P}sldSz")
    size = (number(extent, "cx", USUAL_SIZE[0]), number(extent, "cy", USUAL_SIZE[1]))
    slides: list[Part | None] = []
    summaries = 0
    for link in list(root.iterfind(f"{P}sldIdLst/{P}sldId")):
        relationship = main.relationships.get(link.get(f"{R}id") or "")
        slide = edition.package.part(relationship.target) if relationship else None
        if slide is not None and is_own_slide(slide.root):
            _drop_slide(edition, main, root, link, slide)
            summaries += 1
        else:
            slides.append(slide)
    if summaries == 1 and "firstSlideNum" in root.attrib:
        root.set("firstSlideNum", str(number(root, "firstSlideNum") + 1))
    own = _drop_authors(edition, main)
    for slide in {slide.name: slide for slide in slides if slide is not None}.values():
        _drop_marks(edition, slide, own)
    return _Deck(edition, main, root, slides, size, _is_threaded(edition, main, slides))


def _is_threaded(edition: Edition, main: Part, slides: Sequence[Part | None]) -> bool:
    """Return whether the deck has comments of the newer kind."""
    names = (name for slide in slides if slide is not None for name in slide.targets("comments"))
    kinds = (root.tag for name in names if (root := edition.root(name)) is not None)
    return any(main.targets("authors")) or any(kind != f"{P}cmLst" for kind in kinds)


def _drop_slide(edition: Edition, main: Part, root: Element, link: Element, slide: Part) -> None:
    for entry in [*root.iter(f"{SECTIONS}sldId")]:
        if entry.get("id") == link.get("id"):
            cut(entry)
    cut(link)
    edition.unrelate(main.name, slide.name)
    edition.drop(slide.name)


def _drop_authors(edition: Edition, main: Part) -> frozenset[str]:
    """Take Brandcheck out of the authors of comments, and return the ids that it had."""
    own: frozenset[str] = frozenset()
    for name in list(main.targets("commentAuthors")):
        root = edition.root(name)
        found = frozenset() if root is None else own_authors(root)
        if root is not None and found:
            _drop_from(edition, main, name, [entry for entry in root if entry.get("id") in found])
        own |= found
    return own


def _drop_marks(edition: Edition, slide: Part, own: frozenset[str]) -> None:
    for shape in [shape for shape in slide.root.iter(f"{P}sp") if is_own_shape(shape)]:
        id_ = shape[0][0].get("id")
        drawn = edition.edited(slide.name).iter(f"{P}sp")
        for mark in [mark for mark in drawn if is_own_shape(mark) and mark[0][0].get("id") == id_]:
            cut(mark)
    for name in list(slide.targets("comments")) if own else ():
        root = edition.root(name)
        entries = [] if root is None else [entry for entry in root if entry.get("authorId") in own]
        if entries:
            _drop_from(edition, slide, name, entries)


def _drop_from(edition: Edition, owner: Part, name: str, entries: Sequence[Element]) -> None:
    """Take *entries* out of the part *name*, and that out of the file where nothing is left in it."""
    root = edition.edited(name)
    for entry in entries:
        cut(entry)
    if len(root) == 0:
        edition.unrelate(owner.name, name)
        edition.drop(name)


def _comment(notes: Sequence[Note], draft: _Deck) -> None:
    """Put a comment at the shape of each of *notes*."""
    if not notes:
        return
    authors = _part(draft.edition, draft.main, "commentAuthors", ("commentAuthors.xml", AUTHORS))
    author = 1 + max((number(entry, "id") for entry in authors), default=-1)
    authors.append(deck.author(author, len(notes)))
    for index, (note, slide, corner) in enumerate(_placed(notes, draft), 1):
        listed = _part(draft.edition, slide, "comments", ("../comments/comment.xml", COMMENTS))
        listed.append(deck.comment(str(author), index, note.lines_with_quote, corner))


def _part(edition: Edition, owner: Part, kind: str, new: tuple[str, str]) -> Element:
    """Return the part that *owner* relates to as its *kind*, made at *new* (path, type) where it has none."""
    known = next((name for name in owner.targets(kind) if edition.holds(name)), "")
    known = known or edition.related(owner.name, kind)
    if known:
        return edition.edited(known)
    root = deck.authors() if kind == "commentAuthors" else deck.comments()
    path = posixpath.normpath(posixpath.join(posixpath.dirname(owner.name), new[0]))
    edition.relate(owner.name, kind, edition.add(path, root, new[1]))
    return root


def _draw(notes: Sequence[Note], draft: _Deck) -> None:
    """Draw a numbered mark at the shape of each of *notes*."""
    for index, (note, slide, corner) in enumerate(_placed(notes, draft), 1):
        root = draft.edition.edited(slide.name)
        tree = root.find(f"{P}cSld/{P}spTree")
        if tree is not None:
            id_ = 1 + max((number(shape, "id") for shape in tree.iter(f"{P}cNvPr")), default=0)
            told = "\n".join(note.lines_with_quote)
            mark = deck.callout(id_, str(index), told, corner, note.finding.severity.value)
            last = tree.find(f"{P}extLst")
            if last is None:
                tree.append(mark)
            else:
                last.addprevious(mark)


def _placed(notes: Sequence[Note], draft: _Deck) -> Iterator[tuple[Note, Part, tuple[float, float]]]:
    """Yield each of *notes* with its slide and a corner on it where no other stands."""
    taken: set[tuple[str, float, float]] = set()
    canvases: dict[str, Canvas] = {}
    slides = [slide for slide in draft.slides if slide is not None]
    for note in notes if slides else ():
        position = note.finding.location.slide or 0
        named = draft.slides[position - 1] if 0 < position <= len(draft.slides) else None
        slide = slides[0] if named is None else named
        if slide.name not in canvases:
            canvases[slide.name] = canvas(slide, draft.edition.package, draft.size)
        left, top = _corner(note, slide, canvases[slide.name])
        left = next(x for n in count() if (slide.name, x := left + n * STEP, top) not in taken)
        taken.add((slide.name, left, top))
        yield note, slide, (left, top)


def _corner(note: Note, slide: Part, where: Canvas) -> tuple[float, float]:
    """Return the upper left corner of the shape that *note* is about, as far as that lies on the slide."""
    tree = slide.root.find(f"{P}cSld/{P}spTree")
    shapes = [] if tree is None else list(where.shapes(tree))
    named = [shape for shape in shapes if shape.name and shape.name == note.finding.location.field]
    start = note.finding.quote.split("\n")[0]
    exact = (shape for shape in named if start in "".join(map(str, shape.element.itertext())))
    shape = next(exact, named[0] if named else None)
    if shape is None or shape.box == NOWHERE:
        return 0.0, 0.0
    return min(max(shape.box.left, 0.0), where.width * 0.95), min(
        max(shape.box.top, 0.0), where.height * 0.95
    )


def _summarise(report: Report, notes: Sequence[Note], wording: Wording, draft: _Deck) -> None:
    """Put the summary in front: one slide, or as many as it takes where nothing else tells the findings."""
    pages = list(_pages(report, notes, wording, draft))
    layout = _layout(draft)
    links = draft.root.find(f"{P}sldIdLst")
    if links is None:
        links = etree.Element(f"{P}sldIdLst")
        masters = [child for child in draft.root if str(child.tag).endswith("MasterIdLst")]
        draft.root.insert(draft.root.index(masters[-1]) + 1 if masters else 0, links)
    for index, page in enumerate(pages):
        path = posixpath.join(posixpath.dirname(draft.main.name), "slides/brandcheck.xml")
        name = draft.edition.add(path, deck.summary(page, *draft.size), SLIDE)
        draft.edition.relate(name, "slideLayout", layout)
        _link(links, index, draft.edition.relate(draft.main.name, "slide", name))
    first = number(draft.root, "firstSlideNum", 1)
    if len(pages) == 1 and first > 0:
        draft.root.set("firstSlideNum", str(first - 1))


def _link(links: Element, index: int, reference: str) -> None:
    """Put a slide at *index* into the list of slides, and into the first section where there are sections."""
    ids = {number(link, "id") for link in links}
    id_ = max(ids, default=FIRST_SLIDE_ID - 1) + 1
    if id_ > LAST_SLIDE_ID:
        id_ = next(free for free in count(FIRST_SLIDE_ID) if free not in ids)
    links.insert(index, etree.Element(f"{P}sldId", {"id": str(id_), f"{R}id": reference}))
    root = links.getparent()
    section = None if root is None else next(root.iter(f"{SECTIONS}sldIdLst"), None)
    if section is not None:
        section.insert(index, etree.Element(f"{SECTIONS}sldId", {"id": str(id_)}))


def _layout(draft: _Deck) -> str:
    """Return the layout that a summary may lie on: the first slide's, or else any.

    Raises:
        UnreadableDocument: there is none.
    """
    masters = (draft.edition.package.part(name) for name in draft.main.targets("slideMaster"))
    for part in (*draft.slides, *masters):
        name = None if part is None else next(part.targets("slideLayout"), None)
        if name is not None and draft.edition.holds(name):
            return name
    raise draft.edition.refusal("without a layout that a summary slide could lie on")


def _pages(report: Report, notes: Sequence[Note], wording: Wording, draft: _Deck) -> Iterator[deck.Page]:
    """Yield what the summary says; where comments tell all, the worst findings only."""
    title, *lines = wording.summary(report)
    rows = [_row(note, index if draft.is_threaded else 0) for index, note in enumerate(notes, 1)]
    if not draft.is_threaded:
        ranks = sorted(range(len(notes)), key=lambda at: badness(notes[at].finding))
        rows = [rows[at] for at in ranks]
    pages = min(MOST_SUMMARIES if draft.is_threaded else 1, max(1, math.ceil(len(rows) / ROWS)))
    for page in range(pages):
        here = rows[page * ROWS : (page + 1) * ROWS]
        more = len(rows) - pages * ROWS if page == pages - 1 else 0
        heading = title if pages == 1 else f"{title} ({page + 1} of {pages})"
        yield deck.Page(heading, tuple(lines) if page == 0 else (), tuple(here), _last(more, draft))


def _last(more: int, draft: _Deck) -> str:
    marks = "the numbered marks" if draft.is_threaded else "the comments signed Brandcheck"
    where = "at the marks’ alternative texts" if draft.is_threaded else "in the comments"
    rest = f"{counted(more, 'more finding')} {where}. " if more > 0 else ""
    return f"{rest}This slide and {marks} are no part of the deck."


def _row(note: Note, index: int) -> deck.Row:
    return deck.Row(
        place=(f"{index} · " if index else "") + (note.place or "whole deck"),
        what=note.title,
        words=cut_short(one_line(note.quote), LONGEST),
        instead=cut_short(one_line(note.suggestion or note.why), LONGEST),
        severity=note.finding.severity.value,
    )
