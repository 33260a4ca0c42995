"""New gifts, as scripts want them."""

from collections.abc import Mapping
from dataclasses import dataclass

from scripts.sandbox.forms import Refusal
from scripts.sandbox.markets import making, names
from scripts.sandbox.markets.rows import Gift
from scripts.sandbox.markets.state import Markets

_STREAM = "gifts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is None is drawn by the world's chance, as rare as it is."""

    short: str
    number: int | None = None
    model: str | None = None
    backdrop: str | None = None
    symbol: str | None = None
    owner: str | None = None
    owner_address: str | None = None
    onchain: bool = False


def make(markets: Markets, wanted: Wanted) -> Gift:
    """A new gift, of a collection that the world may not have had yet.

    Refuses: `not-found` for a collection that Telegram has not; `taken` for its number.
    """
    collection = names.collection(wanted.short)
    if collection is None:
        raise Refusal("not-found", collection=wanted.short)
    book, chance = markets.book, markets.core.chance
    number = wanted.number
    while number is None or (wanted.number is None and f"{wanted.short}-{number}" in book.gifts):
        number = chance.between(1, collection.supply, _STREAM)
    if f"{wanted.short}-{number}" in book.gifts:
        raise Refusal("taken", gift=f"{wanted.short}-{number}")

    def drawn(rarities: Mapping[str, int]) -> str:
        return making.weighted(rarities, chance.below(2**32, _STREAM) / 2**32)

    gift = Gift(
        key=f"{wanted.short}-{number}",
        uid=1 + max((book.gifts[key].uid for key in book.order[-1:]), default=0),
        short=wanted.short,
        number=number,
        model=wanted.model or drawn(collection.models),
        backdrop=wanted.backdrop or drawn(names.backdrops()),
        symbol=wanted.symbol or drawn(collection.symbols),
        onchain=wanted.onchain,
        owner=wanted.owner or f"holder{chance.between(1, 1 + len(book.gifts) // 4, _STREAM)}",
        owner_address=wanted.owner_address,
    )
    if gift.onchain:
        book.bring_on_chain(gift)
    else:
        book.put_gift(gift)
    for market in ("tonapi", "getgems") if gift.onchain else ():
        book.touch(market)
    markets.changed()
    return gift
