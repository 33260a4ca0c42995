"""Collections, models, backdrops and symbols: the same in every world, as in the real one.

`gift_names.json` says where its names and orders of magnitude come from. Rarities are per mille of
a collection's gifts; the words of most models are our own.
"""

import base64
import binascii
import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import orjson

from scripts.sandbox.markets import items

NANO = 10**9
# Where the list gives no number.
_MODELS, _SYMBOLS = 50, 200
_FLOOR_LEAST, _FLOOR_MOST = 3.0, 60.0
_MODEL_PER_MILLE = (5, 10, 15, 20, 30)
_BACKDROP_PER_MILLE = (10, 12, 15, 20)
# A collection at 2.65 TON has some 300,000 gifts, Plush Pepe at 5,880 under 3,000.
_SUPPLY_AT_ONE_TON = 600_000
_SUPPLY_LEAST = 2_800
SUPPLY_MOST = 500_000
TIERS = ("uncommon", "rare", "epic", "legendary")


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """`short` is the key everywhere; `slug` as Telegram writes it (`PlushPepe`).

    `floor` in nano; `supply`: gifts have numbers up to it; the maps hold rarities per mille.
    """

    short: str
    name: str
    slug: str
    floor: int
    supply: int
    models: Mapping[str, int]
    symbols: Mapping[str, int]

    @property
    def plural(self) -> str:
        """As GetGems names it."""
        if self.short == "jackinthebox":
            return "Jacks-in-the-Box"
        if self.name.endswith("s") and not self.name.endswith("ss"):
            return self.name
        return f"{self.name}es" if self.name.endswith(("ss", "x", "ch", "sh")) else f"{self.name}s"

    @property
    def address(self) -> str:
        """Where the collection is on the chain, raw."""
        return items.collection_address(self.short)


def address_of(what: str) -> str:
    """An address that is nobody's key: the same in each world for the same words."""
    return f"0:{hashlib.sha256(f'souk gifts {what}'.encode()).hexdigest()}"


def friendly(raw: str) -> str:
    """An address as GetGems writes it: `EQ` and 46 more signs."""
    body = b"\x11\x00" + bytes.fromhex(raw.partition(":")[2])
    check = binascii.crc_hqx(body, 0).to_bytes(2)
    return base64.urlsafe_b64encode(body + check).decode()


def offchain_address(uid: int) -> str:
    """What GetGems writes for a gift that has no address yet."""
    return "EQf_tg_gift" + str(uid).rjust(37, "_")


def uuid_of(what: str) -> str:
    """An id in the form of a UUID, the same in each world for the same words."""
    h = hashlib.sha256(f"souk gifts {what}".encode()).hexdigest()
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:32]}"


def short_name(name: str) -> str:
    """`Durov's Cap` -> `durovscap`: without spaces, hyphens, dots and apostrophes."""
    return "".join(one for one in name if one not in " -.'\u2019").lower()


@functools.cache
def order() -> Sequence[str]:
    """Every collection there is, by short name, in the order in which worlds take them."""
    return [str(row["short_name"]) for row in _told()["collections"]]


@functools.cache
def collection(short: str) -> Collection | None:
    """One collection; None for a name that Telegram has not."""
    row = next((one for one in _told()["collections"] if one["short_name"] == short), None)
    if row is None:
        return None
    chance = Random(f"gifts/{short}")
    floor_ton = float(row.get("floor_ton") or chance.uniform(_FLOOR_LEAST, _FLOOR_MOST))
    supply = int(_SUPPLY_AT_ONE_TON / floor_ton * chance.uniform(0.7, 1.3))
    return Collection(
        short=short,
        name=str(row["name"]),
        slug=_told()["slugs"].get(row["name"]) or _slug(str(row["name"])),
        floor=int(floor_ton * 100) * NANO // 100,
        supply=min(max(supply, _SUPPLY_LEAST), SUPPLY_MOST),
        models=_models(short, int(row.get("models", _MODELS)), chance),
        symbols=_symbols(int(row.get("symbols", _SYMBOLS)), chance),
    )


@functools.cache
def backdrops() -> Mapping[str, int]:
    """The backdrops that all collections share, with their rarities."""
    chance = Random("gifts/backdrops")
    return {name: chance.choice(_BACKDROP_PER_MILLE) for name in _told()["backdrops"]}


@functools.cache
def colours(backdrop: str) -> Mapping[str, str]:
    """Centre, edge, pattern and text of a backdrop as `#RRGGBB`."""
    known: Mapping[str, str] | None = _told()["backdrop_colours"].get(backdrop)
    if known is not None:
        return known
    h = hashlib.sha256(f"backdrop {backdrop}".encode()).hexdigest().upper()
    parts = ("center", "edge", "pattern", "text")
    return {part: f"#{h[at * 6 : at * 6 + 6]}" for at, part in enumerate(parts)}


def rarity_of_new(name: str) -> int:
    """Per mille of a model or symbol that only a script has named."""
    return 5 + hashlib.sha256(name.encode()).digest()[0] % 20


def _models(short: str, wanted: int, chance: Random) -> Mapping[str, int]:
    known = {str(name): int(rarity) for name, rarity in _told()["models"].get(short, [])}
    first, last = _told()["model_words"]
    weights = [chance.choice(_MODEL_PER_MILLE) for _ in range(max(wanted - len(known), 0))]
    left = 1000 - sum(known.values())
    for weight in weights:
        name = f"{chance.choice(first)} {chance.choice(last)}"
        while name in known:
            name = f"{chance.choice(first)} {chance.choice(last)}"
        known[name] = max(round(weight * left / sum(weights)), 1)
    return known


def _symbols(wanted: int, chance: Random) -> Mapping[str, int]:
    words = _told()["symbols"]
    always, rest = words[:7], words[7:]
    chosen = [*always, *chance.sample(rest, min(wanted - len(always), len(rest)))]
    return {str(name): chance.randint(2, 8) for name in chosen}


def _slug(name: str) -> str:
    words = name.replace("-", " ").replace("'", "").replace("\u2019", "").split()
    return "".join(word[0].upper() + word[1:] for word in words)


@functools.cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = orjson.loads(Path(__file__).with_name("gift_names.json").read_bytes())
    return told
