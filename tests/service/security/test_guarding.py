"""When the service refuses to stand open, and what it is guarded with."""

import datetime
from pathlib import Path

import pytest

from checker.errors import InputError
from service.nouns import ApiKey, Scope
from service.security.guarding import is_https, origin_of, provider_of, refuse_open
from service.settings import OpenId, ServiceSettings

NOW = datetime.datetime.now(datetime.UTC)
DAY = datetime.timedelta(days=1)
ANYWHERE = "0.0.0.0"  # noqa: S104 - nothing listens
PROVIDER = OpenId(issuer="https://login.example.com", client_id="brandcheck")


def settings(**given: object) -> ServiceSettings:
    return ServiceSettings(_env_prefix="NONE_", **given)


def key(**given: object) -> ApiKey:
    told = {"id": "1", "name": "k", "prefix": "b", "scopes": {Scope.READ}, "created": NOW, "by": "You"}
    return ApiKey(**told | given)


OPEN = [
    {"host": ANYWHERE},
    {"host": "::"},
    {"host": "192.168.0.7"},
    {"host": "brandcheck.example.com"},
    {"public_url": "https://brandcheck.example.com"},
    {"host": ANYWHERE, "public_url": "http://localhost:8000"},
]


@pytest.mark.parametrize("given", OPEN, ids=str)
def test_what_others_reach_is_not_opened_to_everybody(given: dict[str, str]) -> None:
    with pytest.raises(InputError, match="brandcheck keys create") as caught:
        refuse_open(settings(**given), has_keys=False)

    assert "BRANDCHECK_SERVICE__OPENID__ISSUER" in str(caught.value)


@pytest.mark.parametrize("given", OPEN, ids=str)
def test_a_key_or_sign_in_is_enough(given: dict[str, str]) -> None:
    refuse_open(settings(**given), has_keys=True)
    refuse_open(settings(**given, openid=PROVIDER), has_keys=False)


@pytest.mark.parametrize("given", [{}, {"host": "::1"}, {"host": "localhost"}], ids=str)
def test_this_machine_needs_neither(given: dict[str, str]) -> None:
    refuse_open(settings(**given), has_keys=False)


@pytest.mark.parametrize(
    ("given", "opens"),
    [
        ({}, True),
        ({"expires": NOW + DAY}, True),
        ({"expires": NOW - DAY}, False),
        ({"revoked": NOW}, False),
        ({"expires": NOW + DAY, "revoked": NOW}, False),
    ],
    ids=["for ever", "good", "expired", "revoked", "both"],
)
def test_a_key_that_opens_nothing_is_none(given: dict[str, object], opens: bool) -> None:  # noqa: FBT001 - a case
    assert key(**given).holds(NOW) is opens


def test_sign_in_needs_our_name_and_a_way_back(tmp_path: Path) -> None:
    nameless = OpenId(issuer="https://login.example.com")

    with pytest.raises(InputError, match="CLIENT_ID"):
        provider_of(settings(data=tmp_path, openid=nameless))
    with pytest.raises(InputError, match="PUBLIC_URL"):
        provider_of(settings(data=tmp_path, openid=PROVIDER, host=ANYWHERE))
    assert provider_of(settings(data=tmp_path)) is None


@pytest.mark.parametrize(
    ("url", "origin", "https"),
    [
        ("", "", False),
        ("https://Brandcheck.example.com/", "https://brandcheck.example.com", True),
        ("https://example.com:8443/a/b", "https://example.com:8443", True),
        ("http://10.0.0.5:8000", "http://10.0.0.5:8000", False),
    ],
)
def test_the_public_address_says_how_one_is_reached(url: str, origin: str, https: bool) -> None:  # noqa: FBT001 - a case
    assert (origin_of(settings(public_url=url)), is_https(settings(public_url=url))) == (origin, https)
