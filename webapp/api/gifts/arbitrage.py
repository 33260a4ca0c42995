"""Arbitrage on paper: what would pay now after all costs, and how earlier signals ended."""

from domain.gifts.arbitrage.models import ScoreCard, Signal
from domain.shared.money import Money
from domain.shared.refusals import AreaPaused, Invalid
from webapp.api.gifts.alerts import alerting
from webapp.forms import Answer, ListOf, MoneyForm, Paged, TimeText, time_text
from webapp.routing import Call, Route


class ComparedForm(Answer):
    listing: str
    buyer_total: MoneyForm


class SignalAnswer(Answer):
    """Buy `listing` for `cost`, sell its like on `sell_market`: a buyer there pays `ask` (the
    cheapest comparable lot times what sales bring at that depth), of which `net` is left.
    `profit` = net - cost - gas - moving - lock; `lock` is the risk until `sell_from`. `level`:
    compared with lots of its model and backdrop (`pair`) or of its `model`. `state`: `open`,
    `won`, `lost`, or `expired` when nothing equal was sold there until `ends_at`; `gain` is what
    came of it, `proceeds` what it was sold for after fees.
    """

    id: str
    listing: str
    gift: str
    title: str
    model: str
    backdrop: str | None
    buy_market: str
    sell_market: str
    level: str
    cost: MoneyForm
    gas: MoneyForm
    moving: MoneyForm
    lock: MoneyForm
    ask: MoneyForm
    net: MoneyForm
    profit: MoneyForm
    compared: list[ComparedForm]
    opened_at: TimeText
    sell_from: TimeText
    ends_at: TimeText
    state: str
    proceeds: MoneyForm | None
    gain: MoneyForm | None
    closed_at: TimeText | None


class SignalsAnswer(ListOf[SignalAnswer]):
    pass


class ScoreForm(Answer):
    """`gain` over all won and lost; `tied` is what open ones hold. `reconciled`: the lines of the
    journal come to the same, to the nano.
    """

    open: int
    won: int
    lost: int
    expired: int
    gain: MoneyForm
    best: MoneyForm | None
    worst: MoneyForm | None
    tied: MoneyForm
    reconciled: bool


class JournalAnswer(ListOf[SignalAnswer]):
    score: ScoreForm


async def list_arbitrage(call: Call) -> SignalsAnswer:
    """What would pay now, the best first; nobody trades, it is only written down"""
    query = call.query(Paged)
    service = alerting(call).arbitrage
    page = await service.open_signals(cursor=query.cursor, limit=query.limit)
    return SignalsAnswer(items=[_signal(one) for one in page.items], next=page.next)


async def show_journal(call: Call) -> JournalAnswer:
    """All signals, newest first, and how they did"""
    query = call.query(Paged)
    service = alerting(call).arbitrage
    page = await service.journal(cursor=query.cursor, limit=query.limit)
    score = _score(await service.score())
    return JournalAnswer(items=[_signal(one) for one in page.items], next=page.next, score=score)


def _signal(one: Signal) -> SignalAnswer:
    sums = one.sums
    return SignalAnswer(
        id=one.id,
        listing=one.listing,
        gift=one.gift,
        title=one.title,
        model=one.model,
        backdrop=one.backdrop,
        buy_market=one.buy_market.value,
        sell_market=one.sell_market.value,
        level=one.level.value,
        cost=MoneyForm.of(sums.cost),
        gas=MoneyForm.of(sums.gas),
        moving=MoneyForm.of(sums.moving),
        lock=MoneyForm.of(sums.lock),
        ask=MoneyForm.of(sums.ask),
        net=MoneyForm.of(sums.net),
        profit=MoneyForm.of(sums.profit),
        compared=[
            ComparedForm(listing=lot.listing, buyer_total=MoneyForm.of(lot.buyer_total))
            for lot in one.compared
        ],
        opened_at=time_text(one.opened_at),
        sell_from=time_text(one.sell_from),
        ends_at=time_text(one.ends_at),
        state=one.state.value,
        proceeds=_money(one.proceeds),
        gain=_money(one.gain),
        closed_at=time_text(one.closed_at) if one.closed_at is not None else None,
    )


def _score(score: ScoreCard) -> ScoreForm:
    return ScoreForm(
        open=score.open,
        won=score.won,
        lost=score.lost,
        expired=score.expired,
        gain=MoneyForm.of(score.gain),
        best=_money(score.best),
        worst=_money(score.worst),
        tied=MoneyForm.of(score.tied),
        reconciled=score.reconciled,
    )


def _money(amount: Money | None) -> MoneyForm | None:
    return MoneyForm.of(amount) if amount is not None else None


ROUTES = (
    Route(
        method="GET",
        path="/api/v1/gifts/arbitrage",
        handler=list_arbitrage,
        query=Paged,
        answer=SignalsAnswer,
        refusals=(AreaPaused, Invalid),
    ),
    Route(
        method="GET",
        path="/api/v1/gifts/arbitrage/journal",
        handler=show_journal,
        query=Paged,
        answer=JournalAnswer,
        refusals=(AreaPaused, Invalid),
    ),
)
