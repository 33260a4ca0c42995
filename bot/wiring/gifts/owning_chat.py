"""Portfolios and baskets at the chat entrance."""

from bot.wiring.areas import Areas
from bot.wiring.gifts.chat import desk_of
from handlers.gifts.basket import BasketDesk
from handlers.gifts.portfolio import PortfolioDesk
from handlers.links import Links


def owning_chat(areas: Areas, links: Links) -> dict[str, object]:
    owning = areas.owning
    return {
        "portfolio_desk": PortfolioDesk(
            owning.portfolios, owning.trades, desk_of(areas, links), areas.gifts.titles, links
        ),
        "basket_desk": BasketDesk(owning.baskets, areas.gifts.titles, links),
    }
