"""The pages of batches, in a browser and without scripts, on the real service."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from service.nouns import LOCAL, Draft, NewBatch
from service.parts import Parts
from service.records.batch_rows import Member
from tests.service.pages.conftest import PATIENCE
from tests.service.pages.looking import too_wide, violations

LONG = 90_000
"""Milliseconds for a batch to be done on a busy machine."""
FINE = "# Learn it between two swimmers.\n\nTry a Saturday: ottermere.example/try\n"
FAULTY = "# Save 40% on your pool budget\n\nOttermere is the cheapest choice.\n"
Look = Callable[..., Page]


@pytest.fixture
def look(chromium: Browser, service_url: str) -> Iterator[Look]:
    """Return what opens a page of the shared service: `look("/batches", width=390)`."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_page(address: str, *, width: int = 1440, **how: object) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, base_url=service_url, **how)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of drafts, among them one that is no deck, one that is empty, and a system's litter."""
    home = tmp_path_factory.mktemp("drafts") / "Q4 decks"
    for team in ("sales", "campaign"):
        (home / team).mkdir(parents=True)
    (home / "sales" / "spring.md").write_text(FAULTY)
    (home / "sales" / "broken.pptx").write_text("no deck")
    (home / "campaign" / "<img src=x onerror=alert(1)>.md").write_text(FINE)
    (home / "campaign" / "empty.md").write_text("")
    (home / ".DS_Store").write_text("litter")
    return home


def sound(page: Page) -> None:
    """Fail where axe-core finds anything, or the page is wider than the window."""
    assert violations(page) + too_wide(page) == []


def paused(parts: Parts, number: int = 2) -> str:
    """Return a batch that waits for somebody to go on with it."""
    new = NewBatch(kit="ottermere", name="Held back")
    version = parts.records.kits.published("ottermere")
    assert version
    batch = parts.records.batches.create(new, kit_version=version.number, by=LOCAL).id
    parts.records.batches.pause(batch)
    drafts = (Draft(name=f"{n}.md", content=FINE.encode(), kit="ottermere") for n in range(number))
    parts.records.batches.add(batch, [Member(draft) for draft in drafts])
    parts.records.batches.complete(batch)
    return batch


def test_a_folder_is_handed_in_and_followed_to_its_end(look: Look, folder: Path) -> None:
    page = look("/batches/new")
    page.set_input_files("#folder", folder)
    expect(page.locator("#chosen-title")).to_have_text(re.compile("^3 files, "))
    expect(page.locator("#list")).to_contain_text("Q4 decks/campaign/<img src=x onerror=alert(1)>.md")
    expect(page.locator("#list")).to_contain_text("Empty: left out")
    expect(page.locator("#list")).not_to_contain_text(".DS_Store")
    sound(page)

    page.fill("[name=name]", "<b>Q4</b> decks")
    page.get_by_role("button", name="Check 3 files").click()
    page.wait_for_url("**/batches/*", timeout=LONG)
    expect(page.locator(".state[data-open=no]")).to_be_visible(timeout=LONG)

    expect(page.locator("h1")).to_have_text("<b>Q4</b> decks")
    says = "Done: 2 of 3 documents checked, 1 could not be read. 1 fails, 1 passes."
    expect(page.locator(".sentence")).to_have_text(says)
    rows = page.locator(".documents tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("spring.md")
    expect(rows.nth(0)).to_contain_text("sales")
    expect(rows.nth(1)).to_contain_text("Could not be read")
    sound(page)
    page.get_by_role("link", name="Could not be read 1").click()
    expect(page.locator(".documents tbody tr")).to_have_count(1)
    expect(page.locator(".documents tbody")).to_contain_text("broken.pptx")
    page.goto("/batches")
    expect(page.get_by_role("row").nth(1)).to_contain_text("2 of 3")
    sound(page)


def test_a_batch_is_gone_on_with_by_keyboard_and_speaks_once(look: Look, service_parts: Parts) -> None:
    page = look(f"/batches/{paused(service_parts)}", width=390)
    expect(page.locator(".sentence")).to_contain_text("Paused: 0 of 2 documents checked.")
    sound(page)

    page.get_by_role("button", name="Go on").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".state[data-open=no]")).to_be_visible(timeout=LONG)

    expect(page.locator(".sentence")).to_contain_text("Done: 2 of 2 documents checked.")
    expect(page.locator("#lost")).to_be_hidden()


def test_cancelling_asks_first_and_ends_what_waits(look: Look, service_parts: Parts) -> None:
    page = look(f"/batches/{paused(service_parts)}")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".sentence")).to_contain_text("Paused")

    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Cancel").click()

    expect(page.locator(".sentence")).to_contain_text("Cancelled: 0 of 2 documents checked.")
    expect(page.locator(".documents")).to_contain_text("Cancelled")
    expect(page.get_by_role("button", name="Go on")).to_have_count(0)


def test_a_lost_connection_is_said_and_taken_up_again(look: Look, service_parts: Parts) -> None:
    page = look("/batches")
    page.route("**/events", lambda route: route.abort())
    page.goto(f"/batches/{paused(service_parts)}")
    expect(page.locator("#lost")).to_be_visible()
    sound(page)

    page.unroute("**/events")
    page.get_by_role("button", name="Look again").click()

    expect(page.locator("#lost")).to_be_hidden()


def test_a_refused_upload_keeps_the_files_chosen(look: Look, folder: Path) -> None:
    page = look("/batches/new")
    refusal = '{"detail": "There is no kit “gone”.", "status": 404}'
    page.route("**/v1/batches", lambda route: route.fulfill(status=404, body=refusal))
    page.set_input_files("#files", folder / "sales" / "spring.md")
    page.get_by_role("button", name="Check 1 file").click()

    expect(page.locator("#notice")).to_contain_text(
        "There is no kit “gone”. Your files are still chosen here."
    )
    expect(page.get_by_role("button", name="Check 1 file")).to_be_focused()
    expect(page.locator("#list tr")).to_have_count(1)


def test_without_scripts_a_form_hands_many_files_in(look: Look, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.md" for number in range(6)]
    for file in files:
        file.write_text(FINE)
    page = look("/batches/new", java_script_enabled=False)
    page.set_input_files("#files", files)
    page.get_by_role("button", name="Check them").click()

    expect(page.locator("h1")).to_contain_text("Batch of ")
    assert page.url.rpartition("/")[2] != "batches"
    page.goto("/batches/new")
    page.get_by_role("button", name="Check them").click()
    expect(page.get_by_role("alert")).to_contain_text("No files were chosen.")


def test_a_form_of_another_site_hands_nothing_in(http: httpx2.Client) -> None:
    files = [("files", ("a.md", b"text"))]

    answers = [
        http.post("/batches", data={"kit": "ottermere"}, files=files, headers=headers)
        for headers in ({}, {"x-csrf-token": "made up"}, {"origin": "https://evil.example"})
    ]

    assert [answer.status_code for answer in answers] == [403] * 3


@pytest.mark.parametrize(
    "query", ["show=x&order=y&page=z", "page=-1", "page=999999", "page=99999999999", "show="]
)
def test_an_address_that_makes_no_sense_shows_the_batch(
    http: httpx2.Client, service_parts: Parts, query: str
) -> None:
    batch = service_parts.batches.list()[0]
    address = f"/batches/{batch[0].id if batch else paused(service_parts)}"

    assert http.get(f"{address}?{query}").status_code == 200
    assert http.get(f"{address}/live?{query}").status_code == 200


def test_who_is_told_is_set_up_on_a_page(look: Look) -> None:
    page = look("/settings/deliveries")
    page.get_by_label("A program", exact=True).check()
    page.get_by_label("Name").fill("Website CMS")
    page.get_by_label("Address").fill("http://127.0.0.1:9/hush-token")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#secret")).to_have_text(re.compile("^whsec_"))
    sound(page)

    page.goto("/settings/deliveries")
    expect(page.locator("main")).not_to_contain_text("whsec_")
    expect(page.locator("main")).not_to_contain_text("hush")
    page.get_by_role("button", name="Send a test to Website CMS").click()
    expect(page.get_by_role("region", name="Deliveries, newest first")).to_contain_text("a test")
    page.reload()
    row = page.get_by_role("region", name="Deliveries, newest first").get_by_role("row").nth(1)
    expect(row).to_contain_text("Website CMS")
    sound(page)
    page.get_by_role("button", name="Delete Website CMS").click()
    expect(page.get_by_role("button", name="Delete Website CMS")).to_have_count(0)
