"""One world of gifts for each test, and its market's reader."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.wiring.markets import Adapter
from domain.gifts.models import Market
from tests.gateways.markets.market_world import MARKETS, MarketWorld, market_world


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[MarketWorld]:
    async with market_world(tmp_path) as world:
        yield world


@pytest.fixture(params=MARKETS, ids=str)
def market(request: pytest.FixtureRequest) -> Market:
    return Market(request.param)


@pytest.fixture
def reader(there: MarketWorld, market: Market) -> Adapter:
    return there.reader(market)
