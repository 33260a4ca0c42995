"""What the portfolio and the basket need of those who read the chain's index of items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.gifts.models import CollectionKey, GiftKey
from domain.shared.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A gift that a wallet has, also while the contract of a sale keeps it. Addresses are raw.
    `contract` is that of the sale, `price` what it asks of a buyer; both None unless it is for
    sale, `price` also where it is asked in something that we do not know.
    """

    wallet: str
    gift: GiftKey
    collection: CollectionKey
    number: int
    title: str
    address: str
    model: str | None = None
    backdrop: str | None = None
    symbol: str | None = None
    image_url: str | None = None
    contract: str | None = None
    price: Money | None = None


class Holdings(Protocol):
    """Implemented over TON API's `GET /v2/accounts/{address}/nfts?indirect_ownership=true`."""

    async def of(self, wallet: str) -> tuple[Held, ...]:
        """All gifts of a raw address, each once, those in sale contracts included; items of
        collections that are no gifts, look-alikes among them, are left out. A sale at a market
        that is a wallet is none. Raises GatewayError: the answer is whole or none.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainSale:
    """Who sells an item on the chain. `owner` is whose it is by the index: the contract of the
    sale itself. `price` is None where it is not in the native coin, however that is called.
    """

    item: str
    contract: str
    owner: str
    price: Money | None


class ChainSales(Protocol):
    """Implemented over TON API's `POST /v2/nfts/_bulk`."""

    async def of(self, items: Sequence[str]) -> Mapping[str, ChainSale]:
        """The sales of these items (raw addresses); those that are not for sale are left out.
        Raises GatewayError.
        """
        ...
