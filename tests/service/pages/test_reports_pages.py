"""Reports in a real browser: the list, a report, its files, two versions; and all of it without scripts."""

import datetime
import json

import pytest
from playwright.sync_api import expect

from service.nouns import LOCAL, Draft, Team
from tests.service.pages.conftest import Site
from tests.service.pages.test_check_page import REPLY, Browse
from tests.service.pages.test_check_states import DECK, SCRIPT

FIXED = REPLY.replace("OtterMere", "Ottermere").replace("Users", "Swimmers")


def kept(site: Site, text: str, *, name: str = "Reply", document: str = "", team: str = "support") -> str:
    """Have a draft checked and kept; return the id of its check."""
    draft = Draft(name=name, content=text.encode(), kit="ottermere", team=team, document=document)
    return site.checks.submit(draft, by=LOCAL, wait=1).id


def test_a_draft_is_checked_edited_and_compared_without_scripts(browse: Browse) -> None:
    page = browse(java_script_enabled=False)
    page.select_option('select[name="team"]', "support")
    page.fill("#draft", REPLY)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".card")).to_have_count(3)
    expect(page.locator(".mark").first).to_be_visible()

    page.get_by_role("link", name="Edit and check again").click()
    expect(page.locator("#draft")).to_have_value(REPLY)
    expect(page.locator('select[name="team"]')).to_have_value("support")
    page.fill("#draft", FIXED)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".card")).to_have_count(1)

    page.locator("summary", has_text="Compare").click()
    page.get_by_role("link", name="with ").click()
    expect(page.locator(".heading + .sentence")).to_contain_text("2 findings gone, 0 new, 1 remaining")
    expect(page.locator(".diff del").first).to_contain_text("OtterMere")
    expect(page.locator(".diff ins").first).to_contain_text("Ottermere")


def test_a_deck_is_uploaded_without_scripts(browse: Browse) -> None:
    page = browse(java_script_enabled=False)
    page.set_input_files('input[name="file"]', DECK)
    page.get_by_role("button", name="Check", exact=True).click()

    expect(page.locator(".strip li")).to_have_count(8)


def test_a_form_that_cannot_be_checked_keeps_its_text(browse: Browse) -> None:
    page = browse(java_script_enabled=False)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#problem")).to_contain_text("There is no text yet")

    page.fill("#draft", "word " * 5000)
    page.get_by_role("button", name="Check", exact=True).click()

    expect(page.locator("#problem")).to_contain_text("25,000 characters")
    assert page.input_value("#draft").startswith("word word")


@pytest.mark.parametrize("act", ["wrong", "waive"])
def test_a_finding_is_disputed_without_scripts(browse: Browse, site: Site, act: str) -> None:
    check = kept(site, f"{REPLY}\n\nOn paper, {act}.")
    page = browse(address=f"/reports/{check}", java_script_enabled=False)
    card = page.locator(".card").filter(has_text="OtterMere").first
    card.locator(".fine > summary").click()
    form = card.locator(f'form[action$="/{act}"]')
    form.locator('input[name="reason"]').fill("A customer wrote it")

    form.get_by_role("button").click()

    expect(page.locator(".banner.good")).to_be_visible()
    if act == "wrong":
        expect(page.locator("li.noted")).to_contain_text("You says it is wrong: A customer wrote it")
    else:
        expect(page.locator(".accepted")).to_contain_text("1 accepted by a person")


def test_the_list_is_searched_and_filtered_as_one_types(browse: Browse, site: Site) -> None:
    kept(site, REPLY, name="About lanes")
    kept(site, "Ottermere is never down.", name="About towels", team="campaign")
    page = browse(address="/reports")

    page.locator('input[name="text"]').press_sequentially("towels")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page).to_have_url("/reports?text=towels&kit=&team=&channel=&verdict=&since=&until=")
    page.select_option('select[name="verdict"]', "pass")
    expect(page.locator("#found")).to_contain_text("No report fits")
    page.select_option('select[name="verdict"]', "fail")
    page.select_option('select[name="team"]', "campaign")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.fill('input[name="until"]', "2020-01-01")
    expect(page.locator("#found")).to_contain_text("No report fits")


def test_the_list_is_filtered_without_scripts(browse: Browse, site: Site) -> None:
    kept(site, REPLY, name="About goggles")
    page = browse(address="/reports", java_script_enabled=False)

    page.fill('input[name="text"]', "goggles")
    page.get_by_role("button", name="Search").click()

    expect(page.locator("tbody tr")).to_have_count(1)


def test_a_long_list_comes_in_pages(browse: Browse, site: Site) -> None:
    for number in range(51):
        kept(site, f"Locker {number}.", name="About many lockers", document=f"many-{number}")
    page = browse(address="/reports?text=many+lockers")
    expect(page.locator("tbody tr")).to_have_count(50)

    page.get_by_role("link", name="Older").click()

    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator('input[name="text"]')).to_have_value("many lockers")


@pytest.mark.parametrize(
    ("word", "suffix"), [("HTML", ".html"), ("CSV", ".csv"), ("JSON", ".json"), ("came", ".md")]
)
def test_files_are_saved_and_never_opened_as_pages(
    browse: Browse, site: Site, word: str, suffix: str
) -> None:
    check = kept(site, f"{SCRIPT}\n\n{REPLY}", name="a reply.md")
    page = browse(address=f"/reports/{check}")
    page.locator("summary", has_text="Download").click()

    with page.expect_download() as waiting:
        page.locator(".menu-list a", has_text=word).click()

    assert waiting.value.suggested_filename.endswith(suffix)
    answer = page.request.get(waiting.value.url)
    assert answer.headers["content-type"].startswith("application/octet-stream")
    assert answer.headers["content-disposition"].startswith("attachment")
    if suffix == ".json":
        assert json.loads(answer.body())[0]["document"]["source"] == "a reply.md"


def test_names_that_try_to_act_stay_words(browse: Browse, site: Site) -> None:
    name = f"../..\\{SCRIPT}\r\nSet-Cookie: a=b\u202e.md"
    check = kept(site, f"{SCRIPT} Users", name=name)
    page = browse(address=f"/reports/{check}")
    expect(page.locator(".facts").first).to_contain_text("onerror")

    answer = page.request.get(f"/reports/{check}/draft")
    page.goto("/reports")

    assert "\r" not in answer.headers["content-disposition"]
    assert "set-cookie" not in answer.headers
    assert "owned" not in page.title()
    assert page.locator("main img, main script").count() == 0


def test_a_report_is_read_by_keys(browse: Browse, site: Site) -> None:
    page = browse(address=f"/reports/{kept(site, REPLY)}")

    page.keyboard.press("j")
    expect(page.locator(".card").first).to_be_focused()
    expect(page.locator(".mark.lit")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".mark").first).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("x")

    expect(page.locator(".card").nth(1).locator('input[name="reason"]').first).to_be_focused()


def test_a_running_report_shows_progress_and_then_itself(browse: Browse, site: Site) -> None:
    site.checks.judge = lambda checked: checked
    site.checks.go_on.clear()
    draft = Draft(name="Reply", content=REPLY.encode(), kit="ottermere", team="support")
    check = site.checks.submit(draft, by=LOCAL, wait=0)
    page = browse(address=f"/reports/{check.id}")
    expect(page.locator("#running")).to_contain_text("The judge is reading")
    expect(page.locator(".card")).to_have_count(3)

    site.checks.go_on.set()

    expect(page.locator("#running")).to_have_count(0)
    expect(page.locator(".card")).to_have_count(3)


def test_a_failed_report_says_why_and_offers_the_draft(browse: Browse, site: Site) -> None:
    draft = Draft(name="Reply", content=b"words", kit="ottermere")
    check = site.records.checks.add(draft, kit_version=1, by=LOCAL)
    site.records.checks.fail(check.id, "The worker stopped. Send it again.")

    page = browse(address=f"/reports/{check.id}")

    expect(page.locator(".banner.error")).to_contain_text("The worker stopped. Send it again.")
    expect(page.get_by_role("link", name="Download the draft")).to_be_visible()


def test_past_retention_the_figures_are_left(browse: Browse, site: Site) -> None:
    check = kept(site, REPLY, team="brief")
    site.records.teams.put(Team(name="brief", retention_days=1), by=LOCAL)
    site.records.checks.expire(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=3))

    page = browse(address=f"/reports/{check}")

    expect(page.locator(".banner")).to_contain_text("no longer kept")
    expect(page.locator("table")).to_contain_text("of 100")
    assert "OtterMere" not in page.content()
    assert page.request.get(f"/reports/{check}/draft").status == 410


def test_versions_of_two_documents_are_not_compared(browse: Browse, site: Site) -> None:
    one, other = kept(site, REPLY, document="one"), kept(site, FIXED, document="other")

    page = browse(address=f"/reports/{one}/against/{other}")

    expect(page.locator("main")).to_contain_text("two documents, not two versions")


def test_what_is_not_there_is_said(browse: Browse) -> None:
    page = browse(address="/reports/nothing")

    expect(page.locator("h1")).to_have_text("Not found")
    expect(page.locator("main")).to_contain_text("There is no report “nothing”")
