"""What may be signed for a lot: as tables."""

from dataclasses import replace

import pytest

from domain.gifts.baskets.ports import Offered
from domain.gifts.baskets.proofs import Mismatch, proven, sells
from domain.gifts.portfolio.holding_ports import ChainSale
from domain.shared.money import Asset, Money
from domain.ton.address import friendly
from tests.fakes.clock import MORNING
from tests.gifts.lots import listing
from tests.gifts.owning.trades import NANO, ton

CONTRACT, ITEM_AT = f"0:{'c' * 64}", f"0:{'a' * 64}"
NOW_S = MORNING // 1_000_000
SALE = ChainSale(item=ITEM_AT, contract=CONTRACT, owner=CONTRACT, price=ton("10"))
GOOD = Offered(
    to=friendly(CONTRACT, bounceable=True),
    amount=10 * NANO,
    payload=None,
    state_init=None,
    until_s=NOW_S + 60,
)
BOC = "te6ccgEBAQEAAgAAAA=="


@pytest.mark.parametrize(
    ("offered", "amount"),
    [
        ([GOOD], 10 * NANO),
        ([replace(GOOD, to=CONTRACT)], 10 * NANO),
        ([replace(GOOD, amount=11 * NANO)], 11 * NANO),
        ([replace(GOOD, payload=BOC)], 10 * NANO),
    ],
)
def test_a_payment_of_the_price_to_the_contract_that_sells_may_be_signed(
    offered: list[Offered], amount: int
) -> None:
    payment = proven(offered, ton("10"), SALE, gas_most=NANO, now_s=NOW_S)
    assert (payment.to, payment.amount, payment.until_s) == (CONTRACT, amount, NOW_S + 60)


@pytest.mark.parametrize(
    "offered",
    [
        [],
        [GOOD, GOOD],
        [replace(GOOD, to=friendly(f"0:{'d' * 64}"))],
        [replace(GOOD, to=f"-1:{'c' * 64}")],
        [replace(GOOD, to="EQnonsense")],
        [replace(GOOD, amount=10 * NANO - 1)],
        [replace(GOOD, amount=11 * NANO + 1)],
        [replace(GOOD, amount=-1)],
        [replace(GOOD, state_init=BOC)],
        [replace(GOOD, payload="not base 64")],
        [replace(GOOD, payload="AAAA")],
        [replace(GOOD, payload=BOC + "A" * 8000)],
        [replace(GOOD, until_s=NOW_S)],
    ],
)
def test_anything_else_is_never_signed(offered: list[Offered]) -> None:
    with pytest.raises(Mismatch):
        proven(offered, ton("10"), SALE, gas_most=NANO, now_s=NOW_S)


def test_a_payment_is_never_good_for_long() -> None:
    late = replace(GOOD, until_s=NOW_S + 10**6)
    payment = proven([late], ton("10"), SALE, gas_most=NANO, now_s=NOW_S)
    assert payment.until_s == NOW_S + 300


@pytest.mark.parametrize(
    ("sale", "contract", "right"),
    [
        (SALE, CONTRACT, True),
        (SALE, None, True),
        (SALE, f"0:{'d' * 64}", False),
        (replace(SALE, owner=f"0:{'e' * 64}"), CONTRACT, False),
        (replace(SALE, price=ton("9")), CONTRACT, False),
        (replace(SALE, price=None), CONTRACT, False),
    ],
)
def test_the_chain_must_know_the_same_sale(
    sale: ChainSale, contract: str | None, *, right: bool
) -> None:
    lot = replace(listing(1, 10).lot, contract=contract)
    if right:
        sells(lot, ton("10"), sale)
    else:
        with pytest.raises(Mismatch):
            sells(lot, ton("10"), sale)


def test_dollars_are_never_taken_for_coins() -> None:
    usdt = Asset("jetton:0:1", scale=6, edge_scale=6)
    with pytest.raises(Mismatch):
        sells(listing(1, 10).lot, ton("10"), replace(SALE, price=Money(10 * NANO, usdt)))
