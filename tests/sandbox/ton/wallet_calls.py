"""What scripts do with wallets, in few words."""

from scripts.sandbox.ton import cells, messages
from scripts.sandbox.ton.messages import Header
from scripts.sandbox.world import World
from tests.sandbox.caller import Answer, Caller


def ton(amount: str) -> dict[str, str]:
    return {"asset": "TON", "amount": amount}


async def wallet(caller: Caller, name: str, amount: str | None = None, **more: object) -> Answer:
    """A person and their wallet."""
    await caller.person(name)
    order: dict[str, object] = {"person": name} | more
    if amount is not None:
        order["balance"] = ton(amount)
    return await caller.make("/wallets", order)


async def balance(caller: Caller, name: str, asset: str = "TON") -> str:
    """After all that is under way: the ticker needs no wait, for a block is made at once."""
    for _ in range(500):
        if (await caller.get("/chain"))["waiting"] == 0:
            break
    held = (await caller.get(f"/wallets/{name}"))["balances"]
    return next((one["amount"] for one in held if one["asset"] == asset), "0")


def last_message(world: World, to: str) -> Header:
    """The message that came to an address last."""
    sent = [row for tx in world.ton.chain.log for row in tx.sent if row.destination == to]
    return messages.read_header(cells.parse_boc(sent[-1].boc))
