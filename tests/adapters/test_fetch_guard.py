import socket
from ipaddress import ip_address

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from adapters.fetch.guard import ForbiddenAddressError, PublicResolver, is_public, read_address
from core.errors import FetchError

PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "64:ff9b::8.8.8.8"]
PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "2002:7f00:1::",
    "2002:808:808::",
    "2001:0:4136:e378::",
    "64:ff9b::127.0.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::a00:1",
]


@pytest.mark.parametrize("text", PUBLIC)
def test_global_addresses_are_public(text: str) -> None:
    assert is_public(ip_address(text))


@pytest.mark.parametrize("text", PRIVATE)
def test_addresses_of_our_own_networks_and_tunnels_to_them_are_not(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize(
    "text",
    [
        "https://cdn.example/a.png",
        "HTTPS://CDN.example/a.png",
        "https://cdn.example:8443/a.png?sig=a%2Bb~",
        "https://8.8.8.8/a.png",
        "https://[2606:2800:220:1::1]/a.png",
        "https://图片.example/小狗.png",
        "https://cdn.example/a b.png",
    ],
)
def test_public_https_addresses_may_be_asked(text: str) -> None:
    assert read_address(text, allow_loopback=False).scheme == "https"


def test_a_signed_address_is_kept_letter_by_letter() -> None:
    text = "https://cdn.example/a%20b.png?Signature=a%2Bb%2F%3D~%7e&x=+"
    assert str(read_address(text, allow_loopback=False)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cdn.example/a.png",
        "//cdn.example/a.png",
        "/etc/passwd",
        "file:///etc/passwd",
        "ftp://cdn.example/a.png",
        "data:image/png;base64,AAAA",
        "javascript:alert(1)",
        "http://cdn.example/a.png",
        "http://127.0.0.1/a.png",
        "https://127.0.0.1/a.png",
        "https://[::1]/a.png",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/a.png",
        "https://[::ffff:10.0.0.1]/a.png",
        "https://2130706433/a.png",
        "https://127.1/a.png",
        "https://0177.0.0.1/a.png",
        "https://127.0.0.1./a.png",
        "https://user@cdn.example/a.png",
        "https://user:secret@cdn.example/a.png",
        "https://:secret@cdn.example/a.png",
        "https://cdn.example\\@127.0.0.1/a.png",
        "https://cdn.example:99999/a.png",
        "https://cdn.example:0/a.png",
        "https://[::1/a.png",
        "https:///a.png",
        "https://cdn.example/" + "a" * 5000,
    ],
)
def test_anything_else_is_forbidden_before_a_name_is_looked_up(text: str) -> None:
    with pytest.raises(FetchError) as raised:
        read_address(text, allow_loopback=False)
    assert raised.value.reason == "forbidden"


@pytest.mark.parametrize(
    "text",
    ["http://127.0.0.1:8090/v.mp4", "http://localhost/v.mp4", "http://[::1]:1/x", "https://localhost/x"],
)
def test_this_machine_may_be_asked_where_it_is_allowed(text: str) -> None:
    assert read_address(text, allow_loopback=True)


@pytest.mark.parametrize(
    "text",
    [
        "http://cdn.example/v.mp4",
        "http://10.0.0.1/v.mp4",
        "https://192.168.0.1/x",
        "http://localhost.example/",
    ],
)
def test_loopback_allows_no_other_private_address_and_no_plain_http_elsewhere(text: str) -> None:
    with pytest.raises(FetchError):
        read_address(text, allow_loopback=True)


@pytest.mark.parametrize("host", ["cdn.example", "a.b.cdn.example", "CDN.Example", "cdn.example."])
def test_a_listed_host_covers_its_subdomains(host: str) -> None:
    assert read_address(f"https://{host}/v.mp4", allow_loopback=False, hosts=[" .CDN.example", ""])


@pytest.mark.parametrize("host", ["example", "evilcdn.example", "cdn.example.evil", "8.8.8.8"])
def test_a_host_that_is_not_listed_is_forbidden(host: str) -> None:
    with pytest.raises(FetchError):
        read_address(f"https://{host}/v.mp4", allow_loopback=False, hosts=["cdn.example"])


class Names(AbstractResolver):
    """A resolver from a table."""

    def __init__(self, **table: list[str]) -> None:
        self.table = table
        self.closed = False

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=one, port=port, family=family, proto=0, flags=0)
            for one in self.table[host]
        ]

    async def close(self) -> None:
        self.closed = True


async def test_a_name_is_resolved_only_if_all_its_addresses_are_public() -> None:
    names = Names(good=["8.8.8.8", "2606:2800:220:1::1"], mixed=["8.8.8.8", "10.0.0.1"], odd=["what"])
    resolver = PublicResolver(allow_loopback=False, inner=names)
    assert len(await resolver.resolve("good", 443)) == 2
    for name in ("mixed", "odd"):
        with pytest.raises(ForbiddenAddressError):
            await resolver.resolve(name, 443)
    await resolver.close()
    assert names.closed


async def test_only_localhost_leads_to_this_machine_and_only_where_it_is_allowed() -> None:
    names = Names(localhost=["127.0.0.1", "::1"], rebound=["127.0.0.1"])
    allowing = PublicResolver(allow_loopback=True, inner=names)
    assert len(await allowing.resolve("localhost", 80)) == 2
    with pytest.raises(ForbiddenAddressError):
        await allowing.resolve("rebound", 443)
    with pytest.raises(ForbiddenAddressError):
        await PublicResolver(allow_loopback=False, inner=names).resolve("localhost", 80)
