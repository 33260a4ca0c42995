"""Screens of alerts, saved searches and arbitrage on paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from domain.gifts.alerts.models import Rule, RuleKind
from domain.gifts.alerts.rules import TOLD_MOST
from domain.gifts.arbitrage.models import ScoreCard, Signal
from domain.gifts.models import CollectionKey
from domain.gifts.saved.models import SavedSearch
from domain.gifts.search import Query, Trait
from domain.shared.ids import Instant
from domain.shared.money import TON, Money
from domain.ton.address import friendly
from handlers.gifts import alert_keyboards as keyboards
from handlers.links import Links
from handlers.screens import Screen, safe, screen
from locales.speech import Moment, Speech

Titles = Callable[[CollectionKey], str]
WITHOUT_VALUE: Final = frozenset({RuleKind.LISTED, RuleKind.BACK})
_ENDS: Final = 6
_BPS: Final = 10
_NAMES_MOST: Final = 3


def led(shown: Screen, lead: str) -> Screen:
    """The same with a line under its title."""
    title, _, rest = shown.text.partition("\n")
    return replace(shown, text=f"{title}\n{lead}\n{rest}") if lead else shown


def list_screen(
    speech: Speech, rules: Sequence[Rule], titles: Titles, *, page: str, most: int
) -> Screen:
    start = int(page) if page.isascii() and page.isdigit() else 0
    shown = rules[start : start + keyboards.RULES_MOST]
    lines = [rule_line(speech, rule, titles) for rule in shown]
    if not rules:
        lines = [speech.say("alerts-none"), "", speech.say("alerts-how")]
    else:
        lines += ["", speech.say("alerts-count", n=str(len(rules)), most=str(most))]
    rows = keyboards.rules(speech, shown, titles, start=start, total=len(rules))
    return screen(speech.say("alerts-title"), lines, rows)


@dataclass(frozen=True, slots=True)
class Now:
    """How many lots fit a rule at this time, where that says something."""

    at: Instant
    fitting: int | None


def rule_screen(speech: Speech, rule: Rule, titles: Titles, now: Now, links: Links) -> Screen:
    lines = [rule_line(speech, rule, titles)]
    if now.fitting is not None:
        lines.append(speech.say("alerts-now", n=now.fitting))
    lines.append(speech.say("alerts-when", most=str(TOLD_MOST)))
    if rule.fired_at is not None:
        lines.append(speech.say("alerts-fired", at=Moment(rule.fired_at, now.at)))
    if rule.muted:
        lines.append(speech.say("alerts-is-muted"))
    return screen(speech.say("alerts-one-title"), lines, keyboards.rule(speech, rule, links))


def what_screen(speech: Speech) -> Screen:
    lines = [_step(speech, 1), speech.say("alerts-what-ask")]
    return screen(speech.say("alerts-new-title"), lines, [keyboards.to_list(speech)])


def kind_screen(speech: Speech, query: Query, titles: Titles) -> Screen:
    said = wanted(speech, query, titles)
    lines = [_step(speech, 2), speech.say("alerts-kind-ask", what=said)]
    kinds = [kind for kind in RuleKind if kind is not RuleKind.FLOOR or query.collection]
    return screen(speech.say("alerts-new-title"), lines, keyboards.kinds(speech, kinds))


def value_screen(speech: Speech, kind: RuleKind) -> Screen:
    lines = [_step(speech, 3), speech.say(_ASKED[kind])]
    return screen(speech.say("alerts-new-title"), lines, [keyboards.to_list(speech)])


def searches_screen(
    speech: Speech, searches: Sequence[SavedSearch], titles: Titles, links: Links
) -> Screen:
    lines = [
        speech.say(
            "alerts-search-line",
            name=safe(one.name),
            what=wanted(speech, one.query, titles),
            notify="yes" if one.notify else "no",
        )
        for one in searches[: keyboards.SEARCHES_MOST]
    ]
    rows = keyboards.searches(speech, searches, links)
    lines = lines or [speech.say("alerts-searches-none")]
    return screen(speech.say("alerts-searches-title"), lines, rows)


def paper_screen(
    speech: Speech, signals: Sequence[Signal], score: ScoreCard, now: Instant
) -> Screen:
    lines = [_signal(speech, one, now) for one in signals] or [speech.say("alerts-paper-none")]
    lines += [
        "",
        speech.say(
            "alerts-paper-score",
            won=str(score.won),
            lost=str(score.lost),
            expired=str(score.expired),
            gain=score.gain,
        ),
        speech.say("alerts-paper-note"),
    ]
    rows = keyboards.paper(speech, signals)
    return screen(speech.say("alerts-paper-title"), lines, rows)


def rule_line(speech: Speech, rule: Rule, titles: Titles) -> str:
    fields: dict[str, object] = {
        "what": wanted(speech, replace(rule.query, price_max=None), titles),
        "percent": speech.number(percent_text(rule.share_bps)),
        "rarity": speech.number(percent_text((rule.permille or 0) * _BPS)),
        "wallet": _short(rule.wallet),
    }
    if rule.query.price_max is not None:
        fields["limit"] = Money(rule.query.price_max, TON)
        fields["what"] = wanted(speech, replace(rule.query, price_max=None), titles)
    key = _LINES[rule.kind]
    limited = rule.query.price_max is not None and rule.kind is not RuleKind.UNDER
    text = speech.say(key, fields)
    if limited:
        text = speech.say("alerts-line-limited", line=text, limit=fields["limit"])
    return speech.say("alerts-line-muted", line=text) if rule.muted else text


def wanted(speech: Speech, query: Query, titles: Titles) -> str:
    """What a search asks for, in a few words."""
    parts = [query.q] if query.q else []
    parts += _names([titles(CollectionKey(one)) for one in query.collection])
    for trait in (Trait.MODEL, Trait.BACKDROP, Trait.SYMBOL):
        parts += _names(query.values(trait))
    if query.number_min is not None or query.number_max is not None:
        low = "" if query.number_min is None else str(query.number_min)
        high = "" if query.number_max is None else str(query.number_max)
        parts.append(f"#{low}\N{EN DASH}{high}" if low != high else f"#{low}")
    parts += [speech.say(f"gifts-number-{kind.value}") for kind in query.number_kind]
    if query.price_max is not None:
        limit = Money(query.price_max, TON)
        parts.append(speech.say("alerts-up-to", limit=limit))
    return safe(" · ".join(parts)) or speech.say("alerts-anything")


def percent_text(bps: int | None) -> str:
    whole, rest = divmod(bps or 0, 100)
    return f"{whole}.{rest:02d}".rstrip("0").removesuffix(".") if rest else str(whole)


_LINES: Final = {
    RuleKind.UNDER: "alerts-line-under",
    RuleKind.VALUE: "alerts-line-value",
    RuleKind.FLOOR: "alerts-line-floor",
    RuleKind.LISTED: "alerts-line-listed",
    RuleKind.RARITY: "alerts-line-rarity",
    RuleKind.WALLET: "alerts-line-wallet",
    RuleKind.BACK: "alerts-line-back",
}
_ASKED: Final = {
    RuleKind.UNDER: "alerts-ask-under",
    RuleKind.VALUE: "alerts-ask-value",
    RuleKind.FLOOR: "alerts-ask-floor",
    RuleKind.RARITY: "alerts-ask-rarity",
    RuleKind.WALLET: "alerts-ask-wallet",
}


def _signal(speech: Speech, one: Signal, now: Instant) -> str:
    return speech.say(
        "alerts-paper-line",
        gift=f"{safe(one.title)} #{one.gift.rpartition('-')[2]}",
        profit=one.sums.profit,
        cost=one.sums.cost,
        net=one.sums.net,
        beside=one.sums.beside,
        buy=speech.say(f"gifts-market-{one.buy_market.value}"),
        sell=speech.say(f"gifts-market-{one.sell_market.value}"),
        at=Moment(one.opened_at, now),
    )


def _names(values: Sequence[str]) -> list[str]:
    if len(values) > _NAMES_MOST:
        return [", ".join(values[:_NAMES_MOST]) + " \N{HORIZONTAL ELLIPSIS}"]
    return [", ".join(values)] if values else []


def _short(wallet: str | None) -> str:
    if wallet is None:
        return ""
    shown = friendly(wallet)
    return f"{shown[:_ENDS]}\N{HORIZONTAL ELLIPSIS}{shown[-_ENDS:]}"


def _step(speech: Speech, step: int) -> str:
    return speech.say("dialogue-step", step=str(step), of="3")
