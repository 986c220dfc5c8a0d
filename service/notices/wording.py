"""What people are told of an occasion: short, plain, numbers with their base, and where to read on."""

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
    """Return *card* without any form."""
    lines = (f"{card.title}: {card.text}" if card is not TEST else card.text, *_lines(card))
    return Notice(card.title, "\n".join(lines))


def _lines(card: Card) -> Iterator[str]:
    for name, value in card.facts:
        yield f"{name}: {value}"
    for point in card.points:
        yield _sentence(point)
    if card.button:
        yield card.button.url


def _sentence(point: Point) -> str:
    """Return a finding in one line: `Error, off message in a.md (lead-ease): “…”. It sells low cost.`."""
    what = f"{point.grade}, {point.what.lower()} in {point.where} ({point.guideline})"
    quoted = f"{what}: “{point.quote}”." if point.quote else f"{what}."
    return " ".join(filter(None, (quoted, point.says)))
