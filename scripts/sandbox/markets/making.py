"""The gifts and listings that a world begins with: the same for the same seed and sizes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from scripts.sandbox.markets import names
from scripts.sandbox.markets.names import NANO, Collection
from scripts.sandbox.markets.rows import (
    CHAIN_ONLY,
    FIX,
    SALE_KINDS,
    SHOWS_ASSETS,
    SHOWS_LOCKS,
    TON,
    Gift,
    Listing,
)

# How the listings of the world lie on the markets.
SHARES = {
    "portals": 30,
    "mrkt": 25,
    "tonnel": 20,
    "getgems": 15,
    "fragment": 7,
    "tonapi": 3,
}
ONCHAIN_SHARE = 0.1
_CRAFTED_SHARE = 0.01
_OTHER_KIND_SHARE = 0.06
_LOCKED_SHARE = 0.03
_OTHER_ASSET_SHARE = 0.02
_DAY_MS = 86_400_000
_LISTED_DAYS_AGO = 14
_LOCKED_DAYS = 21
_GIFTS_PER_OWNER = 4
# What bots hold of all listings.
_BOTS = (("bait", 0.005), ("ladder", 0.06), ("noise", 0.04))
# Dear backdrops and rare models cost more than the floor.
_DEAR_BACKDROPS = {"Black": 2.5, "Onyx Black": 1.6, "Midnight Blue": 1.2, "Platinum": 1.2}
_COMMON_PER_MILLE = 20
LADDER_EVERY_S = 1_800.0
NOISE_EVERY_S = 3_600.0
BAIT_LIVES_S = 3_600.0
# USDT for one TON where a price is in dollars.
_DOLLARS = 2.4
_USDT = 10**6


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How large the world of gifts is when it begins."""

    collections: int = 12
    gifts: int = 20_000
    listings: int = 2_000

    @property
    def truly_listed(self) -> int:
        """No more listings than gifts, and no gifts without a collection."""
        return min(self.listings, self.truly_there)

    @property
    def truly_there(self) -> int:
        """How many gifts there will be."""
        room = sum(one.supply for one in chosen(self.collections))
        return min(self.gifts, room // 2)


def chosen(count: int) -> list[Collection]:
    """The first collections of the list."""
    found = [names.collection(short) for short in names.order()[:count]]
    return [one for one in found if one is not None]


def gifts(sizes: Sizes, seed: int) -> dict[str, Gift]:
    """All gifts by their key; numbers lie scattered over what was issued."""
    chance = Random(f"{seed}/gifts")
    made: dict[str, Gift] = {}
    there, wanted = chosen(sizes.collections), sizes.truly_there
    owners = max(wanted // _GIFTS_PER_OWNER, 1)
    total = sum(one.supply for one in there)
    done = 0
    for at, one in enumerate(there):
        last = at == len(there) - 1
        count = min(wanted - done if last else wanted * one.supply // total, one.supply)
        done += count
        for gift in _of(one, count, len(made), owners, chance):
            made[gift.key] = gift
    return made


def listings(
    sizes: Sizes, seed: int, there: dict[str, Gift], *, now_ms: int, usdt: str
) -> list[Listing]:
    """The first listings, oldest first; gifts of markets on the chain are brought there."""
    chance = Random(f"{seed}/listings")
    picked = chance.sample(list(there.values()), min(sizes.listings, len(there)))
    markets = chance.choices(list(SHARES), cum_weights=_sums(SHARES.values()), k=len(picked))
    made = []
    for gift, market in zip(picked, markets, strict=True):
        if market in CHAIN_ONLY:
            gift.onchain = True
        elif market in ("tonnel", "mrkt", "portals"):
            # Their pages do not tell, or only by half, that a gift is on the chain.
            gift.onchain = False
        if gift.tier is not None and market not in ("mrkt", "portals"):
            gift.tier = None
        made.append(_listing(gift, market, chance, now_ms=now_ms, usdt=usdt))
    return sorted(made, key=lambda one: (one.listed_ms, one.key))


def asked_price(gift: Gift, draw: float) -> int:
    """A price in nano that somebody might ask; `draw` from 0 to 1, where 0 is the floor."""
    rarity = gift.model_rarity or _COMMON_PER_MILLE
    rare = max(_COMMON_PER_MILLE / rarity, 1.0) ** 0.6
    dear = _DEAR_BACKDROPS.get(gift.backdrop, 1.0)
    return rounded(int(gift.collection.floor * rare * dear * (1 + draw * draw * 1.5)))


def rounded(nano: int) -> int:
    """As people write prices: three digits that count, at least 0.01 TON."""
    step = int(10 ** max(len(str(nano)) - 3, 7))
    return max(nano // step * step, NANO // 100)


def listing_of(gift: Gift, market: str, price: int, *, now_ms: int) -> Listing:
    """A plain listing at a fixed price in TON."""
    return Listing(
        market=market,
        gift=gift.key,
        uid=gift.uid,
        price=price,
        listed_ms=now_ms,
        changed_ms=now_ms,
        onchain=gift.onchain,
    )


def weighted(weights: Mapping[str, int], draw: float) -> str:
    """One of the keys, `draw` from 0 to 1."""
    left = draw * sum(weights.values())
    for name, weight in weights.items():
        left -= weight
        if left < 0:
            return name
    return list(weights)[-1]


def _of(
    one: Collection, count: int, first_uid: int, owners: int, chance: Random
) -> Iterable[Gift]:
    numbers = chance.sample(range(1, one.supply + 1), count)
    models = chance.choices(list(one.models), cum_weights=_sums(one.models.values()), k=count)
    symbols = chance.choices(list(one.symbols), cum_weights=_sums(one.symbols.values()), k=count)
    rarities = names.backdrops()
    backdrops = chance.choices(list(rarities), cum_weights=_sums(rarities.values()), k=count)
    for at, number in enumerate(numbers):
        crafted = chance.random() < _CRAFTED_SHARE
        yield Gift(
            key=f"{one.short}-{number}",
            uid=first_uid + at + 1,
            short=one.short,
            number=number,
            model=models[at],
            backdrop=backdrops[at],
            symbol=symbols[at],
            onchain=chance.random() < ONCHAIN_SHARE,
            owner=f"holder{int(chance.random() * owners) + 1}",
            tier=names.TIERS[int(chance.random() * 4)] if crafted else None,
        )


def _listing(gift: Gift, market: str, chance: Random, *, now_ms: int, usdt: str) -> Listing:
    listed_ms = now_ms - int(chance.random() * _LISTED_DAYS_AGO * _DAY_MS)
    made = listing_of(gift, market, asked_price(gift, chance.random()), now_ms=listed_ms)
    kinds = SALE_KINDS[market]
    if len(kinds) > 1 and chance.random() < _OTHER_KIND_SHARE:
        made.sale_kind = chance.choice(kinds[1:])
    if market in SHOWS_LOCKS and chance.random() < _LOCKED_SHARE:
        made.locked_ms = now_ms + int((1 + chance.random() * _LOCKED_DAYS) * _DAY_MS)
    if market in SHOWS_ASSETS and chance.random() < _OTHER_ASSET_SHARE:
        made.asset = usdt
        made.price = int(made.price / NANO * _DOLLARS * 100) * _USDT // 100
    _give_to_bot(made, chance)
    return made


def _give_to_bot(made: Listing, chance: Random) -> None:
    draw = chance.random()
    if made.sale_kind != FIX or made.asset != TON:
        return
    for bot, share in _BOTS:
        draw -= share
        if draw < 0:
            made.bot = bot
            made.due = chance.random() * LADDER_EVERY_S
            if bot == "bait":
                made.price = max(made.price // 10, NANO // 100)
            return


def _sums(weights: Iterable[int]) -> list[int]:
    return list(accumulate(weights))
