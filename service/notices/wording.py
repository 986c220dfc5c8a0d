"""What people are told of an occasion: short, plain, numbers with their base, and where to read on."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.domain import Noun
from service.exchange.deliveries import Occasion
from service.notices.batch_words import batch_card
from service.notices.cards import Card, Point
from service.notices.draft_words import digest_card, draft_card, held_card

CARDS = {
    "batch.cancelled": batch_card,
    "batch.done": batch_card,
    "check.failed": draft_card,
    "checks.held": held_card,
    "digest": digest_card,
}
"""What makes a card of an occasion's data, by the occasion's type."""
JOINER = "\u2060"
"""A character of no width that parts no words (WORD JOINER)."""
ACTING = re.compile(r"[@<](?=\S)|\](?=\()|:(?=//)|\bwww(?=\.)", re.IGNORECASE)
"""How mentions (`@everyone`, `<!channel>`), links (`<…|…>`, `[…](…)`) and addresses begin."""
TEST = Card("A test from Brandcheck", "Brandcheck can reach you here, and says here what it is to tell.")
"""What is sent to try a target."""


class Notice(NamedTuple):
    """A few sentences for people, without any form."""

    title: str
    text: str


class Untold(Noun):
    """An occasion of which nothing can be said."""

    type: None


def card_of(occasion: Occasion) -> Card:
    """Return what people are told of *occasion*.

    Raises:
        ValidationError: if nothing can be said of it.
    """
    if occasion.type == "test":
        return TEST
    if occasion.type not in CARDS:
        Untold.model_validate({"type": occasion.type})
    return CARDS[occasion.type](occasion.data)


def notice_of(card: Card) -> Notice:
    """Return *card* without any form; what shows it may know mentions, links or Markdown, and finds none."""
    address = [card.button.url] if card.button else []
    return Notice(inert(card.title), "\n".join([*map(inert, _lines(card)), *address]))


def inert(text: str) -> str:
    """Return *text* as it was to the eye, but nobody is called and nothing is linked by it."""
    return ACTING.sub(rf"\g<0>{JOINER}", text)


def _lines(card: Card) -> Iterator[str]:
    yield f"{card.title}: {card.text}" if card is not TEST else card.text
    for name, value in card.facts:
        yield f"{name}: {value}"
    for point in card.points:
        yield _sentence(point)


def _sentence(point: Point) -> str:
    """Return a finding in one line: `Error, off message in a.md (lead-ease): “…”. It sells low cost.`."""
    what = f"{point.grade}, {point.what.lower()} in {point.where} ({point.guideline})"
    quoted = f"{what}: “{point.quote}”." if point.quote else f"{what}."
    return " ".join(filter(None, (quoted, point.says)))
