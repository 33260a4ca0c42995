"""Content read over a real toncenter face, from servers of the test's own."""

from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import pytest

from bot.gateways.gift_content.client import GiftContent, Reach
from bot.gateways.gift_content.ipfs import DEFAULT
from domain.gifts.content_ports import GetMethods
from domain.ton.models import GetResult, StackArg
from tests.gateways.gift_content.content_host import Host, hosting

Make = Callable[..., GiftContent]


class NoChain:
    """For tests in which no contract is asked."""

    async def run(self, address: str, method: str, stack: Sequence[StackArg] = ()) -> GetResult:
        raise AssertionError(f"no contract is asked here: {address} {method} {stack}")


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    async with hosting() as there:
        yield there


@pytest.fixture
async def make(tmp_path: Path, host: Host) -> AsyncIterator[Make]:
    """A reader for which the test's own server is trusted, and stands in for Fragment's."""
    made: list[GiftContent] = []

    def content(
        chain: GetMethods | None = None,
        *,
        gateways: Sequence[str] = DEFAULT,
        folder_bytes_max: int = 1 << 20,
        trusted: Sequence[str] | None = None,
    ) -> GiftContent:
        reach = Reach(
            gateways=gateways,
            stand_ins={"https://nft.fragment.com": host.url},
            trusted=(host.url,) if trusted is None else trusted,
        )
        folder = tmp_path / "pictures"
        one = GiftContent(chain or NoChain(), folder, reach, folder_bytes_max=folder_bytes_max)
        made.append(one)
        return one

    yield content
    for one in made:
        await one.close()
