"""Targets and deliveries over the API: an administrator's, and nothing secret in any answer."""

from collections.abc import Iterator
from uuid import uuid4

import httpx2
import pytest

from service.client import Brandcheck, DeliveryQuery, NewTarget, Refused
from service.exchange.deliveries import Fate, Medium
from tests.service.api.conftest import problem


@pytest.fixture
def brandcheck(service_url: str) -> Iterator[Brandcheck]:
    with Brandcheck(service_url, timeout=60) as client:
        yield client


def test_a_target_is_made_tried_changed_and_deleted(brandcheck: Brandcheck) -> None:
    name = f"CMS {uuid4().hex}"
    new = NewTarget(kind=Medium.WEBHOOK, name=name, url="http://127.0.0.1:9/hush")

    made = brandcheck.create_target(new)
    listed = next(one for one in brandcheck.list_targets().items if one.id == made.id)
    sent = brandcheck.test_target(made.id)
    rotated = brandcheck.rotate_target(made.id)
    again = brandcheck.resend_delivery(sent.id)
    page = brandcheck.list_deliveries(DeliveryQuery(limit=200))

    assert made.secret.startswith("whsec_")
    assert rotated.secret.startswith("whsec_")
    assert rotated.secret != made.secret
    assert "hush" not in listed.model_dump_json()
    assert (sent.target, sent.event) == (name, "test")
    assert again.id == brandcheck.get_delivery(sent.id).id == sent.id
    assert sent.id in {one.id for one in page.items}
    brandcheck.delete_target(made.id)
    with pytest.raises(Refused, match="There is no"):
        brandcheck.rotate_target(made.id)
    with pytest.raises(Refused, match="There is no delivery"):
        brandcheck.resend_delivery("nobody")


def test_where_it_may_not_go_is_said_in_the_log(brandcheck: Brandcheck) -> None:
    new = NewTarget(kind=Medium.WEBHOOK, name=uuid4().hex, url="https://127.0.0.1:9/x")
    made = brandcheck.create_target(new)
    sent = brandcheck.test_target(made.id)

    found = sent
    while found.state is Fate.WAITING:
        found = brandcheck.get_delivery(sent.id)

    assert found.state is Fate.FAILED
    assert "not on the public internet" in found.says


@pytest.mark.parametrize(
    ("kind", "url"), [("webhook", "ftp://x/hush"), ("notice", "nobody://hush"), ("webhook", "")]
)
def test_an_address_that_is_none_is_refused_and_not_repeated(
    http: httpx2.Client, kind: str, url: str
) -> None:
    answer = http.post("/v1/targets", json={"kind": kind, "name": uuid4().hex, "url": url})

    assert problem(answer, 422)
    assert "hush" not in answer.text
