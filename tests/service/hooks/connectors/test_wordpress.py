"""WordPress: what our plugin sends, at the paths of its gate, and where the verdict goes."""

import datetime
import json
import random

import pytest

from service.hooks import prose, signing
from service.hooks.connectors import wordpress
from service.hooks.protocol import CallFailed, Malformed, Received, Refused
from service.nouns.hooks import FieldKind, FieldRule, System
from tests.service.hooks.talking import NOW, URL, hook, outcome, said, talk

SECRET = "ab" * 32
VERDICTS = "https://www.example.com/wp-json/brandcheck/v1/verdicts"
CALLBACK = {"callback": VERDICTS}
POST = {
    "id": 12,
    "type": "post",
    "url": "https://www.example.com/calm/",
    "modified": "2026-03-01T11:59:00Z",
    "labels": {"type": "post", "author": "Ada"},
    "title": "A calm desk",
    "content": "<p>Quiet &amp; plain.</p>",
    "excerpt": "",
    "extra": {"sub/title": "<p>Calm.</p>", "none": " "},
}
BODY = {
    "type": "post.published",
    "delivery": "d" * 64,
    "version": "1772366340.000001",
    "document": "wordpress/www.example.com/12",
    "site": {"url": "https://www.example.com"},
    "language": "en-GB",
    "post": POST,
}


def event(**changes):
    received = Received("POST", URL, {}, json.dumps(BODY | changes).encode(), NOW)
    return wordpress.events(received, hook(System.WORDPRESS))[0]


def versions(**more):
    found = event()
    return wordpress.versions(found.content, found, hook(System.WORDPRESS, **more))


def test_a_post_is_one_version_with_the_fields_of_the_gate():
    found = event()
    (version,) = versions()

    assert (found.id, found.name, found.is_publish) == ("d" * 64, "post.published", True)
    assert (found.document, found.version) == ("wordpress/www.example.com/12", "1772366340.000001")
    assert (version.locale, version.title, version.url) == ("en-GB", "A calm desk", POST["url"])
    assert version.labels == {"date": "2026-03-01", "type": "post", "author": "Ada"}
    assert [(field.path, field.kind, field.is_title) for field in version.fields] == [
        ("/title", FieldKind.TEXT, True),
        ("/content", FieldKind.HTML, False),
        ("/extra/sub~1title", FieldKind.HTML, False),
    ]
    assert all(prose.find(POST, field.path)[0].value == field.text for field in version.fields)


def test_the_hook_may_name_fields_and_languages():
    (chosen,) = versions(fields=(FieldRule(path="/content"), FieldRule(path="/title")))

    assert [(field.path, field.is_title) for field in chosen.fields] == [
        ("/content", False),
        ("/title", True),
    ]
    assert versions(locales=("de-DE",)) == ()
    assert versions(fields=(FieldRule(path="/excerpt"),)) == ()


@pytest.mark.parametrize(
    ("name", "is_publish"), [("post.published", True), ("post.updated", True), ("post.deleted", False)]
)
def test_public_words_that_change_are_published_too(name, is_publish):
    assert event(type=name).is_publish is is_publish


@pytest.mark.parametrize(
    "changes", [{"post": []}, {"post": None}, {"delivery": ""}, {"document": 0.5}, {"type": []}]
)
def test_what_our_plugin_never_sends_is_malformed(changes):
    with pytest.raises(Malformed):
        event(**changes)


def test_a_delivery_is_refused_that_was_changed_in_anything():
    right = wordpress.sample(hook(System.WORDPRESS), SECRET, URL, NOW).received
    wordpress.verify(right, ["another", SECRET], window=300)
    draw = random.Random(7)  # noqa: S311 - it spoils deliveries

    for _ in range(1_000):
        body, stamp, sign = (
            bytearray(right.body),
            right.headers["x-hub-timestamp"],
            right.headers["x-hub-signature-256"],
        )
        match draw.randrange(4):
            case 0:
                body[draw.randrange(len(body))] ^= 1 << draw.randrange(8)
            case 1:
                stamp = str(int(stamp) + draw.choice((-1, 1)) * draw.randrange(1, 300))
            case 2:
                at = draw.randrange(7, len(sign))
                sign = sign[:at] + draw.choice("0123456789abcdef".replace(sign[at], "")) + sign[at + 1 :]
            case _:
                body = body[: draw.randrange(len(body))]
        headers = {"x-hub-timestamp": stamp, "x-hub-signature-256": sign}
        with pytest.raises(Refused):
            wordpress.verify(Received("POST", URL, headers, bytes(body), NOW), [SECRET], window=300)


@pytest.mark.parametrize("seconds", [-301, 301])
def test_a_delivery_is_refused_that_was_signed_long_ago(seconds):
    signed = wordpress.sample(hook(System.WORDPRESS), SECRET, URL, NOW).received
    late = Received("POST", URL, signed.headers, signed.body, NOW + datetime.timedelta(seconds=seconds))

    with pytest.raises(Refused):
        wordpress.verify(late, [SECRET], window=300)


@pytest.mark.parametrize(
    ("answer", "wrote"),
    [
        ((200, {"stored": True}), "kept with the post"),
        ((200, {"stored": False}), "the post has this verdict, or a newer one, already"),
        (404, "nothing: the post is no longer there"),
    ],
)
def test_the_verdict_goes_where_the_hook_says_signed_with_the_token(answer, wrote):
    made = hook(System.WORDPRESS, options=CALLBACK)

    told, (asked,) = talk(wordpress.write_back(outcome(errors=1), event(), made, "token"), answer)

    assert (told, asked.method, asked.url) == (wrote, "POST", VERDICTS)
    assert said(asked)["data"]["document"] == "wordpress/www.example.com/12"
    assert (said(asked)["data"]["version"], said(asked)["data"]["verdict"]) == (BODY["version"], "fail")
    stamp = datetime.datetime.fromtimestamp(int(asked.headers["x-hub-timestamp"]), datetime.UTC)
    again = signing.by_hub(Received("POST", asked.url, {}, asked.body, stamp), "token")
    assert asked.headers["x-hub-signature-256"] == again.headers["x-hub-signature-256"]


@pytest.mark.parametrize(("token", "options"), [("", CALLBACK), ("token", {})])
def test_without_token_or_address_nothing_is_sent(token, options):
    with pytest.raises(CallFailed):
        talk(wordpress.write_back(outcome(), event(), hook(System.WORDPRESS, options=options), token))


@pytest.mark.parametrize("status", [401, 500])
def test_what_wordpress_does_not_take_failed(status):
    made = hook(System.WORDPRESS, options=CALLBACK)

    with pytest.raises(CallFailed) as failed:
        talk(wordpress.write_back(outcome(), event(), made, "token"), status)

    assert failed.value.status == status
