"""Which addresses a person may make us call: public ones, plainly spelled, on web ports.

The list is our own because ``ipaddress.is_global`` (Python 3.11) passes NAT64, 6to4, site-local and multicast.
Sources: the IANA special-purpose address registries (RFC 6890) and the URL standard's "ends in a number".
"""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpcore
import httpx

from recallwatch.errors import AddressRefused

#: Ports a receiver or a page may listen on, without the operator's word.
PORTS = frozenset({80, 443, 8080, 8443})

#: Gives the addresses of a host name.
Resolver = Callable[[str, int], Awaitable[list[str]]]

_DENIED_V4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",
        "168.63.129.16/32",  # a public number that is Azure's host agent on every machine there
        "169.254.0.0/16",  # link-local, cloud metadata
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
# Everything else (loopback, mapped, NAT64, unique local, link- and site-local, multicast) lies outside 2000::/3.
_GLOBAL_V6 = IPv6Network("2000::/3")
_DENIED_V6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
    )
)
_ENDS_IN_NUMBER = re.compile(r"(?:\A|\.)(?:[0-9]+|0[xX][0-9a-fA-F]*)\.?\Z")
# Letters, digits, hyphens, and the underscore that some names have all the same (RFC 952, RFC 1123 section 2.1).
_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?\Z")
_DOTTED_QUAD = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}\Z")


@dataclass(frozen=True, slots=True)
class Target:
    """A user-given address taken apart once, so that what was checked is what is used. ``path`` has the query."""

    scheme: str
    host: str
    port: int
    path: bytes

    @property
    def authority(self) -> str:
        """The Host header."""
        usual = self.port == (443 if self.scheme == "https" else 80)
        return _bracketed(self.host) if usual else f"{_bracketed(self.host)}:{self.port}"


def check_target(url: str, *, allow: frozenset[str] = frozenset()) -> Target:
    """Take an address apart and refuse what no receiver needs; ``allow`` holds exempted ``host:port`` strings.

    Where the name leads is checked when connecting, by ``GuardedNetwork``. Raises ``AddressRefused``.
    """
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise AddressRefused(f"not a web address: {error}") from error
    host = parsed.raw_host.decode("ascii").lower()
    if parsed.scheme not in ("http", "https") or not host:
        raise AddressRefused("only http and https addresses are called")
    if parsed.userinfo:
        raise AddressRefused("an address with a user name or password in it is not called")
    port = parsed.port or (443 if parsed.scheme == "https" else 80)
    if port not in PORTS and _entry(host, port) not in allow:
        raise AddressRefused(f"port {port} is not one of {', '.join(map(str, sorted(PORTS)))}")
    if ":" not in host and not _NAME.match(host):
        raise AddressRefused(f"{host!r} is no plain host name")
    if ":" not in host and _ENDS_IN_NUMBER.search(host) and not _DOTTED_QUAD.match(host):
        raise AddressRefused(f"{host} is an odd spelling of an IP address")
    return Target(parsed.scheme, host, port, parsed.raw_path)


def denied(address: str) -> bool:
    """Whether an IP address must not be connected to; IPv4 inside IPv6 is judged as IPv4."""
    ip: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    if isinstance(ip, IPv4Address):
        return any(ip in block for block in _DENIED_V4)
    return ip.scope_id is not None or ip not in _GLOBAL_V6 or any(ip in block for block in _DENIED_V6)


def _entry(host: str, port: int) -> str:
    """How a receiver is written in a list of exemptions."""
    return f"{_bracketed(host)}:{port}"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, in the system's order of preference."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Connects only to addresses that were checked: one look-up, every answer judged, then those very numbers.

    ``allow`` holds exempted ``host:port`` strings, lower-case.
    """

    def __init__(
        self,
        *,
        resolver: Resolver = resolve,
        allow: frozenset[str] = frozenset(),
        network: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._resolver = resolver
        self._allow = allow
        self._network = network or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve, judge, connect; a name with any denied address is refused whole."""
        addresses = await self._resolve(host, port)
        bad = next((address for address in addresses if denied(address)), None)
        if bad is not None and _entry(host, port) not in self._allow:
            # A name may lead elsewhere at the next look-up; a number that was typed as such never will.
            raise AddressRefused(f"{host} leads to {bad}, which is not a public address", passing=bad != host)
        for address in addresses[:-1]:
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._network.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        await self._network.sleep(seconds)

    async def _resolve(self, host: str, port: int) -> list[str]:
        try:
            addresses = await self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} cannot be resolved") from error
        if not addresses:
            raise httpcore.ConnectError(f"{host} has no address")
        return addresses
