"""What wallets have, and who sells items on the chain: implements the ports of
`domain.gifts.portfolio.holding_ports`.
"""

from collections.abc import Mapping, Sequence

from bot.gateways.markets.health import Tally
from bot.gateways.markets.onchain import ChainItem
from bot.gateways.markets.tonapi.client import TonApi
from domain.gifts.models import TraitValue
from domain.gifts.names import gift_key
from domain.gifts.portfolio.holding_ports import ChainSale, Held
from domain.shared.money import TON, Money


class TonApiHoldings:
    """Implements Holdings."""

    def __init__(self, tonapi: TonApi) -> None:
        self._tonapi = tonapi

    async def of(self, wallet: str) -> tuple[Held, ...]:
        return tuple(_held(one, wallet) for one in await self._tonapi.owned(wallet))


class TonApiSales:
    """Implements ChainSales."""

    def __init__(self, tonapi: TonApi) -> None:
        self._tonapi = tonapi

    async def of(self, items: Sequence[str]) -> Mapping[str, ChainSale]:
        found = await self._tonapi.items_at(items, Tally())
        sales = (_sale(one) for one in found.values() if one is not None)
        return {sale.item: sale for sale in sales if sale is not None}


def _held(one: ChainItem, wallet: str) -> Held:
    return Held(
        wallet=wallet,
        gift=gift_key(one.collection, one.number),
        collection=one.collection,
        number=one.number,
        title=one.title,
        address=one.address,
        model=_name(one.model),
        backdrop=_name(one.backdrop),
        symbol=_name(one.symbol),
        image_url=one.image_url,
        contract=one.sale.contract if one.sale is not None else None,
        price=one.sale.price if one.sale is not None else None,
    )


def _sale(one: ChainItem) -> ChainSale | None:
    if one.sale is None or one.owner is None:
        return None
    return ChainSale(
        item=one.address,
        contract=one.sale.contract,
        owner=one.owner,
        price=_native(one.sale.price),
    )


def _native(price: Money | None) -> Money | None:
    return price if price is not None and price.asset == TON else None


def _name(value: TraitValue | None) -> str | None:
    return value.name if value is not None else None
