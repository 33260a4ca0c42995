"""Messages on the chain: refused, tried, waiting, carried hop by hop, found by their hashes."""

import base64

import pytest
from pytoniq_core.boc.builder import Builder

from scripts.sandbox.ton import cells, messages
from scripts.sandbox.ton.chain import FAUCET, Chain, Refused
from scripts.sandbox.ton.get_methods import NO_CODE
from scripts.sandbox.ton.wallet_contracts import Order
from tests.sandbox.ton.bench import TON, give, new_chain, owner, settled


@pytest.fixture
def chain() -> Chain:
    return new_chain()


def test_a_refused_message_from_outside_leaves_no_trace(chain: Chain) -> None:
    alice = owner(chain, "alice")
    alice.send(Order(to=FAUCET, value=TON))
    before = (chain.head, len(chain.log), alice.balance)
    with pytest.raises(Refused) as refused:
        chain.send_external(alice.sent[0])
    assert refused.value.exit_code == 33
    assert not chain.waiting
    assert (chain.head, len(chain.log), alice.balance) == before


@pytest.mark.parametrize("boc", [b"", b"nothing", "bm90aGluZw==", "!", b"\xb5\xee\x9c\x72"])
def test_what_is_no_message_is_refused(chain: Chain, boc: bytes | str) -> None:
    with pytest.raises(Refused) as refused:
        chain.send_external(boc)
    assert refused.value.exit_code is None


def test_an_internal_message_cannot_be_sent_from_outside(chain: Chain) -> None:
    order = messages.Outgoing(source=FAUCET, destination=FAUCET, value=TON)
    with pytest.raises(Refused):
        chain.send_external(messages.internal_message(order))
    with pytest.raises(Refused):
        chain.send_external(Builder().store_uint(0b1, 1).end_cell())


def test_each_hop_takes_a_block_and_old_blocks_can_be_looked_at(chain: Chain) -> None:
    alice, bob = owner(chain, "alice"), owner(chain, "bob")
    at_first = chain.head.seqno
    chain.send_external(alice.message(Order(to=bob.address, value=TON)))
    assert [row.kind for row in chain.waiting] == ["ext"]
    chain.make_block()
    assert [row.kind for row in chain.waiting] == ["int"]
    assert (bob.balance, alice.balance < 9 * TON) == (10 * TON, True)
    chain.make_block()
    assert not chain.waiting
    assert bob.balance == 11 * TON
    past = [chain.account(bob.address, at=at_first + n).balance for n in range(3)]
    assert past == [10 * TON, 10 * TON, 11 * TON]
    assert chain.account(alice.address, at=1).status == "nonexist"
    assert chain.account(alice.address, at=at_first).status == "uninit"
    assert chain.get_method(alice.address, "seqno", at=at_first).exit_code == NO_CODE
    assert chain.get_method(alice.address, "seqno").integer(0) == 1


def test_what_is_tried_and_forgotten_reaches_no_block(chain: Chain) -> None:
    alice = owner(chain, "alice")
    message = alice.message(Order(to=FAUCET, value=TON))
    told = chain.send_external(message, keep=False)
    assert told == message.hash.hex()
    assert not chain.waiting
    done, refused = chain.try_external(message)
    assert refused is None
    assert done is not None
    assert len(done.out_hashes) == 1
    assert alice.balance == 10 * TON


def test_the_same_message_waits_once_and_of_two_for_one_turn_one_is_taken(chain: Chain) -> None:
    alice = owner(chain, "alice")
    one = alice.message(Order(to=FAUCET, value=TON))
    other = alice.message(Order(to=FAUCET, value=2 * TON))
    for _ in range(2):
        chain.send_external(one)
    chain.send_external(other)
    assert len(chain.waiting) == 2
    made = settled(chain)
    assert [tx.in_hash for tx in made if tx.account == alice.address] == [one.hash.hex()]
    assert not chain.by_message(other.hash.hex())


def test_turn_after_turn_can_wait_for_one_block(chain: Chain) -> None:
    alice = owner(chain, "alice")
    for turn in range(3):
        message = alice.message(Order(to=FAUCET, value=TON))
        if turn:
            with pytest.raises(Refused):
                chain.send_external(message)
        chain.send_external(message, after_waiting=True)
        alice.seqno += 1
    made = chain.make_block()
    assert len(made.hashes) == 3


def test_one_message_can_be_carried_past_those_that_wait(chain: Chain) -> None:
    alice = owner(chain, "alice")
    chain.send_external(alice.message(Order(to=FAUCET, value=TON)))
    give(chain, "0:" + "ab" * 32, TON)
    assert [row.kind for row in chain.waiting] == ["ext"]
    assert chain.account("0:" + "ab" * 32).balance == TON


def test_messages_are_found_by_each_of_their_hashes(chain: Chain) -> None:
    alice = owner(chain, "alice")
    body = cells.comment(b"K7Q2")
    tx, got = alice.send(Order(to=FAUCET, value=TON, body=body))
    outside = alice.sent[0]
    header = messages.read_header(outside)
    for key in (
        outside.hash,
        header.body.hash,
        messages.normal_hash(alice.address, header.body),
    ):
        assert list(chain.by_message(key.hex())) == [tx]
    assert messages.normal_hash(alice.address, header.body) != outside.hash, "it brought a state"
    assert list(chain.by_message(tx.out_hashes[0])) == [tx, got]
    assert list(chain.by_message(body.hash.hex())) == [tx, got]
    assert chain.transaction(tx.hash) == tx
    assert chain.by_message("00" * 32) == ()


def test_long_comments_go_through_many_cells() -> None:
    content = "Привет! ".encode() * 100
    read = cells.comment(content).begin_parse()
    read.skip_bits(32)
    assert read.load_snake_bytes() == content
    assert base64.b64decode(cells.boc_text(cells.comment(b"")))
