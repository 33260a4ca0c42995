"""`/alerts`: what a person wants to hear of, made in one line or step by step."""

from dataclasses import dataclass
from typing import Final

from aiogram.fsm.context import FSMContext

from domain.gifts.alerts.models import MakeRule, Rule, RuleKind
from domain.gifts.alerts.seek import sought
from domain.gifts.alerts.service import Alerts
from domain.gifts.arbitrage.service import Arbitrage
from domain.gifts.saved.query import params_of
from domain.gifts.saved.service import Searches
from domain.gifts.search import Search
from domain.shared.refusals import Invalid
from handlers.gifts import alert_views as views
from handlers.gifts.alert_lines import Line, amount_text, percent_bps, read_line
from handlers.links import Links
from handlers.routes import Routes
from handlers.screens import Screen
from handlers.visit import Visit
from locales.speech import Speech
from locales.words import Words

WHAT: Final = "alerts-what"
VALUE: Final = "alerts-value"
SAID: Final = "what"
KIND: Final = "kind"
PAPER_MOST: Final = 3


def routes() -> Routes:
    return Routes(
        commands={"alerts": begin},
        callbacks={
            "alerts": show,
            "alerts:new": new,
            "alerts:kind": kind,
            "alerts:one": one,
            "alerts:mute": mute,
            "alerts:quiet": quiet,
            "alerts:unmute": unmute,
            "alerts:drop": drop,
            "alerts:searches": searches,
            "alerts:notify": notify,
            "alerts:paper": paper,
        },
        dialogues={WHAT: what, VALUE: value},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertChat:
    """The services."""

    alerts: Alerts
    searches: Searches
    arbitrage: Arbitrage
    search: Search
    words: Words
    links: Links
    titles: views.Titles


class AlertDesk:
    def __init__(self, chat: AlertChat) -> None:
        self.chat = chat

    async def overview(self, visit: Visit, *, lead: str = "") -> None:
        rules = await self.chat.alerts.mine(visit.actor)
        screen = views.list_screen(
            visit.speech, rules, self.chat.titles, page=visit.args, most=self.chat.alerts.most
        )
        await visit.show(views.led(screen, lead))

    async def line(self, visit: Visit, state: FSMContext, text: str) -> None:
        """One that says everything is made at once; else what is missing is asked for."""
        line = read_line(text, self._speeches(visit.speech))
        if line.kind is None:
            await self._ask_kind(visit, state, line.what)
            return
        await self.make(visit, state, line)

    async def make(self, visit: Visit, state: FSMContext, line: Line) -> None:
        assert line.kind is not None, "asked for before"
        query = {name: tuple(v) for name, v in params_of(sought(self._search, line.what)).items()}
        if line.kind is RuleKind.UNDER:
            query["price_max"] = (line.amount,)
        shares = {RuleKind.VALUE, RuleKind.FLOOR}
        order = MakeRule(
            kind=line.kind,
            query=query,
            share_bps=line.percent_bps if line.kind in shares else None,
            permille=line.permille,
            wallet=line.wallet or None,
        )
        rule = await self.chat.alerts.make(visit.actor, order, key=visit.key)
        await state.clear()
        await visit.show(self.screen(visit, rule, lead="alerts-made"))

    async def ask_what(self, visit: Visit, state: FSMContext) -> None:
        await state.set_state(WHAT)
        await visit.show(views.what_screen(visit.speech))

    async def _ask_kind(self, visit: Visit, state: FSMContext, what: str) -> None:
        """Refusal: Invalid for words that are too many."""
        query = sought(self._search, what)
        await state.set_state(None)
        await state.set_data({SAID: what})
        await visit.show(views.kind_screen(visit.speech, query, self.chat.titles))

    async def ask_value(self, visit: Visit, state: FSMContext, chosen: RuleKind) -> None:
        said = str((await state.get_data()).get(SAID, ""))
        if chosen in views.WITHOUT_VALUE:
            await self.make(visit, state, Line(what=said, kind=chosen))
            return
        await state.set_state(VALUE)
        await state.set_data({SAID: said, KIND: chosen.value})
        await visit.show(views.value_screen(visit.speech, chosen))

    async def value(self, visit: Visit, state: FSMContext) -> None:
        """One that is refused may be typed again."""
        data = await state.get_data()
        chosen = RuleKind(str(data[KIND]))
        typed = visit.args
        if chosen is RuleKind.UNDER:
            line = Line(what=str(data[SAID]), kind=chosen, amount=amount_text(typed))
        elif chosen is RuleKind.WALLET:
            line = Line(what=str(data[SAID]), kind=chosen, wallet=typed.strip())
        else:
            percent = percent_bps(typed)
            if percent is None:
                raise Invalid(field="share_bps")
            line = Line(what=str(data[SAID]), kind=chosen, percent_bps=percent)
        await self.make(visit, state, line)

    def screen(self, visit: Visit, rule: Rule, *, lead: str = "") -> Screen:
        now = views.Now(visit.now, self.chat.alerts.fitting(rule))
        shown = views.rule_screen(visit.speech, rule, self.chat.titles, now, self.chat.links)
        return views.led(shown, visit.say(lead) if lead else "")

    @property
    def _search(self) -> Search:
        return self.chat.search

    def _speeches(self, own: Speech) -> list[Speech]:
        """The person's language first."""
        others = [Speech(self.chat.words, name) for name in self.chat.words.languages]
        return [own, *others]


async def begin(visit: Visit, state: FSMContext, alert_desk: AlertDesk) -> None:
    await state.clear()
    if visit.args:
        await alert_desk.line(visit, state, visit.args)
    else:
        await alert_desk.overview(visit)


async def show(visit: Visit, state: FSMContext, alert_desk: AlertDesk) -> None:
    await state.clear()
    await alert_desk.overview(visit)


async def new(visit: Visit, state: FSMContext, alert_desk: AlertDesk) -> None:
    """From a search with its words, else these are asked for."""
    await alert_desk.chat.alerts.mine(visit.actor)
    if visit.args:
        await alert_desk.line(visit, state, visit.args)
    else:
        await alert_desk.ask_what(visit, state)


async def what(visit: Visit, state: FSMContext, alert_desk: AlertDesk) -> None:
    await alert_desk.line(visit, state, visit.args)


async def kind(visit: Visit, state: FSMContext, alert_desk: AlertDesk) -> None:
    try:
        chosen = RuleKind(visit.args)
    except ValueError:
        raise Invalid(field="kind") from None
    await alert_desk.ask_value(visit, state, chosen)


async def value(visit: Visit, state: FSMContext, alert_desk: AlertDesk) -> None:
    await alert_desk.value(visit, state)


async def one(visit: Visit, alert_desk: AlertDesk) -> None:
    rule = await alert_desk.chat.alerts.get(visit.actor, visit.args)
    await visit.show(alert_desk.screen(visit, rule))


async def mute(visit: Visit, alert_desk: AlertDesk) -> None:
    """Also the button under a message, which stays as it is."""
    await alert_desk.chat.alerts.mute(visit.actor, visit.args)
    await visit.toast(visit.say("alerts-muted"))


async def quiet(visit: Visit, alert_desk: AlertDesk) -> None:
    rule = await alert_desk.chat.alerts.mute(visit.actor, visit.args)
    await visit.show(alert_desk.screen(visit, rule))


async def unmute(visit: Visit, alert_desk: AlertDesk) -> None:
    rule = await alert_desk.chat.alerts.mute(visit.actor, visit.args, muted=False)
    await visit.show(alert_desk.screen(visit, rule, lead="alerts-unmuted"))


async def drop(visit: Visit, alert_desk: AlertDesk) -> None:
    await alert_desk.chat.alerts.remove(visit.actor, visit.args)
    await visit.toast(visit.say("alerts-dropped"))
    rules = await alert_desk.chat.alerts.mine(visit.actor)
    chat = alert_desk.chat
    await visit.show(
        views.list_screen(visit.speech, rules, chat.titles, page="", most=chat.alerts.most)
    )


async def searches(visit: Visit, alert_desk: AlertDesk) -> None:
    found = await alert_desk.chat.searches.mine(visit.actor)
    await visit.show(
        views.searches_screen(visit.speech, found, alert_desk.chat.titles, alert_desk.chat.links)
    )


async def notify(visit: Visit, alert_desk: AlertDesk) -> None:
    """Turns whether a saved search tells what comes into it."""
    chat = alert_desk.chat
    was = await chat.searches.get(visit.actor, visit.args)
    await chat.searches.turn(visit.actor, was)
    found = await chat.searches.mine(visit.actor)
    await visit.show(views.searches_screen(visit.speech, found, chat.titles, chat.links))


async def paper(visit: Visit, alert_desk: AlertDesk) -> None:
    """Arbitrage on paper: what is open, and how the signals did so far."""
    await alert_desk.chat.alerts.mine(visit.actor)
    page = await alert_desk.chat.arbitrage.open_signals(limit=PAPER_MOST)
    score = await alert_desk.chat.arbitrage.score()
    await visit.show(views.paper_screen(visit.speech, page.items, score, visit.now))
