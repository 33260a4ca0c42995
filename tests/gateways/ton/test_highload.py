"""The house's wallet on the real machine: what a message of it pays, and what it can never pay."""

from dataclasses import replace

import pytest

from bot.gateways.ton.bodies import comment
from bot.gateways.ton.cells import external_message, hash_of, internal_message, parse, state_init
from bot.gateways.ton.codes import code
from bot.gateways.ton.highload import MOST_PAYOUTS, HighloadWallet, Send
from domain.ton.models import ChainTx, Payout, SignedMessage
from scripts.sandbox.ton.chain import Chain, Refused
from tests.gateways.ton.chains import (
    BOB,
    NOW_S,
    TON_NANO,
    LocalReader,
    TestSigner,
    fund,
    history,
    house_wallet,
    payout,
    send,
)


@pytest.fixture
def chain() -> Chain:
    return Chain(seed="highload", now=NOW_S)


def signed(
    wallet: HighloadWallet,
    *payouts: Payout,
    query_id: int = 1,
    created_at_s: int = NOW_S - 30,
    deploy: bool = True,
) -> SignedMessage:
    return wallet.sign(payouts, query_id=query_id, created_at_s=created_at_s, deploy=deploy)


def taken(chain: Chain, wallet: HighloadWallet, message: SignedMessage) -> ChainTx:
    """The transaction that took our message in."""
    return next(
        tx
        for tx in history(chain, wallet.address)
        if tx.message is not None
        and tx.message.source is None
        and tx.message.body_hash == message.body_hash
    )


def outs(chain: Chain, wallet: HighloadWallet) -> list[tuple[str | None, int, str | None]]:
    """Everything that left the wallet for somebody else."""
    return [
        (out.destination, out.value, out.comment)
        for tx in history(chain, wallet.address)
        for out in tx.outs
        if out.destination != wallet.address
    ]


def refused(chain: Chain, message: SignedMessage) -> int | None:
    with pytest.raises(Refused) as refusal:
        chain.send_external(message.boc)
    return refusal.value.exit_code


async def test_one_payment_leaves_at_once(chain: Chain) -> None:
    wallet = house_wallet(chain)
    assert not await wallet.processed(1), "not even deployed"
    message = signed(wallet, payout())
    send(chain, message)
    tx = taken(chain, wallet, message)
    assert [(out.destination, out.value, out.comment) for out in tx.outs] == [
        (BOB, TON_NANO, payout().ref)
    ]
    assert chain.account(BOB).balance == TON_NANO
    assert await wallet.processed(1)
    assert not await wallet.processed(2)


async def test_many_payments_leave_in_a_second_transaction(chain: Chain) -> None:
    wallet = house_wallet(chain)
    message = signed(wallet, *(payout(n, amount=n) for n in range(1, 6)))
    send(chain, message)
    tx = taken(chain, wallet, message)
    (inner,) = tx.outs
    assert inner.destination == wallet.address
    second = next(
        one
        for one in history(chain, wallet.address)
        if one.message is not None and one.message.hash == inner.hash
    )
    assert [(out.value, out.comment) for out in second.outs] == [
        (n, payout(n).ref) for n in range(1, 6)
    ]
    assert (tx.aborted, second.aborted) == (False, False)


async def test_as_many_payments_as_go_into_one_message(chain: Chain) -> None:
    wallet = house_wallet(chain)
    payouts = [payout(n, amount=n) for n in range(1, MOST_PAYOUTS + 1)]
    send(chain, signed(wallet, *payouts))
    assert [value for _, value, _ in outs(chain, wallet)] == list(range(1, MOST_PAYOUTS + 1))


@pytest.mark.parametrize("count", [1, 2, 5, 50, MOST_PAYOUTS])
async def test_what_is_asked_for_beyond_the_coins_is_enough(chain: Chain, count: int) -> None:
    payouts = [payout(n, amount=TON_NANO // 10) for n in range(count)]
    wallet = house_wallet(chain, nano=0)
    needed = sum(one.amount for one in payouts) + wallet.gas(payouts)
    fund(chain, wallet.address, needed)
    send(chain, signed(wallet, *payouts))
    assert len(outs(chain, wallet)) == count
    assert chain.account(wallet.address).balance < wallet.gas(payouts), "fees were paid"


async def test_a_message_is_the_same_bytes_each_time() -> None:
    chain = Chain(seed="same", now=NOW_S)
    one, other = (signed(house_wallet(chain, nano=0), payout(), payout(2)) for _ in range(2))
    assert one == other
    assert replace(one, boc=b"") == replace(other, boc=b"")
    assert one.hash == hash_of(parse(one.boc))


async def test_the_same_query_id_is_refused(chain: Chain) -> None:
    wallet = house_wallet(chain)
    send(chain, signed(wallet, payout()))
    assert refused(chain, signed(wallet, payout())) == 36
    assert refused(chain, signed(wallet, payout(2, amount=5))) == 36


@pytest.mark.parametrize("created_at_s", [NOW_S + 1, NOW_S - 3600])
async def test_a_message_of_the_future_or_too_old_is_refused(
    chain: Chain, created_at_s: int
) -> None:
    wallet = house_wallet(chain)
    assert refused(chain, signed(wallet, payout(), created_at_s=created_at_s)) == 35


async def test_a_message_is_good_until_its_last_second(chain: Chain) -> None:
    wallet = house_wallet(chain)
    message = signed(wallet, payout(), created_at_s=NOW_S)
    chain.now = message.expires_at_s
    assert refused(chain, message) == 35
    chain.now = message.expires_at_s - 1
    send(chain, message)
    assert len(outs(chain, wallet)) == 1


def test_a_bit_that_the_contract_cannot_set_is_never_signed(chain: Chain) -> None:
    wallet = house_wallet(chain)
    with pytest.raises(AssertionError):
        signed(wallet, payout(), query_id=1023)
    with pytest.raises(AssertionError):
        signed(wallet, payout(), query_id=1 << 23)
    assert signed(wallet, payout(), query_id=(8191 << 10) | 1022)


def test_what_the_contract_says_to_that_bit(chain: Chain) -> None:
    wallet = house_wallet(chain)
    send(chain, signed(wallet, payout(), query_id=1022))
    order = internal_message(BOB, 1, comment("x"), bounce=False)
    body = wallet._signed(order, query_id=1023, created_at_s=NOW_S - 30)
    with pytest.raises(Refused) as refusal:
        chain.send_external(external_message(wallet.address, body).to_boc())
    assert refusal.value.exit_code == 9


def test_fees_are_of_the_size_that_is_reckoned_with(chain: Chain) -> None:
    """With the comment some 4 million nano for one payment, 11 million for a batch of five."""
    wallet = house_wallet(chain)
    send(chain, signed(wallet, payout()))
    for number, (count, about) in enumerate([(1, 4_100_000), (5, 11_300_000)], start=2):
        before = chain.account(wallet.address).balance
        payouts = [payout(n, amount=1) for n in range(count)]
        send(chain, signed(wallet, *payouts, query_id=number, deploy=False))
        burnt = before - chain.account(wallet.address).balance - count
        assert burnt == pytest.approx(about, rel=0.05)
        assert burnt * 1.5 < wallet.gas(payouts)


@pytest.mark.parametrize("count", [1, 3])
async def test_more_than_there_is_spends_the_query_id_and_pays_nobody(
    chain: Chain, count: int
) -> None:
    """That the wallet took the message in proves nothing: only the outgoing message does."""
    wallet = house_wallet(chain, nano=TON_NANO)
    message = signed(wallet, *(payout(n, amount=TON_NANO) for n in range(count)))
    send(chain, message)
    tx = taken(chain, wallet, message)
    assert (tx.aborted, tx.outs) == (False, ())
    assert await wallet.processed(1)
    assert outs(chain, wallet) == []


async def test_an_old_query_id_can_pay_again(chain: Chain) -> None:
    """Why a query id younger than twice the timeout is never used again, and why a late no of
    `processed?` says nothing.
    """
    wallet = house_wallet(chain)
    send(chain, signed(wallet, payout()))
    chain.now += 2 * 3600 + 1
    again = signed(wallet, payout(2), created_at_s=chain.now - 30, deploy=False)
    send(chain, again)
    assert len(outs(chain, wallet)) == 2


async def test_one_that_cannot_be_paid_keeps_none_of_the_others(chain: Chain) -> None:
    wallet = house_wallet(chain)
    nowhere = payout(2, to="55:" + "11" * 32)
    send(chain, signed(wallet, payout(1), nowhere, payout(3)))
    assert [ref for _, _, ref in outs(chain, wallet)] == [payout(1).ref, payout(3).ref]


async def test_a_contract_is_deployed_by_a_message_of_ours(chain: Chain) -> None:
    wallet = house_wallet(chain)
    init = state_init(code("v4r2"), state_init(code("v3r2"), code("v3r2")))
    to = f"0:{hash_of(init)}"
    order = Send(to=to, value=TON_NANO, bounce=False, body=comment("hi"), init=init)
    message = wallet.sign_sends([order], query_id=7, created_at_s=NOW_S - 30, deploy=True)
    send(chain, message)
    assert chain.account(to).active


def test_different_keys_and_timeouts_have_different_addresses(chain: Chain) -> None:
    reader = LocalReader(chain)
    made = {
        HighloadWallet(TestSigner(seed), reader, timeout_s=timeout_s, wallet_id=number).address
        for seed, timeout_s, number in (
            (b"a" * 32, 3600, 0x10AD),
            (b"b" * 32, 3600, 0x10AD),
            (b"a" * 32, 600, 0x10AD),
            (b"a" * 32, 3600, 1),
        )
    }
    assert len(made) == 4
