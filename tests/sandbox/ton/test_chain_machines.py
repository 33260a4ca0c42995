"""The machine in this process and the one of npm `@ton/sandbox` do the same to the nano."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from scripts.sandbox.ton import cells, engine, jettons
from scripts.sandbox.ton.chain import FAUCET, Chain, Refused
from scripts.sandbox.ton.engine import Emulated, GetAnswer, GetOrder, NativeEngine, NotAccepted
from scripts.sandbox.ton.phases import read_phases
from scripts.sandbox.ton.wallet_contracts import VERSIONS, Order
from tests.contracts.node import CONTRACTS, run_node
from tests.sandbox.ton.bench import NOW, TON, give, owner, program, settled
from tests.sandbox.ton.highload import Highload, Query

REPLAY = Path(__file__).with_name("replay_chain.mjs")
CONFIG = Path(engine.__file__).with_name("data") / "config_slim.boc"
YEAR_S = 365 * 86_400


@dataclass
class Recorder:
    """An engine that writes down what it was asked and what it said."""

    real: NativeEngine = field(default_factory=NativeEngine)
    steps: list[dict[str, object]] = field(default_factory=list)
    answers: list[dict[str, object]] = field(default_factory=list)

    def emulate(
        self, shard_account: str, message: str, *, now: int, lt: int, seed: str
    ) -> Emulated | NotAccepted:
        done = self.real.emulate(shard_account, message, now=now, lt=lt, seed=seed)
        step = {"account": shard_account, "message": message, "now": now, "lt": str(lt)}
        self.steps.append({**step, "seed": seed})
        self.answers.append(_told(done))
        return done

    def get_method(self, order: GetOrder) -> GetAnswer:
        return self.real.get_method(order)


def _told(done: Emulated | NotAccepted) -> dict[str, object]:
    if isinstance(done, NotAccepted):
        return {"refused": done.exit_code}
    raw, phases = cells.read_transaction(done.transaction), read_phases(done.transaction)
    return {
        "lt": str(raw.lt),
        "fees": str(raw.fees),
        "exit_code": phases.exit_code,
        "gas_used": phases.gas_used,
        "action_code": phases.action_code,
        "aborted": phases.aborted,
        "sent": [message.hash.hex() for message in raw.out_msgs],
    }


def people_pay(chain: Chain) -> None:
    thrower = program("f22a")
    give(chain, cells.address_of(thrower), TON, init=thrower)
    for version in VERSIONS:
        one = owner(chain, version, version)
        one.send(Order(to=FAUCET, value=TON, body=cells.comment(b"K7Q2" * 60)))
        one.send(*[Order(to=FAUCET, value=TON // 10)] * one.contract.orders_max)
        one.send(Order(to=cells.address_of(thrower), value=TON, bounce=True))
        one.send(Order(to="0:" + "ab" * 32, value=TON, bounce=True))
        one.send(Order(to=FAUCET, value=100 * TON))
        for message in (one.sent[0], one.message(Order(to=FAUCET, value=1), valid_until=NOW)):
            try:
                chain.send_external(message)
            except Refused:
                continue
        chain.now += 3 * YEAR_S
        one.send(Order(to=FAUCET, value=1))


def jettons_move(chain: Chain) -> None:
    usdt, alice = jettons.usdt(), owner(chain, "alice", "v5r1")
    jettons.deploy(chain, usdt)
    jettons.mint(chain, usdt, to=alice.address, units=5_000_000)
    for units in (1, 2_000_000, 9_000_000):
        alice.send(
            jettons.transfer(
                chain,
                usdt,
                owner=alice.address,
                to=FAUCET,
                units=units,
                payload=cells.comment(b"K7Q2"),
            )
        )


def a_house_pays_many(chain: Chain) -> None:
    wallet = Highload(bytes(31) + b"\x01")
    give(chain, wallet.address, 50 * TON, init=wallet.init)
    people = [(f"0:{n:064x}", TON // 100) for n in range(1, 40)]
    for message in (
        wallet.pay(FAUCET, TON, Query(created_at=chain.now - 30, bit=1), mode=1),
        wallet.pay_all(people, Query(created_at=chain.now - 30, bit=2), mode=3),
        wallet.pay(FAUCET, 100 * TON, Query(created_at=chain.now - 30, bit=3), mode=3),
        wallet.pay(FAUCET, TON, Query(created_at=chain.now - 30, bit=1_023), mode=3),
    ):
        try:
            chain.send_external(message)
        except Refused:
            continue
        settled(chain)


def test_both_machines_give_the_same_fees_codes_and_messages(tmp_path: Path) -> None:
    machine = Recorder()
    for story in (people_pay, jettons_move, a_house_pays_many):
        story(Chain(machine, now=NOW))
    file = tmp_path / "steps.json"
    file.write_text(json.dumps(machine.steps))
    theirs = json.loads(run_node(REPLAY, CONTRACTS, CONFIG, file))
    assert len(theirs) == len(machine.answers) > 100
    for at, (ours, other) in enumerate(zip(machine.answers, theirs, strict=True)):
        assert ours == other, (at, machine.steps[at])
