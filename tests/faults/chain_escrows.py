"""Escrows of the campaign: made, paid, released or refunded while the program dies."""

import hashlib
import threading
import time
import uuid
from dataclasses import dataclass

from tests.faults.chain_calls import NANO, Asker, arrived, nano_of, whole
from tests.program import Json, Program, Refused
from tests.talk import meet

AT_ONCE = 10
WAIT_S_MAX = 90
PAUSE_S = 0.3
_ENDS = {"release": ("released", 2), "refund": ("refunded", 3)}


@dataclass(slots=True)
class Deal:
    """`end` is how finance wants it to end. `paid_at_s` is when its deposit was sent last."""

    id: str
    payer: str
    owner: str
    nano: int
    end: str
    paid_at_s: float = 0.0


class Deals:
    """One thread drives them all, a few at a time, as somebody of finance."""

    def __init__(self, program: Program, payers: list[str], wallets: list[str]) -> None:
        self._program = program
        self._payers = list(zip(payers, wallets, strict=True))
        meet(program, "fin", role="finance")
        self._finance = Asker(program, "fin")
        self.ended: list[Deal] = []

    def run(self, many: int, wrong: list[str], stop: threading.Event) -> None:
        """Until so many have ended, or the campaign stops; what was begun is ended first."""
        try:
            while not stop.is_set() and len(self.ended) < many:
                self._some()
        except Exception as error:  # a thread's failure must reach the figures
            wrong.append(f"escrows: {type(error).__name__} {error}")

    def check(self) -> list[str]:
        """What the contracts say and who has the coins, against what was ordered."""
        wrong = []
        for deal in self.ended:
            shown = self._finance.get(f"/escrows/{deal.id}")
            state, number = _ENDS[deal.end]
            if shown["state"] != state or shown["chain"]["state"] != number:
                wrong.append(f"escrow {deal.id}: {shown['state']}, chain {shown['chain']}")
            there = arrived(self._program, deal.owner)
            if there != (deal.nano if deal.end == "release" else 0):
                wrong.append(f"escrow {deal.id}: {there} nano at its owner")
            if nano_of(shown["amount"]["amount"]) != deal.nano:
                wrong.append(f"escrow {deal.id}: another amount")
        return wrong

    def _some(self) -> None:
        deals = [self._make(len(self.ended) + number) for number in range(AT_ONCE)]
        until_s = time.monotonic() + WAIT_S_MAX
        while deals:
            assert time.monotonic() < until_s, f"{[deal.id for deal in deals]} do not end"
            deals = [deal for deal in deals if not self._step(deal)]
            time.sleep(PAUSE_S)

    def _make(self, number: int) -> Deal:
        payer, wallet = self._payers[number % len(self._payers)]
        owner = f"0:{hashlib.sha256(uuid.uuid4().bytes).hexdigest()}"
        nano = NANO + number
        order = {
            "advertiser": wallet,
            "owner": owner,
            "amount": {"asset": "TON", "amount": whole(nano)},
            "deadline": "2027-06-01T00:00:00.000Z",
            "deal": uuid.uuid4().hex[:26],
        }
        made = self._finance.act("/escrows", order)
        end = "refund" if number % 3 == 0 else "release"
        return Deal(id=made["id"], payer=payer, owner=owner, nano=nano, end=end)

    def _step(self, deal: Deal) -> bool:
        """Pay it, end it, or wait; whether it has ended."""
        shown = self._finance.get(f"/escrows/{deal.id}")
        if shown["state"] == "waiting":
            self._pay(deal, shown["deposit"])
        elif shown["state"] == "funded" and shown["order"] is None:
            try:
                self._finance.act(f"/escrows/{deal.id}/{deal.end}")
            except Refused as refused:
                if refused.code not in {"escrow-ended", "already-done"}:
                    raise
        elif shown["state"] == _ENDS[deal.end][0]:
            self.ended.append(deal)
            return True
        return False

    def _pay(self, deal: Deal, request: Json) -> None:
        """Again after a while: the contract sends a second deposit back."""
        if request is None or time.monotonic() < deal.paid_at_s + WAIT_S_MAX / 3:
            return
        deal.paid_at_s = time.monotonic()
        asked = {name: request[name] for name in ("valid_until", "messages")}
        try:
            self._program.world.post(f"/wallets/{deal.payer}/transactions", asked)
        except Refused:
            deal.paid_at_s = 0.0  # too late by now: a new request is made
