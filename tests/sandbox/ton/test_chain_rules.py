"""What a chain of the real kind does, and what others have stumbled over."""

import pytest

from scripts.sandbox.ton import cells, messages
from scripts.sandbox.ton.chain import FAUCET, LT_STEP, Chain, Refused
from scripts.sandbox.ton.engine import NativeEngine
from scripts.sandbox.ton.get_methods import NO_CODE
from scripts.sandbox.ton.wallet_contracts import Order
from tests.sandbox.ton.bench import NOW, TON, give, new_chain, owner, phases, program, settled

YEAR_S = 365 * 86_400
# THROW 42.
THROWS = "f22a"
# RANDU256 NEWC, 256 STU, ENDC, POP c4: keeps a random number.
KEEPS_CHANCE = "f810c8cbffc9ed54"
# PREVMCBLOCKS.
READS_BLOCKS = "30f83400"


@pytest.fixture
def chain() -> Chain:
    return new_chain()


def test_logical_time_only_grows_and_blocks_begin_at_round_ones(chain: Chain) -> None:
    alice, bob = owner(chain, "alice"), owner(chain, "bob", "v5r1")
    for _ in range(3):
        alice.send(*[Order(to=bob.address, value=TON // 100)] * 4)
        bob.send(*[Order(to=alice.address, value=TON // 100)] * 7)
    lts = [tx.lt for tx in chain.log]
    assert lts == sorted(set(lts))
    assert lts[0] > 2**32
    for before, after in zip(chain.blocks, chain.blocks[1:], strict=False):
        assert after.start_lt % LT_STEP == 0
        assert before.end_lt < after.start_lt
    for tx in chain.log:
        block = chain.block(tx.block)
        assert block is not None
        assert block.start_lt <= tx.lt <= block.end_lt
        for sent in tx.sent:
            assert tx.lt < sent.lt <= block.end_lt
            (taken,) = [one for one in chain.by_message(sent.hash) if one.in_hash == sent.hash]
            assert taken.lt > sent.lt


def test_the_transactions_of_an_account_are_a_chain_of_hashes(chain: Chain) -> None:
    alice = owner(chain, "alice")
    for _ in range(3):
        alice.send(Order(to=FAUCET, value=TON // 10))
    rows = chain.transactions(alice.address)
    assert [(row.prev_lt, row.prev_hash) for row in rows[1:]] == [
        (row.lt, row.hash) for row in rows[:-1]
    ]
    assert (rows[0].prev_lt, rows[0].prev_hash) == (0, "00" * 32)
    view = chain.account(alice.address)
    assert (view.last_lt, view.last_hash.hex()) == (rows[-1].lt, rows[-1].hash)


def test_the_clock_decides_over_deadlines_and_rent(chain: Chain) -> None:
    alice = owner(chain, "alice")
    alice.send(Order(to=FAUCET, value=TON))
    late = alice.message(Order(to=FAUCET, value=TON), valid_until=NOW + 60)
    chain.now = NOW + 61
    with pytest.raises(Refused) as refused:
        chain.send_external(late)
    assert refused.value.exit_code == 36
    balance = alice.balance
    chain.now = NOW + 10 * YEAR_S
    (tx, _there) = alice.send(Order(to=FAUCET, value=1))
    rent = phases(tx).storage_fee
    assert rent > 0
    assert alice.balance == balance - 1 - tx.fees - _forward_fees(chain, tx.hash)


def _forward_fees(chain: Chain, tx_hash: str) -> int:
    """What the messages of a transaction carry for whoever delivers them."""
    tx = chain.transaction(tx_hash)
    assert tx is not None
    total = 0
    for sent in tx.sent:
        read = cells.parse_boc(sent.boc).begin_parse()
        read.skip_bits(4)
        read.load_address(), read.load_address()
        read.load_coins(), read.load_bit(), read.load_coins()
        total += read.load_coins()
    return total


def test_the_same_seed_and_calls_give_the_same_transactions() -> None:
    def live(seed: str) -> list[str]:
        chain = new_chain(seed)
        init = program(KEEPS_CHANCE)
        give(chain, cells.address_of(init), TON, init=init)
        alice = owner(chain, "alice")
        alice.send(Order(to=cells.address_of(init), value=TON, bounce=True))
        assert chain.account(cells.address_of(init)).data is not None
        return [tx.hash for tx in chain.log] + [block.root_hash for block in chain.blocks]

    assert live("7") == live("7")
    assert live("7") != live("8")


def test_a_bounce_is_a_message_of_its_own_and_brings_the_coins_back(chain: Chain) -> None:
    init = program(THROWS)
    thrower = cells.address_of(init)
    give(chain, thrower, TON, init=init)
    alice = owner(chain, "alice")
    sent, thrown, back = alice.send(Order(to=thrower, value=TON, bounce=True))
    assert (phases(thrown).exit_code, phases(thrown).bounced) == (42, True)
    header = messages.read_header(cells.parse_boc(thrown.sent[0].boc))
    assert header.bounced
    assert header.destination == alice.address
    assert 0 < header.value < TON
    assert back.account == alice.address
    assert [sent.block + 1, sent.block + 2] == [thrown.block, back.block]


def test_coins_for_an_address_without_code_stay_though_the_transaction_aborts(
    chain: Chain,
) -> None:
    nobody = "0:" + "ab" * 32
    (tx,) = give(chain, nobody, TON)
    told = phases(tx)
    assert (told.aborted, told.skipped, told.bounced) == (True, "no_state", False)
    account = chain.account(nobody)
    assert (account.status, account.balance) == ("uninit", TON)


def test_a_bouncing_transfer_to_an_address_without_code_comes_back(chain: Chain) -> None:
    alice = owner(chain, "alice")
    made = alice.send(Order(to="0:" + "ab" * 32, value=TON, bounce=True))
    assert phases(made[1]).bounced
    assert made[2].account == alice.address
    assert chain.account("0:" + "ab" * 32).balance == 0


def test_a_first_state_is_in_force_even_when_its_first_run_fails(chain: Chain) -> None:
    init = program(THROWS)
    (tx, *_back) = give(chain, cells.address_of(init), TON, init=init, bounce=False)
    assert phases(tx).exit_code == 42
    assert chain.account(cells.address_of(init)).active


def test_an_address_that_nobody_used_does_not_exist(chain: Chain) -> None:
    view = chain.account("0:" + "cd" * 32)
    assert (view.status, view.balance, view.last_lt) == ("nonexist", 0, 0)
    assert view.last_hash == bytes(32)
    told = chain.get_method(view.address, "seqno")
    assert (told.exit_code, told.ok, told.stack) == (NO_CODE, False, [])


def test_blocks_of_the_past_are_not_there_to_be_read(chain: Chain) -> None:
    init = program(READS_BLOCKS)
    give(chain, cells.address_of(init), TON, init=init)
    told = chain.get_method(cells.address_of(init), "any")
    assert not told.ok or told.stack == [None]


def test_a_snapshot_is_gone_back_to_any_number_of_times(chain: Chain) -> None:
    alice = owner(chain, "alice")
    chain.send_external(alice.message(Order(to=FAUCET, value=TON)))
    kept = chain.snapshot()
    ends: list[str] = []
    for _ in range(3):
        made = settled(chain)
        ends.append(made[-1].hash)
        assert alice.balance < 9 * TON
        chain.restore(kept)
        assert alice.balance == 10 * TON
        assert len(chain.waiting) == 1
        assert not chain.by_message(made[0].hash)
    assert len(set(ends)) == 1


def test_coins_are_neither_made_nor_lost_but_by_fees(chain: Chain) -> None:
    people = [owner(chain, name, version) for name, version in _PEOPLE]
    for turn in range(4):
        for at, one in enumerate(people):
            to = people[(at + turn + 1) % len(people)]
            one.send(Order(to=to.address, value=TON // 7 * (turn + 1), bounce=bool(turn % 2)))
    given = len(people) * 10 * TON
    left = sum(chain.account(address).balance for address in {tx.account for tx in chain.log})
    fees = sum(tx.fees + _forward_fees(chain, tx.hash) for tx in chain.log)
    assert fees > 0
    assert left + fees == given


_PEOPLE = (("alice", "v3r2"), ("bob", "v4r2"), ("carol", "v5r1"))


def test_two_chains_share_an_engine() -> None:
    engine = NativeEngine()
    one, other = Chain(engine, now=NOW), Chain(engine, now=NOW)
    give(one, FAUCET, TON)
    assert (one.account(FAUCET).balance, other.account(FAUCET).balance) == (TON, 0)
