"""The house's accounts on the chain: which they are, and that each is watched from the start."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.ledger import accounts
from domain.shared.change import Changes, Decision
from domain.shared.money import TON, Asset, Money
from domain.shared.refusals import GatewayError
from domain.ton.accounts import Duty, WatchedAccount
from domain.ton.books import chain_ref
from domain.ton.frame import Frame
from domain.ton.models import Cursor, Jetton
from domain.ton.ports import ChainReader

logger = logging.getLogger(__name__)

_TRIES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An account that is to be watched."""

    address: str
    duty: Duty
    asset: Asset
    owner: str


class Treasury:
    """`deposit` and `payout` are addresses of coin wallets, which may be one and the same. An
    account that was there before is watched from its present state: what it held then is the
    house's own. So an address is shown to nobody before it is watched.
    """

    def __init__(
        self,
        frame: Frame,
        reader: ChainReader,
        *,
        deposit: str,
        payout: str,
        former: Iterable[str] = (),
    ) -> None:
        """`former` are wallets that were in use before: people may still pay to them."""
        self._frame = frame
        self._reader = reader
        self.deposit = deposit
        self.payout = payout
        self._former = frozenset(former)
        self._needed = {
            (owner, code) for owner in (deposit, payout) for code in frame.settings.assets
        }
        self._known: dict[str, WatchedAccount] = {}

    async def open(self) -> tuple[WatchedAccount, ...]:
        """All accounts, new ones are opened. Raises GatewayError."""
        await self._load()
        wallets = [(self.deposit, Duty.DEPOSIT)]
        if self.payout != self.deposit:
            wallets.append((self.payout, Duty.PAYOUT))
        places = [
            Place(address=address, duty=duty, asset=TON, owner=address)
            for address, duty in wallets
        ]
        for jetton in self._frame.settings.jettons:
            places += [await self._jetton_place(jetton, *wallet) for wallet in wallets]
        for place in places:
            await self._opened(place)
        return tuple(self._known.values())

    async def ready(self) -> tuple[WatchedAccount, ...]:
        """As `open`; from memory or the store, without the chain, once all are open."""
        await self._load()
        here = {(account.owner, account.asset.code) for account in self._known.values()}
        if not self._needed <= here:
            await self.open()
        return tuple(self._known.values())

    async def open_order(self, address: str) -> WatchedAccount:
        """Watch an address that is made for one order. Raises GatewayError."""
        await self.ready()
        place = Place(address=address, duty=Duty.ORDER, asset=TON, owner=address)
        return await self._opened(place)

    async def close(self, account: WatchedAccount) -> None:
        """Watch it no longer."""

        async def decide() -> Decision[None]:
            return Decision(None, self._frame.rows.accounts.close(account))

        await self._frame.store.commit(decide)
        self._known.pop(account.address, None)

    async def account(self, owner: str, asset: Asset) -> WatchedAccount:
        """A wallet's account of an asset. Raises GatewayError."""
        return next(one for one in await self.ready() if one.owner == owner and one.asset == asset)

    async def own(self) -> frozenset[str]:
        """Every address that is the house's. Raises GatewayError."""
        return frozenset(one.address for one in await self.ready()) | self._frame.settings.own

    async def _load(self) -> None:
        """Those that were opened before: orders and former wallets are known from here alone."""
        if self._known:
            return
        for account in await self._frame.rows.accounts.all():
            if self._ours(account):
                self._known[account.address] = account

    def _ours(self, account: WatchedAccount) -> bool:
        if account.duty is Duty.CLOSED:
            return False
        needed = (account.owner, account.asset.code) in self._needed
        return needed or account.duty is Duty.ORDER or account.owner in self._former

    async def _jetton_place(self, jetton: Jetton, owner: str, duty: Duty) -> Place:
        """The jetton wallet is what the master says, never what a message says."""
        found = next(
            (
                one
                for one in self._known.values()
                if one.owner == owner and one.asset == jetton.asset
            ),
            None,
        )
        address = (
            found.address
            if found is not None
            else await self._reader.jetton_wallet(jetton.master, owner)
        )
        return Place(address=address, duty=duty, asset=jetton.asset, owner=owner)

    async def _opened(self, place: Place) -> WatchedAccount:
        known = await self._frame.rows.accounts.get(place.address)
        if known is None:
            known = await self._open(place)
        self._known[place.address] = known
        return known

    async def _open(self, place: Place) -> WatchedAccount:
        cursor, booked = await self._present(place)

        async def decide() -> Decision[WatchedAccount]:
            found = await self._frame.rows.accounts.get(place.address)
            if found is not None:
                return Decision(found)
            account = WatchedAccount(
                address=place.address,
                duty=place.duty,
                asset=place.asset,
                owner=place.owner,
                cursor=cursor,
                booked=booked,
                read_at=self._frame.clock.now(),
            )
            return Decision(account, self._frame.rows.accounts.open(account), self._float(account))

        account = await self._frame.store.commit(decide)
        logger.info("watching %s of %s from lt=%s", account.asset, account.address, cursor.lt)
        return account

    def _float(self, account: WatchedAccount) -> Changes:
        return self._frame.books.moved_on(
            accounts.TON_CHAIN,
            accounts.HOUSE_NETWORK,
            Money(account.booked, account.asset),
            chain_ref(account.address, account.cursor.lt),
            kind="float",
        )

    async def _present(self, place: Place) -> tuple[Cursor, int]:
        """Cursor and balance of one moment."""
        for _ in range(_TRIES):
            view = await self._reader.account(place.address)
            cursor = Cursor(lt=view.last_lt, hash=view.last_hash)
            if place.owner == place.address:
                return cursor, view.balance
            balance = (await self._reader.jetton_balance(place.address)).balance
            after = await self._reader.account(place.address)
            if after.last_lt == view.last_lt:
                return cursor, balance
        raise GatewayError(f"{place.address} would not stand still")
