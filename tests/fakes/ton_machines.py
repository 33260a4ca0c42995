"""What accounts of the fake chain do with messages: highload wallets, jetton wallets, others."""

from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Final

from domain.ton.models import ChainMessage, ChainTx, JettonMove, Op, Payout

GAS: Final = 1_000_000
FORWARD: Final = 400_000
"""Of which two thirds stand in the message, and one in the fees of the transaction."""
IN_MESSAGE: Final = FORWARD * 2 // 3
JETTON_GAS: Final = 50_000_000


def address(name: str) -> str:
    return f"0:{sha256(name.encode()).hexdigest()}"


def digest(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()


@dataclass(slots=True)
class Account:
    """`refuses`: its code throws at everything. `jettons` is what a jetton wallet has;
    `balances` and `stocks` are what there was before and after each transaction."""

    address: str
    balance: int = 0
    active: bool = True
    refuses: bool = False
    owner: str | None = None
    master: str | None = None
    jettons: int = 0
    used: set[int] = field(default_factory=set)
    history: list[ChainTx] = field(default_factory=list)
    balances: list[int] = field(default_factory=list)
    stocks: list[int] = field(default_factory=lambda: [0])


@dataclass(slots=True)
class Letter:
    """A message on its way."""

    message: ChainMessage
    payouts: tuple[Payout, ...] = ()
    query_id: int = 0


class Machines:
    """Knows no time and no blocks: a message in, messages out."""

    lt: int
    accounts: dict[str, Account]

    def jetton_account(self, master: str, owner: str) -> Account:
        """The owner's wallet of the jetton; made when there is none."""
        raw = address(f"{master}/{owner}")
        found = self.accounts.setdefault(raw, Account(raw))
        found.owner, found.master = owner, master
        return found

    def _letter(  # noqa: PLR0913  a message has this many parts
        self,
        source: str,
        to: str,
        value: int,
        *,
        comment: str | None = None,
        op: int | None = None,
        bounce: bool = False,
        move: JettonMove | None = None,
        bounced: bool = False,
        payouts: tuple[Payout, ...] = (),
        query_id: int = 0,
    ) -> Letter:
        self.lt += 1
        raw = to if ":" in to else address(to)
        body = digest(comment, op, move)
        message = message_to(
            source, raw, value, own_hash=digest(source, raw, value, self.lt, body), body_hash=body
        )
        message = replace(
            message,
            bounce=bounce,
            bounced=bounced,
            created_lt=self.lt,
            op=move.op if move is not None else op,
            comment=comment if op == Op.COMMENT or bounced else None,
            jetton=move,
        )
        return Letter(message=message, payouts=payouts, query_id=query_id)

    def _act(self, account: Account, letter: Letter) -> tuple[list[Letter], bool, bool]:
        """Outgoing letters, whether it aborted, whether the value was sent back."""
        came = letter.message
        if letter.payouts:
            account.active = True
            return self._highload(account, letter), False, False
        if came.jetton is not None and account.master is not None:
            return self._jettons(account, came)
        if account.refuses or not account.active:
            if came.bounce and not came.bounced and came.source is not None:
                return [self._bounce(came)], True, True
            return [], True, False
        return [], False, False

    def _bounce(self, came: ChainMessage) -> Letter:
        assert came.source is not None, "asked before"
        assert came.destination is not None, "asked before"
        value = max(came.value - FORWARD, 0)
        comment = came.comment.encode()[:28].decode(errors="replace") if came.comment else None
        move = replace(came.jetton, peer=None, comment=None) if came.jetton is not None else None
        return self._letter(
            came.destination, came.source, value, comment=comment, move=move, bounced=True
        )

    def _highload(self, account: Account, letter: Letter) -> list[Letter]:
        """Mode 3: what cannot be paid is skipped, and nobody hears of it."""
        came = letter.message
        if came.source is None and len(letter.payouts) > 1:
            worth = sum(_value(one) + FORWARD for one in letter.payouts) + GAS
            if account.balance < worth + FORWARD + GAS:
                return []
            return [
                self._letter(account.address, account.address, worth, payouts=letter.payouts, op=1)
            ]
        left = account.balance - GAS
        outs = []
        for one in letter.payouts:
            if left < _value(one) + FORWARD:
                continue
            left -= _value(one) + FORWARD
            outs.append(self._payment(account.address, one))
        return outs

    def _payment(self, wallet: str, one: Payout) -> Letter:
        if one.jetton_wallet is None:
            return self._letter(
                wallet, one.to, one.amount, comment=one.ref, op=Op.COMMENT, bounce=one.bounce
            )
        move = JettonMove(
            op=Op.JETTON_TRANSFER,
            query_id=one.query_id,
            amount=one.amount,
            peer=one.to,
            comment=one.ref,
        )
        return self._letter(wallet, one.jetton_wallet, JETTON_GAS, move=move, bounce=True)

    def _jettons(self, account: Account, came: ChainMessage) -> tuple[list[Letter], bool, bool]:
        move = came.jetton
        assert move is not None, "asked before"
        assert account.master is not None, "asked before"
        assert account.owner is not None, "asked before"
        if came.bounced:
            account.jettons += move.amount
            return [], False, False
        if move.op == Op.JETTON_INTERNAL:
            if account.refuses:
                return [self._bounce(replace(came, bounce=True))], True, True
            account.jettons += move.amount
            note = replace(move, op=Op.JETTON_NOTIFY)
            return [self._letter(account.address, account.owner, 1, move=note)], False, False
        if move.op != Op.JETTON_TRANSFER or came.source != account.owner:
            return [], True, False
        if account.jettons < move.amount or move.peer is None:
            return [self._bounce(came)], True, True
        account.jettons -= move.amount
        target = self.jetton_account(account.master, move.peer)
        sent = replace(move, op=Op.JETTON_INTERNAL, peer=account.owner)
        value = came.value - GAS - FORWARD
        return [self._letter(account.address, target.address, value, move=sent)], False, False


def _value(one: Payout) -> int:
    return one.amount if one.jetton_wallet is None else JETTON_GAS


def message_to(
    source: str | None,
    to: str,
    value: int,
    *,
    own_hash: str,
    body_hash: str,
) -> ChainMessage:
    return ChainMessage(
        hash=own_hash,
        body_hash=body_hash,
        source=source,
        destination=to,
        value=value,
        fwd_fee=IN_MESSAGE if source is not None else 0,
        bounce=False,
        bounced=False,
        created_lt=0,
        op=None,
        comment=None,
    )
