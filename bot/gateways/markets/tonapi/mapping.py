"""TON API's rows: collections, items and their sales.

Form: `api/openapi.yml` of tonkeeper/opentonapi (NftCollection, NftItem, Sale). Its native coin is
told by `currency_type`, never by the name, which has changed.
"""

import re
from collections.abc import Mapping
from typing import Final

from bot.gateways.markets.adapter import Means
from bot.gateways.markets.exact import OddRow, Row, link_or_none, text, trait
from bot.gateways.markets.health import Odd
from bot.gateways.markets.onchain import ChainItem, Sale
from bot.gateways.markets.prices import units_of_text
from domain.gifts.market_ports import Shelf
from domain.gifts.models import CollectionKey, TraitValue
from domain.gifts.names import NUMBER_BELOW, collection_key
from domain.gifts.plurals import singular, title_of_item
from domain.shared.money import TON, Asset, Money
from domain.shared.refusals import Invalid

COLLECTION_FIELDS: Final = frozenset(
    """
    address next_item_index owner raw_collection_content metadata previews approved_by
    last_transaction_lt code_hash data_hash
    """.split()  # noqa: SIM905  a list would be one name a line
)
ITEM_FIELDS: Final = frozenset(
    """
    address index owner collection verified metadata sale previews dns approved_by include_cnft
    trust code_hash data_hash
    """.split()  # noqa: SIM905  a list would be one name a line
)
OTHERS: Final = ("getgems", "fragment")
"""Whose contracts' lots are read of these markets themselves; what their names begin with."""
_OF_GIFTS: Final = re.compile(
    r"https://(?:nft\.)?fragment\.com/(?:file/gifts|gifts|collection|gift)/([a-z0-9]+)(?:[/.-].*)?",
    re.ASCII,
)
_RAW: Final = re.compile(r"-?[0-9]{1,3}:[0-9a-fA-F]{64}", re.ASCII)
_TRUSTED: Final = "whitelist"
_NATIVE, _JETTON = "native", "jetton"


def shelf(row: Row) -> Shelf | None:
    """A collection of gifts by what its metadata point to; None for any other."""
    told = row.get("metadata")
    metadata = told if isinstance(told, Mapping) else {}
    key = _gift_collection(metadata)
    if key is None:
        return None
    title = text(metadata, "name", Odd.NAME)
    found = singular(title)
    supply = row.get("next_item_index")
    counts = isinstance(supply, int) and 0 < supply < NUMBER_BELOW
    return Shelf(
        collection=key,
        title=found.title if found.key == key else title,
        ref=raw(row.get("address")),
        supply=supply if counts and isinstance(supply, int) else None,
    )


def item(row: Row, means: Means) -> ChainItem | None:
    """None for what is no gift: one without a number. Raises OddRow."""
    metadata = row.get("metadata")
    if not isinstance(metadata, Mapping):
        raise OddRow(Odd.FORM)
    title, number = _identity(metadata)
    parent = row.get("collection")
    traits = _traits(metadata.get("attributes"))
    return ChainItem(
        address=raw(row.get("address")),
        parent=raw(parent.get("address") if isinstance(parent, Mapping) else None),
        collection=_key(title),
        number=number,
        title=title,
        model=traits.get("model"),
        backdrop=traits.get("backdrop"),
        symbol=traits.get("symbol"),
        image_url=link_or_none(metadata.get("image")),
        owner=_account(row.get("owner")),
        trusted=row.get("trust") == _TRUSTED or row.get("verified") is True,
        sale=_sale(row.get("sale"), means),
    )


def ours(house: str) -> bool:
    """Whether what the house of a sale sells is told by no other market."""
    return bool(house) and not house.startswith(OTHERS)


def raw(value: object) -> str:
    """A raw address in lower case. Raises OddRow."""
    if not isinstance(value, str) or not _RAW.fullmatch(value):
        raise OddRow(Odd.ID)
    return value.lower()


def _gift_collection(metadata: Row) -> CollectionKey | None:
    for name in ("image", "external_link", "external_url"):
        value = metadata.get(name)
        match = _OF_GIFTS.fullmatch(value) if isinstance(value, str) else None
        if match is not None:
            return CollectionKey(match[1])
    return None


def _identity(metadata: Row) -> tuple[str, int]:
    try:
        title, number = title_of_item(text(metadata, "name", Odd.NAME))
    except Invalid:
        raise OddRow(Odd.NAME) from None
    if number >= NUMBER_BELOW:
        raise OddRow(Odd.NUMBER)
    return title, number


def _key(title: str) -> CollectionKey:
    try:
        return collection_key(title)
    except Invalid:
        raise OddRow(Odd.NAME) from None


def _traits(told: object) -> dict[str, TraitValue]:
    found = {}
    for row in told if isinstance(told, list) else ():
        if not isinstance(row, Mapping):
            continue
        value = trait(row.get("value"), None)
        if value is not None:
            found[str(row.get("trait_type", "")).lower()] = value
    return found


def _account(value: object) -> str | None:
    address = value.get("address") if isinstance(value, Mapping) else None
    return address.lower() if isinstance(address, str) and _RAW.fullmatch(address) else None


def _sale(value: object, means: Means) -> Sale | None:
    """None without a sale: one whose market is a wallet is none, nor is one of a known fraud."""
    if not isinstance(value, Mapping):
        return None
    market = value.get("market")
    if not isinstance(market, Mapping) or market.get("is_wallet") or market.get("is_scam"):
        return None
    contract, name = _account(value), market.get("name")
    if contract is None:
        return None
    price, odd = _price(value.get("price"), means)
    return Sale(
        house=name.strip().lower() if isinstance(name, str) else "",
        contract=contract,
        seller=_account(value.get("owner")),
        price=price,
        odd=odd,
    )


def _price(value: object, means: Means) -> tuple[Money | None, Odd | None]:
    """The price, or why there is none."""
    try:
        told = value if isinstance(value, Mapping) else {}
        asset = _asset(told, means)
        if told.get("decimals", asset.scale) != asset.scale:
            return None, Odd.CONTRADICTION
        return units_of_text(told.get("value"), asset), None
    except OddRow as why:
        return None, why.odd


def _asset(told: Row, means: Means) -> Asset:
    kind = told.get("currency_type")
    if kind == _NATIVE:
        return TON
    usdt = means.usdt
    if kind == _JETTON and usdt is not None and usdt.code == f"jetton:{raw(told.get(_JETTON))}":
        return usdt
    raise OddRow(Odd.CURRENCY)
