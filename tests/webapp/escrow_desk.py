"""A world with escrows over a local chain, where Carol is finance and Alice a side."""

import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from domain.shared.actor import Role, house
from domain.shared.ids import DAY, Instant, UserId
from domain.ton.address import parse as parse_address
from domain.ton.escrows.models import DepositRequest
from domain.ton.escrows.poll import EscrowPoll
from domain.users.models import Wallet
from storage.users.places import WalletRows
from tests.ton.escrows.chain import NANO, EscrowChain, escrow_service, person
from tests.webapp.ground import Parts
from tests.webapp.wiring import settings
from tests.webapp.world import ALICE, BOB, CAROL, Reply, World, start_world
from webapp.forms import time_text
from webapp.limits import LimitSettings

ALICES, BOBS = person("alice's wallet"), person("bob's wallet")


@dataclass(frozen=True)
class Desk:
    """A world with escrows, where Carol is finance and Alice has linked her wallet."""

    world: World
    chain: EscrowChain
    poll: EscrowPoll
    controller: str

    def body(self, **changes: object) -> dict[str, object]:
        deadline = time_text(Instant(self.world.clock.now() + 10 * DAY))
        amount = {"asset": "TON", "amount": "5"}
        made = {"advertiser": ALICES, "owner": BOBS, "amount": amount, "deadline": deadline}
        return {**made, **changes}

    async def create(self, *, key: str = "new", by: int = CAROL, **changes: object) -> Reply:
        return await self.world.call("POST", "/escrows", by=by, key=key, json=self.body(**changes))

    async def show(self, escrow: str, *, by: int = CAROL) -> Reply:
        return await self.world.call("GET", f"/escrows/{escrow}", by=by)

    async def end(self, escrow: str, how: str, *, by: int = CAROL, key: str = "new") -> Reply:
        return await self.world.call("POST", f"/escrows/{escrow}/{how}", by=by, key=key, json={})

    def pay(self, request: dict[str, Any]) -> None:
        """A wallet does what TON Connect asks it for."""
        message = request["messages"][0]
        asked = DepositRequest(
            address=parse_address(message["address"]).raw,
            value=int(message["amount"]),
            init=base64.b64decode(message["stateInit"]),
            body=base64.b64decode(message["payload"]),
        )
        self.chain.pay(request["from"], asked)

    async def funded(self) -> str:
        made = await self.create()
        self.pay(made.body["deposit"])
        return str(made.body["id"])


@pytest.fixture
async def desk(parts: Parts) -> AsyncIterator[Desk]:
    plenty = LimitSettings(per_address=100_000, sign_in=100_000, escrow=100_000, act_pause_s=0)
    world, end = await start_world(parts, settings(limits=plenty))
    services = world.deps.ton
    assert services is not None
    chain = EscrowChain(world.clock)
    service, poll, frame = escrow_service(
        services.deposits._frame, parts.database, chain, world.deps.wallets
    )
    # Only these tests pay for a machine that runs contracts.
    object.__setattr__(services, "escrows", service)
    controller = frame.outside.controller.address
    chain.give(controller, 10 * NANO)
    for who in (ALICE, BOB, CAROL):
        await world.welcome(who)
    await world.roles.declare(house("test"), UserId(CAROL), Role.FINANCE)
    world.tokens.pop(CAROL)
    mine = Wallet(address=ALICES, person=UserId(ALICE), proved_at=world.clock.now())
    await world.writer.put([WalletRows(parts.database).add(mine)])
    yield Desk(world, chain, poll, controller)
    await end()
