"""Trades in one line, for the tests of what people own."""

from domain.gifts.models import GiftKey
from domain.gifts.names import parse_gift
from domain.gifts.portfolio.models import Side, Source, Subject, Trade
from domain.gifts.portfolio.trades import TradeOrder
from domain.shared.ids import HOUR, Instant, UserId
from domain.shared.money import TON, Asset, Money
from tests.fakes.clock import MORNING
from tests.gifts.lots import PEPE

ALICE = UserId(1001)
NANO = 10**9


def ton(amount: str) -> Money:
    """Of a decimal text, in TON."""
    whole, _, part = amount.lstrip("-").partition(".")
    units = int(whole + part.ljust(9, "0"))
    return Money(-units if amount.startswith("-") else units, TON)


def trade(  # noqa: PLR0913  a trade has these parts
    side: str,
    price: str | None,
    *,
    gift: str | None = None,
    quantity: int = 1,
    hour: int = 0,
    source: Source = Source.MANUAL,
    model: str | None = None,
    asset: Asset = TON,
    wallet: str = "",
) -> Trade:
    """`price` in whole units of all together; `hour` after the morning."""
    subject = Subject(collection=PEPE, model=model)
    if gift is not None:
        subject = Subject(collection=parse_gift(gift)[0], gift=GiftKey(gift), model=model)
    money = Money(ton(price).units * 10**asset.scale // NANO, asset) if price else None
    name = f"{side}-{hour:04}-{source.value}-{gift or model}-{quantity}"
    return Trade(
        id=name,
        person=ALICE,
        side=Side(side),
        source=source,
        subject=subject,
        quantity=quantity,
        price=money,
        at=Instant(MORNING + hour * HOUR),
        ref=name,
        wallet=wallet,
        created_at=MORNING,
    )


def told(side: str, gift: str, price: str | None, *, at: int = MORNING) -> TradeOrder:
    """By hand."""
    return TradeOrder(
        side=Side(side),
        gift=gift,
        collection=None,
        model=None,
        quantity=1,
        price=ton(price) if price is not None else None,
        at=Instant(at),
    )
