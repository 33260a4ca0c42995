"""Links out: only to the markets' own addresses, whatever somebody makes them look like."""

from dataclasses import replace

import pytest

from domain.gifts.links import ALLOWED, link_of, verified
from domain.gifts.models import Market
from domain.gifts.refusals import LinkRefused
from tests.gifts.lots import listing

ITEM = "EQAREREREREREREREREREREREREREREREREREREREREREeYT"


@pytest.mark.parametrize(
    ("market", "own_id", "onchain", "url"),
    [
        (Market.GETGEMS, ITEM, True, f"https://getgems.io/nft/{ITEM}"),
        (Market.GETGEMS, "EQf_tg_gift____1", False, "https://t.me/nft/PlushPepe-7"),
        (Market.FRAGMENT, "plushpepe-7", True, "https://fragment.com/gift/plushpepe-7"),
        (Market.MRKT, "aa-bb", False, "https://t.me/mrkt/app?startapp=aa-bb"),
        (Market.PORTALS, "aa-bb", False, "https://t.me/portals/market?startapp=gift_aa-bb"),
        (Market.TONNEL, "4840785", False, "https://t.me/tonnel_network_bot/gift?startapp=4840785"),
        (Market.TONNEL, "-12", False, "https://t.me/tonnel_network_bot/gift?startapp=-12"),
        (Market.TONAPI, f"0:{'ab' * 32}", True, f"https://marketapp.ws/nft/0:{'ab' * 32}"),
    ],
)
def test_each_market_has_its_link(market: Market, own_id: str, *, onchain: bool, url: str) -> None:
    lot = replace(listing(7, 1).lot, market=market, own_id=own_id, onchain=onchain)
    assert link_of(lot).url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://getgems.io/nft/EQ1",
        "https://portal-market.com/redirect?to=//evil.com",
        "https://t.me/portals/other_app?startapp=1",
        "https://t.me/mrkt/apple",
        "https://t.me/nft/",
        "https://t.me/nft/a/b",
        "ftp://getgems.io/nft/EQ1",
        "javascript:alert(1)",
        "//getgems.io/nft/EQ1",
        "https://getgems.io.evil.com/nft/EQ1",
        "https://evil.com/getgems.io/nft/EQ1",
        "https://getgems.io@evil.com/nft/EQ1",
        "https://user:pass@getgems.io/nft/EQ1",
        "https://getgems.io:8443/nft/EQ1",
        "https://getgems.io:443/nft/EQ1",
        "https://www.getgems.io/nft/EQ1",
        "https://a.getgems.io/nft/EQ1",
        "https://getgems.io./nft/EQ1",
        "https://GETGEMS.IO/nft/EQ1",
        "https://getgems.i\u043e/nft/EQ1",
        "https://xn--getgems-2fg.io/nft/EQ1",
        "https://getgerns.io/nft/EQ1",
        "https://getgems.com/nft/EQ1",
        "https://getgems.io\\@evil.com/nft/EQ1",
        "https://getgems.io/nft/../../evil",
        "https://getgems.io/nft/%2e%2e/evil",
        "https://getgems.io/evil?next=/nft/",
        "https://getgems.io/nft/EQ1#@evil.com",
        "https://getgems.io\n.evil.com/nft/EQ1",
        "https://t.me/evil_bot?start=1",
        "https://t.me/nftevil/1",
        "https://t.me.evil.com/nft/PlushPepe-1",
        "https://telegram.me/nft/PlushPepe-1",
        "https://fragment.com.ru/gift/plushpepe-1",
        "https://fragrnent.com/gift/plushpepe-1",
        "https:///getgems.io/nft/EQ1",
        "https://getgems.io",
        "",
        "https://getgems.io/nft/" + "A" * 600,
    ],
)
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(LinkRefused):
        verified(url)


def test_what_is_let_through_has_exactly_an_allowed_host() -> None:
    for host, paths in ALLOWED.items():
        for path in paths:
            link = verified(f"https://{host}{path}{'x' if path.endswith('/') else '?startapp=x'}")
            assert link.host == host
    # A lot whose market tells an id that tries to leave the path stays inside it.
    lot = replace(listing(7, 1).lot, market=Market.GETGEMS, own_id="../evil?x=#", onchain=True)
    with pytest.raises(LinkRefused):
        link_of(lot)
