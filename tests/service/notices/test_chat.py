"""Messages for Slack and cards for Teams: valid by the vendors' own libraries, and nothing in them acts."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from checker.english.unseen import seen
from service.notices.cards import Card
from service.notices.chat import slack, teams
from service.notices.wording import JOINER, card_of, notice_of
from tests.service.notices import vendors
from tests.service.notices.occasions import HOSTILE, KINDS, URL, occasion

PLAIN = "Leave the *others* behind"
SHAPES = (PLAIN, "", "🎈" * 5_000)
"""Words by which the form of a message differs; TypeScript takes its time."""
COMMAND = re.compile(r"<[^>]*>")
MOST_BLOCKS, MOST_BYTES = 50, 28_000
"""Blocks of a message of Slack; bytes of a message of Teams."""
CLEAR = occasion("digest", counts={"drafts": 212, "passed": 212}, is_clear=True, worst=[], guideline=None)


def cards() -> Iterator[tuple[str, Card]]:
    """Yield a card of every kind, with every text that might act."""
    for kind in KINDS:
        for words in (PLAIN, *HOSTILE):
            yield words, card_of(occasion(kind, words))
    yield PLAIN, card_of(CLEAR)


EVERY = pytest.mark.parametrize(("words", "card"), list(cards()))


def texts(given: Any, *kinds: str) -> Iterator[str]:
    """Yield the texts of all objects of these *kinds* in a message or a card."""
    if isinstance(given, dict):
        if given.get("type") in kinds and isinstance(given.get("text"), str):
            yield given["text"]
        for one in given.values():
            yield from texts(one, *kinds)
    elif isinstance(given, list):
        for one in given:
            yield from texts(one, *kinds)


def test_the_vendors_find_nothing_wrong_but_what_is_wrong(tmp_path: Path) -> None:
    made = [card for words, card in cards() if words in SHAPES]
    messages, shown = [slack.message_of(card) for card in made], [teams.adaptive(card) for card in made]
    wrong = slack.message_of(made[0]), teams.adaptive(made[0])
    wrong[0]["blocks"][0]["text"]["type"] = "mrkdwn"  # type: ignore[index, call-overload]  # as it is made
    wrong[1]["body"][0]["inlines"][0]["color"] = "Red"  # type: ignore[index, call-overload]  # as it is made

    of_slack, of_cards = vendors.complaints([*messages, wrong[0]], [*shown, wrong[1]], tmp_path)

    assert (of_slack[:-1], of_cards[:-1]) == ([[]] * len(made), [[]] * len(made))
    assert any('"mrkdwn"' in says for says in of_slack[-1])
    assert [says for says in of_cards[-1] if "TextColor" in says]
    assert of_cards[-1][-1] == 'Invalid value "Red" for property "color".'


@EVERY
def test_slack_s_own_limits_are_kept(words: str, card: Card) -> None:
    message = slack.message_of(card)
    blocks = message["blocks"]
    assert isinstance(blocks, list)

    for block in Block.parse_all(blocks):
        block.validate_json()

    assert len(blocks) <= MOST_BLOCKS, words
    assert all(0 < len(text) <= 3_000 for text in texts(blocks, "mrkdwn", "plain_text", "text"))
    assert all(len(text) <= 150 for text in texts(blocks[0], "plain_text"))
    assert all(len(field["text"]) <= 2_000 for block in blocks for field in block.get("fields", ()))  # type: ignore[union-attr]


@EVERY
def test_a_message_of_teams_is_small_enough(words: str, card: Card) -> None:
    body = json.dumps(teams.message_of(card), ensure_ascii=False)

    assert len(body.encode()) < MOST_BYTES, words


@EVERY
def test_in_slack_the_only_commands_are_links_to_our_pages(words: str, card: Card) -> None:
    message = slack.message_of(card)

    found = [COMMAND.findall(text) for text in texts(message["blocks"], "mrkdwn")]

    assert all(one.startswith(f"<{URL}#f-2|") for every in found for one in every), words
    assert COMMAND.findall(str(message["text"])) == []
    assert all(one["verbatim"] is True for one in _objects(message, "mrkdwn"))


@EVERY
def test_in_teams_words_that_are_not_ours_stand_where_there_is_no_markdown(words: str, card: Card) -> None:
    made = teams.adaptive(card)

    assert {one["type"] for one in _objects(made)} == {"AdaptiveCard", "RichTextBlock", "TextRun"} | (
        {"Action.OpenUrl"} if card.button else set()
    ) | ({"Container"} if card.points else set())
    assert {one["url"] for one in _objects(made, "Action.OpenUrl")} <= {URL, f"{URL}#f-2"}
    assert not [text for text in texts(made, "TextRun") if "{{" in text]
    assert "entities" not in json.dumps(made), words


@given(st.text(max_size=400), st.integers(60, 400))
def test_what_is_escaped_comes_back_whole_and_never_too_long(text: str, most: int) -> None:
    bounded = slack._bounded(text, most)
    back = bounded.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    assert len(bounded) <= most
    assert not set("<>") & set(bounded)
    assert not re.search("&(?!(lt|gt|amp);)", bounded)
    assert slack.escaped(back) == bounded


def _objects(given: Any, kind: str = "") -> Iterator[dict[str, Any]]:
    """Yield all objects that say what they are, or those of one *kind*."""
    if isinstance(given, dict):
        if given.get("type") and kind in {"", given["type"]}:
            yield given
        for one in given.values():
            yield from _objects(one, kind)
    elif isinstance(given, list):
        for one in given:
            yield from _objects(one, kind)


@EVERY
def test_a_notice_calls_nobody_and_links_to_nothing_but_our_page(words: str, card: Card) -> None:
    title, text = notice_of(card)
    *lines, last = text.split("\n") if card.button else [*text.split("\n"), ""]

    assert last == (URL if card.button else "")
    for line in (title, *lines):
        assert not re.search(r"@\w|<[!@#a-z/]|\]\(|://|\bwww\.", line, re.IGNORECASE), words
    assert title.replace(JOINER, "") == card.title.replace(JOINER, "")


@EVERY
def test_a_draft_is_always_named_by_something_that_shows(words: str, card: Card) -> None:
    assert all(seen(point.where).strip() for point in card.points), words


def test_a_draft_that_fails_is_told_in_words() -> None:
    card = card_of(occasion("check.failed", "launch.md", kit="acme", team="", channel="web"))

    assert notice_of(card).text.splitlines() == [
        "A draft does not pass: “launch.md” fails: 2 errors, 1 warning. Its score is 61 of 100.",
        "Kit: acme",
        "Channel: web",
        "Error, off message in launch.md (launch.md): “launch.md”. launch.md",
        URL,
    ]


def test_a_day_is_told_in_words() -> None:
    card = card_of(occasion("digest", "sales"))

    assert card.title == "sales: 28 of 40 drafts passed"
    assert card.text == (
        "9 failed, 2 incomplete, 1 could not be read. "
        "Checked between 21 November, 08:00 and 22 November, 08:00."
    )
    assert card.facts == (
        ("Last seven days", "120 of 200 drafts passed"),
        ("The seven days before", "90 of 180 drafts passed"),
        ("Most broken guideline", "sales, in 7 of 40 drafts"),
    )
    assert [point.quote for point in card.points] == ["sales"] * 3
    assert card.button == ("See the reports", URL)


def test_what_is_clear_and_what_was_too_much_is_told_in_words() -> None:
    held = card_of(occasion("checks.held"))

    assert card_of(CLEAR)[:2] == (
        "All clear",
        "Every draft of the last seven days passes: 212 of 212.",
    )
    assert held[:2] == (
        "And 37 more",
        "47 drafts failed between 10:00 and 11:00 UTC; 37 of them were not told one by one.",
    )
