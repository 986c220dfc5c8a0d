"""One document and its report, ready for a page template.

Names for links are made from the name that the caller gives the document, so that many documents
can stand on one page.
"""

from collections import Counter
from pathlib import PurePath
from typing import NamedTuple

from checker.domain import BrandKit, Checked, DocumentFacts, Report, Share, Verdict
from checker.presentation.cards import Card, card
from checker.presentation.neutral import label, one_line
from checker.presentation.overview import heaviest_first
from checker.presentation.ranking import tally, unread, waived, worst_first
from checker.presentation.sheet import LOOSE, Paragraph, Piece, Section, lay_out
from checker.presentation.wording import (
    ROLES,
    STATUSES,
    VERDICTS,
    counted,
    coverage_in_words,
    headline,
    not_read_in_words,
)

_LABELS = {
    "subject": "Subject",
    "alt-text": "Description of an image",
    "comment": "Comment",
    "chart": "Chart",
    "footer": "Footer",
}
"""What is said above a paragraph that is not plain text."""

_SPEAKERS = {"customer": "A customer’s words, not checked", "other": "Somebody else’s words, not checked"}


class Bar(NamedTuple):
    """One part of the message mix; *start* and *width* are percentages of the whole bar."""

    message: str
    kind: str
    """The message's role, or `other`."""
    role: str
    start: float
    width: float
    passages: str


class Words(NamedTuple):
    """A piece of the draft, and the cards about it."""

    text: str
    markup: bool
    cards: tuple[Card, ...]
    """The worst first."""
    ends: tuple[int, ...]
    """The numbers of the cards whose words end with it."""
    ids: tuple[str, ...]
    """Names for links: of the cards whose words begin with it."""


class Lines(NamedTuple):
    """A paragraph of the draft."""

    kind: str
    level: int
    theirs: bool
    """Whether somebody else is speaking."""
    label: str
    hidden: bool
    """Whether it is hidden on a page or slide that is not."""
    bare: bool
    """Whether it is a bullet that brings no marker of its own."""
    pieces: tuple[Words, ...]


class Part(NamedTuple):
    """A slide, page or ticket of the draft, or all of it."""

    name: str
    kind: str
    hidden: bool
    body: tuple[Lines, ...]
    notes: tuple[Lines, ...]


class About(NamedTuple):
    """What a document is."""

    title: str
    facts: tuple[str, ...]
    guessed: tuple[str, ...]


class Outcome(NamedTuple):
    """How a document fared."""

    verdict: str
    word: str
    score: int
    unread: bool
    sentence: str
    problems: tuple[str, ...]
    """What keeps the report from a verdict."""


class Reach(NamedTuple):
    """What was read, and what it was held against."""

    coverage: str
    not_read: tuple[str, ...]
    guidelines: tuple[tuple[str, str], ...]
    """Each guideline and how it fared."""
    sentence: str
    """How many guidelines passed, failed and so on."""


class Display(NamedTuple):
    """All that a page shows of one document."""

    id: str
    about: About
    outcome: Outcome
    mix: tuple[Bar, ...]
    reach: Reach
    cards: tuple[Card, ...]
    waived: tuple[Card, ...]
    heading: str
    """What stands above the cards."""
    parts: tuple[Part, ...]


def display(checked: Checked, kit: BrandKit, *, name: str) -> Display:
    """Return what a page shows of a *checked* document that links call *name*."""
    document, report = checked
    findings = (*worst_first(report.findings), *waived(report.findings))
    cards = tuple(card(finding, number=i, document=name) for i, finding in enumerate(findings, start=1))
    shown = _Shown(cards)
    parts = tuple(shown.part(section) for section in lay_out(document, findings))
    linked = [one if one.words in shown.named else one._replace(words="") for one in cards]
    return Display(
        id=name,
        about=_about(report.document),
        outcome=_outcome(report, kit),
        mix=_mix(report),
        reach=_reach(report),
        cards=tuple(one for one in linked if not one.waiver),
        waived=tuple(one for one in linked if one.waiver),
        heading=_heading(report),
        parts=parts,
    )


def short_name(source: str) -> str:
    """Return the last part of a *source*, which people know a file by."""
    return label(PurePath(source).name or source)


def _about(document: DocumentFacts) -> About:
    """Return what a document is called, where it comes from and whom it is for."""
    known = (document.team, document.channel, document.audience, document.format)
    return About(
        title=one_line(document.title) or short_name(document.source),
        facts=(label(document.source), *(one_line(fact) for fact in known if fact not in ("", "unknown"))),
        guessed=tuple(map(one_line, document.guessed)),
    )


def _outcome(report: Report, kit: BrandKit) -> Outcome:
    """Return how a document fared."""
    lost = unread(report)
    return Outcome(
        verdict=report.verdict.value,
        word="Not read" if lost else VERDICTS[report.verdict],
        score=report.score,
        unread=lost,
        sentence=headline(report, kit),
        problems=_problems(report),
    )


def _problems(report: Report) -> tuple[str, ...]:
    """Return what keeps a report from a verdict; nothing where nothing does."""
    if report.verdict is not Verdict.INCOMPLETE:
        return ()
    left_out = not_read_in_words(report.coverage.not_read if unread(report) else ())
    return (*left_out, *(f"Not judged: {one_line(part.text)}" for part in report.unjudged))


def _mix(report: Report) -> tuple[Bar, ...]:
    """Return the message mix as parts of a bar, the heaviest first."""
    start = 0.0
    bars = []
    for share in heaviest_first(report.messages):
        bars.append(_bar(share, start=start, passages=report.coverage.passages))
        start += bars[-1].width
    return tuple(bars)


def _bar(share: Share, *, start: float, passages: int) -> Bar:
    """Return one part of the message mix."""
    return Bar(
        message=one_line(share.message),
        kind=share.role.value if share.role else "other",
        role=ROLES[share.role] if share.role else "",
        start=round(start, 2),
        width=round(100 * share.share, 2),
        passages=f"{share.passages:,} of {counted(passages, 'passage')}",
    )


def _reach(report: Report) -> Reach:
    """Return what was read, and what it was held against."""
    fates = Counter(report.guidelines.values())
    parts = [f"{fates[status]:,} {words}" for status, words in STATUSES.items() if fates[status]]
    return Reach(
        coverage=coverage_in_words(report),
        not_read=not_read_in_words(report.coverage.not_read),
        guidelines=tuple((label(g), STATUSES.get(s, s)) for g, s in report.guidelines.items()),
        sentence=f"{counted(len(report.guidelines), 'guideline')}: {', '.join(parts)}",
    )


def _heading(report: Report) -> str:
    """Return the heading of the cards."""
    found = tally(report.findings).standing
    if unread(report):
        return "No findings, because nothing was read"
    if found == 0:
        return "No findings"
    return f"{counted(found, 'finding')}, the worst first" if found > 1 else "1 finding"


class _Shown:
    """The draft's sections with the cards that belong to their words."""

    def __init__(self, cards: tuple[Card, ...]) -> None:
        """Keep *cards*, in the order of the findings."""
        self._cards = cards
        self.named: set[str] = set()
        """The names for links that were given away so far."""

    def part(self, section: Section) -> Part:
        """Return a *section* with its cards."""
        body, notes = (
            tuple(
                self._lines(paragraph, hidden=paragraph.place.hidden and not section.hidden)
                for paragraph in some
            )
            for some in (section.body, section.notes)
        )
        return Part(section.name, section.kind, section.hidden, body, notes)

    def _lines(self, paragraph: Paragraph, *, hidden: bool) -> Lines:
        """Return a *paragraph* with its cards; *hidden* if that is not said of its whole part."""
        return Lines(
            kind=paragraph.kind,
            level=paragraph.level,
            theirs=paragraph.speaker != "us",
            label=_label(paragraph, hidden=hidden),
            hidden=hidden,
            bare=paragraph.kind == "bullet" and not paragraph.pieces[0].markup,
            pieces=tuple(self._words(piece) for piece in paragraph.pieces),
        )

    def _words(self, piece: Piece) -> Words:
        """Return a *piece* with its cards, and a name if it is the first of a card's words."""
        cards = tuple(self._cards[number] for number in piece.numbers)
        new = tuple(card.words for card in cards if card.words not in self.named)
        self.named.update(new)
        ends = tuple(self._cards[number].number for number in piece.ends)
        return Words(piece.text, piece.markup, cards, ends, new)


def _label(paragraph: Paragraph, *, hidden: bool) -> str:
    """Return what is said above a paragraph: what it is, whose words, whether it is hidden."""
    said = [_LABELS.get(paragraph.kind, ""), _SPEAKERS.get(paragraph.speaker, "")]
    said += ["Hidden"] if hidden and paragraph.kind != LOOSE else []
    return " · ".join(part for part in said if part)
