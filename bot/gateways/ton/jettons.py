"""What jetton contracts answer (TEP-74): which wallet an owner has, and what it holds."""

from typing import Final

from bot.bags import READ_FAILURES
from bot.gateways.ton.bodies import raw_address
from bot.gateways.ton.cells import parse
from domain.shared.refusals import GatewayRejected
from domain.ton.models import Cell, GetResult, JettonBalance, StackValue

_WALLET_DATA: Final = 3
_NO_CODE: Final = frozenset({-13, -14, -256})


def wallet_of(answer: GetResult) -> str:
    """The address that get_wallet_address gave. GatewayRejected when the master does not answer
    as masters do.
    """
    address = address_in(answer.stack[0]) if answer.ok and answer.stack else None
    if address is None:
        raise GatewayRejected(f"get_wallet_address: exit code {answer.exit_code}")
    return address


def balance_of(answer: GetResult) -> JettonBalance:
    """What get_wallet_data gave: balance, owner, master, code. A wallet that is not deployed
    holds nothing.
    """
    if answer.exit_code in _NO_CODE:
        return JettonBalance(balance=0, owner=None, master=None)
    balance = answer.stack[0] if answer.ok and len(answer.stack) >= _WALLET_DATA else None
    if not isinstance(balance, int):
        raise GatewayRejected(f"get_wallet_data: exit code {answer.exit_code}")
    return JettonBalance(
        balance=balance,
        owner=address_in(answer.stack[1]),
        master=address_in(answer.stack[2]),
    )


def address_in(value: StackValue) -> str | None:
    """The address that a slice of a stack holds; None when it holds none."""
    if not isinstance(value, Cell):
        return None
    try:
        return raw_address(parse(value.boc).begin_parse().load_address())
    except READ_FAILURES:
        return None
