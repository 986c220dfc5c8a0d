"""The block editor of a real WordPress: what may not go out does not, and its author sees why."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from service.exchange.hooks import HookDeliveryQuery
from service.nouns import State
from service.nouns.hooks import HookDelivery
from tests.service.hooks.gates.conftest import Service
from tests.service.hooks.gates.wordpress.conftest import HOOK, NOWHERE, SHOTS
from tests.service.hooks.gates.wordpress.site import WordPress

BAD = "Ottermere is the cheapest choice for your pool."
GOOD = "If you can read a swimming timetable, you can use Ottermere."
TITLE = "Learn it between two swimmers"
SECONDS = 60.0


def write(page: Page, wordpress: WordPress, title: str, body: str) -> int:
    """Write a new post in the block editor, and return its number."""
    page.goto(f"{wordpress.url}/wp-admin/post-new.php", wait_until="domcontentloaded")
    page.wait_for_function("window.wp && wp.data && wp.data.select('core/editor').getCurrentPostId()")
    page.evaluate("wp.data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false)")
    page.get_by_role("textbox", name="Add title").fill(title)
    page.get_by_role("textbox", name="Add title").press("Enter")
    page.keyboard.type(body)
    return int(page.evaluate("wp.data.select('core/editor').getCurrentPostId()"))


def publish(page: Page) -> None:
    """Press “Publish”, and again where the editor asks whether one is sure."""
    page.get_by_role("button", name="Publish", exact=True).click()
    again(page)


def again(page: Page) -> None:
    """Press “Publish” in the panel."""
    panel = page.get_by_role("region", name="Editor publish")
    panel.get_by_role("button", name="Publish", exact=True).click()


def status(wordpress: WordPress, post: int) -> object:
    """Return the status of a post, as the database has it."""
    return wordpress.run("return get_post_status($given);", post)


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something *is_so*."""
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_what_breaks_a_guideline_stays_a_draft_and_the_mended_one_goes_out_once(
    page: Page, wordpress: WordPress, brandcheck: Service
) -> None:
    post = write(page, wordpress, TITLE, BAD)
    publish(page)

    panel = page.locator(".brandcheck-before")
    expect(panel.get_by_text("“Ottermere is the cheapest choice")).to_be_visible()
    expect(panel.get_by_text("never-sell-on-price").first).to_be_visible()
    expect(page.locator(".components-notice.is-error", has_text="Not published").first).to_be_visible()
    expect(page.locator(".components-notice.is-error", has_text="cheapest").first).to_be_visible()
    page.screenshot(path=SHOTS / "wordpress-refused.png")
    assert status(wordpress, post) in {"auto-draft", "draft"}
    assert deliveries(wordpress, brandcheck, post) == []

    panel.get_by_role("button", name="Show the words").click()
    page.evaluate(
        "words => wp.data.dispatch('core/block-editor').updateBlockAttributes("
        "wp.data.select('core/block-editor').getSelectedBlockClientId(), { content: words })",
        GOOD,
    )
    again(page)
    expect(page.get_by_role("region", name="Editor publish").get_by_text("is now live")).to_be_visible()
    expect(page.locator(".components-notice.is-error")).to_have_count(0)
    assert status(wordpress, post) == "publish"

    until(lambda: bool(wordpress.run("return get_post_meta($given, '_brandcheck_verdict', true);", post)))
    (delivery,) = deliveries(wordpress, brandcheck, post)
    (check,) = [brandcheck.parts.records.checks.get(each) for each in delivery.checks]
    assert check is not None
    assert (check.state, check.title, check.labels["type"]) == (State.DONE, TITLE, "post")
    names = [
        check.document
        for check in map(brandcheck.parts.records.checks.get, asked(wordpress, post) + list(delivery.checks))
        if check
    ]
    assert len(names) > 1
    assert len(set(names)) == 1
    page.goto(f"{wordpress.url}/wp-admin/edit.php")
    cell = page.locator(f"#post-{post} td.column-brandcheck")
    expect(cell).to_contain_text("Passed: nothing to change")
    assert str(cell.get_by_role("link", name="Report").get_attribute("href")).endswith(f"/reports/{check.id}")
    page.screenshot(path=SHOTS / "wordpress-list.png")


def asked(wordpress: WordPress, post: int) -> list[str]:
    """Return the check that the gate made last of a post."""
    url = wordpress.run("return get_post_meta($given, '_brandcheck_gate', true)['url'];", post)
    return [str(url).rpartition("/")[2]]


def deliveries(wordpress: WordPress, brandcheck: Service, post: int) -> list[HookDelivery]:
    """Return what came to the hook about a post."""
    document = f"wordpress/{wordpress.url.removeprefix('http://')}/{post}"
    return list(brandcheck.parts.hooks.deliveries(HookDeliveryQuery(document=document), HOOK)[0])


@pytest.mark.parametrize(("policy", "stays"), [("publish", False), ("hold", True)])
def test_without_the_service_it_follows_its_policy(
    page: Page,
    wordpress: WordPress,
    policy: str,
    stays: bool,  # noqa: FBT001 - a table
) -> None:
    wordpress.set(url=NOWHERE, when_unreachable=policy)
    post = write(page, wordpress, TITLE, GOOD)
    publish(page)

    says = (
        "Not published: Brandcheck can’t be reached" if stays else "Not checked: Brandcheck can’t be reached"
    )
    expect(page.locator(".components-notice", has_text=says).first).to_be_visible()
    page.screenshot(path=SHOTS / f"wordpress-without-{policy}.png")
    assert (status(wordpress, post) != "publish") is stays
