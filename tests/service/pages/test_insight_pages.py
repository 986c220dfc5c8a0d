"""The pages about many documents: what they show, where they lead, and that they hurt nobody."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from lxml import html
from playwright.sync_api import Browser

from service.app import create_app
from service.nouns import AlignmentQuery, LedgerQuery
from service.parts import Parts
from tests.exporters.insight_samples import HOSTILE as NAMES
from tests.service.pages.insight_stand_in import EMPTY, HOSTILE, LARGE, SMALL, sample_parts
from tests.service.pages.looking import looked_at
from tests.service.serving import served

STATES = {
    "alignment": "/alignment",
    "alignment-weeks": "/alignment?by=week",
    "alignment-small": f"/alignment?kit={SMALL}",
    "alignment-hostile": f"/alignment?kit={HOSTILE}",
    "alignment-empty": f"/alignment?kit={EMPTY}",
    "alignment-none": "/alignment?team=nobody",
    "claims": "/claims",
    "claims-found": "/claims?text=minutes&page=2",
    "claims-none": "/claims?text=nothing+has+these",
    "claims-hostile": f"/claims?kit={HOSTILE}",
    "claims-empty": f"/claims?kit={EMPTY}",
    "claim": "/claims/c0ffee01",
}


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    return sample_parts(Path(tmp_path_factory.mktemp("insight")))


@pytest.fixture(scope="module")
def address(sampled: Parts) -> Iterator[str]:
    with served(create_app(sampled)) as url:
        yield url


@pytest.fixture
def client(address: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=address, timeout=30) as asking:
        yield asking


def page(client: httpx2.Client, path: str) -> html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return html.document_fromstring(answer.text)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("name", STATES)
def test_a_page_hurts_nobody(name: str, address: str, chromium: Browser) -> None:
    context = chromium.new_context(base_url=address)
    shown = context.new_page()
    said: list[str] = []
    shown.on("console", lambda message: said.append(message.text))
    shown.goto(STATES[name])

    problems = looked_at(shown, name)
    context.close()

    assert problems == []
    assert said == []


def test_alignment_starts_with_a_sentence_and_asks_for_what_is_chosen(
    client: httpx2.Client, sampled: Parts
) -> None:
    shown = page(
        client,
        f"/alignment?kit={LARGE}&by=channel&team=sales&audience=buyers&label=region%3Dnorth&since=2026-01-05&until=no-day",
    )

    asked = sampled.insight.asked[-1]  # type: ignore[attr-defined]
    assert isinstance(asked, AlignmentQuery)
    assert (asked.kit, asked.by, asked.team, asked.labels) == (LARGE, "channel", "sales", {"region": "north"})
    assert (str(asked.since), asked.until) == ("2026-01-05", None)
    assert words(shown.xpath("//*[@class='opening']")[0]).startswith("Sales leads with low cost (36 of 52")
    assert asked.audience == "buyers"
    for field, value in (("by", "channel"), ("audience", "buyers")):
        assert shown.xpath(f"//select[@name='{field}']/option[@selected]/@value") == [value]


def test_every_quote_leads_to_its_words(client: httpx2.Client) -> None:
    links = page(client, "/alignment").xpath("//blockquote//@href")

    assert links
    assert all(link.startswith("/reports/") and "#:~:text=" in link for link in links)


@pytest.mark.parametrize("where", ["/alignment", "/claims"])
@pytest.mark.parametrize(("name", "begins"), [("csv", b""), ("pdf", b"%PDF-"), ("pptx", b"PK")])
def test_files_are_saved_with_what_is_chosen(
    where: str, name: str, begins: bytes, client: httpx2.Client, sampled: Parts
) -> None:
    links = page(client, f"{where}?team=support").xpath("//a[@download]/@href")
    link = next(one for one in links if f"/as/{name}?" in one)

    answer = client.get(link)

    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert sampled.insight.asked[-1].team == "support"  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["/alignment/as/exe", "/claims/as/html", "/claims/00000000"])
def test_what_is_not_there_is_not_found(path: str, client: httpx2.Client) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (f"/alignment?kit={EMPTY}", "No documents yet"),
        ("/alignment?team=nobody", "No document fits"),
        (f"/alignment?kit={SMALL}", "No team has 5 documents yet"),
        (f"/claims?kit={EMPTY}", "No documents yet"),
        ("/claims?text=nothing+has+these", "No claim fits"),
        ("/claims?page=99", "No claim fits"),
    ],
)
def test_each_empty_state_says_what_to_do(path: str, said: str, client: httpx2.Client) -> None:
    assert said in words(page(client, path).xpath("//main")[0])


def test_conflicts_come_before_what_expires_and_the_claims(client: httpx2.Client) -> None:
    headings = [words(one) for one in page(client, "/claims").xpath("//main//h2")]

    assert headings[:3] == ["Documents contradict each other", "Approved claims that end", "All claims"]


def test_claims_come_a_page_at_a_time(client: httpx2.Client) -> None:
    first, last = page(client, "/claims?text=minutes"), page(client, "/claims?text=minutes&page=3")

    assert len(first.xpath("//table[@class='claims']/tbody/tr")) == 50
    assert "page 1 of 3" in words(first)
    forward = first.xpath("//*[@class='pager']/a/@href")
    assert [parse_qs(urlsplit(one).query)["page"] for one in forward] == [["2"]]
    assert len(last.xpath("//table[@class='claims']/tbody/tr")) < 50


def test_claims_are_filtered_by_standing_and_words(client: httpx2.Client, sampled: Parts) -> None:
    shown = page(client, "/claims?standing=expired&text=iso")

    asked = sampled.insight.asked[-1]  # type: ignore[attr-defined]
    assert isinstance(asked, LedgerQuery)
    assert (asked.standing, asked.text) == ("expired", "iso")
    assert [words(one) for one in shown.xpath("//tbody//th")] == ["“Certified to ISO 27001.”"]


def test_a_claim_shows_all_its_wordings_and_what_contradicts_it(client: httpx2.Client) -> None:
    shown = page(client, page(client, "/claims").xpath("//tbody//th//@href")[0])

    said = words(shown.xpath("//main")[0])
    for part in (
        "2 wordings",
        "You are set up in ten minutes.",
        "Ops desk",
        "https://proof.example/setup",
        "one day",
    ):
        assert part in said
    assert shown.xpath("//blockquote//@href")


def test_names_are_never_markup(client: httpx2.Client) -> None:
    for path in (f"/alignment?kit={HOSTILE}", f"/claims?kit={HOSTILE}"):
        shown = page(client, path)
        assert shown.xpath("//main//script") == []
        assert NAMES[0] in words(shown.xpath("//main")[0])


def test_the_style_is_sent_as_a_style(client: httpx2.Client) -> None:
    answer = client.get("/insight/style.css")

    assert answer.headers["content-type"].startswith("text/css")
    assert ".chart .f-heat-1" in answer.text
