"""Pure rules of money on TON: what may become of a payment that came in and of one that goes out.

The judgements that choose the events of `machines`; no clock, no store, no chain.
"""

from dataclasses import replace
from hashlib import blake2b
from typing import Final

from domain.shared.ids import Instant
from domain.shared.money import Money
from domain.shared.refusals import AmountTooLarge, AmountTooSmall
from domain.ton.deposit_models import (
    Deposit,
    DepositEvent,
    OrderState,
    PaymentOrder,
)
from domain.ton.deposit_models import Reason as Odd
from domain.ton.machines import DEPOSIT, WITHDRAWAL
from domain.ton.settings import AssetLimits, TonSettings
from domain.ton.withdrawal_models import (
    Contact,
    Reason,
    Withdrawal,
    WithdrawalEvent,
)

QUERY_BITS: Final = 1023
QUERY_SHIFTS: Final = 8192
"""Highload v3: a query id is a shift of 13 bits and a bit number up to 1022 (1023 is refused)."""
QUERIES: Final = QUERY_BITS * QUERY_SHIFTS
CODE_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U, which are misread."""
CODE_LENGTH: Final = 8
_SPACES: Final = str.maketrans("", "", " -\t\r\n")
_LOOKALIKES: Final = str.maketrans("ILO", "110")


def moved(
    was: Deposit, event: DepositEvent, now: Instant, *, reason: Odd | None = None
) -> Deposit:
    """The payment after an event. Refusal: DepositGone."""
    state = DEPOSIT.step(was.state, event).to
    return replace(
        was,
        state=state,
        reason=was.reason if reason is None else reason,
        changed_at=now,
        version=was.version + 1,
    )


def stepped(
    was: Withdrawal, event: WithdrawalEvent, now: Instant, *, reason: Reason | None = None
) -> Withdrawal:
    """The withdrawal after an event. Refusals: WithdrawalGone, AlreadyDone."""
    state = WITHDRAWAL.step(was.state, event).to
    return replace(
        was,
        state=state,
        reason=was.reason if reason is None else reason,
        changed_at=now,
        version=was.version + 1,
    )


def for_order(order: PaymentOrder, value: Money, now: Instant) -> DepositEvent:
    """What a payment that names an order is."""
    if value.asset != order.value.asset:
        return DepositEvent.MISTAKE_ASSET
    if order.state is not OrderState.OPEN or now > order.due_at:
        return DepositEvent.COME_LATE
    if value < order.value:
        return DepositEvent.FALL_SHORT
    return DepositEvent.CREDIT if value == order.value else DepositEvent.EXCEED


def within(value: Money, limits: AssetLimits) -> None:
    """Refusals: AmountTooSmall, AmountTooLarge."""
    if value.units < limits.least:
        raise AmountTooSmall(least=Money(limits.least, value.asset))
    if value.units > limits.most:
        raise AmountTooLarge(most=Money(limits.most, value.asset))


def quarantined(
    contact: Contact | None, value: Money, settings: TonSettings, now: Instant
) -> bool:
    """Whether so much may not go to the address yet; `value` is all that goes there, what was
    asked for before included: many small ones are as good as a large one.
    """
    if value.units <= settings.of(value.asset).quarantine_over:
        return False
    return waits(contact, now)


def waits(contact: Contact | None, now: Instant) -> bool:
    """Whether the address is new to its person."""
    return contact is None or contact.usable_at > now


def query_id(number: int) -> int:
    """The query id of a message by its number in the wallet's sequence; they come round again
    after 8,380,416 messages.
    """
    shift, bit = divmod(number % QUERIES, QUERY_BITS)
    return shift << 10 | bit


def payout_query(withdrawal_id: str) -> int:
    """The number that names a withdrawal in jetton transfers: 62 bits, never 0."""
    digest = blake2b(withdrawal_id.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 2 or 1


def code(number: int) -> str:
    """A comment code of CODE_LENGTH letters."""
    letters = ""
    for _ in range(CODE_LENGTH):
        number, digit = divmod(number, len(CODE_LETTERS))
        letters += CODE_LETTERS[digit]
    return letters


def read_code(comment: str) -> str:
    """A comment as people may have typed it, in the form in which codes are kept; empty when it
    can be none.
    """
    if len(comment) > 4 * CODE_LENGTH:
        return ""
    plain = comment.translate(_SPACES).upper().translate(_LOOKALIKES)
    fits = len(plain) == CODE_LENGTH and all(letter in CODE_LETTERS for letter in plain)
    return plain if fits else ""


def safe_comment(comment: str | None) -> str:
    """A comment as it is kept and shown: printable, one line, short."""
    if comment is None:
        return ""
    kept = "".join(letter if letter.isprintable() else "�" for letter in comment)
    return kept[:120]
