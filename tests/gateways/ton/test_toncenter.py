"""The production client in front of the sandbox's toncenter: all that it reads and sends."""

from itertools import pairwise

import pytest
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell

from bot.gateways.ton.bodies import comment, jetton_transfer, snake
from bot.gateways.ton.client import TonCenter
from bot.gateways.ton.highload import HighloadWallet, Send
from bot.gateways.ton.jettons import wallet_of as jettons_of
from domain.shared.refusals import GatewayError, GatewayRejected
from domain.ton import models
from domain.ton.models import NO_HASH, ORIGIN, AccountState, AddressArg, ChainTx, Cursor, Op
from scripts.sandbox.ton import jettons
from scripts.sandbox.ton.chain import FAUCET, Chain
from scripts.sandbox.ton.messages import Outgoing
from scripts.sandbox.world import World
from tests.gateways.ton.chains import (
    BOB,
    TON_NANO,
    TestSigner,
    fund,
    history,
    house_wallet,
    payout,
)

ALICE = "0:" + "a1" * 32


def give(chain: Chain, to: str, body: Cell, *, bounce: bool = False) -> None:
    order = Outgoing(source=ALICE, destination=to, value=TON_NANO, bounce=bounce, body=body)
    chain.carry(chain.send_internal(order))


async def whole(client: TonCenter, address: str, *, page: int) -> list[ChainTx]:
    """Everything of an account, page by page."""
    found: list[ChainTx] = []
    after = ORIGIN
    while got := await client.transactions(address, after=after, limit=page):
        found += got
        after = got[-1].cursor
    return found


def busy(chain: Chain) -> HighloadWallet:
    """A wallet with transactions of every kind behind it."""
    wallet = house_wallet(chain)
    message = wallet.sign(
        [payout(n) for n in range(1, 4)], query_id=1, created_at_s=chain.now - 30, deploy=True
    )
    chain.send_external(message.boc)
    chain.settle()
    for body in (
        comment("K7Q2"),
        comment("кошелёк " * 40),
        snake(bytes(4) + b"\xff\xfe\x00 not text \x80"),
        snake(Op.ENCRYPTED.to_bytes(4, "big") + b"sealed" * 30),
        Builder().end_cell(),
        Builder().store_uint(5, 7).end_cell(),
    ):
        give(chain, wallet.address, body)
    bouncing = Send(to=jettons.usdt().master, value=TON_NANO // 10, bounce=True, body=comment("x"))
    message = wallet.sign_sends([bouncing], query_id=2, created_at_s=chain.now - 30, deploy=False)
    chain.send_external(message.boc)
    chain.settle()
    return wallet


async def test_the_index_and_the_cells_tell_the_same(toncenter: TonCenter, chain: Chain) -> None:
    wallet = busy(chain)
    seen = await whole(toncenter, wallet.address, page=3)
    assert seen == history(chain, wallet.address)
    assert len(seen) > 8
    for earlier, later in pairwise(seen):
        assert (later.prev_lt, later.prev_hash) == (earlier.lt, earlier.hash)
    assert (seen[0].prev_lt, seen[0].prev_hash) == (0, NO_HASH)
    assert any(tx.message is not None and tx.message.bounced for tx in seen)


async def test_the_books_of_an_account_come_out(toncenter: TonCenter, chain: Chain) -> None:
    """What came in, less fees, less what left with its forward fees, is what there is."""
    wallet = busy(chain)
    balance = 0
    for tx in await whole(toncenter, wallet.address, page=100):
        came = 0 if tx.message is None else tx.message.value
        balance += came - tx.fees - sum(out.value + out.fwd_fee for out in tx.outs)
    assert balance == (await toncenter.account(wallet.address)).balance


async def test_comments_as_people_and_strangers_write_them(
    toncenter: TonCenter, chain: Chain
) -> None:
    wallet = busy(chain)
    messages = [tx.message for tx in await whole(toncenter, wallet.address, page=100)]
    came = [one for one in messages if one is not None and one.source == ALICE]
    assert [one.comment for one in came][:2] == ["K7Q2", ("кошелёк " * 40)[:256]]
    assert "�" in (came[2].comment or "")
    assert [(one.op, one.comment) for one in came[3:]] == [
        (Op.ENCRYPTED, None),
        (None, None),
        (None, None),
    ]


async def test_accounts_in_every_state(toncenter: TonCenter, chain: Chain) -> None:
    nobody = await toncenter.account(BOB)
    assert (nobody.state, nobody.balance, nobody.last_lt) == (AccountState.NONE, 0, 0)
    assert (nobody.code_hash, nobody.last_hash) == (None, NO_HASH)
    fund(chain, BOB, 5)
    waiting = await toncenter.account(BOB)
    assert (waiting.state, waiting.balance) == (AccountState.UNINIT, 5)
    wallet = busy(chain)
    active = await toncenter.account(wallet.address)
    last = history(chain, wallet.address)[-1]
    assert active.state is AccountState.ACTIVE
    assert (active.code_hash or "").startswith("11acad7955844090")
    assert (active.last_lt, active.last_hash) == (last.lt, last.hash)
    assert active.data is not None
    assert active.read_at_s == chain.head.utime
    assert active.balance == chain.account(wallet.address).balance


async def test_the_head_moves(toncenter: TonCenter, chain: Chain) -> None:
    before = await toncenter.head()
    chain.make_block()
    after = await toncenter.head()
    assert (after.seqno, after.at_s) == (before.seqno + 1, chain.head.utime)


async def test_jettons(toncenter: TonCenter, world: World, chain: Chain) -> None:
    usdt = world.ton.usdt
    wallet = busy(chain)
    reader = HighloadWallet(TestSigner(), toncenter)
    assert reader.address == wallet.address
    own = await toncenter.jetton_wallet(usdt.master, wallet.address)
    assert (await toncenter.jetton_balance(own)).balance == 0, "not deployed yet"
    jettons.mint(chain, usdt, to=wallet.address, units=5_000_000)
    held = await toncenter.jetton_balance(own)
    assert (held.balance, held.owner, held.master) == (5_000_000, wallet.address, usdt.master)
    paid = models.Payout(
        ref=payout().ref, to=BOB, amount=2_000_000, bounce=False, jetton_wallet=own, query_id=77
    )
    message = reader.sign([paid], query_id=9, created_at_s=chain.now - 30, deploy=False)
    await toncenter.send(message.boc)
    chain.settle()
    assert jettons.balance(chain, usdt, BOB) == 2_000_000
    sent = [tx for tx in await whole(toncenter, own, page=50) if tx.outs][-1]
    assert sent.message is not None
    assert sent.message.jetton == models.JettonMove(
        op=Op.JETTON_TRANSFER, query_id=77, amount=2_000_000, peer=BOB, comment=payout().ref
    )
    assert [(out.jetton.op, out.jetton.amount) for out in sent.outs if out.jetton] == [
        (Op.JETTON_INTERNAL, 2_000_000)
    ]
    excess = (await whole(toncenter, wallet.address, page=50))[-1].message
    assert excess is not None
    assert (excess.op, excess.value > 0) == (Op.EXCESSES, True), "what was left came back"


async def test_a_notification_names_who_paid(
    toncenter: TonCenter, world: World, chain: Chain
) -> None:
    usdt, wallet = world.ton.usdt, busy(chain)
    payer = house_wallet(chain, seed=b"p" * 32)
    jettons.mint(chain, usdt, to=payer.address, units=3_000_000)
    body = jetton_transfer(
        query_id=1, amount=1_500_000, to=wallet.address, excesses_to=payer.address, text="K7Q2"
    )
    own = await toncenter.jetton_wallet(usdt.master, payer.address)
    order = Send(to=own, value=TON_NANO // 10, bounce=True, body=body)
    message = payer.sign_sends([order], query_id=1, created_at_s=chain.now - 30, deploy=True)
    await toncenter.send(message.boc)
    chain.settle()
    told = (await whole(toncenter, wallet.address, page=100))[-1].message
    assert told is not None
    assert told.source == await toncenter.jetton_wallet(usdt.master, wallet.address)
    assert told.jetton == models.JettonMove(
        op=Op.JETTON_NOTIFY, query_id=1, amount=1_500_000, peer=payer.address, comment="K7Q2"
    )


async def test_a_master_that_is_none_is_refused(toncenter: TonCenter, chain: Chain) -> None:
    wallet = busy(chain)
    for stranger in (BOB, wallet.address):
        with pytest.raises(GatewayRejected):
            await toncenter.jetton_wallet(stranger, BOB)
    with pytest.raises(GatewayRejected):
        await toncenter.jetton_balance(wallet.address)


async def test_get_methods_take_and_give_every_kind(
    toncenter: TonCenter, world: World, chain: Chain
) -> None:
    wallet = busy(chain)
    usdt = jettons.usdt().master
    data = await toncenter.run(usdt, "get_jetton_data")
    assert data.ok
    assert isinstance(data.stack[0], int)
    assert isinstance(data.stack[2], models.Cell)
    missing = await toncenter.run(wallet.address, "no_such_method")
    assert (missing.exit_code, missing.ok, missing.stack) == (11, False, ())
    nobody = await toncenter.run("0:" + "cd" * 32, "seqno")
    assert (nobody.ok, nobody.exit_code) == (False, -13)
    reader = HighloadWallet(TestSigner(), toncenter)
    assert await reader.processed(1)
    assert not await reader.processed(3)
    place = await toncenter.run(usdt, "get_wallet_address", (AddressArg(BOB),))
    assert jettons_of(place) == jettons.wallet_of(chain, world.ton.usdt, BOB)


async def test_one_transaction_by_its_place(toncenter: TonCenter, chain: Chain) -> None:
    wallet = busy(chain)
    last = history(chain, wallet.address)[-1]
    assert await toncenter.transaction(wallet.address, last.cursor) == last
    wrong = Cursor(lt=last.lt, hash="11" * 32)
    assert await toncenter.transaction(wallet.address, wrong) is None
    assert await toncenter.transaction(BOB, last.cursor) is None


@pytest.mark.parametrize("send_by", ["v2", "v3"])
async def test_messages_go_out_by_either_version(world: World, chain: Chain, send_by: str) -> None:
    client = TonCenter(
        f"{world.core.url}/ton/",
        "k",
        calls_per_s=1000,
        send_by="v2" if send_by == "v2" else "v3",
    )
    wallet = house_wallet(chain)
    message = wallet.sign([payout()], query_id=1, created_at_s=chain.now - 30, deploy=True)
    try:
        await client.send(message.boc)
        chain.settle()
        assert chain.account(BOB).balance == TON_NANO
        with pytest.raises(GatewayRejected, match="exitcode=36"):
            await client.send(message.boc)
        with pytest.raises(GatewayRejected):
            await client.send(b"no message at all")
    finally:
        await client.close()


async def test_a_closed_client_opens_nothing_anew(world: World, chain: Chain) -> None:
    client = TonCenter(f"{world.core.url}/ton", "k", calls_per_s=1000)
    assert (await client.head()).seqno == chain.head.seqno
    await client.close()
    with pytest.raises(GatewayError, match="closed"):
        await client.head()


async def test_nobody_there(chain: Chain) -> None:
    client = TonCenter("http://127.0.0.1:9", "k", calls_per_s=1000)
    with pytest.raises(GatewayError, match="masterchainInfo"):
        await client.head()
    await client.close()


async def test_a_stranger_in_place_of_the_service_is_an_odd_answer(world: World) -> None:
    client = TonCenter(world.core.url, "k", calls_per_s=1000)
    with pytest.raises(GatewayError):
        await client.account(FAUCET)
    await client.close()
