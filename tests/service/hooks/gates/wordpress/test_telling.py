"""What the plugin tells Brandcheck, and what it lets Brandcheck tell it."""

import datetime
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from service.hooks.connectors import wordpress as connector
from service.hooks.protocol import Received
from service.nouns.hooks import FieldKind, Hook, System
from tests.service.hooks.gates.wordpress.conftest import SECRET
from tests.service.hooks.gates.wordpress.site import WordPress

HOOK = Hook(name="website", system=System.WORDPRESS, kit="acme")
PUBLISH = """return wp_insert_post(wp_slash(array(
    'post_title' => 'Swim &amp; <i>smile</i>', 'post_status' => 'publish', 'post_content' => $given,
)));"""
BODY = "<!-- wp:p -->\n<p>Learn it between two [caption]swimmers[/caption].</p>\n<!-- /wp:p -->"
READ = f"             \n<p>Learn it between two {' ' * 9}swimmers{' ' * 10}.</p>\n              "
PENDING = "return get_post_meta($given, '_brandcheck_pending', true) ?: null;"
SENT = "return get_post_meta($given, '_brandcheck_sent', true) ?: null;"
SCHEDULED = "return wp_next_scheduled('brandcheck_deliver', $given) ?: 0;"
DELIVER = """
    $seen = array();
    add_filter('pre_http_request', function ($known, $how, $url) use (&$seen, $given) {
        if (strpos($url, '/v1/hooks/') === false) { return $known; }
        $seen[] = array('url' => $url, 'headers' => $how['headers'], 'body' => $how['body']);
        return array('response' => array('code' => $given['status']), 'body' => '{}', 'headers' => array());
    }, 10, 3);
    Brandcheck\\Deliveries::deliver($given['post'], $given['name']);
    return $seen;
"""
GIVE_UP = """
    $body = '';
    add_filter('pre_http_request', function ($known, $how, $url) use (&$body) {
        $body = strpos($url, '/v1/hooks/') === false ? $body : $how['body'];
        return array('response' => array('code' => 503), 'body' => '{}', 'headers' => array());
    }, 10, 3);
    $seen = array();
    for ($try = 1; $try <= 8; $try++) {
        Brandcheck\\Deliveries::deliver($given[0], $given[1]);
        $pending = get_post_meta($given[0], '_brandcheck_pending', true);
        $seen[] = array(json_decode($body, true), $pending ?: null);
    }
    return $seen;
"""


@pytest.fixture
def published(wordpress: WordPress) -> Iterator[int]:
    """Return the number of a post that went public, of which nobody has been told yet."""
    post = wordpress.run(
        "add_filter('pre_http_request', fn() => new WP_Error('away', 'away'));" + PUBLISH, BODY
    )
    assert isinstance(post, int)
    yield post
    wordpress.run("wp_delete_post($given, true);", post)


def deliver(wordpress: WordPress, post: int, name: str, status: int) -> list[dict[str, Any]]:
    """Return what is sent of a delivery, which is answered with *status*."""
    seen = wordpress.run(DELIVER, {"post": post, "name": name, "status": status})
    assert isinstance(seen, list)
    return seen


def received(sent: dict[str, Any]) -> Received:
    """Return what was *sent* as it arrives."""
    headers = {name.lower(): value for name, value in sent["headers"].items()}
    at = datetime.datetime.now(datetime.UTC)
    return Received("POST", sent["url"], headers, sent["body"].encode(), at)


def test_a_delivery_is_what_the_connector_takes(wordpress: WordPress, published: int) -> None:
    pending: Any = wordpress.run(PENDING, published)

    (sent,) = deliver(wordpress, published, pending["id"], 202)

    arrived = received(sent)
    connector.verify(arrived, [SECRET], window=300)
    (event,) = connector.events(arrived, HOOK)
    (version,) = connector.versions(event.content, event, HOOK)
    assert (event.id, event.name, event.version) == (pending["id"], "post.published", pending["version"])
    assert event.document == f"wordpress/{wordpress.url.removeprefix('http://')}/{published}"
    assert (version.title, version.locale) == ("Swim & smile", "en-US")
    texts = [(field.path, field.kind, field.text, field.is_title) for field in version.fields]
    assert texts == [
        ("/title", FieldKind.TEXT, "Swim & smile", True),
        ("/content", FieldKind.HTML, READ, False),
    ]
    assert wordpress.run(PENDING, published) is None
    assert deliver(wordpress, published, pending["id"], 202) == []


def test_what_is_not_taken_is_sent_again_under_the_same_name_and_given_up_at_last(
    wordpress: WordPress, published: int
) -> None:
    first: Any = wordpress.run(PENDING, published)

    seen: Any = wordpress.run(GIVE_UP, [published, first["id"]])

    tries = [pending and pending["tries"] for _, pending in seen]
    assert tries == [1, 2, 3, 4, 5, 6, 7, None]
    assert {body["delivery"] for body, _ in seen} == {first["id"]}
    assert wordpress.run(SENT, published)["is_taken"] is False  # type: ignore[index]


def test_an_event_that_wp_cron_lost_is_scheduled_anew(wordpress: WordPress, published: int) -> None:
    pending: Any = wordpress.run(PENDING, published)
    wordpress.run(
        "wp_unschedule_hook('brandcheck_deliver'); $p = get_post_meta($given, '_brandcheck_pending', true);"
        "$p['due'] -= 3600; update_post_meta($given, '_brandcheck_pending', $p);"
        "Brandcheck\\Deliveries::sweep();",
        published,
    )

    assert wordpress.run(SCHEDULED, [published, pending["id"]])


def test_other_words_take_the_place_of_what_was_not_told_yet_and_the_same_words_do_not(
    wordpress: WordPress, published: int
) -> None:
    first: Any = wordpress.run(PENDING, published)
    change = (
        "add_filter('pre_http_request', fn() => new WP_Error('away', 'away'));"
        "wp_update_post(wp_slash(array('ID' => $given[0], 'post_content' => $given[1], 'menu_order' => 2)));"
    )

    wordpress.run(change, [published, BODY])
    same: Any = wordpress.run(PENDING, published)
    wordpress.run(change, [published, BODY.replace("Learn", "Know")])
    other: Any = wordpress.run(PENDING, published)

    assert same["id"] == first["id"] != other["id"]
    assert (other["type"], other["version"] > first["version"]) == ("post.updated", True)
    assert deliver(wordpress, published, first["id"], 202) == []


def verdict(wordpress: WordPress, post: int, **said: object) -> dict[str, object]:
    """Return a verdict on a post, as Brandcheck sends it."""
    document = f"wordpress/{wordpress.url.removeprefix('http://')}/{post}"
    found = {"severity": "error", "guideline": "not-cheap", "quote": "<b>cheap</b>", "says": "It is cheap."}
    data = {
        "document": document,
        "version": "1763806000.000002",
        "verdict": "fail",
        "score": 40,
        "counts": {"error": 2, "warning": 1, "suggestion": 0},
        "report": "https://brandcheck.example/reports/1",
        "findings": [found],
        **said,
    }
    return {"type": "check.done", "timestamp": "2026-11-22T10:00:00+00:00", "data": data}


def send(wordpress: WordPress, body: bytes, token: str, at: int, **headers: str) -> httpx2.Response:
    """Return WordPress' answer to a signed *body*."""
    signature = hmac.new(token.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    signed = {"x-hub-timestamp": str(at), "x-hub-signature-256": f"sha256={signature}"}
    given = {"content-type": "application/json", **signed, **headers}
    return httpx2.post(
        f"{wordpress.url}/wp-json/brandcheck/v1/verdicts", content=body, headers=given, timeout=30
    )


def test_a_verdict_is_kept_once_and_an_older_one_never(wordpress: WordPress, published: int) -> None:
    def told(**said: object) -> object:
        body = json.dumps(verdict(wordpress, published, **said)).encode()
        return send(wordpress, body, wordpress.token, int(time.time())).json()["stored"]

    assert [told(), told()] == [True, False]
    assert told(version="1763806000.000001", verdict="pass") is False
    assert told(version="1763806000.000003", verdict=None, problem="It is gone.", findings="none") is True
    kept: Any = wordpress.run("return get_post_meta($given, '_brandcheck_verdict', true);", published)
    assert (kept["verdict"], kept["problem"], kept["counts"]["error"]) == ("failed", "It is gone.", 2)


def test_a_verdict_of_anybody_else_is_refused(wordpress: WordPress, published: int) -> None:
    body, token, now = json.dumps(verdict(wordpress, published)).encode(), wordpress.token, int(time.time())

    assert send(wordpress, body, "another", now).status_code == 401
    assert send(wordpress, body, token, now - 400).status_code == 401
    assert send(wordpress, body, token, now + 400).status_code == 401
    assert send(wordpress, body, token, now, **{"x-hub-timestamp": str(now - 1)}).status_code == 401
    assert send(wordpress, body, token, now, **{"x-hub-signature-256": "sha256="}).status_code == 401
    assert send(wordpress, b"[]", token, now).status_code == 422
    elsewhere = json.dumps(verdict(wordpress, 999_999)).encode()
    assert send(wordpress, elsewhere, token, now).status_code == 404
    assert wordpress.run("return get_post_meta($given, '_brandcheck_verdict', true);", published) == ""
