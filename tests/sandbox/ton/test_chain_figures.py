"""Exit codes and fees that were measured on two machines: this one must give the same."""

import pytest

from scripts.sandbox.ton.chain import FAUCET, Chain, Refused
from scripts.sandbox.ton.wallet_contracts import Order
from tests.sandbox.ton.bench import NOW, TON, give, new_chain, owner, phases, settled
from tests.sandbox.ton.highload import TIMEOUT_S, Highload, Query

SEND_SELF = 1


@pytest.fixture
def chain() -> Chain:
    return new_chain()


def deployed(chain: Chain, nano: int = 10 * TON) -> Highload:
    """A highload wallet that has not paid anything yet."""
    wallet = Highload(bytes(31) + b"\x01")
    give(chain, wallet.address, nano, init=wallet.init)
    assert chain.account(wallet.address).active
    return wallet


def processed(chain: Chain, wallet: Highload, query: Query) -> bool:
    # -1: forget first what is old enough.
    asked = [(query.shift << 10) | query.bit, -1]
    return chain.get_method(wallet.address, "processed?", asked).integer(0) == -1


def refused(chain: Chain, message: object) -> int | None:
    with pytest.raises(Refused) as told:
        chain.send_external(message)  # type: ignore[arg-type]  # a cell
    return told.value.exit_code


@pytest.mark.parametrize(
    ("version", "replayed", "expired"),
    [("v3r2", 33, 35), ("v4r2", 33, 36), ("v5r1", 133, 136)],
)
def test_wallets_refuse_used_turns_and_late_messages(
    chain: Chain, version: str, replayed: int, expired: int
) -> None:
    alice = owner(chain, "alice", version)
    alice.send(Order(to=FAUCET, value=TON))
    assert refused(chain, alice.sent[0]) == replayed
    assert refused(chain, alice.message(Order(to=FAUCET, value=1), valid_until=NOW)) == expired


def test_a_wallet_that_goes_on_without_the_coins_uses_its_turn_and_pays_nothing(
    chain: Chain,
) -> None:
    alice = owner(chain, "alice")
    alice.send(Order(to=FAUCET, value=1))
    (tx,) = alice.send(Order(to=FAUCET, value=100 * TON, mode=3))
    told = phases(tx)
    assert (told.aborted, tx.out_hashes, told.actions_skipped) == (False, (), 1)
    assert chain.get_method(alice.address, "seqno").integer(0) == 2


def test_a_wallet_that_stops_without_the_coins_can_be_made_to_try_again(chain: Chain) -> None:
    alice = owner(chain, "alice")
    alice.send(Order(to=FAUCET, value=1))
    message = alice.message(Order(to=FAUCET, value=100 * TON, mode=SEND_SELF))
    balances = [alice.balance]
    for _ in range(2):
        chain.send_external(message)
        (tx,) = settled(chain)
        assert phases(tx).action_code == 37
        assert chain.get_method(alice.address, "seqno").integer(0) == 1
        balances.append(alice.balance)
    assert balances[0] > balances[1] > balances[2]


def test_a_highload_wallet_takes_each_query_once(chain: Chain) -> None:
    wallet = deployed(chain)
    query = Query(created_at=NOW - 30, shift=5, bit=7)
    message = wallet.pay(FAUCET, TON, query, mode=1)
    chain.send_external(message)
    tx, _got = settled(chain)
    assert round(tx.fees / 1e6, 1) == 3.3
    assert processed(chain, wallet, query)
    assert refused(chain, message) == 36
    assert refused(chain, wallet.pay(FAUCET, 2 * TON, query, mode=1)) == 36
    early = Query(created_at=NOW + 30, bit=8)
    assert refused(chain, wallet.pay(FAUCET, TON, early, mode=1)) == 35
    old = Query(created_at=NOW - TIMEOUT_S - 1, bit=8)
    assert refused(chain, wallet.pay(FAUCET, TON, old, mode=1)) == 35
    # There are 1023 bits to a shift: the last is past the end of a row that is there, and of one
    # that would be new.
    for shift, code in ((5, 9), (6, 8)):
        past = Query(created_at=NOW, shift=shift, bit=1_023)
        assert refused(chain, wallet.pay(FAUCET, TON, past, mode=1)) == code


@pytest.mark.parametrize("mode", [1, 3])
def test_a_highload_wallet_without_the_coins_uses_its_query_up(chain: Chain, mode: int) -> None:
    wallet = deployed(chain)
    query = Query(created_at=NOW - 30, bit=3)
    chain.send_external(wallet.pay(FAUCET, 1_000 * TON, query, mode=mode))
    (tx,) = settled(chain)
    assert tx.out_hashes == ()
    assert processed(chain, wallet, query)


def test_a_query_can_pay_twice_once_it_is_forgotten(chain: Chain) -> None:
    wallet = deployed(chain)
    chain.send_external(wallet.pay(FAUCET, TON, Query(created_at=chain.now - 30), mode=1))
    settled(chain)
    chain.now += 2 * TIMEOUT_S + 1
    again = Query(created_at=chain.now - 30)
    assert not processed(chain, wallet, again)
    chain.send_external(wallet.pay(FAUCET, TON, again, mode=1))
    tx, _got = settled(chain)
    assert len(tx.out_hashes) == 1


def test_a_batch_of_five_costs_two_transactions_of_the_wallet(chain: Chain) -> None:
    wallet = deployed(chain)
    people = [(f"0:{n:064x}", TON) for n in range(1, 6)]
    chain.send_external(wallet.pay_all(people, Query(created_at=NOW - 30, bit=4), mode=3))
    outside, inside, *got = settled(chain)
    assert [len(tx.out_hashes) for tx in (outside, inside)] == [1, 5]
    assert [round(tx.fees / 1e6, 1) for tx in (outside, inside)] == [5.2, 1.4]
    assert [tx.account for tx in got] == [address for address, _nano in people]
