"""What is truly for sale, and people who look for it."""

import itertools
from collections import defaultdict
from dataclasses import dataclass, field

from tests.program import Api, Json, Program
from tests.talk import Somebody, meet

PAGE = 4


def ton(money: Json) -> int:
    """Nano."""
    whole, _, part = str(money["amount"]).partition(".")
    return int(whole + part.ljust(9, "0"))


def plain(lot: Json) -> bool:
    """Of the default search, in a world whose locks do not end meanwhile."""
    return (
        lot["sale_kind"] == "fix"
        and lot["locked_until"] is None
        and lot["buyer_total"]["asset"] == "TON"
    )


def by_price(lots: list[Json]) -> list[Json]:
    return sorted(lots, key=lambda lot: (ton(lot["buyer_total"]), lot["id"]))


@dataclass
class Bazaar:
    program: Program
    _names: "itertools.count[int]" = field(default_factory=itertools.count)

    def somebody(self, **person: Json) -> Somebody:
        """Who has accepted the terms."""
        return meet(self.program, self.name(), **person)

    def name(self) -> str:
        return f"visitor{next(self._names)}"

    def lots(self) -> list[Json]:
        """Those of the default search, cheapest first."""
        found = self.program.world.get("/listings?limit=10000")["items"]
        return by_price([lot for lot in found if plain(lot)])

    def shelf(self, least: int) -> tuple[str, list[Json]]:
        """A collection of which so many lots are for sale: its title and all of them."""
        groups: dict[str, list[Json]] = defaultdict(list)
        for lot in self.lots():
            groups[lot["collection"]].append(lot)
        key, lots = next((k, v) for k, v in sorted(groups.items()) if len(v) >= least)
        known = Api(self.program.url).get("/gifts/collections")["items"]
        return next(str(one["title"]) for one in known if one["key"] == key), lots
