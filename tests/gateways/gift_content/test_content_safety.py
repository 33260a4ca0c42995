"""What strangers' addresses may reach, and what of their answers is believed."""

import asyncio
import ipaddress
import socket
from collections.abc import Sequence
from pathlib import Path

import pytest
from aiohttp.abc import ResolveResult

from bot.gateways.gift_content.addresses import (
    IpfsPath,
    allowed,
    ipfs_path,
    is_public,
    joined,
)
from bot.gateways.gift_content.fetch import Fetcher
from bot.gateways.gift_content.ipfs import Gateways
from domain.gifts.content_ports import ContentGone, ContentRefused
from domain.gifts.models import GiftKey
from domain.shared.refusals import GatewayError, GatewayRejected, Throttled
from tests.gateways.gift_content.conftest import Make
from tests.gateways.gift_content.content_host import Host, hosting

CID = "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG"
CID_1 = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi"


class Names:
    """Names that lead where a test says."""

    def __init__(self, **where: Sequence[str]) -> None:
        self._where = {name.replace("_", "."): ips for name, ips in where.items()}
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        if host not in self._where:
            raise OSError(f"no such name: {host}")
        return [
            ResolveResult(hostname=host, host=ip, port=port, family=family, proto=0, flags=0)
            for ip in self._where[host]
        ]

    async def close(self) -> None:
        pass


@pytest.mark.parametrize(
    "address",
    [
        "http://pictures.example/a.png",
        "ftp://pictures.example/a.png",
        "file:///etc/passwd",
        "data:text/html,hello",
        "javascript:alert(1)",
        "https://pictures.example:8443/a.png",
        "https://me:secret@pictures.example/a.png",
        "https://127.0.0.1/a.png",
        "https://[::1]/a.png",
        "https://[::ffff:10.0.0.1]/a.png",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/a.png",
        "https://printer.local/a.png",
        "https://metadata.google.internal/a",
        "https://" + "a" * 3000,
        "//pictures.example/a.png",
        "not an address",
        "",
    ],
)
async def test_addresses_that_are_never_asked_for(address: str) -> None:
    with pytest.raises(ContentRefused):
        await Fetcher().get(address, most_bytes=1000)


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("10.0.0.1", False),
        ("172.16.5.4", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("127.8.8.8", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:192.168.1.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
    ],
)
def test_which_addresses_are_of_the_open_internet(ip: str, *, public: bool) -> None:
    assert is_public(ipaddress.ip_address(ip)) is public


@pytest.mark.parametrize("ips", [["10.0.0.7"], ["93.184.216.34", "127.0.0.1"], ["::1"]])
async def test_a_name_that_leads_inside_is_refused(ips: list[str]) -> None:
    names = Names(pictures_example=ips)
    fetcher = Fetcher(resolver=names)
    with pytest.raises(ContentRefused, match="inside a network"):
        await fetcher.get("https://pictures.example/a.png", most_bytes=1000)
    assert names.asked == ["pictures.example"]
    await fetcher.close()


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "0177.0.0.1"])
async def test_an_address_in_another_spelling_is_none(host: str) -> None:
    """The system's resolver reads them as addresses: what comes out is looked at."""
    fetcher = Fetcher()
    with pytest.raises((ContentRefused, GatewayError)):
        await fetcher.get(f"https://{host}/a.png", most_bytes=1000)
    await fetcher.close()


async def test_a_name_that_is_not_there_may_be_there_later() -> None:
    fetcher = Fetcher(resolver=Names())
    with pytest.raises(GatewayError, match="no such name") as failed:
        await fetcher.get("https://pictures.example/a.png", most_bytes=1000)
    assert not isinstance(failed.value, GatewayRejected)
    await fetcher.close()


async def test_redirects_are_looked_at_one_by_one(host: Host) -> None:
    names = Names(inner_example=["192.168.0.9"])
    fetcher = Fetcher({host.url}, names)
    async with hosting() as private:
        private.tell("/secret", b"secret")
        host.tell("/literal", status=302, Location=private.at("/secret"))
        host.tell("/named", status=301, Location="https://inner.example/secret")
        host.tell("/script", status=302, Location="javascript:alert(1)")
        host.tell("/nowhere", status=302)
        for path in ("/literal", "/named", "/script", "/nowhere"):
            with pytest.raises(ContentRefused):
                await fetcher.get(host.at(path), most_bytes=1000)
        assert private.asked == []
    await fetcher.close()


async def test_redirects_end(host: Host) -> None:
    fetcher = Fetcher({host.url})
    host.tell("/0", b"here")
    for number in range(1, 6):
        host.tell(f"/{number}", status=307, Location=f"/{number - 1}")
    assert await fetcher.get(host.at("/3"), most_bytes=1000) == b"here"
    for far in ("/4", "/5"):
        with pytest.raises(ContentRefused, match="sent on and on"):
            await fetcher.get(host.at(far), most_bytes=1000)
    await fetcher.close()


async def test_a_body_is_cut_off_where_it_is_too_large(host: Host) -> None:
    fetcher = Fetcher({host.url})
    host.tell("/a", b"x" * 1000)
    assert len(await fetcher.get(host.at("/a"), most_bytes=1000)) == 1000
    with pytest.raises(ContentRefused, match="1000 bytes"):
        await fetcher.get(host.at("/a"), most_bytes=999)
    await fetcher.close()


async def test_a_packed_body_is_not_unpacked(host: Host) -> None:
    fetcher = Fetcher({host.url})
    host.tell("/bomb", b"\x1f\x8b" + bytes(50), Content_Encoding="gzip")
    with pytest.raises(GatewayError, match="packed"):
        await fetcher.get(host.at("/bomb"), most_bytes=1000)
    assert host.headers[0]["Accept-Encoding"] == "identity"
    assert "Cookie" not in host.headers[0]
    await fetcher.close()


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, ContentGone),
        (410, ContentGone),
        (451, ContentGone),
        (429, Throttled),
        (403, GatewayError),
        (500, GatewayError),
    ],
)
async def test_what_a_status_means(host: Host, status: int, kind: type[GatewayError]) -> None:
    fetcher = Fetcher({host.url})
    host.tell("/a", status=status, Retry_After="7")
    with pytest.raises(kind) as failed:
        await fetcher.get(host.at("/a"), most_bytes=1000)
    assert type(failed.value).__mro__.index(kind) <= 1
    if isinstance(failed.value, Throttled):
        assert failed.value.retry_after_s == 7
    await fetcher.close()


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (f"ipfs://{CID}", (CID, "")),
        (f"ipfs://{CID}/7.json", (CID, "/7.json")),
        (f"ipfs://ipfs/{CID}/a b.json", (CID, "/a b.json")),
        (f"/ipfs/{CID_1}/x/y.png", (CID_1, "/x/y.png")),
        (CID, (CID, "")),
        (f"{CID_1}/1.json", (CID_1, "/1.json")),
        (f"https://ipfs.io/ipfs/{CID}/1.json?filename=x", (CID, "/1.json")),
        (f"https://{CID_1}.ipfs.dweb.link/1.json", (CID_1, "/1.json")),
        ("https://pictures.example/1.json", None),
        ("https://pictures.example/ipfs/short/1.json", None),
        ("ipfs://short", None),
        ("1.json", None),
        (f"ipns://{CID}", None),
    ],
)
def test_ways_to_write_an_ipfs_address(address: str, found: tuple[str, str] | None) -> None:
    path = ipfs_path(address)
    assert (path and (path.cid, path.path)) == found


@pytest.mark.parametrize("path", ["/../secret", "/%2e%2e/secret", "/a/..%2f..", "/a\\b", "/a\nb"])
def test_an_ipfs_path_does_not_climb(path: str) -> None:
    with pytest.raises(ContentRefused):
        ipfs_path(f"ipfs://{CID}{path}")


@pytest.mark.parametrize(
    ("base", "address", "whole"),
    [
        ("https://a.example/x/1.json", "1.png", "https://a.example/x/1.png"),
        ("https://a.example/x/1.json", "//b.example/1.png", "https://b.example/1.png"),
        (f"ipfs://{CID}/1.json", "1.png", f"ipfs://{CID}/1.png"),
        ("https://a.example/1.json", f"ipfs://{CID}", f"ipfs://{CID}"),
        ("https://a.example/1.json", CID, CID),
        (None, "1.png", "1.png"),
    ],
)
def test_addresses_relative_to_the_metadata(base: str | None, address: str, whole: str) -> None:
    assert joined(base, address) == whole


def test_trusted_origins_are_exact() -> None:
    trusted = {"http://127.0.0.1:8090"}
    assert allowed("http://127.0.0.1:8090/gift/a.json", trusted).path == "/gift/a.json"
    for other in ("http://127.0.0.1:8091/", "https://127.0.0.1:8090/", "http://127.0.0.1:80901/"):
        with pytest.raises(ContentRefused):
            allowed(other, trusted)


async def test_in_the_sandbox_nobody_beyond_it_is_asked(host: Host) -> None:
    names = Names(pictures_example=["93.184.216.34"])
    fetcher = Fetcher({host.url}, names, alone=True)
    host.tell("/a", b"here")
    host.tell("/away", status=302, Location="https://pictures.example/a")
    assert await fetcher.get(host.at("/a"), most_bytes=10) == b"here"
    for address in (host.at("/away"), "https://pictures.example/a"):
        with pytest.raises(ContentRefused, match="beyond the sandbox"):
            await fetcher.get(address, most_bytes=10)
    assert names.asked == []
    await fetcher.close()


async def test_those_who_wait_are_not_without_number(host: Host) -> None:
    fetcher = Fetcher({host.url})
    host.hang("/a")
    waiting = [
        asyncio.ensure_future(fetcher.get(host.at("/a"), most_bytes=10)) for _ in range(200)
    ]
    await asyncio.sleep(0)
    gateways = Gateways([host.url], fetcher)
    with pytest.raises(Throttled):
        await gateways.get(IpfsPath(CID), most_bytes=10)
    assert gateways.resting == frozenset(), "it is not the gateway's fault"
    for one in waiting:
        one.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    host.tell("/b", b"here")
    assert await fetcher.get(host.at("/b"), most_bytes=10) == b"here"
    await fetcher.close()


async def test_nothing_is_asked_after_the_end(host: Host, make: Make, tmp_path: Path) -> None:
    content = make()
    await content.close()
    with pytest.raises(GatewayError):
        await content.of_gift(GiftKey("pepe-1"))
    assert host.asked == []
