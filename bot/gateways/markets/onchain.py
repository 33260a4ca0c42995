"""Items of gifts as an index of the chain tells them, for all adapters that read it: whoever sells
an item on the chain, it lies in the contract of the sale.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.gateways.markets.health import Odd, Tally
from domain.gifts.market_ports import MarketEvent, Shelf
from domain.gifts.models import CollectionKey, EventKind, Lot, Market, TraitValue
from domain.gifts.search import SaleKind
from domain.shared.ids import Instant
from domain.shared.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """`house` is the name of the market that the contract belongs to, in lower case. Without a
    price it could not be read, and `odd` says why.
    """

    house: str
    contract: str
    seller: str | None
    price: Money | None
    odd: Odd | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainItem:
    """Addresses are raw. `owner` is the contract of the sale while there is one. `trusted` is the
    index's own word that the collection is what it seems.
    """

    address: str
    parent: str
    collection: CollectionKey
    number: int
    title: str
    model: TraitValue | None
    backdrop: TraitValue | None
    symbol: TraitValue | None
    image_url: str | None
    owner: str | None
    trusted: bool
    sale: Sale | None

    @property
    def holder(self) -> str | None:
        """Whose it is: the seller's, while it lies in a sale's contract. None: nobody says."""
        return self.owner if self.sale is None else self.sale.seller

    def lot(self, market: Market, own_id: str) -> Lot | None:
        """What is for sale, as a lot of the market; None without a price that makes sense."""
        sale = self.sale
        if sale is None or sale.price is None:
            return None
        return Lot(
            market=market,
            own_id=own_id,
            collection=self.collection,
            number=self.number,
            title=self.title,
            model=self.model,
            backdrop=self.backdrop,
            symbol=self.symbol,
            price=sale.price,
            sale_kind=SaleKind.FIX,
            onchain=True,
            address=self.address,
            contract=sale.contract,
            seller=sale.seller,
            image_url=self.image_url,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """`ids` are the addresses of all rows, those that could not be read included; of these `tally`
    tells. `full`: there may be more.
    """

    items: tuple[ChainItem, ...]
    ids: tuple[str, ...]
    tally: Tally
    full: bool


class ChainItems(Protocol):
    """An index of the chain, as another market's adapter reads by it. Raises GatewayError."""

    async def shelves(self) -> tuple[Shelf, ...]:
        """Collections of gifts; `ref` is the raw address."""
        ...

    async def items_of(self, collection: str, *, offset: int) -> ItemPage:
        """Of a collection by its raw address, for sale or not."""
        ...

    async def items_at(
        self, addresses: Sequence[str], tally: Tally
    ) -> Mapping[str, ChainItem | None]:
        """By raw address; None for one that is not there, and one that could not be read is left
        out.
        """
        ...


def delisted(lot: Lot, now: ChainItem, at: Instant) -> MarketEvent | None:
    """It is back with its seller, or the seller offers it elsewhere; when that came about nobody
    tells. None when somebody else has it, and while the same contract has it for sale.
    """
    same = now.sale is not None and now.sale.contract == lot.contract
    if lot.seller is None or now.holder != lot.seller or same:
        return None
    return MarketEvent(
        ref=f"{lot.contract or lot.own_id}:{EventKind.DELISTED}",
        kind=EventKind.DELISTED,
        at=at,
        own_id=lot.own_id,
        gift=lot.gift,
        price=lot.price,
        giver=lot.seller,
    )
