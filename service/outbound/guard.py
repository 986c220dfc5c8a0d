"""Where requests may go that somebody else has named: to the public internet, and to what the settings allow.

A name is looked up once, and the connection goes to the address that was looked at, so that a name which
means something else a moment later (DNS rebinding) gets nobody inside. Cloud metadata, loopback, link-local
and private networks are not global addresses (IANA's special-purpose registries), and are refused.
"""

import socket
import time
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address

import httpcore2

from service.settings import Outbound

Address = IPv4Address | IPv6Address
NAT64 = "64:ff9b::/96"
CONNECTING = 5.0
"""Seconds to wait for a connection to one address."""


class NotAllowed(Exception):
    """A place that requests may not go to; its text says which and why."""


class Guard:
    """Knows which addresses may be reached."""

    def __init__(self, outbound: Outbound) -> None:
        """Allow what *outbound* does."""
        self._hosts = frozenset(host.lower().rstrip(".") for host in outbound.hosts)
        self._networks = outbound.networks

    def resolved(self, host: str, port: int) -> tuple[str, ...]:
        """Return the addresses of *host* that may be reached.

        Raises:
            NotAllowed: if there is one at least, and none may be reached.
            OSError: if it has none.
        """
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = tuple(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
        allowed = tuple(address for address in addresses if self.allows(host, ip_address(address)))
        if not allowed:
            raise NotAllowed(
                f"{host} is not on the public internet, so nothing is sent there. Whoever runs this service "
                "can allow it, in BRANDCHECK_SERVICE__OUTBOUND__HOSTS."
            )
        return allowed

    def allows(self, host: str, address: Address) -> bool:
        """Return whether *address*, which *host* has, may be reached."""
        return self.is_inside(host, address) or all(map(_is_public, _meant(address)))

    def is_inside(self, host: str, address: Address) -> bool:
        """Return whether the settings allow it, wherever it lies."""
        named = host.lower().rstrip(".") in self._hosts
        return named or any(
            one.version == network.version and one in network
            for one in _meant(address)
            for network in self._networks
        )

    def allows_plain(self, host: str) -> bool:
        """Return whether *host* may be spoken to without encryption: only if the settings name it.

        Raises:
            OSError: if it has no address.
        """
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        addresses = (ip_address(str(entry[4][0]).partition("%")[0]) for entry in found)
        return all(self.is_inside(host, address) for address in addresses)


class GuardedBackend(httpcore2.NetworkBackend):
    """Connects to allowed addresses only, and gives each request so much time in all."""

    def __init__(self, guard: Guard, deadline: float) -> None:
        """Ask *guard*, until *deadline* on the monotonic clock."""
        self._guard, self._deadline = guard, deadline
        self._real = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline says it
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of *host* that may be reached and answers."""
        try:
            addresses = self._guard.resolved(host, port)
        except OSError as error:
            raise httpcore2.ConnectError(f"{host} has no address") from error
        failure: Exception | None = None
        for address in addresses:
            try:
                seconds = min(CONNECTING, left(self._deadline))
                stream = self._real.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return GuardedStream(stream, self._deadline)
        raise failure or httpcore2.ConnectError(f"{host} has no address")


class GuardedStream(httpcore2.NetworkStream):
    """A connection that ends at a deadline, however slowly the other side speaks."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        """Read from and write to *stream* until *deadline* on the monotonic clock."""
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline says it
        """Return what has come."""
        return self._stream.read(max_bytes, left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - as above
        """Send *buffer*."""
        self._stream.write(buffer, left(self._deadline))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201, ARG002
        """Encrypt the connection, to the name that was asked for."""
        stream = self._stream.start_tls(ssl_context, server_hostname, left(self._deadline))
        return GuardedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        """Return what the connection knows of itself."""
        return self._stream.get_extra_info(info)


def left(deadline: float) -> float:
    """Return the seconds until *deadline* on the monotonic clock.

    Raises:
        ReadTimeout: if it is over.
    """
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise httpcore2.ReadTimeout("it takes too long")
    return seconds


def _meant(address: Address) -> tuple[Address, ...]:
    """Return *address* and the address of version 4 that it stands for, if it does."""
    if isinstance(address, IPv6Address):
        teredo = address.teredo[1] if address.teredo else None
        behind = address.ipv4_mapped or address.sixtofour or teredo or _translated(address)
        if address.ipv4_mapped:
            return (address.ipv4_mapped,)
        return (address, behind) if behind else (address,)
    return (address,)


def _translated(address: IPv6Address) -> IPv4Address | None:
    """Return the address of version 4 behind NAT64's well-known prefix (RFC 6052, section 2.1)."""
    prefix = int(ip_address(NAT64.partition("/")[0])) >> 32
    return IPv4Address(int(address) & 0xFFFFFFFF) if int(address) >> 32 == prefix else None


def _is_public(address: Address) -> bool:
    is_site_local = isinstance(address, IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or is_site_local)
