"""Screens of what a person owns."""

from collections.abc import Callable, Sequence
from typing import Final

from domain.gifts.models import CollectionKey
from domain.gifts.portfolio.models import Portfolio, Position, Subject, Trade
from domain.gifts.portfolio.values import in_all
from domain.shared.ids import MINUTE, Instant
from domain.shared.money import Money
from handlers.links import Links
from handlers.menu.keyboards import back
from handlers.screens import Button, Rows, Screen, safe, screen
from handlers.ton.words import short, shown
from locales.speech import Count, Moment, Speech

Titles = Callable[[CollectionKey], str]
Rates = tuple[str | None, str | None]
"""Dollars for one TON and for one Star."""
LINES: Final = 3
_TRADES: Final = 3


def portfolio_screen(
    speech: Speech, portfolio: Portfolio, titles: Titles, rates: Rates, links: Links
) -> Screen:
    """What there is, what it is worth, and the most valuable of it."""
    title = speech.say("portfolio-title")
    rows = _rows(speech, links)
    if not portfolio.positions and not portfolio.gains:
        return screen(title, [speech.say("portfolio-empty"), *_ages(speech, portfolio)], rows)
    lines = [*_sums(speech, portfolio, rates), ""]
    lines += [_line(speech, one, titles) for one in portfolio.positions[:LINES]]
    left = len(portfolio.positions) - LINES
    if left > 0:
        lines.append(speech.say("portfolio-more", n=Count(left)))
    return screen(title, [*lines, *_ages(speech, portfolio)], rows)


def told_screen(speech: Speech, trade: Trade, titles: Titles, others: Sequence[Trade]) -> Screen:
    """What was just told, and the last of what was told before."""
    lines = [speech.say("portfolio-told"), "", *_told(speech, [trade], titles)]
    rows: list[tuple[Button, ...]] = [
        (Button(label=speech.say("portfolio-button-undo"), data=f"portfolio:drop:{trade.id}"),),
        back(speech, "portfolio"),
    ]
    if others:
        lines += ["", speech.say("portfolio-told-before")]
        lines += _told(speech, others[-_TRADES:], titles)
    return screen(speech.say("portfolio-title"), lines, rows)


def how_screen(speech: Speech) -> Screen:
    """How to tell by hand."""
    lines = [speech.say("portfolio-how"), "", speech.say("portfolio-how-lines")]
    return screen(speech.say("portfolio-title"), lines, [back(speech, "portfolio")])


def name_of(subject: Subject, titles: Titles) -> str:
    """`Plush Pepe #777`, `Plush Pepe, Steel Frog`, `Plush Pepe`."""
    title = titles(subject.collection)
    if subject.gift is not None:
        return safe(f"{title} #{subject.gift.rpartition('-')[2]}")
    return safe(f"{title}, {subject.model}" if subject.model else title)


def _sums(speech: Speech, portfolio: Portfolio, rates: Rates) -> list[str]:
    sums = portfolio.totals
    lines = [
        speech.say("portfolio-count", n=Count(sums.gifts)),
        speech.say("portfolio-value", value=_in_money(speech, sums.value, rates)),
        speech.say("portfolio-sell-now", value=_in_money(speech, sums.sell_now, rates)),
        speech.say("portfolio-cost", cost=sums.cost, change=_signed(speech, sums.unrealised)),
    ]
    if portfolio.gains:
        change = _signed(speech, sums.realised)
        lines.append(speech.say("portfolio-realised", change=change))
    if sums.unknown_cost:
        lines.append(speech.say("portfolio-unknown-cost", n=Count(sums.unknown_cost)))
    if sums.unknown_value:
        lines.append(speech.say("portfolio-unknown-value", n=Count(sums.unknown_value)))
    return lines


def _line(speech: Speech, one: Position, titles: Titles) -> str:
    name = name_of(one.subject, titles)
    fields = {
        "name": f"{name} \N{MULTIPLICATION SIGN} {one.quantity}" if one.quantity > 1 else name,
        "value": one.value if one.value is not None else speech.say("portfolio-no-value"),
    }
    if one.where is not None and one.where.contract is not None:
        price = one.where.price
        listed = price if price is not None else speech.say("portfolio-no-value")
        return speech.say("portfolio-line-listed", {**fields, "price": listed})
    if one.unrealised is not None:
        return speech.say(
            "portfolio-line-change", {**fields, "change": _signed(speech, one.unrealised)}
        )
    return speech.say("portfolio-line", fields)


def _ages(speech: Speech, portfolio: Portfolio) -> list[str]:
    """Only what a person has to know: wallets that cannot be read, and old news."""
    lines = []
    now = portfolio.as_of
    for one in portfolio.wallets:
        old = one.read_at is None or now - one.read_at > MINUTE
        if one.failed_at is None and not old:
            continue
        fields: dict[str, object] = {"wallet": short(shown(one.wallet))}
        if one.read_at is None:
            lines.append(speech.say("portfolio-wallet-unread", fields))
        else:
            at = Moment(Instant(one.read_at), now)
            lines.append(speech.say("portfolio-wallet-old", {**fields, "at": at}))
    return ["", *lines] if lines else []


def _rows(speech: Speech, links: Links) -> Rows:
    def button(key: str, data: str) -> Button:
        return Button(label=speech.say(key), data=data)

    return (
        *links.app_row(speech.say("portfolio-button-app"), "#/portfolio"),
        (
            button("portfolio-button-add", "portfolio:how"),
            button("button-refresh", "portfolio"),
        ),
        (button("portfolio-button-baskets", "basket"),),
        back(speech),
    )


def _told(speech: Speech, trades: Sequence[Trade], titles: Titles) -> list[str]:
    return [
        speech.say(
            f"portfolio-trade-{one.side.value}",
            name=name_of(one.subject, titles),
            price=one.price if one.price is not None else speech.say("portfolio-no-value"),
        )
        for one in trades
    ]


def _in_money(speech: Speech, amount: Money, rates: Rates) -> str:
    dollars = in_all(amount, *rates)["USD"]
    said = speech.money(amount)
    return f"{said} (${speech.number(dollars)})" if dollars is not None else said


def _signed(speech: Speech, amount: Money) -> str:
    """Gain and loss by sign and word, never by colour alone."""
    key = "portfolio-gain" if amount.units > 0 else "portfolio-loss"
    if not amount.units:
        return speech.say("portfolio-even")
    return speech.say(key, amount=amount if amount.units > 0 else -amount)
