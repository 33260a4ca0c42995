"""The world's TON: its chain, who makes the blocks and when, what is kept of it."""

import asyncio
from collections.abc import Callable, Sequence

from scripts.sandbox.core import Core
from scripts.sandbox.forms import Json, Refusal, time_text
from scripts.sandbox.ton import cells, jettons
from scripts.sandbox.ton.chain import FAUCET, Chain, Refused
from scripts.sandbox.ton.jettons import Jetton
from scripts.sandbox.ton.messages import Outgoing
from scripts.sandbox.ton.rows import Block, Tx, Waiting, restored_block
from scripts.sandbox.ton.wallets import Wallets, read_address

NETWORK = "-3"
DECIMALS = 9
FUND_NANO = 1_000 * 10**DECIMALS
FUND_COMMENT = b"souk:fund"
# While the clock runs, chain time moves on though nobody sends anything.
_EMPTY_BLOCK_WORLD_S = 30
_EMPTY_BLOCK_CHECK_S = 1.0
# 1970 to February of 2106: the time of a chain stands still for a world that lives elsewhere.
# The machine takes 0 for "now".
_TIME_MIN = 1
_TIME_MAX = 2**32 - 1 - 86_400
TICKS = ("auto", "manual")


class Ton:
    """One per process. A reset changes what is in it, never the object."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.wallets = Wallets(core)
        self.usdt = jettons.usdt()
        self.tick = TICKS[0]
        self._funded: list[str] = []
        self._chain = Chain()
        self._chain.on_block = self._made
        self._chain.on_waiting = self._waits
        self._wake = asyncio.Event()
        # Told the accounts that a block has touched.
        self.on_made: Callable[[Sequence[str]], None] = _nobody

    @property
    def chain(self) -> Chain:
        """The chain, at the world's time."""
        self._chain.now = self._now()
        return self._chain

    @property
    def jettons(self) -> Sequence[Jetton]:
        """All jettons of the world."""
        return (self.usdt,)

    @property
    def under_way(self) -> int:
        """Messages that will be in a block without anybody's doing."""
        return len(self._chain.waiting) if self.tick == "auto" else 0

    @property
    def by_hand(self) -> bool:
        """Whether messages wait for a block that somebody has to make."""
        return self.tick != "auto" and bool(self._chain.waiting)

    def view(self) -> Json:
        """What `GET /world` says of it."""
        return {"network": NETWORK, "jettons": [one.view() for one in self.jettons]}

    def chain_view(self) -> Json:
        """What `GET /world/chain` says."""
        return {
            "tick": self.tick,
            "seqno": self._chain.head.seqno,
            "now": time_text(self.core.clock.now()),
            "waiting": len(self._chain.waiting),
        }

    def begin(self) -> None:
        """A new chain for a new world: the first block, and the jettons."""
        self.tick = TICKS[0]
        self._funded.clear()
        self.wallets.clear()
        self._chain.restart(seed=str(self.core.chance.seed), now=self._now())
        jettons.deploy(self.chain, self.usdt)
        self._keep_state()

    def load(self) -> None:
        """Go on with the chain of a kept world; one that has none yet begins it."""
        store = self.core.store
        state = store.one("ton_state", "main")
        if state is None:
            self.begin()
            return
        self.tick = str(state["tick"])
        self._funded = _texts(state["funded"])
        self._chain.seed = str(state["seed"])
        self._chain.load(
            [restored_block(row) for _key, row in store.rows("ton_block")],
            [Tx.restored(row) for _key, row in store.rows("ton_tx")],
            _waiting(store.one("ton_waiting", "main")),
        )
        self.wallets.load()
        self._wake.set()

    def set_tick(self, tick: str) -> None:
        """`auto` or `manual`."""
        self.tick = tick
        self._keep_state()
        self._wake.set()

    def make_block(self) -> Block:
        """One block now, whatever the tick."""
        return self.chain.make_block()

    def time_moved(self) -> None:
        """The clock was set: where blocks come by themselves, one comes with the new time."""
        if self.tick == "auto":
            self.make_block()

    async def keep_ticking(self) -> None:
        """Make blocks by themselves, for ever: as soon as a message waits, and now and then."""
        while True:
            try:
                await asyncio.wait_for(self._wake.wait(), _EMPTY_BLOCK_CHECK_S)
            except TimeoutError:
                if self.tick == "auto" and self._behind_the_clock():
                    self.make_block()
                continue
            self._wake.clear()
            while self.under_way:
                self.make_block()
                # What was sent first may have been looked at before what came of it.
                await asyncio.sleep(0)

    def send(self, boc: str | bytes, *, lost: bool = False) -> str:
        """Take a message from outside, as the faces do; its hash as hex. Raises Refused.

        `lost`: it is looked at, and then forgotten.
        """
        return self.chain.send_external(boc, keep=not lost)

    def give(self, to: str, nano: int, *, comment: bytes | None = None) -> None:
        """Coins out of nowhere, at once and in blocks of their own."""
        body = None if comment is None else cells.comment(comment)
        order = Outgoing(source=FAUCET, destination=to, value=nano, body=body)
        chain = self.chain
        chain.carry(chain.send_internal(order))

    def fund(self, addresses: Sequence[str]) -> None:
        """Give an app its working capital, once per address and world."""
        for told in addresses:
            read = read_address(told)
            if read is None or read[0] in self._funded:
                continue
            self._funded.append(read[0])
            self._keep_state()
            self.give(read[0], FUND_NANO, comment=FUND_COMMENT)

    def _now(self) -> int:
        """The world's time as a chain can write it: 32 bits, with room for deadlines."""
        return min(max(self.core.clock.unix(), _TIME_MIN), _TIME_MAX)

    def _behind_the_clock(self) -> bool:
        clock = self.core.clock
        return clock.rate > 0 and self._now() - self._chain.head.utime >= _EMPTY_BLOCK_WORLD_S

    def _made(self, block: Block, made: Sequence[Tx]) -> None:
        core = self.core
        core.store.mark("ton_block", f"{block.seqno:012d}", block.dump)
        for tx in made:
            core.store.mark("ton_tx", f"{tx.lt:020d}", tx.dump)
        self._keep_waiting()
        core.store.save()
        core.live.tell("chain")
        core.signal.fire()
        self.on_made([tx.account for tx in made])

    def _waits(self) -> None:
        self._keep_waiting()
        self._wake.set()

    def _keep_waiting(self) -> None:
        chain = self._chain
        self.core.store.mark(
            "ton_waiting", "main", lambda: {"rows": [row.dump() for row in chain.waiting]}
        )

    def _keep_state(self) -> None:
        self.core.store.mark("ton_state", "main", self._dump)

    def _dump(self) -> Json:
        return {"tick": self.tick, "funded": list(self._funded), "seed": self._chain.seed}


def _nobody(_accounts: Sequence[str]) -> None:
    """Nobody wants to know."""


def refusal(refused: Refused) -> Refusal:
    """The world's word for it."""
    return Refusal("chain-refused", exit_code=refused.exit_code, reason=refused.reason)


def _waiting(kept: Json | None) -> list[Waiting]:
    rows = [] if kept is None else kept["rows"]
    assert isinstance(rows, list), "written as a list"
    return [Waiting(**row) for row in rows]


def _texts(value: object) -> list[str]:
    assert isinstance(value, list), "written as a list"
    return [str(one) for one in value]
