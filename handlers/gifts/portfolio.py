"""`/portfolio`: what a person owns, and telling of what was bought or sold elsewhere."""

from typing import Final

from domain.gifts.portfolio.models import Side
from domain.gifts.portfolio.service import Portfolios
from domain.gifts.portfolio.trades import TradeBook, TradeOrder
from domain.shared.money import TON, Money, parse
from domain.shared.refusals import Invalid
from handlers.gifts import portfolio_views as views
from handlers.gifts.desk import GiftDesk
from handlers.links import Links
from handlers.routes import Routes
from handlers.visit import Visit

_SIDES: Final = {side.value: side for side in Side}
_WORDS_LEAST, _WORDS_MOST = 2, 3


def routes() -> Routes:
    return Routes(
        commands={"portfolio": show},
        callbacks={"portfolio": show, "portfolio:how": how, "portfolio:drop": drop},
    )


class PortfolioDesk:
    def __init__(
        self,
        portfolios: Portfolios,
        trades: TradeBook,
        gifts: GiftDesk,
        titles: views.Titles,
        links: Links,
    ) -> None:
        self._portfolios = portfolios
        self._trades = trades
        self._gifts = gifts
        self._titles = titles
        self._links = links

    async def show(self, visit: Visit) -> None:
        portfolio = await self._portfolios.show(visit.actor)
        words = await self._gifts.words(visit)
        await visit.show(views.portfolio_screen(words, portfolio, self._titles, self._links))

    async def tell(self, visit: Visit, text: str) -> None:
        """`bought plushpepe-777 12.5`, `sold plushpepe-777 20`, without a price when it is not
        known any more. Refusal: Invalid (portfolio).
        """
        before = await self._trades.trades(visit.actor)
        trade = await self._trades.add(visit.actor, _order(visit, text))
        screen = views.told_screen(
            visit.speech, trade, self._titles, [one for one in before if not one.wallet]
        )
        await visit.show(screen)

    async def drop(self, visit: Visit, trade_id: str) -> None:
        await self._trades.remove(visit.actor, trade_id)
        await self.show(visit)


async def show(visit: Visit, portfolio_desk: PortfolioDesk) -> None:
    if visit.args:
        await portfolio_desk.tell(visit, visit.args)
    else:
        await portfolio_desk.show(visit)


async def how(visit: Visit) -> None:
    await visit.show(views.how_screen(visit.speech))


async def drop(visit: Visit, portfolio_desk: PortfolioDesk) -> None:
    await portfolio_desk.drop(visit, visit.args)


def _order(visit: Visit, text: str) -> TradeOrder:
    words = text.split()
    if not _WORDS_LEAST <= len(words) <= _WORDS_MOST or words[0].lower() not in _SIDES:
        raise Invalid(field="portfolio")
    price: Money | None = None
    if len(words) == _WORDS_MOST:
        price = Money(0, TON) if words[2] == "0" else parse(words[2].replace(",", "."), TON)
    try:
        return TradeOrder(
            side=_SIDES[words[0].lower()],
            gift=words[1],
            collection=None,
            model=None,
            quantity=1,
            price=price,
            at=visit.now,
        )
    except Invalid:
        raise Invalid(field="portfolio") from None
