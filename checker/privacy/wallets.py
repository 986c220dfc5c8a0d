"""Addresses of crypto wallets: Bitcoin with its checksums, Ethereum by its form."""

import re
from collections.abc import Iterator

from stdnum import bitcoin

from checker.privacy.sighting import Sighting

_BITCOIN = re.compile(
    r"(?<![A-Za-z0-9])(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[02-9ac-hj-np-z]{11,71})(?![A-Za-z0-9])"
)
_TAPROOT = re.compile(r"bc1p[02-9ac-hj-np-z]{58}")
"""Addresses of version 1 (BIP 350), whose checksum stdnum does not know."""
_ETHEREUM = re.compile(r"(?<![A-Za-z0-9])0x[0-9A-Fa-f]{40}(?![A-Za-z0-9])")


def find_wallets(text: str) -> Iterator[Sighting]:
    """Find addresses of wallets in *text*, a levelled one."""
    for match in _BITCOIN.finditer(text):
        if _TAPROOT.fullmatch(match[0]) or bitcoin.is_valid(match[0]):
            yield Sighting(match.start(), match.end(), "wallet")
    for match in _ETHEREUM.finditer(text):
        yield Sighting(match.start(), match.end(), "wallet")
