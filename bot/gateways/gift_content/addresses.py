"""Addresses that strangers wrote into metadata: what they may be, and what they may reach.

Only https and IPFS. Nothing inside our own network is asked for, whatever name it hides behind.
"""

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urljoin

from yarl import URL

from domain.gifts.content_ports import ContentRefused

LENGTH_MAX: Final = 2_000
_HTTPS_PORT: Final = 443
_CID: Final = re.compile(
    r"Qm[1-9A-HJ-NP-Za-km-z]{44}|b[a-z2-7]{55,110}|z[1-9A-HJ-NP-Za-km-z]{45,100}|f[0-9a-f]{66,150}",
    re.ASCII,
)
_PATH: Final = re.compile(r"/?(?:ipfs/)?([^/?#]+)(/[^?#]*)?", re.ASCII)
_SCHEME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:", re.ASCII)
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_V4_BITS: Final = 32
Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class IpfsPath:
    """A content id and the path beneath it, which is empty or begins with a slash."""

    cid: str
    path: str = ""

    def under(self, gateway: str) -> str:
        return f"{gateway}/ipfs/{self.cid}{quote(self.path)}"


def ipfs_path(address: str) -> IpfsPath | None:
    """`ipfs://CID/path`, `/ipfs/CID/path`, a bare CID, or any gateway's address of the same; None
    for another address. Refusal: ContentRefused for a path that climbs.
    """
    if address.startswith(("https://", "http://")):
        return _at_gateway(address)
    rest = address.removeprefix("ipfs://") if address.startswith("ipfs://") else address
    if rest is address and _SCHEME.match(address):
        return None
    return _in_path(rest)


def allowed(address: str, trusted: Collection[str], *, alone: bool = False) -> URL:
    """The address to ask for. `trusted` are origins of our own (the sandbox's) that may be plain
    http and inside the network; with `alone` there are no others. Raises ContentRefused.
    """
    if len(address) > LENGTH_MAX:
        raise ContentRefused("an address without end")
    try:
        url = URL(address)
        origin = str(url.origin())
    except (ValueError, TypeError):
        raise ContentRefused("not an address") from None
    if origin in trusted:
        return url
    if alone:
        raise ContentRefused(f"{origin}: nobody beyond the sandbox is asked")
    if url.scheme != "https" or url.port != _HTTPS_PORT or url.user or url.password:
        raise ContentRefused(f"{origin}: not plain https")
    host = url.host or ""
    ip = _literal(host)
    if ip is not None and not is_public(ip):
        raise ContentRefused(f"{origin}: inside a network")
    if ip is None and ("." not in host.strip(".") or host.endswith((".local", ".internal"))):
        raise ContentRefused(f"{origin}: inside a network")
    return url


def is_public(ip: Ip) -> bool:
    """Whether it is an address of the open internet, those that carry another inside included."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return is_public(ipaddress.IPv4Address(int(ip) & (1 << _V4_BITS) - 1))
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is not None:
            return is_public(inner)
        if ip.teredo is not None or ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def joined(base: str | None, address: str) -> str:
    """An address in metadata may be told relative to that of the metadata."""
    if base is None or _SCHEME.match(address) or ipfs_path(address) is not None:
        return address
    if base.startswith("ipfs://"):
        # The standard library joins only schemes that it knows.
        return "ipfs" + urljoin("https" + base.removeprefix("ipfs"), address).removeprefix("https")
    return urljoin(base, address)


def _at_gateway(address: str) -> IpfsPath | None:
    try:
        url = URL(address)
    except ValueError:
        return None
    label, _, rest = (url.host or "").partition(".")
    if rest.startswith("ipfs.") and _CID.fullmatch(label):
        return _checked(IpfsPath(label, "" if url.path == "/" else url.path))
    return _in_path(url.path) if url.path.startswith("/ipfs/") else None


def _in_path(text: str) -> IpfsPath | None:
    match = _PATH.fullmatch(text.split("?", 1)[0].split("#", 1)[0])
    if match is None or _CID.fullmatch(match[1]) is None:
        return None
    return _checked(IpfsPath(match[1], unquote(match[2] or "")))


def _checked(found: IpfsPath) -> IpfsPath:
    parts = unquote(found.path).split("/")
    if ".." in parts or "\\" in found.path or not found.path.isprintable():
        raise ContentRefused("a path that climbs")
    return found


def _literal(host: str) -> Ip | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
