"""Money on the chain: `{"asset": "TON", "amount": "1.5"}`, exact."""

from dataclasses import dataclass

from pydantic import Field

from scripts.sandbox.forms import Json, Refusal, amount_text, parse_amount
from scripts.sandbox.routes import Body
from scripts.sandbox.ton import jettons
from scripts.sandbox.ton.jettons import Jetton
from scripts.sandbox.ton.state import DECIMALS, Ton

TON = "TON"
UNITS_MAX = 2**62


class Money(Body):
    asset: str = Field(max_length=80)
    amount: str = Field(max_length=40, description="Whole units, decimal, in the shortest form.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """Units of the smallest kind; `jetton` None for TON itself."""

    jetton: Jetton | None
    units: int


def read_money(ton: Ton, told: Money, *, field: str = "value") -> Value:
    """Exact units of an asset that this world knows. Refuses: `invalid`."""
    jetton = None if told.asset == TON else _jetton(ton, told.asset)
    if told.asset != TON and jetton is None:
        raise Refusal("invalid", **{f"{field}.asset": "no asset of this chain"})
    try:
        units = parse_amount(told.amount, DECIMALS if jetton is None else jetton.decimals)
    except ValueError as error:
        raise Refusal("invalid", **{f"{field}.amount": str(error)}) from error
    if units > UNITS_MAX:
        raise Refusal("invalid", **{f"{field}.amount": "more than there can be"})
    return Value(jetton=jetton, units=units)


def balances(ton: Ton, address: str) -> list[Json]:
    """All that an address has: TON first, zero too; jettons where there are any."""
    chain = ton.chain
    held = [{"asset": TON, "amount": amount_text(chain.account(address).balance, DECIMALS)}]
    for jetton in ton.jettons:
        units = jettons.balance(chain, jetton, address)
        if units:
            amount = amount_text(units, jetton.decimals)
            held.append({"asset": jetton.asset, "amount": amount})
    return [dict(one) for one in held]


def _jetton(ton: Ton, asset: str) -> Jetton | None:
    return next((one for one in ton.jettons if one.asset == asset), None)
