"""What a target is told, over the API: said when it is made, changed later, an administrator's alone."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import httpx2
import pytest

from service.client import Brandcheck, NewTarget, Refused, Tells, Wants
from service.exchange.deliveries import Medium
from service.nouns import Scope
from tests.service.api.conftest import problem

WANTS = Wants(
    occasions=(Tells.CHECK_FAILED, Tells.DIGEST),
    teams=("nobody of these tests",),
    quotes=True,
    digest_at="07:45",
    timezone="Europe/Berlin",
)


@pytest.fixture
def brandcheck(service_url: str) -> Iterator[Brandcheck]:
    with Brandcheck(service_url, timeout=60) as client:
        yield client


@pytest.mark.parametrize("kind", [Medium.SLACK, Medium.TEAMS])
def test_what_a_target_is_told_is_said_and_changed(brandcheck: Brandcheck, kind: Medium) -> None:
    new = NewTarget(kind=kind, name=uuid4().hex, url="https://example.com/hush", wants=WANTS)

    made = brandcheck.create_target(new)
    put = brandcheck.put_target(made.id, Wants())
    listed = next(one for one in brandcheck.list_targets().items if one.id == made.id)

    assert (made.kind, made.wants, made.address, made.secret) == (kind, WANTS, "https://example.com/…", "")
    assert (put.wants, listed) == (Wants(), put)
    assert put.changed
    assert made.changed
    assert put.changed > made.changed
    brandcheck.delete_target(made.id)
    with pytest.raises(Refused, match="There is no"):
        brandcheck.put_target(made.id, WANTS)


@pytest.mark.parametrize(
    ("wants", "at"),
    [
        ({"timezone": "Mars/Olympus"}, "body.timezone"),
        ({"digest_at": "25:00"}, "body.digest_at"),
        ({"teams": ["x"] * 51}, "body.teams"),
        ({"else": 1}, "body.else"),
    ],
)
def test_what_makes_no_sense_is_said(http: httpx2.Client, wants: dict[str, object], at: str) -> None:
    answer = http.put("/v1/targets/callbacks", json=wants)

    assert [fault["at"] for fault in problem(answer, 422)["faults"]] == [at]


def test_callbacks_are_told_nothing_of_their_own_accord(http: httpx2.Client) -> None:
    problem(http.put("/v1/targets/callbacks", json={"occasions": ["digest"]}), 404)


def test_it_is_an_administrator_s(with_key: Callable[..., httpx2.Client]) -> None:
    problem(with_key(Scope.READ, Scope.CHECK, Scope.KITS).put("/v1/targets/x", json={}), 403)
