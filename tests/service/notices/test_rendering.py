"""Cards as people see them: Adaptive Cards' own renderer in a browser, and nothing in a draft that acts."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from checker.english.unseen import seen
from service.notices.chat import teams
from service.notices.wording import card_of
from tests.service.notices import vendors
from tests.service.notices.occasions import HOSTILE, URL, occasion
from tests.service.pages.looking import SHOTS

SHOW = """card => {
    const shown = new AdaptiveCards.AdaptiveCard();
    AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
        result.outputHtml = text
            .replace(/\\[([^\\]]*)\\]\\(([^)]*)\\)/g, '<a href="$2">$1</a>')
            .replace(/\\*\\*?([^*]+)\\*\\*?/g, '<b>$1</b>');
        result.didProcess = true;
    };
    shown.parse(card);
    document.body.replaceChildren(shown.render());
}"""
"""Renders a card with a reader of Markdown that is as careless as can be."""
LINKS = "[...document.querySelectorAll('[href], [src]')].map(one => one.getAttribute('href') ?? one.src)"
STYLE = "body { width: 640px; margin: 16px; font-family: sans-serif; border: 1px solid #ccc }"


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """Return a page that can render cards, and that no request leaves."""
    vendors.installed()
    page = chromium.new_page(viewport={"width": 680, "height": 900})
    page.route("**/*", lambda route: route.abort())
    page.add_script_tag(path=vendors.RENDERER)
    page.add_style_tag(content=STYLE)
    yield page
    page.close()


@pytest.mark.parametrize("kind", ["check.failed", "digest", "batch.done"])
@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_in_a_card_acts(page: Page, kind: str, words: str) -> None:
    card = card_of(occasion(kind, words))

    page.evaluate(SHOW, json.loads(json.dumps(teams.adaptive(card), ensure_ascii=False)))

    assert set(page.evaluate(LINKS)) <= {URL, f"{URL}#f-2"}
    assert page.locator("body :is(script, img, b)").count() == 0
    for point in card.points:
        assert seen(point.quote) in seen(str(page.locator("body").text_content()))


@pytest.mark.parametrize("kind", ["check.failed", "checks.held", "digest", "batch.done"])
def test_a_card_can_be_looked_at(page: Page, kind: str) -> None:
    words = {
        "title": "Spring launch",
        "quote": "We are the cheapest pool software that money can buy, and never down.",
        "rule": "We lead with ease of use and never sell on price.",
        "says": "It sells low cost, which drafts may not lead with.",
        "guideline": "lead-with-ease",
    }
    told = occasion(kind, "sales")
    worst = told.data.get("worst")
    shown = [one | words for one in worst if isinstance(one, dict)] if isinstance(worst, list) else []
    card = card_of(told.model_copy(update={"data": told.data | {"worst": shown}}))

    page.evaluate(SHOW, teams.adaptive(card))

    SHOTS.mkdir(parents=True, exist_ok=True)
    page.locator("body").screenshot(path=SHOTS / f"card-{kind}.png")
    assert card.title in str(page.locator("body").text_content())
    assert page.get_by_text(str(card.button and card.button.label), exact=True).is_visible()
