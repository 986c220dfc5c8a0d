"""Microsoft Teams: Adaptive Cards 1.5 to the webhook of a workflow.

Words that are not ours stand in text runs, which know no Markdown, so that they make no links
(https://adaptivecards.io/explorer/TextRun.html); a mention needs an entity of the card, and there is none. A
message may have 28 KB (https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors); with all
texts at their longest it is less than that.
"""

import json
import re
from collections.abc import Iterator
from typing import Literal

from pydantic import JsonValue

from checker.domain import Severity
from service.exchange.deliveries import Medium
from service.notices.addresses import origin_of, require_url
from service.notices.cards import Card, Point
from service.notices.protocol import Sending
from service.notices.sending import Ends, posted
from service.notices.wording import card_of
from service.records.outbox import Outcome

KIND = Medium.TEAMS
NAME = "Microsoft Teams"
HINT = "The URL of a workflow that posts to a channel when it gets a webhook: the channel’s menu, Workflows."
NONE = "This is no address of a workflow of Teams. Copy the URL that the workflow shows, which begins with https://."
VERSION = "1.5"
"""The newest version of cards that Teams shows."""
CARD = "application/vnd.microsoft.card.adaptive"
ENDS: Ends = {
    400: "the workflow takes no such card, or is switched off",
    401: "the URL's signature is not right: copy it again",
    403: "the workflow lets nobody in by this URL",
    410: "the workflow is gone",
}
"""Answers after which trying again is of no use, and what they mean."""
FALLBACK = "Brandcheck has something to tell. This Teams is too old to show it."
"""What a client shows that knows no such cards; it may know Markdown, so it holds no words but ours."""
COLOURS = {Severity.ERROR: "Attention", Severity.WARNING: "Warning", Severity.SUGGESTION: "Accent"}
TONES = {"good": "Good", "bad": "Attention", "plain": "Default"}
FUNCTION = re.compile(r"\{(?=\{)")
"""The first of two braces, which open a function of a card; with a word joiner between they don't."""

Element = dict[str, JsonValue]


def require_address(url: str) -> None:
    """Return if *url* is one that cards can go to.

    Raises:
        InputError: if it is none.
    """
    require_url(url, says=NONE)


def shown_as(url: str) -> str:
    """Return where *url* is, and none of what may be a token."""
    return origin_of(url)


def send(sending: Sending) -> Outcome:
    """Send the occasion as a card.

    Raises:
        ValidationError: if nothing can be said of it.
    """
    body = json.dumps(message_of(card_of(sending.occasion)), ensure_ascii=False)
    return posted(sending, body.encode(), ends=ENDS)


def message_of(card: Card) -> Element:
    """Return *card* as the body of a request to a workflow's webhook."""
    attachment: Element = {"contentType": CARD, "contentUrl": None, "content": adaptive(card)}
    return {"type": "message", "attachments": [attachment]}


def adaptive(card: Card) -> Element:
    """Return *card* as an Adaptive Card."""
    made: Element = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "fallbackText": FALLBACK,
        "msteams": {"width": "full"},
        "body": list(_body(card)),
    }
    if card.button:
        action: Element = {"type": "Action.OpenUrl", "title": card.button.label, "url": card.button.url}
        made["actions"] = [action]
    return made


def _body(card: Card) -> Iterator[Element]:
    yield _line(_run(card.title, size="Large", weight="Bolder", color=TONES[card.tone]))
    yield _line(_run(card.text), spacing="Small")
    for name, value in card.facts:
        yield _line(_run(f"{name}: ", weight="Bolder"), _run(value), spacing="Small")
    for point in card.points:
        items: list[JsonValue] = list(_point(point))
        yield {"type": "Container", "separator": True, "spacing": "Medium", "items": items}


def _point(point: Point) -> Iterator[Element]:
    opening: Element = {"type": "Action.OpenUrl", "title": "Open the finding", "url": point.url}
    where = _run(point.where, weight="Bolder") | {"selectAction": opening}
    grade = _run(point.grade, weight="Bolder", color=COLOURS[point.severity])
    yield _line(grade, _run(f": {point.what} in "), where)
    if point.quote:
        yield _line(_run(f"“{point.quote}”") | {"italic": True}, spacing="Small")
    for reason in point.reasons:
        yield _line(_run(reason, size="Small") | {"isSubtle": True}, spacing="Small")


def _line(*runs: Element, spacing: Literal["Small", "Default"] = "Default") -> Element:
    inlines: list[JsonValue] = list(runs)
    return {"type": "RichTextBlock", "spacing": spacing, "inlines": inlines}


def _run(text: str, **look: str) -> Element:
    return {"type": "TextRun", "text": _plain(text), **look}


def _plain(text: str) -> str:
    return FUNCTION.sub("{\u2060", text)
