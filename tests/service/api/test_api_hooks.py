"""Hooks over the API: made and changed by administrators, and open to whoever signs what they send."""

import json
import time
from collections.abc import Iterator
from uuid import uuid4

import httpx2
import pytest

from service.client import Brandcheck, HookDeliveryQuery, NewFieldRule, NewHook, Refused
from service.hooks import signing
from service.nouns import Scope
from service.nouns.hooks import DeliveryState, FieldKind, HookDelivery, System
from tests.service.api.conftest import problem
from tests.service.conftest import Ask
from tests.service.hooks.conftest import now

SECRET = "whsec_" + "Y" * 44
NEW = NewHook(
    system=System.GENERIC,
    kit="ottermere",
    options={"document": "/id"},
    fields=(NewFieldRule(path="/body", kind=FieldKind.TEXT),),
    secret=SECRET,
)


@pytest.fixture
def brandcheck(service_url: str) -> Iterator[Brandcheck]:
    with Brandcheck(service_url, timeout=60) as client:
        yield client


@pytest.fixture
def name(brandcheck: Brandcheck) -> str:
    """Return the name of a hook of one's own."""
    name = f"h{uuid4().hex}"
    brandcheck.put_hook(name, NEW)
    return name


def signed(name: str, id_: str = "", secret: str = SECRET, **body: str) -> tuple[str, dict[str, str]]:
    """Return a delivery and the headers that sign it."""
    id_ = id_ or uuid4().hex
    given = signing.unsigned(
        f"https://x/{name}", {"id": f"page {id_}", "body": "We are the cheapest."} | body, now()
    )
    sent = signing.by_standard(given, secret, id_)
    return sent.body.decode(), dict(sent.headers)


def ended(brandcheck: Brandcheck, delivery: str) -> HookDelivery:
    """Return the delivery, once it is over."""
    deadline = time.monotonic() + 60
    while not (found := brandcheck.get_hook_delivery(delivery)).finished:
        assert time.monotonic() < deadline, found
        time.sleep(0.05)
    return found


def test_what_is_published_is_checked_once(brandcheck: Brandcheck, name: str) -> None:
    content, headers = signed(name)

    receipt = brandcheck.deliver_to_hook(name, content, **headers)
    again = brandcheck.deliver_to_hook(name, content, **headers)

    (kept,) = receipt.deliveries
    assert [one.id for one in again.deliveries] == [kept.id]
    found = ended(brandcheck, kept.id)
    assert (found.state, found.repeats, len(found.checks)) == (DeliveryState.DONE, 1, 1)
    check = brandcheck.get_check(found.checks[0])
    assert (check.by, check.verdict) == (f"Hook {name}", "fail")
    page = brandcheck.list_hook_deliveries(name, HookDeliveryQuery(state=DeliveryState.DONE))
    assert [one.id for one in page.items] == [kept.id]
    replayed = brandcheck.replay_hook_delivery(kept.id)
    assert replayed.state is DeliveryState.ACCEPTED
    assert ended(brandcheck, kept.id).checks != found.checks


def test_a_test_goes_the_whole_way(brandcheck: Brandcheck, name: str) -> None:
    tried = brandcheck.test_hook(name)

    found = ended(brandcheck, tried.id)
    assert (found.is_test, found.state) == (True, DeliveryState.DONE)


def test_a_hook_is_made_read_changed_and_deleted(brandcheck: Brandcheck, http: httpx2.Client) -> None:
    name = f"h{uuid4().hex}"
    made = brandcheck.put_hook(name, NEW.model_copy(update={"secret": None, "token": "theirs"}))
    read = http.get(f"/v1/hooks/{name}")

    assert (len(made.secret), made.has_token) == (64, True)
    assert made.secret not in read.text
    assert "theirs" not in read.text
    assert http.get(f"/v1/hooks/{name}", headers={"If-None-Match": read.headers["etag"]}).status_code == 304
    with pytest.raises(Refused, match="somebody has changed"):
        brandcheck.put_hook(name, NEW)
    changed = brandcheck.put_hook(name, NEW, if_match=read.headers["etag"])
    assert (changed.secret, changed.has_token) == ("", True)
    with pytest.raises(Refused, match="somebody has changed"):
        brandcheck.put_hook(name, NEW, if_match='"0"')
    assert http.put(f"/v1/hooks/{name}", json=NEW.model_dump(mode="json")).status_code == 428
    assert brandcheck.rotate_hook(name).secret != made.secret
    assert name in {hook.name for hook in brandcheck.list_hooks().items}
    known = brandcheck.get_hook(name)
    assert known
    assert known.hook.rotated
    assert brandcheck.get_hook(name, if_none_match=known.etag) is None
    brandcheck.delete_hook(name)
    with pytest.raises(Refused, match="There is no hook"):
        brandcheck.get_hook(name)


@pytest.mark.parametrize("wrong", ["Not A Name", "-", "x" * 64, "ümlaut"])
def test_a_name_stands_in_an_address(brandcheck: Brandcheck, wrong: str) -> None:
    with pytest.raises(Refused):
        brandcheck.put_hook(wrong, NEW)


def test_who_signs_needs_no_key_and_a_key_is_no_signature(
    name: str, http: httpx2.Client, with_key: Ask
) -> None:
    content, headers = signed(name)
    foreign = headers | {"authorization": "Bearer of the system's own", "origin": "https://cms.example"}

    accepted = http.post(f"/v1/hooks/{name}", content=content, headers=foreign)
    unsigned = with_key(*Scope).post(f"/v1/hooks/{name}", content=content)

    assert (accepted.status_code, accepted.headers["content-type"]) == (202, "application/json")
    assert list(json.loads(accepted.content)) == ["deliveries"]
    assert problem(unsigned, 401)["type"] == "/problems/wrong-signature"


def test_what_is_wrong_is_said(name: str, http: httpx2.Client, brandcheck: Brandcheck) -> None:
    no_json = signing.unsigned("https://x", None, now())
    empty = signing.by_standard(no_json, SECRET, "e")

    def post(to: str = name, content: bytes | str = b"", headers: dict[str, str] | None = None) -> int:
        return http.post(f"/v1/hooks/{to}", content=content, headers=headers or {}).status_code

    assert post("nobody") == 404
    assert post(content=empty.body, headers=dict(empty.headers)) == 422
    assert post(content=b"x" * 2_000_001) == 413
    brandcheck.put_hook(name, NEW.model_copy(update={"is_on": False}), if_match="*")
    content, headers = signed(name)
    assert post(content=content, headers=headers) == 410


def test_only_administrators_change_hooks(name: str, with_key: Ask) -> None:
    reader = with_key(Scope.READ, Scope.CHECK, Scope.KITS)

    assert reader.get(f"/v1/hooks/{name}/deliveries").status_code == 200
    assert reader.post(f"/v1/hooks/{name}/rotate").status_code == 403
    assert reader.put(f"/v1/hooks/{name}", json=NEW.model_dump(mode="json")).status_code == 403


CALLBACK = "https://cms.example/in/T0K3N?key=K3Y"


def test_what_may_be_secret_in_a_callback_only_administrators_see(
    name: str, brandcheck: Brandcheck, with_key: Ask
) -> None:
    brandcheck.put_hook(name, NEW.model_copy(update={"options": {"callback": CALLBACK}}), if_match="*")

    reader = with_key(Scope.READ, Scope.CHECK, Scope.KITS)
    one = reader.get(f"/v1/hooks/{name}").json()
    every = [each for each in reader.get("/v1/hooks").json()["items"] if each["name"] == name]

    assert every == [one]
    assert one["options"] == {"callback": "https://cms.example/…"}
    assert (
        with_key(Scope.READ, Scope.ADMIN).get(f"/v1/hooks/{name}").json()["options"]["callback"] == CALLBACK
    )


@pytest.mark.parametrize("option", ["callback", "url", "site"])
def test_no_address_holds_a_password(
    name: str, brandcheck: Brandcheck, http: httpx2.Client, option: str
) -> None:
    changed = NEW.model_copy(update={"options": {option: "https://user:pa55word@cms.example/in"}})

    answer = http.put(f"/v1/hooks/{name}", json=changed.model_dump(mode="json"), headers={"if-match": "*"})

    assert (answer.status_code, option in answer.json()["detail"]) == (422, True)
    assert "pa55word" not in answer.text
    assert brandcheck.get_hook(name).hook.options == NEW.options
