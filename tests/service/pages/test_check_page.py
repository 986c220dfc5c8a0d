"""The Check page in a real browser: typing, applying, undoing, keys, choices."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.service.pages.conftest import Site

Browse = Callable[..., Page]
PAUSE = 400
"""Milliseconds without a key after which somebody has paused, as `check/live.js` has it."""
REPLY = (
    "Hello Ada,\n\nThe OtterMere screen shows it. Users find the platform under Lessons, "
    "and we will ring you by Friday.\n\nTom, Ottermere Desk Line"
)
"""A support reply with three wrong terms, each with a replacement."""
CLEAN = "Hello Ada,\n\nWe will ring you by Friday.\n\nTom, Ottermere Desk Line"


def write(page: Page, text: str, *, team: str = "support") -> None:
    """Choose *team*, put *text* where drafts go, and wait until what is shown is about it."""
    if team:
        page.select_option('select[name="team"]', team)
    with page.expect_response("**/check/live"):
        page.fill("#draft", text)
    expect(page.locator("#side")).to_have_attribute("data-state", "done")


def quotes(page: Page) -> list[str]:
    return page.locator("#cards blockquote").all_inner_texts()


def test_pasted_words_are_found_applied_and_copied_out_clean(browse: Browse) -> None:
    page = browse(permissions=["clipboard-read", "clipboard-write"])
    write(page, REPLY)
    expect(page.locator(".card")).to_have_count(3)

    for left in (2, 1, 0):
        page.locator('.card [data-act="apply"]').first.click()
        expect(page.locator(".card")).to_have_count(left)

    expect(page.locator("#summary")).to_contain_text("Nothing to change")
    page.get_by_role("button", name="Copy the text").click()
    expect(page.locator("#notice")).to_contain_text("copied")
    expected = (
        REPLY.replace("OtterMere", "Ottermere").replace("Users", "Swimmers").replace("platform", "software")
    )
    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("#draft")
    assert page.input_value("#draft").casefold() == expected.casefold()


def test_underlines_are_on_the_very_words_of_their_cards(browse: Browse) -> None:
    page = browse()
    write(page, f"😀 𝒜 {REPLY}")

    for card in page.locator(".card").all():
        finding = card.get_attribute("data-finding")
        pieces = page.locator(f'.mirror mark[data-findings~="{finding}"]').all_inner_texts()
        assert "".join(pieces) == card.locator("blockquote").inner_text()


def test_the_mirror_lies_exactly_behind_the_text(browse: Browse) -> None:
    page = browse(width=390)
    write(page, REPLY + "\n" + "A word. " * 400)

    box, mirror = (page.locator(name).bounding_box() for name in ("#draft", ".mirror"))

    assert box == mirror
    assert page.evaluate(
        "document.querySelector('#draft').scrollHeight <= document.querySelector('#draft').clientHeight"
    )


def test_what_was_applied_can_be_undone_by_key_and_by_the_browser(browse: Browse) -> None:
    page = browse()
    write(page, REPLY)

    page.locator('.card [data-act="apply"]').first.click()
    expect(page.locator(".card")).to_have_count(2)
    page.locator(".card").first.focus()
    page.keyboard.press("u")
    expect(page.locator(".card")).to_have_count(3)
    assert page.input_value("#draft") == REPLY

    page.locator('.card [data-act="apply"]').first.click()
    expect(page.locator(".card")).to_have_count(2)
    page.focus("#draft")
    page.keyboard.press("Control+z")
    expect(page.locator(".card")).to_have_count(3)
    assert page.input_value("#draft") == REPLY


def test_an_undo_does_not_touch_words_that_were_changed_since(browse: Browse) -> None:
    page = browse()
    write(page, REPLY)
    page.locator('.card [data-act="apply"]').first.click()
    expect(page.locator(".card")).to_have_count(2)

    page.fill("#draft", "Something else.")
    expect(page.locator(".card")).to_have_count(1)
    page.locator('[data-act="undo"]').click()

    assert page.input_value("#draft") == "Something else."
    expect(page.locator("#said")).to_contain_text("changed since")


def test_a_draft_is_put_right_by_keyboard_alone(browse: Browse) -> None:
    page = browse()
    page.locator('select[name="team"]').focus()
    page.keyboard.type("sup")
    page.locator("#draft").focus()
    page.keyboard.insert_text(REPLY)
    expect(page.locator(".card")).to_have_count(3)

    page.keyboard.press("Escape")
    expect(page.locator(".card").first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".card").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(".card").first).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("getSelection().toString()") == "OtterMere"
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.locator(".card")).to_have_count(2)
    expect(page.locator(".card").first).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("say “swimmers”")
    expect(page.locator(".card:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#count")).to_contain_text("kept")


def test_an_old_answer_never_overwrites_a_newer_one(browse: Browse, site: Site) -> None:
    page = browse()
    write(page, CLEAN)
    first = site.checks.hold_back("Users pay.")
    with page.expect_request("**/check/live"):
        page.fill("#draft", "Users pay.")

    page.fill("#draft", "The platform is here.")
    expect(page.locator("blockquote").filter(has_text="platform")).to_have_count(1)
    first.set()
    site.checks.wait_for("Users pay.")

    assert quotes(page) == ["platform"]


def test_typing_asks_once_when_it_pauses(browse: Browse, site: Site) -> None:
    page = browse()
    page.clock.install(time=0)
    page.clock.pause_at(1_000)
    page.locator("#draft").focus()

    for letter in "Users love our platform.":
        page.keyboard.type(letter)
        page.clock.run_for(PAUSE - 1)
    assert site.checks.lived == []
    with page.expect_response("**/check/live"):
        page.clock.run_for(1)
    expect(page.locator(".card").first).to_be_visible()

    assert site.checks.lived == ["Users love our platform."]


def test_cards_that_stay_are_left_alone_while_others_come(browse: Browse) -> None:
    page = browse()
    write(page, "Users pay.", team="")
    page.locator(".fine > summary").first.click()
    page.locator('.fine input[name="reason"]').first.fill("half a reason")

    with page.expect_response("**/check/live"):
        page.locator("#draft").press_sequentially(" A platform.")
    expect(page.locator("blockquote").filter(has_text="platform")).to_have_count(1)

    expect(page.locator('.fine input[name="reason"]').first).to_have_value("half a reason")


def test_choices_are_remembered_and_the_draft_survives_a_reload(browse: Browse) -> None:
    page = browse()
    write(page, REPLY)
    page.select_option('select[name="audience"]', "customers")

    page.reload()

    expect(page.locator('select[name="team"]')).to_have_value("support")
    expect(page.locator('select[name="audience"]')).to_have_value("customers")
    expect(page.locator("#draft")).to_have_value(REPLY)
    expect(page.locator(".card")).to_have_count(3)


def test_a_first_visit_teaches_and_the_sample_is_one_click_away(browse: Browse) -> None:
    page = browse()
    expect(page.locator("#empty li")).to_have_count(3)

    page.get_by_role("link", name="Try it with a sample").click()

    expect(page.locator(".card").first).to_be_visible()
    expect(page.locator("#summary")).to_contain_text("your kit leads with Ease of use")
    assert page.locator('.card [data-act="apply"]').count() >= 2


def test_words_and_cards_light_each_other(browse: Browse) -> None:
    page = browse()
    write(page, REPLY)
    mark = page.locator(".mirror mark").first
    box = mark.bounding_box()
    assert box

    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".card.lit blockquote")).to_have_text(mark.inner_text())
    page.locator(".card").nth(2).hover()
    expect(page.locator(".mirror mark.lit")).to_have_text(quotes(page)[2])


def test_on_a_phone_cards_rise_from_the_bottom(browse: Browse) -> None:
    page = browse(width=390, height=844)
    write(page, REPLY)
    expect(page.locator(".card").first).to_be_hidden()

    page.get_by_role("button", name="3 findings").click()
    expect(page.locator(".card").first).to_be_visible()
    page.get_by_role("button", name="Next").click()
    page.locator('.card.lit [data-act="apply"]').click()
    expect(page.locator(".card")).to_have_count(2)

    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("name", ["draft.md", "draft.txt"])
def test_a_plain_file_opens_in_the_page(browse: Browse, name: str) -> None:
    page = browse()
    content = REPLY.replace("\n", "\r\n").encode()

    page.set_input_files('input[name="file"]', {"name": name, "mimeType": "text/plain", "buffer": content})

    expect(page.locator("#draft")).to_have_value(REPLY)
    expect(page.locator(".card").first).to_be_visible()


def test_a_kept_report_has_an_address_to_share(browse: Browse) -> None:
    page = browse(permissions=["clipboard-read", "clipboard-write"])
    write(page, REPLY)

    page.get_by_role("button", name="Copy a link").click()
    expect(page.locator("#notice")).to_contain_text("link to the report is copied")
    address = page.evaluate("navigator.clipboard.readText()")

    assert re.search(r"/reports/[0-9a-f]{32}$", address)
    page.goto(address)
    expect(page.locator(".card")).to_have_count(3)
