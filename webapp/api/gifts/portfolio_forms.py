"""What people own, as the models of `gift_portfolio_models` and as the rows of a table."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from domain.gifts.models import CollectionKey
from domain.gifts.portfolio.models import (
    Gain,
    Point,
    Portfolio,
    Position,
    Subject,
    Totals,
    Trade,
)
from domain.gifts.portfolio.values import in_all
from domain.shared.ids import Instant
from domain.shared.money import Money
from webapp.api.gifts.forms import collection_path, gift_path
from webapp.api.gifts.portfolio_models import (
    DayForm,
    GainForm,
    InMoneyForm,
    LotAnswer,
    OpenLotForm,
    PortfolioAnswer,
    PositionForm,
    SubjectForm,
    TotalsForm,
    ValuesForm,
    WalletReadForm,
    WhereForm,
)
from webapp.api.money import csv_words
from webapp.forms import MoneyForm, time_text

COLUMNS: Final = (
    *("kind", "collection", "gift", "model", "quantity", "source", "bought_at", "cost"),
    *("cost_asset", "value_ton", "sell_now_ton", "unrealised_ton", "sold_at", "proceeds"),
    *("proceeds_asset", "profit"),
)


def portfolio_answer(
    portfolio: Portfolio, titles: Mapping[CollectionKey, str], rates: tuple[str | None, str | None]
) -> PortfolioAnswer:
    """`rates`: dollars for one TON and for one Star; `titles`: of collections, by key."""
    sums = portfolio.totals
    return PortfolioAnswer(
        as_of=time_text(portfolio.as_of),
        totals=_totals(sums),
        values=ValuesForm(
            value=in_money(sums.value, *rates),
            sell_now=in_money(sums.sell_now, *rates),
            realised=in_money(sums.realised, *rates),
        ),
        positions=[_position(one, titles) for one in portfolio.positions],
        gains=[_gain(one) for one in portfolio.gains],
        wallets=[
            WalletReadForm(
                wallet=one.wallet, read_at=_time(one.read_at), failed_at=_time(one.failed_at)
            )
            for one in portfolio.wallets
        ],
    )


def lot_answer(trade: Trade) -> LotAnswer:
    return LotAnswer(
        id=trade.id,
        side=trade.side.value,
        source=trade.source.value,
        subject=_subject(trade.subject),
        quantity=trade.quantity,
        price=_money(trade.price),
        at=time_text(trade.at),
        wallet=trade.wallet or None,
        note=trade.note,
    )


def day_form(point: Point) -> DayForm:
    return DayForm(
        day=point.day.isoformat(),
        at=time_text(point.at),
        gifts=point.gifts,
        value=in_money(point.value, point.ton_usd, point.xtr_usd),
        sell_now=in_money(point.sell_now, point.ton_usd, point.xtr_usd),
        cost=MoneyForm.of(point.cost),
        realised=MoneyForm.of(point.realised),
    )


def in_money(amount: Money, ton_usd: str | None, xtr_usd: str | None) -> InMoneyForm:
    said = in_all(amount, ton_usd, xtr_usd)
    return InMoneyForm(TON=amount.text, USD=said["USD"], XTR=said["XTR"])


def table(portfolio: Portfolio) -> list[tuple[str, ...]]:
    """One row for each position and one for each gain, under `COLUMNS`."""
    rows = [_position_row(one) for one in portfolio.positions]
    return [COLUMNS, *rows, *[_gain_row(one) for one in portfolio.gains]]


def collections_of(portfolio: Portfolio) -> Sequence[CollectionKey]:
    return tuple(dict.fromkeys(one.subject.collection for one in portfolio.positions))


def _totals(sums: Totals) -> TotalsForm:
    return TotalsForm(
        gifts=sums.gifts,
        value=MoneyForm.of(sums.value),
        sell_now=MoneyForm.of(sums.sell_now),
        cost=MoneyForm.of(sums.cost),
        unrealised=MoneyForm.of(sums.unrealised),
        realised=MoneyForm.of(sums.realised),
        unknown_cost=sums.unknown_cost,
        unknown_value=sums.unknown_value,
    )


def _position(one: Position, titles: Mapping[CollectionKey, str]) -> PositionForm:
    worth, where, subject = one.worth, one.where, one.subject
    return PositionForm(
        subject=_subject(subject),
        title=titles.get(subject.collection, subject.collection),
        quantity=one.quantity,
        sources=[source.value for source in one.sources],
        cost=_money(one.cost),
        ask=_money(worth.ask),
        ask_basis=worth.ask_basis.value if worth.ask_basis is not None else None,
        value=_money(one.value),
        sell_now=_money(one.sell_now),
        sell_basis=worth.sell_basis.value if worth.sell_basis is not None else None,
        unrealised=_money(one.unrealised),
        acquired_at=time_text(one.acquired_at),
        where=WhereForm(
            wallet=where.wallet,
            address=where.address,
            contract=where.contract,
            price=_money(where.price),
        )
        if where is not None
        else None,
        picture=_picture(subject),
        lots=[
            OpenLotForm(
                id=lot.trade.id,
                source=lot.trade.source.value,
                quantity=lot.quantity,
                cost=_money(lot.cost),
                acquired_at=time_text(lot.trade.at),
            )
            for lot in one.lots
        ],
    )


def _picture(subject: Subject) -> str:
    thing = subject.gift
    base = gift_path(thing) if thing is not None else collection_path(subject.collection)
    return f"{base}/picture"


def _gain(one: Gain) -> GainForm:
    return GainForm(
        subject=_subject(one.sale.subject),
        quantity=one.quantity,
        proceeds=_money(one.proceeds),
        cost=_money(one.cost),
        profit=_money(one.profit),
        bought_at=time_text(one.bought.at) if one.bought is not None else None,
        sold_at=time_text(one.sale.at),
    )


def _subject(subject: Subject) -> SubjectForm:
    return SubjectForm(collection=subject.collection, gift=subject.gift, model=subject.model)


def _position_row(one: Position) -> tuple[str, ...]:
    return (
        "position",
        *_subject_cells(one.subject),
        str(one.quantity),
        " ".join(source.value for source in one.sources),
        time_text(one.acquired_at),
        *_cells([one.cost], asset=True),
        *_cells([one.value, one.sell_now, one.unrealised]),
        *("", "", "", ""),
    )


def _gain_row(one: Gain) -> tuple[str, ...]:
    return (
        "sale",
        *_subject_cells(one.sale.subject),
        str(one.quantity),
        one.sale.source.value,
        time_text(one.bought.at) if one.bought is not None else "",
        *_cells([one.cost], asset=True),
        *("", "", ""),
        time_text(one.sale.at),
        *_cells([one.proceeds], asset=True),
        *_cells([one.profit]),
    )


def _subject_cells(subject: Subject) -> tuple[str, str, str]:
    return subject.collection, subject.gift or "", csv_words(subject.model or "")


def _cells(amounts: Iterable[Money | None], *, asset: bool = False) -> list[str]:
    cells: list[str] = []
    for amount in amounts:
        cells.append(amount.text if amount is not None else "")
        if asset:
            cells.append(amount.asset.code if amount is not None else "")
    return cells


def _money(amount: Money | None) -> MoneyForm | None:
    return MoneyForm.of(amount) if amount is not None else None


def _time(at: Instant | None) -> str | None:
    return time_text(at) if at is not None else None
