"""The pages on the real service: its processes, its jobs, its records, as `brandcheck serve` starts them."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.service.pages.test_check_page import REPLY
from tests.service.pages.test_check_states import DECK


def test_a_draft_is_put_right_and_kept_on_the_real_service(chromium: Browser, service_url: str) -> None:
    page = chromium.new_page(base_url=service_url)
    page.goto("/?sample=1")
    expect(page.locator("#side")).to_have_attribute("data-state", "done")
    page.select_option('select[name="team"]', "support")
    page.fill("#draft", REPLY)
    expect(page.locator(".card")).to_have_count(3)

    for left in (2, 1, 0):
        page.locator('.card [data-act="apply"]').first.click()
        expect(page.locator(".card")).to_have_count(left)
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("link", name="Open the report").click()

    expect(page.locator("h1")).to_contain_text("Hello Ada")
    expect(page.locator("main")).to_contain_text("Nothing to change")
    page.close()


def test_a_deck_is_read_and_its_guidelines_lead_to_the_kit(chromium: Browser, service_url: str) -> None:
    page = chromium.new_page(base_url=service_url)
    page.goto("/")
    page.select_option('select[name="kit"]', "ottermere")
    page.set_input_files('input[name="file"]', Path(DECK))
    expect(page.locator(".strip li")).to_have_count(8)

    page.locator(".rule cite a").first.click()

    expect(page.locator(":target")).to_be_visible()
    page.close()


def test_a_finding_is_waived_and_no_longer_counts_while_typing(chromium: Browser, service_url: str) -> None:
    page = chromium.new_page(base_url=service_url)
    page.goto("/")
    page.select_option('select[name="kit"]', "ottermere")
    page.select_option('select[name="team"]', "support")
    page.fill("#draft", f"{REPLY}\n\nAbout towels.")
    card = page.locator(".card").filter(has_text="OtterMere").first
    card.locator(".fine > summary").click()
    card.locator('form[data-decide="waive"] input[name="reason"]').fill("It is the customer's own file name")
    card.locator('form[data-decide="waive"] button').click()

    expect(page.locator(".card.waived")).to_contain_text("the customer's own file name")
    page.locator("#draft").press_sequentially("!")
    expect(page.locator("#summary")).to_contain_text("1 waived")
    page.close()
