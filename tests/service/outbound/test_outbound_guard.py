"""Where requests may go: the public internet, and what the settings name."""

import socket
from ipaddress import ip_address

import pytest

from service.outbound import Guard, NotAllowed
from service.settings import Outbound


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.31.255.255", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - an address that is refused
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00:ec2::254", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_public_addresses_may_be_reached(address: str, allowed: bool) -> None:  # noqa: FBT001 - a case
    assert Guard(Outbound()).allows("example.com", ip_address(address)) is allowed


def test_what_the_settings_name_may_be_reached() -> None:
    guard = Guard(Outbound(hosts=("Inside.example",), networks=("10.0.0.0/8", "fd00::/8")))

    assert guard.allows("inside.example.", ip_address("192.168.0.1"))
    assert guard.allows("any.example", ip_address("10.9.9.9"))
    assert guard.allows("any.example", ip_address("::ffff:10.9.9.9"))
    assert guard.allows("any.example", ip_address("fd00::1"))
    assert not guard.allows("other.example", ip_address("192.168.0.1"))


def test_a_name_with_an_address_outside_goes_there_only(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [(0, 0, 0, "", (address, 443)) for address in ("10.0.0.1", "93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: entries)

    assert Guard(Outbound()).resolved("both.example", 443) == ("93.184.216.34",)
    entries.pop(1)
    with pytest.raises(NotAllowed):
        Guard(Outbound()).resolved("both.example", 443)
