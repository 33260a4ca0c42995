"""Pages of a market's lots, as they come in, and the rules that people have made meanwhile."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from domain.gifts.alerts.models import Rule, RuleKind
from domain.gifts.models import CollectionKey, Lot, Market, TraitValue
from domain.gifts.search import Query, SaleKind
from domain.shared.ids import Instant, UserId
from domain.shared.money import TON, Money

LOTS: Final = 50
MODELS_WATCHED: Final = 20
_DEAR: Final = 10**13
_CHEAP: Final = 10**6
_EACH_MODEL: Final = (
    "SELECT collection, model FROM gifts_listings WHERE model IS NOT NULL GROUP BY 1, 2"
)


class Pages:
    """Each page has one lot that is cheaper than all before it, and 49 anywhere; their traits are
    as common as they are among the lots of the collection.
    """

    def __init__(self, store: Path, collection: str) -> None:
        self._collection = CollectionKey(collection)
        self._chance = np.random.default_rng(11)
        self._made = 0
        with sqlite3.connect(store) as connection:
            self._traits = connection.execute(
                "SELECT model, backdrop, symbol FROM gifts_listings WHERE collection = ?",
                (collection,),
            ).fetchall()

    def next(self) -> tuple[str, list[Lot]]:
        self._made += 1
        mark = f"mark-{self._made}"
        prices = self._chance.integers(_DEAR // 100, _DEAR, LOTS).tolist()
        lots = [self._lot(f"{mark}-{n}", price) for n, price in enumerate(prices)]
        lots[0] = replace(lots[0], own_id=mark, price=Money(_CHEAP - self._made, TON))
        return mark, lots

    def _lot(self, own_id: str, price: int) -> Lot:
        number, row = self._chance.integers(0, (2**30, len(self._traits))).tolist()
        model, backdrop, symbol = (TraitValue(name=name) for name in self._traits[row])
        return Lot(
            market=Market.TONNEL,
            own_id=own_id,
            collection=self._collection,
            number=number,
            title=self._collection,
            model=model,
            backdrop=backdrop,
            symbol=symbol,
            price=Money(price, TON),
            sale_kind=SaleKind.FIX,
            onchain=False,
        )


def rules(store: Path, collection: str, now: Instant) -> list[Rule]:
    """A limit on every model there is, and on some models of the collection every kind of rule
    that a lot, or the floor, is held against.
    """
    with sqlite3.connect(store) as connection:
        models = connection.execute(_EACH_MODEL).fetchall()
    own = [pair for pair in models if pair[0] == collection][:MODELS_WATCHED]
    made = [_rule(RuleKind.UNDER, pair, price_max=_CHEAP // 2) for pair in models]
    for kind in (RuleKind.VALUE, RuleKind.FLOOR, RuleKind.BACK):
        made += [_rule(kind, pair, share_bps=5_000) for pair in own]
    return [
        replace(one, id=f"rule-{n}", person=UserId(1 + n), created_at=now, changed_at=now)
        for n, one in enumerate(made)
    ]


def _rule(
    kind: RuleKind,
    pair: tuple[str, str],
    *,
    price_max: int | None = None,
    share_bps: int | None = None,
) -> Rule:
    return Rule(
        id="",
        person=UserId(0),
        kind=kind,
        query=Query(collection=(pair[0],), model=(pair[1],), price_max=price_max),
        share_bps=share_bps,
        created_at=Instant(0),
        changed_at=Instant(0),
    )
