"""Implements domain.gifts.baskets.ports.Purchases over GetGems' public API.

`POST /v1/nfts/buy-fix-price/{nft}` with the sale's `version`, which another price changes and
which is therefore read anew each time. The answer is what TON Connect takes, but for its names:
`{uuid, from, timeout (ms), list: [{to, amount (nano as text), payload, stateInit}]}`. Nothing of
it is believed here: see `domain.gifts.baskets.proofs`.
"""

from collections.abc import Sequence
from typing import Final

from bot.gateways.markets import exact, prices
from bot.gateways.markets.session import Ask, MarketSession
from domain.gifts.baskets.ports import NotSold, Offered
from domain.gifts.market_ports import Unreadable
from domain.gifts.models import Lot, Market
from domain.shared.ids import SECOND
from domain.shared.money import TON
from domain.shared.refusals import GatewayRejected

_V1: Final = "/public-api/v1"
_VERSION_MOST: Final = 128
_CELLS_MOST: Final = 20_000


class GetGemsPurchases:
    def __init__(self, session: MarketSession) -> None:
        self._session = session

    @property
    def market(self) -> Market:
        return Market.GETGEMS

    async def offer(self, lot: Lot) -> Sequence[Offered]:
        """Raises NotSold, Unreadable, another GatewayError."""
        version = await self._version(lot)
        path = f"{_V1}/nfts/buy-fix-price/{lot.own_id}"
        try:
            told = await self._session.json(Ask(path=path, body={"version": version}))
        except GatewayRejected as refused:
            raise NotSold(f"getgems: {refused}") from refused
        answer = exact.object_in(told, "response", what="getgems purchase")
        rows = exact.rows_in(answer, "list", what="getgems purchase")
        return [_offered(row, answer.get("timeout")) for row in rows]

    async def _version(self, lot: Lot) -> str:
        """Of the sale as it is this moment, which has to be the lot's."""
        try:
            told = await self._session.json(Ask(path=f"{_V1}/nft/{lot.own_id}"))
        except GatewayRejected as refused:
            raise NotSold(f"getgems: {refused}") from refused
        sale = exact.object_in(told, "response", what="getgems item").get("sale")
        if not isinstance(sale, dict):
            raise NotSold("getgems: not for sale")
        if sale.get("fullPrice") != str(lot.price.units):
            raise NotSold("getgems: at another price")
        version = sale.get("version")
        if not isinstance(version, str) or not 0 < len(version) <= _VERSION_MOST:
            raise Unreadable("getgems item: a sale without its version")
        return version


def _offered(row: object, timeout: object) -> Offered:
    """Raises Unreadable."""
    if not isinstance(row, dict):
        raise Unreadable("getgems purchase: no message")
    try:
        to = exact.own_id(row, "to")
        amount = prices.units_of_text(row.get("amount"), TON).units
        until = exact.moment(int(timeout) if isinstance(timeout, str) else timeout)
    except (exact.OddRow, ValueError):
        raise Unreadable("getgems purchase: a message that makes no sense") from None
    return Offered(
        to=to,
        amount=amount,
        payload=_cells(row, "payload"),
        state_init=_cells(row, "stateInit"),
        until_s=until // SECOND,
    )


def _cells(row: exact.Row, name: str) -> str | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > _CELLS_MOST:
        raise Unreadable("getgems purchase: a message that makes no sense")
    return value
