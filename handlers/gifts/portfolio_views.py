"""Screens of what a person owns."""

from collections.abc import Callable, Sequence
from typing import Final

from domain.gifts.models import CollectionKey
from domain.gifts.portfolio.models import Portfolio, Position, Subject, Trade
from domain.shared.ids import MINUTE, Instant
from domain.shared.money import Money
from handlers.links import Links
from handlers.menu.keyboards import back
from handlers.screens import Button, Rows, Screen, safe, screen
from handlers.ton.words import short, shown
from locales.gift_words import GiftWords
from locales.speech import Count, Moment, Speech

Titles = Callable[[CollectionKey], str]
LINES: Final = 6
_TRADES: Final = 3


def portfolio_screen(
    words: GiftWords, portfolio: Portfolio, titles: Titles, links: Links
) -> Screen:
    """What there is, what it is worth, and as much of the most valuable as has room."""
    speech = words.speech
    title = speech.say("portfolio-title")
    rows = _rows(speech, links)
    ages = _ages(speech, portfolio)
    if not portfolio.positions and not portfolio.gains:
        return screen(title, [speech.say("portfolio-empty"), *ages], rows)
    sums, there = _sums(words, portfolio), portfolio.positions
    room = LINES - len(sums) - len(ages[:1])
    shown = there if len(there) <= room else there[: max(1, room - 1)]
    lines = [*sums, "", *[_line(speech, one, titles) for one in shown]]
    left = len(there) - len(shown)
    if left > 0 and len(shown) < room:
        lines.append(speech.say("portfolio-more", n=Count(left)))
    return screen(title, [*lines, *(["", ages[0]] if ages else [])], rows)


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


def _sums(words: GiftWords, portfolio: Portfolio) -> list[str]:
    speech, sums = words.speech, portfolio.totals
    cost = speech.say("portfolio-cost", cost=sums.cost, change=_signed(speech, sums.unrealised))
    if portfolio.gains:
        change = _signed(speech, sums.realised)
        cost = f"{cost}. {speech.say('portfolio-realised', change=change)}"
    unknown = {
        "portfolio-unknown-cost": sums.unknown_cost,
        "portfolio-unknown-value": sums.unknown_value,
    }
    left_out = [speech.say(key, n=Count(n)) for key, n in unknown.items() if n]
    value = words.price(sums.value)
    return [
        speech.say("portfolio-value", n=Count(sums.gifts), value=value),
        speech.say("portfolio-sell-now", value=words.price(sums.sell_now)),
        cost,
        *([" ".join(left_out)] if left_out else []),
    ]


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
    return lines


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


def _signed(speech: Speech, amount: Money) -> str:
    """Gain and loss by sign and word, never by colour alone."""
    key = "portfolio-gain" if amount.units > 0 else "portfolio-loss"
    if not amount.units:
        return speech.say("portfolio-even")
    return speech.say(key, amount=amount if amount.units > 0 else -amount)
