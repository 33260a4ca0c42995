"""Deposits, withdrawals and the address book in chat: what is asked, and what comes next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from aiogram.fsm.context import FSMContext

from domain.shared.money import Asset, Money
from domain.shared.refusals import AmountTooSmall, AreaPaused, Invalid, NotFound
from domain.ton.deposits.pay_links import Explorer
from domain.ton.deposits.service import Deposits
from domain.ton.refusals import AddressInvalid, AssetNotOnChain
from domain.ton.withdrawal_models import AskWithdrawal, Contact
from domain.ton.withdrawals.book import AddressBook
from domain.ton.withdrawals.service import Withdrawals
from domain.users.gate import Gate
from domain.users.models import Area
from handlers.links import Links
from handlers.ton import views
from handlers.ton.words import amount_of, asset_named, contact_by, symbol
from handlers.visit import Visit

AMOUNT: Final = "ton-amount"
ADDRESS: Final = "ton-address"
ASSET_KEY: Final = "asset"
AMOUNT_KEY: Final = "amount"
LINES: Final = 5
_PARTS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TonChat:
    """The services; `assets` are those that come and go over the chain, by code. `away`: the
    chain does not answer now.
    """

    deposits: Deposits
    withdrawals: Withdrawals
    book: AddressBook
    assets: Mapping[str, Asset]
    network: str
    explorer: Explorer
    away: Callable[[], bool] = bool


class TonDesk:
    """Without `ton`, where no chain is set up, everything is refused as paused."""

    def __init__(self, ton: TonChat | None, gate: Gate, links: Links) -> None:
        self._ton = ton
        self._gate = gate
        self._links = links

    @property
    def ton(self) -> TonChat:
        """Refusal: AreaPaused where no chain is set up."""
        if self._ton is None:
            raise AreaPaused(area=Area.TON.value, reason="")
        return self._ton

    async def deposit(self, visit: Visit, text: str) -> None:
        """Where to pay; which asset, when there are several and none was named."""
        await self._gate.clear(visit.actor)
        assets = self.ton.assets
        if not text and len(assets) > 1:
            await visit.show(views.assets_screen(visit.speech, "deposit", tuple(assets.values())))
            return
        asset = asset_named(text, assets) if text else next(iter(assets.values()))
        where = await self.ton.deposits.address(visit.actor, asset.code)
        await visit.show(
            views.deposit_card(visit.speech, where, self._links, away=self.ton.away())
        )

    async def withdraw(self, visit: Visit, state: FSMContext, text: str) -> None:
        """`1.5 TON <address>`, or as much of it as is known: the rest is asked for."""
        await self._gate.clear(visit.actor)
        await state.clear()
        assets, parts = self.ton.assets, text.split()
        if len(parts) > _PARTS:
            raise Invalid(field="withdraw")
        if not parts and len(assets) > 1:
            await visit.show(views.assets_screen(visit.speech, "withdraw", tuple(assets.values())))
        elif len(parts) < 2:  # noqa: PLR2004  the asset alone, or nothing
            await self._ask_amount(visit, state, _asset_alone(parts, assets))
        else:
            value = await self._value(visit, parts[0], asset_named(parts[1], assets))
            if len(parts) == _PARTS:
                await self.ask(visit, state, value, parts[2])
            else:
                await self._ask_address(visit, state, value)

    async def amount(self, visit: Visit, state: FSMContext, typed: str) -> None:
        """The amount of the dialogue; one that does not fit leaves it open."""
        asset = asset_named(str((await state.get_data()).get(ASSET_KEY, "")), self.ton.assets)
        await self._ask_address(visit, state, await self._value(visit, typed, asset))

    async def address(self, visit: Visit, state: FSMContext, typed: str) -> None:
        """The address of the dialogue, typed."""
        data = await state.get_data()
        asset = asset_named(str(data.get(ASSET_KEY, "")), self.ton.assets)
        value = amount_of(str(data.get(AMOUNT_KEY, "")), asset)
        await self.ask(visit, state, value, typed)

    async def to_contact(self, visit: Visit, state: FSMContext, key: str) -> None:
        """The address of the dialogue, from the book."""
        contact = await self.contact(visit, key)
        if AMOUNT_KEY not in await state.get_data():
            raise NotFound(withdrawal=key)
        await self.address(visit, state, contact.address)

    async def ask(self, visit: Visit, state: FSMContext, value: Money, to: str) -> None:
        """Hold the money and put the question."""
        if not to:
            raise AddressInvalid(address="")
        order = AskWithdrawal(value=value, to=to)
        judged = await self.ton.withdrawals.judge(visit.actor, order)
        asked = await self.ton.withdrawals.ask(visit.actor, order, key=visit.key)
        await state.clear()
        await visit.show(views.question(visit.speech, asked, judged, self.ton.network))

    async def settle(self, visit: Visit, withdrawal_id: str, *, yes: bool) -> bool:
        """Carry a question's answer out. False when the id is no withdrawal of this person."""
        if self._ton is None or not await self._is_mine(visit, withdrawal_id):
            return False
        act = self._ton.withdrawals.confirm if yes else self._ton.withdrawals.cancel
        settled = await act(visit.actor, withdrawal_id, key=visit.key)
        await visit.show(views.settled(visit.speech, settled))
        return True

    async def history(self, visit: Visit, cursor: str) -> None:
        await self._gate.clear(visit.actor)
        page = await self.ton.withdrawals.mine(visit.actor, cursor=cursor or None, limit=LINES)
        screen = views.withdrawals_screen(
            visit.speech, page, visit.now, self.ton.explorer, first=not cursor
        )
        await visit.show(screen)

    async def payments(self, visit: Visit, cursor: str) -> None:
        await self._gate.clear(visit.actor)
        page = await self.ton.deposits.mine(visit.actor, cursor=cursor or None, limit=LINES)
        screen = views.deposits_screen(
            visit.speech, page, visit.now, self.ton.explorer, first=not cursor
        )
        await visit.show(screen)

    async def one(self, visit: Visit, withdrawal_id: str) -> None:
        await self._gate.clear(visit.actor)
        found = await self.ton.withdrawals.get(visit.actor, withdrawal_id)
        await visit.show(
            views.withdrawal_screen(visit.speech, found, visit.now, self.ton.explorer)
        )

    async def contact(self, visit: Visit, key: str) -> Contact:
        """Refusal: NotFound."""
        found = contact_by(key, await self.ton.book.mine(visit.actor))
        if found is None:
            raise NotFound(address=key)
        return found

    async def _value(self, visit: Visit, typed: str, asset: Asset) -> Money:
        """An amount as typed; one of nothing is refused with the least that may go."""
        try:
            return amount_of(typed, asset)
        except AmountTooSmall:
            quote = await self.ton.withdrawals.quote(visit.actor, asset.code)
            raise AmountTooSmall(least=quote.least) from None

    async def _is_mine(self, visit: Visit, withdrawal_id: str) -> bool:
        try:
            await self.ton.withdrawals.get(visit.actor, withdrawal_id)
        except NotFound:
            return False
        return True

    async def _ask_amount(self, visit: Visit, state: FSMContext, asset: Asset) -> None:
        quote = await self.ton.withdrawals.quote(visit.actor, asset.code)
        await state.set_state(AMOUNT)
        await state.set_data({ASSET_KEY: symbol(asset)})
        await visit.show(views.amount_screen(visit.speech, asset, quote, self._steps))

    async def _ask_address(self, visit: Visit, state: FSMContext, value: Money) -> None:
        await state.set_state(ADDRESS)
        await state.set_data({ASSET_KEY: symbol(value.asset), AMOUNT_KEY: value.text})
        contacts = await self.ton.book.mine(visit.actor)
        await visit.show(views.address_screen(visit.speech, value, contacts, self._steps))

    @property
    def _steps(self) -> int:
        """How many steps the dialogue has: choosing the asset is one where there are several."""
        return 3 + (len(self.ton.assets) > 1)


def _asset_alone(parts: list[str], assets: Mapping[str, Asset]) -> Asset:
    """The first one unless another is named. Refusal: Invalid for what names none."""
    if not parts:
        return next(iter(assets.values()))
    try:
        return asset_named(parts[0], assets)
    except AssetNotOnChain:
        raise Invalid(field="withdraw") from None
