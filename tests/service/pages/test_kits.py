"""The Kits pages in a real browser: read, edited, published, compared, imported, with scripts and without."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from service.nouns import LOCAL
from service.parts import Parts
from tests.service.kits.conftest import KIT
from tests.service.pages.conftest import PATIENCE, _refuse_strangers
from tests.service.pages.looking import looked_at

Open = Callable[..., Page]
GUIDE = """\
# Acme guide

## Words

- Don't say "cheap". Say "low-cost".
- Never write "world-class".

## History

We began in a shed in 1998, and it rained.
"""


@pytest.fixture
def kit(service_parts: Parts, service_url: str) -> str:  # noqa: ARG001 - the service runs
    """Return the id of a published kit."""
    return published(service_parts)


def published(parts: Parts) -> str:
    """Publish a kit, and return its id."""
    name = f"kit-{uuid4().hex[:12]}"
    parts.kits.put(name, KIT, by=LOCAL)
    parts.kits.publish(name, 1, by=LOCAL)
    return name


@pytest.fixture
def open_page(chromium: Browser, service_url: str) -> Iterator[Open]:
    """Return what opens a page of its own; a test fails where it logs an error or asks another host."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def start(address: str, **how: object) -> Page:
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, base_url=service_url, **how)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "console", lambda said: troubles.append(said.text) if "Content Security" in said.text else None
        )
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        page.on("request", lambda asked: _refuse_strangers(asked.url, service_url, troubles))
        page.goto(address)
        return page

    yield start
    for context in contexts:
        context.close()
    assert troubles == []


BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


@BOTH
def test_a_guideline_is_edited_and_published(
    open_page: Open, kit: str, service_parts: Parts, *, scripts: bool
) -> None:
    page = open_page("/kits", java_script_enabled=scripts)
    page.locator(f"a[href='/kits/{kit}']").click()
    page.get_by_role("article", name="calm").get_by_role("link", name="Edit calm").click()
    page.get_by_label("Guideline", exact=True).fill("Be calm, whoever writes.")
    page.get_by_label("On-brand examples").fill("We will look into it.\nThank you: noted.")
    page.get_by_role("button", name="Save in the draft").click()

    expect(page.get_by_role("status").filter(has_text="Saved in the draft")).to_be_visible()
    expect(page.get_by_role("article", name="calm")).to_contain_text("Be calm, whoever writes.")
    expect(page.locator(".banner").filter(has_text="This is a draft")).to_contain_text("version 1")
    page.get_by_role("link", name="Publish…").click()
    expect(page.locator(".sentence")).to_contain_text("nothing changes")
    page.get_by_label("What changed").fill("Calmer.")
    page.get_by_role("button", name="Publish version 2").click()
    expect(page.get_by_role("status").filter(has_text="Published.")).to_be_visible()
    published = service_parts.records.kits.published(kit)
    assert published is not None
    assert (published.number, published.note) == (2, "Calmer.")
    assert "# why: see below" in published.source
    assert '- "Thank you: noted."' in published.source


@BOTH
def test_a_guideline_is_added_and_removed(open_page: Open, kit: str, *, scripts: bool) -> None:
    page = open_page(f"/kits/{kit}", java_script_enabled=scripts)
    page.get_by_role("link", name="Add a guideline").click()
    page.get_by_label("Id", exact=True).fill("warm")
    page.get_by_label("Kind").select_option("voice")
    page.get_by_label("Guideline", exact=True).fill("Be warm.")
    page.get_by_role("button", name="Add to the draft").click()
    expect(page.get_by_role("article", name="warm")).to_contain_text("Be warm.")

    page.get_by_role("link", name="Edit warm").click()
    page.get_by_text("Remove this guideline…").click()
    page.get_by_role("button", name="Remove warm").click()

    expect(page.get_by_role("article", name="calm")).to_be_visible()
    expect(page.get_by_role("article", name="warm")).to_have_count(0)


def test_what_is_wrong_is_said_and_what_was_typed_stays(open_page: Open, kit: str) -> None:
    page = open_page(f"/kits/{kit}/edit?guideline=calm")
    page.get_by_text("Sharper:").click()
    page.get_by_label("Holds until").fill("soon")
    page.get_by_label("Guideline", exact=True).fill("Typed at length.")
    page.get_by_role("button", name="Save in the draft").click()

    expect(page.get_by_role("alert")).to_contain_text("is not a date")
    expect(page.get_by_label("Guideline", exact=True)).to_have_value("Typed at length.")
    expect(page.get_by_label("Holds until")).to_have_value("soon")


@BOTH
def test_two_people_on_one_guideline_lose_nothing(open_page: Open, kit: str, *, scripts: bool) -> None:
    ada, ben = (open_page(f"/kits/{kit}/edit?guideline=calm", java_script_enabled=scripts) for _ in range(2))
    ada.get_by_label("Guideline", exact=True).fill("Be calm, says Ada.")
    ada.get_by_role("button", name="Save in the draft").click()
    expect(ada.get_by_role("article", name="calm")).to_contain_text("says Ada")

    ben.get_by_label("Guideline", exact=True).fill("Be calm, says Ben.")
    ben.get_by_role("button", name="Save in the draft").click()

    expect(ben.get_by_role("alert")).to_contain_text("Somebody else has changed this guideline")
    expect(ben.get_by_label("Guideline", exact=True)).to_have_value("Be calm, says Ben.")
    expect(ben.get_by_label("What they saved")).to_contain_text("Be calm, says Ada.")
    ben.get_by_role("button", name="Save mine").click()
    expect(ben.get_by_role("article", name="calm")).to_contain_text("says Ben")


def test_two_people_on_two_guidelines_keep_both_changes(open_page: Open, kit: str) -> None:
    ada = open_page(f"/kits/{kit}/edit?guideline=calm")
    ben = open_page(f"/kits/{kit}/edit?guideline=price")
    ada.get_by_label("Guideline", exact=True).fill("Be calm, says Ada.")
    ada.get_by_role("button", name="Save in the draft").click()
    expect(ada.get_by_role("article", name="calm")).to_contain_text("says Ada")

    ben.get_by_label("Guideline", exact=True).fill("Never on price, says Ben.")
    ben.get_by_role("button", name="Save in the draft").click()

    expect(ben.get_by_role("status").filter(has_text="Somebody else")).to_contain_text("both are kept")
    expect(ben.get_by_role("article", name="calm")).to_contain_text("says Ada")
    expect(ben.get_by_role("article", name="price")).to_contain_text("says Ben")


def test_a_guideline_that_somebody_removed_can_be_added_again(open_page: Open, kit: str) -> None:
    ada, ben = (open_page(f"/kits/{kit}/edit?guideline=calm") for _ in range(2))
    ada.get_by_text("Remove this guideline…").click()
    ada.get_by_role("button", name="Remove calm").click()
    expect(ada.get_by_role("article", name="calm")).to_have_count(0)

    ben.get_by_label("Guideline", exact=True).fill("Be calm after all.")
    ben.get_by_role("button", name="Save in the draft").click()
    expect(ben.get_by_role("alert")).to_contain_text("has removed this guideline")
    ben.get_by_role("button", name="Save mine").click()

    expect(ben.get_by_role("article", name="calm")).to_contain_text("Be calm after all.")


def test_two_people_on_the_yaml_lose_nothing(open_page: Open, kit: str) -> None:
    ada, ben = (open_page(f"/kits/{kit}/yaml") for _ in range(2))
    box = "The whole kit; comments stay as they are"
    ada.get_by_label(box).fill(KIT + "# Ada's\n")
    ada.get_by_role("button", name="Save in the draft").click()
    expect(ada.get_by_role("status").filter(has_text="Saved")).to_be_visible()

    ben.get_by_label(box).fill(KIT + "# Ben's\n")
    ben.get_by_role("button", name="Save in the draft").click()

    expect(ben.get_by_role("alert")).to_contain_text("Somebody else has changed this kit")
    assert ben.get_by_label(box).input_value().endswith("# Ben's\n")
    expect(ben.locator(".diff")).to_contain_text("Ada")
    ben.get_by_role("button", name="Save mine").click()
    expect(ben.get_by_role("status").filter(has_text="Saved")).to_be_visible()


def test_the_yaml_says_what_is_wrong_by_line(open_page: Open, kit: str) -> None:
    page = open_page(f"/kits/{kit}/yaml")
    box = page.get_by_label("The whole kit; comments stay as they are")
    box.fill(KIT.replace("kind: voice", "kind: vioce"))
    page.get_by_role("button", name="Save in the draft").click()

    expect(page.get_by_role("alert")).to_contain_text("line 17:")
    expect(page.get_by_role("alert")).to_contain_text('did you mean "voice"')
    assert "vioce" in box.input_value()


def test_a_preview_shows_what_changes_verdict_and_how_far_it_is(
    open_page: Open, kit: str, http: httpx2.Client, service_parts: Parts
) -> None:
    new = {"text": "# A splendid day", "kit": kit, "name": "day.md", "team": "sales"}
    http.post("/v1/checks", json=new, params={"wait": 30}).raise_for_status()
    service_parts.kits.put(kit, KIT.replace("phrases: [cheap]", "phrases: [splendid]"), by=LOCAL)

    page = open_page(f"/kits/{kit}/publish")

    expect(page.locator(".sentence")).to_contain_text("1 of 1 stored document changes verdict.")
    row = page.get_by_role("row").filter(has_text="A splendid day")
    expect(row).to_contain_text("passes")
    expect(row).to_contain_text("fails")
    expect(row.get_by_role("link")).to_have_attribute("href", re.compile("/reports/[0-9a-f]{32}"))


def test_a_draft_that_changed_is_not_published_unseen(
    open_page: Open, kit: str, service_parts: Parts
) -> None:
    service_parts.kits.put(kit, KIT + "# one\n", by=LOCAL)
    page = open_page(f"/kits/{kit}/publish")
    service_parts.kits.put(kit, KIT + "# two\n", by=LOCAL)

    page.get_by_role("button", name="Publish version 2").click()

    expect(page.get_by_role("alert")).to_contain_text("Nothing was published")
    assert service_parts.kits.get(kit).published == 1


@BOTH
def test_versions_are_compared_and_rolled_back_to(
    open_page: Open, kit: str, service_parts: Parts, *, scripts: bool
) -> None:
    service_parts.kits.put(kit, KIT.replace("Be calm.", "Be quiet."), by=LOCAL)
    service_parts.kits.publish(kit, 2, by=LOCAL)
    page = open_page(f"/kits/{kit}/history", java_script_enabled=scripts)
    page.get_by_role("button", name="Compare").click()

    expect(page.locator(".diff del")).to_have_text("calm")
    expect(page.locator(".diff ins")).to_have_text("quiet")
    expect(page.locator("p").filter(has_text="Changed:")).to_have_text("Changed: calm")
    page.get_by_role("link", name="History").click()
    page.get_by_text("Roll back…").click()
    page.get_by_role("button", name="Roll back to version 1").click()
    expect(page.get_by_role("status").filter(has_text="Rolled back.")).to_be_visible()
    assert service_parts.kits.get(kit).published == 1


def test_a_draft_is_discarded(open_page: Open, kit: str, service_parts: Parts) -> None:
    service_parts.kits.put(kit, KIT + "# more\n", by=LOCAL)
    page = open_page(f"/kits/{kit}")
    page.get_by_text("Discard…").click()
    page.get_by_role("button", name="Discard the draft").click()

    expect(page.get_by_role("status").filter(has_text="The draft is gone.")).to_be_visible()
    assert service_parts.kits.get(kit).draft is None


@BOTH
def test_tests_stand_beside_the_guideline(open_page: Open, kit: str, *, scripts: bool) -> None:
    page = open_page(f"/kits/{kit}/edit?guideline=price", java_script_enabled=scripts)
    if not scripts:
        page.get_by_role("link", name="Run its examples").click()
        while page.get_by_role("link", name="See how far it is").count():
            page.get_by_role("link", name="See how far it is").click()

    expect(page.get_by_text("2 of 2")).to_be_visible()


@BOTH
def test_a_guide_is_imported_and_reviewed_beside_its_words(
    open_page: Open, tmp_path: Path, *, scripts: bool
) -> None:
    guide = tmp_path / "guide.md"
    guide.write_text(GUIDE, encoding="utf-8")
    name = f"kit-{uuid4().hex[:12]}"
    page = open_page("/kits/import", java_script_enabled=scripts)
    page.get_by_label("The guide").set_input_files(guide)
    page.get_by_label("Id of the kit").fill(name)
    page.get_by_role("button", name="Import", exact=True).click()

    expect(page.get_by_role("heading", name="What was understood, beside the guide")).to_be_visible()
    assert page.url.endswith(f"/kits/{name}/source")
    pair = page.locator(".pair").filter(has_text="cheap").first
    expect(pair.locator("mark").first).to_contain_text('Say "low-cost"')
    expect(pair.locator("figcaption").first).to_contain_text("line 5")
    expect(page.get_by_text("We began in a shed").first).to_be_visible()


def test_a_guide_that_says_nothing_is_refused(open_page: Open, tmp_path: Path) -> None:
    guide = tmp_path / "guide.md"
    guide.write_text("Hello.", encoding="utf-8")
    page = open_page("/kits/import")
    page.get_by_label("The guide").set_input_files(guide)
    page.get_by_role("button", name="Import", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("nothing in it reads like a guideline")


@BOTH
def test_a_kit_is_written_from_nothing(open_page: Open, *, scripts: bool) -> None:
    name = f"kit-{uuid4().hex[:12]}"
    page = open_page("/kits/new", java_script_enabled=scripts)
    page.get_by_label("Id").fill("Not an id")
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_role("alert")).to_contain_text("small letters")
    page.get_by_label("Id").fill(name)
    page.get_by_role("button", name="Save as a draft").click()

    expect(page.get_by_role("heading", name="Your brand")).to_be_visible()
    expect(page.get_by_text("Nothing can be held against it")).to_be_visible()


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_scripts_in_a_kit_are_words(open_page: Open, service_parts: Parts, service_url: str) -> None:
    name = f"kit-{uuid4().hex[:12]}"
    odd = '"><b>main</b>'.replace(" ", "-")
    guide = f'# {SCRIPT}\n\n- Never say "{SCRIPT}".\n'
    version = service_parts.kits.import_guide(f"{SCRIPT}.md", guide.encode(), by=LOCAL, kit=name)
    source = f"""\
brand: {SCRIPT!r}
guidelines:
  # line 3: {SCRIPT}
  - id: {odd!r}
    kind: term
    text: {SCRIPT!r}
    owner: {SCRIPT!r}
    terms: [{SCRIPT!r}]
    examples: {{on_brand: [{SCRIPT!r}], off_brand: ["\u202e{SCRIPT}"]}}
  - {{id: main, kind: voice, text: A.}}
# {SCRIPT}:
# - {SCRIPT}
"""
    service_parts.kits.put(name, source, by=LOCAL, note=SCRIPT, expected=version.digest)
    page = open_page(f"/kits/{name}")

    for address in ("", "/source", "/yaml", "/history", "/publish", f"/edit?guideline={odd}", "/tests"):
        page.goto(f"{service_url}/kits/{name}{address}")
        assert page.locator("main script, main img, main b").count() == 0
        assert page.locator("#main").count() == 1
    page.goto(f"{service_url}/kits")
    expect(page.get_by_role("row").filter(has_text=name)).to_contain_text("<script>")


@pytest.fixture(scope="module")
def rich(service_parts: Parts, service_url: str) -> str:  # noqa: ARG001 - the service runs
    """Return the id of a kit with a guide, two versions and something wrong."""
    kit = published(service_parts)
    guide = GUIDE + "".join(f"- Never say “word{number}”.\n" for number in range(5))
    service_parts.kits.import_guide("guide.md", guide.encode(), by=LOCAL, kit=kit)
    return kit


PLACES = {
    "list": "/kits",
    "kit": "/kits/ottermere",
    "draft": "/kits/{}",
    "edit": "/kits/ottermere/edit?guideline=one-price",
    "add": "/kits/{}/add",
    "yaml": "/kits/{}/yaml",
    "history": "/kits/{}/history",
    "diff": "/kits/{}/diff?from=1&to=2",
    "publish": "/kits/{}/publish",
    "source": "/kits/{}/source",
    "new": "/kits/new",
    "import": "/kits/import",
    "tests": "/kits/{}/tests",
}


@pytest.mark.parametrize("name", PLACES)
def test_every_page_is_accessible_and_fits(open_page: Open, rich: str, name: str) -> None:
    page = open_page(PLACES[name].format(rich), reduced_motion="reduce")
    page.wait_for_load_state("networkidle")

    assert looked_at(page, f"kits-{name}") == []
