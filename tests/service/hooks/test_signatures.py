"""Times, headers and secrets of signatures; `vendors` has the vendors' own libraries."""

import datetime
import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.hooks import signatures, signing
from service.hooks.protocol import Received, Refused
from tests.service.hooks.talking import NOW, URL

BODY = b'{"title": "Roadmap"}'
ISSUED = Received("POST", URL, {"content-type": "application/json"}, BODY, NOW)
KEY = "whsec_" + "c2VjcmV0" * 6
SECONDS = str(int(NOW.timestamp()))


@pytest.mark.parametrize(
    ("encode", "size", "alphabet"),
    [
        (signatures.hex_sha256, 64, "0123456789abcdef"),
        (signatures.hex_sha1, 40, "0123456789abcdef"),
        (signatures.base64_sha256, 44, None),
        (signatures.base64url_sha256, 43, None),
    ],
)
def test_the_four_encodings(encode, size, alphabet):
    made = {encode(b"key", str(place).encode()) for place in range(200)}

    assert len(made) == 200
    assert {len(text) for text in made} == {size}
    letters = set("".join(made))
    assert letters <= set(alphabet) if alphabet else True
    assert ("-" in letters, "+" in letters, "=" in letters) == {
        44: (False, True, True),
        43: (True, False, False),
    }.get(size, (False, False, False))


def test_the_published_vectors():
    """RFC 4231, test case 2, and RFC 2202, test case 2."""
    key, message = b"Jefe", b"what do ya want for nothing?"

    assert (
        signatures.hex_sha256(key, message)
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )
    assert signatures.hex_sha1(key, message) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"


@pytest.mark.parametrize("unit", ["ms", "s"])
@pytest.mark.parametrize(
    ("seconds", "is_fresh"), [(0, True), (300, True), (-300, True), (301, False), (-301, False)]
)
def test_a_time_may_lie_as_far_ahead_as_behind(unit, seconds, is_fresh):
    at = NOW.replace(microsecond=0)
    stamp = str(int((at - datetime.timedelta(seconds=seconds)).timestamp() * (1000 if unit == "ms" else 1)))

    if is_fresh:
        signatures.fresh(stamp, at, 300, unit=unit)
    else:
        with pytest.raises(Refused, match="ago" if seconds > 0 else "in the future"):
            signatures.fresh(stamp, at, 300, unit=unit)


STAMPS = [
    "",
    " ",
    "0",
    "-" + SECONDS[1:],
    "+" + SECONDS[1:],
    SECONDS + "0",
    SECONDS[:-1],
    "1e9",
    "٣" * 10,
    "²" * 10,
]


@pytest.mark.parametrize("stamp", [*STAMPS, "1_00000000", "9" * 5_000, "0x12345678", "nan"])
def test_a_time_is_digits_and_as_many_as_there_are_now(stamp):
    with pytest.raises(Refused, match="not 10 digits"):
        signatures.fresh(stamp, NOW, 300, unit="s")


def test_every_secret_is_tried_and_empty_ones_never():
    signed = signing.by_storyblok(ISSUED, "old")
    empty = signing.with_headers(ISSUED, webhook_signature=hmac.new(b"", BODY, hashlib.sha1).hexdigest())

    signatures.storyblok(signed, ["new", "", "old"])
    with pytest.raises(Refused):
        signatures.storyblok(signed, ["new"])
    with pytest.raises(Refused):
        signatures.storyblok(empty, ["", "new"])


@pytest.mark.parametrize(
    "signature", ["v1,", "v1", ",", "", "v2,{}", "V1,{}", " v1a,{}", "v1,{}=", "v1,{} "[:3]]
)
def test_a_signature_of_another_version_is_none(signature):
    right = signing.by_standard(ISSUED, KEY, "m1")
    said = right.headers["webhook-signature"].removeprefix("v1,")
    changed = signing.with_headers(right, webhook_signature=signature.format(said))

    with pytest.raises(Refused):
        signatures.standard(changed, [KEY], window=300)


def test_one_right_signature_of_several_is_enough_but_not_behind_a_thousand():
    right = signing.by_standard(ISSUED, KEY, "m1").headers["webhook-signature"]
    several = signing.with_headers(
        signing.by_standard(ISSUED, KEY, "m1"), webhook_signature=f"v1a,x v1,AAAA {right}"
    )
    many = signing.with_headers(several, webhook_signature="v1,AAAA " * 1_000 + right)

    signatures.standard(several, [KEY], window=300)
    with pytest.raises(Refused):
        signatures.standard(many, [KEY], window=300)


def test_base64_that_decodes_to_the_same_bytes_is_another_signature():
    """The last of 43 letters has two bits to spare, so that four spellings decode alike."""
    right = signing.by_standard(ISSUED, KEY, "m1")
    said = right.headers["webhook-signature"]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = said[:-2] + letters[letters.index(said[-2]) ^ 1] + "="

    with pytest.raises(Refused):
        signatures.standard(signing.with_headers(right, webhook_signature=other), [KEY], window=300)


@pytest.mark.parametrize(
    ("secret", "keys"),
    [
        ("whsec_c2VjcmV0", (b"secret",)),
        ("c2VjcmV0", (b"secret", b"c2VjcmV0")),
        ("not base64!", (b"not base64!",)),
        ("whsec_not base64!", ()),
        ("whsec_", ()),
        ("", ()),
    ],
)
def test_what_a_secret_stands_for(secret, keys):
    assert signatures.standard_keys(secret) == keys


@given(
    st.binary(min_size=1, max_size=40), st.integers(0, 2**64), st.sampled_from(["body", "time", "signature"])
)
def test_no_change_of_what_the_hub_scheme_signs_is_taken(body, seed, part):
    right = signing.by_hub(Received("POST", URL, {}, body, NOW), KEY)
    stamp, said = right.headers["x-hub-timestamp"], right.headers["x-hub-signature-256"]
    place = seed % len(body)
    changed = {
        "body": Received("POST", URL, right.headers, body[:place] + body[place + 1 :], NOW),
        "time": signing.with_headers(right, x_hub_timestamp=str(int(stamp) + 1 + seed % 250)),
        "signature": signing.with_headers(
            right, x_hub_signature_256=said[:-1] + ("0" if said[-1] != "0" else "1")
        ),
    }[part]

    signatures.hub(right, ["other", KEY], window=300)
    with pytest.raises(Refused):
        signatures.hub(changed, [KEY], window=300)


def test_the_hub_scheme_wants_its_time_and_its_mark():
    right = signing.by_hub(ISSUED, KEY)

    for changed in (
        signing.with_headers(right, x_hub_timestamp=""),
        signing.with_headers(right, x_hub_signature_256=right.headers["x-hub-signature-256"][7:]),
        signing.with_headers(right, x_hub_signature_256="sha1=" + right.headers["x-hub-signature-256"][7:]),
    ):
        with pytest.raises(Refused):
            signatures.hub(changed, [KEY], window=300)


@pytest.mark.parametrize(
    ("said", "is_taken"),
    [
        ("Bearer s3cret", True),
        ("bearer  s3cret", True),
        ("Bearer s3creT", False),
        ("Bearer", False),
        ("s3cret", False),
        ("Basic s3cret", False),
        ("Bearer größer", False),
        ("", False),
    ],
)
def test_a_token(said, is_taken):
    received = signing.with_headers(ISSUED, authorization=said)

    if is_taken:
        signatures.bearer(received, ["x", "s3cret"])
    else:
        with pytest.raises(Refused):
            signatures.bearer(received, ["x", "s3cret"])


@pytest.mark.parametrize(
    ("url", "body"),
    [
        (URL + "?x", BODY),
        (URL + "?", BODY),
        (URL + "?a=1?b=2", BODY),
    ],
)
def test_contentful_signs_one_query_and_nothing_behind_another_question_mark(url, body):
    signed = signing.by_contentful(Received("POST", URL + "?x", {}, body, NOW), "a" * 64)
    changed = Received("POST", url, signed.headers, body, NOW)

    if url == URL + "?x":
        signatures.contentful(changed, ["a" * 64], window=300)
    else:
        with pytest.raises(Refused):
            signatures.contentful(changed, ["a" * 64], window=300)


@pytest.mark.parametrize(
    ("url", "body"), [(URL + "[", b'{"a": 1}]'), (URL, b"news" + BODY), (URL + " ", BODY), (URL, b"")]
)
def test_hubspot_delivers_json_to_plain_addresses(url, body):
    signed = signing.by_hubspot(Received("POST", url, {}, body, NOW), "k")

    with pytest.raises(Refused, match="not JSON, or the address"):
        signatures.hubspot(signed, ["k"], window=300)


@given(st.lists(st.binary(max_size=6), max_size=4), st.lists(st.binary(max_size=6), max_size=4))
def test_other_parts_have_another_digest(one, other):
    assert (signatures.digest(*one) == signatures.digest(*other)) == (one == other)


@pytest.mark.parametrize("name", ["", "a b", "x" * 129, "größer", "a\nb"])
def test_what_is_no_name_becomes_a_digest(name):
    assert signatures.named(name, b"x") == signatures.digest(b"x")
    assert signatures.named("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", b"x").startswith("msg_")
