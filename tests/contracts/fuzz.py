"""`python -m tests.contracts.fuzz`: random acts on escrows against a model of twenty lines.

After each act the exit code, the state and who was paid are those of the model, what is held for a
deal is whole, and no coin is missing. Slow only for the many: `--operations` (20,000 by default).
"""

import argparse
import random
import sys
from dataclasses import dataclass, field, replace
from typing import Final

from pytoniq_core.boc.cell import Cell

from scripts.sandbox.ton.engine import Engine, EngineBroken, NativeEngine
from scripts.sandbox.ton.messages import external_message
from tests.contracts.scene import (
    ALICE,
    BOB,
    DEPOSIT_EXTRA,
    FUNDED,
    HOUSE,
    ORDER_LEAST,
    REFUNDED,
    RELEASED,
    RENT_ENDED,
    RENT_HELD,
    STRANGER,
    TON,
    WAITING,
    Exit,
    Letter,
    Op,
    Scene,
    Terms,
    comment_body,
    order_body,
)
from tests.contracts.stage import START_S, NotTaken, Ran, Stage

PEOPLE: Final = (ALICE, BOB, HOUSE, STRANGER)
OPS: Final = (Op.DEPOSIT, Op.RELEASE, Op.REFUND, Op.AUTO_REFUND, Op.SWEEP)
ACTS_OF_A_DEAL: Final = 20
PAID_IN: Final = 0.8
# From here on gas is enough for every way through the code; beneath it may end anywhere.
GAS_ENOUGH: Final = 5_000_000
NOT_ENOUGH_COINS: Final = 37
# Rent and gas that a short life of a deal can cost.
SMALL: Final = 5_000_000


@dataclass(slots=True)
class Model:
    """What the contract should be. `paid` is what left for each, bounces apart."""

    terms: Terms
    state: int = WAITING
    paid: dict[str, int] = field(default_factory=dict)

    def exit_code(self, op: int, letter: Letter, now_s: int) -> int:
        """What the contract should answer to one of its five acts."""
        terms, funded = self.terms, self.state == FUNDED
        table: dict[int, tuple[tuple[bool, int], ...]] = {
            Op.DEPOSIT: (
                (letter.by == terms.advertiser, Exit.NOT_ADVERTISER),
                (self.state == WAITING, Exit.WRONG_STATE),
                (now_s < terms.deadline_s, Exit.TOO_LATE),
                (letter.value >= terms.amount + DEPOSIT_EXTRA, Exit.DEPOSIT_TOO_SMALL),
            ),
            Op.RELEASE: (
                (letter.by == terms.controller, Exit.NOT_CONTROLLER),
                (funded, Exit.WRONG_STATE),
                (letter.value >= ORDER_LEAST, Exit.GAS_TOO_SMALL),
            ),
            Op.AUTO_REFUND: (
                (funded, Exit.WRONG_STATE),
                (now_s >= terms.deadline_s, Exit.TOO_EARLY),
            ),
            Op.SWEEP: ((not funded, Exit.WRONG_STATE),),
        }
        table[Op.REFUND] = table[Op.RELEASE]
        return next((code for holds, code in table.get(op, _UNKNOWN) if not holds), 0)

    def go(self, op: int) -> None:
        """An act that succeeded."""
        to = {Op.DEPOSIT: FUNDED, Op.RELEASE: RELEASED}
        if op != Op.SWEEP:
            self.state = to.get(op, REFUNDED)


_UNKNOWN: Final = ((False, Exit.UNKNOWN_OP),)


class Fuzz:
    """Deals one after the other on fresh stages, from one seed."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self._engine = engine
        self._chance = random.Random(seed)
        self.acts = 0
        self.ends: dict[int, int] = {}

    def run(self, operations: int) -> None:
        while self.acts < operations:
            acts = self._chance.randint(1, ACTS_OF_A_DEAL)
            self._deal(min(acts, operations - self.acts))

    def _deal(self, acts: int) -> None:
        terms = self._terms()
        scene, model = Scene(Stage(self._engine), terms), Model(terms)
        # Left to chance alone, few deals would ever be paid in.
        paid_in = self._chance.random() < PAID_IN
        for n in range(acts):
            self.acts += 1
            if n == 0 and paid_in:
                self._pay_in(scene, model)
            else:
                scene.stage.now_s += self._chance.choice((0, 0, 1, 3_600, 40_000))
                self._act(scene, model)
            assert scene.stage.missing == 0, f"{scene.stage.missing} nano are nowhere"
        self.ends[model.state] = self.ends.get(model.state, 0) + 1
        if scene.stage.account(terms.address).active:
            assert scene.deal == (model.state, terms)

    def _pay_in(self, scene: Scene, model: Model) -> None:
        terms = model.terms
        letter = Letter(
            to=scene.address,
            by=terms.advertiser,
            value=terms.amount + DEPOSIT_EXTRA,
            body=order_body(Op.DEPOSIT),
            init=terms.init,
        )
        scene.post(letter)
        _check(scene, model, letter, Op.DEPOSIT, 0)
        _look(scene, model)

    def _terms(self) -> Terms:
        chance = self._chance
        amount = chance.choice((0, 1, TON // 100, 5 * TON, chance.randrange(10**13), 10**18))
        return Terms(
            deal_id=chance.randrange(2**64),
            amount=amount,
            fee=chance.choice((0, 0, amount // 20, amount)),
            deadline_s=START_S + chance.choice((0, 1, 3_600, 86_400, 500_000)),
            controller=chance.choice((HOUSE, HOUSE, HOUSE, ALICE)),
            owner=chance.choice((BOB, BOB, BOB, ALICE, HOUSE)),
        )

    def _act(self, scene: Scene, model: Model) -> None:
        kind = self._chance.choice(("act",) * 8 + ("junk", "outside", "bounce"))
        op = self._chance.choice(OPS)
        by = self._who(model.terms, op)
        init = model.terms.init if self._chance.random() < 0.7 else None
        before = scene.stage.account(scene.address)
        if kind == "outside":
            if before.active:
                _outside(scene, op)
            return
        body, forged = self._body(kind, op), kind == "bounce"
        letter = Letter(
            to=scene.address,
            by=by,
            value=self._value(model.terms, op),
            bounce=self._chance.random() < 0.8,
            bounced=forged,
            body=body,
            init=init,
        )
        ran = scene.post(letter)
        if not before.active and init is None:
            assert ran.exit_code is None, "there is nothing that could run"
            return
        if forged:
            assert ran.exit_code in {0, None, Exit.OUT_OF_GAS}
            assert not _paid_out(ran)
        else:
            _check(scene, model, letter, op if kind == "act" else 0, before.balance)
        _look(scene, model)

    def _who(self, terms: Terms, op: int) -> str:
        """Mostly whoever may, so that deals get on."""
        entitled = terms.advertiser if op == Op.DEPOSIT else terms.controller
        return entitled if self._chance.random() < 0.6 else self._chance.choice(PEOPLE)

    def _value(self, terms: Terms, op: int) -> int:
        chance = self._chance
        least = terms.amount + DEPOSIT_EXTRA if op == Op.DEPOSIT else ORDER_LEAST
        around = (least - 1, least, least + 1, least + chance.randrange(TON))
        return chance.choice((*around, *around, chance.randrange(GAS_ENOUGH * 4)))

    def _body(self, kind: str, op: int) -> Cell | None:
        if kind != "junk":
            return order_body(op, self._chance.randrange(2**64))
        return self._chance.choice((None, comment_body("hello"), order_body(op ^ 0x80)))


def _outside(scene: Scene, op: int) -> None:
    try:
        scene.post(external_message(scene.address, order_body(op)))
    except (NotTaken, EngineBroken):
        # The second: without coins for its import nothing even runs.
        return
    raise AssertionError("a message from outside was taken")


def _check(scene: Scene, model: Model, letter: Letter, op: int, had: int) -> None:
    """The transaction is what the model says; the model goes on with it."""
    ran = scene.after[0]
    if letter.value < GAS_ENOUGH and ran.exit_code in {None, Exit.OUT_OF_GAS}:
        assert ran.aborted
        return
    # Rent that an account without coins owes is taken out of what arrives.
    owing = replace(letter, value=letter.value - SMALL) if had == 0 else letter
    answers = {model.exit_code(op, each, scene.stage.now_s) for each in (letter, owing)}
    assert ran.exit_code in answers, (op, letter, ran)
    if ran.exit_code != 0:
        return
    if ran.action_code == NOT_ENOUGH_COINS:
        # Only a sweep may find too little, for nothing promises that there is anything.
        assert op == Op.SWEEP
        assert had + letter.value < RENT_ENDED + SMALL
        return
    assert (ran.action_code, ran.aborted) == (0, False), ran
    model.go(op)
    for to, value in _paid_out(ran):
        model.paid[to] = model.paid.get(to, 0) + value


def _look(scene: Scene, model: Model) -> None:
    """State, what is held, and that the owner and the controller got theirs once or never."""
    view, terms = scene.stage.account(scene.address), model.terms
    if view.data is None:
        # Not a unit of gas: then the first state is not taken either.
        assert model.state == WAITING
        return
    assert view.data.begin_parse().load_uint(8) == model.state
    if model.state == FUNDED:
        assert view.balance >= terms.amount + RENT_HELD - SMALL
    if terms.advertiser not in {terms.owner, terms.controller}:
        due = terms.amount if model.state == RELEASED else 0
        fee = terms.fee if model.state == RELEASED else 0
        both = terms.owner == terms.controller
        assert model.paid.get(terms.owner, 0) == (due if both else due - fee)
        assert model.paid.get(terms.controller, 0) == (due if both else fee)


def _paid_out(ran: Ran) -> list[tuple[str, int]]:
    return [(sent.to, sent.value) for sent in ran.sent if sent.to and not sent.bounced]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.contracts.fuzz")
    parser.add_argument("--operations", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    fuzz = Fuzz(NativeEngine(), options.seed)
    fuzz.run(options.operations)
    print(f"{fuzz.acts} acts as the model says; deals by their last state: {fuzz.ends}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
