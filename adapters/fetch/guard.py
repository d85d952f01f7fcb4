"""Checks which addresses may be asked: first their form, then every IP address they lead to when connecting."""

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from core.errors import FetchError
from core.loopback import is_loopback

_NAT64 = IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
_LONGEST_ADDRESS = 4096


class ForbiddenAddressError(OSError):
    """A name leads to an address that is not public; carried through the HTTP library by its own error."""


def read_address(text: str, *, allow_loopback: bool, hosts: Sequence[str] = ()) -> URL:
    """An address that may be asked (raises FetchError forbidden).

    https to a public host; http only to this machine and only with `allow_loopback`. `hosts`, when not empty, are the
    only hosts and parents of hosts taken. The address is kept letter by letter: signatures depend on it.
    """
    if len(text) > _LONGEST_ADDRESS:
        raise FetchError("forbidden", "the address is too long")
    try:
        url = URL(text, encoded=text.isascii() and text.isprintable() and " " not in text)
        host, port, user, password = url.host, url.port, url.user, url.password
    except ValueError:
        raise FetchError("forbidden", "not an address") from None
    if not host or not port or not url.absolute:
        raise FetchError("forbidden", "not an address")
    if user is not None or password is not None:
        raise FetchError("forbidden", "credentials in the address")
    is_here = is_loopback(host)
    if url.scheme != "https" and not (url.scheme == "http" and allow_loopback and is_here):
        raise FetchError("forbidden", f"scheme {url.scheme[:10]}")
    if hosts and not _is_among(host, hosts):
        raise FetchError("forbidden", "a host that is not on the list")
    literal = _read_ip(host)
    if literal is None and (":" in host or host.replace(".", "").isdigit()):
        # 2130706433, 127.1, 127.0.0.1.: a literal to a socket, and the resolver would never see it.
        raise FetchError("forbidden", "an odd spelling of an address")
    if literal is not None and not is_public(literal) and not (allow_loopback and literal.is_loopback):
        raise FetchError("forbidden", "not a public address")
    return url


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    """Whether an address is global unicast, and so is what it carries inside."""
    if isinstance(ip, IPv6Address):
        if ip in _NAT64:
            return is_public(IPv4Address(ip.packed[-4:]))
        # Addresses that tunnel to another one, and an older ipaddress's blind spot.
        if ip.ipv4_mapped or ip.sixtofour or ip.teredo or ip in _NAT64_LOCAL or ip.is_site_local:
            return False
        if ip.scope_id is not None:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


class PublicResolver(AbstractResolver):
    """Resolves names to addresses that must all be public; what was checked is what is connected to.

    One address that is not public spoils the whole name. `localhost` alone may lead to this machine, where that is
    allowed; no other name may.
    """

    def __init__(self, *, allow_loopback: bool, inner: AbstractResolver | None = None) -> None:
        self._allow_loopback = allow_loopback
        self._inner = inner or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a name (raises ForbiddenAddressError)."""
        found = await self._inner.resolve(host, port, family)
        for row in found:
            ip = _read_ip(row["host"])
            is_allowed_here = self._allow_loopback and ip is not None and ip.is_loopback and is_loopback(host)
            if ip is None or not (is_public(ip) or is_allowed_here):
                raise ForbiddenAddressError("a name leads to an address that is not public")
        return found

    async def close(self) -> None:
        """Close the resolver underneath."""
        await self._inner.close()


def _read_ip(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _is_among(host: str, hosts: Sequence[str]) -> bool:
    name = host.casefold().rstrip(".")
    wanted = [one.casefold().strip().strip(".") for one in hosts]
    return any(name == one or name.endswith(f".{one}") for one in wanted if one)
