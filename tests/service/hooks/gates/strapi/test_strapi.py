"""A real Strapi 5 asks a real service before it publishes."""

import json
import socket
import time
import uuid
from collections.abc import Callable, Iterator
from typing import TypeVar

import httpx2
import pytest

from service.exchange.hooks import HookDeliveryQuery
from service.nouns.hooks import DeliveryState, HookDelivery
from tests.service.hooks.gates.conftest import Service
from tests.service.hooks.gates.strapi.conftest import HOOK
from tests.service.hooks.gates.strapi.running import Strapi

pytestmark = pytest.mark.usefixtures("settled")

GOOD = "Learn it between two swimmers: the Lane Board is there when your team looks up."
BAD = "Call the helpdesk of Otter Mere, and bring your SplashPass."
T = TypeVar("T")
PATIENCE = 60.0
"""Seconds for a delivery to be checked on a busy machine."""


@pytest.fixture
def nowhere() -> Iterator[str]:
    """Return an address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


def story(text: str) -> list[dict[str, object]]:
    return [{"type": "paragraph", "children": [{"type": "text", "text": text}]}]


def test_what_breaks_an_error_level_guideline_is_not_published_and_the_editor_sees_why(cms: Strapi):
    article = cms.drafted(title="A calm desk", story=story(BAD))

    answer = cms.publish(article)

    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["name"] == "ValidationError"
    assert error["message"].startswith("Not published: ")
    assert {tuple(each["path"]) for each in error["details"]["errors"]} == {("story",)}
    assert any("SplashPass" in each["message"] for each in error["details"]["errors"])
    assert error["details"]["brandcheck"]["url"].startswith("http")
    assert cms.published(article) is None


def test_the_mended_one_is_published_checked_once_more_and_keeps_the_verdict(
    cms: Strapi, brandcheck: Service
):
    article = cms.drafted(title="A calm desk", story=story(BAD))
    assert cms.publish(article).status_code == 400

    answer = cms.publish(article, title="A calm desk", story=story(GOOD))

    assert answer.status_code == 200, answer.text
    verdict = _verdict(cms, article)
    assert verdict["verdict"] == "pass"
    assert verdict["report"].startswith(f"{brandcheck.parts.service.address}/reports/")
    (delivery,) = _ended(brandcheck, article)
    assert (delivery.state, delivery.repeats) == (DeliveryState.DONE, 0)
    asked = httpx2.get(f"{brandcheck.url}/v1/checks", params={"document": delivery.document}, timeout=30)
    made = {check["id"] for check in asked.json()["items"]}
    assert len(made) == 3
    assert made > set(delivery.checks)
    assert cms.status(article) == "published"


def test_changes_that_are_refused_stay_out_of_the_draft_too(cms: Strapi):
    article = cms.drafted(title="A calm desk", story=story(GOOD))
    cms.publish(article)

    answer = cms.publish(article, title="A calm desk", lead=BAD, story=story(GOOD))

    assert answer.status_code == 400
    assert cms.published(article)["lead"] is None
    assert cms.status(article) == "published"


@pytest.mark.parametrize(
    ("place", "article", "field"),
    [
        ("articles", {"title": "A calm desk", "body": f"## News\n\n{BAD}"}, ["body"]),
        (
            "articles",
            {"title": "A calm desk", "sections": [{"__component": "page.list", "items": [{"words": BAD}]}]},
            ["sections", "0", "items", "0", "words"],
        ),
        ("notes", {"text": BAD}, ["text"]),
    ],
)
def test_the_content_api_is_refused_the_same(
    cms: Strapi, place: str, article: dict[str, object], field: list[str]
):
    mark = uuid.uuid4().hex
    marked = json.loads(json.dumps(article).replace(BAD, f"{BAD} {mark}"))

    answer = cms.api.post(f"/api/{place}", json={"data": marked})

    assert answer.status_code == 400
    assert answer.json()["error"]["details"]["errors"][0]["path"] == field
    for status in ("draft", "published"):
        everything = {"status": status, "pagination[pageSize]": 100, "populate": "*"}
        assert mark not in cms.api.get(f"/api/{place}", params=everything).text


def test_drafts_and_private_words_are_nobodys_business(cms: Strapi):
    article = cms.drafted(title="A calm desk", notes=BAD, lead=GOOD)
    draft = cms.api.post("/api/articles", params={"status": "draft"}, json={"data": {"title": BAD}})

    assert draft.status_code == 201
    assert cms.publish(article).status_code == 200


def test_with_the_service_down_its_policy_holds(cms: Strapi, nowhere: str):
    article = cms.drafted(title="A calm desk", story=story(BAD))
    cms.set(url=nowhere, unreachable="refuse")

    refused = cms.publish(article)

    assert refused.status_code == 400
    assert refused.json()["error"]["name"] == "ApplicationError"
    assert "Brandcheck can’t be reached (ECONNREFUSED)" in refused.json()["error"]["message"]
    assert cms.published(article) is None

    cms.set(unreachable="publish")

    assert cms.publish(article).status_code == 200


def test_a_wrong_key_is_refused_and_the_log_says_why(cms: Strapi):
    article = cms.drafted(title="A calm desk", story=story(GOOD))
    cms.set(key="another")

    refused = cms.publish(article)

    assert refused.status_code == 400
    assert "Brandcheck does not accept this site’s key (401)." in refused.json()["error"]["message"]
    assert cms.published(article) is None
    assert "Brandcheck does not accept this site’s key (401)." in cms.log.read_text()

    cms.set(unreachable="always")

    assert cms.publish(article).status_code == 200


def test_a_verdict_that_nobody_signed_is_not_taken(cms: Strapi):
    answer = cms.api.post("/api/brandcheck/verdicts", json={"data": {"document": "strapi/api::note.note/x"}})

    assert answer.status_code == 401


def _verdict(cms: Strapi, article: str) -> dict[str, str]:
    return _soon(lambda: (cms.published(article) or {}).get("brandcheck"))


def _ended(brandcheck: Service, article: str) -> list[HookDelivery]:
    """Return an article's deliveries, once all have ended."""

    def ended() -> list[HookDelivery]:
        found, _ = brandcheck.parts.hooks.deliveries(HookDeliveryQuery(), HOOK)
        ours = [each for each in found if each.document.endswith(article)]
        return ours if all(one.finished for one in ours) else []

    return _soon(ended)


def _soon(read: Callable[[], T]) -> T:
    """Return what *read* returns as soon as that is something."""
    deadline = time.monotonic() + PATIENCE
    while not (found := read()):
        if time.monotonic() > deadline:
            pytest.fail("It did not happen.")
        time.sleep(0.1)
    return found
