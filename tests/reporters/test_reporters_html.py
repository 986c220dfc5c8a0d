import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from itertools import pairwise

import pytest
from lxml import html

from checker.presentation.neutral import neutral
from checker.reporters import html as reporter
from tests.reporters.report_builders import document, finding, report
from tests.reporters.report_samples import HOSTILE, KIT, batch, deck, faulty, unjudged

LOADING = {"src", "srcset", "poster", "data", "action", "formaction", "background", "ping", "manifest"}


@pytest.fixture
def text(written: Callable[[str], str]) -> str:
    return written("html")


@pytest.fixture
def page(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def _one(*checked: object) -> html.HtmlElement:
    return html.document_fromstring("".join(reporter.render(checked, kit=KIT)))


def test_the_page_refers_to_nothing_outside_itself(page: html.HtmlElement) -> None:
    for element in page.iter(html.etree.Element):
        assert not LOADING & set(element.attrib), element.tag
        assert element.get("href", "#").startswith("#")
    assert not page.xpath("//link|//base|//iframe|//object|//embed|//img|//meta[@http-equiv='refresh']")
    assert not re.search(r"url\(|@import", page.xpath("string(//style)"))


def test_no_markup_of_a_draft_becomes_markup_of_the_page(page: html.HtmlElement) -> None:
    assert len(page.xpath("//script")) == 1
    assert not [name for e in page.iter(html.etree.Element) for name in e.attrib if name.startswith("on")]
    assert not page.xpath("//b|//i|//@style")
    assert page.xpath("//a[contains(@class, 'mark')][text()=\"<script>alert('pwned')</script>\"]")


def test_the_policy_names_the_only_style_and_the_only_script(page: html.HtmlElement) -> None:
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")

    for tag in ("style", "script"):
        digest = b64encode(sha256(page.xpath(f"//{tag}")[0].text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_every_link_leads_somewhere_and_every_name_is_given_once(page: html.HtmlElement) -> None:
    names = page.xpath("//@id")
    wanted = {href[1:] for href in page.xpath("//@href")}
    told = {name for names in page.xpath("//@aria-labelledby|//@aria-describedby") for name in names.split()}

    assert len(names) == len(set(names))
    assert wanted | told <= set(names)


def test_the_draft_is_shown_whole(page: html.HtmlElement) -> None:
    section = next(
        s for s in page.xpath("//article[contains(@class, 'document')]") if "7*7" in s.text_content()
    )
    for number in section.xpath(".//sup"):
        number.drop_tree()

    shown = [paragraph.text_content() for paragraph in section.xpath(".//div[contains(@class, 'paper')]/p")]

    assert shown == neutral(HOSTILE).split("\n")


def test_quotations_that_start_together_are_both_linked() -> None:
    draft = document("d.md", "Cheap parcels now.\n")
    two = [finding(draft, "calm", quote, "off-voice", "Hype.") for quote in ("Cheap", "Cheap parcels")]

    page = _one(report(draft, *two))

    links = page.xpath("//blockquote/a/@href")
    assert len(links) == 2
    assert all(page.get_element_by_id(link[1:]) is not None for link in links)


def test_words_that_the_text_does_not_hold_are_shown_without_a_link() -> None:
    draft = document("d.md", "Cheap parcels now.\n")
    found = finding(draft, "calm", "Cheap", "off-voice", "Hype.")
    beyond = found.location.model_copy(update={"start": 900, "end": 905})

    page = _one(report(draft, found.model_copy(update={"location": beyond})))

    assert page.xpath("string(//blockquote)") == "Cheap"
    assert not page.xpath("//blockquote/a")


def test_cards_say_all_that_is_known_of_a_finding() -> None:
    first = _one(faulty()).xpath("//article[contains(@class, 'card')]")[0].text_content()

    for words in ("Error", "Off message", "The cheapest parcels in Britain", "Price is never the headline."):
        assert words in first
    for words in ("price-is-no-headline", "sells a low price", "Parcels in one click", "Found by rule"):
        assert words in first


def test_a_deck_is_shown_slide_by_slide_with_notes_beneath() -> None:
    page = _one(deck())

    assert page.xpath("//h4[@class='part']/text()") == ["Slide 1", "Slide 2", "Slide 3, hidden"]
    assert (
        page.xpath("//div[@class='beneath']//p")[0].text_content().startswith("Say that we undercut everyone")
    )


def test_one_document_has_no_tables_and_many_have_both(page: html.HtmlElement) -> None:
    single = _one(faulty())

    assert not single.xpath("//table[@class='documents' or @class='teams']")
    assert len(page.xpath("//table[@class='documents']/tbody/tr")) == len(batch())
    assert page.xpath("//table[@class='teams']/tbody/tr[1]/td/text()") == ["1 of 2", "1 of 2", "0 of 2"]


def test_an_incomplete_check_is_announced_before_its_verdict() -> None:
    page = _one(unjudged())

    banner = page.xpath("//div[@class='banner']")[0].text_content()

    assert "was not checked whole" in banner
    assert "the judge did not answer in 30 seconds" in banner


def test_headings_go_down_one_level_at_a_time(page: html.HtmlElement) -> None:
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
