"""Lots by the GraphQL of GetGems' site: a second path, for when the public API fails for long.

It tells less: no rarity, no seller, no contract. Wire form: sources of 2022 to 2025; today it asks
for a key too.
"""

from functools import partial
from typing import Final

import orjson

from bot.gateways.markets import exact
from bot.gateways.markets.adapter import Means
from bot.gateways.markets.getgems import mapping
from bot.gateways.markets.getgems.limits import PAGE_ROWS
from bot.gateways.markets.health import Tally
from bot.gateways.markets.session import Ask, MarketSession
from bot.gateways.markets.walks import Place, place_of
from domain.gifts.market_ports import LotPage, Shelf

_ROOT: Final = "alphaNftItemSearch"
_QUESTION: Final = """
query Search($query: String, $first: Int, $after: String, $sort: String) {
  alphaNftItemSearch(query: $query, first: $first, after: $after, sort: $sort) {
    edges { cursor node {
      address name kind attributes { traitType value } rarityRank
      sale {
        __typename
        ... on NftSaleFixPrice { address fullPrice networkFee currency }
        ... on NftSaleAuction { address minNextBid currency }
      }
    } }
    info { hasNextPage }
  }
}
"""
_KINDS: Final = ("fix_price", "auction")
_SORT: Final = orjson.dumps([{"isOnSale": {"order": "desc"}}, {"price": {"order": "asc"}}])


class GraphQl:
    def __init__(self, session: MarketSession, means: Means) -> None:
        self._session = session
        self._means = means

    async def page(self, shelf: Shelf, place: str | None, tally: Tally) -> LotPage:
        """As MarketReader.page. Raises GatewayError."""
        here = place_of(place, first=_KINDS[0])
        told = await self._session.json(Ask(path="/graphql", body=_question(shelf, here)))
        edges = exact.rows_in(told, "data", _ROOT, "edges", what="getgems search")
        info = exact.object_in(told, "data", _ROOT, "info", what="getgems search")
        nodes = [edge.get("node") if isinstance(edge, dict) else None for edge in edges]
        cursors = exact.ids_in(edges, "cursor")
        more = cursors[-1] if cursors and info.get("hasNextPage") is True else None
        following = here.onward(more, exact.ids_in(nodes, "address"), "getgems search")
        if following is None and here.part == _KINDS[0]:
            following = Place(part=_KINDS[1]).text
        read = partial(mapping.lot, means=self._means)
        lots = exact.each(nodes, read, tally, mapping.NODE_FIELDS)
        fitting = exact.fitting(
            lots, lambda lot: lot.collection == shelf.collection, tally, "getgems search"
        )
        return LotPage(lots=exact.once(fitting, tally), next=following, odd=tally.left_out)


def _question(shelf: Shelf, here: Place) -> dict[str, object]:
    wanted = {"$and": [{"collectionAddress": shelf.ref}, {"saleType": here.part}]}
    variables: dict[str, object] = {
        "query": orjson.dumps(wanted).decode(),
        "sort": _SORT.decode(),
        "first": PAGE_ROWS,
    }
    if here.cursor:
        variables["after"] = here.cursor
    return {"query": _QUESTION, "variables": variables}
