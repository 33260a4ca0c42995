"""A plain count over what is truly for sale, by the words of the contract."""

import random
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from tests.contract.outsider import Json

FACETS = ("collection", "model", "backdrop", "symbol", "market")
INCLUDE = ("auction", "bundle", "premarket", "locked", "other_assets")


def total(lot: Json) -> Decimal:
    return Decimal(lot["buyer_total"]["amount"])


def name_of(lot: Json, facet: str) -> str:
    value = lot[facet]
    return str(value["name"] if isinstance(value, dict) else value)


def special(lot: Json, now: str) -> set[str]:
    """What keeps the lot out of the default search."""
    found = {lot["sale_kind"]} - {"fix"}
    if lot["locked_until"] is not None and lot["locked_until"] > now:
        found.add("locked")
    if lot["buyer_total"]["asset"] != "TON":
        found.add("other_assets")
    return found


def digits(lot: Json) -> set[str]:
    text = str(lot["number"])
    kinds = {"low"} if lot["number"] < 100 else set()
    if len(text) > 1 and text == text[::-1]:
        kinds.add("palindrome")
        if len(set(text)) == 1:
            kinds.add("repeating")
    return kinds


def priced(lot: Json) -> bool:
    return bool(lot["buyer_total"]["asset"] == "TON")


def has_name(facet: str, lot: Json, wanted: list[str]) -> bool:
    return name_of(lot, facet) in wanted


RULES: dict[str, Callable[[Json, list[str]], bool]] = {
    **{facet: partial(has_name, facet) for facet in FACETS},
    "onchain": lambda lot, wanted: str(lot["onchain"]).lower() in wanted,
    "number_min": lambda lot, wanted: lot["number"] >= int(wanted[0]),
    "number_max": lambda lot, wanted: lot["number"] <= int(wanted[0]),
    "number_kind": lambda lot, wanted: bool(digits(lot) & set(wanted)),
    "price_min": lambda lot, wanted: priced(lot) and total(lot) >= Decimal(wanted[0]),
    "price_max": lambda lot, wanted: priced(lot) and total(lot) <= Decimal(wanted[0]),
}


def plainly(lots: list[Json], params: dict[str, list[str]], now: str) -> list[Json]:
    """A plain count, by the words of the contract."""
    include = set(params.get("include", []))
    return [
        lot
        for lot in lots
        if special(lot, now) <= include
        and all(RULES[name](lot, wanted) for name, wanted in params.items() if name in RULES)
    ]


def some_filters(chance: random.Random, lots: list[Json]) -> dict[str, list[str]]:
    """Values that are there, for one lot so that something is found, and others."""
    one = chance.choice(lots)
    made = {
        **{facet: _names(chance, lots, one, facet) for facet in FACETS},
        "onchain": [chance.choice(["true", "false"])],
        "number_kind": chance.sample(["low", "palindrome", "repeating"], 2),
        "price_min": [_share(one, "0.8")],
        "price_max": [_share(one, "1.5")],
        "number_min": [str(one["number"] // 2)],
        "number_max": [str(one["number"] * 2)],
        "include": chance.sample(INCLUDE, chance.randrange(1, 6)),
    }
    return {name: values for name, values in made.items() if chance.random() < 0.25}


def _names(chance: random.Random, lots: list[Json], one: Json, facet: str) -> list[str]:
    others = [name_of(chance.choice(lots), facet) for _ in range(chance.randrange(3))]
    return sorted({name_of(one, facet), *others})


def _share(lot: Json, share: str) -> str:
    amount = f"{(total(lot) * Decimal(share)).quantize(Decimal('0.01')):f}"
    return amount.rstrip("0").rstrip(".")
