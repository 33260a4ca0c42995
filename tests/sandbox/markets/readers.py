"""A client that reads each market to the end as the real ones must be read."""

import json
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

import orjson

from tests.sandbox.caller import Answer, Caller

Row = dict[str, Any]
KEY = {"Authorization": "a-key"}
OPEN = {
    "price": {"$exists": True},
    "buyer": {"$exists": False},
    "refunded": {"$ne": True},
    "export_at": {"$exists": True},
}
_ITEM = re.compile(
    r'<a href="/gift/([a-z0-9-]+)" class="tm-grid-item".*?icon-ton">([^<]*)<.*?</a>', re.DOTALL
)


@dataclass(slots=True)
class Told:
    """One answer, as it came."""

    status: int
    content: bytes
    kind: str
    headers: Mapping[str, str]

    @property
    def body(self) -> Answer:
        return orjson.loads(self.content)


class Reader:
    """Knows paths, places of pages and log-ins; nothing of the world."""

    def __init__(self, caller: Caller) -> None:
        self._session = caller.session
        self._url = f"{caller.url}/markets"
        self.cookie = ""
        self.hash = ""

    async def log_in(self) -> None:
        """MRKT's token and Fragment's hash."""
        told = await self.post("/mrkt/api/v1/auth", {"data": "signed launch data"})
        self.cookie = f"access_token={told.body['token']}"
        page = await self.get("/fragment/gifts")
        found = re.search(r"api\?hash=(\w+)", page.content.decode())
        assert found is not None
        self.hash = found[1]

    async def get(self, path: str, **headers: str) -> Told:
        async with self._session.get(self._url + path, headers=headers) as got:
            return Told(got.status, await got.read(), got.content_type, got.headers)

    async def post(self, path: str, body: object, **headers: str) -> Told:
        sent = {**headers, "Content-Type": "application/json"}
        async with self._session.post(
            self._url + path, data=json.dumps(body), headers=sent
        ) as got:
            return Told(got.status, await got.read(), got.content_type, got.headers)

    async def form(self, path: str, **fields: str) -> Told:
        async with self._session.post(self._url + path, data=fields) as got:
            return Told(got.status, await got.read(), got.content_type, got.headers)

    async def page(self, market: str) -> Told:
        """Page one of a market, the same question each time."""
        if market == "getgems":
            return await self.get("/getgems/public-api/v1/nfts/offchain/on-sale/gifts", **KEY)
        if market == "fragment":
            return await self.get("/fragment/gifts?sort=price_asc&filter=sale")
        if market == "mrkt":
            return await self.saling("")
        if market == "tonnel":
            return await self.page_gifts(1)
        if market == "portals":
            return await self.get("/portals/api/nfts/search?limit=50&sort_by=price+asc")
        address = (await self.get("/tonapi/v2/nfts/collections", **KEY)).body
        first = address["nft_collections"][0]["address"]
        return await self.get(f"/tonapi/v2/nfts/collections/{first}/items?limit=50", **KEY)

    async def saling(self, cursor: str, **more: object) -> Told:
        body = {"count": 20, "cursor": cursor, "ordering": "Price", "lowToHigh": True, **more}
        return await self.post("/mrkt/api/v1/gifts/saling", body, Cookie=self.cookie)

    async def page_gifts(self, page: int, query: object = None) -> Told:
        body = {
            "page": page,
            "limit": 30,
            "sort": json.dumps({"price": 1, "gift_id": -1}),
            "filter": json.dumps({} if query is None else query),
            "price_range": None,
            "user_auth": "",
        }
        return await self.post("/tonnel/api/pageGifts", body)

    async def everything(self, market: str) -> dict[str, str]:
        """All lots of a market: its own id and the price as the market writes it."""
        lots = {row_id: price async for row_id, price in getattr(self, f"_{market}")()}
        return {f"{market}:{row_id}": price for row_id, price in lots.items()}

    async def _getgems(self) -> AsyncIterator[tuple[str, str]]:
        base = "/getgems/public-api/v1"
        found = (await self.get(f"{base}/gifts/collections?limit=100", **KEY)).body["response"]
        for one in found["items"]:
            for kind in ("nfts/on-sale", "nfts/offchain/on-sale"):
                after = ""
                while after is not None:
                    path = f"{base}/{kind}/{one['address']}?limit=7&after={after}"
                    response = (await self.get(path, **KEY)).body["response"]
                    for row in response["items"]:
                        sale = row["sale"]
                        yield row["address"], sale.get("fullPrice") or sale["minBid"]
                    after = response["cursor"]

    async def _fragment(self) -> AsyncIterator[tuple[str, str]]:
        for kind in ("sale", "auction"):
            page = await self.get(f"/fragment/gifts?sort=price_asc&filter={kind}")
            html = foot = page.content.decode()
            while True:
                for slug, price in _ITEM.findall(html):
                    yield slug, unescape(price).replace(",", "")
                more = re.search(r'data-next-offset="(\d+)"', foot)
                if more is None:
                    break
                fields = {"sort": "price_asc", "filter": kind, "offset_id": more[1]}
                told = await self.form(
                    f"/fragment/api?hash={self.hash}",
                    **{"method": "searchAuctions", "type": "gifts", **fields},
                )
                html, foot = told.body["html"], told.body["foot"]

    async def _mrkt(self) -> AsyncIterator[tuple[str, str]]:
        cursor: str | None = ""
        while cursor is not None:
            told = (await self.saling(cursor)).body
            for row in told["gifts"]:
                yield row["id"], str(row["salePrice"])
            cursor = told["cursor"]

    async def _tonnel(self) -> AsyncIterator[tuple[str, str]]:
        page = 1
        while rows := (await self.page_gifts(page)).body:
            for row in rows:
                price = row["price"] if "price" in row else row["auction"]["startingBid"]
                yield str(row["gift_id"]), str(price)
            page += 1

    async def _portals(self) -> AsyncIterator[tuple[str, str]]:
        offset, total = 0, 1
        while offset < total:
            path = f"/portals/api/nfts/search?limit=50&offset={offset}&sort_by=price+asc"
            told = (await self.get(path)).body
            for row in told["results"]:
                yield row["id"], row["price"]
            offset, total = offset + 50, told["total_count"]

    async def _tonapi(self) -> AsyncIterator[tuple[str, str]]:
        found = (await self.get("/tonapi/v2/nfts/collections?limit=1000", **KEY)).body
        for one in found["nft_collections"]:
            offset = 0
            path = f"/tonapi/v2/nfts/collections/{one['address']}/items?limit=40&offset="
            while rows := (await self.get(f"{path}{offset}", **KEY)).body["nft_items"]:
                for row in rows:
                    sale = row.get("sale")
                    if sale is None or sale["market"]["is_wallet"]:
                        continue
                    if sale["market"]["name"] not in ("Getgems Sales", "Fragment"):
                        yield row["address"], sale["price"]["value"]
                offset += 40
