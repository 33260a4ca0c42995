"""Metadata and pictures of gifts: implements domain.gifts.content_ports.

Metadata of gifts on the chain is also published under their key, beside their pictures
(https://nft.fragment.com/gift/<key>.json, .webp); pictures are there for the others too.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.gateways.gift_content import chain, metadata
from bot.gateways.gift_content.addresses import ipfs_path
from bot.gateways.gift_content.disk import PictureFolder
from bot.gateways.gift_content.fetch import Fetcher, Resolver
from bot.gateways.gift_content.ipfs import DEFAULT, Gateways
from bot.gateways.gift_content.pictures import PICTURE_BYTES_MAX, Pictures
from bot.gateways.gift_content.tep64 import Content
from domain.gifts.content_ports import GetMethods, Metadata, Picture
from domain.gifts.models import GiftKey
from domain.shared.refusals import GatewayError, GatewayRejected

GIFTS: Final = "https://nft.fragment.com"
METADATA_BYTES_MAX: Final = 256 << 10
FOLDER_BYTES_MAX: Final = 256 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where content is asked for. `gateways` of IPFS in their order. The sandbox has `stand_ins`,
    beginnings of addresses and what stands for them, and `trusted` origins, which may be inside
    the network; with `alone` nobody else is asked.
    """

    gateways: Sequence[str] = DEFAULT
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    trusted: Collection[str] = ()
    alone: bool = False
    resolver: Resolver | None = None


class GiftContent:
    """Implements ContentReader and PictureReader."""

    def __init__(
        self,
        chain: GetMethods,
        folder: Path,
        reach: Reach,
        *,
        folder_bytes_max: int = FOLDER_BYTES_MAX,
    ) -> None:
        """Pictures are kept in `folder`."""
        self._chain = chain
        self._stand_ins = reach.stand_ins
        self._fetcher = Fetcher(reach.trusted, reach.resolver, alone=reach.alone)
        self._gateways = Gateways(reach.gateways, self._fetcher)
        self._folder = PictureFolder(folder, most_bytes=folder_bytes_max)
        self._pictures = Pictures(self._folder, self._picture_body)

    async def of_item(self, address: str) -> Metadata:
        return await self._resolved(await chain.item_content(self._chain, address))

    async def of_collection(self, address: str) -> Metadata:
        return await self._resolved(await chain.collection_content(self._chain, address))

    async def of_gift(self, gift: GiftKey) -> Metadata:
        return await self._off(f"{GIFTS}/gift/{gift}.json")

    async def picture(self, url: str) -> Picture:
        return await self._pictures.get(url)

    async def picture_of(self, gift: GiftKey) -> Picture:
        return await self._pictures.get(f"{GIFTS}/gift/{gift}.webp")

    async def forget(self) -> None:
        """Throw the kept pictures away: another world draws others."""
        await self._folder.clear()

    async def close(self) -> None:
        await self._fetcher.close()

    async def _resolved(self, content: Content) -> Metadata:
        found = metadata.of_chain(content)
        if content.uri is None:
            return found
        try:
            return metadata.merged(found, await self._off(content.uri))
        except GatewayRejected:
            if not metadata.has_values(found):
                raise
            # The part off the chain is gone for good: the chain's word is all there is.
            return found
        except GatewayError:
            if not metadata.has_values(found):
                raise
            return metadata.in_part(found)

    async def _off(self, uri: str) -> Metadata:
        body = await self._body(uri, METADATA_BYTES_MAX)
        return metadata.of_json(metadata.read_json(body), uri=uri)

    async def _picture_body(self, address: str) -> bytes:
        return await self._body(address, PICTURE_BYTES_MAX)

    async def _body(self, address: str, most_bytes: int) -> bytes:
        path = ipfs_path(address)
        if path is not None:
            return await self._gateways.get(path, most_bytes=most_bytes)
        return await self._fetcher.get(self._meant(address), most_bytes=most_bytes)

    def _meant(self, address: str) -> str:
        for start, instead in self._stand_ins.items():
            if address == start or address.startswith(f"{start}/"):
                return instead + address.removeprefix(start)
        return address
