"""The gateway of escrows: what it deploys is what the tests of the contract play with."""

from bot.gateways.ton.cells import address_of, hash_of, parse
from bot.gateways.ton.escrow import DEPOSIT, ORDERS, TonEscrow, escrow_code, init_of
from domain.ton.escrows.models import EscrowTerms, OrderKind
from tests.contracts.scene import CODE, COMPILED, Op, Terms
from tests.fakes.clock import FakeClock
from tests.ton.escrows.chain import EscrowChain, person

TERMS = Terms(deal_id=2**64 - 1, amount=123_456_789, fee=1_000)


def ours() -> EscrowTerms:
    return EscrowTerms(
        number=TERMS.deal_id,
        amount=TERMS.amount,
        fee=TERMS.fee,
        deadline_s=TERMS.deadline_s,
        controller=TERMS.controller,
        advertiser=TERMS.advertiser,
        owner=TERMS.owner,
    )


def test_code_and_address_are_those_of_the_compiled_contract() -> None:
    assert hash_of(escrow_code()) == COMPILED["code_hash"] == CODE.hash.hex()
    assert address_of(init_of(ours())) == TERMS.address


def test_acts_have_the_codes_of_the_contract() -> None:
    assert DEPOSIT == Op.DEPOSIT
    assert ORDERS == {
        OrderKind.RELEASE: Op.RELEASE,
        OrderKind.REFUND: Op.REFUND,
        OrderKind.SWEEP: Op.SWEEP,
    }


def test_a_deposit_request_names_all_that_the_wallet_must_send() -> None:
    asked = TonEscrow(EscrowChain(FakeClock())).deposit(ours(), attach=50_000_000)
    assert asked.address == TERMS.address
    assert asked.value == TERMS.amount + 50_000_000
    assert address_of(parse(asked.init)) == TERMS.address
    body = parse(asked.body).begin_parse()
    assert (body.load_uint(32), body.load_uint(64)) == (DEPOSIT, 0)


async def test_nothing_is_read_where_nothing_is() -> None:
    view = await TonEscrow(EscrowChain(FakeClock())).read(person("nobody"))
    assert view is not None
    assert (view.balance, view.code_hash, view.state, view.terms) == (0, None, None, None)
