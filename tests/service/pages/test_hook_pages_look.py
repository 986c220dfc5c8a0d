"""The pages of publish hooks in a browser: nothing that axe-core finds, nothing too wide, scripts or none."""

import datetime
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from service.hooks.sealing import new_secret
from service.hooks.signing import by_standard, unsigned
from service.nouns import LOCAL
from service.nouns.hooks import DeliveryState, FieldRule, Hook, System
from service.parts import Parts
from tests.service.pages.conftest import PATIENCE
from tests.service.pages.looking import looked_at, violations
from tests.service.pages.test_check_page import Browse

HERE = "/settings/hooks"
Open = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser, service_url: str) -> Iterator[Open]:
    """Return what opens a page of the real service: `visit("/settings", width=390)`."""
    contexts: list[BrowserContext] = []

    def go(address: str, **how: object) -> Page:
        contexts.append(chromium.new_context(base_url=service_url, **how))
        contexts[-1].set_default_timeout(PATIENCE)
        page = contexts[-1].new_page()
        page.goto(address)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def hook(service_parts: Parts, service_url: str) -> Hook:
    """A hook that has received a test, and something without any text."""
    assert service_url
    secret, hooks = new_secret(), service_parts.hooks
    fields = (FieldRule(path="/title", name="Title", is_title=True), FieldRule(path="/body", name="Body"))
    made = Hook(name="looked-at", system=System.GENERIC, kit="ottermere", fields=fields, writes_back=True)
    hook = hooks.put(made, secret=secret, token=None, by=LOCAL)
    url = f"{service_parts.service.address}/v1/hooks/{hook.name}"
    bare = unsigned(url, {"id": "page-1", "body": 1}, datetime.datetime.now(datetime.UTC))
    hooks.receive(hook.name, by_standard(bare, secret, "msg_1"))
    for name in ("looked-at", "tried-out"):
        hooks.put(made.model_copy(update={"name": name}), secret=None, token=None, by=LOCAL)
        hooks.test(name, by=LOCAL)
    return hook


def put_to_test(page: Page) -> None:
    page.get_by_role("button", name="Test this hook").click()
    expect(page.locator("#tested")).to_contain_text("went all the way")


def tried(page: Page) -> None:
    page.get_by_role("button", name="Try them").click()
    expect(page.locator("#tried")).to_contain_text("This text was made up")


def unfolded(page: Page) -> None:
    for part in page.locator("details.aside > summary").all():
        part.click()


def refused(page: Page) -> None:
    page.locator("#name").fill("looked-at")
    page.get_by_role("button", name="Make the hook").click()
    expect(page.get_by_role("alert")).to_contain_text("already")


STATES: dict[str, tuple[str, Callable[[Page], None] | None]] = {
    "list": ("", None),
    "set-up": ("/looked-at", unfolded),
    "tested": ("/looked-at", put_to_test),
    "tried": ("/tried-out/fields", tried),
    "deliveries": ("/looked-at/deliveries", None),
    "help": ("/help/sanity?hook=looked-at", None),
    "choose": ("/../new-hook", None),
    "refused": ("/../new-hook?system=storyblok", refused),
}


@pytest.mark.parametrize("state", STATES)
def test_a_page_of_hooks_hurts_nobody(visit: Open, hook: Hook, state: str) -> None:
    assert hook
    address, act = STATES[state]
    page = visit(f"{HERE}{address}", reduced_motion="reduce")
    if act:
        act(page)

    assert looked_at(page, f"hooks-{state}") == []


def test_where_there_is_no_hook_the_page_says_what_one_is(browse: Browse) -> None:
    page = browse(address=HERE)

    expect(page.get_by_role("heading", name="Check what is published")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="New hook").click()
    expect(page.get_by_role("link", name="WordPress")).to_be_visible()


def test_without_scripts_a_hook_is_made_tried_and_read(visit: Open, service_parts: Parts) -> None:
    page = visit("/settings/new-hook?system=generic", java_script_enabled=False)

    page.locator("#name").fill("without-scripts")
    page.get_by_role("button", name="Make the hook").click()
    expect(page.locator("#secret")).to_be_visible()
    page.get_by_role("button", name="Test this hook").click()
    again = page.get_by_role("link", name="See what became of it")
    for _ in range(300):
        if again.count() == 0:
            break
        page.wait_for_timeout(100)
        again.click()
    expect(page.locator("#tested")).to_contain_text("went all the way")
    page.get_by_role("link", name="Deliveries").first.click()
    expect(page.get_by_role("button", name="Work again on")).to_have_count(1)
    assert service_parts.hooks.get("without-scripts").is_on


def test_a_delivery_without_text_is_listed_with_its_reason(visit: Open, hook: Hook) -> None:
    page = visit(f"{HERE}/{hook.name}/deliveries?state={DeliveryState.IGNORED.value}")

    expect(page.get_by_role("row").filter(has_text="There is no text to check.")).to_have_count(1)
