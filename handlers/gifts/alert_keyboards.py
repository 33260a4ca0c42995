"""Buttons of alerts, saved searches and arbitrage on paper."""

from collections.abc import Callable, Sequence
from typing import Final

from domain.gifts.alerts.models import Rule, RuleKind
from domain.gifts.arbitrage.models import Signal
from domain.gifts.models import CollectionKey
from domain.gifts.saved.models import SavedSearch
from handlers.links import Links
from handlers.menu.keyboards import back
from handlers.screens import MOST_DATA_BYTES, Button, Rows, clip
from locales.speech import Speech

RULES_MOST: Final = 3
SEARCHES_MOST: Final = 4
SIGNALS_MOST: Final = 3
_LABEL: Final = 32


def to_list(speech: Speech) -> tuple[Button, ...]:
    return back(speech, "alerts")


def rules(
    speech: Speech,
    shown: Sequence[Rule],
    titles: Callable[[CollectionKey], str],
    *,
    start: int,
    total: int,
) -> Rows:
    """Those of the page by pairs, in the order of the lines, and the ways on."""
    buttons = [
        Button(label=_named(speech, rule, titles), data=f"alerts:one:{rule.id}") for rule in shown
    ]
    pairs = [tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2)]
    beside = [
        Button(label=speech.say("alerts-button-searches"), data="alerts:searches"),
        Button(label=speech.say("alerts-button-paper"), data="alerts:paper"),
    ]
    turning = []
    if start + len(shown) < total:
        data = f"alerts:{start + RULES_MOST}"
        turning.append(Button(label=speech.say("button-older"), data=data))
    elif start:
        turning.append(Button(label=speech.say("button-newer"), data="alerts"))
    add = Button(label=speech.say("alerts-button-add"), data="alerts:new")
    last = (*turning, *back(speech, "menu")) if turning else back(speech, "menu")
    return ((add,), *pairs, tuple(beside), last)


def rule(speech: Speech, one: Rule, links: Links) -> Rows:
    quiet = (
        Button(label=speech.say("alerts-button-unmute"), data=f"alerts:unmute:{one.id}")
        if one.muted
        else Button(label=speech.say("alerts-button-mute"), data=f"alerts:quiet:{one.id}")
    )
    rows = [(quiet, Button(label=speech.say("alerts-button-drop"), data=f"alerts:drop:{one.id}"))]
    return (*rows, *links.app_row(speech.say("alerts-button-app"), "#/alerts"), to_list(speech))


def kinds(speech: Speech, shown: Sequence[RuleKind]) -> Rows:
    buttons = [
        Button(label=speech.say(_KINDS[kind]), data=f"alerts:kind:{kind.value}") for kind in shown
    ]
    pairs = [tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2)]
    return (*pairs, to_list(speech))


def searches(speech: Speech, found: Sequence[SavedSearch], links: Links) -> Rows:
    rows = []
    for one in found[:SEARCHES_MOST]:
        key = "alerts-button-search-off" if one.notify else "alerts-button-search-on"
        label = speech.say(key, name=clip(one.name, _LABEL))
        rows.append((Button(label=label, data=f"alerts:notify:{one.id}"),))
    return (*rows, *links.app_row(speech.say("alerts-button-app"), "#/alerts"), to_list(speech))


def paper(speech: Speech, signals: Sequence[Signal]) -> Rows:
    rows = []
    for one in signals[:SIGNALS_MOST]:
        data = f"gift:{one.gift}"
        if len(data.encode()) <= MOST_DATA_BYTES:
            label = clip(f"{one.title} #{one.gift.rpartition('-')[2]}", _LABEL)
            rows.append((Button(label=label, data=data),))
    return (*rows, to_list(speech))


def _named(speech: Speech, rule: Rule, titles: Callable[[CollectionKey], str]) -> str:
    query = rule.query
    names = [titles(CollectionKey(one)) for one in query.collection] or list(query.model)
    names += [query.q] if query.q else []
    names += [speech.say(f"gifts-number-{kind.value}") for kind in query.number_kind]
    name = [*names, speech.say("alerts-anything")][0]
    return clip(f"{name} · {speech.say(_KINDS[rule.kind])}", _LABEL)


_KINDS: Final = {
    RuleKind.UNDER: "alerts-button-under",
    RuleKind.VALUE: "alerts-button-value",
    RuleKind.FLOOR: "alerts-button-floor",
    RuleKind.LISTED: "alerts-button-listed",
    RuleKind.RARITY: "alerts-button-rarity",
    RuleKind.WALLET: "alerts-button-wallet",
    RuleKind.BACK: "alerts-button-back",
}
