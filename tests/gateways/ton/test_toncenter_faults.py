"""What the client makes of a toncenter that is slow, full, broken, behind, or that lies."""

from itertools import pairwise

import pytest

from bot.gateways.ton.client import TonCenter
from domain.shared.refusals import FateUnknown, GatewayError, GatewayRejected, Throttled
from domain.ton.models import ORIGIN, ChainTx, SignedMessage
from scripts.sandbox.ton.chain import Chain
from scripts.sandbox.world import World
from tests.gateways.ton.chains import BOB, TON_NANO, fund, house_wallet, payout
from tests.sandbox.caller import Caller


async def fault(caller: Caller, kind: str, **more: object) -> None:
    await caller.make("/faults", {"face": "ton", "kind": kind, "times": 1, **more})


async def asked(caller: Caller, method: str) -> int:
    """How many calls of the method reached the face."""
    log = await caller.get("/calls?face=ton&limit=1000")
    return sum(method in row["method"] for row in log["items"])


def message_of(chain: Chain, *, query_id: int = 1) -> SignedMessage:
    wallet = house_wallet(chain)
    return wallet.sign([payout()], query_id=query_id, created_at_s=chain.now - 30, deploy=True)


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("error", {"status": 500}),
        ("error", {"status": 502}),
        ("error", {"status": 429, "retry_after_s": 0}),
        ("lose_request", {}),
        ("lose_answer", {}),
        ("delay", {"delay_ms": 50}),
    ],
)
async def test_a_read_gets_over_one_failure(
    toncenter: TonCenter, caller: Caller, kind: str, more: dict[str, object]
) -> None:
    await fault(caller, kind, **more)
    assert (await toncenter.head()).seqno >= 1


async def test_a_service_that_stays_broken_is_an_error_after_a_few_tries(
    toncenter: TonCenter, caller: Caller
) -> None:
    await fault(caller, "error", status=500, times=None)
    with pytest.raises(GatewayError, match="LITE_SERVER_NETWORK") as failed:
        await toncenter.head()
    assert not isinstance(failed.value, GatewayRejected)
    assert await asked(caller, "masterchainInfo") == 3


async def test_a_long_pause_is_told_and_kept(toncenter: TonCenter, caller: Caller) -> None:
    """Nobody calls while the service wants its peace, not even to hear no again."""
    await fault(caller, "error", status=429, retry_after_s=600)
    with pytest.raises(Throttled) as throttled:
        await toncenter.head()
    assert throttled.value.retry_after_s == 600
    for _ in range(3):
        with pytest.raises(Throttled):
            await toncenter.account(BOB)
    assert await asked(caller, "") == 1


async def test_a_call_that_does_not_fit_is_refused_at_once(
    toncenter: TonCenter, caller: Caller
) -> None:
    with pytest.raises(GatewayRejected):
        await toncenter.transactions("no address", after=ORIGIN, limit=1)
    assert await asked(caller, "transactions") == 1


async def test_a_send_without_an_answer_may_have_arrived(
    toncenter: TonCenter, caller: Caller, chain: Chain
) -> None:
    message = message_of(chain)
    await fault(caller, "lose_answer")
    with pytest.raises(FateUnknown):
        await toncenter.send(message.boc)
    assert await asked(caller, "sendBoc") == 1, "never sent again by itself"
    await toncenter.send(message.boc)
    chain.settle()
    assert chain.account(BOB).balance == TON_NANO, "the same message twice pays once"


async def test_a_send_that_was_lost_is_of_unknown_fate_too(
    toncenter: TonCenter, caller: Caller, chain: Chain
) -> None:
    message = message_of(chain)
    await fault(caller, "lose_request")
    with pytest.raises(FateUnknown):
        await toncenter.send(message.boc)
    chain.settle()
    assert chain.account(BOB).balance == 0


async def test_taken_is_not_paid(toncenter: TonCenter, caller: Caller, chain: Chain) -> None:
    message = message_of(chain)
    await fault(caller, "lose_message")
    await toncenter.send(message.boc)
    chain.settle()
    assert chain.account(BOB).balance == 0
    await toncenter.send(message.boc)
    chain.settle()
    assert chain.account(BOB).balance == TON_NANO


@pytest.mark.parametrize(("status", "kind"), [(500, FateUnknown), (429, Throttled)])
async def test_a_broken_service_refuses_no_message_for_good(
    toncenter: TonCenter, caller: Caller, chain: Chain, status: int, kind: type[GatewayError]
) -> None:
    message = message_of(chain)
    await fault(caller, "error", status=status, retry_after_s=0)
    with pytest.raises(GatewayError) as failed:
        await toncenter.send(message.boc)
    assert isinstance(failed.value, kind)
    assert not isinstance(failed.value, GatewayRejected)


async def test_a_reader_that_is_behind_shows_a_consistent_past(
    toncenter: TonCenter, caller: Caller, chain: Chain
) -> None:
    for _ in range(5):
        fund(chain, BOB, 1)
    now = await toncenter.transactions(BOB, after=ORIGIN, limit=10)
    await fault(caller, "lag", blocks=2, times=3)
    past = await toncenter.transactions(BOB, after=ORIGIN, limit=10)
    assert past == now[: len(past)]
    assert len(past) < len(now)
    assert await toncenter.transactions(BOB, after=past[-1].cursor, limit=10) == ()
    assert (await toncenter.account(BOB)).balance < 5


@pytest.mark.parametrize("kind", ["duplicate", "reorder"])
async def test_rows_out_of_order_show_in_their_links(
    toncenter: TonCenter, caller: Caller, chain: Chain, kind: str
) -> None:
    """The client passes on what it got; that links are missing is there to be seen."""
    for _ in range(4):
        fund(chain, BOB, 1)
    assert linked(await toncenter.transactions(BOB, after=ORIGIN, limit=10))
    await fault(caller, kind, match="*transactions")
    assert not linked(await toncenter.transactions(BOB, after=ORIGIN, limit=10))
    assert linked(await toncenter.transactions(BOB, after=ORIGIN, limit=10))


async def test_without_a_key_a_call_a_second_and_wider_with_the_pace(
    world: World, caller: Caller
) -> None:
    client = TonCenter(f"{world.core.url}/ton", "", calls_per_s=1000)
    await caller.patch("", {"pace": 500})
    client.set_pace(500)
    try:
        for _ in range(100):
            await client.head()
    finally:
        await client.close()
    assert await asked(caller, "masterchainInfo") == 100


def linked(rows: tuple[ChainTx, ...]) -> bool:
    return rows[0].prev_lt == 0 and all(
        (later.prev_lt, later.prev_hash) == (earlier.lt, earlier.hash)
        for earlier, later in pairwise(rows)
    )
