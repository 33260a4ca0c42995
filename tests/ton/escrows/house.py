"""Escrows over the house of TON and a real store, with the real contract on a local chain."""

from dataclasses import dataclass, field
from typing import Final

from domain.shared.actor import Actor, Role
from domain.shared.change import Store
from domain.shared.ids import DAY, SECOND, Instant, UserId
from domain.shared.money import TON, Money
from domain.ton.escrows.models import CreateEscrow, Escrow, EscrowSettings, EscrowState
from domain.ton.frame import CHAIN
from domain.users.wallets import Wallets
from storage.users.places import WalletRows
from tests.ton.escrows.chain import NANO, EscrowChain, escrow_service, person
from tests.ton.house import TonHouse, World

ALICES: Final = person("alice's wallet")
BOBS: Final = person("bob's wallet")
STRANGER: Final = person("a stranger's wallet")
FINANCE: Final = UserId(42)
FIVE: Final = 5 * NANO


@dataclass(slots=True)
class EscrowWorld(World):
    """What outlives a run of the app; `local` is the chain with the contracts."""

    local: EscrowChain = field(init=False)
    other: EscrowChain | None = None
    bounds: EscrowSettings = field(default_factory=EscrowSettings)
    keys: tuple[str, ...] = ("controller",)

    def __post_init__(self) -> None:
        World.__post_init__(self)
        self.local = EscrowChain(self.clock)


class EscrowHouse(TonHouse):
    """One run of the app."""

    def __init__(self, world: EscrowWorld, *, store: Store | None = None) -> None:
        super().__init__(world, store=store)
        self.local = world.local
        self.wallet_rows = WalletRows(world.database)
        self.escrows, self.poll, self.parts = escrow_service(
            self.frame,
            world.database,
            world.local,
            Wallets(self.wallet_rows, self.gate),
            second=world.other,
            settings=world.bounds,
            keys=world.keys,
        )

    @property
    def controller(self) -> str:
        return self.parts.outside.controller.address

    async def open_for_business(self, coins: int = 10 * NANO) -> Actor:
        """The controller has coins, and somebody of finance is there."""
        if coins:
            self.local.give(self.controller, coins)
        return await self.meet(FINANCE, role=Role.FINANCE)

    async def create(self, *, amount: int = FIVE, days: int = 10, deal: str = "") -> Escrow:
        """As the house does it for its deals."""
        deadline = Instant(self.world.clock.now() + days * DAY)
        order = CreateEscrow(
            advertiser=ALICES,
            owner=BOBS,
            amount=Money(amount, TON),
            deadline=deadline,
            deal=deal,
        )
        return await self.escrows.create_escrow_for_deal(CHAIN, order, key=self.key())

    async def funded(self, *, amount: int = FIVE, days: int = 10) -> Escrow:
        """Made and paid in."""
        escrow = await self.create(amount=amount, days=days)
        self.local.pay(ALICES, self.escrows.deposit_request(escrow))
        await self.poll.poll_escrows()
        escrow = await self.now(escrow)
        assert escrow.state is EscrowState.FUNDED
        return escrow

    async def order_release(self, escrow: Escrow, key: str = "") -> Escrow:
        return await self.escrows.release_to_owner(CHAIN, escrow.id, key=self.key(key))

    async def order_refund(self, escrow: Escrow, key: str = "") -> Escrow:
        return await self.escrows.refund_to_advertiser(CHAIN, escrow.id, key=self.key(key))

    async def go_on(self, passes: int = 2, *, seconds: int = 5) -> None:
        """Blocks, and the duty after each."""
        for _ in range(passes):
            self.local.tick(seconds)
            await self.poll.poll_escrows()

    async def now(self, escrow: Escrow) -> Escrow:
        """As the store has it."""
        return await self.parts.escrow(escrow.id)

    def past(self, escrow: Escrow, seconds: int = 1) -> None:
        """The deadline goes by."""
        left = escrow.terms.deadline_s - self.world.clock.now() // SECOND
        self.local.tick(left + seconds)
