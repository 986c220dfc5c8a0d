"""What an element of HTML says of the words in it: what they are, whose, and whether anybody sees them."""

import re
from typing import NamedTuple

from lxml import etree

from checker.composition import Traits
from checker.domain import BlockKind, Place
from checker.parsing.pieces import Speaker
from checker.parsing.visibility import Look, is_preheader, look

HEADING = re.compile(r"h([1-6])")
WORDS = re.compile(r"[a-z]+")
TESTIMONIALS = frozenset({"testimonial", "testimonials", "pullquote", "endorsement"})
"""Words of a class that say that a customer speaks."""

REVIEWS = frozenset({"quote", "pull-quote", "customer-quote", "client-quote", "review", "customer-review"})
"""Whole classes that say so; as parts of others they may mean the quote for a job or an order."""

HISTORY = frozenset({"gmail_quote", "gmail_extra", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote"})
"""Classes that mail programs give to the message that is answered."""

SIGNATURES = frozenset({"gmail_signature", "moz-signature", "protonmail_signature_block"})
BUTTONS = frozenset({"btn", "button", "cta"})
"""Words of a link's class that make it a call to action."""

KINDS = {
    "title": BlockKind.TITLE,
    "li": BlockKind.BULLET,
    "td": BlockKind.CELL,
    "th": BlockKind.CELL,
    "pre": BlockKind.CODE,
}
NAMED = frozenset({"title", "caption", "figcaption", "summary", "legend", "label"})
"""Elements whose words are told apart by the element's name."""

UNREMARKABLE = frozenset({"a", "b", "br", "div", "em", "i", "p", "section", "span", "strong", "u"})
"""Elements that say nothing unless an attribute does."""


class Voice(NamedTuple):
    """What is known of the words at one place of a page."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    speaker: Speaker = "us"
    field: str = ""
    look: Look = Look()
    lists: int = 0
    """Lists around them."""
    is_layout: bool = False
    """Whether the table around them only puts them in their place."""

    def traits(self, line: int) -> Traits:
        """Return what a block that starts on *line* is told of its words."""
        place = Place(line=line, field=self.field or None, hidden=not self.look.is_visible)
        return {"level": self.level, "speaker": self.speaker, "place": place}

    @property
    def block(self) -> tuple[BlockKind, int, str, str, bool]:
        """Return what makes words blocks of their own where it changes."""
        return self.kind, self.level, self.speaker, self.field, self.look.is_visible


def enter(element: etree._Element, tag: str, around: Voice) -> Voice:
    """Return what is known of the words in *element*, given what is known *around* it."""
    if tag in UNREMARKABLE and not element.attrib:
        return around
    voice = _styled(element, around) if element.attrib else around
    if tag in {"ul", "ol"}:
        voice = voice._replace(lists=around.lists + 1)
    if tag == "table":
        voice = voice._replace(is_layout=_is_layout(element))
    if around.kind is BlockKind.QUOTED and around.speaker == "other":
        return voice
    return _quoted(element, tag, voice) or _footer(element, tag, voice) or _ours(element, tag, voice)


def _styled(element: etree._Element, around: Voice) -> Voice:
    if is_preheader(element):
        return around._replace(look=Look(), field="preheader")
    seen = look(element, around.look)
    return around if seen == around.look else around._replace(look=seen)


def is_button(element: etree._Element, tag: str) -> bool:
    """Return whether *element* looks like a call to action."""
    if tag == "button" or element.get("role", "").lower() == "button":
        return True
    return tag == "a" and not BUTTONS.isdisjoint(WORDS.findall(element.get("class", "").lower()))


def is_alone(element: etree._Element) -> bool:
    """Return whether *element* is all that its parent holds."""
    parent = element.getparent()
    if parent is None or element.getnext() is not None or element.getprevious() is not None:
        return False
    return not f"{parent.text or ''}{element.tail or ''}".strip()


def _quoted(element: etree._Element, tag: str, voice: Voice) -> Voice | None:
    is_history = not HISTORY.isdisjoint(element.get("class", "").lower().split())
    if tag == "blockquote" or is_history or (tag in {"q", "cite"} and is_alone(element)):
        speaker: Speaker = "customer" if voice.speaker == "customer" else "other"
        return voice._replace(kind=BlockKind.QUOTED, level=0, speaker=speaker)
    if tag not in {"html", "body", "main"} and _is_testimonial(element):
        return voice._replace(kind=BlockKind.QUOTED, level=0, speaker="customer")
    return None


def _is_testimonial(element: etree._Element) -> bool:
    classes = element.get("class", "").lower()
    if not REVIEWS.isdisjoint(classes.split()) or not TESTIMONIALS.isdisjoint(WORDS.findall(classes)):
        return True
    return element.get("itemtype", "").rstrip("/").lower().endswith("schema.org/review")


def _footer(element: etree._Element, tag: str, voice: Voice) -> Voice | None:
    classes = element.get("class", "").lower()
    is_footer = tag == "footer" or element.get("role", "").lower() == "contentinfo"
    is_signature = not SIGNATURES.isdisjoint(classes.split())
    if is_footer or is_signature or (tag in {"div", "table", "td"} and "footer" in WORDS.findall(classes)):
        return voice._replace(kind=BlockKind.FOOTER, level=0)
    return voice if voice.kind is BlockKind.FOOTER else None


def _ours(element: etree._Element, tag: str, voice: Voice) -> Voice:
    heading = HEADING.fullmatch(tag)
    if heading:
        return voice._replace(kind=BlockKind.HEADING, level=int(heading[1]), speaker="us")
    if voice.kind is BlockKind.QUOTED:
        return voice
    if tag in NAMED or is_button(element, tag):
        return voice._replace(kind=KINDS.get(tag, voice.kind), field=tag if tag in NAMED else "button")
    kind = KINDS.get(tag)
    if kind is BlockKind.CELL and voice.is_layout:
        kind = BlockKind.PARAGRAPH
    level = max(1, min(6, voice.lists)) if kind is BlockKind.BULLET else 0
    return voice._replace(kind=kind, level=level) if kind else voice


def _is_layout(table: etree._Element) -> bool:
    """Return whether a *table* is there for the looks, as in most newsletters."""
    if table.get("role", "").lower() in {"presentation", "none"}:
        return True
    if table.find(".//table") is not None or any(True for _ in table.iter("h1", "h2", "h3", "h4")):
        return True
    return all(len(row) <= 1 for row in table.iter("tr"))
