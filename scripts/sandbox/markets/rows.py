"""Gifts, listings and what happened to them, as plain values that the store can keep."""

from dataclasses import dataclass

from scripts.sandbox.forms import Json
from scripts.sandbox.markets import items, names
from scripts.sandbox.markets.names import Collection

TON = "TON"
FIX = "fix"
# What each market sells, in the words of its own page.
SALE_KINDS = {
    "getgems": (FIX, "auction"),
    "fragment": (FIX, "auction"),
    "mrkt": (FIX, "auction", "premarket"),
    "tonnel": (FIX, "auction", "bundle", "premarket"),
    "portals": (FIX, "bundle", "premarket"),
    "tonapi": (FIX,),
}
# Where a page can show until when a gift is locked.
SHOWS_LOCKS = ("mrkt", "tonnel", "portals")
# Where a page can show that a price is in something else than TON.
SHOWS_ASSETS = ("tonnel", "getgems")
# What is sold there is on the chain, or it could not be sold there.
CHAIN_ONLY = ("fragment", "tonapi")
_TONNEL_FIRST = 4_000_000


@dataclass(slots=True, kw_only=True)
class Gift:
    """`key` is `<short name>-<number>`; `tier` is set for crafted ones, whose model has no
    rarity in figures. `owner` is a name; `owner_address` is set when a wallet is meant.
    """

    key: str
    uid: int
    short: str
    number: int
    model: str
    backdrop: str
    symbol: str
    onchain: bool
    owner: str
    owner_address: str | None = None
    tier: str | None = None

    @property
    def collection(self) -> Collection:
        """Its collection."""
        found = names.collection(self.short)
        assert found is not None, "gifts are of collections that there are"
        return found

    @property
    def slug(self) -> str:
        """As Telegram writes it: `PlushPepe-1234`."""
        return f"{self.collection.slug}-{self.number}"

    @property
    def address(self) -> str:
        """The raw address of its item, whether it is on the chain yet or not."""
        return items.item_address(self.short, self.number)

    @property
    def home(self) -> str:
        """The raw address of its owner."""
        return self.owner_address or home_of(self.owner)

    @property
    def model_rarity(self) -> int | None:
        """Per mille; None for a crafted gift."""
        if self.tier is not None:
            return None
        return self.collection.models.get(self.model) or names.rarity_of_new(self.model)

    @property
    def backdrop_rarity(self) -> int:
        """Per mille."""
        return names.backdrops().get(self.backdrop) or names.rarity_of_new(self.backdrop)

    @property
    def symbol_rarity(self) -> int:
        """Per mille."""
        return self.collection.symbols.get(self.symbol) or names.rarity_of_new(self.symbol)

    def dump(self) -> Json:
        """As the store keeps it."""
        return {name: getattr(self, name) for name in Gift.__slots__}


@dataclass(slots=True, kw_only=True)
class Listing:
    """One gift on one market. `price` in the smallest unit of its asset, times in ms.

    `bot`: empty, `ladder`, `noise` or `bait`; `due`: when it acts next, in lived seconds.
    """

    market: str
    gift: str
    uid: int
    price: int
    listed_ms: int
    changed_ms: int
    onchain: bool
    asset: str = TON
    sale_kind: str = FIX
    locked_ms: int | None = None
    version: int = 1
    bot: str = ""
    due: float = 0.0

    @property
    def key(self) -> str:
        """Its place among all listings."""
        return f"{self.market}:{self.gift}"

    @property
    def contract(self) -> str:
        """The raw address of the contract that sells it, if it is sold on the chain."""
        return names.address_of(f"sale/{self.key}/{self.listed_ms}")

    @property
    def own_id(self) -> str:
        """The market's own id, as the market writes it."""
        return own_id(self)

    @property
    def id(self) -> str:
        """The market and its own id."""
        return f"{self.market}:{self.own_id}"

    def dump(self) -> Json:
        """As the store keeps it."""
        return {name: getattr(self, name) for name in Listing.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What truly happened: `listed`, `repriced`, `delisted`, `sold` or `moved`."""

    seq: int
    at_ms: int
    kind: str
    market: str | None
    listing: str | None
    gift: str
    price: int | None
    asset: str
    seller: str | None
    buyer: str | None
    # Where the two had it on the chain, raw.
    seller_home: str | None = None
    buyer_home: str | None = None

    def dump(self) -> Json:
        """As the store keeps it."""
        return {name: getattr(self, name) for name in Event.__slots__}


def home_of(owner: str) -> str:
    """The address of one who has no wallet in this world."""
    return names.address_of(f"owner/{owner}")


def own_id(listing: Listing) -> str:
    """By market: an address, a slug, a UUID or a number."""
    market, gift = listing.market, listing.gift
    if market == "fragment":
        return gift
    if market == "tonnel":
        number = tonnel_id(listing.uid)
        return str(-number if listing.sale_kind == "bundle" else number)
    if market in ("mrkt", "portals"):
        return uuid(market, gift)
    short, _, told = gift.rpartition("-")
    address = items.item_address(short, int(told))
    if market == "tonapi":
        return address
    return names.friendly(address) if listing.onchain else names.offchain_address(listing.uid)


def tonnel_id(uid: int) -> int:
    """Tonnel's own number of a gift."""
    return _TONNEL_FIRST + uid


def uuid(market: str, gift: str) -> str:
    """MRKT's and Portals' own id of a gift."""
    return names.uuid_of(f"{market}/{gift}")
