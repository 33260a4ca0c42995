"""Links to where a gift is sold: made here, and never followed before their host is checked.

Phishing lives of addresses that look right. A link goes out only as `https`, to a host that
stands in the list as it is, without a port or a name before the host, and under the path that the
market uses there. Forms of the links: those that clients of the markets open (GetGems and
Fragment by address and slug; Portals, MRKT and Tonnel as Mini Apps by their start parameter).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlsplit

from domain.gifts.models import Lot, Market
from domain.gifts.refusals import LinkRefused

ALLOWED: Final[Mapping[str, tuple[str, ...]]] = {
    "t.me": ("/nft/", "/mrkt/app", "/portals/market", "/tonnel_network_bot/gift"),
    "getgems.io": ("/nft/",),
    "fragment.com": ("/gift/",),
    "marketapp.ws": ("/nft/",),
}
"""Hosts, and the paths of links there: after a slash at the end one more part follows."""
_FORMS: Final[Mapping[Market, str]] = {
    Market.FRAGMENT: "https://fragment.com/gift/{gift}",
    Market.MRKT: "https://t.me/mrkt/app?startapp={own}",
    Market.PORTALS: "https://t.me/portals/market?startapp=gift_{own}",
    Market.TONNEL: "https://t.me/tonnel_network_bot/gift?startapp={own}",
}
_ON_CHAIN: Final[Mapping[Market, str]] = {
    Market.GETGEMS: "https://getgems.io/nft/{own}",
    Market.TONAPI: "https://marketapp.ws/nft/{own}",
}
"""What is not on the chain has its page at Telegram instead."""
_LONGEST: Final = 512
_KEPT_MOST: Final = 8192
"""Lots are told again and again, and their addresses with them."""
_LEFT_OUT: Final = str.maketrans("", "", " -.'`\u2019\u2018\u00b4\u00a0\u2010\u2011")


@dataclass(frozen=True, slots=True)
class Link:
    """An address that `verified` has let through."""

    url: str

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc


def link_of(lot: Lot) -> Link:
    """Where a person buys this lot. Refusal: LinkRefused."""
    return verified(_form(lot))


def link_if_safe(lot: Lot) -> Link | None:
    """None where no address is known that may be trusted: nobody is sent anywhere then."""
    try:
        return link_of(lot)
    except LinkRefused:
        return None


@lru_cache(maxsize=_KEPT_MOST)
def verified(url: str) -> Link:
    """Refusal: LinkRefused for any host that is not in the list exactly as it is written: other
    letters that look alike, names before an `@`, ports, subdomains, a dot at the end; for another
    scheme than https; for a path that is not the market's.
    """
    if len(url) > _LONGEST or not url.isascii() or not url.isprintable() or _odd(url):
        raise LinkRefused(host="")
    parts = urlsplit(url)
    paths = ALLOWED.get(parts.netloc)
    if parts.scheme != "https" or paths is None:
        raise LinkRefused(host=parts.netloc[:80])
    if not any(_is_under(parts.path, one) for one in paths) or parts.fragment:
        raise LinkRefused(host=parts.netloc)
    return Link(url)


def _is_under(path: str, allowed: str) -> bool:
    if not allowed.endswith("/"):
        return path == allowed
    rest = path.removeprefix(allowed)
    return path.startswith(allowed) and bool(rest) and "/" not in rest and ".." not in rest


def _odd(url: str) -> bool:
    """What browsers read otherwise than `urlsplit` does."""
    return any(sign in url for sign in ("\\", " ", "%2e", "%2E", "%2f", "%2F", "%5c", "%5C", "@"))


def _form(lot: Lot) -> str:
    form = _FORMS.get(lot.market)
    if form is None and not lot.onchain:
        form = "https://t.me/nft/{slug}"
    elif form is None:
        form = _ON_CHAIN[lot.market]
    own = quote(lot.own_id, safe=":")
    return form.format(own=own, gift=lot.gift, slug=_slug(lot.title, lot.number))


def _slug(title: str, number: int) -> str:
    """As Telegram writes it: `PlushPepe-1234`."""
    return f"{quote(title.translate(_LEFT_OUT), safe='')}-{number}"
