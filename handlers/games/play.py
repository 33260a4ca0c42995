"""Choosing what to play: by buttons step by step, or all at once after `/play`."""

from dataclasses import replace
from typing import Final

from aiogram.fsm.context import FSMContext

from domain.games import catalogue
from domain.games.matches.lobbies import Lobbies
from domain.games.models import GameSettings, Matching
from domain.games.points import DailyPoints
from domain.games.refusals import AssetNotAllowed
from domain.ledger.accounts import user
from domain.ledger.service import Ledger
from domain.shared.money import Asset
from domain.users.gate import Gate
from handlers.games import forms, views
from handlers.games.forms import Wish
from handlers.routes import Routes
from handlers.visit import Visit

STAKE: Final = "games-stake"
WISH: Final = "wish"


def routes() -> Routes:
    return Routes(
        commands={"play": command},
        callbacks={"play": button},
        dialogues={STAKE: own_stake},
    )


class PlayDesk:
    """The screens of choosing, each of which leads to the next."""

    def __init__(
        self,
        lobbies: Lobbies,
        points: DailyPoints,
        ledger: Ledger,
        gate: Gate,
        settings: GameSettings,
    ) -> None:
        self._lobbies = lobbies
        self._points = points
        self._ledger = ledger
        self._gate = gate
        self._settings = settings

    async def menu(self, visit: Visit) -> None:
        """Coming here is the visit for which the day's points are given."""
        granted = await self._points.visit(visit.actor)
        seat = await self._lobbies.current(visit.actor)
        shown = views.play_screen(
            visit.speech,
            self._lobbies.games(),
            await self._ledger.balances(user(visit.actor.id)),
            granted=granted,
            seat=seat.id if seat is not None else None,
        )
        await visit.show(shown)

    async def step(self, visit: Visit, state: FSMContext, wish: Wish) -> None:
        """The screen that asks for what the wish lacks; at its end the question. What was typed
        is judged at once, and a stake that is refused leaves the dialogue open.
        """
        await self._gate.clear(visit.actor)
        wish = self._only_asset(wish)
        speech = visit.speech
        card = next(one for one in self._lobbies.games() if one.game.code is wish.game)
        if wish.rule is None:
            await visit.show(views.rule_screen(speech, card))
        elif wish.asset is None:
            found = [bounds.least.asset for bounds in card.bounds]
            await visit.show(views.asset_screen(speech, wish, found))
        elif not wish.typed:
            bounds = catalogue.bounds_of(wish.asset, self._settings)
            await state.set_state(STAKE)
            await state.set_data({WISH: wish.data})
            await visit.show(views.stake_screen(speech, wish, bounds))
        else:
            await self._ask(visit, state, wish, wish.asset)

    async def _ask(self, visit: Visit, state: FSMContext, wish: Wish, asset: Asset) -> None:
        order = forms.order_of(wish, catalogue.read_stake(wish.typed, asset, self._settings))
        catalogue.accept(order, self._settings)
        await state.clear()
        # From here on the stake stands as it is shown, without zeros in front.
        wish = replace(wish, typed=order.stake.text)
        if wish.matching is None:
            shown = views.matching_screen(visit.speech, wish, order, self._settings)
        else:
            act = forms.act_id(order, visit.key.value)
            shown = views.question_screen(visit.speech, order, self._settings, act)
        await visit.show(shown)

    def _only_asset(self, wish: Wish) -> Wish:
        """Where one asset alone may be staked nobody is asked which. Refusal: AssetNotAllowed."""
        allowed = sorted(self._settings.assets)
        if wish.asset is not None and wish.asset.code not in self._settings.assets:
            raise AssetNotAllowed(asset=wish.asset, allowed=allowed)
        cards = self._lobbies.games()
        only = cards[0].bounds[0].least.asset if len(cards[0].bounds) == 1 else None
        if wish.rule is not None and wish.asset is None and only is not None:
            return replace(wish, asset=only)
        return wish


async def command(visit: Visit, state: FSMContext, play_desk: PlayDesk) -> None:
    """`/play dice single 10 XTR open`, or as much of it as one likes; whole without the last word
    it means whoever is there.
    """
    if not visit.args:
        await state.clear()
        await play_desk.menu(visit)
        return
    wish = forms.read_line(visit.args)
    if wish is None:
        await visit.show(views.usage_screen(visit.speech))
        return
    if wish.typed and wish.matching is None:
        wish = replace(wish, matching=Matching.ANY)
    await play_desk.step(visit, state, wish)


async def button(visit: Visit, state: FSMContext, play_desk: PlayDesk) -> None:
    await state.clear()
    wish = forms.read_data(visit.args) if visit.args else None
    if wish is None:
        await play_desk.menu(visit)
    else:
        await play_desk.step(visit, state, wish)


async def own_stake(visit: Visit, state: FSMContext, play_desk: PlayDesk) -> None:
    """A stake that was typed. One that is refused may be typed again."""
    wish = forms.read_data(str((await state.get_data())[WISH]).removeprefix("play:"))
    assert wish is not None, "the dialogue keeps what it began with"
    await play_desk.step(visit, state, replace(wish, typed=visit.args or "-"))
