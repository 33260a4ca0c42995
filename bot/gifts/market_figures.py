"""Figures about the markets for /metrics."""

from collections.abc import Sequence

from bot.runtime.metrics import Ask, Family
from domain.gifts.models import Market, SourceState
from domain.gifts.sync.sources import SourceBook


def market_figures(sources: SourceBook) -> Ask:
    async def families() -> Sequence[Family]:
        return [_states(sources), _odd(sources)]

    return families


def _states(sources: SourceBook) -> Family:
    return Family(
        name="souk_market_state",
        help="1 for the state in which a market is read now, 0 for the others",
        labels=("market", "state"),
        samples={
            (source.market.value, state.value): float(source.state is state)
            for source in sources.all()
            for state in SourceState
        },
    )


def _odd(sources: SourceBook) -> Family:
    return Family(
        name="souk_market_odd_total",
        help="Rows of a market that made no sense and were left out, by why",
        kind="counter",
        labels=("market", "why"),
        samples={
            (market.value, why): float(count)
            for market in Market
            for why, count in sources.kept(market).odd.items()
        },
    )
