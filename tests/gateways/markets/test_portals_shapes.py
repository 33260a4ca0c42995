"""Portals as it was recorded: both doors, filters that it overlooks, what cannot be bought."""

import pytest

from bot.gateways.markets.exact import OddRow
from bot.gateways.markets.health import Odd
from bot.gateways.markets.portals import mapping
from bot.gateways.markets.portals.client import Portals
from domain.gifts.market_ports import FeesRead, Unreadable
from domain.gifts.models import TraitValue
from domain.gifts.search import SaleKind
from domain.shared.money import TON, Money
from tests.gateways.markets.recorded import POSIES, POSY, changed
from tests.gateways.markets.wire import Row, Wire


def portals(*rows: Row, authorization: str = "") -> tuple[Wire, Portals]:
    wire = Wire()
    wire.answer("/nfts/search", {"results": list(rows), "total_count": len(rows)})
    return wire, Portals("https://portal-market.com", authorization, wire.means())


async def test_a_portals_lot() -> None:
    wire, reader = portals(POSY)
    (lot,) = (await reader.page(POSIES, None)).lots
    assert (lot.gift, lot.price) == ("prettyposy-26429", Money(12_500_000_000, TON))
    assert lot.model == TraitValue(name="Aurora", rarity_permille=15)
    assert (lot.sale_kind, lot.onchain, lot.locked_until) == (SaleKind.FIX, False, None)
    assert lot.listed_at == 1_789_802_013_000_000
    (call,) = wire.calls
    # The sort counts only where it stands first.
    assert call.query[0][0] == "sort_by"
    assert "Authorization" not in call.headers
    assert {"Origin", "Referer", "User-Agent"} <= set(call.headers)


async def test_portals_has_two_doors() -> None:
    wire, reader = portals(POSY, authorization="partners a-token")
    await reader.page(POSIES, None)
    assert wire.calls[0].url == "https://portal-market.com/partners/nfts/search"
    assert wire.calls[0].headers["Authorization"] == "partners a-token"


async def test_portals_that_overlooks_a_filter_is_not_believed() -> None:
    foreign = changed(POSY, name="Vice Cream", tg_id="ViceCream-26429")
    _, reader = portals(foreign)
    with pytest.raises(Unreadable):
        await reader.page(POSIES, None)
    _, reader = portals(POSY, changed(foreign, id="8c1f0f4e-0000-4000-8000-000000000009"))
    page = await reader.page(POSIES, None)
    assert ([lot.gift for lot in page.lots], page.odd) == (
        ["prettyposy-26429"],
        {"not-asked-for": 1},
    )


async def test_a_slug_that_says_another_gift_is_not_believed() -> None:
    _, reader = portals(changed(POSY, tg_id="PrettyPosy-1"))
    page = await reader.page(POSIES, None)
    assert (page.lots, page.odd) == ((), {"contradiction": 1})


async def test_locked_bundled_and_early_portals_lots_are_told_apart() -> None:
    until = "2026-12-24T00:00:00Z"
    rows = [
        changed(POSY, unlocks_at=until),
        changed(POSY, id="b", tg_id="PrettyPosy-2", external_collection_number=2, bundle_id="x"),
        changed(POSY, id="c", tg_id="PrettyPosy-3", external_collection_number=3)
        | {"is_premarket": True},
    ]
    _, reader = portals(*rows)
    lots = {lot.own_id: lot for lot in (await reader.page(POSIES, None)).lots}
    assert lots[POSY["id"]].locked_until == 1_798_070_400_000_000
    assert (lots["b"].sale_kind, lots["c"].sale_kind) == (SaleKind.BUNDLE, SaleKind.PREMARKET)


@pytest.mark.parametrize(
    ("commission", "bps"),
    [("0.02", 200), ("0.05", 500), ("2", 200), ("5", 500), ("0", 0), ("90", None), ("x", None)],
)
async def test_portals_says_its_fee(commission: str, bps: int | None) -> None:
    wire = Wire()
    wire.answer("/market/config", {"commission": commission, "user_cashback": "0.4"})
    told = await Portals("https://portal-market.com", "", wire.means()).fees()
    wanted = FeesRead(on_top_bps=0, inside_bps=0, seller_bps=bps or 0)
    assert told == (None if bps is None else wanted)


@pytest.mark.parametrize("told", [7, "a-1", None, 2**70, "x" * 5000, "a\nb", ["a"]])
def test_what_happened_at_portals_is_named_within_bounds(told: object) -> None:
    at = "2026-09-19T07:13:33Z"
    row = {"id": told, "type": "buy", "amount": "12.5", "created_at": at, "nft": POSY}
    if told in (7, "a-1", None):
        assert mapping.entry(row).ref == (
            str(told) if told else f"{POSY['id']} sold 1789802013000000 12.5"
        )
        return
    with pytest.raises(OddRow) as refused:
        mapping.entry(row)
    assert refused.value.odd is Odd.ID
