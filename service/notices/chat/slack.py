"""Slack: messages in Block Kit to an incoming webhook.

Words that are not ours can't act: in mrkdwn `&`, `<` and `>` are escaped, without which Slack knows no
mention, no command and no link (https://docs.slack.dev/messaging/formatting-message-text), and `verbatim`
keeps it from making links of what looks like one; a draft's words stand in rich text, which has no markup.
Limits are those of https://docs.slack.dev/reference/block-kit/blocks.
"""

import json
from collections.abc import Iterator

from pydantic import JsonValue

from service.exchange.deliveries import Medium
from service.notices.addresses import origin_of, require_url
from service.notices.cards import Button, Card, Point, clipped
from service.notices.protocol import Sending
from service.notices.sending import Ends, posted
from service.notices.wording import card_of
from service.records.outbox import Outcome

KIND = Medium.SLACK
NAME = "Slack"
HINT = "The URL of an incoming webhook (https://hooks.slack.com/…), from your app’s page “Incoming Webhooks”."
NONE = "This is no address of an incoming webhook of Slack. Write it as https://hooks.slack.com/services/T…/B…/…."
HEADER, SECTION, FIELD, LABEL, URL = 150, 3_000, 2_000, 75, 3_000
"""Characters of a header, a section, one of its fields, a button's words and its URL at most."""
FIELDS = 10
"""Fields of a section at most."""
ENDS: Ends = {
    400: "Slack takes no such message",
    403: "the workspace forbids it, or the webhook is none of its own",
    404: "the webhook or its channel is gone",
    410: "the channel is archived",
}
"""Answers after which trying again is of no use, and what they mean."""

Block = dict[str, JsonValue]


def require_address(url: str) -> None:
    """Return if *url* is one that messages can go to.

    Raises:
        InputError: if it is none.
    """
    require_url(url, says=NONE)


def shown_as(url: str) -> str:
    """Return where *url* is, and none of what may be a token."""
    return origin_of(url)


def send(sending: Sending) -> Outcome:
    """Send the occasion as a message.

    Raises:
        ValidationError: if nothing can be said of it.
    """
    body = json.dumps(message_of(card_of(sending.occasion)), ensure_ascii=False)
    return posted(sending, body.encode(), ends=ENDS)


def message_of(card: Card) -> Block:
    """Return *card* as the body of a request to an incoming webhook."""
    return {
        "text": _bounded(f"{card.title}: {card.text}", SECTION),
        "blocks": list(_blocks(card)),
        "unfurl_links": False,
        "unfurl_media": False,
    }


def escaped(text: str) -> str:
    """Return *text* as mrkdwn that acts on nothing."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _blocks(card: Card) -> Iterator[Block]:
    yield {
        "type": "header",
        "text": {"type": "plain_text", "text": clipped(card.title, HEADER), "emoji": False},
    }
    yield {"type": "section", "text": _mrkdwn(_bounded(card.text, SECTION))}
    if card.facts:
        facts = [f"*{escaped(name)}*\n{_bounded(value, FIELD // 2)}" for name, value in card.facts]
        yield {"type": "section", "fields": [_mrkdwn(fact) for fact in facts[:FIELDS]]}
    for point in card.points:
        yield from _point(point)
    if card.button and len(card.button.url) <= URL:
        yield {"type": "actions", "elements": [_button(card.button)]}


def _point(point: Point) -> Iterator[Block]:
    yield {"type": "divider"}
    where = f"<{_target(point.url)}|{escaped(point.where)}>"
    yield {"type": "section", "text": _mrkdwn(f"*{point.grade}*: {escaped(point.what)} in {where}")}
    if point.quote:
        words: list[JsonValue] = [{"type": "text", "text": point.quote}]
        yield {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": words}]}
    yield {"type": "context", "elements": [_mrkdwn(escaped(one)) for one in point.reasons]}


def _button(button: Button) -> Block:
    label: Block = {"type": "plain_text", "text": clipped(button.label, LABEL), "emoji": False}
    return {"type": "button", "action_id": "open", "text": label, "url": button.url, "style": "primary"}


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _bounded(text: str, most: int) -> str:
    """Return *text* escaped, and no longer than *most* even so; no escape is cut in two."""
    room = most
    while len(done := escaped(clipped(text, room))) > most:
        room -= max(1, (len(done) - most) // 5)
    return done


def _target(url: str) -> str:
    """Return *url* as it can stand in a link of mrkdwn."""
    return escaped(url).replace("|", "%7C")
