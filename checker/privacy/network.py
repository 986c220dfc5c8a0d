"""Addresses on a network: IPv4 and IPv6 with prefix or zone (RFC 791, 4291, 4632), hardware (IEEE 802)."""

import re
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address

from checker.privacy.sighting import Sighting

LONGEST = 48
"""Characters of an IPv6 address at most, with an IPv4 address in it and a colon or full stop after it."""
BITS = {4: 32, 6: 128}
"""Bits of an address, and so the longest prefix."""
LOW = 32
"""Below this are the parts of most versions, and of one address in four thousand."""
REACH = 16
"""Characters before an address whose words are read."""
_IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)", re.ASCII)
_IPV6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f:.]{2,}(?!\w)", re.ASCII)
_ZONE = re.compile(r"%[A-Za-z0-9._-]{1,32}")
_PREFIX = re.compile(r"/(\d{1,3})(?!\w)")
_VERSION = re.compile(
    r"(?:\b(?:version|release|build|firmware|driver|update|upgrade|section|clause|chapter|rev|ver)|§|[<>=~^!]=)"
    r"[ .:]*\Z",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:\b(?:ip|ipv4|address|host|server|gateway|network|subnet|login|from|dns)\b|//|@)[ :=.\"'(-]*\Z",
    re.IGNORECASE,
)
_PORT = re.compile(r":\d|/\d")
_HARDWARE = re.compile(
    r"(?<![\w:-])(?:[0-9A-F]{2}(?P<mark>[:-])(?:[0-9A-F]{2}(?P=mark)){4}[0-9A-F]{2}|(?:[0-9A-F]{4}\.){2}[0-9A-F]{4})"
    r"(?![\w:-])",
    re.IGNORECASE | re.ASCII,
)
_NOBODY = re.compile(r"(?:00[:-]){5}00|(?:ff[:-]){5}ff|[\d-]+|[\d.]+", re.IGNORECASE)
"""No address, everybody's address, and figures that only look like one."""


def find_network(text: str) -> Iterator[Sighting]:
    """Find addresses on a network in *text*, a levelled one."""
    for match in _IPV4.finditer(text):
        if _is_address(match[0], IPv4Address) and not _is_version(text, match):
            yield Sighting(match.start(), _prefix_end(text, match.end(), BITS[4]), "ip")
    for match in _IPV6.finditer(text):
        if length := _ipv6_length(match[0]):
            zone = _ZONE.match(text, match.start() + length)
            end = zone.end() if zone else match.start() + length
            yield Sighting(match.start(), _prefix_end(text, end, BITS[6]), "ip")
    hardware = (match for match in _HARDWARE.finditer(text) if not _NOBODY.fullmatch(match[0]))
    yield from (Sighting(match.start(), match.end(), "mac") for match in hardware)


def _is_version(text: str, match: re.Match[str]) -> bool:
    """Return whether *match* is a version: it is said to be one, or has low parts and no word for a host."""
    start = max(0, match.start() - REACH)
    if _VERSION.search(text, start, match.start()):
        return True
    parts = [int(part) for part in match[0].split(".")]
    is_low = max(parts) < LOW and parts[0] not in {0, 10}
    is_told = _ADDRESS.search(text, start, match.start()) or _PORT.match(text, match.end())
    return is_low and not is_told


def _ipv6_length(text: str) -> int:
    """Return how much of the beginning of *text* is an IPv6 address that is somebody's, 0 if none."""
    if len(text) > LONGEST or text.count(":") < 2 or not any(map(str.isdigit, text)):  # noqa: PLR2004 - RFC 4291
        return 0
    tries = (text, text.rstrip("."), text.rstrip(".").removesuffix(":"))
    return next((len(tried) for tried in tries if _is_address(tried, IPv6Address)), 0)


def _is_address(text: str, form: type[IPv4Address] | type[IPv6Address]) -> bool:
    try:
        form(text)
    except ValueError:
        return False
    return True


def _prefix_end(text: str, end: int, most: int) -> int:
    prefix = _PREFIX.match(text, end)
    return prefix.end() if prefix and int(prefix[1]) <= most else end
