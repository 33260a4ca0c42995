"""What I own of gifts: what it cost, what it is worth, what I told of it by hand."""

from datetime import date

import orjson

from domain.gifts.portfolio.models import Portfolio, Side
from domain.gifts.portfolio.refusals import ToldAlready
from domain.gifts.portfolio.trades import TradeOrder
from domain.gifts.rates_ports import Currency
from domain.shared.money import Money
from domain.shared.refusals import AreaPaused, Invalid, NotFound
from domain.users.models import Area
from webapp.api.gifts.portfolio_forms import (
    collections_of,
    day_form,
    lot_answer,
    portfolio_answer,
    table,
)
from webapp.api.gifts.portfolio_models import (
    DayForm,
    DaysQuery,
    ExportQuery,
    LotAnswer,
    LotBody,
    LotChange,
    PortfolioAnswer,
    PriceBody,
)
from webapp.api.money import csv_text
from webapp.forms import Items, amount_of, asset_of, time_text
from webapp.gifts.owning import Owning
from webapp.routing import CSV, JSON, Call, File, Route

_USD = Currency("USD")


async def show_portfolio(call: Call) -> PortfolioAnswer:
    """My gifts: wallets that I have proved, what I told by hand, what the house keeps

    Each gift once, also one that lies in the contract of a sale. Wallets are read again when that
    was not done just now.
    """
    return await _answer(call, await owning(call).portfolios.show(call.actor))


async def list_lots(call: Call) -> Items[LotAnswer]:
    """Everything that I bought and sold, by time"""
    trades = await owning(call).trades.trades(call.actor)
    return Items[LotAnswer](items=[lot_answer(one) for one in trades])


async def add_lot(call: Call) -> LotAnswer:
    """Tell of something bought or sold elsewhere"""
    body = call.body(LotBody)
    order = TradeOrder(
        side=Side(body.side),
        gift=body.gift,
        collection=body.collection,
        model=body.model or None,
        quantity=body.quantity,
        price=_price(body.price),
        at=body.at,
        note=body.note,
    )
    return lot_answer(await owning(call).trades.add(call.actor, order))


async def change_lot(call: Call) -> LotAnswer:
    """Correct what I told"""
    body = call.body(LotChange)
    changed = await owning(call).trades.amend(
        call.actor,
        call.path("id"),
        quantity=body.quantity,
        price=_price(body.price),
        no_price=body.price is None and "price" in body.model_fields_set,
        at=body.at,
        note=body.note,
    )
    return lot_answer(changed)


async def remove_lot(call: Call) -> None:
    """Take back what I told"""
    await owning(call).trades.remove(call.actor, call.path("id"))


async def list_days(call: Call) -> Items[DayForm]:
    """What everything was worth, a point a day, in TON, dollars and Stars"""
    asked = call.query(DaysQuery)
    points = await owning(call).portfolios.history(
        call.actor, since=_day(asked.since, "from"), until=_day(asked.until, "to")
    )
    return Items[DayForm](items=[day_form(one) for one in points])


async def export_portfolio(call: Call) -> File:
    """All of it as a file: a table of positions and sales (CSV), or everything (JSON)"""
    portfolio = await owning(call).portfolios.show(call.actor)
    name = f"gifts-{call.actor.id}"
    if call.query(ExportQuery).form == "csv":
        return File(body=csv_text(table(portfolio)), media=CSV, name=f"{name}.csv")
    trades = await owning(call).trades.trades(call.actor)
    points = await owning(call).portfolios.history(call.actor)
    body = {
        "exported_at": time_text(call.deps.clock.now()),
        "portfolio": (await _answer(call, portfolio)).model_dump(mode="json"),
        "lots": [lot_answer(one).model_dump(mode="json") for one in trades],
        "days": [day_form(one).model_dump(mode="json") for one in points],
    }
    return File(
        body=orjson.dumps(body, option=orjson.OPT_INDENT_2), media=JSON, name=f"{name}.json"
    )


def owning(call: Call) -> Owning:
    """Refusal: AreaPaused where gifts are not set up."""
    services = call.deps.gifts
    if services is None or services.owning is None:
        raise AreaPaused(area=Area.GIFTS.value, reason="")
    return services.owning


async def _answer(call: Call, portfolio: Portfolio) -> PortfolioAnswer:
    services = owning(call)
    usd, stars = (services.rates.rate(code, _USD) for code in ("TON", "XTR"))
    titles = {key: services.title(key) for key in collections_of(portfolio)}
    rates = (
        str(usd.price) if usd is not None else None,
        str(stars.price) if stars is not None else None,
    )
    return portfolio_answer(portfolio, titles, rates)


def _price(body: PriceBody | None) -> Money | None:
    """Refusals as `MoneyBody.read`; nothing at all is a price too: somebody gave it."""
    if body is None:
        return None
    asset = asset_of(body.asset, "price.asset")
    if body.amount == "0":
        return Money(0, asset)
    return amount_of(body.amount, asset, "price.amount")


def _day(text: str | None, field: str) -> date | None:
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        raise Invalid(field=field) from None


ROUTES = (
    Route(
        method="GET",
        path="/api/v1/gifts/portfolio",
        handler=show_portfolio,
        answer=PortfolioAnswer,
        refusals=(AreaPaused,),
    ),
    Route(
        method="GET",
        path="/api/v1/gifts/portfolio/history",
        handler=list_days,
        query=DaysQuery,
        answer=Items[DayForm],
        refusals=(AreaPaused,),
    ),
    Route(
        method="GET",
        path="/api/v1/gifts/portfolio/export",
        handler=export_portfolio,
        query=ExportQuery,
        media=(CSV, JSON),
        refusals=(AreaPaused,),
    ),
    Route(
        method="GET",
        path="/api/v1/gifts/portfolio/lots",
        handler=list_lots,
        answer=Items[LotAnswer],
        refusals=(AreaPaused,),
    ),
    Route(
        method="POST",
        path="/api/v1/gifts/portfolio/lots",
        handler=add_lot,
        body=LotBody,
        answer=LotAnswer,
        status=201,
        refusals=(AreaPaused, Invalid, ToldAlready),
    ),
    Route(
        method="PATCH",
        path="/api/v1/gifts/portfolio/lots/{id}",
        handler=change_lot,
        body=LotChange,
        answer=LotAnswer,
        refusals=(AreaPaused, Invalid, NotFound, ToldAlready),
    ),
    Route(
        method="DELETE",
        path="/api/v1/gifts/portfolio/lots/{id}",
        handler=remove_lot,
        status=204,
        refusals=(AreaPaused, NotFound),
    ),
)
