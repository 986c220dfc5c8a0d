"""The generic hook: paths into any JSON, two ways of signing, and a callback that receivers can verify."""

import json

import pytest
from standardwebhooks import Webhook

from service.hooks import signing
from service.hooks.connectors import generic
from service.hooks.protocol import CallFailed, Malformed, Received, Refused
from service.nouns.hooks import FieldKind, FieldRule, System
from tests.service.hooks.talking import NOW, URL, hook, outcome, said, talk

BODY = {
    "type": "page.updated",
    "id": 7,
    "at": "2026-01-01",
    "page": {
        "title": "Roadmap",
        "lang": "en",
        "html": "<p>We leverage.</p>",
        "rows": [{"t": "One"}, {"t": "Two"}],
    },
}
KEY = "whsec_" + "c2VjcmV0" * 6


def received(body=BODY, **headers):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return signing.with_headers(Received("POST", URL, {}, content, NOW), **headers)


def event(made, body=BODY, **headers):
    return generic.events(received(body, **headers), made)[0]


@pytest.mark.parametrize("headers", [{}, {"webhook_id": "m1"}, {"x_hub_timestamp": "1700000000"}])
def test_what_is_not_signed_is_told_both_ways_to_sign(headers):
    with pytest.raises(
        Refused, match=r"not signed. Send webhook-id.* or x-hub-timestamp and x-hub-signature"
    ):
        generic.verify(received(**headers), [KEY], window=300)


def test_without_options_the_usual_places_are_looked_at():
    found = event(hook(System.GENERIC))

    assert (found.document, found.name, found.is_publish, found.content) == ("7", "page.updated", True, BODY)


def test_options_are_pointers_or_expressions():
    options = {
        "document": "join('-', [type, to_string(id)])",
        "event": "/type",
        "id": "/at",
        "version": "at",
        "content": "/page",
        "title": "page.title",
        "locale": "/page/lang",
    }
    made = hook(System.GENERIC, options=options, fields=(FieldRule(path="/html"),))

    found = event(made)
    (version,) = generic.versions(found.content, found, made)

    assert (found.document, found.id, found.version) == ("page.updated-7", "2026-01-01", "2026-01-01")
    assert (version.title, version.locale) == ("Roadmap", "en")
    assert [(field.path, field.kind) for field in version.fields] == [("/html", FieldKind.HTML)]


def test_expressions_lead_back_to_pointers_and_what_they_make_up_to_themselves():
    paths = ("page.rows[].t", "page.rows[?t=='Two'] | [0]", "join(' and ', page.rows[].t)")
    made = hook(System.GENERIC, fields=tuple(FieldRule(path=path) for path in paths))

    (version,) = generic.versions(BODY, event(made), made)

    assert [(field.path, field.text) for field in version.fields] == [
        ("/page/rows/0/t", "One"),
        ("/page/rows/1/t", "Two"),
        ("join(' and ', page.rows[].t)", "One and Two"),
    ]


def test_a_rule_says_how_a_field_is_written_and_what_it_is_called():
    rule = FieldRule(path="/page/html", kind=FieldKind.TEXT, name="Body", is_title=True)
    made = hook(System.GENERIC, fields=(rule,))

    (version,) = generic.versions(BODY, event(made), made)

    (field,) = version.fields
    assert (field.kind, field.name, field.is_title) == (FieldKind.TEXT, "Body", True)


def test_only_a_signed_header_names_a_delivery():
    made = hook(System.GENERIC)

    signed = event(made, webhook_id="m1", webhook_signature="v1,x")
    unsigned = event(made, webhook_id="m1", x_hub_signature_256="sha256=x")

    assert signed.id == "m1"
    assert unsigned.id == event(made).id != "m1"


@pytest.mark.parametrize(
    ("options", "body"),
    [
        ({}, {"title": "x"}),
        ({"document": "/nowhere"}, BODY),
        ({"document": "a["}, BODY),
        ({"content": "/nowhere"}, BODY),
    ],
)
def test_what_cannot_be_found_is_malformed(options, body):
    with pytest.raises(Malformed):
        event(hook(System.GENERIC, options=options), body)


def test_a_locale_that_is_not_wanted_is_not_checked():
    made = hook(System.GENERIC, options={"locale": "/page/lang"}, locales=("de",))

    assert generic.versions(BODY, event(made), made) == ()


@pytest.mark.parametrize("sign", [lambda one, key: signing.by_standard(one, key, "m1"), signing.by_hub])
def test_both_ways_of_signing_are_taken(sign):
    generic.verify(sign(received(), KEY), ["other", KEY], window=300)

    with pytest.raises(Refused):
        generic.verify(sign(received(), KEY), ["other"], window=300)


def test_a_delivery_of_one_way_is_not_taken_for_the_other():
    both = signing.with_headers(signing.by_hub(received(), KEY), webhook_signature="v1,x", webhook_id="m1")

    with pytest.raises(Refused):
        generic.verify(both, [KEY], window=300)


def test_a_receiver_can_verify_the_callback():
    made = hook(System.GENERIC, options={"callback": "https://www.example.com/verdicts?site=1"})

    says, (request,) = talk(generic.write_back(outcome(errors=1, locale="de"), event(made), made, KEY), 204)

    told = Webhook(KEY).verify(request.body, dict(request.headers))
    assert request.headers["webhook-id"] == "msg_c1"
    assert (told["type"], told["data"]["verdict"], told["data"]["counts"]["error"]) == (
        "check.done",
        "fail",
        1,
    )
    assert (told["data"]["document"], told["data"]["locale"]) == ("7", "de")
    assert said(request)["data"]["findings"][0]["field"] == "/fields/body/en-US"
    assert says == "sent to https://www.example.com/…"


@pytest.mark.parametrize(
    ("options", "token", "problem"),
    [
        ({}, KEY, "is no address"),
        ({"callback": "https://a.example/"}, "", "no token"),
        ({"callback": "https://a.example/"}, "whsec_%", "no token"),
    ],
)
def test_a_callback_wants_an_address_and_a_secret(options, token, problem):
    made = hook(System.GENERIC, options=options)

    with pytest.raises(CallFailed, match=problem):
        talk(generic.write_back(outcome(), event(made), made, token))


def test_a_callback_that_answers_503_is_tried_again():
    made = hook(System.GENERIC, options={"callback": "https://a.example/"})

    with pytest.raises(CallFailed) as raised:
        talk(generic.write_back(outcome(), event(made), made, KEY), 503)

    assert raised.value.status == 503
