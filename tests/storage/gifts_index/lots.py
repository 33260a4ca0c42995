"""Lots by chance, and the plain count that the index is held against: Python over all lots, by
the words of the contract, sharing nothing with the index but its values.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from hypothesis import strategies as st

from domain.gifts.search import Include, NumberKind, Query, SaleKind, Sort, Trait
from domain.shared.ids import Instant
from storage.gifts.index_rows import Lot

COLLECTIONS = ("plushpepe", "durovscap", "toybear", "bdaycandle")
MODELS = ("Steel Frog", "Zebra", "Cold Heart", "Black Cat", "Panda", "Midas")
BACKDROPS = ("Black", "Burgundy", "Lavender", "Onyx")
SYMBOLS = ("Gear", "Tie", "Cicada")
MARKETS = ("getgems", "mrkt", "portals", "tonnel")
NUMBERS = (1, 7, 9, 10, 11, 22, 99, 100, 101, 111, 1221, 1234, 7777, 10**6)
PRICES = (0, 1, 5, 5 * 10**9, 10**10, 10**10 + 1, 2**60)
INSTANTS = (0, 10, 20, 30, 40)


def lot(lot_id: str = "tonnel:1", **changes: Any) -> Lot:  # noqa: ANN401  as `_replace` has it
    """A plain lot, but for what is said."""
    plain = Lot(
        id=lot_id,
        market=lot_id.partition(":")[0],
        collection="plushpepe",
        number=1234,
        model="Steel Frog",
        backdrop="Black",
        symbol="Gear",
        onchain=False,
        sale_kind=SaleKind.FIX,
        locked_until=None,
        asset="TON",
        buyer_total=5 * 10**9,
        newest_at=Instant(0),
        rarity_permille=10,
    )
    return plain._replace(**changes)


def lots(ids: st.SearchStrategy[str]) -> st.SearchStrategy[Lot]:
    """Few values of each thing, so that much falls together; mostly plain ones."""
    return st.builds(
        Lot,
        id=ids,
        market=st.sampled_from(MARKETS),
        collection=st.sampled_from(COLLECTIONS),
        number=st.sampled_from(NUMBERS),
        model=st.sampled_from(("", *MODELS)),
        backdrop=st.sampled_from(BACKDROPS),
        symbol=st.sampled_from(SYMBOLS),
        onchain=st.booleans(),
        sale_kind=st.sampled_from((SaleKind.FIX,) * 5 + tuple(SaleKind)),
        locked_until=st.sampled_from((None,) * 5 + INSTANTS),
        asset=st.sampled_from(("TON",) * 5 + ("jetton:0:ab",)),
        buyer_total=st.sampled_from(PRICES),
        newest_at=st.sampled_from(INSTANTS),
        rarity_permille=st.sampled_from((None, 1, 10, 30, 1000)),
    )


def ids() -> st.SearchStrategy[str]:
    """A few short and long ones, with letters beyond ASCII, so that ids come back."""
    tails = st.sampled_from(["1", "10", "2", "a", "é", "я" * 20, "b" * 60, "b" * 61])
    return st.builds("{}:{}".format, st.sampled_from(MARKETS), tails)


def queries() -> st.SearchStrategy[Query]:
    """At most three filters, so that something is found."""

    def some(values: Iterable[object]) -> st.SearchStrategy[tuple[object, ...]]:
        return st.lists(st.sampled_from(tuple(values)), min_size=1, max_size=3).map(tuple)

    filters: dict[str, st.SearchStrategy[object]] = {
        "collection": some((*COLLECTIONS, "nobodyhasit")),
        "model": some((*MODELS, "")),
        "backdrop": some(BACKDROPS),
        "symbol": some(SYMBOLS),
        "market": some(MARKETS),
        "onchain": some((True, False)),
        "number_min": st.sampled_from(NUMBERS),
        "number_max": st.sampled_from(NUMBERS),
        "number_kind": some(NumberKind),
        "price_min": st.sampled_from((-1, *PRICES, 2**70)),
        "price_max": st.sampled_from((-1, *PRICES, 2**70)),
    }
    chosen = st.lists(st.sampled_from(tuple(filters)), max_size=3, unique=True).flatmap(
        lambda names: st.fixed_dictionaries({name: filters[name] for name in names})
    )
    return st.builds(
        lambda parts, include, sort, limit: Query(
            **parts, include=include, sort=sort, limit=limit, facets=tuple(Trait)
        ),
        chosen,
        st.one_of(st.just(()), some(Include), st.just(tuple(Include))),
        st.sampled_from(Sort),
        st.integers(1, 5),
    )


def matches(one: Lot, query: Query, now: int, *, but: Trait | None = None) -> bool:
    """What is not told is no value that could be asked for."""
    return _counts(one, query, now) and all(
        (value := getattr(one, trait.value)) and value in query.values(trait)
        for trait in Trait
        if trait is not but and query.values(trait)
    )


def count_facets(
    those: Iterable[Lot], query: Query, now: int
) -> dict[Trait, list[tuple[str, int]]]:
    facets = {}
    for trait in query.facets:
        kept = [one for one in those if matches(one, query, now, but=trait)]
        counts = Counter(getattr(one, trait.value) for one in kept)
        del counts[""]
        facets[trait] = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return facets


def sort_key(sort: Sort) -> Callable[[Lot], tuple[object, ...]]:
    def key(one: Lot) -> tuple[object, ...]:
        foreign = one.asset != "TON"
        rarity = one.rarity_permille
        keys: dict[Sort, tuple[object, ...]] = {
            Sort.PRICE: (foreign, one.buyer_total),
            Sort.PRICE_DOWN: (foreign, -one.buyer_total),
            Sort.NEWEST: (-one.newest_at,),
            Sort.NUMBER: (one.number,),
            Sort.RARITY: (rarity is None, rarity or 0),
        }
        return *keys[sort], one.id.encode()

    return key


def _counts(one: Lot, query: Query, now: int) -> bool:
    """All but the filters of traits."""
    special = {
        Include.LOCKED: one.locked_until is not None and one.locked_until > now,
        Include.OTHER_ASSETS: one.asset != "TON",
        Include.AUCTION: one.sale_kind is SaleKind.AUCTION,
        Include.BUNDLE: one.sale_kind is SaleKind.BUNDLE,
        Include.PREMARKET: one.sale_kind is SaleKind.PREMARKET,
    }
    priced = query.price_min is not None or query.price_max is not None
    bounds = (
        (one.number, query.number_min, query.number_max),
        (one.buyer_total, query.price_min, query.price_max),
    )
    return (
        all(part in query.include for part, holds in special.items() if holds)
        and not (priced and one.asset != "TON")
        and all(
            (low is None or low <= n) and (high is None or n <= high) for n, low, high in bounds
        )
        and (not query.onchain or one.onchain in query.onchain)
        and (not query.number_kind or any(_has(one.number, kind) for kind in query.number_kind))
    )


def _has(number: int, kind: NumberKind) -> bool:
    digits = str(number)
    if kind is NumberKind.LOW:
        return number < 100
    if len(digits) < 2:
        return False
    same = len(set(digits)) == 1
    return same if kind is NumberKind.REPEATING else digits == "".join(reversed(digits))
